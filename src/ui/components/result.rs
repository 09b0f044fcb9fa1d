//! How something came out.

use super::action::Tone;
use super::icon;
use crate::ui::vdom::{Children, El, children, div, el};
use crate::words::SharedString;

/// How something came out.
pub struct ResultPanel {
    /// What kind of outcome it is.
    pub tone: Tone,
    /// The true state, in a few words ("Submitted, waiting to be accepted").
    pub title: SharedString,
    /// What that means.
    pub text: Option<SharedString>,
    /// Numbers, deadlines, buttons.
    pub children: Children,
}

impl ResultPanel {
    /// only the required fields.
    pub fn new(title: SharedString) -> Self {
        Self { tone: Tone::default(), title, text: None, children: children![] }
    }
}

/// Draws how something came out.
pub fn result_panel(outcome: ResultPanel) -> El {
    div("outcome")
        .class(outcome.tone.class())
        .child(div("outcome__mark").child(icon::draw(outcome.tone.icon())))
        .child(el("h2").class("outcome__title").text(outcome.title))
        .maybe_child(outcome.text.map(|text| el("p").class("outcome__text").text(text)))
        .children(outcome.children)
}
