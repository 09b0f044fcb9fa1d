use super::{Differs, Gap, Month, due_until, months, runs};
use contract::contribution::{Contribution, ContributionKind, InsuranceSummary, MonthState, Participation};
use contract::values::{Fen, Insurance, YearMonth};
use proptest::prelude::*;

fn ym(text: &str) -> YearMonth {
    YearMonth::parse(text).unwrap()
}

fn row(month: &str, state: MonthState) -> Contribution {
    Contribution {
        insurance: Insurance::Pension,
        month: ym(month),
        state,
        kind: ContributionKind::Regular,
        base_fen: Fen::new(431_200),
        personal_fen: Fen::new(86_240),
        employer_fen: Fen::ZERO,
        employer: None,
        posted_on: None,
        city: String::new(),
        city_name: None,
    }
}

fn posted(month: &str) -> Contribution {
    row(month, MonthState::Posted)
}

fn back(month: &str) -> Contribution {
    Contribution { personal_fen: Fen::new(-86_240), ..posted(month) }
}

fn item(first: &str, last: &str, posted: u32, gaps: u32) -> InsuranceSummary {
    InsuranceSummary {
        insurance: Insurance::Pension,
        participation: Participation::Active,
        months_posted: posted,
        months_deemed: None,
        months_elsewhere: None,
        first_month: Some(ym(first)),
        last_month: Some(ym(last)),
        streak_months: 0,
        gap_months: gaps,
        balance_fen: None,
    }
}

fn gap(from: &str, to: &str) -> Gap {
    Gap { from: ym(from), to: ym(to) }
}

fn truths(months: &[Month]) -> (Vec<Gap>, Vec<Gap>) {
    (runs(months, MonthState::Unpaid), runs(months, MonthState::NotSynced))
}

#[test]
fn only_what_is_known_to_be_missing_is_unpaid() {
    let rows = [
        posted("2025-01"),
        row("2025-02", MonthState::Unpaid),
        row("2025-04", MonthState::PaidNotPosted),
        row("2025-05", MonthState::NotSynced),
        posted("2025-07"),
    ];
    let item = item("2025-01", "2025-07", 2, 4);
    let (found, differs) = months(&rows, 2025, Some(&item), None);
    assert_eq!(found.len(), 7, "one for each month");
    assert_eq!(found[0].month, ym("2025-07"), "newest first");
    assert_eq!(
        truths(&found),
        (vec![gap("2025-02", "2025-03"), gap("2025-06", "2025-06")], vec![gap("2025-05", "2025-05")])
    );
    assert_eq!(differs, None);
    assert_eq!(gap("2025-02", "2025-03").months(), 2);
}

#[test]
fn months_of_which_nothing_was_heard_are_not_known() {
    // Taking part, and nothing for eight months.
    let mut one = item("2025-01", "2026-02", 14, 0);
    let rows = [posted("2026-01"), posted("2026-02")];
    let until = |item: &InsuranceSummary, retires| due_until(item, retires, ym("2026-11"));
    // Who pays on after the month of retirement has not stopped by it.
    assert_eq!(until(&item("2010-01", "2026-03", 190, 0), Some(ym("2026-01"))), Some(ym("2026-10")));
    let (found, differs) = months(&rows, 2026, Some(&one), until(&one, None));
    assert_eq!(truths(&found), (vec![], vec![gap("2026-03", "2026-10")]));
    assert_eq!(differs, None);
    // The year after as well.
    let (found, _) = months(&[], 2027, Some(&one), due_until(&one, None, ym("2027-03")));
    assert_eq!(truths(&found), (vec![], vec![gap("2027-01", "2027-02")]));
    // Nothing is due of who has retired, paused or ended.
    let retired = until(&one, Some(ym("2026-04")));
    assert_eq!(truths(&months(&rows, 2026, Some(&one), retired).0).1, [gap("2026-03", "2026-04")]);
    for participation in [Participation::Paused, Participation::Ended] {
        one.participation = participation;
        assert_eq!(truths(&months(&rows, 2026, Some(&one), until(&one, None)).0), (vec![], vec![]));
    }
    one.participation = Participation::Unknown;
    assert!(until(&one, None).is_some(), "who may take part may owe");
}

