//! Social Security Query: the record by insurance and year, with the four truths about each month.

use crate::cx::Cx;
use crate::domain::{Gap, gaps};
use crate::effect::How;
use crate::failure::Failure;
use crate::load::{Load, Part};
use crate::requests::Slot;
use crate::route::Route;
use crate::shared::{Items, Shared};
use crate::{Event as AppEvent, api};
use contract::contribution::{Contribution, ContributionPage, InsuranceSummary, MonthState, Summary};
use contract::values::{Fen, Instant, Insurance, YearMonth};

/// What is known of the record.
#[derive(Default)]
pub(crate) struct State {
    summary: Load<Summary>,
    /// Insurance and year asked for in the address.
    wanted: (Option<Insurance>, Option<u32>),
    /// Insurance and year the months are of.
    shown: Option<(Insurance, u32)>,
    months: Load<ContributionPage>,
    /// Rows of the pages before the one that is waited for.
    earlier: Vec<Contribution>,
}

/// More rows of one insurance no year has: pages that go on are an answer that cannot be used.
const MAX_MONTHS: usize = 1000;

/// What happened in the record.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The summary came, or not.
    SummaryLoaded(Result<Shared<Summary>, Failure>),
    /// A page of a year's months came, or not.
    MonthsLoaded(Result<Shared<ContributionPage>, Failure>),
    /// Another insurance was chosen.
    InsuranceChosen(Insurance),
    /// Another year was chosen.
    YearChosen(u32),
}

/// A year of one insurance.
#[derive(Clone, Debug, PartialEq)]
pub struct Year {
    /// The months, newest first.
    pub months: Items<ContributionPage>,
    /// Months of this year in which nothing was paid, between the first month of the record and the last.
    pub gaps: Vec<Gap>,
    /// Months posted in this year.
    pub posted: u32,
    /// Own contributions posted in this year.
    pub personal: Fen,
    /// Employer's contributions posted in this year.
    pub employer: Fen,
    /// When the record was last brought up to date.
    pub as_of: Instant,
}

/// What the record draws.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Totals by insurance. An empty list is a true "no record"; a failure never looks like one.
    pub summary: Part<Shared<Summary>>,
    /// The insurance shown.
    pub insurance: Option<InsuranceSummary>,
    /// The year shown.
    pub year: Option<u32>,
    /// The years there are, newest first.
    pub years: Vec<u32>,
    /// The year's months.
    pub months: Part<Year>,
    /// Why the record could not be brought up to date; it shows its "as of".
    pub stale: Option<Failure>,
}

/// What the page of one month draws.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthView {
    /// The insurance.
    pub insurance: Insurance,
    /// The month.
    pub month: YearMonth,
    /// Its rows: none where nothing is recorded, more than one where it was paid later as well.
    pub rows: Part<Vec<Contribution>>,
    /// When the record was last brought up to date.
    pub as_of: Option<Instant>,
}

impl State {
    pub(crate) fn enter(&mut self, cx: &mut Cx, insurance: Option<Insurance>, year: Option<u32>) {
        self.wanted = (insurance, year);
        self.summary.ask(cx.now);
        cx.ask(Slot::Summary, api::summary(), |r| AppEvent::Record(Event::SummaryLoaded(r)));
        self.load_months(cx, true);
    }

    pub(crate) fn enter_month(&mut self, cx: &mut Cx, insurance: Insurance, month: YearMonth) {
        self.wanted = (Some(insurance), Some(month.year()));
        self.load_months(cx, false);
    }

    pub(crate) fn update(&mut self, cx: &mut Cx, event: Event) {
        match event {
            Event::SummaryLoaded(result) => {
                let came = result.is_ok();
                self.summary.settle(result, cx.now);
                if came {
                    self.load_months(cx, false);
                }
            }
            Event::MonthsLoaded(Ok(page)) if page.next_cursor.is_some() => {
                self.earlier.extend_from_slice(&page.items);
                self.ask_months(cx, page.next_cursor.as_deref());
            }
            Event::MonthsLoaded(result) => {
                let whole = result.map(|last| match std::mem::take(&mut self.earlier) {
                    none if none.is_empty() => last,
                    mut items => {
                        items.extend_from_slice(&last.items);
                        Shared::new(ContributionPage { items, next_cursor: None, as_of: last.as_of })
                    }
                });
                self.months.settle(whole, cx.now);
            }
            Event::InsuranceChosen(insurance) => {
                // The year stays if the other insurance has it.
                let year = self.year().filter(|y| self.years(insurance).contains(y));
                cx.go(Route::Record { insurance: Some(insurance), year }, How::Replace);
            }
            Event::YearChosen(year) => {
                let insurance = self.insurance();
                if insurance.is_some() && YearMonth::new(year, 1).is_some() {
                    cx.go(Route::Record { insurance, year: Some(year) }, How::Replace);
                }
            }
        }
    }

