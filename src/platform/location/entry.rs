//! The current entry of the browser's history: its address, and what its `history.state` holds.
//!
//! The state has the entry's position `i`, counted from the app's first, how far it was scrolled (`y`), and where the
//! address does not say it, its path (`p`). An entry without a position was made by a link, the address bar, or a page
//! outside.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{History, Location, Url, Window};

fn window() -> Option<Window> {
    web_sys::window()
}

/// The browser's history.
pub fn history() -> Option<History> {
    window()?.history().ok()
}

/// The browser's location.
pub fn location() -> Option<Location> {
    window().map(|window| window.location())
}

/// How many entries the browser's history has.
pub fn count() -> u32 {
    history().and_then(|history| history.length().ok()).unwrap_or_default()
}

/// The whole address.
pub fn address() -> String {
    location().and_then(|location| location.href().ok()).unwrap_or_default()
}

/// The path of the document's base, `/` at its end.
pub fn base() -> String {
    let uri = window().and_then(|window| window.document()).and_then(|document| document.base_uri().ok().flatten());
    let path = uri.and_then(|uri| Url::new(&uri).ok()).map_or_else(String::new, |url| url.pathname());
    path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or("/").to_owned()
}

/// How far the page is scrolled now, in CSS pixels.
pub fn scroll_y() -> f64 {
    window().and_then(|window| window.scroll_y().ok()).unwrap_or_default()
}

fn member(name: &str) -> Option<JsValue> {
    let state = history()?.state().ok()?;
    if !state.is_object() {
        return None;
    }
    Reflect::get(&state, &name.into()).ok()
}

/// The position of the entry, if the app has written one.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a small whole number")]
pub fn index() -> Option<u32> {
    member("i")?.as_f64().filter(|i| i.fract() == 0.0 && (0.0..1e6).contains(i)).map(|i| i as u32)
}

/// How far the entry was scrolled when it was left, in CSS pixels.
pub fn kept_scroll() -> Option<f64> {
    member("y")?.as_f64()
}

/// The path that the state holds, where the address does not say it.
pub fn kept_path() -> Option<String> {
    member("p")?.as_string()
}

/// A state to be written into an entry.
pub fn state(index: u32, y: f64, path: Option<&str>) -> JsValue {
    let state = Object::new();
    let _ = Reflect::set(&state, &"i".into(), &index.into());
    let _ = Reflect::set(&state, &"y".into(), &y.into());
    if let Some(path) = path {
        let _ = Reflect::set(&state, &"p".into(), &path.into());
    }
    state.into()
}