#[test]
fn what_summary_and_payments_differ_about_is_said_and_not_guessed() {
    let rows = [posted("2026-01"), posted("2026-02"), posted("2026-04")];
    let look = |item: &InsuranceSummary| {
        let (found, differs) = months(&rows, 2026, Some(item), None);
        (truths(&found), differs)
    };
    // One month ahead of the payments; behind them; begun earlier.
    let known = vec![gap("2026-03", "2026-03")];
    let month = |summary: &str, payments: &str| Differs::Month { summary: ym(summary), payments: Some(ym(payments)) };
    assert_eq!(
        look(&item("2026-01", "2026-05", 4, 1)),
        ((known.clone(), vec![gap("2026-05", "2026-05")]), Some(month("2026-05", "2026-04")))
    );
    assert_eq!(
        look(&item("2026-01", "2026-02", 2, 0)),
        ((vec![], vec![gap("2026-03", "2026-03")]), Some(month("2026-02", "2026-04")))
    );
    let (found, _) = months(&rows, 2026, Some(&item("2025-11", "2026-04", 5, 1)), None);
    assert_eq!(truths(&found), (known, vec![]), "what was before is another year's");
    let (found, differs) = months(&rows[1..], 2026, Some(&item("2026-01", "2026-04", 3, 1)), None);
    assert_eq!(truths(&found).1, [gap("2026-01", "2026-01")]);
    assert_eq!(differs, Some(month("2026-01", "2026-02")));
    // It says that none is missing, or that another number is posted.
    let count = |summary, payments| Some(Differs::Count { summary, payments });
    assert_eq!(look(&item("2026-01", "2026-04", 3, 0)), ((vec![], vec![gap("2026-03", "2026-03")]), count(0, 1)));
    assert_eq!(look(&item("2026-01", "2026-04", 2, 1)).1, count(2, 3));
    assert_eq!(look(&item("2026-01", "2026-04", 4, 1)).1, count(4, 3));
    // A whole year without a payment, and a last year without one.
    let (found, differs) = months(&[], 2025, Some(&item("2024-01", "2026-04", 16, 12)), None);
    assert_eq!((truths(&found).0, differs), (vec![gap("2025-01", "2025-12")], None));
    let (found, differs) = months(&[], 2026, Some(&item("2024-01", "2026-02", 24, 0)), None);
    assert_eq!(truths(&found), (vec![], vec![gap("2026-01", "2026-02")]));
    assert_eq!(differs, Some(Differs::Month { summary: ym("2026-02"), payments: None }));
}

#[test]
fn without_a_summary_there_is_what_was_paid() {
    let rows = [posted("2026-04"), posted("2026-01"), posted("2024-01")];
    let (found, differs) = months(&rows, 2026, None, None);
    assert_eq!(truths(&found), (vec![], vec![gap("2026-02", "2026-03")]), "what lies between is not known yet");
    assert_eq!((found.len(), differs), (4, None), "another year is another answer");
    assert!(months(&rows, 1899, None, None).0.is_empty());
    assert!(months(&[], 2026, None, None).0.is_empty());
}

