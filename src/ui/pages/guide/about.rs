//! About the app, and what it keeps.

use journey::view::Chrome;

use crate::ui::Ui;
use crate::ui::components::{Pair, Tone, card_box, key_values, nothing, notice, paragraph, section, small, stack};
use crate::ui::pages::account::me::lines;
use crate::ui::pages::card::cancellation::points;
use crate::ui::pages::common::Frame;
use crate::ui::vdom::children;
use crate::words::key;

/// Draws About.
pub fn draw(ui: Ui, chrome: &Chrome) -> Frame {
    let pair = |name, value| Pair::new(ui.t(name), value);
    let body = children![
        section(
            ui.t(key::ABOUT_WHAT),
            children![card_box(children![
                paragraph(ui.t(key::ABOUT_WHAT_TEXT)),
                key_values(vec![
                    pair(key::ABOUT_VERSION, env!("CARGO_PKG_VERSION").into()),
                    pair(key::ABOUT_LICENCE, ui.t(key::ABOUT_LICENCE_TEXT)),
                ]),
            ])],
        ),
        if chrome.demo { notice(Tone::Info, ui.t(key::ABOUT_DEMO), None) } else { nothing() },
        points(
            ui,
            key::ABOUT_PRIVACY,
            &[
                key::ABOUT_PRIVACY_1,
                key::ABOUT_PRIVACY_2,
                key::ABOUT_PRIVACY_3,
                key::ABOUT_PRIVACY_4,
                key::ABOUT_PRIVACY_5,
            ],
        ),
        lines(ui, chrome),
        small(ui.t(key::ABOUT_TERMS)),
    ];
    Frame::new(children![stack(body)])
}
