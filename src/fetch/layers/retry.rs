//! Again, when that can help and do no harm.
//!
//! - What only reads, and a POST that carries an `Idempotency-Key`, which then has the same key and the same bytes each
//!   time. No other request is ever sent a second time (RFC 9110, 9.2.2).
//! - After a connection that failed, and after the answers that ask to be tried again.
//! - After a pause drawn between nothing and a limit that doubles ("full jitter"), or the one that the backend asks
//!   for. Never past the deadline of the call: what would not come in time is not begun.
//! - As long as the budget lasts: a backend that is down for everybody must not be held down by being asked again.
//! - What is reported is the worst of all attempts: when the last certainly did not leave the device, an earlier one
//!   may have arrived all the same.

use std::cell::Cell;
use std::rc::Rc;

use super::{Surroundings, layer};
use crate::fetch::config::Retry;
use crate::fetch::{Fetch, FetchError, Request, Response};
use contract::http::{IDEMPOTENCY_KEY, Method, Outcome};
use contract::values::Instant;

/// The budget, in hundredths of a repetition. A page begins with one. A call that goes well earns half of one, up to
/// five; one that does not earns a twentieth, so in an outage the added load comes down to 5 %.
pub mod budget {
    /// What one repetition costs.
    pub const COST: u32 = 100;
    /// What a page begins with.
    pub const START: u32 = 100;
    /// More is not saved up.
    pub const MOST: u32 = 500;
    /// Earned by a call that goes well.
    pub const WELL: u32 = 50;
    /// Earned by any other.
    pub const ILL: u32 = 5;
}

/// Sends again what fails, within the limits given; `call_ms` is the deadline of the call.
pub fn retry(limits: Retry, call_ms: u32, around: &Rc<Surroundings>, next: Rc<dyn Fetch>) -> Rc<dyn Fetch> {
    let around = Rc::clone(around);
    let saved = Rc::new(Cell::new(budget::START));
    layer(move |request| {
        let (next, around, saved) = (Rc::clone(&next), Rc::clone(&around), Rc::clone(&saved));
        Box::pin(async move {
            let end = (around.now)() + i64::from(call_ms);
            // Whether an attempt before this one may have arrived.
            let mut arrived = false;
            let mut attempt = 0;
            loop {
                let outcome = next.fetch(request.clone()).await;
                let well = !asks_for_another(&outcome);
                if attempt == 0 || well {
                    let earned = if well { budget::WELL } else { budget::ILL };
                    saved.set((saved.get() + earned).min(budget::MOST));
                }
                let pause = pause(limits, attempt, &outcome, &around).filter(|pause| {
                    let in_time = (around.now)() + i64::from(*pause) < end;
                    !well && is_safe(&request) && attempt < limits.count && in_time && saved.get() >= budget::COST
                });
                let Some(pause) = pause else { return worst(outcome, arrived, &request) };
                saved.set(saved.get() - budget::COST);
                arrived |= outcome != Err(FetchError::NeverSent);
                (around.sleep)(pause).await;
                attempt += 1;
            }
        })
    })
}

/// Whether sending it twice does no more than sending it once.
fn is_safe(request: &Request) -> bool {
    match request.method {
        Method::Get => true,
        Method::Post => request.header(IDEMPOTENCY_KEY).is_some(),
        _ => false,
    }
}

const fn asks_for_another(outcome: &Outcome) -> bool {
    match outcome {
        Ok(answer) => matches!(answer.status, 408 | 425 | 429 | 502 | 503 | 504),
        Err(error) => matches!(error, FetchError::NeverSent | FetchError::MaybeSent),
    }
}

/// The worst of the attempts, for the question whether it may have been carried out.
#[inline(never)]
fn worst(outcome: Outcome, arrived: bool, request: &Request) -> Outcome {
    match outcome {
        Err(FetchError::NeverSent) if arrived => Err(FetchError::MaybeSent),
        // "Not signed in" is not the backend's word on this request, which an earlier attempt may have brought it.
        Ok(answer) if arrived && answer.status == 401 && request.method != Method::Get => Err(FetchError::MaybeSent),
        outcome => outcome,
    }
}

/// The pause before the next attempt, in milliseconds. `None`: the backend wants to be left alone for longer than
/// anybody waits.
#[inline(never)]
fn pause(limits: Retry, attempt: u32, outcome: &Outcome, around: &Surroundings) -> Option<u32> {
    let longest = limits.base_ms.checked_shl(attempt).unwrap_or(u32::MAX).min(limits.cap_ms);
    // Between nothing and `longest`, both included.
    let drawn = (u64::from((around.chance)()) * (u64::from(longest) + 1)) >> 32;
    let drawn = u32::try_from(drawn).unwrap_or(longest);
    let Some(asked) = outcome.as_ref().ok().and_then(|answer| retry_after(answer, (around.now)())) else {
        return Some(drawn);
    };
    let asked = u32::try_from(asked).ok().filter(|asked| *asked <= limits.cap_ms)?;
    // Not all at the same moment, not sooner than asked, and not later than the longest pause if that can be.
    Some(asked.max(asked.saturating_add(drawn).min(limits.cap_ms)))
}

/// `Retry-After` in milliseconds (RFC 9110, 10.2.3): seconds, or a date, which is one of the backend's clock. One that
/// has passed is none; one that cannot be counted is the longest there is.
#[inline(never)]
fn retry_after(answer: &Response, now: i64) -> Option<i64> {
    let text = answer.header("Retry-After")?;
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(text.parse::<u32>().map_or(i64::MAX, |seconds| i64::from(seconds) * 1_000));
    }
    let at = Instant::from_http_date(text)?;
    let now = answer.header("Date").and_then(Instant::from_http_date).unwrap_or(Instant::from_ms(now));
    Some(at.ms().saturating_sub(now.ms()).max(0))
}
