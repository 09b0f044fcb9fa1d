//! Rows of a grouped list.

use leptos::prelude::AnyView;

use super::act::{Go, Tone};
use super::data::tag_el;
use super::icon::{self, Icon};
use crate::ui::el::{div, el, span};

/// One row.
#[derive(Default)]
pub struct Cell {
    /// An icon at the start.
    pub icon: Option<Icon>,
    /// What it is.
    pub title: String,
    /// A second line: its effect, in a few words.
    pub note: Option<String>,
    /// A value at the end.
    pub extra: Option<String>,
    /// A mark at the end.
    pub tag: Option<(Tone, String)>,
    /// What a tap does. With [`Go::Off`] the reason is the last line.
    pub go: Go,
    /// Does what cannot simply be undone.
    pub danger: bool,
    /// Chosen among its like: shows a tick, and says so.
    pub chosen: Option<bool>,
    /// The next tap of "guide me".
    pub guide: bool,
}

/// Draws a row.
pub fn cell(cell: Cell) -> AnyView {
    let chosen = cell.chosen == Some(true);
    let is_link = matches!(cell.go, Go::To(_));
    let mut row = cell
        .go
        .el("cell__row")
        .class_if(cell.danger, "cell__row--danger")
        .class_if(cell.guide, "is-guided");
    if cell.chosen.is_some() {
        row = if is_link {
            row.attr_if(chosen, "aria-current", "true")
        } else {
            row.attr("aria-pressed", if chosen { "true" } else { "false" })
        };
    }
    let end = (cell.extra.is_some() || cell.tag.is_some()).then(|| {
        span("cell__end")
            .maybe(cell.extra.map(|text| span("cell__extra").text(text)))
            .maybe(cell.tag.map(|(tone, text)| tag_el(tone, text)))
    });
    let arrow = if chosen {
        Some(span("cell__tick").kid(icon::draw(Icon::Check)))
    } else {
        (cell.go.is_live() && cell.chosen.is_none())
            .then(|| span("cell__arrow").kid(icon::draw(Icon::Forward)))
    };
    let row = row
        .maybe(cell.icon.map(|icon| span("cell__icon").kid(icon::draw(icon))))
        .kid(
            span("cell__body")
                .kid(
                    span("cell__main")
                        .kid(span("cell__title").text(cell.title))
                        .maybe(end),
                )
                .maybe(cell.note.map(|text| span("cell__note").text(text)))
                .maybe(cell.go.why().map(|text| span("cell__why").text(text))),
        )
        .maybe(arrow);
    el("li").class("cell").kid(row).view()
}

/// Rows that belong together, in one box.
pub fn cell_group(cells: Vec<AnyView>) -> AnyView {
    div("cells").kid(el("ul").class("cells__list").anys(cells)).view()
}
