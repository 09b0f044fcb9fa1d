//! What the months of a record come to.

use crate::state::Digest;
use contract::contribution::{Contribution, MonthState, Participation};
use contract::values::{Fen, Insurance, YearMonth};

/// Months due and not paid count as a debt for two years; older ones are gaps (SIL 60, 63: a debt is what the
/// collector still asks for; who pays for himself owes nothing for months he let go).
const DEBT_MONTHS: i32 = 24;

/// Sums up the months of one insurance, in any order. `None` where there is no month.
pub(crate) fn digest(
    insurance: Insurance,
    months: &[Contribution],
    participation: Participation,
    balance: Option<Fen>,
) -> Option<Digest> {
    let mine = || months.iter().filter(|c| c.insurance == insurance);
    let first = mine().map(|c| c.month).min()?;
    let last = mine().map(|c| c.month).max()?;
    let mut posted: Vec<YearMonth> = mine().filter(|c| c.state == MonthState::Posted).map(|c| c.month).collect();
    posted.sort_unstable();
    posted.dedup();
    let owed = || mine().filter(|c| c.state == MonthState::Unpaid && last.since(c.month) < DEBT_MONTHS);
    let all = u32::try_from(last.since(first)).unwrap_or(0) + 1;
    let months_posted = count(posted.len());
    // Months on their way are not missing: they are neither posted nor a gap.
    let on_the_way = mine().filter(|c| matches!(c.state, MonthState::PaidNotPosted | MonthState::NotSynced)).count();
    Some(Digest {
        insurance,
        participation,
        months_posted,
        first_month: Some(first),
        last_month: Some(last),
        streak_months: streak(&posted),
        gap_months: all.saturating_sub(months_posted).saturating_sub(count(on_the_way)),
        balance,
        arrears_months: count(owed().count()),
        arrears: owed().map(|c| c.personal_fen.plus(c.employer_fen)).sum(),
        pending_months: count(mine().filter(|c| c.state == MonthState::PaidNotPosted).count()),
    })
}

/// Months in a row up to the last posted one.
fn streak(posted: &[YearMonth]) -> u32 {
    let Some(last) = posted.last() else { return 0 };
    let in_a_row = posted.iter().rev().enumerate().take_while(|&(i, m)| i32::try_from(i) == Ok(last.since(*m)));
    count(in_a_row.count())
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::digest;
    use contract::contribution::{Contribution, ContributionKind, MonthState, Participation};
    use contract::values::{Fen, Insurance, YearMonth};

    fn month(text: &str, state: MonthState) -> Contribution {
        Contribution {
            insurance: Insurance::Pension,
            month: YearMonth::parse(text).unwrap(),
            state,
            kind: ContributionKind::Regular,
            base_fen: Fen::new(400_000),
            personal_fen: Fen::new(80_000),
            employer_fen: Fen::ZERO,
            employer: None,
            posted_on: None,
            city: String::new(),
        }
    }

    #[test]
    fn the_four_truths_stay_apart() {
        let months = [
            month("2020-01", MonthState::Posted),
            month("2020-02", MonthState::Unpaid),
            month("2026-06", MonthState::Posted),
            month("2026-08", MonthState::Posted),
            month("2026-07", MonthState::Posted),
            month("2026-09", MonthState::Unpaid),
            month("2026-10", MonthState::PaidNotPosted),
        ];
        let d = digest(Insurance::Pension, &months, Participation::Active, None).unwrap();
        assert_eq!((d.months_posted, d.streak_months, d.pending_months), (4, 3, 1));
        assert_eq!((d.arrears_months, d.arrears), (1, Fen::new(80_000)));
        // 82 months from first to last, 4 posted and 1 on its way.
        assert_eq!(d.gap_months, 77);
        assert_eq!(digest(Insurance::Medical, &months, Participation::Active, None), None);
    }

    #[test]
    fn nothing_posted_is_no_streak() {
        let months = [month("2026-10", MonthState::NotSynced)];
        let d = digest(Insurance::Pension, &months, Participation::Active, None).unwrap();
        assert_eq!((d.months_posted, d.streak_months, d.gap_months), (0, 0, 0));
    }
}
