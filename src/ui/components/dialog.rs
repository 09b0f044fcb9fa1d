//! A question in the middle of a page, or something to read at its lower edge. It takes the focus, keeps it, closes with
//! Escape and gives the focus back.

use crate::words::SharedString;
use std::rc::Rc;

use leptos::ev::{Event, KeyboardEvent};
use wasm_bindgen::JsCast;

use super::action::OnClick;
use crate::platform::focus;
use crate::ui::vdom::{Children, El, div, el};

/// A question in the middle of the page, or something to read at its lower edge.
pub struct Dialog {
    /// The element's id.
    pub id: &'static str,
    /// The question.
    pub title: SharedString,
    /// What to know before answering.
    pub text: Option<SharedString>,
    /// Further contents.
    pub children: Children,
    /// The answers, the safe one first and with [`super::Button::first`] set.
    pub actions: Children,
    /// Whether it interrupts, so that it is read out as an alert.
    pub urgent: bool,
    /// Closes it without an answer: what Escape does.
    pub close: OnClick,
}

fn frame(id: &'static str, urgent: bool, close: &OnClick) -> El {
    focus::dialog_drawn(id);
    let close = Rc::clone(close);
    div("dialog")
        .attr("id", id)
        .attr("role", if urgent { "alertdialog" } else { "dialog" })
        .attr("aria-modal", "true")
        .attr("aria-labelledby", [id, "-title"].concat())
        .attr("tabindex", "-1")
        .on("keydown", Rc::new(move |event| on_key(event, id, &close)))
}

fn on_key(event: &Event, id: &str, close: &OnClick) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    match &*key.key() {
        "Escape" => {
            event.stop_propagation();
            close();
        }
        "Tab" if focus::keep_inside(id, key.shift_key()) => event.prevent_default(),
        _ => {}
    }
}

fn title(id: &str, text: SharedString) -> El {
    el("h2").class("dialog__title").attr("id", [id, "-title"].concat()).text(text)
}

/// Draws a question over the page. A tap beside it does nothing: an answer is wanted.
pub fn dialog(dialog: Dialog) -> El {
    let id = dialog.id;
    div("over over--middle").key(id).child(inside(dialog))
}

/// Draws something to read over the lower edge of the page. A tap beside it closes it.
pub fn sheet(sheet: Dialog) -> El {
    let (id, close) = (sheet.id, Rc::clone(&sheet.close));
    let beside = move |event: &Event| {
        if event.target() == event.current_target() {
            close();
        }
    };
    div("over over--bottom").on("click", Rc::new(beside)).key(id).child(inside(sheet).class("dialog--sheet"))
}

fn inside(dialog: Dialog) -> El {
    let id = dialog.id;
    let text_id = [id, "-text"].concat();
    let described = dialog.text.is_some();
    let text = dialog.text.map(|text| el("p").class("dialog__text").attr("id", text_id.clone()).text(text));
    frame(id, dialog.urgent, &dialog.close)
        .attr_if(described, "aria-describedby", text_id)
        .child(div("dialog__body").child(title(id, dialog.title)).maybe_child(text).children(dialog.children))
        .child(div("dialog__actions").children(dialog.actions))
}
