//! The record by insurance and year, and the page of one month.

use crate::bench::samples::{self, contribution};
use crate::bench::{Bench, gone, ready};
use crate::domain::{Differs, Insurance, MonthState, ProblemType, Summary};
use crate::steps::card::record::{Event as E, MonthView, View};
use crate::view::Screen;
use crate::{Event, FailureKind, How, LoadView};
use contract::contribution::{ContributionPage, InsuranceSummary};
use contract::http::FetchError;

const SUMMARY: &str = "GET /v1/contributions/summary";
const MONTHS: &str = "GET /v1/contributions";

fn view(b: &Bench) -> View {
    match b.screen() {
        Screen::Record(view) => view,
        other => panic!("not the record: {other:?}"),
    }
}

fn month(b: &Bench) -> MonthView {
    match b.screen() {
        Screen::Month(view) => view,
        other => panic!("not a month: {other:?}"),
    }
}

#[test]
fn the_latest_year_of_the_first_insurance_with_its_gaps() {
    let mut b = Bench::on("/record");
    assert!(!b.pending().contains(&MONTHS.to_owned()), "which year is not known yet");
    assert!(matches!(view(&b).months, LoadView::Loading { .. }));
    b.ok(SUMMARY, &samples::summary());
    assert_eq!(view(&b).years, [2026, 2025, 2024]);
    assert!(b.request(MONTHS).path.contains("insurance=pension&from=2026-01&to=2026-12"));
    let rows = vec![contribution("2026-02", MonthState::PaidNotPosted)];
    b.ok(MONTHS, &ContributionPage { items: rows, ..samples::page(&[]) });
    let year = ready(view(&b).months);
    assert_eq!((year.posted, year.gaps.len()), (0, 1));
    assert_eq!(year.gaps[0].from, samples::month("2026-01"));

    b.open("/record/pension/2025");
    assert!(matches!(view(&b).months, LoadView::Loading { .. }), "the months of another year are not shown for this");
    b.ok(MONTHS, &samples::page(&["2025-12", "2025-11", "2025-11"]));
    let year = ready(view(&b).months);
    assert_eq!((year.posted, year.personal.get()), (2, 300), "a month paid twice is one month");
    b.ok(SUMMARY, &samples::summary());
    assert!(b.pending().is_empty(), "the months are here: {:?}", b.pending());
}

#[test]
fn nothing_is_said_of_a_year_before_its_last_page_is_here() {
    let part = |months: &[&str], cursor: Option<&str>| ContributionPage {
        next_cursor: cursor.map(str::to_owned),
        ..samples::page(months)
    };
    let mut b = Bench::on("/record/pension/2025");
    b.ok(SUMMARY, &samples::summary());
    b.ok(MONTHS, &part(&["2025-12", "2025-11"], Some("a b")));
    assert!(matches!(view(&b).months, LoadView::Loading { .. }), "no gaps, no sums of a part");
    assert!(b.request(MONTHS).path.ends_with("insurance=pension&from=2025-01&to=2025-12&limit=120&cursor=a%20b"));
    b.refuse(MONTHS, ProblemType::ServerError);
    assert!(matches!(view(&b).months, LoadView::Failed(_)));
    b.send(Event::RetryTapped);
    b.ok(SUMMARY, &samples::summary());
    assert!(!b.request(MONTHS).path.contains("cursor"), "from the first page again");
    b.ok(MONTHS, &part(&["2025-12", "2025-11"], Some("c")));
    b.ok(MONTHS, &part(&["2025-10"], Some("d")));
    b.ok(MONTHS, &part(&["2025-09"], None));
    let year = ready(view(&b).months);
    let paid: Vec<_> = year.months.iter().filter(|m| !m.payments.is_empty()).map(|m| m.month.to_string()).collect();
    assert_eq!(
        (paid.as_slice(), year.months.len(), year.posted),
        (["2025-12", "2025-11", "2025-10", "2025-09"].map(String::from).as_slice(), 12, 4)
    );
    assert!(b.pending().is_empty());
}

