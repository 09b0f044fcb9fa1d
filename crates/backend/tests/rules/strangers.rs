//! What somebody can do to a person whose ID number is known (issue 10, point 26), and what is kept of them.

use crate::support::{App, kind, post, problem, read};
use backend::store::{MemoryStore, Store};
use backend::testing::{START, seeded};
use backend::{Backend, Moment};
use contract::http::{Method, Request, Response};
use contract::problem::{Problem, ProblemType as P};
use contract::values::Instant;
use pollster::block_on;
use serde_json::{Value, json};
use std::cell::Cell;
use std::rc::Rc;

/// A server: many clients, one clock.
struct Server {
    backend: Backend,
    store: Rc<MemoryStore>,
    now: Cell<Instant>,
    count: Cell<u64>,
}

impl Server {
    fn new(change: impl FnOnce(Backend) -> Backend) -> Self {
        let store = Rc::new(seeded());
        let backend = change(Backend::new(store.clone()).keeping());
        Self { backend, store, now: Cell::new(START), count: Cell::new(0) }
    }

    fn moment(&self) -> Moment {
        self.count.set(self.count.get() + 1);
        let mut chance = [0; 32];
        chance[..8].copy_from_slice(&self.count.get().to_be_bytes());
        Moment { now: self.now.get(), chance }
    }

    fn advance(&self, seconds: i64) {
        self.now.set(self.now.get().plus_seconds(seconds));
    }

    fn client<'a>(&'a self, address: &'a str) -> Client<'a> {
        Client { server: self, address, cookie: Cell::new(None) }
    }

    fn code(&self) -> String {
        block_on(self.backend.take_messages()).unwrap().pop().unwrap().code
    }

    fn held(&self, prefix: &str) -> usize {
        block_on(self.store.page(prefix, None, usize::MAX)).unwrap().len()
    }

    fn sweep(&self) -> usize {
        block_on(self.backend.sweep(self.moment())).unwrap()
    }
}

struct Client<'a> {
    server: &'a Server,
    address: &'a str,
    cookie: Cell<Option<String>>,
}

impl Client<'_> {
    fn send(&self, mut request: Request) -> Response {
        let cookie = self.cookie.take();
        request.headers.extend(cookie.clone().map(|cookie| ("Cookie".to_owned(), cookie)));
        let response = block_on(self.server.backend.handle_for(self.address, request, self.server.moment()));
        let set = response.header("Set-Cookie").and_then(|set| set.split(';').next()).map(str::to_owned);
        self.cookie.set(set.or(cookie));
        response
    }

    fn post(&self, path: &str, body: &Value) -> Response {
        self.send(post(path, body))
    }

    fn password(&self, number: &str, password: &str) -> Response {
        self.post("/v1/session", &json!({ "method": "password", "id_number": number, "password": password }))
    }

    fn ask_for_code(&self, number: &str) -> Response {
        self.post("/v1/verifications", &json!({ "purpose": "sign_in", "id_number": number }))
    }

    fn code(&self, begun: &Response, code: &str) -> Response {
        let id = read::<Value>(begun)["id"].clone();
        self.post("/v1/session", &json!({ "method": "sms_code", "verification": id, "code": code }))
    }

    fn card(&self) -> Value {
        read(&self.send(Request::new(Method::Get, "/v1/card")))
    }

    /// Proves who it is for an application, in another way than this client signed in by.
    fn prove(&self, method: &str) -> u16 {
        let begun = self.post("/v1/verifications", &json!({ "purpose": "application", "method": method }));
        assert_eq!(begun.status, 201, "{}", String::from_utf8_lossy(&begun.body));
        let right = if method == "password" { "135790".to_owned() } else { self.server.code() };
        let path = format!("/v1/verifications/{}/answer", read::<Value>(&begun)["id"].as_str().unwrap());
        self.post(&path, &json!({ "answer": right })).status
    }

    /// Tries until it is locked out, as soon as it may; the refusal.
    fn lock(&self, attempt: &dyn Fn() -> Response) -> Problem {
        loop {
            let refused = problem(&attempt());
            match refused.kind {
                P::Locked => return refused,
                P::WrongAnswer | P::TooManyRequests => {}
                other => panic!("{other:?}"),
            }
            self.server.advance(refused.retry_at.map_or(0, |at| self.server.now.get().seconds_until(at)).into());
        }
    }
}

