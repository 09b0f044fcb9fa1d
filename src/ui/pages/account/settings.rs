//! Settings: language, text size, appearance.

use journey::steps::home::settings;
use journey::view::Chrome;
use journey::{Appearance, Event, TextSize};

use crate::ui::Ui;
use crate::ui::components::{Choice, RadioGroup, card_box, on_input, radio_group, small, stack};
use crate::ui::pages::common::Frame;
use crate::ui::vdom::{Children, children};
use crate::words::{Key, SharedString, key};

const SIZES: [(&str, Key, TextSize); 3] = [
    ("standard", key::SETTINGS_STANDARD, TextSize::Standard),
    ("large", key::SETTINGS_LARGE, TextSize::Large),
    ("elder", key::SETTINGS_ELDER, TextSize::Elder),
];

const LOOKS: [(&str, Key, Appearance); 3] = [
    ("auto", key::SETTINGS_AUTO, Appearance::Auto),
    ("light", key::SETTINGS_LIGHT, Appearance::Light),
    ("dark", key::SETTINGS_DARK, Appearance::Dark),
];

/// Draws the settings.
pub fn draw(ui: Ui, chrome: &Chrome) -> Frame {
    let choice = |value: &str, text: Key, note: Option<Key>| Choice {
        value: value.into(),
        text: ui.t(text),
        note: note.map(|note| ui.t(note)),
        off: None,
    };
    let named = |(tag, name): &(SharedString, SharedString)| Choice {
        value: tag.clone(),
        text: name.clone(),
        note: None,
        off: None,
    };
    let tell = move |event| ui.send(Event::Settings(event));
    let language = RadioGroup {
        choices: ui.deployment().languages.iter().map(named).collect(),
        chosen: Some(chrome.lang.as_str().into()),
        on_change: Some(on_input(move |tag| tell(settings::Event::LanguageChosen(tag)))),
        ..RadioGroup::new("language".into(), ui.t(key::SETTINGS_LANGUAGE))
    };
    let size_now = SIZES.iter().find(|size| size.2 == chrome.settings.text_size);
    let size = RadioGroup {
        choices: SIZES
            .iter()
            .map(|(value, text, size)| {
                let elder = *size == TextSize::Elder;
                choice(value, *text, elder.then_some(key::SETTINGS_ELDER_NOTE))
            })
            .collect(),
        chosen: size_now.map(|size| size.0.into()),
        on_change: Some(on_input(move |value| {
            if let Some(size) = SIZES.iter().find(|size| size.0 == value) {
                tell(settings::Event::TextSizeChosen(size.2));
            }
        })),
        ..RadioGroup::new("text-size".into(), ui.t(key::SETTINGS_TEXT_SIZE))
    };
    let look_now = LOOKS.iter().find(|look| look.2 == chrome.settings.appearance);
    let look = RadioGroup {
        choices: LOOKS.iter().map(|(value, text, _)| choice(value, *text, None)).collect(),
        chosen: look_now.map(|look| look.0.into()),
        on_change: Some(on_input(move |value| {
            if let Some(look) = LOOKS.iter().find(|look| look.0 == value) {
                tell(settings::Event::AppearanceChosen(look.2));
            }
        })),
        ..RadioGroup::new("appearance".into(), ui.t(key::SETTINGS_APPEARANCE))
    };
    let groups = [language, size, look];
    let mut body: Children = groups.into_iter().map(|group| card_box(children![radio_group(group)])).collect();
    body.push(small(ui.t(key::SETTINGS_NOTE)));
    Frame::new(children![stack(body)])
}
