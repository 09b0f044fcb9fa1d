//! The record: `GET /v1/contributions/summary`, `GET /v1/contributions`.

use crate::json::{FromJson, ToJson};
use crate::text::Text;
use crate::values::{Date, Fen, Instant, Insurance, YearMonth};
use serde::{Deserialize, Serialize};

/// Whether a person takes part in an insurance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum Participation {
    /// 正常参保.
    Active,
    /// 暂停缴费.
    Paused,
    /// 终止.
    Ended,
    /// A state this side does not know.
    #[serde(other)]
    Unknown,
}

/// One insurance in the summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct InsuranceSummary {
    /// Which insurance.
    pub insurance: Insurance,
    /// Whether the person takes part.
    pub participation: Participation,
    /// Months posted, in all cities: a month counts once, by the sum of its rows; 视同缴费 months are not among them.
    pub months_posted: u32,
    /// 视同缴费: months before the scheme that count as paid for the pension (SIL 13).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months_deemed: Option<u32>,
    /// Of `months_posted`, those paid in other cities; they are added up (SIL 19, 32, 52).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months_elsewhere: Option<u32>,
    /// First month of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_month: Option<YearMonth>,
    /// Last month of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_month: Option<YearMonth>,
    /// Months in a row up to the last posted one.
    pub streak_months: u32,
    /// Months between first and last for which nothing is posted.
    pub gap_months: u32,
    /// Balance of the personal account, where the insurance has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance_fen: Option<Fen>,
}

/// The answer of `GET /v1/contributions/summary`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Summary {
    /// One for each insurance the person has or had.
    pub items: Vec<InsuranceSummary>,
    /// First day of taking part in any insurance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_insured_on: Option<Date>,
    /// Expected month of retirement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retirement_month: Option<YearMonth>,
    /// Months needed for a monthly pension in that year (SIL 16; NPC decision 2024-09-13).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold_months: Option<u32>,
    /// When the record was last brought up to date.
    pub as_of: Instant,
}

/// The truth about a month; never merged with one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum MonthState {
    /// 未缴: due and not paid.
    Unpaid,
    /// 已缴未到账: paid, not posted.
    PaidNotPosted,
    /// 已缴: posted.
    Posted,
    /// 未同步: the backend has not heard from the system that knows.
    NotSynced,
}

/// 正常, 补缴, 退费, 更正 or 视同缴费.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum ContributionKind {
    /// 正常: paid in its month.
    Regular,
    /// 补缴: paid later.
    BackPayment,
    /// 退费: paid back; its amounts are negative.
    Refund,
    /// 更正: what was wrong in another row of the month; its amounts have either sign.
    Correction,
    /// 视同缴费: a month before the scheme that counts as paid; nothing was paid for it (SIL 13).
    Deemed,
    /// A kind this side does not know.
    #[serde(other)]
    Unknown,
}

/// One payment for a month of one insurance (个人权益记录). A month has several where several employers paid, or where
/// something was paid later, paid back or corrected: what is true of it is their sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Contribution {
    /// 险种.
    pub insurance: Insurance,
    /// 费款所属期.
    pub month: YearMonth,
    /// 缴费标志.
    pub state: MonthState,
    /// 应缴类型.
    pub kind: ContributionKind,
    /// 缴费基数.
    pub base_fen: Fen,
    /// 个人缴费.
    pub personal_fen: Fen,
    /// 单位缴费.
    pub employer_fen: Fen,
    /// 单位名称, where an employer pays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
    /// 到账日期.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted_on: Option<Date>,
    /// The city it was paid in.
    pub city: String,
    /// Its name, where it is another city than the person's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city_name: Option<Text>,
}

impl Contribution {
    /// What person and employer paid together; negative where something was paid back.
    pub const fn total(&self) -> Fen {
        self.personal_fen.plus(self.employer_fen)
    }

    /// Whether something was paid back, whatever the backend calls it.
    pub fn takes_back(&self) -> bool {
        self.kind == ContributionKind::Refund || self.kind != ContributionKind::Correction && self.total() < Fen::ZERO
    }

    /// Whether it pays for its month, or counts as if.
    fn pays(&self) -> bool {
        self.kind != ContributionKind::Correction && !self.takes_back()
    }
}