#[test]
fn a_stranger_who_knows_an_id_number_locks_nobody_but_himself() {
    let server = Server::new(|backend| backend);
    let number = App::new().number();
    let owner = server.client("192.0.2.1");
    assert_eq!(owner.password(&number, "135790").status, 200);
    let stranger = server.client("198.51.100.7");
    let begun = stranger.ask_for_code(&number);
    server.code();
    stranger.lock(&|| stranger.password(&number, "000000"));
    stranger.lock(&|| stranger.code(&begun, "000000"));
    assert_eq!(kind(&stranger.password(&number, "135790")), P::Locked);
    // The card and the session are as they were.
    assert_eq!((&owner.card()["state"], &owner.card()["code_available"]), (&json!("normal"), &json!(true)));
    assert_eq!(owner.prove("sms_code"), 200);
    // So is signing in, in both ways, from where the person was and from elsewhere.
    for address in ["192.0.2.1", "203.0.113.5"] {
        let again = server.client(address);
        assert_eq!(again.password(&number, "135790").status, 200, "{address}");
        let begun = again.ask_for_code(&number);
        assert_eq!(again.code(&begun, &server.code()).status, 200, "{address}");
        assert_eq!(again.prove("password"), 200, "{address}");
    }
}

#[test]
fn a_stranger_in_the_same_network_leaves_one_way_open() {
    let server = Server::new(|backend| backend);
    let number = App::new().number();
    let (owner, stranger) = (server.client("192.0.2.1"), server.client("192.0.2.1"));
    assert_eq!(owner.password(&number, "135790").status, 200);
    stranger.lock(&|| stranger.password(&number, "000000"));
    assert_eq!(owner.card()["state"], "normal");
    assert_eq!(owner.prove("sms_code"), 200);
    let again = server.client("192.0.2.1");
    let begun = again.ask_for_code(&number);
    assert_eq!(again.code(&begun, &server.code()).status, 200);
    assert_eq!(again.prove("password"), 200);
}

#[test]
fn a_code_that_a_stranger_asks_for_makes_none_of_others_void() {
    let server = Server::new(|backend| backend);
    let number = App::new().number();
    let (owner, stranger) = (server.client("192.0.2.1"), server.client("198.51.100.7"));
    let begun = owner.ask_for_code(&number);
    let code = server.code();
    assert_eq!(stranger.ask_for_code(&number).status, 201);
    assert_eq!(owner.code(&begun, &code).status, 200);
}

#[test]
fn however_many_networks_ask_the_person_gets_in_where_he_was_before() {
    let server = Server::new(|backend| backend);
    let number = App::new().number();
    assert_eq!(server.client("192.0.2.1").password(&number, "135790").status, 200);
    for n in 0..100 {
        let address = format!("198.51.100.{n}");
        let stranger = server.client(&address);
        stranger.password(&number, "000000");
        let begun = stranger.ask_for_code(&number);
        if begun.status == 201 {
            stranger.code(&begun, "000000");
        }
    }
    let late = server.client("203.0.113.5");
    assert_eq!(kind(&late.password(&number, "135790")), P::Locked, "strangers have guessed enough for today");
    block_on(server.backend.take_messages()).unwrap();
    let owner = server.client("192.0.2.1");
    let begun = owner.ask_for_code(&number);
    assert_eq!(owner.code(&begun, &server.code()).status, 200);
    assert_eq!(owner.password(&number, "135790").status, 200);
    server.advance(86_400);
    assert_eq!(late.password(&number, "135790").status, 200);
}

