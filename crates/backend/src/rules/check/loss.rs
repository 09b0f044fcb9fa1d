//! 临时挂失: the card stops working at once, and the report ends by itself after some days.

use super::{Case, Finding, LOCAL, follows, local_rule, reason};
use contract::application::{Consequence, ConsequenceCode as C, ReasonCode};
use contract::card::CardState;
use contract::text::Text;

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
    finding.consequences.push(if case.terms.loss_bars_code {
        local_rule(
            true,
            Text::new("电子社保卡也暂停使用", "The electronic card stops too"),
            Text::new("挂失期间不能出示卡码", "No code can be shown while the card is reported lost"),
        )
    } else {
        local_rule(
            false,
            Text::new("电子社保卡仍可使用", "The electronic card can still be used"),
            Text::new(
                "挂失的是实体卡，卡码照常出示",
                "What is reported lost is the plastic card; the code still shows",
            ),
        )
    });
    finding
}
