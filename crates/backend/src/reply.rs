//! Answers and refusals as the wire has them.

use crate::chance::digest;
use crate::store::StoreError;
use contract::http::{JSON, PROBLEM_JSON, REQUEST_ID, Request, Response};
use contract::json::{self, ToJson};
use contract::problem::{FieldError, Problem, ProblemType};
use contract::values::Instant;

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
pub(crate) fn json(status: u16, body: &dyn ToJson) -> Response {
    let mut response = Response::new(status);
    response.body = json::write(body).into_bytes();
    set(&mut response, "Content-Type", JSON);
    response
}

/// The answer with an `ETag`; 304 without a body where that is the tag that the client has (RFC 9110, 13.1.2).
pub(crate) fn tagged(request: &Request, mut response: Response) -> Response {
    let tag = ["\"", &digest(&[&String::from_utf8_lossy(&response.body)])[..32], "\""].concat();
    let known = request.header("If-None-Match").unwrap_or_default();
    let same = |one: &str| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag;
    if known.split(',').any(|one| same(one.trim())) {
        response = Response::new(304);
    }
    set(&mut response, "ETag", &tag);
    response
}

/// A refusal: the problem document with what goes with it on the outside, for a caller that refuses by itself what
/// the rules never see. `now` is what `retry_at` is reckoned from.
pub fn problem(mut problem: Problem, now: Instant) -> Response {
    if problem.title.is_empty() {
        words(problem.kind).clone_into(&mut problem.title);
    }
    let mut response = Response::new(problem.status);
    response.body = json::write(&problem).into_bytes();
    set(&mut response, "Content-Type", PROBLEM_JSON);
    let busy = matches!(problem.kind, ProblemType::RequestInProgress | ProblemType::Unavailable);
    let seconds = problem.retry_at.map(|at| now.seconds_until(at).max(1)).or(busy.then_some(1));
    if let Some(seconds) = seconds {
        set(&mut response, "Retry-After", &seconds.to_string());
    }
    response
}

fn words(kind: ProblemType) -> &'static str {
    match kind {
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
        ProblemType::NotSupported => "This operation is not supported",
        ProblemType::Unavailable => "The backend is overloaded or closed",
    }
}

/// What every answer carries.
pub(crate) fn finish(response: &mut Response, now: Instant, request_id: &str) {
    if response.header("Cache-Control").is_none() {
        set(response, "Cache-Control", "no-store");
    }
    set(response, "Date", &now.to_http_date());
    set(response, REQUEST_ID, request_id);
}

/// Adds a header.
pub(crate) fn set(response: &mut Response, name: &str, value: &str) {
    response.headers.push((name.to_owned(), value.to_owned()));
}