#[test]
fn pages_without_an_end_are_an_answer_that_cannot_be_used() {
    for months in [&[][..], &["2025-12"; 120][..]] {
        let endless = ContributionPage { next_cursor: Some("a".to_owned()), ..samples::page(months) };
        let mut b = Bench::on("/record/pension/2025");
        b.ok(SUMMARY, &samples::summary());
        for _ in 0..20 {
            if b.pending().is_empty() {
                break;
            }
            b.ok(MONTHS, &endless);
        }
        assert!(b.pending().is_empty(), "it is given up");
        assert!(matches!(view(&b).months, LoadView::Failed(failure) if failure.kind == FailureKind::Unusable));
    }
}

#[test]
fn months_that_were_not_asked_for_are_an_answer_that_cannot_be_used() {
    let mut b = Bench::on("/record/pension/2025");
    b.ok(SUMMARY, &samples::summary());
    b.ok(MONTHS, &samples::page(&["2025-12", "2024-11"]));
    assert!(matches!(view(&b).months, LoadView::Failed(failure) if failure.kind == FailureKind::Unusable));
}

#[test]
fn choosing_leads_to_an_address() {
    let mut b = Bench::on("/record");
    assert!(b.send(Event::Record(E::YearChosen(2025))).is_empty(), "of no insurance yet");
    b.ok(SUMMARY, &samples::summary());
    let choose = |b: &mut Bench, event| gone(&b.send(Event::Record(event)));
    let replace = |path: &str| Some((path.to_owned(), How::Replace));
    assert_eq!(choose(&mut b, E::YearChosen(2025)), replace("/record/pension/2025"));
    assert_eq!(choose(&mut b, E::YearChosen(4_000_000_000)), None);
    assert_eq!(choose(&mut b, E::InsuranceChosen(Insurance::Medical)), replace("/record/medical/2026"));
    b.go("/record/pension/2024");
    assert_eq!(choose(&mut b, E::InsuranceChosen(Insurance::Medical)), replace("/record/medical"));
}

#[test]
fn no_record_is_not_a_failure_nor_an_endless_wait() {
    let mut b = Bench::on("/record/maternity");
    b.ok(SUMMARY, &samples::summary());
    assert!(ready(view(&b).months).months.is_empty());
    let mut b = Bench::on("/record");
    b.ok(SUMMARY, &Summary { items: Vec::new(), ..samples::summary() });
    assert!(ready(view(&b).summary).items.is_empty() && ready(view(&b).months).months.is_empty());
}

#[test]
fn each_half_that_did_not_come_is_tried_again() {
    let mut b = Bench::on("/record");
    b.lost(SUMMARY, FetchError::NeverSent);
    assert!(matches!(view(&b).summary, LoadView::Failed(_)) && matches!(view(&b).months, LoadView::Failed(_)));
    b.send(Event::RetryTapped);
    b.ok(SUMMARY, &samples::summary());
    b.refuse(MONTHS, ProblemType::ServerError);
    assert!(matches!(view(&b).months, LoadView::Failed(_)));
    b.send(Event::RetryTapped);
    b.ok(SUMMARY, &samples::summary());
    b.ok(MONTHS, &samples::page(&["2026-01"]));
    assert_eq!(ready(view(&b).months).posted, 1);
    b.send(Event::RetryTapped);
    b.lost(SUMMARY, FetchError::MaybeSent);
    b.lost(MONTHS, FetchError::MaybeSent);
    assert!(view(&b).stale.is_some());
    ready(view(&b).months);
    assert!(b.pending().is_empty(), "nothing is tried again by itself");
}

#[test]
fn a_month_has_all_its_rows() {
    let mut b = Bench::on("/record/pension/2025-11");
    assert!(matches!(month(&b).rows, LoadView::Loading { .. }));
    b.ok(MONTHS, &samples::page(&["2025-12", "2025-11", "2025-11"]));
    assert_eq!(ready(month(&b).rows).len(), 2);
    assert!(month(&b).as_of.is_some());
    b.open("/record/pension/2025-10");
    assert_eq!(ready(month(&b).rows).len(), 0, "of the same year: here already");
    assert!(b.pending().is_empty());
    b.send(Event::RetryTapped);
    assert_eq!(b.pending(), [MONTHS]);
}

