//! 解除关联: the electronic card leaves this app; the card itself stays as it is.

use super::{Case, Finding, follows, reason, sil};
use contract::application::{ConsequenceCode as C, ReasonCode};
use contract::contribution::Participation;

pub(super) fn find(case: Case<'_>) -> Finding {
    let mut finding = Finding::default();
    match case.card() {
        None => finding.reasons.push(super::cancel::no_card()),
        Some(card) if !card.linked => finding.reasons.push(reason(ReasonCode::NotLinked, &[])),
        Some(_) => {}
    }
    finding.consequences.push(follows(C::CanRelink, false, &[]));
    if case.citizen.insured(Participation::Active, case.now).next().is_some() {
        finding.consequences.push(follows(C::ContributionsGoOn, false, &[sil(60)]));
    }
    finding
}
