//! Where a person is, as the browser has it: the address, the history, and how far each page was
//! scrolled.
//!
//! Every entry's `history.state` holds its position `i`, counted from the app's first, how far it
//! was scrolled (`y`), and where the address does not say it, its path (`p`). An entry without one was made by a link, the address bar, or a page outside.
//! The browser's own restoring of the scroll position is off: it happens before there is anything to
//! scroll.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent, ScrollRestoration, Url, Window};

use super::listen;

/// How addresses are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// `…#/card`: works on any static server, and in web-views that know one address only.
    #[default]
    Hash,
    /// `…/card`: needs a server that answers every path with the same page.
    Path,
    /// The address stays as it is, and where one is stands in the history's entries: for a shell that looks at addresses, or
    /// shows them. Links say where they lead as with `Hash`; opened that way, the app begins there.
    Memory,
}

/// A way to go somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// To a new entry.
    Push,
    /// In place of the entry.
    Replace,
    /// So many entries back, and then in place of the entry there.
    Unwind(u32),
}

/// Where somebody has come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The path within the app, such as `/card`.
    pub path: String,
    /// Position of the entry in the history.
    pub index: u32,
}

/// A browser that goes back without saying so (some web-views at the edge of their history) is not
/// waited for longer than this, in milliseconds.
const UNWINDING_MS: u32 = 1_000;

struct Here {
    mode: Mode,
    /// Path of the app's folder, `/` at its end.
    base: String,
    told: Box<dyn Fn(Arrival)>,
    index: Cell<u32>,
    address: RefCell<String>,
    /// With [`Mode::Memory`], the path.
    at: RefCell<String>,
    scrolled: RefCell<Vec<f64>>,
    /// Where the page is to be scrolled to once it is long enough.
    wanted: Cell<Option<f64>>,
    /// The way back to an entry is being taken, which is then to become this path.
    unwinding: RefCell<Option<(u32, String)>>,
    waiting: RefCell<VecDeque<(String, Move)>>,
}

thread_local! {
    static HERE: RefCell<Option<Rc<Here>>> = const { RefCell::new(None) };
}

fn here() -> Option<Rc<Here>> {
    HERE.with_borrow(Clone::clone)
}

fn window() -> Option<Window> {
    web_sys::window()
}

/// Begins to follow the address; `told` each time it has changed. Gives where one is.
pub fn follow(mode: Mode, told: Box<dyn Fn(Arrival)>) -> Arrival {
    let y = number("y").unwrap_or_default();
    let index = index_of_state().unwrap_or_default();
    let here = Rc::new(Here {
        mode,
        base: base(),
        told,
        index: Cell::new(index),
        address: RefCell::new(address()),
        at: RefCell::default(),
        scrolled: RefCell::default(),
        wanted: Cell::new(Some(y).filter(|y| *y > 0.0)),
        unwinding: RefCell::default(),
        waiting: RefCell::default(),
    });
    let arrival = Arrival { path: here.path(), index };
    // An address without a hash is written out: a link to where one is would make another entry.
    let bare =
        mode == Mode::Hash && window().is_some_and(|window| window.location().hash().is_ok_and(|hash| hash.is_empty()));
    here.mark(index, y, bare.then(|| [&*here.address.borrow(), "#/"].concat()).as_deref());
    here.address.replace(address());
    if let Some(window) = window() {
        if let Ok(history) = window.history() {
            let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        }
        // Both are listened to: not every engine tells of a link's hash by `popstate`.
        for name in ["popstate", "hashchange"] {
            let here = Rc::clone(&here);
            listen(&window, name, Box::new(move |_| here.moved()));
        }
        let leaving = Rc::clone(&here);
        listen(&window, "pagehide", Box::new(move |_| leaving.mark(leaving.index.get(), scroll_y(), None)));
        // Whoever scrolls by hand is where they want to be.
        for name in ["wheel", "touchmove", "keydown"] {
            let here = Rc::clone(&here);
            listen(&window, name, Box::new(move |_| here.wanted.set(None)));
        }
        if let Some(document) = window.document() {
            let here = Rc::clone(&here);
            listen(&document, "click", Box::new(move |event| here.clicked(&event)));
        }
    }
    HERE.with_borrow_mut(|slot| *slot = Some(here));
    arrival
}

/// The address of a path within the app, for a link. Written out in full: `#/card` alone would be
/// taken as relative to the document's base.
pub fn href(path: &str) -> String {
    let (mode, base) = here().map_or_else(|| (Mode::Hash, base()), |here| (here.mode, here.base.clone()));
    let location = window().map(|window| window.location());
    let search = location.as_ref().and_then(|location| location.search().ok()).unwrap_or_default();
    match mode {
        Mode::Hash | Mode::Memory => {
            let at = location.and_then(|location| location.pathname().ok()).unwrap_or_default();
            [&at, &search, "#", path].concat()
        }
        Mode::Path => [&base, path.trim_start_matches('/'), &search].concat(),
    }
}

