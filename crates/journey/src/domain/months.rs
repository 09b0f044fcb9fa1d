//! The months of a year of one insurance, each with one of the four truths about it; and where summary and payments differ.

use contract::contribution::{Contribution, InsuranceSummary, MonthState, Participation, truth};
use contract::values::YearMonth;

/// A run of months.
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

/// A month of one insurance.
#[derive(Clone, Debug, PartialEq)]
pub struct Month {
    /// Which.
    pub month: YearMonth,
    /// What is true of it, by the sum of its payments.
    pub truth: MonthState,
    /// Its payments; none where nothing is recorded.
    pub payments: Vec<Contribution>,
}

/// So many months before the last of the record payments may be late.
const LATE_MONTHS: i32 = 6;

/// What summary and payments say differently. Nothing is concluded from either of them then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Differs {
    /// The first or the last month of the record.
    Month {
        /// By the summary.
        summary: YearMonth,
        /// By the payments; `None`: there is none in that year.
        payments: Option<YearMonth>,
    },
    /// How many months are posted, or missing.
    Count {
        /// By the summary.
        summary: u32,
        /// By the payments.
        payments: u32,
    },
}

/// The last month of which something should be known by `today`, the current month: contributions of a month may come until it
/// is over. `None` where nothing is due: who has paused or ended pays no more, and neither does who has retired; but who has paid
/// on after that month goes on until there is enough for a pension (SIL 16).
pub fn due_until(item: &InsuranceSummary, retires: Option<YearMonth>, today: YearMonth) -> Option<YearMonth> {
    let before = today.plus(-1);
    let due = !matches!(item.participation, Participation::Paused | Participation::Ended);
    let ends = retires.filter(|retires| item.last_month.is_none_or(|last| last <= *retires));
    due.then(|| ends.map_or(before, |ends| ends.min(before)))
}

/// The months of a year, newest first, from all payments of that year in any order: as far as the record goes by summary or
/// payments, and on to `due`.
///
/// A month without a payment is unpaid where it lies between months that are on record, and summary and payments agree. Any
/// other is not known.
pub fn months(
    payments: &[Contribution],
    year: u32,
    item: Option<&InsuranceSummary>,
    due: Option<YearMonth>,
) -> (Vec<Month>, Option<Differs>) {
    let (Some(january), Some(december)) = (YearMonth::new(year, 1), YearMonth::new(year, 12)) else {
        return (Vec::new(), None);
    };
    let in_year = |month: &YearMonth| january <= *month && *month <= december;
    let paid = || payments.iter().map(|p| p.month).filter(in_year);
    let (oldest, newest) = (paid().min(), paid().max());
    let span = item.and_then(|item| item.first_month.zip(item.last_month));
    // As far as summary and payments both go.
    let (mut from, mut to, mut known) = (oldest, newest, None);
    let mut differs = None;
    if let Some((first, last)) = span {
        let end = due.map_or(last, |due| due.max(last));
        if first <= december && january <= end {
            from = Some(oldest.map_or(first, |oldest| oldest.min(first)).max(january));
            to = Some(newest.map_or(end, |newest| newest.max(end)).min(december));
        }
        for (summary, payments) in [(first, oldest), (last, newest)] {
            if (in_year(&summary) || payments.is_some_and(|month| month < first || last < month))
                && payments != Some(summary)
            {
                differs = Some(Differs::Month { summary, payments });
            }
        }
        let begin = if in_year(&first) { oldest.map(|oldest| oldest.max(first)) } else { Some(january.max(first)) };
        // A record that goes on into the next year may be late over New Year, too.
        let late = newest.is_some_and(|newest| last.since(newest) <= LATE_MONTHS);
        let stop = if in_year(&last) || (december < last && late) {
            newest.map(|newest| newest.min(last))
        } else {
            Some(december.min(last))
        };
        known = begin.zip(stop);
    }
    let mut months = Vec::new();
    let (mut posted, mut absent, mut open) = (0, 0, 0);
    let (mut at, end) = (to, from);
    while let Some(month) = at {
        let payments: Vec<_> = payments.iter().filter(|p| p.month == month).cloned().collect();
        let truth = truth(payments.iter());
        let unpaid = truth.is_none() && known.is_some_and(|(begin, stop)| begin <= month && month <= stop);
        posted += u32::from(truth == Some(MonthState::Posted));
        absent += u32::from(unpaid);
        let in_span = span.is_some_and(|(first, last)| first <= month && month <= last);
        open += u32::from(truth == Some(MonthState::Unpaid) && in_span);
        let truth = truth.unwrap_or(if unpaid { MonthState::Unpaid } else { MonthState::NotSynced });
        months.push(Month { month, truth, payments });
        at = Some(month.plus(-1)).filter(|before| *before != month && end.is_some_and(|end| end <= *before));
    }
    if let Some(item) = item {
        let counted = item.months_posted + item.months_deemed.unwrap_or(0);
        let whole = span.is_some_and(|(first, last)| in_year(&first) && in_year(&last));
        if absent + open > item.gap_months {
            differs = differs.or(Some(Differs::Count { summary: item.gap_months, payments: absent + open }));
            for month in months.iter_mut().filter(|month| month.payments.is_empty()) {
                month.truth = MonthState::NotSynced;
            }
        }
        if posted > counted || (whole && posted != counted) {
            differs = differs.or(Some(Differs::Count { summary: counted, payments: posted }));
        }
    }
    (months, differs)
}

/// The runs of months of which that is true, earliest first.
pub fn runs(months: &[Month], truth: MonthState) -> Vec<Gap> {
    let mut runs: Vec<Gap> = Vec::new();
    for Month { month, .. } in months.iter().rev().filter(|month| month.truth == truth) {
        match runs.last_mut() {
            Some(run) if month.since(run.to) == 1 => run.to = *month,
            _ => runs.push(Gap { from: *month, to: *month }),
        }
    }
    runs
}

#[cfg(test)]
#[path = "months_tests.rs"]
mod tests;
