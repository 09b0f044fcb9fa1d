//! Settings, services opened last, and the guide through the seven taps.

use crate::cx::Cx;
use crate::effect::{Effect, Keep, Notice};
use crate::settings::{Appearance, TextSize};

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A language was chosen. Nothing changes before its words are here.
    LanguageChosen(String),
    /// The words of a language are here, and it is spoken.
    LanguageSpoken(String),
    /// The words of a language could not be had.
    LanguageFailed,
    /// A text size was chosen.
    TextSizeChosen(TextSize),
    /// Light or dark was chosen.
    AppearanceChosen(Appearance),
    /// A service was opened.
    ServiceOpened(String),
    /// "Guide me" was tapped.
    GuideStarted,
    /// The guide was closed.
    GuideEnded,
}

/// How many services opened last are remembered.
const RECENT: usize = 4;

/// Changes the settings; gives whether the guide is on.
pub(crate) fn update(cx: &mut Cx, guide: bool, event: Event) -> bool {
    match event {
        Event::GuideStarted => return true,
        Event::GuideEnded => return false,
        Event::ServiceOpened(id) => {
            let recent = &mut cx.settings.recent;
            recent.retain(|r| *r != id);
            recent.insert(0, id);
            recent.truncate(RECENT);
            keep(cx);
            return guide;
        }
        Event::LanguageChosen(lang) => {
            cx.effects.push(Effect::Speak(lang));
            return guide;
        }
        Event::LanguageFailed => {
            cx.announce(Notice::CouldNotLoad);
            return guide;
        }
        Event::LanguageSpoken(lang) => cx.settings.lang = Some(lang),
        Event::TextSizeChosen(size) => cx.settings.text_size = size,
        Event::AppearanceChosen(appearance) => cx.settings.appearance = appearance,
    }
    keep(cx);
    cx.effects.push(Effect::Apply(cx.settings.clone()));
    cx.announce(Notice::Saved);
    guide
}

/// Keeps the settings on the device.
fn keep(cx: &mut Cx) {
    let text = contract::json::write(&cx.settings);
    cx.keep(Keep::Settings, "", Some(text));
}

/// The city was switched.
pub(crate) fn switch_city(cx: &mut Cx, id: String) {
    cx.settings.city = Some(id);
    keep(cx);
}
