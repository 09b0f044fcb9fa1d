//! `GET /v1/contributions/summary`, `GET /v1/contributions`.

use super::{Cx, access};
use crate::body::Query;
use crate::chance::digest;
use crate::reply::{Done, Halt, json};
use crate::rules::calendar::last_sync;
use crate::rules::retirement::threshold_months;
use crate::state::{self, Citizen};
use contract::contribution::{Contribution, ContributionPage, InsuranceSummary, Summary};
use contract::session::{AccessedData, Payer};
use contract::values::{Insurance, YearMonth};

/// Months on a page, if nothing else is asked for.
const PAGE: usize = 24;
/// Months on a page at most.
const MAX_ROWS: usize = 120;

/// The record in short.
pub(super) async fn summary(cx: &mut Cx<'_>) -> Done {
    let citizen = cx.citizen().await?;
    access::note(cx, &citizen.id, AccessedData::Contributions).await?;
    let now = cx.now();
    let item = |d: &state::Digest| InsuranceSummary {
        insurance: d.insurance,
        participation: citizen.participation(d, now),
        months_posted: d.months_posted,
        months_deemed: Some(d.months_deemed).filter(|n| *n > 0),
        months_elsewhere: Some(d.months_elsewhere).filter(|n| *n > 0),
        first_month: d.first_month,
        last_month: d.last_month,
        streak_months: d.streak_months,
        gap_months: d.gap_months,
        balance_fen: d.balance,
    };
    // Who draws a pension has retired: there is nothing to be expected any more.
    let retires = citizen.retires().filter(|_| citizen.payer != Payer::Retiree);
    let body = Summary {
        items: citizen.record.iter().map(item).collect(),
        first_insured_on: citizen.first_insured_on,
        retirement_month: retires,
        threshold_months: retires.map(|m| threshold_months(m.year())),
        as_of: last_sync(now),
    };
    Ok(json(200, &body))
}

/// A place in the record: after so many payments of that insurance for that month.
#[derive(Clone, Copy)]
struct Place {
    month: YearMonth,
    rank: usize,
    payments: usize,
}

/// Which months are asked for.
struct Filter {
    insurance: Option<Insurance>,
    from: Option<YearMonth>,
    to: Option<YearMonth>,
    after: Option<Place>,
    limit: usize,
}

/// The record by month, a page at a time.
pub(super) async fn list(cx: &mut Cx<'_>, query: &mut Query) -> Done {
    let citizen = cx.citizen().await?;
    let filter = read(query)?;
    if filter.after.is_none() {
        access::note(cx, &citizen.id, AccessedData::Contributions).await?;
    }
    let mut items = find(cx, &citizen, &filter).await?;
    let more = items.len() > filter.limit;
    items.truncate(filter.limit);
    let next_cursor = if more { write_cursor(&filter, &items) } else { None };
    Ok(json(200, &ContributionPage { items, next_cursor, as_of: last_sync(cx.now()) }))
}

fn read(query: &mut Query) -> Result<Filter, Halt> {
    let insurance = query.read("insurance", "unknown", Insurance::parse);
    let from = query.read("from", "malformed", |t| YearMonth::parse(t).ok());
    let to = query.read("to", "malformed", |t| YearMonth::parse(t).ok());
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        query.wrong("to", "out_of_range");
    }
    let in_range = |t: &str| t.parse().ok().filter(|n| (1..=MAX_ROWS).contains(n));
    let limit = query.read("limit", "out_of_range", in_range).unwrap_or(PAGE);
    let mut filter = Filter { insurance, from, to, after: None, limit };
    filter.after = query.read("cursor", "malformed", |t| read_cursor(&filter, t));
    query.finish()?;
    Ok(filter)
}

