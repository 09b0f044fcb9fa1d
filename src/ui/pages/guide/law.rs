//! The legal ground: what the articles hold in our own words, with links to the official
//! texts, which count.

use journey::domain::{Law, LawRef};
use journey::view::Chrome;

use super::articles::{BEARING, GROUND, OFFICIAL, official};
use crate::ui::Ui;
use crate::ui::components::{Section, bullets, card_box, lead, section, section_with, stack};
use crate::ui::pages::common::Frame;
use crate::ui::pages::wording;
use crate::ui::vdom::{Children, El, children, el};
use crate::words::{Key, key};

/// Draws the legal ground.
pub fn draw(ui: Ui, _: &Chrome) -> Frame {
    let articles = |all: &[(Law, u16, Key)]| -> Children { all.iter().map(|it| an_article(ui, *it)).collect() };
    let official = OFFICIAL.iter().map(|it| official(ui, it)).collect();
    let body = children![
        lead(ui.t(key::LAW_LEAD)),
        section_with(Section {
            note: Some(ui.t(key::LAW_GROUND_NOTE)),
            ..Section::new(ui.t(key::LAW_GROUND), children![card_box(articles(&GROUND))])
        }),
        section(ui.t(key::LAW_BEARING), children![card_box(articles(&BEARING))]),
        section(ui.t(key::LAW_OFFICIAL), children![card_box(children![bullets(official)])]),
    ];
    Frame::new(children![stack(body)])
}

fn an_article(ui: Ui, (law, article, text): (Law, u16, Key)) -> El {
    let name = wording::law_ref(ui, &LawRef { law, article });
    el("div")
        .class("article")
        .child(el("h3").class("article__name").text(name))
        .child(el("p").class("text").text(ui.t(text)))
}
