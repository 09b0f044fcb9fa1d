//! Refusals, as problem details (RFC 9457).

use super::Moment;
use contract::http::{Header, PROBLEM_JSON, REQUEST_ID, Response};
use contract::json::member;
use contract::problem::{FieldError, ProblemType};
use contract::values::Instant;

/// A refusal, on its way to be an answer.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) problem: ProblemType,
    /// Where the request is wrong, and how.
    pub(super) errors: Vec<FieldError>,
    /// More members, each as JSON.
    pub(super) members: Vec<(&'static str, String)>,
    /// For a developer.
    pub(super) detail: Option<String>,
    /// The methods there are.
    pub(super) allow: Option<String>,
    /// After how many seconds to try again.
    pub(super) retry_after: Option<i64>,
}

/// Who has to wait and is not told how long waits so many seconds.
const WAIT: i64 = 30;

impl Refusal {
    pub(super) const fn new(problem: ProblemType) -> Self {
        Self { problem, errors: Vec::new(), members: Vec::new(), detail: None, allow: None, retry_after: None }
    }

    /// Refuses what is asked for in this place, as nobody knows it.
    pub(super) fn unknown(pointer: String) -> Self {
        let errors = vec![FieldError { pointer, code: "unknown".to_owned() }];
        Self { errors, ..Self::new(ProblemType::InvalidRequest) }
    }

    /// The answer, with these headers beside its own.
    pub(super) fn answer(&self, headers: Vec<Header>, now: Instant) -> Response {
        let mut body = String::from("{");
        member(&mut body, "type", &self.problem);
        member(&mut body, "status", &u32::from(self.problem.status()));
        if let Some(detail) = &self.detail {
            member(&mut body, "detail", detail);
        }
        if !self.errors.is_empty() {
            member(&mut body, "errors", &self.errors);
        }
        for (name, json) in &self.members {
            body.push_str(&[",\"", name, "\":", json].concat());
        }
        body.push('}');
        let mut response = Response { status: self.problem.status(), headers, body: body.into_bytes() };
        let mut header = |name: &str, value: String| response.headers.push((name.to_owned(), value));
        header("Content-Type", PROBLEM_JSON.to_owned());
        header("Cache-Control", "no-store".to_owned());
        if let Some(allow) = &self.allow {
            header("Allow", allow.clone());
        }
        if matches!(response.status, 423 | 429 | 503) || self.problem == ProblemType::RequestInProgress {
            let until =
                || self.members.iter().find(|(name, _)| *name == "retry_at").map(|(_, json)| json.trim_matches('"'));
            let seconds = || Some(i64::from(now.seconds_until(Instant::parse(until()?).ok()?)));
            header("Retry-After", self.retry_after.or_else(seconds).unwrap_or(WAIT).max(0).to_string());
        }
        response
    }
}

/// The headers of every answer.
pub(super) fn headers(id: &str, now: Instant, moment: &Moment) -> Vec<Header> {
    let fits = (1..=64).contains(&id.len()) && id.bytes().all(|b| (b'!'..=b'~').contains(&b));
    let id = if fits { id } else { &moment.id };
    vec![(REQUEST_ID.to_owned(), id.to_owned()), ("Date".to_owned(), now.to_http_date())]
}