/// One month more than the page holds, to know whether there is another page. A year is a document of up to 12 months
/// of each insurance: to read one that is not on the page would cost as much as all the rest of the request.
async fn find(cx: &mut Cx<'_>, citizen: &Citizen, filter: &Filter) -> Result<Vec<Contribution>, Halt> {
    let digests = || citizen.record.iter().filter(|digest| filter.insurance.is_none_or(|i| i == digest.insurance));
    let (first, last) = (digests().filter_map(|d| d.first_month).min(), digests().filter_map(|d| d.last_month).max());
    let (Some(first), Some(last)) = (first, last) else { return Ok(Vec::new()) };
    let newest = filter.after.map(|place| place.month).or(filter.to).map_or(last, |month| month.min(last));
    let oldest = filter.from.map_or(first, |month| month.max(first)).year();
    let (mut found, mut year, mut months) = (Vec::new(), newest.year(), newest.month());
    let mut given = filter.after.map_or(0, |place| place.payments);
    while year >= oldest {
        let insurances = u32::try_from(digests().count()).unwrap_or(1);
        let wanted = u32::try_from(filter.limit + 1 - found.len()).unwrap_or(0);
        let more = wanted.saturating_sub(months * insurances).div_ceil(12 * insurances);
        let until = oldest.max(year.saturating_sub(more));
        let keys: Vec<_> = (until..=year).rev().map(|year| state::months_of(&citizen.id, year)).collect();
        cx.unit.read(keys.clone()).await?;
        for key in keys {
            let months: Vec<Contribution> = cx.unit.get(&key).await?.unwrap_or_default();
            found.extend(months.into_iter().filter(|c| filter.wants(c) && !(filter.is_at(c) && take_one(&mut given))));
            if found.len() > filter.limit {
                return Ok(found);
            }
        }
        (year, months) = (until - 1, 12);
    }
    Ok(found)
}

impl Filter {
    fn wants(&self, c: &Contribution) -> bool {
        self.insurance.is_none_or(|i| i == c.insurance)
            && self.from.is_none_or(|from| from <= c.month)
            && self.to.is_none_or(|to| c.month <= to)
            && self.after.is_none_or(|at| c.month < at.month || (c.month == at.month && rank(c.insurance) >= at.rank))
    }

    /// Whether it is of the month and the insurance at which the page before ended.
    fn is_at(&self, c: &Contribution) -> bool {
        self.after.is_some_and(|at| c.month == at.month && rank(c.insurance) == at.rank)
    }

    /// Stands for the filters in a cursor: one given for others is not taken.
    fn mark(&self) -> String {
        let text = |m: Option<YearMonth>| m.map(|m| m.to_string()).unwrap_or_default();
        let insurance = self.insurance.map_or("", Insurance::as_str);
        digest(&["cursor", insurance, &text(self.from), &text(self.to)]).get(..8).unwrap_or_default().to_owned()
    }
}

/// Place of an insurance among the months of one month.
pub(crate) fn rank(insurance: Insurance) -> usize {
    Insurance::ALL.iter().position(|i| *i == insurance).unwrap_or(Insurance::ALL.len())
}

/// Takes one of what is left, if there is one.
const fn take_one(left: &mut usize) -> bool {
    let some = *left > 0;
    *left = left.saturating_sub(1);
    some
}

/// The place after the last payment of a page.
fn write_cursor(filter: &Filter, page: &[Contribution]) -> Option<String> {
    let last = page.last()?;
    let same = |c: &&Contribution| (c.month, c.insurance) == (last.month, last.insurance);
    let before = filter.after.filter(|_| filter.is_at(last)).map_or(0, |place| place.payments);
    let payments = before + page.iter().rev().take_while(same).count();
    Some(format!("{}.{}.{payments}.{}", last.month, rank(last.insurance), filter.mark()))
}

fn read_cursor(filter: &Filter, text: &str) -> Option<Place> {
    let mut parts = text.split('.');
    let (month, rank, payments, mark) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let rank = rank.parse().ok().filter(|rank| *rank < Insurance::ALL.len())?;
    let place = Place { month: YearMonth::parse(month).ok()?, rank, payments: payments.parse().ok()? };
    (parts.next().is_none() && mark == filter.mark()).then_some(place)
}
