//! Moving through the browser's history, and noticing every move that somebody else makes.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;
use web_sys::{Event, ScrollRestoration};

use super::{Arrival, Mode, Move, entry, href_of, link};
use crate::platform::listen;

/// A browser that goes back without saying so (some web-views at the edge of their history) is not
/// waited for longer than this, in milliseconds.
const UNWINDING_MS: u32 = 1_000;

/// What the browser has refused to write into an entry is tried again after so long, in milliseconds.
// WebKit refuses more than 100 changes in 30 s.
const REFUSED_MS: u32 = 1_000;

/// The app's place in the history.
pub struct Navigator {
    pub mode: Mode,
    /// Path of the app's folder, `/` at its end.
    pub base: String,
    on_arrival: Box<dyn Fn(Arrival)>,
    /// Position of the current entry.
    index: Cell<u32>,
    /// The whole address of the current entry.
    address: RefCell<String>,
    /// With [`Mode::Memory`], the path of the current entry.
    memory: RefCell<String>,
    /// How far the entries visited were scrolled, by their position.
    scrolled: RefCell<Vec<f64>>,
    /// Where the page is to be scrolled to once it is long enough.
    wanted: Cell<Option<f64>>,
    /// The way back to an entry is being taken, which is then to become this path.
    unwinding: RefCell<Option<(u32, String)>>,
    /// Moves asked for while unwinding.
    waiting: RefCell<VecDeque<(String, Move)>>,
    /// Entries without their position, as it was refused: where they are, and their whole address.
    unmarked: RefCell<Vec<(u32, String)>>,
    /// What the current entry is to become, as it was refused.
    owed: RefCell<Option<Owed>>,
    /// How many entries the history had when the last one was arrived at.
    entries: Cell<u32>,
}

/// What an entry is to become.
struct Owed {
    index: u32,
    path: String,
    address: Option<String>,
}

impl Navigator {
    /// Takes over the history at the current entry.
    pub fn start(mode: Mode, on_arrival: Box<dyn Fn(Arrival)>) -> (Rc<Self>, Arrival) {
        let y = entry::kept_scroll().unwrap_or_default();
        let index = entry::index().unwrap_or_default();
        let navigator = Rc::new(Self {
            mode,
            base: entry::base(),
            on_arrival,
            index: Cell::new(index),
            address: RefCell::new(entry::address()),
            memory: RefCell::default(),
            scrolled: RefCell::default(),
            wanted: Cell::new(Some(y).filter(|y| *y > 0.0)),
            unwinding: RefCell::default(),
            waiting: RefCell::default(),
            unmarked: RefCell::default(),
            owed: RefCell::default(),
            entries: Cell::new(entry::count()),
        });
        let arrival = Arrival { path: navigator.path(), index, again: false };
        // An address without a hash is written out: a link to the same page would make another entry.
        let bare = mode == Mode::Hash
            && entry::location().is_some_and(|location| location.hash().is_ok_and(|hash| hash.is_empty()));
        let written = bare.then(|| [&*navigator.address.borrow(), "#/"].concat());
        navigator.mark(index, y, written.as_deref());
        navigator.address.replace(entry::address());
        if let Some(history) = entry::history() {
            let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        }
        navigator.listen();
        (navigator, arrival)
    }

    fn listen(self: &Rc<Self>) {
        let Some(window) = web_sys::window() else { return };
        let on = |name: &str, heard: fn(&Rc<Self>, &Event)| {
            let navigator = Rc::clone(self);
            listen(&window, name, Box::new(move |event| heard(&navigator, &event)));
        };
        // Both: not every engine tells of a link's hash by `popstate`.
        for name in ["popstate", "hashchange"] {
            on(name, |navigator, _| navigator.moved());
        }
        on("pagehide", |navigator, _| navigator.mark(navigator.index.get(), entry::scroll_y(), None));
        // Whoever scrolls by hand is where they want to be.
        for name in ["wheel", "touchmove", "keydown"] {
            on(name, |navigator, _| navigator.wanted.set(None));
        }
        if let Some(document) = window.document() {
            let navigator = Rc::clone(self);
            let clicked = move |event: Event| {
                if let Some(path) = link::path_of_click(&event, navigator.mode, &navigator.base) {
                    event.prevent_default();
                    navigator.go(path, Move::Push);
                }
            };
            listen(&document, "click", Box::new(clicked));
        }
    }

