//! What the months of a record come to.

use crate::state::Digest;
use contract::contribution::{Contribution, ContributionKind, MonthState, Participation, truth};
use contract::values::{Fen, Insurance, YearMonth};

/// Months due and not paid count as a debt for two years; older ones are gaps (SIL 60, 63: a debt is what the
/// collector still asks for; who pays for himself owes nothing for months he let go).
const DEBT_MONTHS: i32 = 24;

/// Sums up the months of one insurance, in any order, of somebody insured in the city `home`. `None` where there is no month.
///
/// A month counts once, whoever paid, by the sum of its payments. Months in other cities are added up (SIL 19, 32, 52), but
/// for what a city grants for months in a row there. 视同缴费 months are kept apart: they count for the pension alone (SIL 13).
pub(crate) fn digest(
    insurance: Insurance,
    months: &[Contribution],
    home: &str,
    participation: Participation,
    balance: Option<Fen>,
) -> Option<Digest> {
    let mut mine: Vec<&Contribution> = months.iter().filter(|c| c.insurance == insurance).collect();
    mine.sort_by_key(|c| c.month);
    let (first, last) = (mine.first()?.month, mine.last()?.month);
    let (mut posted, mut here, mut owed) = (Vec::new(), Vec::new(), Vec::new());
    let (mut deemed, mut pending, mut not_synced) = (0, 0, 0);
    for payments in mine.chunk_by(|a, b| a.month == b.month) {
        let month = payments[0].month;
        match truth(payments.iter().copied()) {
            Some(MonthState::Posted) if payments.iter().all(|c| c.kind == ContributionKind::Deemed) => deemed += 1,
            Some(MonthState::Posted) => {
                posted.push(month);
                let paid_here = payments.iter().filter(|c| c.city == home);
                if truth(paid_here.copied()) == Some(MonthState::Posted) {
                    here.push(month);
                }
            }
            Some(MonthState::PaidNotPosted) => pending += 1,
            Some(MonthState::NotSynced) => not_synced += 1,
            Some(MonthState::Unpaid) | None => {}
        }
        let unpaid = payments.iter().filter(|c| c.state == MonthState::Unpaid && last.since(month) < DEBT_MONTHS);
        owed.extend(Some(unpaid.map(|c| c.total()).sum::<Fen>()).filter(|sum| *sum > Fen::ZERO));
    }
    let all = u32::try_from(last.since(first)).unwrap_or(0) + 1;
    let months_posted = count(posted.len());
    Some(Digest {
        insurance,
        participation,
        months_posted,
        months_deemed: deemed,
        months_elsewhere: count(posted.len() - here.len()),
        first_month: Some(first),
        last_month: Some(last),
        streak_months: streak(&posted),
        streak_here: Some(streak(&here)),
        // Months on their way are not missing: they are neither posted nor a gap.
        gap_months: all.saturating_sub(months_posted + deemed + pending + not_synced),
        balance,
        arrears_months: count(owed.len()),
        arrears: owed.into_iter().sum(),
        pending_months: pending,
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
            city: "here".to_owned(),
            city_name: None,
        }
    }

    fn pension(months: &[Contribution]) -> crate::state::Digest {
        digest(Insurance::Pension, months, "here", Participation::Active, None).unwrap()
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
        let d = pension(&months);
        assert_eq!((d.months_posted, d.streak_months, d.pending_months), (4, 3, 1));
        assert_eq!((d.arrears_months, d.arrears), (1, Fen::new(80_000)));
        // 82 months from first to last, 4 posted and 1 on its way.
        assert_eq!(d.gap_months, 77);
        assert_eq!(digest(Insurance::Medical, &months, "here", Participation::Active, None), None);
    }

    #[test]
    fn nothing_posted_is_no_streak() {
        let months = [month("2026-10", MonthState::NotSynced)];
        let d = pension(&months);
        assert_eq!((d.months_posted, d.streak_months, d.gap_months), (0, 0, 0));
    }

    fn back(text: &str, fen: i64) -> Contribution {
        let kind = ContributionKind::Refund;
        Contribution { kind, personal_fen: Fen::new(-fen), ..month(text, MonthState::Posted) }
    }

    #[test]
    fn a_month_counts_once_and_by_its_sum() {
        let posted = |text| month(text, MonthState::Posted);
        // Two employers, one of them refunded; paid and refunded in full; a refund alone; less than it was paid.
        let months = [
            posted("2026-01"),
            posted("2026-01"),
            back("2026-01", 80_000),
            posted("2026-02"),
            back("2026-02", 80_000),
            back("2026-03", 80_000),
            posted("2026-04"),
            back("2026-04", 100),
        ];
        let d = pension(&months);
        assert_eq!((d.months_posted, d.gap_months, d.streak_months, d.arrears_months), (2, 2, 1, 0));
    }

    #[test]
    fn months_elsewhere_are_added_up_but_for_what_this_city_grants() {
        let there = |text| Contribution { city: "there".to_owned(), ..month(text, MonthState::Posted) };
        let months = [there("2026-01"), there("2026-02"), month("2026-02", MonthState::Posted), there("2026-03")];
        let d = pension(&months);
        assert_eq!((d.months_posted, d.months_elsewhere, d.streak_months, d.streak_here), (3, 2, 3, Some(1)));
    }

    #[test]
    fn months_that_count_as_paid_stand_apart() {
        let deemed = |text| Contribution {
            kind: ContributionKind::Deemed,
            personal_fen: Fen::ZERO,
            ..month(text, MonthState::Posted)
        };
        let d = pension(&[deemed("1991-11"), deemed("1991-12"), month("1992-01", MonthState::Posted)]);
        assert_eq!((d.months_posted, d.months_deemed, d.gap_months, d.streak_months), (1, 2, 0, 1));
    }
}
