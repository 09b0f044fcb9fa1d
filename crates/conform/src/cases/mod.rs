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
        every::CACHING,
        every::HEADERS,
        every::CLOCK,
        every::SCHEMA,
    ]
    .into_iter()
    .flatten()
}
