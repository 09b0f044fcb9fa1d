//! Facts: marks, names with values, numbers.

use super::act::Tone;
use super::icon;
use crate::ui::vdom::{El, Kids, div, el, span};
use crate::words::SharedString;

/// A mark: a state in a few words, with an icon unless it has no special meaning.
pub fn tag(tone: Tone, text: SharedString) -> El {
    tag_el(tone, text)
}

pub(super) fn tag_el(tone: Tone, text: SharedString) -> El {
    span("tag")
        .class(tone.class())
        .maybe((tone != Tone::Plain).then(|| icon::draw(tone.icon())))
        .kid(span("tag__text").text(text))
}

/// A name and its value.
pub struct Pair {
    /// What it is.
    pub name: SharedString,
    /// Its value.
    pub value: SharedString,
    /// Something to do with it: copy, change.
    pub action: Option<El>,
    /// The value stands out.
    pub strong: bool,
}

impl Pair {
    /// With nothing but what it cannot be without.
    pub fn new(name: SharedString, value: SharedString) -> Self {
        Self { name, value, action: None, strong: false }
    }
}

/// Names and values under each other.
pub fn key_values(pairs: Vec<Pair>) -> El {
    let mut list = el("dl").class("pairs");
    for pair in pairs {
        list = list.kid(
            div("pairs__row")
                .class_if(pair.action.is_some(), "pairs__row--acts")
                .kid(el("dt").class("pairs__name").text(pair.name))
                .kid(
                    el("dd")
                        .class("pairs__value")
                        .class_if(pair.strong, "pairs__value--strong")
                        .kid(span("pairs__text").text(pair.value))
                        .maybe(pair.action),
                ),
        );
    }
    list
}

/// A large number with its unit, and what it counts.
pub fn stat(value: SharedString, unit: SharedString, label: SharedString) -> El {
    div("stat").kid(el("dt").class("stat__label").text(label)).kid(
        el("dd")
            .class("stat__value")
            .kid(span("stat__number").text(value))
            .text(" ")
            .kid(span("stat__unit").text(unit)),
    )
}

/// Several [`stat`]s side by side.
pub fn stats(kids: Kids) -> El {
    el("dl").class("stats").kids(kids)
}

/// A sum of money, already written out with its sign.
pub fn amount(text: SharedString, large: bool) -> El {
    span("amount").class_if(large, "amount--large").text(text)
}
