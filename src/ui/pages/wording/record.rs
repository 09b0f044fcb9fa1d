//! The record: insurances, months, ways of paying.

use crate::words::SharedString;
use journey::domain::{Contribution, ContributionKind, Insurance, Month, MonthState, Participation, Payer};

use crate::ui::Ui;
use crate::ui::components::{MonthMark, Tone};
use crate::words::key;

/// Full name of an insurance.
pub fn insurance(ui: Ui, insurance: Insurance) -> SharedString {
    ui.t(match insurance {
        Insurance::Pension => key::INSURANCE_PENSION,
        Insurance::Medical => key::INSURANCE_MEDICAL,
        Insurance::Unemployment => key::INSURANCE_UNEMPLOYMENT,
        Insurance::WorkInjury => key::INSURANCE_WORK_INJURY,
        Insurance::Maternity => key::INSURANCE_MATERNITY,
    })
}

/// Short name of an insurance, where the page says what it is about.
pub fn insurance_short(ui: Ui, insurance: Insurance) -> SharedString {
    ui.t(match insurance {
        Insurance::Pension => key::INSURANCE_PENSION_SHORT,
        Insurance::Medical => key::INSURANCE_MEDICAL_SHORT,
        Insurance::Unemployment => key::INSURANCE_UNEMPLOYMENT_SHORT,
        Insurance::WorkInjury => key::INSURANCE_WORK_INJURY_SHORT,
        Insurance::Maternity => key::INSURANCE_MATERNITY_SHORT,
    })
}

/// Whether a person takes part; `retired`, where they pay nothing more because they have retired.
pub fn participation(ui: Ui, participation: Participation, retired: bool) -> (Tone, SharedString) {
    let (tone, key) = match participation {
        Participation::Ended if retired => (Tone::Plain, key::PARTICIPATION_RETIRED),
        Participation::Active => (Tone::Success, key::PARTICIPATION_ACTIVE),
        Participation::Paused => (Tone::Warning, key::PARTICIPATION_PAUSED),
        Participation::Ended => (Tone::Plain, key::PARTICIPATION_ENDED),
        Participation::Unknown => (Tone::Plain, key::PARTICIPATION_UNKNOWN),
    };
    (tone, ui.t(key))
}

/// The truth about a month, in words.
pub fn month_state(ui: Ui, state: MonthState) -> SharedString {
    ui.t(match state {
        MonthState::Unpaid => key::MONTH_STATE_UNPAID,
        MonthState::PaidNotPosted => key::MONTH_STATE_PAID,
        MonthState::Posted => key::MONTH_STATE_POSTED,
        MonthState::NotSynced => key::MONTH_STATE_UNSYNCED,
    })
}

/// The truth about a month, by the sum of its payments, in words: paid back in full it is not paid, and says why.
pub fn truth(ui: Ui, month: &Month) -> SharedString {
    let all = |kind: fn(&Contribution) -> bool| month.payments.iter().all(kind);
    match month.truth {
        MonthState::Posted if all(|p| p.kind == ContributionKind::Deemed) => ui.t(key::PAYMENT_DEEMED),
        MonthState::Unpaid if month.payments.iter().any(Contribution::takes_back) => ui.t(key::MONTH_STATE_RETURNED),
        truth => month_state(ui, truth),
    }
}

/// What became of one payment: what was paid back or corrected is no payment.
pub fn payment_state(ui: Ui, row: &Contribution) -> SharedString {
    match row.state {
        MonthState::Posted if row.takes_back() => ui.t(key::MONTH_STATE_REFUNDED),
        MonthState::Posted if row.kind == ContributionKind::Correction => ui.t(key::MONTH_STATE_CORRECTED),
        MonthState::Posted if row.kind == ContributionKind::Deemed => ui.t(key::MONTH_STATE_DEEMED),
        state => month_state(ui, state),
    }
}

/// The truth about a month, as a mark.
pub fn month_mark(state: MonthState) -> MonthMark {
    match state {
        MonthState::Unpaid => MonthMark::Unpaid,
        MonthState::PaidNotPosted => MonthMark::Paid,
        MonthState::Posted => MonthMark::Posted,
        MonthState::NotSynced => MonthMark::Unknown,
    }
}

/// Paid in its month, later, paid back, and so on.
pub fn payment(ui: Ui, row: &Contribution) -> SharedString {
    ui.t(match row.kind {
        _ if row.takes_back() => key::PAYMENT_REFUND,
        ContributionKind::Regular => key::PAYMENT_REGULAR,
        ContributionKind::BackPayment => key::PAYMENT_BACK,
        ContributionKind::Refund => key::PAYMENT_REFUND,
        ContributionKind::Correction => key::PAYMENT_CORRECTION,
        ContributionKind::Deemed => key::PAYMENT_DEEMED,
        ContributionKind::Unknown => key::PAYMENT_UNKNOWN,
    })
}

/// How a person takes part.
pub fn payer(ui: Ui, payer: Payer) -> SharedString {
    ui.t(match payer {
        Payer::Flexible => key::PAYER_FLEXIBLE,
        Payer::Employee => key::PAYER_EMPLOYEE,
        Payer::Resident => key::PAYER_RESIDENT,
        Payer::Retiree => key::PAYER_RETIREE,
        Payer::Unknown => key::PAYER_UNKNOWN,
    })
}
