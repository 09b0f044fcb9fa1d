//! Buttons, and links that look like them.

use crate::words::SharedString;
use std::rc::Rc;

use super::action::Action;
use super::icon::{self, Icon};
use crate::ui::vdom::{Children, El, div, el, span};

/// How much a button stands out.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// The one thing to do on this page.
    #[default]
    Primary,
    /// Another thing to do.
    Secondary,
    /// Does what cannot simply be undone.
    Danger,
    /// A minor thing to do, without a box.
    Text,
}

/// A button, or a link that looks like one.
pub struct Button {
    /// What it does, with a verb.
    pub text: SharedString,
    /// How much it stands out.
    pub kind: Kind,
    /// What a tap does. With [`Action::off`] it stays in reach, and the reason is shown.
    pub action: Action,
    /// While it works: what it says. It keeps its size and takes no more taps.
    pub busy: Option<SharedString>,
    /// An icon before the text.
    pub icon: Option<Icon>,
    /// As wide as its text only.
    pub small: bool,
    /// Takes the focus when its dialog opens: for the safe one of two.
    pub first: bool,
    /// The next tap of "guide me".
    pub guide: bool,
}

impl Button {
    /// only the required fields.
    pub fn new(text: SharedString) -> Self {
        Self {
            text,
            kind: Kind::default(),
            action: Action::none(),
            busy: None,
            icon: None,
            small: false,
            first: false,
            guide: false,
        }
    }
}

/// Draws a button.
pub fn button(button: Button) -> El {
    let off = button.action.why();
    let busy = button.busy.is_some();
    let kind = match button.kind {
        Kind::Primary => "button--primary",
        Kind::Secondary => "button--secondary",
        Kind::Danger => "button--danger",
        Kind::Text => "button--text",
    };
    let made = if busy || off.is_some() {
        // Not `disabled`: the focus would be lost, and the reason never read out. It listens as the live
        // one does, so that it is patched, not replaced, and keeps the focus.
        Action::run(Rc::new(|| {})).el("button").attr("aria-disabled", "true")
    } else {
        button.action.el("button")
    };
    let made = made
        .class(kind)
        .class_if(button.small, "button--small")
        .class_if(button.guide, "is-guided")
        .class_if(busy, "is-busy")
        .attr_if(button.first, "data-first", "")
        .child(
            span("button__face")
                .attr_if(busy, "aria-hidden", "true")
                .maybe_child(button.icon.map(icon::draw))
                .child(span("button__text").text(button.text)),
        )
        .maybe_child(button.busy.map(|text| {
            span("button__busy")
                .attr("role", "status")
                .child(span("spinner").attr("aria-hidden", "true"))
                .child(span("button__text").text(text))
        }));
    match off {
        None => made,
        Some(why) => with_reason(made, why),
    }
}

fn with_reason(button: El, why: SharedString) -> El {
    div("button-off").child(button).child(el("p").class("button-off__why").text(why))
}

fn of_kind(kind: Kind, text: SharedString, action: Action) -> El {
    button(Button { kind, action, ..Button::new(text) })
}

/// The one thing to do on this page.
pub fn primary(text: SharedString, action: Action) -> El {
    of_kind(Kind::Primary, text, action)
}

/// Another thing to do.
pub fn secondary(text: SharedString, action: Action) -> El {
    of_kind(Kind::Secondary, text, action)
}

/// Something that cannot simply be undone.
pub fn danger(text: SharedString, action: Action) -> El {
    of_kind(Kind::Danger, text, action)
}

/// A minor thing to do.
pub fn text_button(text: SharedString, action: Action) -> El {
    of_kind(Kind::Text, text, action)
}

/// Small buttons beside each other, as many as there is room for.
pub fn button_row(buttons: Children) -> El {
    div("button-row").children(buttons)
}

/// Buttons under each other, the most important first.
pub fn button_bar(buttons: Children) -> El {
    div("button-bar").children(buttons)
}
