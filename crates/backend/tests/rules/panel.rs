//! The demo panel and what it does to requests; stores that fail.

use crate::support::{App, errors, keyed, kind, post, read};
use backend::embedded::Embedded;
use backend::store::conformance::write;
use backend::store::{Committed, MemoryStore, Store, StoreError};
use backend::testing::Faulty;
use backend::{Backend, Moment};
use contract::demo::{DemoStorage, Fault};
use contract::http::{FetchError, Method, Request};
use contract::problem::ProblemType as P;
use serde_json::{Value, json};
use std::rc::Rc;

#[test]
fn faults_and_latency_are_for_the_next_answers() {
    let app = App::signed_in("c-jia");
    let get = || Request::new(Method::Get, "/v1/card");
    app.patch(&json!({"latency_ms": 300, "fault": "offline", "fault_count": 2}));
    let answered = pollster::block_on(app.fetch(get()));
    assert_eq!((answered.delay_ms, answered.outcome), (300, Err(FetchError::NeverSent)));
    assert_eq!(app.demo().fault_count, 1);
    assert_eq!(app.send(get()), Err(FetchError::NeverSent));
    assert_eq!(app.demo().fault, None);
    assert_eq!(app.get("/v1/card").status, 200);
    for (fault, status) in [("server_error", 500), ("too_many_requests", 429), ("conflict", 409), ("malformed", 200)] {
        app.patch(&json!({"fault": fault}));
        let response = app.get("/v1/card");
        assert_eq!(response.status, status);
        assert!(response.header("X-Request-Id").is_some() && response.header("Date").is_some());
        assert_eq!(serde_json::from_slice::<Value>(&response.body).is_err(), fault == "malformed");
        assert_eq!(app.get("/v1/card").status, 200);
    }
    app.patch(&json!({"fault": "offline", "fault_count": u32::MAX}));
    assert_eq!(app.demo().fault, Some(Fault::Offline), "the panel itself never fails");
    app.patch(&json!({"fault_count": 0, "latency_ms": 0}));
    assert_eq!(app.get("/v1/card").status, 200);
}

#[test]
fn a_lost_answer_was_carried_out() {
    let app = App::signed_in("c-jia");
    let wish = app.wish("unlink_card");
    app.patch(&json!({"fault": "lost_answer"}));
    assert_eq!(app.send(keyed("k", &wish)), Err(FetchError::MaybeSent));
    assert_eq!(app.submit("k", &wish).status, 201);
    assert_eq!(app.count(), 1);
}

#[test]
fn the_clock_can_be_moved_on() {
    let app = App::signed_in("c-jia");
    app.patch(&json!({"advance_seconds": 600}));
    assert_eq!(app.get("/v1/card").header("Date"), Some("Mon, 23 Nov 2026 02:10:00 GMT"));
    app.patch(&json!({"advance_seconds": 900}));
    assert_eq!(app.get("/v1/card").status, 401);
    assert_eq!(app.demo().clock_ahead_seconds, 1500);
}

#[test]
fn a_reset_starts_anew() {
    let app = App::signed_in("c-jia");
    app.apply("unlink_card");
    app.patch(&json!({"latency_ms": 3000, "advance_seconds": 60}));
    let demo: contract::demo::Demo = read(&app.patch(&json!({"reset": true})));
    assert_eq!((demo.latency_ms, demo.clock_ahead_seconds, demo.outbox.len()), (0, 0, 0));
    assert_eq!(app.get("/v1/session").status, 401);
    app.patch(&json!({"reset": true, "sign_in": "c-jia"}));
    assert!(app.card().linked);
}

