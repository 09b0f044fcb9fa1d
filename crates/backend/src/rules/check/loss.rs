//! 临时挂失: the card stops working at once, and the report ends by itself after some days.

use super::{Case, Finding, LOCAL, follows, reason};
use contract::application::{Consequence, ConsequenceCode as C, ReasonCode};
use contract::card::CardState;

pub(super) fn find(case: Case<'_>) -> Finding {
    let mut finding = Finding::default();
    let no = match case.card().map(|card| card.state) {
        None => Some(super::cancel::no_card()),
        Some(CardState::Cancelled) => Some(reason(ReasonCode::CardCancelled, &[])),
        Some(CardState::TemporarilyLost | CardState::FormallyLost) => Some(reason(ReasonCode::CardLost, &[])),
        Some(_) => None,
    };
    finding.reasons.extend(no);
    let ends = follows(C::LossReportEnds, false, &[LOCAL]);
    finding.consequences.push(Consequence { days: Some(case.terms.loss_days), ..ends });
    finding.consequences.push(follows(C::BankLossApart, true, &[LOCAL]));
    finding
}
