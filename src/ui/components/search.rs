//! The field that searches.

use std::rc::Rc;

use leptos::prelude::event_target_value;

use super::action::OnInput;
use super::icon::{self, Icon};
use crate::platform::field::is_composing;
use crate::ui::vdom::{El, div, el};
use crate::words::SharedString;

/// A field to search with.
pub struct SearchField {
    /// The element's id.
    pub id: SharedString,
    /// What is searched; its name, and shown in it while it is empty.
    pub label: SharedString,
    /// What stands in it at first.
    pub value: SharedString,
    /// Called at every change but those within a composition (of pinyin, for example), and at the end of one.
    pub on_input: Option<OnInput>,
}

impl SearchField {
    /// only the required fields.
    pub fn new(id: SharedString, label: SharedString) -> Self {
        Self { id, label, value: SharedString::default(), on_input: None }
    }
}

/// Draws a field to search with.
pub fn search_field(search: SearchField) -> El {
    let input = el("input")
        .class("search__input")
        .attr("id", search.id.clone())
        .attr("type", "search")
        .attr("enterkeyhint", "search")
        .attr("autocomplete", "off")
        .attr("aria-label", search.label.clone())
        .attr("placeholder", search.label)
        .attr("value", search.value);
    let input = match search.on_input {
        None => input,
        Some(told) => {
            let composed = Rc::clone(&told);
            let typed = input.on(
                "input",
                Rc::new(move |event| {
                    if !is_composing(event) {
                        told(event_target_value(event));
                    }
                }),
            );
            typed.on("compositionend", Rc::new(move |event| composed(event_target_value(event))))
        }
    };
    div("search").key(search.id).attr("role", "search").child(icon::draw(Icon::Search)).child(input)
}
