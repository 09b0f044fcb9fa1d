//! The banner that leads to the card.

use super::action::Action;
use super::cell::id_of;
use super::icon::{self, Icon};
use crate::ui::vdom::{El, span};
use crate::words::SharedString;

/// The banner on Home that leads to the electronic card.
pub struct Banner {
    /// What it leads to; its accessible name.
    pub title: SharedString,
    /// A line below.
    pub text: Option<SharedString>,
    /// A few words that look like a button.
    pub button: Option<SharedString>,
    /// Where it leads.
    pub action: Action,
    /// The next tap of "guide me".
    pub guide: bool,
}

impl Banner {
    /// only the required fields.
    pub fn new(title: SharedString) -> Self {
        Self { title, text: None, button: None, action: Action::none(), guide: false }
    }
}

/// Draws the banner. Its name is its title; the text describes it, and what looks like a
/// button only repeats that it can be tapped.
pub fn banner(banner: Banner) -> El {
    let id = banner.text.as_ref().map(|text| id_of(&[&*banner.title, text].concat()));
    let mut made = banner.action.el("banner").class_if(banner.guide, "is-guided");
    if let Some(id) = id.clone() {
        made = made.attr("aria-describedby", id);
    }
    let text = |text| span("banner__text").attr("id", id.unwrap_or_default()).attr("aria-hidden", "true").text(text);
    made.child(span("banner__mark").child(icon::draw(Icon::Card)))
        .child(span("banner__words").child(span("banner__title").text(banner.title)).maybe_child(banner.text.map(text)))
        .maybe_child(banner.button.map(|text| span("banner__action").attr("aria-hidden", "true").text(text)))
}
