//! The frame of a page, and its sections.

use crate::ui::vdom::{Children, El, div, el};
use crate::words::SharedString;

/// The frame of a page.
#[derive(Default)]
pub struct Page {
    /// Which page this is: another one is drawn anew, the same one is patched in place.
    pub id: &'static str,
    /// A strip above everything: see [`super::demo_ribbon`].
    pub ribbon: Option<El>,
    /// The bar at the top: see [`super::nav_bar`]. A page without one has an `<h1>` of its own.
    pub nav: Option<El>,
    /// The contents. A view that is there at times only leaves [`super::nothing`] behind,
    /// so that the others keep their places, and what is typed in them.
    pub body: Children,
    /// Buttons that stay in reach at the bottom: see [`super::button_bar`].
    pub actions: Option<El>,
    /// The app's main places: see [`super::tab_bar`].
    pub tabs: Option<El>,
    /// A dialog or a sheet over the page.
    pub over: Option<El>,
}

/// Draws the frame.
pub fn page(page: Page) -> El {
    let head = page.ribbon.is_some() || page.nav.is_some();
    let head = head.then(|| el("header").class("page__head").maybe_child(page.ribbon).maybe_child(page.nav));
    div("page")
        .key(page.id)
        .attr("id", page.id)
        .class_if(page.tabs.is_some(), "page--tabs")
        .class_if(page.actions.is_some(), "page--actions")
        .maybe_child(head)
        .child(
            el("main")
                .class("page__main")
                .child(div("page__body").children(page.body))
                .maybe_child(page.actions.map(|actions| div("page__actions").child(actions))),
        )
        .maybe_child(page.tabs)
        .maybe_child(page.over)
}

/// Part of a page, with a heading.
pub struct Section {
    /// Its heading.
    pub title: SharedString,
    /// Something at the end of the heading's line, such as a link to all.
    pub action: Option<El>,
    /// A line under the heading.
    pub note: Option<SharedString>,
    /// The contents.
    pub children: Children,
}

impl Section {
    /// only the required fields.
    pub fn new(title: SharedString, children: Children) -> Self {
        Self { title, action: None, note: None, children }
    }
}

/// Draws part of a page.
pub fn section_with(section: Section) -> El {
    el("section")
        .class("section")
        .child(
            div("section__head")
                .child(el("h2").class("section__title").text(section.title))
                .maybe_child(section.action.map(|action| div("section__action").child(action))),
        )
        .maybe_child(section.note.map(|note| el("p").class("section__note").text(note)))
        .children(section.children)
}

/// Part of a page: a heading and what is under it.
pub fn section(title: SharedString, children: Children) -> El {
    section_with(Section::new(title, children))
}

/// A white box with room around its contents.
pub fn card_box(children: Children) -> El {
    div("box").children(children)
}
