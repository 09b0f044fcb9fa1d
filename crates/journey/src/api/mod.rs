//! One function per operation of the contract: what to send. The step that asks decodes the answer.

use contract::application::{ApplicationKind, CheckRequest, Submission};
use contract::card::{RevealField, RevealRequest};
use contract::demo::DemoChange;
use contract::http::{IDEMPOTENCY_KEY, JSON, Method, Request};
use contract::json::{self, ToJson};
use contract::session::SignIn;
use contract::values::{Insurance, YearMonth};
use contract::verification::{VerificationAnswer, VerificationRequest};

fn call(method: Method, path: impl Into<String>) -> Request {
    let mut request = Request::new(method, path);
    request.headers.push(("Accept".to_owned(), JSON.to_owned()));
    request
}

fn send(method: Method, path: impl Into<String>, body: &dyn ToJson) -> Request {
    let mut request = call(method, path);
    request.headers.push(("Content-Type".to_owned(), JSON.to_owned()));
    request.body = json::write(body).into_bytes();
    request
}

/// `GET /v1/session`: who am I?
pub fn session() -> Request {
    call(Method::Get, "/v1/session")
}

/// `POST /v1/session`: sign in.
pub fn sign_in(body: &SignIn) -> Request {
    send(Method::Post, "/v1/session", body)
}

/// `DELETE /v1/session`: sign out.
pub fn sign_out() -> Request {
    call(Method::Delete, "/v1/session")
}

/// `GET /v1/cities`.
pub fn cities() -> Request {
    call(Method::Get, "/v1/cities")
}

/// `GET /v1/services?city=`.
pub fn services(city: &str) -> Request {
    call(Method::Get, format!("/v1/services?city={}", query_value(city)))
}

/// `GET /v1/card`.
pub fn card() -> Request {
    call(Method::Get, "/v1/card")
}

/// `POST /v1/card/code`: a fresh code to show.
pub fn card_code() -> Request {
    call(Method::Post, "/v1/card/code")
}

/// `POST /v1/reveals`: one masked number in full; the server logs it.
pub fn reveal(field: RevealField) -> Request {
    send(Method::Post, "/v1/reveals", &RevealRequest { field })
}

/// `GET /v1/card/services`.
pub fn card_services() -> Request {
    call(Method::Get, "/v1/card/services")
}

/// `GET /v1/contributions/summary`.
pub fn summary() -> Request {
    call(Method::Get, "/v1/contributions/summary")
}

/// `GET /v1/contributions`: the months `from` to `to` of one insurance, newest first; `cursor` is where the page before
/// ended.
pub fn contributions(insurance: Insurance, from: YearMonth, to: YearMonth, cursor: Option<&str>) -> Request {
    let insurance = insurance.as_str();
    let mut path = format!("/v1/contributions?insurance={insurance}&from={from}&to={to}&limit=120");
    if let Some(cursor) = cursor {
        path += "&cursor=";
        path += &query_value(cursor);
    }
    call(Method::Get, path)
}

/// `POST /v1/applications/check`: may I, and what follows?
pub fn check(kind: ApplicationKind) -> Request {
    send(Method::Post, "/v1/applications/check", &CheckRequest { kind })
}

/// `POST /v1/verifications`.
pub fn verification(body: &VerificationRequest) -> Request {
    send(Method::Post, "/v1/verifications", body)
}

/// `POST /v1/verifications/{id}/answer`.
pub fn answer(verification: &str, answer: &str) -> Request {
    let body = VerificationAnswer { answer: answer.to_owned() };
    send(Method::Post, format!("/v1/verifications/{}/answer", query_value(verification)), &body)
}

/// `POST /v1/applications`, at most once for each `key` (draft-ietf-httpapi-idempotency-key-header: a
/// structured-header string, so in quotes).
pub fn submit(body: &Submission, key: &str) -> Request {
    let mut request = send(Method::Post, "/v1/applications", body);
    request.headers.push((IDEMPOTENCY_KEY.to_owned(), format!("\"{key}\"")));
    request
}

/// `GET /v1/applications`.
pub fn applications() -> Request {
    call(Method::Get, "/v1/applications")
}

/// `GET /v1/applications/{id}`.
pub fn application(id: &str) -> Request {
    call(Method::Get, format!("/v1/applications/{}", query_value(id)))
}

/// `POST /v1/applications/{id}/withdrawal`: the second time it gives the same as the first.
pub fn withdraw(id: &str) -> Request {
    call(Method::Post, format!("/v1/applications/{}/withdrawal", query_value(id)))
}

/// `GET /v1/access-log`.
pub fn access_log() -> Request {
    call(Method::Get, "/v1/access-log")
}

/// `GET /demo`: the demo panel of the embedded backend.
pub fn demo() -> Request {
    call(Method::Get, "/demo")
}

/// `PATCH /demo`.
pub fn change_demo(change: &DemoChange) -> Request {
    send(Method::Patch, "/demo", change)
}

/// Percent-encodes all but unreserved characters (RFC 3986, 2.3).
fn query_value(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(b));
        } else {
            out.push('%');
            for n in [b >> 4, b & 15] {
                out.push(char::from(b"0123456789ABCDEF"[usize::from(n)]));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests;
