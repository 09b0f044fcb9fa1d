//! Answers and refusals as the wire has them.

use crate::store::StoreError;
use contract::http::{JSON, PROBLEM_JSON, REQUEST_ID, Response};
use contract::problem::{FieldError, Problem, ProblemType};
use contract::values::{Date, Instant};
use serde::Serialize;

/// Why an operation came to no answer of its own.
pub(crate) enum Halt {
    /// The rules say no.
    Refused(Box<Problem>),
    /// The store failed.
    Broken(StoreError),
}

impl From<StoreError> for Halt {
    fn from(e: StoreError) -> Self {
        Self::Broken(e)
    }
}

impl From<Problem> for Halt {
    fn from(p: Problem) -> Self {
        Self::Refused(Box::new(p))
    }
}

impl From<Box<Problem>> for Halt {
    fn from(p: Box<Problem>) -> Self {
        Self::Refused(p)
    }
}

impl From<ProblemType> for Halt {
    fn from(kind: ProblemType) -> Self {
        Problem::new(kind).into()
    }
}

/// What an operation comes to.
pub(crate) type Done<T = Response> = Result<T, Halt>;

/// A refusal because of one field.
pub(crate) fn invalid(pointer: &str, code: &str) -> Halt {
    let mut problem = Problem::new(ProblemType::InvalidRequest);
    problem.errors.push(FieldError { pointer: pointer.to_owned(), code: code.to_owned() });
    problem.into()
}

/// An answer with a body.
pub(crate) fn json<T: Serialize>(status: u16, body: &T) -> Done {
    let mut response = Response::new(status);
    response.body = serde_json::to_vec(body).map_err(|_| StoreError::Corrupt)?;
    set(&mut response, "Content-Type", JSON);
    Ok(response)
}

/// A refusal: the problem document with what goes with it on the outside, for a caller that refuses by itself what
/// the rules never see. `now` is what `retry_at` is reckoned from.
pub fn problem(mut problem: Problem, now: Instant) -> Response {
    title(&mut problem);
    let mut response = Response::new(problem.status);
    response.body = serde_json::to_vec(&problem).unwrap_or_default();
    set(&mut response, "Content-Type", PROBLEM_JSON);
    let seconds = match problem.kind {
        ProblemType::RequestInProgress | ProblemType::Unavailable => Some(1),
        _ => None,
    };
    let seconds = problem.retry_at.map(|at| now.seconds_until(at).max(1)).or(seconds);
    if let Some(seconds) = seconds {
        set(&mut response, "Retry-After", &seconds.to_string());
    }
    response
}

fn title(problem: &mut Problem) {
    if problem.title.is_empty() {
        let words = match problem.kind {
            ProblemType::InvalidRequest => "The request has not the form the contract gives",
            ProblemType::IdempotencyKeyMissing => "A submission needs an Idempotency-Key, a string in double quotes",
            ProblemType::NotSignedIn => "Nobody is signed in",
            ProblemType::Forbidden => "Not entitled",
            ProblemType::VerificationRequired => "A fresh verification of identity is needed",
            ProblemType::NotFound => "There is no such thing, or not for this person",
            ProblemType::MethodNotAllowed => "Not with this method",
            ProblemType::RequestInProgress => "The first request with this key is still being carried out",
            ProblemType::AlreadyUnderWay => "An application of this kind is under way",
            ProblemType::NotWithdrawable => "The application can no longer be withdrawn",
            ProblemType::VerificationExpired => "The verification has expired or is not known",
            ProblemType::IdempotencyKeyReused => "This key came with another payload before",
            ProblemType::WrongAnswer => "The ID number, code or password is wrong",
            ProblemType::NotEligible => "This person may not apply for this",
            ProblemType::Locked => "Too many wrong answers",
            ProblemType::TooManyRequests => "Too many requests",
            ProblemType::ServerError | ProblemType::Unknown => "The backend failed",
            ProblemType::Unavailable => "The backend is overloaded or closed",
        };
        words.clone_into(&mut problem.title);
    }
}

/// What every answer carries.
pub(crate) fn finish(response: &mut Response, now: Instant, request_id: &str) {
    if response.header("Cache-Control").is_none() {
        set(response, "Cache-Control", "no-store");
    }
    set(response, "Date", &imf_fixdate(now));
    set(response, REQUEST_ID, request_id);
}

/// Adds a header.
pub(crate) fn set(response: &mut Response, name: &str, value: &str) {
    response.headers.push((name.to_owned(), value.to_owned()));
}

/// `Mon, 23 Nov 2026 13:25:14 GMT` (RFC 9110, 5.6.7).
pub(crate) fn imf_fixdate(at: Instant) -> String {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let seconds = at.ms().div_euclid(1000);
    let day = i32::try_from(seconds.div_euclid(86_400)).ok().and_then(Date::from_days_since_epoch);
    let Some(day) = day else { return "Thu, 01 Jan 1970 00:00:00 GMT".to_owned() };
    let of_day = seconds.rem_euclid(86_400);
    let name = DAYS[day.weekday() as usize % 7];
    let month = MONTHS[(day.year_month().month() as usize + 11) % 12];
    let (h, m, s) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    format!("{name}, {:02} {month} {:04} {h:02}:{m:02}:{s:02} GMT", day.day(), day.year_month().year())
}

#[cfg(test)]
mod tests {
    use super::imf_fixdate;
    use contract::values::Instant;

    #[test]
    fn dates_are_in_the_fixed_form() {
        for (at, text) in [
            ("1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT"),
            ("2026-11-23T13:25:14.999Z", "Mon, 23 Nov 2026 13:25:14 GMT"),
            ("2000-02-29T00:00:00Z", "Tue, 29 Feb 2000 00:00:00 GMT"),
        ] {
            assert_eq!(Instant::parse(at).map(imf_fixdate).as_deref(), Ok(text));
        }
        assert_eq!(imf_fixdate(Instant::from_ms(i64::MAX)), "Thu, 01 Jan 1970 00:00:00 GMT");
    }
}
