//! Social Security Query: the record by insurance and year, with the four truths about each month.

use crate::answer::Answer;
use crate::api;
use crate::cx::Cx;
use crate::domain::{Differs, Gap, Month, due_until, months, runs};
use crate::effect::How;
use crate::failure::Failure;
use crate::load::{Load, LoadView};
use crate::requests::Slot;
use crate::route::Route;
use crate::shared::Shared;
use contract::contribution::{Contribution, ContributionKind, ContributionPage, InsuranceSummary, MonthState, Summary};
use contract::operations as op;
use contract::values::{Fen, Instant, Insurance, YearMonth};

/// What is known of the record.
#[derive(Clone, Default)]
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
    /// The month on the page of one month, its payments, and what is true of it.
    month: Option<YearMonth>,
    rows: Shared<Vec<Contribution>>,
    truth: Option<MonthState>,
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
    /// The months, newest first: up to the last one of which something should be known.
    pub months: Vec<Month>,
    /// Months of this year that are not paid.
    pub gaps: Vec<Gap>,
    /// Months of this year that nobody knows of yet.
    pub unknown: Vec<Gap>,
    /// Where the summary says something else.
    pub differs: Option<Differs>,
    /// Months posted in this year; 视同缴费 is none.
    pub posted: u32,
    /// Own contributions posted in this year, less what was paid back.
    pub personal: Fen,
    /// Employer's contributions posted in this year, less what was paid back.
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
    /// Its payments: none where nothing is recorded, more than one where several paid, or one was corrected.
    pub rows: LoadView<Shared<Vec<Contribution>>>,
    /// What is true of it; `None` where the record does not go that far.
    pub truth: Option<MonthState>,
    /// When the record was last brought up to date.
    pub as_of: Option<Instant>,
}

impl Year {
    fn of((months, differs): (Vec<Month>, Option<Differs>), as_of: Instant) -> Self {
        let counted = |month: &&Month| {
            month.truth == MonthState::Posted && month.payments.iter().any(|p| p.kind != ContributionKind::Deemed)
        };
        let posted = || months.iter().flat_map(|m| &m.payments).filter(|p| p.state == MonthState::Posted);
        Self {
            gaps: runs(&months, MonthState::Unpaid),
            unknown: runs(&months, MonthState::NotSynced),
            differs,
            posted: u32::try_from(months.iter().filter(counted).count()).unwrap_or(u32::MAX),
            personal: posted().map(|p| p.personal_fen).sum(),
            employer: posted().map(|p| p.employer_fen).sum(),
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
                let has = |y: &u32| self.item(insurance).is_some_and(|i| self.years_of(i, cx.now).contains(y));
                let year = self.year().filter(has);
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
            self.compare_again(cx.now);
            self.load_months(cx, false);
            self.pick_rows();
        }
    }

    /// A page of a year's months came, or not. Of a part of a year nothing is said: it would have gaps where the next
    /// page has months.
    pub(crate) fn months_loaded(&mut self, cx: &mut Cx, answer: &Answer) {
        let room = MAX_MONTHS.saturating_sub(self.earlier.len());
        let year = match answer.decode::<ContributionPage>() {
            Ok(page) if page.next_cursor.is_some() && !(1..room).contains(&page.items.len()) => Err(answer.unusable()),
            // What was not asked for: the months asked for may be missing for it.
            Ok(page) if page.items.iter().any(|p| Some(p.month.year()) != self.shown.map(|(_, year)| year)) => {
                Err(answer.unusable())
            }
            Ok(page) => {
                self.earlier.extend(page.items);
                if page.next_cursor.is_some() {
                    self.ask_months(cx, page.next_cursor.as_deref());
                    return;
                }
                let payments = std::mem::take(&mut self.earlier);
                Ok(self.year_of(&payments, page.as_of, cx.now).into())
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
        self.years = self.insurance.as_ref().map(|i| self.years_of(i, cx.now).rev().collect()).unwrap_or_default();
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
            self.months.settle(Ok(Year::of((Vec::new(), None), summary.as_of).into()), cx.now);
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

    /// The last month of which something should be known.
    fn due(&self, item: &InsuranceSummary, now: Instant) -> Option<YearMonth> {
        due_until(item, self.summary.data()?.retirement_month, now.china_date().year_month())
    }

    /// The years an insurance has, oldest first, with those of which nothing is known yet.
    fn years_of(&self, item: &InsuranceSummary, now: Instant) -> std::ops::Range<u32> {
        let Some((first, last)) = item.first_month.zip(item.last_month) else { return 0..0 };
        first.year()..self.due(item, now).map_or(last, |due| due.max(last)).year() + 1
    }

    /// The year that these are all the payments of.
    fn year_of(&self, payments: &[Contribution], as_of: Instant, now: Instant) -> Year {
        let (insurance, year) = self.shown.unzip();
        let item = insurance.and_then(|insurance| self.item(insurance));
        let due = item.and_then(|item| self.due(item, now));
        Year::of(months(payments, year.unwrap_or(0), item, due), as_of)
    }

    /// The summary may say something else than it did when the months came.
    fn compare_again(&mut self, now: Instant) {
        let Some(old) = self.months.data() else { return };
        let payments: Vec<_> = old.months.iter().flat_map(|month| month.payments.iter().cloned()).collect();
        let year = self.year_of(&payments, old.as_of, now);
        // What is true of the months says it all: comparing each payment would be code for nothing.
        let same = (&year.gaps, &year.unknown, year.differs) == (&old.gaps, &old.unknown, old.differs);
        if !same && let Load::Loaded { data, .. } = &mut self.months {
            *data = year.into();
        }
    }

    fn pick_rows(&mut self) {
        let months = self.months.data().map_or(&[][..], |year| &year.months);
        let month = months.iter().find(|month| Some(month.month) == self.month);
        self.truth = month.map(|month| month.truth);
        self.rows = Shared::new(month.map(|month| month.payments.clone()).unwrap_or_default());
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
            truth: self.truth.filter(|_| right),
            as_of: self.months.data().filter(|_| right).map(|year| year.as_of),
        }
    }
}
