//! Social Security Query: the record by insurance and year, with the four truths about each month.

use crate::answer::Answer;
use crate::api;
use crate::cx::Cx;
use crate::domain::{Gap, gaps};
use crate::effect::How;
use crate::failure::Failure;
use crate::load::{Load, LoadView};
use crate::requests::Slot;
use crate::route::Route;
use crate::shared::Shared;
use contract::contribution::{Contribution, ContributionPage, InsuranceSummary, MonthState, Summary};
use contract::operations as op;
use contract::values::{Fen, Instant, Insurance, YearMonth};

/// What is known of the record.
#[derive(Default)]
pub(crate) struct State {
    summary: Load<Summary>,
    /// Insurance and year asked for in the address.
    wanted: (Option<Insurance>, Option<u32>),
    /// What the summary says of the insurance wanted, or of the first; and the years that it has, newest first.
    insurance: Option<InsuranceSummary>,
    years: Vec<u32>,
    /// Insurance and year the months are of; `None` while no months can be asked for.
    shown: Option<(Insurance, u32)>,
    months: Load<Year>,
    /// Rows of the pages before the one that is waited for.
    earlier: Vec<Contribution>,
    /// The month on the page of one month, and its rows.
    month: Option<YearMonth>,
    rows: Shared<Vec<Contribution>>,
}

/// More rows of one insurance no year has: pages that go on are an answer that cannot be used.
const MAX_MONTHS: usize = 1000;

/// What happened in the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Another insurance was chosen.
    InsuranceChosen(Insurance),
    /// Another year was chosen.
    YearChosen(u32),
}

/// A year of one insurance.
#[derive(Clone, Debug, PartialEq)]
pub struct Year {
    /// The months, newest first.
    pub months: Vec<Contribution>,
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
    pub summary: LoadView<Shared<Summary>>,
    /// The insurance shown.
    pub insurance: Option<InsuranceSummary>,
    /// The year shown.
    pub year: Option<u32>,
    /// The years there are, newest first.
    pub years: Vec<u32>,
    /// The year's months.
    pub months: LoadView<Shared<Year>>,
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
    pub rows: LoadView<Shared<Vec<Contribution>>>,
    /// When the record was last brought up to date.
    pub as_of: Option<Instant>,
}

impl Year {
    fn of(months: Vec<Contribution>, gaps: Vec<Gap>, as_of: Instant) -> Self {
        let posted: Vec<&Contribution> = months.iter().filter(|m| m.state == MonthState::Posted).collect();
        // A month can have several rows (back payments). A year has few: comparing them all is less code than sorting.
        let first = |(at, m): &(usize, &&Contribution)| posted.iter().take(*at).all(|before| before.month != m.month);
        let posted_months = posted.iter().enumerate().filter(first).count();
        Self {
            gaps,
            posted: u32::try_from(posted_months).unwrap_or(u32::MAX),
            personal: posted.iter().map(|m| m.personal_fen).sum(),
            employer: posted.iter().map(|m| m.employer_fen).sum(),
            as_of,
            months,
        }
    }
}

impl State {
    pub(crate) fn enter(&mut self, cx: &mut Cx, insurance: Option<Insurance>, year: Option<u32>) {
        self.wanted = (insurance, year);
        self.summary.ask(cx.now);
        cx.ask(Slot::Summary, api::ask::<op::GetContributionSummary>());
        self.load_months(cx, true);
    }

    pub(crate) fn enter_month(&mut self, cx: &mut Cx, insurance: Insurance, month: YearMonth) {
        self.wanted = (Some(insurance), Some(month.year()));
        self.month = Some(month);
        self.load_months(cx, false);
        self.pick_rows();
    }

    pub(crate) fn update(&mut self, cx: &mut Cx, event: Event) {
        match event {
            Event::InsuranceChosen(insurance) => {
                // The year stays if the other insurance has it.
                let year = self.year().filter(|y| self.item(insurance).is_some_and(|i| years(i).contains(y)));
                cx.go(Route::Record { insurance: Some(insurance), year }, How::Replace);
            }
            Event::YearChosen(year) => {
                let insurance = self.insurance_shown();
                if insurance.is_some() && YearMonth::new(year, 1).is_some() {
                    cx.go(Route::Record { insurance, year: Some(year) }, How::Replace);
                }
            }
        }
    }

    /// The summary came, or not.
    pub(crate) fn summary_loaded(&mut self, cx: &mut Cx, answer: &Answer) {
        let result = answer.read();
        let came = result.is_ok();
        self.summary.settle(result, cx.now);
        if came {
            self.find_gaps_again();
            self.load_months(cx, false);
        }
    }

    /// A page of a year's months came, or not. Of a part of a year nothing is said: it would have gaps where the next
    /// page has months.
    pub(crate) fn months_loaded(&mut self, cx: &mut Cx, answer: &Answer) {
        let room = MAX_MONTHS.saturating_sub(self.earlier.len());
        let year = match answer.decode::<ContributionPage>() {
            Ok(page) if page.next_cursor.is_some() && !(1..room).contains(&page.items.len()) => Err(answer.unusable()),
            Ok(page) => {
                self.earlier.extend(page.items);
                if page.next_cursor.is_some() {
                    self.ask_months(cx, page.next_cursor.as_deref());
                    return;
                }
                let months = std::mem::take(&mut self.earlier);
                let gaps = self.gaps(&months);
                Ok(Year::of(months, gaps, page.as_of).into())
            }
            Err(failure) => Err(failure),
        };
        self.months.settle(year, cx.now);
        self.pick_rows();
    }

