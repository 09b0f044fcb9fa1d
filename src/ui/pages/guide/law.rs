//! The legal ground: what the articles hold in our own words, with links to the official
//! texts, which count.

use journey::domain::{Law, LawRef};
use journey::view::Chrome;

use crate::ui::Ui;
use crate::ui::components::{Section, bullets, card_box, lead, outside_link, paragraph, section, section_with, stack};
use crate::ui::pages::common::Frame;
use crate::ui::pages::wording;
use crate::ui::vdom::{Children, El, children, el};
use crate::words::{Key, key};

/// Articles of the Social Insurance Law that the source names, in its order.
const GROUND: [(u16, Key); 3] = [(54, key::LAW_54), (7, key::LAW_7), (9, key::LAW_9)];

/// Articles of the Social Insurance Law that bear on stopping and cancelling.
const BEARING: [(u16, Key); 11] = [
    (4, key::LAW_4),
    (10, key::LAW_10),
    (14, key::LAW_14),
    (16, key::LAW_16),
    (19, key::LAW_19),
    (27, key::LAW_27),
    (45, key::LAW_45),
    (58, key::LAW_58),
    (60, key::LAW_60),
    (74, key::LAW_74),
    (83, key::LAW_83),
];

/// The official texts: the Social Insurance Law, the Handling Regulations, the decision on
/// the retirement age.
const OFFICIAL: [(Key, &str); 3] = [
    (key::LAW_OFFICIAL_SIL, "https://www.gov.cn/guoqing/2021-10/29/content_5647616.htm"),
    (key::LAW_OFFICIAL_REG, "https://www.mohrss.gov.cn/xxgk2020/fdzdgknr/zcfg/fg/202312/t20231201_509829.html"),
    (key::LAW_OFFICIAL_RETIRE, "https://www.gov.cn/yaowen/liebiao/202409/content_6974294.htm"),
];

/// Draws the legal ground.
pub fn draw(ui: Ui, _: &Chrome) -> Frame {
    let articles = |all: &[(u16, Key)]| -> Children {
        all.iter().map(|(article, text)| an_article(ui, *article, *text)).collect()
    };
    let official = OFFICIAL
        .into_iter()
        .map(|(name, href)| outside_link(ui.t(name), href.into(), ui.t(key::COMMON_OUTSIDE)))
        .collect();
    let body = children![
        lead(ui.t(key::LAW_LEAD)),
        section_with(Section {
            note: Some(ui.t(key::LAW_GROUND_NOTE)),
            ..Section::new(ui.t(key::LAW_GROUND), children![card_box(articles(&GROUND))])
        }),
        section(
            ui.t(key::LAW_BEARING),
            children![card_box(articles(&BEARING)), card_box(children![paragraph(ui.t(key::LAW_REG_10))])],
        ),
        section(ui.t(key::LAW_OFFICIAL), children![card_box(children![bullets(official)])]),
    ];
    Frame::new(children![stack(body)])
}

fn an_article(ui: Ui, article: u16, text: Key) -> El {
    let name = wording::law_ref(ui, &LawRef { law: Law::Sil, article });
    el("div")
        .class("article")
        .child(el("h3").class("article__name").text(name))
        .child(el("p").class("text").text(ui.t(text)))
}
