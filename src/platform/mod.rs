//! Small doors to the browser: nothing above them names `web-sys`.

pub mod clock;
pub mod crash;
pub mod export;
pub mod field;
pub mod focus;
pub mod intl;
pub mod location;
pub mod page;
pub mod plural;
pub mod start;
pub mod storage;
pub mod wake;

use futures_util::future::LocalBoxFuture;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// Runs a future to its end, beside everything else. Boxed: the executor is code anew for every kind of future it is
/// given, and so it is given one.
pub fn spawn(future: LocalBoxFuture<'static, ()>) {
    wasm_bindgen_futures::spawn_local(future);
}

/// Listens for as long as the app lives: for the window and the document, which live as long.
fn listen(to: &EventTarget, name: &str, heard: Box<dyn FnMut(Event)>) {
    let heard = Closure::wrap(heard).into_js_value();
    // Fails only for a listener that is no function.
    let _ = to.add_event_listener_with_callback(name, heard.unchecked_ref());
}
