//! The contribution record: what it says, and that its two views agree.

use super::wrong_query;
use crate::case::cases;
use crate::kit::{Kit, Visitor};
use crate::roles::Role;
use crate::verdict::{Check, ensure, fail};
use contract::contribution::{Contribution, ContributionKind, ContributionPage, MonthState, Summary, truth};
use contract::values::Fen;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

cases! { "record":
    reads "The summary is given" => summary_given as Payer,
    reads "The months are given" => months_given as Payer,
    reads "The newest month comes first" => newest_first as Payer,
    reads "Money is a whole number of fen" => money,
    reads "A posted month has its day of posting, and no other has one" => one_truth,
    reads "The summary counts the posted months, and no others" => counted as Payer,
    reads "A month counts once, whoever paid, and by the sum of what is posted for it" => counted as Employee,
    reads "What was paid back is below zero, and no other payment is" => paid_back,
    reads "Where several payments are for one month, an employer's says whose it is" => who_paid as Employee,
    reads "The summary's first and last month are those of the record" => first_and_last as Payer,
    reads "Record and summary say as of when they are" => as_of as Payer,
    reads "Only the insurance that was asked for is given" => by_insurance as Payer,
    reads "Only the months that were asked for are given" => by_months as Payer,
    reads "A time without months is an empty page, not a failure" => nothing as Payer,
    reads "An insurance that is none is 400 and names `?insurance`" =>
        wrong_query("/v1/contributions?insurance", &["life"]) as Payer,
    reads "A month that is none is 400 and names `?from`" =>
        wrong_query("/v1/contributions?from", &["2026-13", "2026", "november"]) as Payer,
    reads "A range that ends before it begins is 400 and names `?to`" =>
        wrong_query("/v1/contributions?from=2026-02&to", &["2026-01"]) as Payer,
}

/// The whole record, page by page, as large as pages can be.
pub(super) async fn whole(visitor: &Visitor<'_>, query: &str) -> Check<Vec<Contribution>> {
    let mut all = Vec::new();
    let mut cursor = None::<String>;
    for _ in 0..200 {
        let after = cursor.map(|c| format!("&cursor={}", encoded(&c))).unwrap_or_default();
        let page: ContributionPage =
            visitor.get(&format!("/v1/contributions?limit=120{query}{after}")).await?.is(200)?.read()?;
        all.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return Ok(all);
        }
    }
    fail("the record has no end after 200 pages of 120 months")
}

/// All but the unreserved characters (RFC 3986, 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Percent-encodes a value of a query: a cursor is opaque and may hold anything.
pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

async fn summary(visitor: &Visitor<'_>) -> Check<Summary> {
    visitor.get("/v1/contributions/summary").await?.is(200)?.read()
}

async fn summary_given(person: &Visitor<'_>) -> Check {
    person.get("/v1/contributions/summary").await?.is(200)?.fits()?;
    Ok(())
}

async fn months_given(person: &Visitor<'_>) -> Check {
    let answer = person.get("/v1/contributions").await?;
    answer.is(200)?.fits()?;
    ensure!(!answer.list("/items")?.is_empty(), "the payer has no months");
    Ok(())
}

async fn newest_first(person: &Visitor<'_>) -> Check {
    for pair in whole(person, "").await?.windows(2) {
        ensure!(pair[0].month >= pair[1].month, "{} stands before {}", pair[0].month, pair[1].month);
    }
    Ok(())
}

async fn money(kit: &Kit) -> Check {
    for role in [Role::Payer, Role::Employee] {
        let Ok(person) = kit.of(role).await else { continue };
        for path in ["/v1/contributions?limit=120", "/v1/contributions/summary"] {
            let answer = person.get(path).await?;
            whole_fen(&answer.is(200)?.body, path)?;
        }
    }
    kit.person(Role::Payer)?;
    Ok(())
}

/// Every member whose name ends in `_fen`, wherever it is.
pub(super) fn whole_fen(value: &Value, at: &str) -> Check {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let whole = !name.ends_with("_fen") || value.is_i64() || value.is_u64();
                ensure!(whole, "{at}: {name} is {value}, not an integer");
                whole_fen(value, at)?;
            }
            Ok(())
        }
        Value::Array(items) => items.iter().try_for_each(|item| whole_fen(item, at)),
        _ => Ok(()),
    }
}

async fn one_truth(kit: &Kit) -> Check {
    kit.person(Role::Payer)?;
    for role in [Role::Payer, Role::Employee] {
        let Ok(person) = kit.of(role).await else { continue };
        for c in whole(&person, "").await? {
            let right = (c.state == MonthState::Posted) == c.posted_on.is_some();
            ensure!(right, "{:?} {} is {:?}, and posted_on is {:?}", c.insurance, c.month, c.state, c.posted_on);
        }
    }
    Ok(())
}

