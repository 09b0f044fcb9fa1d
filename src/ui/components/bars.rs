//! The bars at the top and the bottom of a page.

use super::action::Action;
use super::icon::{self, Icon};
use crate::ui::vdom::{El, div, el, span};
use crate::words::SharedString;

/// The bar at the top: where one is, and the way back.
pub struct NavBar {
    /// The page's title, its only `<h1>`; the same text as the document's title.
    pub title: SharedString,
    /// The name of the way back for screen readers, and where it goes.
    pub back: Option<(SharedString, Action)>,
    /// Something at the end of the bar: see [`nav_action`].
    pub action: Option<El>,
}

impl NavBar {
    /// only the required fields.
    pub fn new(title: SharedString) -> Self {
        Self { title, back: None, action: None }
    }
}

/// Draws the bar. The title has the id `page-title`: after a navigation the focus goes there.
pub fn nav_bar(bar: NavBar) -> El {
    let back = bar
        .back
        .map(|(label, action)| action.el("nav-bar__back").attr("aria-label", label).child(icon::draw(Icon::Back)));
    div("nav-bar")
        .child(div("nav-bar__start").maybe_child(back))
        .child(el("h1").class("nav-bar__title").attr("id", "page-title").attr("tabindex", "-1").text(bar.title))
        .child(div("nav-bar__end").maybe_child(bar.action))
}

/// Something to do at the end of the bar: an icon with a name, or only a text.
#[allow(clippy::needless_pass_by_value, reason = "what a tap does is handed over in every part")]
pub fn nav_action(icon: Option<Icon>, text: SharedString, action: Action) -> El {
    let el = action.el("nav-bar__action");
    match icon {
        Some(icon) => el.attr("aria-label", text).child(icon::draw(icon)),
        None => el.text(text),
    }
}

/// One of the app's main places.
pub struct Tab {
    /// Its icon.
    pub icon: Icon,
    /// Its name.
    pub text: SharedString,
    /// Its address.
    pub href: SharedString,
    /// Whether this is where one is.
    pub here: bool,
}

/// The bar with the app's main places; `label` names it.
pub fn tab_bar(label: SharedString, tabs: Vec<Tab>) -> El {
    let mut list = el("ul").class("tab-bar__list");
    for tab in tabs {
        let link = el("a")
            .class("tab-bar__tab")
            .attr("href", tab.href)
            .attr_if(tab.here, "aria-current", "page")
            .child(icon::draw(tab.icon))
            .child(span("tab-bar__text").text(tab.text));
        list = list.child(el("li").class("tab-bar__item").child(link));
    }
    el("nav").class("tab-bar").attr("aria-label", label).child(list)
}

/// The strip that says that nothing here is real, with a way to the demo's panel.
pub fn demo_ribbon(text: SharedString, action: Option<(SharedString, Action)>) -> El {
    let action = action.map(|(name, action)| action.el("ribbon__action").text(name));
    div("ribbon").child(icon::draw(Icon::Info)).child(span("ribbon__text").text(text)).maybe_child(action)
}
