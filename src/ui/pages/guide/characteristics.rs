//! The five characteristics of social insurance, in the source's order.

use journey::view::Chrome;

use crate::ui::Ui;
use crate::ui::components::{card_box, numbered, small, stack};
use crate::ui::pages::common::Frame;
use crate::ui::vdom::{children, el};
use crate::words::{Key, key};

const TRAITS: [(Key, Key); 5] = [
    (key::CHARACTERISTICS_1, key::CHARACTERISTICS_1_TEXT),
    (key::CHARACTERISTICS_2, key::CHARACTERISTICS_2_TEXT),
    (key::CHARACTERISTICS_3, key::CHARACTERISTICS_3_TEXT),
    (key::CHARACTERISTICS_4, key::CHARACTERISTICS_4_TEXT),
    (key::CHARACTERISTICS_5, key::CHARACTERISTICS_5_TEXT),
];

/// Draws the five characteristics.
pub fn draw(ui: Ui, _: &Chrome) -> Frame {
    let all = TRAITS
        .into_iter()
        .map(|(title, text)| {
            let title = el("h2").class("text").text(ui.t(title));
            stack(children![title, small(ui.t(text))])
        })
        .collect();
    Frame::new(children![card_box(children![numbered(all)])])
}