/// Goes to a path within the app, and tells.
pub fn go(path: &str, how: Move) {
    if let Some(here) = here() {
        here.go(path.to_owned(), how);
    }
}

/// Goes one entry back, as the browser's own button does.
pub fn back() {
    if let Some(Ok(history)) = window().map(|window| window.history()) {
        let _ = history.back();
    }
}

/// Scrolls to where the page was left, or to its top if it is new, as soon as it is long enough. To be
/// called when a page has been drawn.
pub fn restore_scroll() {
    let (Some(here), Some(window)) = (here(), window()) else { return };
    let Some(y) = here.wanted.get() else { return };
    let root = window.document().and_then(|document| document.document_element());
    let most = root.map_or(0, |root| root.scroll_height() - root.client_height());
    if y <= f64::from(most) {
        here.wanted.set(None);
        window.scroll_to_with_x_and_y(0.0, y);
    }
}

/// Takes a parameter out of the address's query: a choice made in the app is worth more than the one
/// the link came with.
pub fn drop_parameter(name: &str) {
    let (Some(here), Some(window)) = (here(), window()) else { return };
    let Ok(search) = window.location().search() else { return };
    let is_it = |part: &&str| part.split('=').next() == Some(name);
    let parts = search.trim_start_matches('?').split('&');
    let (gone, kept): (Vec<&str>, Vec<&str>) = parts.partition(is_it);
    if gone.is_empty() {
        return;
    }
    let location = window.location();
    let (Ok(path), Ok(hash)) = (location.pathname(), location.hash()) else { return };
    let search = if kept.iter().all(|part| part.is_empty()) { String::new() } else { ["?", &kept.join("&")].concat() };
    here.mark(here.index.get(), scroll_y(), Some(&[path, search, hash].concat()));
    here.address.replace(address());
}

impl Here {
    fn path(&self) -> String {
        let Some(location) = window().map(|window| window.location()) else { return String::new() };
        let kept = Some(self.mode).filter(|mode| *mode == Mode::Memory).and_then(|_| of_state("p")?.as_string());
        if let Some(path) = kept {
            self.at.replace(path.clone());
            return path;
        }
        let path = match self.mode {
            Mode::Hash | Mode::Memory => location.hash().map(|hash| hash.trim_start_matches('#').to_owned()),
            Mode::Path => location.pathname().map(|path| path.strip_prefix(&self.base).unwrap_or_default().to_owned()),
        };
        let path = path.unwrap_or_default();
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let path = if path.starts_with('/') { path.to_owned() } else { ["/", path].concat() };
        self.at.replace(path.clone());
        path
    }

    /// Writes the entry's position and scroll, with another address if one is given.
    fn mark(&self, index: u32, y: f64, address: Option<&str>) {
        if let Some(Ok(history)) = window().map(|window| window.history()) {
            // Refused when done too often (100 times in 30 s in WebKit): then the position is lost.
            let _ = history.replace_state_with_url(&self.state(index, y), "", address);
        }
    }

    fn state(&self, index: u32, y: f64) -> JsValue {
        let state = Object::new();
        let _ = Reflect::set(&state, &"i".into(), &index.into());
        let _ = Reflect::set(&state, &"y".into(), &y.into());
        if self.mode == Mode::Memory {
            let _ = Reflect::set(&state, &"p".into(), &self.at.borrow().as_str().into());
        }
        state.into()
    }

    /// The address of that path, which is where one is from now on; `None` where the address stays as it is.
    fn address_of(&self, path: &str) -> Option<String> {
        self.at.replace(path.to_owned());
        (self.mode != Mode::Memory).then(|| href(path))
    }

    /// Remembers how far the page that is left was scrolled: it is still the one that is drawn.
    fn leave(&self) {
        let at = self.index.get() as usize;
        let mut scrolled = self.scrolled.borrow_mut();
        if scrolled.len() <= at {
            scrolled.resize(at + 1, 0.0);
        }
        if let Some(slot) = scrolled.get_mut(at) {
            *slot = scroll_y();
        }
    }

    fn arrive(&self, index: u32, y: f64) {
        self.index.set(index);
        self.address.replace(address());
        self.wanted.set(Some(y));
        (self.told)(Arrival { path: self.path(), index });
    }