#[test]
fn a_month_whose_loading_was_given_up_is_loaded_when_the_person_comes_back() {
    let mut b = Bench::on("/record/pension/2025-11");
    b.open("/help");
    assert!(b.pending().is_empty());
    b.open("/record/pension/2025-11");
    b.lost(MONTHS, FetchError::NeverSent);
    assert!(matches!(month(&b).rows, LoadView::Failed(_)));
    b.send(Event::RetryTapped);
    b.ok(MONTHS, &samples::page(&["2025-11"]));
    assert_eq!(ready(month(&b).rows).len(), 1);
}

/// The sample's summary, whose pension says this.
fn pension(change: impl Fn(&mut InsuranceSummary)) -> Summary {
    let mut summary = samples::summary();
    change(&mut summary.items[0]);
    summary
}

#[test]
fn what_is_true_of_months_follows_a_summary_that_comes_later() {
    let mut b = Bench::on("/record/pension/2024");
    b.ok(MONTHS, &samples::page(&["2024-05", "2024-07"]));
    assert!(ready(view(&b).months).gaps.is_empty(), "how far the record goes is not known yet");
    b.ok(SUMMARY, &pension(|item| item.gap_months = 6));
    let year = ready(view(&b).months);
    assert_eq!((year.posted, year.gaps.len(), year.unknown.len(), year.differs), (2, 2, 0, None));
    assert_eq!(year.gaps[0].from, samples::month("2024-06"));
    b.send(Event::RetryTapped);
    b.ok(SUMMARY, &pension(|item| item.gap_months = 0));
    b.ok(MONTHS, &samples::page(&["2024-05", "2024-07"]));
    let year = ready(view(&b).months);
    assert_eq!((year.gaps.len(), year.unknown.len()), (0, 2), "the summary says that none is missing");
    assert_eq!(year.differs, Some(Differs::Count { summary: 0, payments: 6 }));
}

#[test]
fn a_summary_ahead_of_the_months_makes_no_gap() {
    let mut b = Bench::on("/record/pension/2026");
    b.ok(SUMMARY, &samples::summary());
    b.ok(MONTHS, &samples::page(&["2026-01"]));
    let year = ready(view(&b).months);
    let february = samples::month("2026-02");
    assert!(year.gaps.is_empty());
    assert_eq!((year.unknown[0].from, year.unknown[0].to), (february, february));
    assert_eq!(year.differs, Some(Differs::Month { summary: february, payments: Some(samples::month("2026-01")) }));
    b.open("/record/pension/2026-02");
    assert_eq!(month(&b).truth, Some(MonthState::NotSynced), "nor does the page of that month");
}

#[test]
fn the_years_go_on_to_now_where_months_are_due() {
    let late = |item: &mut InsuranceSummary| item.last_month = Some(samples::month("2025-06"));
    let mut b = Bench::on("/record");
    b.ok(SUMMARY, &pension(late));
    assert_eq!(view(&b).years, [2026, 2025, 2024]);
    b.ok(MONTHS, &samples::page(&[]));
    let year = ready(view(&b).months);
    assert_eq!((year.gaps.len(), year.unknown.len()), (0, 1));
    assert_eq!((year.unknown[0].to, year.months.len()), (samples::month("2026-02"), 2), "March is not over");
    let retired = Summary { retirement_month: Some(samples::month("2025-08")), ..pension(late) };
    b.send(Event::RetryTapped);
    b.ok(SUMMARY, &retired);
    assert_eq!(view(&b).years, [2025, 2024], "who has retired pays no more");
}

#[test]
fn a_record_that_turns_out_empty_waits_for_no_months() {
    let mut b = Bench::on("/record");
    b.ok(SUMMARY, &samples::summary());
    b.send(Event::RetryTapped);
    assert!(b.pending().contains(&MONTHS.to_owned()));
    b.ok(SUMMARY, &Summary { items: Vec::new(), ..samples::summary() });
    assert!(b.pending().is_empty());
    assert!(ready(view(&b).months).months.is_empty());
}