#[test]
fn a_month_counts_by_the_sum_of_its_payments() {
    let rows =
        [posted("2026-01"), posted("2026-01"), back("2026-01"), posted("2026-02"), back("2026-02"), back("2026-03")];
    let (found, differs) = months(&rows, 2026, Some(&item("2026-01", "2026-03", 1, 2)), None);
    assert_eq!(truths(&found), (vec![gap("2026-02", "2026-03")], vec![]));
    assert_eq!(found.iter().map(|month| month.payments.len()).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(differs, None);
    // What counts as paid has no money.
    let deemed = Contribution { kind: ContributionKind::Deemed, personal_fen: Fen::ZERO, ..posted("1990-01") };
    let one = InsuranceSummary { months_deemed: Some(1), ..item("1990-01", "1990-01", 0, 0) };
    let (found, differs) = months(&[deemed], 1990, Some(&one), None);
    assert_eq!((found[0].truth, differs), (MonthState::Posted, None));
}

#[test]
fn what_is_late_over_new_year_is_not_called_unpaid() {
    let rows: Vec<_> = (1..=11).map(|month| posted(&format!("2025-{month:02}"))).collect();
    // The payments of December and January are not here yet; three months of 2021 are missing.
    let late = item("2020-01", "2026-01", 70, 3);
    let (found, _) = months(&rows, 2025, Some(&late), Some(ym("2026-01")));
    assert_eq!(truths(&found), (vec![], vec![gap("2025-12", "2025-12")]));
    // Of a year long ago nothing is late any more.
    let (found, _) = months(&rows, 2025, Some(&item("2020-01", "2028-01", 70, 3)), Some(ym("2028-01")));
    assert_eq!(truths(&found), (vec![gap("2025-12", "2025-12")], vec![]));
}

prop_compose! {
    fn some_row()(month in 1_u32..=12, state in 0_usize..4, fen in -2_i64..3) -> Contribution {
        let states = [MonthState::Posted, MonthState::PaidNotPosted, MonthState::NotSynced, MonthState::Unpaid];
        let month = YearMonth::new(2026, month).unwrap();
        Contribution { month, personal_fen: Fen::new(fen), ..row("2026-01", states[state]) }
    }
}

proptest! {
    /// Whatever summary and payments say: each month comes once and in order, a month that is called unpaid has a payment that
    /// does not count, or lies within both, and where the two say one span and one count nothing differs.
    #[test]
    fn nothing_is_called_unpaid_that_may_be_paid(
        rows in prop::collection::vec(some_row(), 0..20),
        (first, last) in (0_i32..30, 0_i32..30),
        (counted, gaps) in (0_u32..14, 0_u32..14),
        due in prop::option::of(0_i32..30),
    ) {
        let start = ym("2025-01");
        let one = InsuranceSummary {
            first_month: Some(start.plus(first.min(last))),
            last_month: Some(start.plus(first.max(last))),
            ..item("2025-01", "2026-01", counted, gaps)
        };
        let due = due.map(|n| start.plus(n));
        let (found, differs) = months(&rows, 2026, Some(&one), due);
        prop_assert!(found.windows(2).all(|pair| pair[0].month.since(pair[1].month) == 1));
        prop_assert_eq!(found.iter().map(|month| month.payments.len()).sum::<usize>(), rows.len());
        let (oldest, newest) = (rows.iter().map(|r| r.month).min(), rows.iter().map(|r| r.month).max());
        for month in found.iter().filter(|month| month.payments.is_empty()) {
            prop_assert!(matches!(month.truth, MonthState::Unpaid | MonthState::NotSynced));
            if month.truth == MonthState::Unpaid {
                prop_assert!(one.first_month <= Some(month.month) && Some(month.month) <= one.last_month);
                let begins_here = one.first_month.is_some_and(|first| first.year() == 2026);
                let ends_here = one.last_month.is_some_and(|last| last.year() == 2026);
                prop_assert!(!begins_here || oldest.is_some_and(|oldest| oldest < month.month));
                prop_assert!(!ends_here || newest.is_some_and(|newest| month.month < newest));
                let recent = one.last_month.zip(newest).is_some_and(|(last, newest)| last.since(newest) <= 6);
                prop_assert!(!recent || newest.is_some_and(|newest| month.month < newest));
            }
        }
        let missing = found.iter().filter(|m| m.payments.is_empty() && m.truth == MonthState::Unpaid).count();
        prop_assert!(missing <= gaps as usize);
        let posted = found.iter().filter(|m| m.truth == MonthState::Posted).count();
        prop_assert!(differs.is_some() || posted <= counted as usize);
        let first = found.last().map(|month| month.month);
        prop_assert!(oldest.is_none_or(|oldest| first.is_some_and(|first| first <= oldest)));
    }
}

#[test]
fn months_that_are_said_to_be_unpaid_are_missing_ones_too() {
    let rows: Vec<_> = (1..=11)
        .filter(|n| ![4, 5].contains(n))
        .map(|n| {
            row(&format!("2026-{n:02}"), if [2, 3].contains(&n) { MonthState::Unpaid } else { MonthState::Posted })
        })
        .collect();
    let of = |gaps| months(&rows, 2026, Some(&item("2026-01", "2026-11", 7, gaps)), None);
    let (agreed, differs) = of(4);
    assert_eq!((truths(&agreed).0, differs), (vec![gap("2026-02", "2026-05")], None));
    let (doubtful, differs) = of(2);
    let unknown = (vec![gap("2026-02", "2026-03")], vec![gap("2026-04", "2026-05")]);
    assert_eq!((truths(&doubtful), differs), (unknown, Some(Differs::Count { summary: 2, payments: 4 })));
}
