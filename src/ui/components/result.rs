//! How something came out.

use super::act::Tone;
use super::icon;
use crate::ui::vdom::{El, Kids, div, el, kids};
use crate::words::SharedString;

/// How something came out.
pub struct Outcome {
    /// What kind of outcome it is.
    pub tone: Tone,
    /// The true state, in a few words ("Submitted, waiting to be accepted").
    pub title: SharedString,
    /// What that means.
    pub text: Option<SharedString>,
    /// Numbers, deadlines, buttons.
    pub kids: Kids,
}

impl Outcome {
    /// With nothing but what it cannot be without.
    pub fn new(title: SharedString) -> Self {
        Self { tone: Tone::default(), title, text: None, kids: kids![] }
    }
}

/// Draws how something came out.
pub fn outcome(outcome: Outcome) -> El {
    div("outcome")
        .class(outcome.tone.class())
        .kid(div("outcome__mark").kid(icon::draw(outcome.tone.icon())))
        .kid(el("h2").class("outcome__title").text(outcome.title))
        .maybe(outcome.text.map(|text| el("p").class("outcome__text").text(text)))
        .kids(outcome.kids)
}
