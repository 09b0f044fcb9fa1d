//! Facts: marks, names with values, numbers.

use super::action::Tone;
use super::icon;
use crate::ui::vdom::{Children, El, div, el, span};
use crate::words::SharedString;

/// A mark: a state in a few words, with an icon unless it has no special meaning.
pub fn tag(tone: Tone, text: SharedString) -> El {
    tag_el(tone, text)
}

pub(super) fn tag_el(tone: Tone, text: SharedString) -> El {
    span("tag")
        .class(tone.class())
        .maybe_child((tone != Tone::Plain).then(|| icon::draw(tone.icon())))
        .child(span("tag__text").text(text))
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
    /// only the required fields.
    pub fn new(name: SharedString, value: SharedString) -> Self {
        Self { name, value, action: None, strong: false }
    }
}

/// Names and values under each other.
pub fn key_values(pairs: Vec<Pair>) -> El {
    let mut list = el("dl").class("pairs");
    for pair in pairs {
        list = list.child(
            div("pairs__row")
                .class_if(pair.action.is_some(), "pairs__row--acts")
                .child(el("dt").class("pairs__name").text(pair.name))
                .child(
                    el("dd")
                        .class("pairs__value")
                        .class_if(pair.strong, "pairs__value--strong")
                        .child(span("pairs__text").text(pair.value))
                        .maybe_child(pair.action),
                ),
        );
    }
    list
}

/// A large number with its unit, and what it counts.
pub fn stat(value: SharedString, unit: SharedString, label: SharedString) -> El {
    div("stat").child(el("dt").class("stat__label").text(label)).child(
        el("dd")
            .class("stat__value")
            .child(span("stat__number").text(value))
            .text(" ")
            .child(span("stat__unit").text(unit)),
    )
}

/// Several [`stat`]s side by side.
pub fn stats(children: Children) -> El {
    el("dl").class("stats").children(children)
}

/// A sum of money, already written out with its sign.
pub fn amount(text: SharedString, large: bool) -> El {
    span("amount").class_if(large, "amount--large").text(text)
}
