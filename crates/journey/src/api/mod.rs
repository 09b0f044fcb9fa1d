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
use contract::operations::{self as op, Operation, around_id};
use contract::percent::encode;
use contract::session::{AccessLog, Session, SignIn};
use contract::values::{Insurance, YearMonth};
use contract::verification::{Verification, VerificationAnswer, VerificationRequest, Verified};
use std::marker::PhantomData;

pub use contract::operations::NoContent as Done;

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

impl<T: op::Answer + 'static> Answer for T {
    fn read(body: &[u8], code: &str) -> Result<Shared<Self>, Failure> {
        let read = <T as op::Answer>::read(body).map(Shared::new);
        read.ok_or_else(|| Failure::new(FailureKind::Unusable, code))
    }
}

/// A request without a body.
fn call<T>(method: Method, path: impl Into<String>) -> Call<T> {
    let mut request = Request::new(method, path);
    request.headers.push(("Accept".to_owned(), JSON.to_owned()));
    Call { request, answer: PhantomData }
}

/// A request with a body.
fn send<T>(method: Method, path: impl Into<String>, body: &dyn ToJson) -> Call<T> {
    let mut call = call(method, path);
    call.request.headers.push(("Content-Type".to_owned(), JSON.to_owned()));
    call.request.body = json::write(body).into_bytes();
    call
}

/// The request of an operation without a body.
fn ask<O: Operation>() -> Call<O::Answer> {
    call(O::ROW.method, O::ROW.path)
}

/// The same, at that path.
fn ask_at<O: Operation>(path: String) -> Call<O::Answer> {
    call(O::ROW.method, path)
}

/// The request of an operation with its body.
fn tell<O: Operation<Request: ToJson>>(body: &O::Request) -> Call<O::Answer> {
    send(O::ROW.method, O::ROW.path, body)
}

/// The path of an operation, with that id in it. What stands around the id is cut out when this is compiled.
fn path_of<O: Operation>(id: &str) -> String {
    let (before, after) = const { around_id(O::ROW.path) };
    [before, &encode(id), after].concat()
}

/// Who is signed in.
pub fn session() -> Call<Session> {
    ask::<op::GetSession>()
}

/// Signs in.
pub fn sign_in(body: &SignIn) -> Call<Session> {
    tell::<op::SignIn>(body)
}

/// Signs out.
pub fn sign_out() -> Call<Done> {
    ask::<op::SignOut>()
}

/// The cities.
pub fn cities() -> Call<Cities> {
    ask::<op::ListCities>()
}

/// What can be done in a city.
pub fn services(city: &str) -> Call<Services> {
    ask_at::<op::ListServices>([op::ListServices::ROW.path, "?city=", &encode(city)].concat())
}

/// The card.
pub fn card() -> Call<Card> {
    ask::<op::GetCard>()
}

/// A fresh code to show.
pub fn card_code() -> Call<CardCode> {
    ask::<op::CreateCardCode>()
}

/// One masked number in full; the server logs it.
pub fn reveal(field: RevealField) -> Call<Reveal> {
    tell::<op::Reveal>(&RevealRequest { field })
}

/// What can be done to the card.
pub fn card_services() -> Call<CardServices> {
    ask::<op::ListCardServices>()
}

/// The record in short.
pub fn summary() -> Call<Summary> {
    ask::<op::GetContributionSummary>()
}

/// The months `from` to `to` of one insurance, newest first; `cursor` is where the page before ended.
pub fn contributions(
    insurance: Insurance,
    from: YearMonth,
    to: YearMonth,
    cursor: Option<&str>,
) -> Call<ContributionPage> {
    let (path, insurance) = (op::ListContributions::ROW.path, insurance.as_str());
    let mut path = format!("{path}?insurance={insurance}&from={from}&to={to}&limit=120");
    if let Some(cursor) = cursor {
        path += "&cursor=";
        path += &encode(cursor);
    }
    ask_at::<op::ListContributions>(path)
}

/// May I, and what follows?
pub fn check(kind: ApplicationKind) -> Call<Check> {
    tell::<op::CheckApplication>(&CheckRequest { kind })
}

/// Begins a verification.
pub fn verification(body: &VerificationRequest) -> Call<Verification> {
    tell::<op::StartVerification>(body)
}

/// Answers a verification.
pub fn answer(verification: &str, answer: &str) -> Call<Verified> {
    type Op = op::AnswerVerification;
    let body = VerificationAnswer { answer: answer.to_owned() };
    send(<Op as Operation>::ROW.method, path_of::<Op>(verification), &body)
}

/// Submits an application, at most once for each `key` (draft-ietf-httpapi-idempotency-key-header: a
/// structured-header string, so in quotes).
pub fn submit(body: &Submission, key: &str) -> Call<Application> {
    let mut call = tell::<op::SubmitApplication>(body);
    call.request.headers.push((IDEMPOTENCY_KEY.to_owned(), format!("\"{key}\"")));
    call
}

/// All applications.
pub fn applications() -> Call<Applications> {
    ask::<op::ListApplications>()
}

/// One application.
pub fn application(id: &str) -> Call<Application> {
    ask_at::<op::GetApplication>(path_of::<op::GetApplication>(id))
}

/// Withdraws an application: the second time it gives the same as the first.
pub fn withdraw(id: &str) -> Call<Application> {
    ask_at::<op::WithdrawApplication>(path_of::<op::WithdrawApplication>(id))
}

/// Who saw what.
pub fn access_log() -> Call<AccessLog> {
    ask::<op::GetAccessLog>()
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
