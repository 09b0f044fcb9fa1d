//! The five characteristics of social insurance, in the source's order.

use journey::view::Chrome;

use crate::ui::Ui;
use crate::ui::components::{card_box, numbered, small, stack};
use crate::ui::pages::common::{Frame, frame};
use crate::ui::vdom::{El, el, kids};
use crate::words::{Key, key};

const TRAITS: [(Key, Key); 5] = [
    (key::TRAITS_1, key::TRAITS_1_TEXT),
    (key::TRAITS_2, key::TRAITS_2_TEXT),
    (key::TRAITS_3, key::TRAITS_3_TEXT),
    (key::TRAITS_4, key::TRAITS_4_TEXT),
    (key::TRAITS_5, key::TRAITS_5_TEXT),
];

/// Draws the five characteristics.
pub fn draw(ui: Ui, chrome: &Chrome) -> El {
    let all = TRAITS
        .into_iter()
        .map(|(title, text)| {
            let title = el("p").class("text").kid(el("strong").text(ui.t(title)));
            stack(kids![title, small(ui.t(text))])
        })
        .collect();
    frame(
        ui,
        chrome,
        Frame { body: kids![card_box(kids![numbered(all)])], ..Frame::new("characteristics", ui.t(key::TRAITS_TITLE)) },
    )
}