    /// Loads the months wanted, unless they are here; `again`: even then.
    fn load_months(&mut self, cx: &mut Cx, again: bool) {
        let of = self.wanted.0.or_else(|| self.summary.data()?.items.first().map(|i| i.insurance));
        self.insurance = of.and_then(|i| self.item(i)).cloned();
        self.years = self.insurance.as_ref().map(|i| years(i).rev().collect()).unwrap_or_default();
        let wanted = self.insurance_shown().zip(self.year()).filter(|(_, year)| YearMonth::new(*year, 12).is_some());
        let same = self.shown == wanted;
        if !same {
            self.months = Load::Idle;
            self.shown = wanted;
        }
        if wanted.is_none() {
            self.no_months(cx);
            return;
        }
        // A wait may have been given up when the person went elsewhere.
        let coming = matches!(self.months, Load::Loading { .. }) && cx.requests.is_pending(Slot::Months);
        if same && !again && (coming || self.months.data().is_some()) {
            return;
        }
        self.months.ask(cx.now);
        self.earlier.clear();
        self.ask_months(cx, None);
    }

    /// No months can be asked for: once the summary is here, there are none.
    fn no_months(&mut self, cx: &mut Cx) {
        cx.forget(Slot::Months);
        if let Some(summary) = self.summary.data() {
            self.months.settle(Ok(Year::of(Vec::new(), Vec::new(), summary.as_of).into()), cx.now);
        }
    }

    /// Asks for the next page.
    fn ask_months(&mut self, cx: &mut Cx, cursor: Option<&str>) {
        let Some((insurance, year)) = self.shown else { return };
        let (Some(from), Some(to)) = (YearMonth::new(year, 1), YearMonth::new(year, 12)) else { return };
        cx.ask(Slot::Months, api::contributions(insurance, from, to, cursor));
    }

    /// "Try again" on the page of a month.
    pub(crate) fn retry_month(&mut self, cx: &mut Cx) {
        self.load_months(cx, true);
    }

    fn item(&self, insurance: Insurance) -> Option<&InsuranceSummary> {
        self.summary.data()?.items.iter().find(|i| i.insurance == insurance)
    }

    fn insurance_shown(&self) -> Option<Insurance> {
        self.wanted.0.or_else(|| self.insurance.as_ref().map(|i| i.insurance))
    }

    fn year(&self) -> Option<u32> {
        self.wanted.1.or_else(|| self.years.first().copied())
    }

    /// Gaps are looked for between the first and the last month of the record, as far as the year shown goes.
    fn gaps(&self, months: &[Contribution]) -> Vec<Gap> {
        let span = self.shown.and_then(|(insurance, year)| {
            let item = self.item(insurance)?;
            let (from, to) = (YearMonth::new(year, 1)?, YearMonth::new(year, 12)?);
            Some((item.first_month?.max(from), item.last_month?.min(to)))
        });
        span.map_or_else(Vec::new, |(from, to)| gaps(months, from, to))
    }

    /// The summary may say of another span than it did when the months came.
    fn find_gaps_again(&mut self) {
        let Some(year) = self.months.data() else { return };
        let gaps = self.gaps(&year.months);
        if gaps != year.gaps {
            let year = Year { gaps, ..year.clone() };
            if let Load::Loaded { data, .. } = &mut self.months {
                *data = year.into();
            }
        }
    }

    fn pick_rows(&mut self) {
        let year = self.months.data().map_or(&[][..], |year| &year.months);
        let rows = year.iter().filter(|row| Some(row.month) == self.month).cloned().collect();
        self.rows = Shared::new(rows);
    }

    /// The year's months; while none can be asked for, how the summary is coming.
    fn months(&self, now: Instant) -> LoadView<Shared<Year>> {
        match (&self.months, self.summary.view(now, |_| ())) {
            (Load::Idle, LoadView::Failed(failure)) => LoadView::Failed(failure),
            (Load::Idle, LoadView::Loading { slow }) => LoadView::Loading { slow },
            _ => self.months.view(now, Clone::clone),
        }
    }

    pub(crate) fn view(&self, cx: &Cx) -> View {
        View {
            summary: self.summary.view(cx.now, Clone::clone),
            years: self.years.clone(),
            insurance: self.insurance.clone(),
            year: self.year(),
            months: self.months(cx.now),
            stale: self.summary.stale().or_else(|| self.months.stale()).cloned(),
        }
    }

    pub(crate) fn month_view(&self, cx: &Cx, insurance: Insurance, month: YearMonth) -> MonthView {
        let right = self.shown == Some((insurance, month.year()));
        MonthView {
            insurance,
            month,
            rows: if right {
                self.months.view(cx.now, |_| self.rows.clone())
            } else {
                LoadView::Loading { slow: false }
            },
            as_of: self.months.data().filter(|_| right).map(|year| year.as_of),
        }
    }
}

/// The years an insurance has, oldest first.
fn years(item: &InsuranceSummary) -> std::ops::Range<u32> {
    match (item.first_month, item.last_month) {
        (Some(first), Some(last)) => first.year()..last.year() + 1,
        _ => 0..0,
    }
}
