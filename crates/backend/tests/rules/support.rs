//! An app without a screen: sends requests to an embedded backend, with time and chance of its own.

use backend::embedded::{Answered, Embedded};
use backend::store::Store;
use backend::testing::{self, START, seeded};
use contract::demo::Demo;
use contract::http::{IDEMPOTENCY_KEY, Method, Outcome, Request, Response};
use contract::problem::{Problem, ProblemType};
use contract::values::Instant;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::cell::Cell;
use std::rc::Rc;

pub struct App {
    embedded: Embedded,
    pub now: Cell<Instant>,
    seed: Cell<u64>,
}

impl App {
    pub fn new() -> Self {
        Self::on(Rc::new(seeded()), 1)
    }

    /// A tab on that store, with chance of its own.
    pub fn on(store: Rc<dyn Store>, seed: u64) -> Self {
        Self { embedded: Embedded::new(Some(store)), now: Cell::new(START), seed: Cell::new(seed << 32) }
    }

    /// Somebody of the demo, signed in.
    pub fn signed_in(citizen: &str) -> Self {
        let app = Self::new();
        app.sign_in(citizen);
        app
    }

    pub fn sign_in(&self, citizen: &str) {
        self.patch(&json!({ "sign_in": citizen }));
    }

    pub fn advance(&self, seconds: i64) {
        self.now.set(self.now.get().plus_seconds(seconds));
    }

    pub fn chance(&self) -> [u8; 32] {
        let n = self.seed.get() + 1;
        self.seed.set(n);
        let mut chance = [0; 32];
        chance[..8].copy_from_slice(&n.to_be_bytes());
        chance
    }

    pub async fn fetch(&self, request: Request) -> Answered {
        let (now, chance) = (self.now.get(), self.chance());
        self.embedded.fetch(request, now, chance).await
    }

    pub fn send(&self, request: Request) -> Outcome {
        pollster::block_on(self.fetch(request)).outcome
    }

    pub fn get(&self, path: &str) -> Response {
        self.send(Request::new(Method::Get, path)).unwrap()
    }

    pub fn post(&self, path: &str, body: &Value) -> Response {
        self.send(post(path, body)).unwrap()
    }

    pub fn delete(&self, path: &str) -> Response {
        self.send(Request::new(Method::Delete, path)).unwrap()
    }

    pub fn patch(&self, body: &Value) -> Response {
        let mut request = Request::new(Method::Patch, "/demo");
        request.body = body.to_string().into_bytes();
        self.send(request).unwrap()
    }

    pub fn demo(&self) -> Demo {
        read(&self.get("/demo"))
    }

    /// The newest SMS code.
    pub fn code(&self) -> String {
        self.demo().outbox[0].code.clone()
    }

    /// The ID number of the first of the demo's people.
    pub fn number(&self) -> String {
        self.demo().citizens[0].id_number.clone()
    }

    pub fn by_password(&self, number: &str, password: &str) -> Response {
        self.post("/v1/session", &json!({ "method": "password", "id_number": number, "password": password }))
    }

    /// Begins a verification for an application.
    pub fn begin(&self, method: &str) -> Response {
        self.post("/v1/verifications", &json!({ "purpose": "application", "method": method }))
    }

    /// Answers the verification that was begun by that.
    pub fn answer(&self, begun: &Response, answer: &str) -> Response {
        self.post(&format!("/v1/verifications/{}/answer", id(begun)), &json!({ "answer": answer }))
    }

    /// An answered verification.
    pub fn verified(&self) -> String {
        let begun = self.begin("password");
        assert_eq!(self.answer(&begun, "135790").status, 200);
        id(&begun)
    }

    /// A submission as somebody would make it who ticks all there is to tick and takes what is first.
    pub fn wish(&self, kind: &str) -> Value {
        let check: Value = read(&self.post("/v1/applications/check", &json!({ "kind": kind })));
        testing::wish(kind, &check, &self.verified())
    }

    pub fn submit(&self, key: &str, wish: &Value) -> Response {
        self.send(keyed(key, wish)).unwrap()
    }

    /// Submits as in [`App::wish`]; the id.
    pub fn apply(&self, kind: &str) -> String {
        let response = self.submit(&format!("key-{}", self.seed.get()), &self.wish(kind));
        assert_eq!(response.status, 201, "{}", String::from_utf8_lossy(&response.body));
        id(&response)
    }

    pub fn withdraw(&self, id: &str) -> Response {
        self.post(&format!("/v1/applications/{id}/withdrawal"), &json!({}))
    }

    /// How many applications there are.
    pub fn count(&self) -> usize {
        read::<Value>(&self.get("/v1/applications"))["items"].as_array().unwrap().len()
    }

    /// Whether that service is there, among those at that path.
    pub fn availability(&self, path: &str, service: &str) -> Value {
        let services: Value = read(&self.get(path));
        let service = services["items"].as_array().unwrap().iter().find(|s| s["id"] == service);
        service.unwrap()["availability"].clone()
    }

    pub fn application(&self, id: &str) -> contract::application::Application {
        read(&self.get(&format!("/v1/applications/{id}")))
    }

    pub fn check(&self, kind: &str) -> contract::application::Check {
        read(&self.post("/v1/applications/check", &json!({ "kind": kind })))
    }

    pub fn card(&self) -> contract::card::Card {
        read(&self.get("/v1/card"))
    }

    pub fn summary(&self) -> contract::contribution::Summary {
        read(&self.get("/v1/contributions/summary"))
    }

    /// Goes on to that time; signs in again, as the session has ended by then.
    pub fn later(&self, at: &str, citizen: &str) {
        let at = Instant::parse(at).unwrap();
        assert!(at >= self.now.get());
        self.now.set(at);
        self.sign_in(citizen);
    }
}

pub fn post(path: &str, body: &Value) -> Request {
    let mut request = Request::new(Method::Post, path);
    request.headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
    request.body = body.to_string().into_bytes();
    request
}

pub fn keyed(key: &str, body: &Value) -> Request {
    let mut request = post("/v1/applications", body);
    request.headers.push((IDEMPOTENCY_KEY.to_owned(), format!("\"{key}\"")));
    request
}

pub fn read<T: DeserializeOwned>(response: &Response) -> T {
    match serde_json::from_slice(&response.body) {
        Ok(value) => value,
        Err(e) => panic!("{e}: {} {}", response.status, String::from_utf8_lossy(&response.body)),
    }
}

/// The id in an answer.
pub fn id(response: &Response) -> String {
    read::<Value>(response)["id"].as_str().unwrap().to_owned()
}

/// The problem of a refusal, whose form is checked in passing.
pub fn problem(response: &Response) -> Problem {
    assert_eq!(response.header("Content-Type"), Some("application/problem+json"));
    let problem: Problem = read(response);
    assert_eq!((problem.status, problem.kind.status()), (response.status, response.status));
    assert!(!problem.title.is_empty());
    problem
}

pub fn kind(response: &Response) -> ProblemType {
    problem(response).kind
}

/// Pointers and codes of what is wrong, as `pointer code`.
pub fn errors(response: &Response) -> Vec<String> {
    assert_eq!(kind(response), ProblemType::InvalidRequest);
    problem(response).errors.into_iter().map(|e| format!("{} {}", e.pointer, e.code)).collect()
}