    /// Loads the months wanted, unless they are here; `again`: even then.
    fn load_months(&mut self, cx: &mut Cx, again: bool) {
        let (Some(insurance), Some(year)) = (self.insurance(), self.year()) else { return };
        if YearMonth::new(year, 12).is_none() {
            return;
        }
        let same = self.shown == Some((insurance, year));
        // A wait may have been given up when the person went elsewhere.
        let coming = matches!(self.months, Load::Loading { .. }) && cx.requests.is_pending(Slot::Months);
        if same && !again && (coming || self.months.data().is_some()) {
            return;
        }
        if !same {
            self.months = Load::Idle;
            self.shown = Some((insurance, year));
        }
        self.months.ask(cx.now);
        self.earlier.clear();
        self.ask_months(cx, None);
    }

    /// Asks for the next page. Of a part of a year nothing is said: it would have gaps where the next page has months.
    fn ask_months(&mut self, cx: &mut Cx, cursor: Option<&str>) {
        let Some((insurance, year)) = self.shown else { return };
        let (Some(from), Some(to)) = (YearMonth::new(year, 1), YearMonth::new(year, 12)) else { return };
        let room = MAX_MONTHS.saturating_sub(self.earlier.len());
        let fits = move |page: &ContributionPage| page.next_cursor.is_none() || (1..room).contains(&page.items.len());
        let call = api::contributions(insurance, from, to, cursor);
        cx.ask_of(Slot::Months, call, Box::new(fits), |r| AppEvent::Record(Event::MonthsLoaded(r)));
    }

    /// "Try again" on the page of a month.
    pub(crate) fn retry_month(&mut self, cx: &mut Cx) {
        self.load_months(cx, true);
    }

    fn item(&self, insurance: Insurance) -> Option<&InsuranceSummary> {
        self.summary.data()?.items.iter().find(|i| i.insurance == insurance)
    }

    fn insurance(&self) -> Option<Insurance> {
        self.wanted.0.or_else(|| self.summary.data()?.items.first().map(|i| i.insurance))
    }

    fn years(&self, insurance: Insurance) -> Vec<u32> {
        match self.item(insurance) {
            Some(InsuranceSummary { first_month: Some(first), last_month: Some(last), .. }) => {
                (first.year()..=last.year()).rev().collect()
            }
            _ => Vec::new(),
        }
    }

    fn year(&self) -> Option<u32> {
        self.wanted.1.or_else(|| self.years(self.insurance()?).first().copied())
    }

    fn draw_year(&self, page: &Shared<ContributionPage>) -> Year {
        let posted: Vec<&Contribution> = page.items.iter().filter(|m| m.state == MonthState::Posted).collect();
        // A month can have several rows (back payments). A year has few: comparing them all is less code than sorting.
        let first = |(at, m): &(usize, &&Contribution)| posted.iter().take(*at).all(|before| before.month != m.month);
        let posted_months = posted.iter().enumerate().filter(first).count();
        Year {
            gaps: self.year_gaps(page),
            posted: u32::try_from(posted_months).unwrap_or(u32::MAX),
            personal: posted.iter().map(|m| m.personal_fen).sum(),
            employer: posted.iter().map(|m| m.employer_fen).sum(),
            as_of: page.as_of,
            months: Items::of(page),
        }
    }

    /// Gaps are looked for between the first and the last month of the record, as far as this year goes.
    fn year_gaps(&self, page: &ContributionPage) -> Vec<Gap> {
        let Some((insurance, year)) = self.shown else { return Vec::new() };
        let Some(item) = self.item(insurance) else { return Vec::new() };
        let (Some(first), Some(last)) = (item.first_month, item.last_month) else { return Vec::new() };
        match (YearMonth::new(year, 1), YearMonth::new(year, 12)) {
            (Some(january), Some(december)) => gaps(&page.items, first.max(january), last.min(december)),
            _ => Vec::new(),
        }
    }

    /// The year's months; while none can be asked for, what the summary says.
    fn draw_months(&self, now: Instant) -> Part<Year> {
        if !matches!(self.months, Load::Idle) {
            return self.months.part(now, |page| self.draw_year(page));
        }
        self.summary.part(now, |summary| Year {
            months: Items::default(),
            gaps: Vec::new(),
            posted: 0,
            personal: Fen::ZERO,
            employer: Fen::ZERO,
            as_of: summary.as_of,
        })
    }

    pub(crate) fn view(&self, now: Instant) -> View {
        let insurance = self.insurance().and_then(|i| self.item(i)).cloned();
        View {
            summary: self.summary.part(now, Clone::clone),
            years: insurance.as_ref().map(|i| self.years(i.insurance)).unwrap_or_default(),
            insurance,
            year: self.year(),
            months: self.draw_months(now),
            stale: self.summary.stale().or_else(|| self.months.stale()).cloned(),
        }
    }

    pub(crate) fn month_view(&self, now: Instant, insurance: Insurance, month: YearMonth) -> MonthView {
        let right = self.shown == Some((insurance, month.year()));
        let loading = Part::Loading { slow: false };
        MonthView {
            insurance,
            month,
            rows: if right {
                self.months.part(now, |p| p.items.iter().filter(|c| c.month == month).cloned().collect())
            } else {
                loading
            },
            as_of: self.months.data().filter(|_| right).map(|p| p.as_of),
        }
    }
}