    /// The address or the entry has changed, whoever did it.
    fn moved(self: &Rc<Self>) {
        let known = index_of_state();
        let unwinding = self.unwinding.take();
        if let Some((index, path)) = unwinding {
            if known == Some(index) {
                // Back at the entry that the finished flow gives way to.
                self.put(&path, index);
                self.go_on();
            } else {
                // An event of the move before that one.
                self.unwinding.replace(Some((index, path)));
            }
            return;
        }
        let same = *self.address.borrow() == address();
        if same && known == Some(self.index.get()) {
            return;
        }
        self.leave();
        if let Some(index) = known {
            let y = self.scrolled.borrow().get(index as usize).copied();
            self.arrive(index, y.or_else(|| number("y")).unwrap_or_default());
        } else {
            // A link was followed, or the address typed: a new entry after the one before. A link to
            // where one is already replaces the entry.
            let index = self.index.get() + u32::from(!same);
            self.mark(index, 0.0, None);
            self.arrive(index, 0.0);
        }
    }

    fn go(self: &Rc<Self>, path: String, how: Move) {
        if self.unwinding.borrow().is_some() {
            self.waiting.borrow_mut().push_back((path, how));
            return;
        }
        let Some(Ok(history)) = window().map(|window| window.history()) else { return };
        self.leave();
        let index = self.index.get();
        match how {
            // The same address twice in a row would make "back" seem to do nothing.
            Move::Push if path != self.path() => {
                self.mark(index, scroll_y(), None);
                let address = self.address_of(&path);
                let _ = history.push_state_with_url(&self.state(index + 1, 0.0), "", address.as_deref());
                self.arrive(index + 1, 0.0);
            }
            Move::Unwind(steps) if steps.min(index) > 0 => {
                let steps = steps.min(index);
                self.unwinding.replace(Some((index - steps, path)));
                let steps = i32::try_from(steps).unwrap_or_default();
                let _ = history.go_with_delta(-steps);
                let here = Rc::clone(self);
                Timeout::new(UNWINDING_MS, move || {
                    let unwinding = here.unwinding.take();
                    if let Some((_, path)) = unwinding {
                        here.put(&path, here.index.get());
                        here.go_on();
                    }
                })
                .forget();
            }
            _ => self.put(&path, index),
        }
    }

    fn put(&self, path: &str, index: u32) {
        let address = self.address_of(path);
        self.mark(index, 0.0, address.as_deref());
        self.arrive(index, 0.0);
    }

    fn go_on(self: &Rc<Self>) {
        let next = self.waiting.borrow_mut().pop_front();
        if let Some((path, how)) = next {
            self.go(path, how);
        }
    }

    /// Follows a link of the app without loading the page anew; every other click (another key held,
    /// another target, another place) is the browser's. So is a hash, but for the one where one is already: some engines
    /// (Firefox) drop the entry's state then, and tell nobody.
    fn clicked(self: &Rc<Self>, event: &Event) {
        let Some(mouse) = event.dyn_ref::<MouseEvent>() else { return };
        let plain = mouse.button() == 0
            && !(mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key())
            && !event.default_prevented();
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
        let Some(Ok(link)) = link.filter(|_| plain).map(JsCast::dyn_into::<HtmlAnchorElement>) else { return };
        let origin = window().and_then(|window| window.location().origin().ok());
        let ours = (link.target().is_empty() || link.target() == "_self")
            && !link.has_attribute("download")
            && Some(link.origin()) == origin
            && (self.mode != Mode::Hash || link.href() == address());
        let (path, hash) = (link.pathname(), link.hash());
        let path = match self.mode {
            Mode::Path => path.strip_prefix(&self.base).filter(|_| hash.is_empty()),
            _ => hash
                .strip_prefix("#/")
                .filter(|_| window().and_then(|window| window.location().pathname().ok()) == Some(path)),
        };
        if let Some(path) = path.filter(|_| ours) {
            event.prevent_default();
            self.go(["/", path].concat(), Move::Push);
        }
    }
}

fn address() -> String {
    window().and_then(|window| window.location().href().ok()).unwrap_or_default()
}

/// The path of the document's base, `/` at its end.
fn base() -> String {
    let uri = window().and_then(|window| window.document()).and_then(|document| document.base_uri().ok().flatten());
    let path = uri.and_then(|uri| Url::new(&uri).ok()).map_or_else(String::new, |url| url.pathname());
    path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or("/").to_owned()
}

fn scroll_y() -> f64 {
    window().and_then(|window| window.scroll_y().ok()).unwrap_or_default()
}

/// What the entry's state holds under that name.
fn of_state(name: &str) -> Option<JsValue> {
    let state = window()?.history().ok()?.state().ok()?;
    if !state.is_object() {
        return None;
    }
    Reflect::get(&state, &name.into()).ok()
}

fn number(name: &str) -> Option<f64> {
    of_state(name)?.as_f64()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a small whole number")]
fn index_of_state() -> Option<u32> {
    number("i").filter(|i| i.fract() == 0.0 && (0.0..1e6).contains(i)).map(|i| i as u32)
}
