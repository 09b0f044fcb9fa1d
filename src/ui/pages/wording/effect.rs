//! What follows from an application, from the person's own record.

use crate::words::SharedString;
use journey::domain::{Consequence, ConsequenceCode as C, Text};

use super::super::common::{days, duration, local, money, month};
use crate::ui::Ui;
use crate::words::{Key, key};

/// What follows, and what that means.
pub fn consequence(ui: Ui, effect: &Consequence) -> (SharedString, SharedString) {
    let (title, text) = keys(effect);
    let amount = effect.amount_fen.map(|fen| money(ui, fen)).unwrap_or_default();
    let months = effect.months.map(|n| duration(ui, n)).unwrap_or_default();
    let threshold = effect.threshold_months.map(|n| duration(ui, n)).unwrap_or_default();
    let missing = missing_months(effect).map(|n| duration(ui, n)).unwrap_or_default();
    let days = effect.days.map(|n| days(ui, n)).unwrap_or_default();
    let month = effect.month.map(|m| month(ui, m)).unwrap_or_default();
    let values = [
        ("amount", &*amount),
        ("months", &months),
        ("threshold", &threshold),
        ("missing", &missing),
        ("days", &days),
        ("month", &month),
    ];
    let own = |text: &Option<Text>| text.as_ref().map(|text| local(ui, text));
    match (own(&effect.title), own(&effect.text)) {
        // A heading names the rule: one without a name is its own heading.
        (None, Some(text)) if effect.code == C::Local => (text, SharedString::default()),
        (title_of, own) => {
            (title_of.unwrap_or_else(|| ui.fill(title, &values)), own.unwrap_or_else(|| ui.fill(text, &values)))
        }
    }
}

/// What a consequence is to the person.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum EffectKind {
    /// It takes something away.
    Lost,
    /// It takes nothing away, and should be known.
    ToKnow,
    /// It stays as it is.
    Stays,
}

/// What a consequence is to the person. What is to be acknowledged is no loss for that: "contributions go on" is not.
pub fn effect_kind(effect: &Consequence) -> EffectKind {
    match effect.code {
        C::AccountStays | C::MonthsKept | C::MedicalAccountUsable | C::CanRelink => EffectKind::Stays,
        C::Threshold if is_met(effect) => EffectKind::Stays,
        C::BankAccountApart | C::BankLossApart | C::ContributionsGoOn | C::LossReportEnds | C::CanResume => {
            EffectKind::ToKnow
        }
        C::Threshold | C::Local if !effect.acknowledge => EffectKind::ToKnow,
        _ => EffectKind::Lost,
    }
}

/// How many months are missing; `None` where the backend does not say how many are needed.
fn missing_months(effect: &Consequence) -> Option<u32> {
    Some(effect.threshold_months?.saturating_sub(effect.months?))
}

/// Whether there are months enough, and nothing is taken away.
fn is_met(effect: &Consequence) -> bool {
    missing_months(effect) == Some(0) && !effect.acknowledge
}

fn keys(effect: &Consequence) -> (Key, Key) {
    match effect.code {
        C::AccountStays => (key::EFFECT_ACCOUNT_STAYS, key::EFFECT_ACCOUNT_STAYS_TEXT),
        C::MonthsKept => (key::EFFECT_MONTHS_KEPT, key::EFFECT_MONTHS_KEPT_TEXT),
        C::Threshold if is_met(effect) => (key::EFFECT_THRESHOLD_MET, key::EFFECT_THRESHOLD_MET_TEXT),
        C::Threshold if missing_months(effect).is_none() => {
            (key::EFFECT_THRESHOLD_OPEN, key::EFFECT_THRESHOLD_OPEN_TEXT)
        }
        C::Threshold => (key::EFFECT_THRESHOLD, key::EFFECT_THRESHOLD_TEXT),
        C::LowerPension => (key::EFFECT_LOWER_PENSION, key::EFFECT_LOWER_PENSION_TEXT),
        C::MedicalEnds => (key::EFFECT_MEDICAL_ENDS, key::EFFECT_MEDICAL_ENDS_TEXT),
        C::MedicalWaiting => (key::EFFECT_MEDICAL_WAITING, key::EFFECT_MEDICAL_WAITING_TEXT),
        C::MedicalAccountUsable => (key::EFFECT_MEDICAL_ACCOUNT, key::EFFECT_MEDICAL_ACCOUNT_TEXT),
        C::StreakEnds => (key::EFFECT_STREAK_ENDS, key::EFFECT_STREAK_ENDS_TEXT),
        C::NoUnemployment => (key::EFFECT_NO_UNEMPLOYMENT, key::EFFECT_NO_UNEMPLOYMENT_TEXT),
        C::CanResume => (key::EFFECT_CAN_RESUME, key::EFFECT_CAN_RESUME_TEXT),
        C::ECardEnds => (key::EFFECT_ECARD_ENDS, key::EFFECT_ECARD_ENDS_TEXT),
        C::BankAccountApart => (key::EFFECT_BANK_APART, key::EFFECT_BANK_APART_TEXT),
        C::ContributionsGoOn => (key::EFFECT_CONTRIBUTIONS_GO_ON, key::EFFECT_CONTRIBUTIONS_GO_ON_TEXT),
        C::CanRelink => (key::EFFECT_CAN_RELINK, key::EFFECT_CAN_RELINK_TEXT),
        C::LossReportEnds => (key::EFFECT_LOSS_ENDS, key::EFFECT_LOSS_ENDS_TEXT),
        C::BankLossApart => (key::EFFECT_BANK_LOSS_APART, key::EFFECT_BANK_LOSS_APART_TEXT),
        C::Local => (key::EFFECT_LOCAL, key::EFFECT_LOCAL_TEXT),
    }
}
