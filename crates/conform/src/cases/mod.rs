//! All cases, one file for each group.

mod application;
mod card;
mod check;
mod cities;
mod every;
mod hostile;
mod idempotency;
mod paging;
mod privacy;
mod problems;
mod record;
mod session;
mod time;
mod undo;
mod verification;

use crate::case::Case;
use crate::kit::Visitor;
use crate::verdict::Check;
use serde_json::Value;

/// Every case, in the order in which they run: what reads before what writes, what takes time or locks somebody out
/// after that, and last what looks back at every answer there was.
pub fn all() -> impl Iterator<Item = &'static Case> {
    [
        cities::CASES,
        session::CASES,
        card::CASES,
        record::CASES,
        paging::CASES,
        privacy::CASES,
        check::CASES,
        application::CASES,
        idempotency::CASES,
        undo::CASES,
        verification::CASES,
        problems::CASES,
        hostile::CASES,
        time::CASES,
        every::CASES,
    ]
    .into_iter()
    .flatten()
}

/// A case: a body that is wrong in these places is refused for them.
async fn wrong_body(visitor: &Visitor<'_>, path: &str, body: Value, pointers: &[&str]) -> Check {
    visitor.post(path, &body).await?.points_at(pointers)
}

/// A case: what the last parameter of a query cannot be is refused for it. `before`: path and query up to the value.
async fn wrong_query(visitor: &Visitor<'_>, before: &str, values: &[&str]) -> Check {
    let name = before.rsplit(['?', '&']).next().unwrap_or_default();
    for value in values {
        visitor.get(&format!("{before}={value}")).await?.points_at(&[&format!("?{name}")])?;
    }
    Ok(())
}
