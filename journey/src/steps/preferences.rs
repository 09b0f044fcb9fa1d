//! Settings, services opened last, and the guide through the seven taps.

use crate::effect::{Effect, Keep, Notice};
use crate::settings::{Appearance, Settings, TextSize};

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
pub(crate) fn update(settings: &mut Settings, guide: bool, effects: &mut Vec<Effect>, event: Event) -> bool {
    match event {
        Event::GuideStarted => return true,
        Event::GuideEnded => return false,
        Event::ServiceOpened(id) => {
            settings.recent.retain(|r| *r != id);
            settings.recent.insert(0, id);
            settings.recent.truncate(RECENT);
            keep(settings, effects);
            return guide;
        }
        Event::LanguageChosen(lang) => {
            effects.push(Effect::Speak(lang));
            return guide;
        }
        Event::LanguageFailed => {
            effects.push(Effect::Announce(Notice::CouldNotLoad));
            return guide;
        }
        Event::LanguageSpoken(lang) => settings.lang = Some(lang),
        Event::TextSizeChosen(size) => settings.text_size = size,
        Event::AppearanceChosen(appearance) => settings.appearance = appearance,
    }
    keep(settings, effects);
    effects.push(Effect::Apply(settings.clone()));
    effects.push(Effect::Announce(Notice::Saved));
    guide
}

/// Keeps the settings on the device.
pub(crate) fn keep(settings: &Settings, effects: &mut Vec<Effect>) {
    effects.push(Effect::Keep { what: Keep::Settings, text: Some(contract::json::write(settings)) });
}

/// The city was switched.
pub(crate) fn switch_city(settings: &mut Settings, cx_effects: &mut Vec<Effect>, id: String) {
    settings.city = Some(id);
    keep(settings, cx_effects);
}
