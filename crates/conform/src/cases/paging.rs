//! Pages of the record: nothing is lost, nothing comes twice.

use super::record::{encoded, whole};
use super::wrong_query;
use crate::case::cases;
use crate::kit::Visitor;
use crate::verdict::{Check, ensure, fail, skip};
use contract::contribution::{Contribution, ContributionPage};

cases! { "paging":
    reads "A page has at most `limit` months" => limit as Payer,
    reads "A page has 24 months where no limit is given" => default_limit as Payer,
    reads "All pages together are the whole record, each month once, in its order" => walk as Payer,
    reads "Payments for one month are not parted from each other by a page" => one_month as Employee,
    reads "A page that has a cursor is followed by one that has months" => no_empty_page as Payer,
    reads "The same cursor gives the same page again" => stable as Payer,
    reads "A cursor that was given for other filters is 400 and names `?cursor`" => other_filters as Payer,
    reads "A cursor that nobody was given is 400 and names `?cursor`" =>
        wrong_query("/v1/contributions?cursor", &["conform", "2026-01", "eyJtIjoiMjAyNi0wOCJ9%00"]) as Payer,
    reads "A limit below 1 or above 120 is 400 and names `?limit`" =>
        wrong_query("/v1/contributions?limit", &["0", "121", "-1", "many", "99999999999999999999"]) as Payer,
}

async fn page(person: &Visitor<'_>, query: &str) -> Check<ContributionPage> {
    person.get(&format!("/v1/contributions?{query}")).await?.is(200)?.read()
}

/// The whole record, and a page size that makes a few pages of it.
async fn paged(person: &Visitor<'_>) -> Check<(Vec<Contribution>, usize)> {
    let all = whole(person, "").await?;
    let months = all.len();
    if months < 4 {
        return skip(format!("the payer's record has {months} months, too few for pages"));
    }
    Ok((all, (months / 4).clamp(1, 50)))
}

async fn limit(person: &Visitor<'_>) -> Check {
    paged(person).await?;
    for limit in [1, 2, 3] {
        let items = page(person, &format!("limit={limit}")).await?.items.len();
        ensure!(items == limit, "with limit={limit} there are {items} months of more");
    }
    Ok(())
}

async fn default_limit(person: &Visitor<'_>) -> Check {
    let (all, _) = paged(person).await?;
    let (all, items) = (all.len(), page(person, "").await?.items.len());
    ensure!(items == all.min(24), "there are {items} of {all}");
    Ok(())
}

async fn walk(person: &Visitor<'_>) -> Check {
    let (all, limit) = paged(person).await?;
    for limit in [limit, (limit / 2).max(1)] {
        let mut walked = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = page(person, &format!("limit={limit}{cursor}")).await?;
            walked.extend(page.items);
            match page.next_cursor {
                Some(next) if walked.len() <= all.len() => cursor = format!("&cursor={}", encoded(&next)),
                Some(_) => return fail(format!("more than {} months come, and still there is a cursor", all.len())),
                None => break,
            }
        }
        ensure!(walked.len() == all.len(), "{limit} at a time: {} months of {}", walked.len(), all.len());
        for (n, (one, other)) in walked.iter().zip(&all).enumerate() {
            ensure!(one == other, "{limit} at a time: month {} is another one than in the whole record", n + 1);
        }
    }
    Ok(())
}

async fn one_month(person: &Visitor<'_>) -> Check {
    let all = whole(person, "").await?;
    let several = all.chunk_by(|a, b| (a.month, a.insurance) == (b.month, b.insurance)).find(|p| p.len() > 1);
    // Whose months have one payment each has nothing to lose here.
    let Some(one) = several.map(|payments| &payments[0]) else { return Ok(()) };
    let of = format!("insurance={}&from={}&to={}", one.insurance.as_str(), one.month, one.month);
    let (want, mut walked, mut cursor) = (whole(person, &format!("&{of}")).await?, Vec::new(), String::new());
    for _ in 0..=want.len() {
        let page = page(person, &format!("{of}&limit=1{cursor}")).await?;
        walked.extend(page.items);
        let Some(next) = page.next_cursor else { break };
        cursor = format!("&cursor={}", encoded(&next));
    }
    let (month, want, walked) = (one.month, want.len(), walked.len());
    ensure!(walked == want, "{month}: one at a time, {walked} payments of {want}");
    Ok(())
}

async fn no_empty_page(person: &Visitor<'_>) -> Check {
    let (all, limit) = paged(person).await?;
    let all = all.len();
    // A size that divides the record: the last page is full, and none may follow it.
    let even = (1..=limit.max(2)).rev().find(|n| all.is_multiple_of(*n)).unwrap_or(1);
    let mut cursor = String::new();
    for _ in 0..=all / even {
        let page = page(person, &format!("limit={even}{cursor}")).await?;
        ensure!(!page.items.is_empty(), "a page that a cursor led to is empty");
        let Some(next) = page.next_cursor else { return Ok(()) };
        cursor = format!("&cursor={}", encoded(&next));
    }
    fail("there is a cursor after the last month")
}

async fn stable(person: &Visitor<'_>) -> Check {
    let (_, limit) = paged(person).await?;
    let first = page(person, &format!("limit={limit}")).await?;
    let Some(cursor) = first.next_cursor else { return fail("the first of several pages has no cursor") };
    let query = format!("limit={limit}&cursor={}", encoded(&cursor));
    let (one, two) = (page(person, &query).await?, page(person, &query).await?);
    ensure!(one.items == two.items, "the second time there are other months");
    ensure!(first.items != one.items, "the cursor gives the first page again");
    Ok(())
}

async fn other_filters(person: &Visitor<'_>) -> Check {
    paged(person).await?;
    let Some(cursor) = page(person, "limit=1").await?.next_cursor else {
        return fail("the first of several pages has no cursor");
    };
    let answer =
        person.get(&format!("/v1/contributions?limit=1&insurance=medical&cursor={}", encoded(&cursor))).await?;
    answer.points_at(&["?cursor"])
}