#[test]
fn who_comes_by_the_embedder_is_known_where_he_was_before() {
    let server = Server::new(|backend| backend);
    let number = App::new().number();
    let vouched = server.client("192.0.2.9");
    let granted = block_on(server.backend.grant_embedder_code("c-jia", "code", "nonce", server.moment()));
    assert_eq!(granted, Ok(true));
    let body = json!({ "method": "host_code", "code": "code", "nonce": "nonce" });
    assert_eq!(vouched.post("/v1/session", &body).status, 200);
    // As many wrong passwords of strangers as are taken in a day.
    for n in 0..60 {
        let stranger = format!("198.51.100.{n}");
        assert_eq!(server.client(&stranger).password(&number, "000000").status, 422, "{n}");
    }
    assert_eq!(kind(&server.client("203.0.113.5").password(&number, "135790")), P::Locked);
    assert_eq!(vouched.password(&number, "135790").status, 200);
}

#[test]
fn guesses_at_a_code_are_counted_for_who_has_asked_for_it() {
    let server = Server::new(|backend| backend);
    let number = App::new().number();
    let begun = server.client("198.51.100.1").ask_for_code(&number);
    let mut looked_at = 0;
    for n in 0..200 {
        let address = format!("198.51.100.{n}");
        looked_at += u32::from(kind(&server.client(&address).code(&begun, "000000")) != P::TooManyRequests);
    }
    assert_eq!(looked_at, 3, "then there is a wait");
}

#[test]
fn wrong_answers_are_forgotten_when_they_count_for_nothing_and_have_a_quota() {
    let server = Server::new(|backend| backend.strangers_kept(10));
    let number = App::new().number();
    let owner = server.client("192.0.2.1");
    assert_eq!(owner.password(&number, "135790").status, 200);
    let stranger = server.client("198.51.100.7");
    let made_up: Vec<String> = (0..40u32).map(made_up).collect();
    for number in &made_up {
        server.advance(1);
        assert_eq!(kind(&stranger.password(number, "000000")), P::WrongAnswer);
    }
    assert_eq!(server.held("guard/"), 41);
    assert_eq!(server.sweep(), 30, "the quota: the oldest go");
    assert_eq!(server.held("guard/"), 11);
    let left = problem(&stranger.password(&made_up[39], "000000")).attempts_left;
    assert_eq!(left, Some(4), "the newest are remembered");
    server.advance(86_400);
    server.sweep();
    assert_eq!(server.held("guard/"), 1, "what is known of a person is kept");
}

#[test]
fn a_lock_is_remembered_for_a_month_so_that_the_next_one_is_longer() {
    let server = Server::new(|backend| backend);
    let stranger = server.client("198.51.100.7");
    let number = made_up(1);
    let first = stranger.lock(&|| stranger.password(&number, "000000")).retry_at.unwrap();
    server.now.set(first.plus_seconds(86_400));
    server.sweep();
    let second = stranger.lock(&|| stranger.password(&number, "000000")).retry_at.unwrap();
    assert_eq!(server.now.get().seconds_until(second), 3600);
    server.now.set(second.plus_seconds(31 * 86_400));
    server.sweep();
    assert_eq!(server.held("guard/"), 0);
}

#[test]
fn a_counter_opens_what_is_locked() {
    let server = Server::new(|backend| backend);
    let number = App::new().number();
    let client = server.client("192.0.2.1");
    let last = loop {
        let locked = client.lock(&|| client.password(&number, "000000"));
        let Some(until) = locked.retry_at else { break locked };
        server.now.set(until);
    };
    assert_eq!(last.attempts_left, Some(0));
    assert_eq!(kind(&client.password(&number, "135790")), P::Locked);
    assert_eq!(block_on(server.backend.unlock(&number)), Ok(true));
    assert_eq!(client.password(&number, "135790").status, 200);
    assert_eq!(block_on(server.backend.unlock(&made_up(1))), Ok(false));
}

/// A number that nobody has, with its check digit (GB 11643-1999).
fn made_up(n: u32) -> String {
    let body = format!("99000019700101{n:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.bytes().zip(weights).map(|(b, w)| u32::from(b - b'0') * w).sum();
    format!("{body}{}", ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][sum as usize % 11])
}