async fn counted(person: &Visitor<'_>) -> Check {
    let all = whole(person, "").await?;
    for item in summary(person).await?.items {
        let mine: Vec<_> = all.iter().filter(|c| c.insurance == item.insurance).cloned().collect();
        let (mut posted, mut deemed, mut elsewhere) = (0, 0, 0);
        for payments in mine.chunk_by(|a, b| a.month == b.month) {
            if truth(payments.iter()) != Some(MonthState::Posted) {
                continue;
            }
            if payments.iter().all(|c| c.kind == ContributionKind::Deemed) {
                deemed += 1;
                continue;
            }
            posted += 1;
            let here = payments.iter().filter(|c| c.city_name.is_none());
            elsewhere += u32::from(truth(here) != Some(MonthState::Posted));
        }
        let (of, says) = (item.insurance, item.months_posted);
        ensure!(posted == says, "{of:?}: {posted} months are posted, the summary says {says}");
        let says = item.months_deemed.unwrap_or(0);
        ensure!(deemed == says, "{of:?}: {deemed} months count as paid, the summary says {says}");
        // Where the backend counts them at all.
        let says = item.months_elsewhere.unwrap_or(elsewhere);
        ensure!(elsewhere == says, "{of:?}: {elsewhere} months were paid in other cities, the summary says {says}");
    }
    Ok(())
}

async fn paid_back(kit: &Kit) -> Check {
    kit.person(Role::Payer)?;
    for role in [Role::Payer, Role::Employee] {
        let Ok(person) = kit.of(role).await else { continue };
        for c in whole(&person, "").await? {
            let right = match c.kind {
                ContributionKind::Refund => c.total() < Fen::ZERO,
                ContributionKind::Correction => true,
                _ => c.personal_fen >= Fen::ZERO && c.employer_fen >= Fen::ZERO,
            };
            ensure!(right, "{:?} {} is {:?}, and comes to {} fen", c.insurance, c.month, c.kind, c.total().get());
        }
    }
    Ok(())
}

async fn who_paid(person: &Visitor<'_>) -> Check {
    let all = whole(person, "").await?;
    for payments in all.chunk_by(|a, b| (a.month, a.insurance) == (b.month, b.insurance)).filter(|p| p.len() > 1) {
        let nameless = payments.iter().find(|c| c.employer_fen != Fen::ZERO && c.employer.is_none());
        if let Some(c) = nameless {
            return fail(format!("{:?} {} has {} payments, one of no name", c.insurance, c.month, payments.len()));
        }
    }
    Ok(())
}

async fn first_and_last(person: &Visitor<'_>) -> Check {
    let all = whole(person, "").await?;
    for item in summary(person).await?.items {
        let months = || all.iter().filter(|c| c.insurance == item.insurance).map(|c| c.month);
        let (first, last) = (months().min(), months().max());
        ensure!(
            item.first_month.is_none_or(|m| Some(m) == first) && item.last_month.is_none_or(|m| Some(m) == last),
            "{:?}: the record goes from {first:?} to {last:?}, the summary from {:?} to {:?}",
            item.insurance,
            item.first_month,
            item.last_month
        );
    }
    Ok(())
}

async fn as_of(person: &Visitor<'_>) -> Check {
    for path in ["/v1/contributions", "/v1/contributions/summary"] {
        let answer = person.get(path).await?;
        let as_of = answer.is(200)?.instant("/as_of")?;
        ensure!(as_of <= answer.date()?.plus_seconds(1), "{path}: as_of is {as_of}, after the answer's Date");
    }
    Ok(())
}

async fn by_insurance(person: &Visitor<'_>) -> Check {
    let all = whole(person, "").await?;
    for insurance in ["pension", "medical"] {
        let of = |c: &&Contribution| c.insurance.as_str() == insurance;
        let given = whole(person, &format!("&insurance={insurance}")).await?;
        let want: Vec<_> = all.iter().filter(of).cloned().collect();
        ensure!(given == want, "{insurance}: {} months are given, the record has {}", given.len(), want.len());
    }
    Ok(())
}

async fn by_months(person: &Visitor<'_>) -> Check {
    let all = whole(person, "").await?;
    let middle = all.get(all.len() / 2).map(|c| c.month);
    let Some(middle) = middle else { return fail("the payer has no months") };
    let (from, to) = (middle.plus(-2), middle.plus(2));
    let given = whole(person, &format!("&from={from}&to={to}")).await?;
    let want: Vec<_> = all.iter().filter(|c| from <= c.month && c.month <= to).cloned().collect();
    ensure!(given == want, "from {from} to {to}: {} months are given, the record has {}", given.len(), want.len());
    Ok(())
}

async fn nothing(person: &Visitor<'_>) -> Check {
    let answer = person.get("/v1/contributions?from=1900-01&to=1900-02").await?;
    let page: ContributionPage = answer.is(200)?.fits()?.read()?;
    ensure!(page.items.is_empty() && page.next_cursor.is_none(), "there are months in January 1900");
    Ok(())
}
