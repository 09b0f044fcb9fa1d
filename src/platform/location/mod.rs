//! Where a person is, as the browser has it: the address, the history, and how far each page was scrolled.
//!
//! - `entry`: the current entry of the history, and what is kept in it.
//! - `navigator`: moving through the history, and noticing moves.
//! - `link`: which clicks the app follows itself.
//!
//! The browser's own restoring of the scroll position is off: it happens before there is anything to scroll.

mod entry;
mod link;
mod navigator;

use std::cell::RefCell;
use std::rc::Rc;

use navigator::Navigator;
use web_sys::Event;

/// How addresses are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// `…#/card`: works on any static host, and in web-views that know one address only.
    #[default]
    Hash,
    /// `…/card`: needs a server that answers every path with the same page.
    Path,
    /// The address stays as it is, and the path is kept in the history's entries: for a shell that looks at addresses,
    /// or shows them. Links say where they lead as with `Hash`; opened that way, the app begins there.
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
    /// Whether the entry was there before: back or forward.
    pub again: bool,
}

thread_local! {
    static NAVIGATOR: RefCell<Option<Rc<Navigator>>> = const { RefCell::new(None) };
}

fn navigator() -> Option<Rc<Navigator>> {
    NAVIGATOR.with_borrow(Clone::clone)
}

/// Begins to follow the address; `on_arrival` is called each time it has changed. Gives where the person is.
pub fn follow(mode: Mode, on_arrival: Box<dyn Fn(Arrival)>) -> Arrival {
    let (navigator, arrival) = Navigator::start(mode, on_arrival);
    NAVIGATOR.with_borrow_mut(|slot| *slot = Some(navigator));
    arrival
}

/// The address of a path within the app, for a link. Written out in full: `#/card` alone would be
/// taken as relative to the document's base.
pub fn href(path: &str) -> String {
    navigator().map_or_else(|| href_of(Mode::Hash, "", path), |it| href_of(it.mode, &it.base, path))
}

fn href_of(mode: Mode, base: &str, path: &str) -> String {
    let location = entry::location();
    let search = location.as_ref().and_then(|location| location.search().ok()).unwrap_or_default();
    match mode {
        Mode::Hash | Mode::Memory => {
            let at = location.and_then(|location| location.pathname().ok()).unwrap_or_default();
            [&at, &search, "#", path].concat()
        }
        Mode::Path => [base, path.trim_start_matches('/'), &search].concat(),
    }
}

/// The path within the app of the link that something happens to, if it is one.
pub fn path_of(event: &Event) -> Option<String> {
    let navigator = navigator()?;
    link::path_of(event, navigator.mode, &navigator.base)
}

/// Goes to a path within the app, and tells.
pub fn go(path: &str, how: Move) {
    if let Some(navigator) = navigator() {
        navigator.go(path.to_owned(), how);
    }
}

/// Goes one entry back, as the browser's own button does.
pub fn back() {
    if let Some(history) = entry::history() {
        let _ = history.back();
    }
}

/// Scrolls to where the page was left, or to its top if it is new, as soon as it is long enough. To be
/// called when a page has been drawn.
pub fn restore_scroll() {
    if let Some(navigator) = navigator() {
        navigator.restore_scroll();
    }
}

/// Takes a parameter out of the address's query: a choice made in the app is worth more than the one
/// the link came with.
pub fn drop_parameter(name: &str) {
    let (Some(navigator), Some(location)) = (navigator(), entry::location()) else { return };
    let (Ok(path), Ok(search), Ok(hash)) = (location.pathname(), location.search(), location.hash()) else { return };
    let is_it = |part: &&str| part.split('=').next() == Some(name);
    let (gone, kept): (Vec<&str>, Vec<&str>) = search.trim_start_matches('?').split('&').partition(is_it);
    if gone.is_empty() {
        return;
    }
    let search = if kept.iter().all(|part| part.is_empty()) { String::new() } else { ["?", &kept.join("&")].concat() };
    navigator.rewrite(&[path, search, hash].concat());
}

/// The address of a sign-on elsewhere, with that of this page in its query, so that it leads back here.
pub fn to_sign_on(url: &str) -> String {
    let here = if cfg!(target_arch = "wasm32") { entry::address() } else { String::new() };
    let before = if url.contains('?') { "&" } else { "?" };
    [url, before, "return_to=", &contract::percent::encode(&here)].concat()
}
