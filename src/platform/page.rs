//! The document as a whole: its title, its root's attributes, whether it is seen, whether there is a
//! network, and what is done right before it is painted.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, HtmlElement, PageTransitionEvent, Window};

use super::listen;

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// Sets the document's title.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets an attribute of the root element, or takes it away.
pub fn set_root(name: &str, value: Option<&str>) {
    let Some(root) = document().and_then(|document| document.document_element()) else { return };
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// Where the app is drawn, emptied of the shell that stood in for it: the element `app`, or the body.
pub fn place() -> Option<HtmlElement> {
    let document = document()?;
    let place = match document.get_element_by_id("app") {
        Some(place) => place.dyn_into().ok()?,
        None => document.body()?,
    };
    let place: HtmlElement = place;
    place.set_text_content(None);
    Some(place)
}

/// Whether the page is out of sight.
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// Whether the device says it has a network.
pub fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// Tells each time the page goes out of sight (false), comes back or gets the focus (true); and `restored`, in between, when
/// it comes out of the browser's back-forward cache, where it heard nothing.
pub fn on_seen(told: Rc<dyn Fn(bool)>, restored: Box<dyn Fn()>) {
    let (Some(window), Some(document)) = (window(), document()) else { return };
    let (seen, focused) = (Rc::clone(&told), Rc::clone(&told));
    listen(&window, "focus", Box::new(move |_| focused(true)));
    listen(&document, "visibilitychange", Box::new(move |_| seen(!is_hidden())));
    // A page taken out of the browser's back-forward cache may never have been "hidden" (iOS before 14.5): it was.
    let back = move |event: web_sys::Event| {
        if event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted) {
            told(false);
            restored();
            told(true);
        }
    };
    listen(&window, "pageshow", Box::new(back));
}

/// Tells each time the device says that it has a network, or none.
pub fn on_connection(told: Rc<dyn Fn(bool)>) {
    let Some(window) = window() else { return };
    let again = Rc::clone(&told);
    listen(&window, "online", Box::new(move |_| again(true)));
    listen(&window, "offline", Box::new(move |_| told(false)));
}

/// Tells each time a finger or a button comes down, before it is a tap.
pub fn on_touch(told: Rc<dyn Fn(&web_sys::Event)>) {
    if let Some(document) = document() {
        listen(&document, "pointerdown", Box::new(move |event| told(&event)));
    }
}

/// Runs once, after what is being drawn now is in the document and before it is painted. While the
/// page is hidden: as soon as it is seen.
pub fn before_paint(run: Box<dyn FnOnce()>) {
    if let Some(window) = window() {
        let run = Closure::once_into_js(run);
        let _ = window.request_animation_frame(run.unchecked_ref());
    }
}

/// The name of the site the app is on, as the address bar shows it.
pub fn site() -> String {
    window().and_then(|window| window.location().host().ok()).unwrap_or_default()
}
