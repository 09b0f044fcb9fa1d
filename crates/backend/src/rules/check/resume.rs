//! Contributing again after a stop, or before a granted stop takes effect.

use super::{Case, Finding, LOCAL, follows, local_rule, of_threshold, reason, resident_scheme, sil};
use crate::rules::retirement::threshold_months;
use contract::application::{Consequence, ConsequenceCode as C, Reason, ReasonCode};
use contract::contribution::Participation;
use contract::session::Payer;
use contract::text::Text;
use contract::values::Insurance;

pub(super) fn find(case: Case<'_>) -> Finding {
    let waiting = case.citizen.waiting_stop(case.now);
    let paused: Vec<_> = case.citizen.insured(Participation::Paused, case.now).collect();
    let insurances = match waiting {
        Some(stop) => stop.insurances.clone(),
        None => paused.iter().map(|d| d.insurance).collect(),
    };
    let mut reasons = Vec::new();
    match case.citizen.payer {
        Payer::Flexible => {
            if insurances.is_empty() {
                // A stop that is not decided can be withdrawn: that is the way, and it is named.
                let stop = case.citizen.under_way(contract::application::ApplicationKind::StopContributions, case.now);
                let application = stop.map(|f| f.id.clone());
                reasons.push(Reason { application, ..reason(ReasonCode::AlreadyActive, &[]) });
            }
        }
        Payer::Employee => reasons.push(reason(ReasonCode::EmployerPays, &[sil(58), sil(60)])),
        Payer::Retiree => reasons.push(reason(ReasonCode::AlreadyRetired, &[sil(16), sil(27)])),
        Payer::Resident => reasons.push(resident_scheme(case)),
        Payer::Unknown => reasons.push(reason(ReasonCode::Other, &[])),
    }
    // Before the stop takes effect nothing is interrupted: its own month is the one to go on from.
    let months = match waiting.and_then(|stop| stop.effective_month) {
        Some(month) => vec![month],
        None => case.months(),
    };
    Finding { reasons, consequences: consequences(case, waiting.is_none()), insurances, motives: Vec::new(), months }
}

fn consequences(case: Case<'_>, interrupted: bool) -> Vec<Consequence> {
    let mut out = Vec::new();
    if let Some(pension) = case.citizen.record.iter().find(|d| d.insurance == Insurance::Pension) {
        let months = Some(pension.months_counted());
        out.push(Consequence { months, ..follows(C::MonthsKept, false, &[sil(16), sil(19)]) });
        if let Some(retires) = case.citizen.retires() {
            let threshold = follows(C::Threshold, false, of_threshold(pension));
            let needed = Some(threshold_months(retires.year()));
            out.push(Consequence { months, threshold_months: needed, month: Some(retires), ..threshold });
        }
    }
    if interrupted {
        if let Some(waiting) = case.terms.waiting {
            let anew = follows(C::MedicalWaiting, true, &[LOCAL]);
            out.push(Consequence { months: Some(waiting.gap_months), days: Some(waiting.days), ..anew });
        }
        let title = Text::new("停缴的月份不计入缴费年限", "Months without contributions do not count");
        let text = Text::new("这些月份不会自动补上", "They are not made up by themselves");
        out.push(local_rule(false, title, text));
    }
    out
}
