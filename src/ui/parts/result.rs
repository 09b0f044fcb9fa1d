//! How something came out.

use super::act::Tone;
use super::icon;
use crate::ui::el::{El, div, el};

/// How something came out.
#[derive(Default)]
pub struct Outcome {
    /// What kind of outcome it is.
    pub tone: Tone,
    /// The true state, in a few words ("Submitted, waiting to be accepted").
    pub title: String,
    /// What that means.
    pub text: Option<String>,
    /// Numbers, deadlines, buttons.
    pub kids: Vec<El>,
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
