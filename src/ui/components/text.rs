//! Words on a page: headings, paragraphs, links, and the summary of what is wrong.

use crate::words::SharedString;
use std::rc::Rc;

use super::action::{Action, Tone};
use super::icon::{self, Icon};
use crate::platform::focus;
use crate::ui::vdom::{Children, El, div, el, span};

/// A text that only screen readers say.
pub fn hidden(text: SharedString) -> El {
    hidden_el(text)
}

pub(super) fn hidden_el(text: SharedString) -> El {
    span("hidden").text(text)
}

/// A paragraph.
pub fn paragraph(text: SharedString) -> El {
    el("p").class("text").text(text)
}

/// The first paragraph of a page, a little larger.
pub fn lead(text: SharedString) -> El {
    el("p").class("text text--lead").text(text)
}

/// A note in smaller type.
pub fn small(text: SharedString) -> El {
    el("p").class("text text--small").text(text)
}

/// A heading under the page's title; level 2 or 3.
pub fn heading(level: u8, text: SharedString) -> El {
    let tag = if level == 2 { "h2" } else { "h3" };
    el(tag).class(if level == 2 { "heading" } else { "heading heading--3" }).text(text)
}

/// A link in running text.
pub fn link(text: SharedString, href: SharedString) -> El {
    el("a").class("link").attr("href", href).text(text)
}

/// A link in running text that does something on the way, or instead.
pub fn link_to(text: SharedString, action: &Action) -> El {
    action.el("link").text(text)
}

/// A link to another site, opened beside this one. `note` is said to screen readers
/// ("opens a new window").
pub fn outside_link(text: SharedString, href: SharedString, note: SharedString) -> El {
    el("a")
        .class("link")
        .attr("href", href)
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .text(text)
        .child(icon::draw(Icon::Outside))
        .child(hidden_el(note))
}

/// Things under each other with an even distance.
pub fn stack(children: Children) -> El {
    div("stack").children(children)
}

/// What is wrong with a form, above it; it takes the focus when it appears.
pub struct ErrorSummary {
    /// The heading.
    pub title: SharedString,
    /// Each message, with the id of the field it is about.
    pub errors: Vec<(SharedString, SharedString)>,
}

impl ErrorSummary {
    /// Of these parts.
    pub fn new(title: SharedString, errors: Vec<(SharedString, SharedString)>) -> Self {
        Self { title, errors }
    }
}

/// Lists what is wrong; a tap on a message goes to its field. After a refused
/// submission the page's owner moves the focus to `error-summary`.
pub fn error_summary(summary: ErrorSummary) -> El {
    let mut list = el("ul").class("error-summary__list");
    for (text, field) in summary.errors {
        // A button: with hash routes an anchor to a field would be another page.
        let go = el("button")
            .class("error-summary__go")
            .attr("type", "button")
            .on_click(Rc::new(move || focus::to_field(&field)))
            .text(text);
        list = list.child(el("li").child(go));
    }
    div("error-summary")
        .attr("id", "error-summary")
        .attr("role", "alert")
        .attr("tabindex", "-1")
        .child(
            el("h2")
                .class("error-summary__title")
                .child(icon::draw(Tone::Warning.icon()))
                .child(el("span").text(summary.title)),
        )
        .child(list)
}
