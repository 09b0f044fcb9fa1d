//! Why somebody may not, with what can be done instead; and the names of laws.

use crate::words::SharedString;
use journey::domain::{Law, LawRef, Reason, ReasonCode as R};

use super::super::common::{local, money};
use crate::ui::Ui;
use crate::words::key;

/// Why not, and what can be done instead.
pub fn reason(ui: Ui, reason: &Reason) -> (SharedString, SharedString) {
    let (title, text) = match reason.code {
        R::EmployerPays => (key::REASON_EMPLOYER_PAYS, key::REASON_EMPLOYER_PAYS_TEXT),
        R::AlreadyRetired => (key::REASON_ALREADY_RETIRED, key::REASON_ALREADY_RETIRED_TEXT),
        R::ResidentScheme => (key::REASON_RESIDENT_SCHEME, key::REASON_RESIDENT_SCHEME_TEXT),
        R::ArrearsFirst => (key::REASON_ARREARS_FIRST, key::REASON_ARREARS_FIRST_TEXT),
        R::AlreadyPaused => (key::REASON_ALREADY_PAUSED, key::REASON_ALREADY_PAUSED_TEXT),
        R::AlreadyActive => (key::REASON_ALREADY_ACTIVE, key::REASON_ALREADY_ACTIVE_TEXT),
        R::UnderWay => (key::REASON_UNDER_WAY, key::REASON_UNDER_WAY_TEXT),
        R::CardCancelled => (key::REASON_CARD_CANCELLED, key::REASON_CARD_CANCELLED_TEXT),
        R::CardLost => (key::REASON_CARD_LOST, key::REASON_CARD_LOST_TEXT),
        R::RelationOpen => (key::REASON_RELATION_OPEN, key::REASON_RELATION_OPEN_TEXT),
        R::PaymentPending => (key::REASON_PAYMENT_PENDING, key::REASON_PAYMENT_PENDING_TEXT),
        R::WindowOnly => (key::REASON_WINDOW_ONLY, key::REASON_WINDOW_ONLY_TEXT),
        R::NotLinked => (key::REASON_NOT_LINKED, key::REASON_NOT_LINKED_TEXT),
        R::Other => (key::REASON_OTHER, key::REASON_OTHER_TEXT),
    };
    let amount = reason.amount_fen.map(|fen| money(ui, fen)).unwrap_or_default();
    let title = ui.fill(title, &[("amount", &amount)]);
    // The backend's own words say it better than the general ones.
    let text = reason.text.as_ref().map_or_else(|| ui.t(text), |text| local(ui, text));
    (title, text)
}

/// Name of a text of law, with the article.
pub fn law_ref(ui: Ui, law: &LawRef) -> SharedString {
    let name = ui.t(match law.law {
        Law::Sil => key::LAW_SIL,
        Law::Reg => key::LAW_REG,
        Law::Npc2024 => key::LAW_NPC,
        Law::Local => key::LAW_LOCAL,
        Law::Other => key::LAW_OTHER,
    });
    if law.article == 0 {
        return name;
    }
    ui.fill(key::LAW_ARTICLE, &[("law", &name), ("n", &law.article.to_string())])
}
