//! A page that has nothing to show yet, or nothing at all, or failed to.

use super::act::Tone;
use super::icon::{self, Icon};
use super::text::hidden_el;
use crate::ui::vdom::{El, div, el, span};
use crate::words::SharedString;

/// A message in the flow of a page, with something to do about it.
pub fn notice(tone: Tone, text: SharedString, action: Option<El>) -> El {
    div("notice")
        .class(tone.class())
        .kid(icon::draw(tone.icon()))
        .kid(div("notice__body").kid(el("p").class("notice__text").text(text)).maybe(action))
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
        .kid(div("empty__mark").kid(icon::draw(empty.icon)))
        .kid(el("h2").class("empty__title").text(empty.title))
        .kid(el("p").class("empty__text").text(empty.text))
        .maybe(empty.action)
}

/// Something failed.
pub struct Failure {
    /// What happened.
    pub title: SharedString,
    /// What it means, and what to do.
    pub text: SharedString,
    /// The button that tries again.
    pub retry: Option<El>,
    /// The name of the support code, and the code.
    pub code: Option<(SharedString, SharedString)>,
}

impl Failure {
    /// With nothing but what it cannot be without.
    pub fn new(title: SharedString, text: SharedString) -> Self {
        Self { title, text, retry: None, code: None }
    }
}

/// Draws that something failed; read out when it appears.
pub fn failure(failure: Failure) -> El {
    let code =
        failure.code.map(|(name, code)| el("p").class("failure__code").text(name).text(" ").kid(el("code").text(code)));
    div("empty failure")
        .attr("role", "alert")
        .kid(div("empty__mark tone-danger").kid(icon::draw(Icon::Warning)))
        .kid(el("h2").class("empty__title").text(failure.title))
        .kid(el("p").class("empty__text").text(failure.text))
        .maybe(failure.retry)
        .maybe(code)
}

/// What is about to be shown.
#[derive(Clone, Copy)]
pub enum Shape {
    /// Rows of a list.
    Cells(u8),
    /// The face of a card.
    Card,
    /// Tiles in a grid.
    Tiles,
    /// Lines of text.
    Lines(u8),
}

/// Stands where something is about to be shown; `loading` is said to screen readers.
pub fn skeleton(shape: Shape, loading: SharedString) -> El {
    let (class, bone, count) = match shape {
        Shape::Cells(count) => ("bones bones--cells", "bone bone--cell", count),
        Shape::Card => ("bones", "bone bone--card", 1),
        Shape::Tiles => ("bones bones--tiles", "bone bone--tile", 8),
        Shape::Lines(count) => ("bones", "bone bone--line", count),
    };
    let mut bones = div(class).attr("aria-hidden", "true");
    for _ in 0..count {
        bones = bones.kid(span(bone));
    }
    div("loading").attr("role", "status").kid(hidden_el(loading)).kid(bones)
}

/// Says that something takes longer than usual; read out when it appears.
pub fn slow_notice(text: SharedString) -> El {
    div("slow").attr("role", "status").kid(span("spinner").attr("aria-hidden", "true")).kid(el("span").text(text))
}
