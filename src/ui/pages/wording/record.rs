//! The record: insurances, months, ways of paying.

use crate::words::SharedString;
use journey::domain::{ContributionKind, Insurance, MonthState, Participation, Payer};

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

/// Whether a person takes part.
pub fn participation(ui: Ui, participation: Participation) -> (Tone, SharedString) {
    let (tone, key) = match participation {
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

/// The truth about a month, as a mark.
pub fn month_mark(state: MonthState) -> MonthMark {
    match state {
        MonthState::Unpaid => MonthMark::Unpaid,
        MonthState::PaidNotPosted => MonthMark::Paid,
        MonthState::Posted => MonthMark::Posted,
        MonthState::NotSynced => MonthMark::Unknown,
    }
}

/// Paid in its month, or later.
pub fn payment(ui: Ui, kind: ContributionKind) -> SharedString {
    ui.t(match kind {
        ContributionKind::Regular => key::PAYMENT_REGULAR,
        ContributionKind::BackPayment => key::PAYMENT_BACK,
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
