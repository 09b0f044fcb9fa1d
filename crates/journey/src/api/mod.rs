//! What to send: [`ask`] for an operation without a body, [`tell`] for one with it, and a function for each operation that
//! needs something in its path or its headers. The step that asks decodes the answer.

use contract::application::Submission;
use contract::demo::DemoChange;
use contract::http::{IDEMPOTENCY_KEY, JSON, Method, Request};
use contract::json::{self, ToJson};
use contract::operations::{self as op, Operation, around_id};
use contract::percent::encode;
use contract::values::{Insurance, YearMonth};
use contract::verification::VerificationAnswer;

/// A request without a body.
fn call(method: Method, path: impl Into<String>) -> Request {
    let mut request = Request::new(method, path);
    request.headers.push(("Accept".to_owned(), JSON.to_owned()));
    request
}

/// A request with a body.
fn send(method: Method, path: impl Into<String>, body: &dyn ToJson) -> Request {
    let mut request = call(method, path);
    request.headers.push(("Content-Type".to_owned(), JSON.to_owned()));
    request.body = json::write(body).into_bytes();
    request
}

/// The request of an operation without a body.
pub fn ask<O: Operation>() -> Request {
    call(O::ROW.method, O::ROW.path)
}

/// The same, at that path.
fn ask_at<O: Operation>(path: String) -> Request {
    call(O::ROW.method, path)
}

/// The request of an operation with its body.
pub fn tell<O: Operation<Request: ToJson>>(body: &O::Request) -> Request {
    send(O::ROW.method, O::ROW.path, body)
}

/// The path of an operation, with that id in it. What stands around the id is cut out when this is compiled.
fn path_of<O: Operation>(id: &str) -> String {
    let (before, after) = const { around_id(O::ROW.path) };
    [before, &encode(id), after].concat()
}

/// What can be done in a city.
pub fn services(city: &str) -> Request {
    ask_at::<op::ListServices>([op::ListServices::ROW.path, "?city=", &encode(city)].concat())
}

/// The months `from` to `to` of one insurance, newest first; `cursor` is where the page before ended.
pub fn contributions(insurance: Insurance, from: YearMonth, to: YearMonth, cursor: Option<&str>) -> Request {
    let (path, insurance) = (op::ListContributions::ROW.path, insurance.as_str());
    let mut path = format!("{path}?insurance={insurance}&from={from}&to={to}&limit=120");
    if let Some(cursor) = cursor {
        path += "&cursor=";
        path += &encode(cursor);
    }
    ask_at::<op::ListContributions>(path)
}

/// Answers a verification.
pub fn answer(verification: &str, answer: &str) -> Request {
    type Op = op::AnswerVerification;
    let body = VerificationAnswer { answer: answer.to_owned() };
    send(<Op as Operation>::ROW.method, path_of::<Op>(verification), &body)
}

/// Submits an application, at most once for each `key` (draft-ietf-httpapi-idempotency-key-header: a
/// structured-header string, so in quotes).
pub fn submit(body: &Submission, key: &str) -> Request {
    let mut request = tell::<op::SubmitApplication>(body);
    request.headers.push((IDEMPOTENCY_KEY.to_owned(), format!("\"{key}\"")));
    request
}

/// One application.
pub fn application(id: &str) -> Request {
    ask_at::<op::GetApplication>(path_of::<op::GetApplication>(id))
}

/// Withdraws an application: the second time it gives the same as the first.
pub fn withdraw(id: &str) -> Request {
    ask_at::<op::WithdrawApplication>(path_of::<op::WithdrawApplication>(id))
}

/// `GET /demo`: the demo panel of the embedded backend.
pub fn demo() -> Request {
    call(Method::Get, "/demo")
}

/// `PATCH /demo`.
pub fn change_demo(change: &DemoChange) -> Request {
    send(Method::Patch, "/demo", change)
}

#[cfg(test)]
mod tests;
