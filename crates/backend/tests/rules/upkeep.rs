//! What a server does beside answering.

use crate::support::{App, keyed, post, read};
use backend::store::conformance::write;
use backend::store::{MemoryStore, Store, StoreError};
use backend::testing::{START, seeded};
use backend::{Backend, Moment, SessionLimits};
use contract::http::{Method, Request, Response};
use contract::values::Instant;
use pollster::block_on;
use serde_json::{Value, json};
use std::cell::Cell;
use std::rc::Rc;

struct Server {
    backend: Backend,
    store: Rc<MemoryStore>,
    now: Cell<Instant>,
    count: Cell<u8>,
}

impl Server {
    fn new(limits: SessionLimits) -> Self {
        let store = Rc::new(seeded());
        let backend = Backend::new(store.clone()).session_limits(limits).keeping();
        Self { backend, store, now: Cell::new(START), count: Cell::new(0) }
    }

    fn moment(&self) -> Moment {
        self.count.set(self.count.get() + 1);
        Moment { now: self.now.get(), chance: [self.count.get(); 32] }
    }

    fn send(&self, mut request: Request, cookie: Option<&str>) -> Response {
        request.headers.extend(cookie.map(|token| ("Cookie".to_owned(), token.to_owned())));
        block_on(self.backend.handle(request, self.moment()))
    }

    fn ask_for_code(&self) -> Value {
        let body = json!({ "purpose": "sign_in", "id_number": App::new().number() });
        read(&self.send(post("/v1/verifications", &body), None))
    }

    /// Signs in by password; the cookie.
    fn sign_in(&self) -> (String, Value) {
        let body = json!({ "method": "password", "id_number": App::new().number(), "password": "135790" });
        let response = self.send(post("/v1/session", &body), None);
        let cookie = response.header("Set-Cookie").unwrap().split(';').next().unwrap().to_owned();
        (cookie, read(&response))
    }

    fn who(&self, cookie: &str) -> u16 {
        self.send(Request::new(Method::Get, "/v1/session"), Some(cookie)).status
    }

    fn held(&self, prefix: &str) -> usize {
        block_on(self.store.page(prefix, None, 999)).unwrap().len()
    }
}

#[test]
fn sessions_last_as_long_as_they_are_told_to() {
    let server = Server::new(SessionLimits { idle_seconds: 60, absolute_seconds: 100 });
    let (cookie, session) = server.sign_in();
    let start = server.now.get();
    assert_eq!(session["idle_seconds"], 60);
    assert_eq!(session["expires_at"], start.plus_seconds(100).to_string());
    for (after, status) in [(59, 200), (99, 200), (100, 401), (99, 401)] {
        server.now.set(start.plus_seconds(after));
        assert_eq!(server.who(&cookie), status, "after {after} s");
    }
    let (cookie, _) = server.sign_in();
    server.now.set(server.now.get().plus_seconds(60));
    assert_eq!(server.who(&cookie), 401, "idle");
}

#[test]
fn messages_are_taken_once() {
    let server = Server::new(SessionLimits::default());
    assert_eq!(block_on(server.backend.take_messages()), Ok(Vec::new()));
    let begun = server.ask_for_code();
    let taken = block_on(server.backend.take_messages()).unwrap();
    assert_eq!(taken.len(), 1);
    assert!(taken[0].to.contains('*'), "{}", taken[0].to);
    assert_eq!(block_on(server.backend.take_messages()), Ok(Vec::new()));
    let body = json!({ "method": "sms_code", "verification": begun["id"], "code": taken[0].code });
    assert_eq!(server.send(post("/v1/session", &body), None).status, 200);
}

#[test]
fn what_has_run_out_is_swept_and_nothing_else() {
    let server = Server::new(SessionLimits::default());
    let (first, _) = server.sign_in();
    server.ask_for_code();
    let moment = server.moment();
    assert_eq!(block_on(server.backend.grant_embedder_code("c-jia", "code", "nonce", moment)), Ok(true));
    let all = server.held("");
    assert_eq!(block_on(server.backend.sweep(server.moment())), Ok(0));
    server.now.set(server.now.get().plus_seconds(301));
    assert_eq!(server.who(&first), 200);
    assert_eq!(block_on(server.backend.sweep(server.moment())), Ok(2), "the code and the grant");
    server.now.set(server.now.get().plus_seconds(900));
    let (second, _) = server.sign_in();
    assert_eq!(block_on(server.backend.sweep(server.moment())), Ok(1), "the first session");
    assert_eq!((server.who(&first), server.who(&second)), (401, 200));
    assert_eq!((server.held(""), server.held("session/")), (all - 2, 1));
}

/// (issue 10, point 30)
#[test]
fn old_days_of_the_access_log_and_old_submissions_are_swept() {
    let server = Server::new(SessionLimits::default());
    let submit = |cookie: &str| {
        let wish = json!({ "kind": "resume_contributions", "verification": "vf-none" });
        let refused = server.send(keyed("k", &wish), Some(cookie));
        assert_eq!(server.send(Request::new(Method::Get, "/v1/card"), Some(cookie)).status, 200);
        refused.status
    };
    let (cookie, _) = server.sign_in();
    let held = || (server.held("access/c-jia/"), server.held("repeat/"));
    assert_eq!(submit(&cookie), 422);
    assert_eq!(held(), (1, 1));
    server.now.set(server.now.get().plus_seconds(86_400));
    block_on(server.backend.sweep(server.moment())).unwrap();
    assert_eq!(held(), (1, 0));
    for (day, kept) in [(183, 1), (184, 0)] {
        server.now.set(START.plus_seconds(86_400 * (day + 1)));
        block_on(server.backend.sweep(server.moment())).unwrap();
        assert_eq!(server.held("access/c-jia/"), kept, "after {day} days");
        assert_eq!(server.held("access/c-jia"), kept + 1, "the demo's own lines are no day's");
    }
}

#[test]
fn many_are_swept_in_steps() {
    let server = Server::new(SessionLimits::default());
    for n in 0..250 {
        let at = server.now.get().to_string();
        let state = json!({ "citizen": "c-jia", "expires_at": at }).to_string();
        block_on(server.store.commit(&[write(&format!("host/{n}"), 0, &state)])).unwrap();
    }
    assert_eq!(block_on(server.backend.sweep(server.moment())), Ok(250));
    assert_eq!(server.held("host/"), 0);
}

#[test]
fn what_cannot_be_read_is_kept_where_it_is_to_be_kept() {
    let spoilt = || {
        let store = Rc::new(MemoryStore::new());
        let meta = r#"{"schema":99,"seeded_at":"2026-11-23T02:00:00Z"}"#;
        let writes = [write("meta", 0, meta), write("citizen/x", 0, "{}")];
        block_on(store.commit(&writes)).unwrap();
        store
    };
    let moment = Moment { now: START, chance: [1; 32] };
    let store = spoilt();
    assert_eq!(block_on(Backend::new(store.clone()).keeping().ready(moment)), Err(StoreError::Corrupt));
    assert_eq!(block_on(store.page("", None, 9)).unwrap().len(), 2);
    let store = spoilt();
    assert_eq!(block_on(Backend::new(store.clone()).ready(moment)), Ok(()));
    assert_eq!(block_on(store.load(&["citizen/x".to_owned()])), Ok(vec![None]), "a demo begins anew");
}
