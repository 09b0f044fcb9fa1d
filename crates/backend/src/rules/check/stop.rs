//! 停保 / 暂停缴费: who pays for himself may stop (SIL 10, 23); nobody else can.

use super::{Case, Finding, LOCAL, follows, local_rule, of_threshold, reason, reg, resident_scheme, sil};
use crate::rules::retirement::threshold_months;
use crate::state::Digest;
use contract::application::{Consequence, ConsequenceCode as C, Motive, Reason, ReasonCode};
use contract::city::Availability;
use contract::contribution::Participation;
use contract::session::Payer;
use contract::text::Text;
use contract::values::{Fen, Insurance, YearMonth};

pub(super) fn find(case: Case<'_>) -> Finding {
    let active: Vec<&Digest> = case.citizen.insured(Participation::Active, case.now).collect();
    let months = case.months();
    let reasons = reasons(case, &active);
    let consequences = months.first().map(|first| consequences(case, &active, *first)).unwrap_or_default();
    Finding {
        reasons,
        consequences,
        insurances: active.iter().map(|d| d.insurance).collect(),
        motives: vec![Motive::NewEmployer, Motive::Moved, Motive::Hardship, Motive::Abroad, Motive::Other],
        months,
    }
}

fn reasons(case: Case<'_>, active: &[&Digest]) -> Vec<Reason> {
    match case.citizen.payer {
        Payer::Flexible => {}
        // What to do instead: ask the employer, complain to the collector or the department, go to court.
        Payer::Employee => {
            let basis = [sil(58), sil(60), sil(63), sil(83)];
            let months = active.iter().map(|d| d.arrears_months).max().filter(|n| *n > 0);
            return vec![Reason { months, ..reason(ReasonCode::EmployerPays, &basis) }];
        }
        Payer::Retiree => return vec![reason(ReasonCode::AlreadyRetired, &[sil(16), sil(27)])],
        Payer::Resident => return vec![resident_scheme(case)],
        Payer::Unknown => return vec![reason(ReasonCode::Other, &[])],
    }
    if active.is_empty() {
        return vec![reason(ReasonCode::AlreadyPaused, &[])];
    }
    let mut out = Vec::new();
    if case.terms.stop != Availability::Online {
        out.push(Reason { outlet: Some(case.terms.hall.clone()), ..reason(ReasonCode::WindowOnly, &[LOCAL]) });
    }
    let owed: u32 = active.iter().map(|d| d.arrears_months).max().unwrap_or(0);
    if case.terms.arrears_first && owed > 0 {
        let amount: Fen = active.iter().map(|d| d.arrears).sum();
        out.push(Reason {
            amount_fen: Some(amount),
            months: Some(owed),
            outlet: Some(case.terms.hall.clone()),
            ..reason(ReasonCode::ArrearsFirst, &[sil(60), LOCAL])
        });
    }
    let pending: u32 = active.iter().map(|d| d.pending_months).max().unwrap_or(0);
    if case.terms.pending_blocks && pending > 0 {
        out.push(Reason { months: Some(pending), ..reason(ReasonCode::PaymentPending, &[LOCAL]) });
    }
    out
}

fn consequences(case: Case<'_>, active: &[&Digest], first: YearMonth) -> Vec<Consequence> {
    let mut out = Vec::new();
    if let Some(pension) = active.iter().find(|d| d.insurance == Insurance::Pension) {
        of_pension(case, pension, &mut out);
    }
    if let Some(medical) = active.iter().find(|d| d.insurance == Insurance::Medical) {
        of_medical(case, medical, first, &mut out);
    }
    // What this city grants for months in a row it grants for those paid here.
    let streak = active.iter().map(|d| d.streak_here.unwrap_or(d.streak_months)).max().unwrap_or(0);
    if let Some(text) = case.terms.streak_right.as_ref().filter(|_| streak > 0) {
        let ends = follows(C::StreakEnds, true, &[LOCAL]);
        out.push(Consequence { months: Some(streak), text: Some(text.clone()), ..ends });
    }
    out.push(follows(C::NoUnemployment, true, &[sil(45)]));
    let pending: u32 = active.iter().map(|d| d.pending_months).max().unwrap_or(0);
    if pending > 0 {
        let title = Text::new("已缴未到账的月份仍然算数", "A month paid and not posted still counts");
        let text = Text::new(
            "到账后计入您的记录，不受停保影响",
            "Once it is posted it is on your record, whether you stop or not",
        );
        out.push(Consequence { months: Some(pending), ..local_rule(false, title, text) });
    }
    out.push(follows(C::CanResume, false, &[sil(10), sil(23), reg(6)]));
    out
}

fn of_pension(case: Case<'_>, pension: &Digest, out: &mut Vec<Consequence>) {
    let months = Some(pension.months_counted());
    out.push(Consequence { amount_fen: pension.balance, ..follows(C::AccountStays, false, &[sil(14)]) });
    out.push(Consequence { months, ..follows(C::MonthsKept, false, &[sil(16), sil(19)]) });
    if let Some(retires) = case.citizen.retires() {
        let needed = threshold_months(retires.year());
        // Somebody who has them already loses nothing of it.
        let short = pension.months_counted() < needed;
        let threshold = follows(C::Threshold, short, of_threshold(pension));
        out.push(Consequence { months, threshold_months: Some(needed), month: Some(retires), ..threshold });
    }
    out.push(follows(C::LowerPension, true, &[sil(15)]));
}

fn of_medical(case: Case<'_>, medical: &Digest, first: YearMonth, out: &mut Vec<Consequence>) {
    let ends = follows(C::MedicalEnds, true, &[sil(23), sil(27), LOCAL]);
    out.push(Consequence { month: Some(first.plus(-1)), ..ends });
    if let Some(waiting) = case.terms.waiting {
        let anew = follows(C::MedicalWaiting, true, &[LOCAL]);
        out.push(Consequence { months: Some(waiting.gap_months), days: Some(waiting.days), ..anew });
    }
    if medical.balance.is_some() {
        out.push(Consequence { amount_fen: medical.balance, ..follows(C::MedicalAccountUsable, false, &[LOCAL]) });
    }
}