    /// The path within the app of the current entry.
    fn path(&self) -> String {
        if let Some(owed) = self.owed.borrow().as_ref() {
            return owed.path.clone();
        }
        let kept = if self.mode == Mode::Memory { entry::kept_path() } else { None };
        let path = kept.unwrap_or_else(|| {
            let Some(location) = entry::location() else { return String::new() };
            let path = match self.mode {
                Mode::Hash | Mode::Memory => location.hash().map(|hash| hash.trim_start_matches('#').to_owned()),
                Mode::Path => {
                    location.pathname().map(|path| path.strip_prefix(&self.base).unwrap_or_default().to_owned())
                }
            };
            let path = path.unwrap_or_default();
            let path = path.split(['?', '#']).next().unwrap_or_default();
            if path.starts_with('/') { path.to_owned() } else { ["/", path].concat() }
        });
        self.memory.replace(path.clone());
        path
    }

    fn state(&self, index: u32, y: f64) -> JsValue {
        let path = self.memory.borrow();
        entry::state(index, y, (self.mode == Mode::Memory).then_some(path.as_str()))
    }

    /// Whether the entry at this position is to become something that was refused.
    fn owes(&self, index: u32) -> bool {
        self.owed.borrow().as_ref().is_some_and(|owed| owed.index == index)
    }

    /// Writes the entry's position and scroll, with another address if one is given or owed. An entry that has no position then,
    /// or is not yet what it is to become, is written again a little later; one without a position is known by its address until
    /// then.
    fn mark(self: &Rc<Self>, index: u32, y: f64, address: Option<&str>) {
        let owed = self.owed.borrow().as_ref().filter(|owed| owed.index == index).and_then(|owed| owed.address.clone());
        let state = self.state(index, y);
        let address = address.or(owed.as_deref());
        let written = entry::history().is_some_and(|it| it.replace_state_with_url(&state, "", address).is_ok());
        if written && self.owes(index) {
            self.owed.take();
            self.address.replace(entry::address());
        }
        let mut unmarked = self.unmarked.borrow_mut();
        unmarked.retain(|(at, _)| *at != index);
        let without_place = entry::index() != Some(index);
        if without_place {
            unmarked.push((index, entry::address()));
        }
        if without_place || self.owes(index) {
            let navigator = Rc::clone(self);
            Timeout::new(REFUSED_MS, move || {
                if navigator.index.get() == index && (entry::index().is_none() || navigator.owes(index)) {
                    navigator.mark(index, entry::scroll_y(), None);
                }
            })
            .forget();
        }
    }

    /// The position of the current entry, also of one into which it could not be written.
    fn known(&self) -> Option<u32> {
        entry::index().or_else(|| {
            let (address, here) = (entry::address(), self.index.get());
            let unmarked = self.unmarked.borrow();
            // One entry more or less is a new one.
            let old = unmarked.iter().filter(|(_, its)| *its == address && self.entries.get() == entry::count());
            old.map(|(at, _)| *at).min_by_key(|at| at.abs_diff(here))
        })
    }

    /// Gives the current entry another address of the same page.
    pub fn rewrite(self: &Rc<Self>, address: &str) {
        self.mark(self.index.get(), entry::scroll_y(), Some(address));
        self.address.replace(entry::address());
    }

    /// The address of that path, which is the current one from now on; `None` where the address stays as it is.
    fn address_of(&self, path: &str) -> Option<String> {
        self.memory.replace(path.to_owned());
        (self.mode != Mode::Memory).then(|| href_of(self.mode, &self.base, path))
    }

    /// Remembers how far the page that is left was scrolled: it is still the one that is drawn.
    fn leave(&self) {
        let at = self.index.get() as usize;
        let mut scrolled = self.scrolled.borrow_mut();
        if scrolled.len() <= at {
            scrolled.resize(at + 1, 0.0);
        }
        if let Some(slot) = scrolled.get_mut(at) {
            *slot = entry::scroll_y();
        }
    }

    fn arrive(&self, index: u32, y: f64, again: bool) {
        // What another entry was to become is of no interest here.
        if !self.owes(index) {
            self.owed.take();
        }
        self.index.set(index);
        self.entries.set(entry::count());
        self.address.replace(entry::address());
        self.wanted.set(Some(y));
        (self.on_arrival)(Arrival { path: self.path(), index, again });
    }

