//! What stands in a field. Read when it is needed, not followed as it is typed: a browser that fills in a
//! code from a text message does not always say so.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

/// The text in the field with this id; empty if there is no such field.
pub fn value(id: &str) -> String {
    let field = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(id))
        .and_then(|element| element.dyn_into::<HtmlInputElement>().ok());
    field.map(|field| field.value()).unwrap_or_default()
}

/// Whether an `input` event is within a composition: what stands in the field then is what an input method has so far.
pub fn is_composing(event: &Event) -> bool {
    js_sys::Reflect::get(event, &"isComposing".into()).is_ok_and(|composing| composing.is_truthy())
}