/// What is true of a month of one insurance, by all its payments; `None` without any.
///
/// A month counts by the sum of what is posted: paid back in full it is not paid. A month without money that the backend
/// says is posted counts (视同缴费, or an exemption). Where one payment counts, others that do not come do not matter; where
/// none does, what is on its way or not known comes before what is not paid.
pub fn truth<'a>(payments: impl Iterator<Item = &'a Contribution>) -> Option<MonthState> {
    let (mut sum, mut truth) = (Fen::ZERO, None);
    let (mut paid, mut back, mut coming) = (false, false, false);
    for payment in payments {
        match payment.state {
            MonthState::Posted => {
                sum = sum.plus(payment.total());
                paid |= payment.pays();
                back |= payment.total() < Fen::ZERO;
            }
            MonthState::PaidNotPosted => coming |= payment.pays(),
            MonthState::NotSynced => truth = Some(MonthState::NotSynced),
            MonthState::Unpaid => {}
        }
        truth = truth.or(Some(MonthState::Unpaid));
    }
    if paid && (sum > Fen::ZERO || !back) {
        Some(MonthState::Posted)
    } else if coming {
        Some(MonthState::PaidNotPosted)
    } else {
        truth
    }
}

/// The answer of `GET /v1/contributions`: newest month first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct ContributionPage {
    /// The months.
    pub items: Vec<Contribution>,
    /// Where to go on; absent on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// When the record was last brought up to date.
    pub as_of: Instant,
}

#[cfg(test)]
mod tests {
    use super::{Contribution, ContributionKind, MonthState as S, truth};
    use crate::values::{Fen, Insurance, YearMonth};

    fn payment(state: S, fen: i64) -> Contribution {
        Contribution {
            insurance: Insurance::Pension,
            month: YearMonth::parse("2026-01").unwrap(),
            state,
            kind: ContributionKind::Regular,
            base_fen: Fen::ZERO,
            personal_fen: Fen::new(fen),
            employer_fen: Fen::ZERO,
            employer: None,
            posted_on: None,
            city: String::new(),
            city_name: None,
        }
    }

    #[test]
    fn a_month_is_what_its_payments_come_to() {
        let of = |kind, state, fen| Contribution { kind, ..payment(state, fen) };
        let (posted, corrected) = (|fen| payment(S::Posted, fen), ContributionKind::Correction);
        for (payments, is) in [
            (vec![], None),
            (vec![posted(5)], Some(S::Posted)),
            // Two employers, of whom one has paid.
            (vec![payment(S::Unpaid, 5), posted(5)], Some(S::Posted)),
            (vec![payment(S::Unpaid, 5), payment(S::PaidNotPosted, 5)], Some(S::PaidNotPosted)),
            (vec![payment(S::NotSynced, 5), payment(S::Unpaid, 5)], Some(S::NotSynced)),
            (vec![payment(S::Unpaid, 5)], Some(S::Unpaid)),
            // Paid back: in full, in part, twice paid and once paid back, nothing but that, and paid anew.
            (vec![posted(5), posted(-5)], Some(S::Unpaid)),
            (vec![posted(5), posted(-2)], Some(S::Posted)),
            (vec![posted(5), posted(5), posted(-5)], Some(S::Posted)),
            (vec![posted(-86_240)], Some(S::Unpaid)),
            (vec![posted(5), posted(-5), payment(S::PaidNotPosted, 5)], Some(S::PaidNotPosted)),
            (vec![payment(S::PaidNotPosted, -5)], Some(S::Unpaid)),
            // A refund that some backend sends with its sign forgotten is none the less no payment.
            (vec![of(ContributionKind::Refund, S::Posted, 5)], Some(S::Unpaid)),
            // What is corrected counts only with what it corrects.
            (vec![of(corrected, S::Posted, 5)], Some(S::Unpaid)),
            (vec![posted(5), of(corrected, S::Posted, 5)], Some(S::Posted)),
            (vec![posted(5), of(corrected, S::Posted, -5)], Some(S::Unpaid)),
            // Posted without money: 视同缴费, an exemption.
            (vec![of(ContributionKind::Deemed, S::Posted, 0)], Some(S::Posted)),
            (vec![posted(0)], Some(S::Posted)),
        ] {
            assert_eq!(truth(payments.iter()), is, "{payments:?}");
            assert_eq!(truth(payments.iter().rev()), is, "in whatever order: {payments:?}");
        }
    }
}
