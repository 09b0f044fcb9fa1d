//! One function per operation of the contract: a typed request out, a typed answer or a [`Failure`] in.

use crate::failure::{Failure, FailureKind};
use crate::shared::Shared;
use contract::application::{Application, ApplicationKind, Applications, Check, CheckRequest, Submission};
use contract::card::{Card, CardCode, CardServices, Reveal, RevealField, RevealRequest};
use contract::city::{Cities, Services};
use contract::contribution::{ContributionPage, Summary};
use contract::demo::{Demo, DemoChange};
use contract::http::{IDEMPOTENCY_KEY, JSON, Method, Request};
use contract::json::{self, ToJson};
use contract::percent::encode;
use contract::session::{AccessLog, Session, SignIn};
use contract::values::{Insurance, YearMonth};
use contract::verification::{Verification, VerificationAnswer, VerificationRequest, Verified};
use std::marker::PhantomData;

/// A request, and the type of its answer.
pub struct Call<T> {
    /// What to send.
    pub request: Request,
    answer: PhantomData<fn() -> T>,
}

/// What can be read from the body of a success.
pub trait Answer: Sized + 'static {
    /// Reads it. `code` is the support code where it cannot be read.
    ///
    /// # Errors
    /// When it is not readable.
    fn read(body: &[u8], code: &str) -> Result<Shared<Self>, Failure>;
}

/// The answer of an operation that gives nothing back. One with a body is somebody else's: a gateway's, a portal's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done;

impl Answer for Done {
    fn read(body: &[u8], code: &str) -> Result<Shared<Self>, Failure> {
        if body.is_empty() { Ok(Shared::new(Self)) } else { Err(Failure::new(FailureKind::Unusable, code)) }
    }
}

macro_rules! answers {
    ($($type:ty),*) => {$(
        impl Answer for $type {
            fn read(body: &[u8], code: &str) -> Result<Shared<Self>, Failure> {
                let read = json::read(body).map(Shared::new);
                read.ok_or_else(|| Failure::new(FailureKind::Unusable, code))
            }
        }
    )*};
}
answers!(
    Session,
    Cities,
    Services,
    Card,
    CardCode,
    CardServices,
    Reveal,
    Summary,
    ContributionPage,
    Check,
    Verification,
    Verified,
    Application,
    Applications,
    AccessLog,
    Demo
);

fn call<T>(method: Method, path: impl Into<String>) -> Call<T> {
    let mut request = Request::new(method, path);
    request.headers.push(("Accept".to_owned(), JSON.to_owned()));
    Call { request, answer: PhantomData }
}

fn send<T>(method: Method, path: impl Into<String>, body: &dyn ToJson) -> Call<T> {
    let mut call = call(method, path);
    call.request.headers.push(("Content-Type".to_owned(), JSON.to_owned()));
    call.request.body = json::write(body).into_bytes();
    call
}

/// `GET /v1/session`: who am I?
pub fn session() -> Call<Session> {
    call(Method::Get, "/v1/session")
}

/// `POST /v1/session`: sign in.
pub fn sign_in(body: &SignIn) -> Call<Session> {
    send(Method::Post, "/v1/session", body)
}

/// `DELETE /v1/session`: sign out.
pub fn sign_out() -> Call<Done> {
    call(Method::Delete, "/v1/session")
}

/// `GET /v1/cities`.
pub fn cities() -> Call<Cities> {
    call(Method::Get, "/v1/cities")
}

/// `GET /v1/services?city=`.
pub fn services(city: &str) -> Call<Services> {
    call(Method::Get, format!("/v1/services?city={}", encode(city)))
}

/// `GET /v1/card`.
pub fn card() -> Call<Card> {
    call(Method::Get, "/v1/card")
}

/// `POST /v1/card/code`: a fresh code to show.
pub fn card_code() -> Call<CardCode> {
    call(Method::Post, "/v1/card/code")
}

/// `POST /v1/reveals`: one masked number in full; the server logs it.
pub fn reveal(field: RevealField) -> Call<Reveal> {
    send(Method::Post, "/v1/reveals", &RevealRequest { field })
}

/// `GET /v1/card/services`.
pub fn card_services() -> Call<CardServices> {
    call(Method::Get, "/v1/card/services")
}

/// `GET /v1/contributions/summary`.
pub fn summary() -> Call<Summary> {
    call(Method::Get, "/v1/contributions/summary")
}

/// `GET /v1/contributions`: the months `from` to `to` of one insurance, newest first; `cursor` is where the page before
/// ended.
pub fn contributions(
    insurance: Insurance,
    from: YearMonth,
    to: YearMonth,
    cursor: Option<&str>,
) -> Call<ContributionPage> {
    let insurance = insurance.as_str();
    let mut path = format!("/v1/contributions?insurance={insurance}&from={from}&to={to}&limit=120");
    if let Some(cursor) = cursor {
        path += "&cursor=";
        path += &encode(cursor);
    }
    call(Method::Get, path)
}

/// `POST /v1/applications/check`: may I, and what follows?
pub fn check(kind: ApplicationKind) -> Call<Check> {
    send(Method::Post, "/v1/applications/check", &CheckRequest { kind })
}

/// `POST /v1/verifications`.
pub fn verification(body: &VerificationRequest) -> Call<Verification> {
    send(Method::Post, "/v1/verifications", body)
}

/// `POST /v1/verifications/{id}/answer`.
pub fn answer(verification: &str, answer: &str) -> Call<Verified> {
    let body = VerificationAnswer { answer: answer.to_owned() };
    send(Method::Post, format!("/v1/verifications/{}/answer", encode(verification)), &body)
}

/// `POST /v1/applications`, at most once for each `key` (draft-ietf-httpapi-idempotency-key-header: a
/// structured-header string, so in quotes).
pub fn submit(body: &Submission, key: &str) -> Call<Application> {
    let mut call = send(Method::Post, "/v1/applications", body);
    call.request.headers.push((IDEMPOTENCY_KEY.to_owned(), format!("\"{key}\"")));
    call
}

/// `GET /v1/applications`.
pub fn applications() -> Call<Applications> {
    call(Method::Get, "/v1/applications")
}

/// `GET /v1/applications/{id}`.
pub fn application(id: &str) -> Call<Application> {
    call(Method::Get, format!("/v1/applications/{}", encode(id)))
}

/// `POST /v1/applications/{id}/withdrawal`: the second time it gives the same as the first.
pub fn withdraw(id: &str) -> Call<Application> {
    call(Method::Post, format!("/v1/applications/{}/withdrawal", encode(id)))
}

/// `GET /v1/access-log`.
pub fn access_log() -> Call<AccessLog> {
    call(Method::Get, "/v1/access-log")
}

/// `GET /demo`: the demo panel of the embedded backend.
pub fn demo() -> Call<Demo> {
    call(Method::Get, "/demo")
}

/// `PATCH /demo`.
pub fn change_demo(change: &DemoChange) -> Call<Demo> {
    send(Method::Patch, "/demo", change)
}

#[cfg(test)]
mod tests;
