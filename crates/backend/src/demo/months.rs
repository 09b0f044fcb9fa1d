//! Months of a made-up record.

use contract::contribution::{Contribution, ContributionKind, MonthState};
use contract::values::{Date, Fen, Insurance, YearMonth};

/// A month of a made-up record.
#[derive(Clone, Copy)]
pub(super) enum When {
    /// So many months before the last one.
    Back(i32),
    /// Year and month.
    In(u32, u32),
}

impl When {
    fn month(self, last: YearMonth) -> Option<YearMonth> {
        match self {
            Self::Back(n) => Some(last.plus(-n)),
            Self::In(year, month) => YearMonth::new(year, month),
        }
    }
}

/// A time in which contributions were made in one way.
pub(super) struct Stint {
    pub(super) from: When,
    pub(super) to: When,
    /// `None`: pays for himself.
    pub(super) employer: Option<&'static str>,
    pub(super) city: &'static str,
    pub(super) insurances: &'static [Insurance],
    /// Before the scheme: nothing was paid, and it counts as paid.
    pub(super) deemed: bool,
}

/// What is out of the ordinary in some months.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Odd {
    /// There is no line for the month.
    Absent,
    /// Due and not paid.
    Unpaid,
    /// Paid and not posted.
    Pending,
    /// Nothing heard from the system that knows.
    NotSynced,
    /// Paid later.
    PaidLater,
    /// On a base below the floor.
    LowBase,
    /// Posted, and paid back in full later.
    PaidBack,
    /// There is nothing but a refund: what it was for is in no record here.
    OnlyBack,
    /// On too high a base at first; the surplus was paid back.
    Corrected,
}

/// Months in which something is out of the ordinary, of one insurance or of all: from so many months before the last
/// one to so many.
pub(super) type OddMonths = (Option<Insurance>, i32, i32, Odd);

/// All months of these stints, in a record that ends with `last`.
pub(super) fn months(stints: &[Stint], odd: &[OddMonths], last: YearMonth) -> Vec<Contribution> {
    let mut out = Vec::new();
    for stint in stints {
        let (Some(from), Some(to)) = (stint.from.month(last), stint.to.month(last)) else { continue };
        for n in 0..=to.since(from).max(-1) {
            let month = from.plus(n);
            for &insurance in stint.insurances {
                let here = |(of, from, to, _): &&OddMonths| {
                    of.is_none_or(|of| of == insurance) && (*to..=*from).contains(&last.since(month))
                };
                let odd = odd.iter().find(here).map(|(_, _, _, odd)| *odd);
                if odd == Some(Odd::Absent) {
                    continue;
                }
                let line = line(stint, insurance, month, odd);
                match odd {
                    Some(Odd::OnlyBack) => out.push(back(&line, ContributionKind::Refund, 1)),
                    Some(Odd::PaidBack) => out.extend([back(&line, ContributionKind::Refund, 1), line]),
                    Some(Odd::Corrected) => out.extend([back(&line, ContributionKind::Correction, 10), line]),
                    _ => out.push(line),
                }
            }
        }
    }
    out
}

/// What was paid back of a payment three months later: all of it, or a part.
fn back(of: &Contribution, kind: ContributionKind, part: i64) -> Contribution {
    let less = |fen: Fen| Fen::new(-fen.get() / part);
    Contribution {
        kind,
        base_fen: Fen::new(of.base_fen.get() / part),
        personal_fen: less(of.personal_fen),
        employer_fen: less(of.employer_fen),
        posted_on: posted_on(of.month.plus(3)),
        ..of.clone()
    }
}

fn line(stint: &Stint, insurance: Insurance, month: YearMonth, odd: Option<Odd>) -> Contribution {
    let base = if stint.deemed { Fen::ZERO } else { base(month, odd == Some(Odd::LowBase)) };
    let (personal, employer) = rates(insurance, stint.employer.is_some());
    let state = match odd {
        Some(Odd::Unpaid) => MonthState::Unpaid,
        Some(Odd::Pending) => MonthState::PaidNotPosted,
        Some(Odd::NotSynced) => MonthState::NotSynced,
        _ => MonthState::Posted,
    };
    let late = odd == Some(Odd::PaidLater);
    let posted_on = (state == MonthState::Posted).then(|| posted_on(month.plus(if late { 7 } else { 0 })));
    // The office found these months to count when the scheme began.
    let posted_on = if stint.deemed { Some(Date::new(1996, 5, 6)) } else { posted_on };
    Contribution {
        insurance,
        month,
        state,
        kind: match (stint.deemed, late) {
            (true, _) => ContributionKind::Deemed,
            (false, true) => ContributionKind::BackPayment,
            (false, false) => ContributionKind::Regular,
        },
        base_fen: base,
        personal_fen: share(base, personal),
        employer_fen: share(base, employer),
        employer: stint.employer.map(ToOwned::to_owned),
        posted_on: posted_on.flatten(),
        city: stint.city.to_owned(),
        city_name: None,
    }
}

/// A base that grows with the years; half of it is below the floor of 60 %.
fn base(month: YearMonth, low: bool) -> Fen {
    let yuan = 400 + i64::from(month.year().saturating_sub(1980)) * 115;
    Fen::new(yuan * if low { 50 } else { 100 })
}

/// What person and employer pay, in hundredths of a percent of the base: examples, as every city has its own.
const fn rates(insurance: Insurance, employed: bool) -> (i64, i64) {
    match (insurance, employed) {
        (Insurance::Pension, true) => (800, 1600),
        (Insurance::Pension, false) => (2000, 0),
        (Insurance::Medical, true) => (200, 900),
        (Insurance::Medical, false) => (800, 0),
        (Insurance::Unemployment, true) => (30, 70),
        (Insurance::WorkInjury, true) => (0, 40),
        (Insurance::Maternity, true) => (0, 100),
        (_, false) => (0, 0),
    }
}

/// What goes into the personal account of somebody with these months (SIL 12; medical: the person's share).
pub(super) fn balance(insurance: Insurance, months: &[Contribution]) -> Option<Fen> {
    let (rate, left_of_hundred) = match insurance {
        Insurance::Pension => (800, 100),
        // Most of a medical account has been spent.
        Insurance::Medical => (200, 15),
        _ => return None,
    };
    let paid = months.iter().filter(|c| c.insurance == insurance && c.state == MonthState::Posted);
    let into = |c: &Contribution| share(c.base_fen, if c.total() < Fen::ZERO { -rate } else { rate });
    let sum: Fen = paid.map(into).sum();
    Some(Fen::new(sum.get() * left_of_hundred / 100))
}

fn share(base: Fen, rate: i64) -> Fen {
    Fen::new(base.get() * rate / 10_000)
}

fn posted_on(month: YearMonth) -> Option<Date> {
    Date::new(month.year(), month.month(), 15 + month.month() % 9)
}