    /// The address or the entry has changed, whoever did it.
    fn moved(self: &Rc<Self>) {
        let known = self.known();
        let unwinding = self.unwinding.take();
        if let Some((index, path)) = unwinding {
            if known == Some(index) {
                // Back at the entry that the finished flow gives way to.
                self.replace(&path, index);
                self.go_waiting();
            } else {
                // An event of the move before that one.
                self.unwinding.replace(Some((index, path)));
            }
            return;
        }
        let same = *self.address.borrow() == entry::address();
        if same && known == Some(self.index.get()) {
            return;
        }
        self.leave();
        if let Some(index) = known {
            let y = self.scrolled.borrow().get(index as usize).copied();
            let y = y.or_else(entry::kept_scroll).unwrap_or_default();
            if entry::index().is_none() {
                self.mark(index, y, None);
            }
            self.arrive(index, y, true);
        } else {
            // A link was followed, or the address typed: a new entry after the one before. A link to
            // the same page replaces the entry.
            let index = self.index.get() + u32::from(!same);
            self.unmarked.borrow_mut().retain(|(at, _)| *at < index);
            self.mark(index, 0.0, None);
            self.arrive(index, 0.0, false);
        }
    }

    /// Goes to a path; waits for its turn while entries are being unwound.
    pub fn go(self: &Rc<Self>, path: String, how: Move) {
        if self.unwinding.borrow().is_some() {
            self.waiting.borrow_mut().push_back((path, how));
            return;
        }
        let Some(history) = entry::history() else { return };
        self.leave();
        let index = self.index.get();
        match how {
            // The same address twice in a row would make "back" seem to do nothing.
            Move::Push if path != self.path() => {
                self.mark(index, entry::scroll_y(), None);
                let address = self.address_of(&path);
                let state = self.state(index + 1, 0.0);
                if history.push_state_with_url(&state, "", address.as_deref()).is_ok() {
                    self.unmarked.borrow_mut().retain(|(at, _)| *at <= index);
                    self.arrive(index + 1, 0.0, false);
                } else if self.mode == Mode::Hash {
                    // As if a link was followed, which is never refused.
                    if let Some(location) = entry::location() {
                        let _ = location.set_hash(&path);
                    }
                } else {
                    let navigator = Rc::clone(self);
                    Timeout::new(REFUSED_MS, move || {
                        // Who has gone elsewhere meanwhile is left there.
                        if navigator.index.get() == index {
                            navigator.go(path, Move::Push);
                        }
                    })
                    .forget();
                }
            }
            Move::Unwind(steps) if steps.min(index) > 0 => {
                let steps = steps.min(index);
                self.unwinding.replace(Some((index - steps, path)));
                let steps = i32::try_from(steps).unwrap_or_default();
                let _ = history.go_with_delta(-steps);
                let navigator = Rc::clone(self);
                Timeout::new(UNWINDING_MS, move || {
                    let unwinding = navigator.unwinding.take();
                    if let Some((_, path)) = unwinding {
                        navigator.replace(&path, navigator.index.get());
                        navigator.go_waiting();
                    }
                })
                .forget();
            }
            _ => self.replace(&path, index),
        }
    }

    /// Makes the current entry, at this position, one of another path.
    fn replace(self: &Rc<Self>, path: &str, index: u32) {
        let address = self.address_of(path);
        let there = entry::address();
        if self.mode != Mode::Hash {
            // Where that is refused, the app is there already, and the entry will be.
            self.owed.replace(Some(Owed { index, path: path.to_owned(), address }));
            self.mark(index, 0.0, None);
            return self.arrive(index, 0.0, false);
        }
        self.mark(index, 0.0, address.as_deref());
        if let Some(address) = address.filter(|address| there == entry::address() && !there.ends_with(address.as_str()))
        {
            // Refused: as if a link took the place of the entry, which never is.
            if let Some(location) = entry::location() {
                let whole = [&location.origin().unwrap_or_default(), &*address].concat();
                self.unmarked.borrow_mut().push((index, whole));
                let _ = location.replace(&address);
                return;
            }
        }
        self.arrive(index, 0.0, false);
    }

    fn go_waiting(self: &Rc<Self>) {
        let next = self.waiting.borrow_mut().pop_front();
        if let Some((path, how)) = next {
            self.go(path, how);
        }
    }

    /// Scrolls to where the page is wanted, once it is long enough.
    pub fn restore_scroll(&self) {
        let (Some(y), Some(window)) = (self.wanted.get(), web_sys::window()) else { return };
        let root = window.document().and_then(|document| document.document_element());
        let most = root.map_or(0, |root| root.scroll_height() - root.client_height());
        if y <= f64::from(most) {
            self.wanted.set(None);
            window.scroll_to_with_x_and_y(0.0, y);
        }
    }
}
