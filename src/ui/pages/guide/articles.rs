//! What the articles hold that are cited anywhere, in our own words; the official texts count.
//!
//! Pages of other parts show an article in a sheet. Its words are those of this part alone: the sheet waits for it.

use journey::domain::{Law, LawRef};

use crate::ui::Ui;
use crate::ui::components::{outside_link, paragraph, small};
use crate::ui::vdom::{Children, El, children};
use crate::words::{Key, key};

/// Articles of the Social Insurance Law that the source names, in its order.
pub const GROUND: [(Law, u16, Key); 3] =
    [(Law::Sil, 54, key::LAW_54), (Law::Sil, 7, key::LAW_7), (Law::Sil, 9, key::LAW_9)];

/// Articles that bear on stopping and cancelling, on the record, and on who may not: all that the reference backend, the
/// contract's examples and the pages cite (`tests/tidy/law.rs`).
pub const BEARING: [(Law, u16, Key); 21] = [
    (Law::Sil, 4, key::LAW_4),
    (Law::Sil, 10, key::LAW_10),
    (Law::Sil, 13, key::LAW_13),
    (Law::Sil, 14, key::LAW_14),
    (Law::Sil, 15, key::LAW_15),
    (Law::Sil, 16, key::LAW_16),
    (Law::Sil, 19, key::LAW_19),
    (Law::Sil, 20, key::LAW_20),
    (Law::Sil, 22, key::LAW_22),
    (Law::Sil, 23, key::LAW_23),
    (Law::Sil, 25, key::LAW_25),
    (Law::Sil, 27, key::LAW_27),
    (Law::Sil, 45, key::LAW_45),
    (Law::Sil, 58, key::LAW_58),
    (Law::Sil, 60, key::LAW_60),
    (Law::Sil, 63, key::LAW_63),
    (Law::Sil, 74, key::LAW_74),
    (Law::Sil, 83, key::LAW_83),
    (Law::Reg, 6, key::LAW_REG_6),
    (Law::Reg, 10, key::LAW_REG_10),
    (Law::Npc2024, 0, key::LAW_NPC_0),
];

/// The official texts: the Social Insurance Law, the Handling Regulations, the decision on the retirement age.
pub const OFFICIAL: [(Law, Key, &str); 3] = [
    (Law::Sil, key::LAW_OFFICIAL_SIL, "https://www.gov.cn/guoqing/2021-10/29/content_5647616.htm"),
    (
        Law::Reg,
        key::LAW_OFFICIAL_REG,
        "https://www.mohrss.gov.cn/xxgk2020/fdzdgknr/zcfg/fg/202312/t20231201_509829.html",
    ),
    (Law::Npc2024, key::LAW_OFFICIAL_RETIRE, "https://www.gov.cn/yaowen/liebiao/202409/content_6974294.htm"),
];

/// The link to the official text of a law.
pub fn official(ui: Ui, (_, name, href): &(Law, Key, &'static str)) -> El {
    outside_link(ui.t(*name), (*href).into(), ui.t(key::COMMON_OUTSIDE))
}

/// What an article holds, with a link to the official text. Another backend may cite one of which nothing is said here.
pub fn explained(ui: Ui, law: &LawRef) -> Children {
    let same = |(text, article, _): &&(Law, u16, Key)| (*text, *article) == (law.law, law.article);
    let text = GROUND.iter().chain(&BEARING).find(same).map_or(key::LAW_NONE, |(_, _, text)| *text);
    let mut all = children![paragraph(ui.t(text)), small(ui.t(key::LAW_LEAD))];
    all.extend(OFFICIAL.iter().filter(|(of, ..)| *of == law.law).map(|it| official(ui, it)));
    all
}
