//! The face of the social security card.

use super::action::{OnClick, Tone};
use super::data::tag_el;
use super::icon::{self, Icon};
use crate::ui::vdom::{El, div, el, span};
use crate::words::SharedString;

/// The eye that shows and hides a masked value.
pub struct Eye {
    /// What it shows ("Show the social security number"); stays the same in both states.
    pub label: SharedString,
    /// Whether the value is shown now.
    pub shown: bool,
    /// Shows or hides it.
    pub act: OnClick,
}

/// The face of a card.
#[derive(Default)]
pub struct CardFace {
    /// Its name ("Electronic Social Security Card").
    pub title: SharedString,
    /// Who issued it.
    pub issuer: SharedString,
    /// The holder's name.
    pub holder: SharedString,
    /// The name of the number, and the number as it may be shown now.
    pub number: (SharedString, SharedString),
    /// Shows and hides the number.
    pub eye: Option<Eye>,
    /// The card's state, as a mark with a text.
    pub state: Option<(Tone, SharedString)>,
    /// Further lines, each a name and a value: the bank, valid until.
    pub lines: Vec<(SharedString, SharedString)>,
    /// Not in force: drawn in grey.
    pub dim: bool,
}

/// Draws the face of a card.
pub fn card_face(card: CardFace) -> El {
    let eye = card.eye.map(|eye| {
        el("button")
            .class("card-face__eye")
            .attr("type", "button")
            .attr("aria-pressed", if eye.shown { "true" } else { "false" })
            .attr("aria-label", eye.label)
            .child(icon::draw(if eye.shown { Icon::EyeOff } else { Icon::Eye }))
            .on_click(eye.act)
    });
    let mut lines = el("dl").class("card-face__lines");
    for (name, value) in card.lines {
        lines = lines.child(div("card-face__line").child(el("dt").text(name)).child(el("dd").text(value)));
    }
    div("card-face").class_if(card.dim, "card-face--dim").child(
        div("card-face__inner")
            .child(
                div("card-face__head")
                    .child(
                        div("card-face__names")
                            .child(el("p").class("card-face__title").text(card.title))
                            .child(el("p").class("card-face__issuer").text(card.issuer)),
                    )
                    .maybe_child(card.state.map(|(tone, text)| tag_el(tone, text))),
            )
            .child(el("p").class("card-face__holder").text(card.holder))
            .child(
                div("card-face__number")
                    .child(
                        div("card-face__digits")
                            .child(span("card-face__label").text(card.number.0))
                            .child(span("card-face__value").text(card.number.1)),
                    )
                    .maybe_child(eye),
            )
            .child(lines),
    )
}