#[test]
fn changes_that_are_wrong_change_nothing() {
    let app = App::new();
    let before = app.demo();
    for (body, want) in [
        (json!({"latency_ms": -1}), vec!["/latency_ms malformed"]),
        (
            json!({"latency_ms": 60_001, "advance_seconds": -1}),
            vec!["/latency_ms out_of_range", "/advance_seconds out_of_range"],
        ),
        (json!({"fault": "fire", "reset": 1}), vec!["/fault unknown", "/reset malformed"]),
        (json!({"sign_in": "nobody"}), vec!["/sign_in unknown"]),
    ] {
        assert_eq!(errors(&app.patch(&body)), want, "{body}");
    }
    assert_eq!(app.demo(), before);
    assert_eq!(before.storage, DemoStorage::Kept);
}

#[test]
fn an_app_goes_on_in_memory_when_the_store_fails() {
    for (reads, writes) in [
        (None, Some(StoreError::Full)),
        (Some(StoreError::Unavailable), Some(StoreError::Unavailable)),
        (Some(StoreError::Corrupt), Some(StoreError::Unavailable)),
    ] {
        let store = Rc::new(Faulty::default());
        let app = App::on(store.clone(), 1);
        app.sign_in("c-jia");
        app.apply("unlink_card");
        store.reads.set(reads);
        store.writes.set(writes);
        app.advance(2);
        let full = writes == Some(StoreError::Full);
        assert_eq!(app.get("/v1/session").status, if full { 200 } else { 401 }, "what can be read still counts");
        assert_eq!(app.demo().storage, DemoStorage::MemoryOnly);
        app.sign_in("c-jia");
        app.apply("report_loss");
        assert_eq!(app.card().linked, !full);
    }
    let app = Embedded::new(None);
    let request = Request::new(Method::Get, "/demo");
    let answered = pollster::block_on(app.fetch(request, contract::values::Instant::from_ms(0), [0; 32]));
    assert_eq!(read::<Value>(&answered.outcome.unwrap())["storage"], "memory_only");
}

#[test]
fn a_server_says_that_its_store_fails() {
    for (error, want) in [
        (StoreError::Unavailable, P::Unavailable),
        (StoreError::Full, P::Unavailable),
        (StoreError::Corrupt, P::ServerError),
    ] {
        let store = Rc::new(Faulty::default());
        let backend = Backend::new(store.clone());
        let app = App::new();
        let send = |request: Request| {
            let moment = Moment { now: app.now.get(), chance: app.chance() };
            pollster::block_on(backend.handle(request, moment))
        };
        assert_eq!(send(Request::new(Method::Get, "/v1/cities")).status, 200);
        store.writes.set(Some(error));
        let body = json!({"purpose": "sign_in", "id_number": "11010519491231002X"});
        assert_eq!(kind(&send(post("/v1/verifications", &body))), want);
        if error == StoreError::Unavailable {
            store.reads.set(Some(error));
            assert_eq!(kind(&send(Request::new(Method::Get, "/v1/cities"))), want);
        }
    }
}

#[test]
fn documents_of_another_form_make_way() {
    pollster::block_on(async {
        for meta in ["{\"schema\":0,\"seeded_at\":\"2020-01-01T00:00:00Z\"}", "nonsense"] {
            let store = Rc::new(MemoryStore::new());
            assert_eq!(store.commit(&[write("meta", 0, meta)]).await, Ok(Committed::Done));
            let app = App::on(store, 1);
            let answered = app.fetch(Request::new(Method::Get, "/v1/cities")).await;
            assert_eq!(answered.outcome.unwrap().status, 200);
        }
        // A broken document of somebody's is said to be broken, not taken for none.
        let store = Rc::new(MemoryStore::new());
        let app = App::on(store.clone(), 1);
        app.fetch(Request::new(Method::Get, "/v1/cities")).await.outcome.unwrap();
        let key = ["citizen/c-jia".to_owned()];
        let version = store.load(&key).await.unwrap()[0].as_ref().unwrap().version;
        assert_eq!(store.commit(&[write(&key[0], version, "{")]).await, Ok(Committed::Done));
        let body = json!({"method": "password", "id_number": app.number(), "password": "135790"});
        let answered = app.fetch(post("/v1/session", &body)).await;
        assert_eq!(kind(&answered.outcome.unwrap()), P::ServerError);
    });
}
