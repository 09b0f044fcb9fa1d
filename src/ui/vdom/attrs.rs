//! The attributes of a drawn element.

use leptos::tachys::renderer::{Rndr, types};
use wasm_bindgen::JsValue;

use super::Value;

/// Writes an attribute, a property of the style sheet, or a state.
pub fn set(node: &types::Element, name: &'static str, value: &str) {
    if is_live(name) {
        set_live(node, name, &JsValue::from_bool(!value.is_empty()));
    } else if name.starts_with("--") {
        Rndr::set_css_property(&Rndr::style(node), name, value);
    } else {
        Rndr::set_attribute(node, name, value);
    }
}

/// Whether this is a state that a tap changes, so that it is kept as a property.
fn is_live(name: &str) -> bool {
    matches!(name, "checked" | "selected")
}

/// Writes a property, and only where it differs, or the cursor of somebody typing
/// would jump.
fn set_live(node: &types::Element, name: &'static str, value: &JsValue) {
    let name = JsValue::from_str(name);
    if js_sys::Reflect::get(node, &name).is_ok_and(|now| now != *value) {
        let _ = js_sys::Reflect::set(node, &name, value);
    }
}

/// Brings the attributes up to date.
pub fn patch(node: &types::Element, drawn: &mut Vec<(&'static str, Value)>, attrs: Vec<(&'static str, Value)>) {
    for (name, _) in &*drawn {
        if !attrs.iter().any(|(kept, _)| kept == name) {
            Rndr::remove_attribute(node, name);
        }
    }
    for (name, value) in &attrs {
        let old = drawn.iter().find(|(old, _)| old == name);
        let changed = old.is_none_or(|(_, old)| old != value);
        if changed || is_live(name) {
            set(node, name, value);
        }
        // Once somebody typed, the attribute is only what a reset would go back to.
        if changed && *name == "value" {
            set_live(node, name, &JsValue::from_str(value));
        }
    }
    *drawn = attrs;
}
