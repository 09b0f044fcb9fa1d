//! 社保卡注销: closing the card. Contributions go on; the bank closes its account apart from this.

use super::{Case, Finding, LOCAL, follows, local_rule, reason, reg, sil};
use contract::application::{Consequence, ConsequenceCode as C, Motive, Reason, ReasonCode};
use contract::card::CardState;
use contract::city::Availability;
use contract::contribution::Participation;
use contract::session::Payer;
use contract::text::Text;
use contract::values::Insurance;

pub(super) fn find(case: Case<'_>) -> Finding {
    Finding {
        reasons: reasons(case),
        consequences: consequences(case),
        insurances: Vec::new(),
        motives: vec![Motive::Abroad, Motive::OtherCard, Motive::Moved, Motive::CardLost, Motive::Other],
        months: Vec::new(),
    }
}

fn reasons(case: Case<'_>) -> Vec<Reason> {
    let Some(card) = case.card() else { return vec![no_card()] };
    if card.state == CardState::Cancelled {
        return vec![reason(ReasonCode::CardCancelled, &[])];
    }
    let mut out = Vec::new();
    if case.terms.cancel != Availability::Online {
        let outlet = Some(case.terms.bank.clone());
        out.push(Reason { outlet, ..reason(ReasonCode::WindowOnly, &[LOCAL]) });
    }
    if card.state == CardState::FormallyLost {
        // The old card is void; the new one takes its place, and nothing is left to cancel.
        out.push(reason(ReasonCode::CardLost, &[LOCAL]));
    }
    let open = case.citizen.insured(Participation::Active, case.now).next().is_some();
    if case.terms.relation_first && open {
        let outlet = Some(case.terms.hall.clone());
        out.push(Reason { outlet, ..reason(ReasonCode::RelationOpen, &[sil(19), reg(10), LOCAL]) });
    }
    out
}

fn consequences(case: Case<'_>) -> Vec<Consequence> {
    let mut out = vec![follows(C::ECardEnds, true, &[LOCAL]), follows(C::BankAccountApart, true, &[LOCAL])];
    if case.citizen.insured(Participation::Active, case.now).next().is_some() {
        out.push(follows(C::ContributionsGoOn, true, &[sil(60)]));
    }
    let medical = case.citizen.record.iter().find(|d| d.insurance == Insurance::Medical);
    if let Some(balance) = medical.and_then(|d| d.balance) {
        let usable = follows(C::MedicalAccountUsable, false, &[LOCAL]);
        out.push(Consequence { amount_fen: Some(balance), ..usable });
    }
    if case.citizen.payer == Payer::Retiree {
        out.push(local_rule(
            true,
            Text::new("养老金可能断发", "Your pension may pause"),
            Text::new(
                "养老金发放到这张卡的银行账户：请先登记新的收款账户，以免断发",
                "Your pension is paid into this card's bank account: register another one first, or payments pause",
            ),
        ));
    }
    out
}

/// There is no card at all.
pub(super) fn no_card() -> Reason {
    let text = Text::new("您名下没有社会保障卡", "There is no social security card in your name");
    Reason { text: Some(text), ..reason(ReasonCode::Other, &[]) }
}
