//! Months that are missing from a record.

use contract::contribution::{Contribution, MonthState};
use contract::values::YearMonth;

/// A run of months for which nothing was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Its first month.
    pub from: YearMonth,
    /// Its last month.
    pub to: YearMonth,
}

impl Gap {
    /// How many months it has.
    pub fn months(&self) -> u32 {
        self.to.since(self.from).unsigned_abs() + 1
    }
}

/// The gaps between `from` and `to` in months of one insurance, in any order, earliest gap first.
///
/// A month is in a gap when it has no row, or one that says "not paid". A month that is paid and not
/// posted, or that the backend has not heard of yet, is no gap: nobody knows that it is missing.
pub fn gaps(rows: &[Contribution], from: YearMonth, to: YearMonth) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    let mut month = from;
    while month <= to {
        let known = rows.iter().any(|r| r.month == month && r.state != MonthState::Unpaid);
        if !known {
            match gaps.last_mut() {
                Some(gap) if month.since(gap.to) == 1 => gap.to = month,
                _ => gaps.push(Gap { from: month, to: month }),
            }
        }
        let next = month.plus(1);
        if next == month {
            break;
        }
        month = next;
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::{Gap, gaps};
    use contract::contribution::{Contribution, ContributionKind, MonthState};
    use contract::values::{Fen, Insurance, YearMonth};

    fn ym(text: &str) -> YearMonth {
        YearMonth::parse(text).unwrap()
    }

    fn row(month: &str, state: MonthState) -> Contribution {
        Contribution {
            insurance: Insurance::Pension,
            month: ym(month),
            state,
            kind: ContributionKind::Regular,
            base_fen: Fen::ZERO,
            personal_fen: Fen::ZERO,
            employer_fen: Fen::ZERO,
            employer: None,
            posted_on: None,
            city: String::new(),
        }
    }

    #[test]
    fn only_what_is_known_to_be_missing_is_a_gap() {
        let rows = [
            row("2025-01", MonthState::Posted),
            row("2025-02", MonthState::Unpaid),
            row("2025-04", MonthState::PaidNotPosted),
            row("2025-05", MonthState::NotSynced),
        ];
        assert_eq!(
            gaps(&rows, ym("2025-01"), ym("2025-06")),
            [Gap { from: ym("2025-02"), to: ym("2025-03") }, Gap { from: ym("2025-06"), to: ym("2025-06") }]
        );
        assert_eq!(gaps(&rows, ym("2025-02"), ym("2025-03"))[0].months(), 2);
        assert_eq!(gaps(&rows, ym("2025-06"), ym("2025-01")), []);
        assert_eq!(gaps(&[], ym("2199-12"), ym("2199-12")).len(), 1);
    }
}
