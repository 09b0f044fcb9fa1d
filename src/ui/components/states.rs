//! A page that has nothing to show yet, or nothing at all, or failed to.

use super::action::Tone;
use super::icon::{self, Icon};
use super::text::hidden_el;
use crate::ui::vdom::{El, div, el, span};
use crate::words::SharedString;

/// A message in the flow of a page, with something to do about it.
pub fn notice(tone: Tone, text: SharedString, action: Option<El>) -> El {
    div("notice")
        .class(tone.class())
        .child(icon::draw(tone.icon()))
        .child(div("notice__body").child(el("p").class("notice__text").text(text)).maybe_child(action))
}

/// Nothing to show, and why.
pub struct Empty {
    /// An icon of what would be here.
    pub icon: Icon,
    /// What is not there.
    pub title: SharedString,
    /// Why, and what would bring it.
    pub text: SharedString,
    /// Something to do.
    pub action: Option<El>,
}

/// Draws that there is nothing to show.
pub fn empty(empty: Empty) -> El {
    div("empty")
        .child(div("empty__mark").child(icon::draw(empty.icon)))
        .child(el("h2").class("empty__title").text(empty.title))
        .child(el("p").class("empty__text").text(empty.text))
        .maybe_child(empty.action)
}

/// Something failed.
pub struct FailurePanel {
    /// What happened.
    pub title: SharedString,
    /// What it means, and what to do.
    pub text: SharedString,
    /// The button that tries again.
    pub retry: Option<El>,
    /// The name of the support code, and the code.
    pub code: Option<(SharedString, SharedString)>,
}

impl FailurePanel {
    /// only the required fields.
    pub fn new(title: SharedString, text: SharedString) -> Self {
        Self { title, text, retry: None, code: None }
    }
}

/// Draws that something failed; read out when it appears.
pub fn failure_panel(failure: FailurePanel) -> El {
    let code = failure
        .code
        .map(|(name, code)| el("p").class("failure__code").text(name).text(" ").child(el("code").text(code)));
    div("empty failure")
        .attr("role", "alert")
        .child(div("empty__mark tone-danger").child(icon::draw(Icon::Warning)))
        .child(el("h2").class("empty__title").text(failure.title))
        .child(el("p").class("empty__text").text(failure.text))
        .maybe_child(failure.retry)
        .maybe_child(code)
}

/// What is about to be shown.
#[derive(Clone, Copy)]
pub enum Shape {
    /// Rows of a list.
    Cells(u8),
    /// The face of a card.
    Card,
    /// Lines of text.
    Lines(u8),
}

/// Stands where something is about to be shown; `loading` is said to screen readers.
pub fn skeleton(shape: Shape, loading: SharedString) -> El {
    let (class, bone, count) = match shape {
        Shape::Cells(count) => ("bones bones--cells", "bone bone--cell", count),
        Shape::Card => ("bones", "bone bone--card", 1),
        Shape::Lines(count) => ("bones", "bone bone--line", count),
    };
    let mut bones = div(class).attr("aria-hidden", "true");
    for _ in 0..count {
        bones = bones.child(span(bone));
    }
    div("loading").attr("role", "status").child(hidden_el(loading)).child(bones)
}

/// A notice that something takes longer than usual; read out when it appears.
pub fn slow_notice(text: SharedString) -> El {
    div("slow").attr("role", "status").child(span("spinner").attr("aria-hidden", "true")).child(el("span").text(text))
}
