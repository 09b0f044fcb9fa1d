//! Signing in, sessions, verification, locks.

use crate::support::{App, id, kind, post, problem, read};
use backend::store::MemoryStore;
use backend::{Backend, Moment};
use contract::card::CardState;
use contract::http::{Method, Request};
use contract::problem::{Problem, ProblemType as P};
use serde_json::{Value, json};
use std::rc::Rc;

/// A number with a right check digit that nobody has.
const NOBODY: &str = "11010519491231002X";

#[test]
fn a_session_ends_when_idle_and_in_the_end() {
    let app = App::signed_in("c-jia");
    for _ in 0..3 {
        app.advance(899);
        assert_eq!(app.get("/v1/session").status, 200);
    }
    app.advance(900);
    assert_eq!(kind(&app.get("/v1/session")), P::NotSignedIn);
    assert_eq!(kind(&app.get("/v1/session")), P::NotSignedIn);
    app.sign_in("c-jia");
    let session: Value = read(&app.get("/v1/session"));
    assert_eq!(session["idle_seconds"], 900);
    let mut lasted = 0;
    while app.get("/v1/session").status == 200 {
        app.advance(600);
        lasted += 600;
    }
    assert_eq!(lasted, 12 * 3600);
}

#[test]
fn the_cookie_stays_in_the_jar() {
    let app = App::new();
    let response = app.by_password(&app.number(), "135790");
    assert_eq!((response.status, response.header("Set-Cookie")), (200, None));
    let mut forged = Request::new(Method::Get, "/v1/session");
    forged.headers.push(("Cookie".to_owned(), "session=x".to_owned()));
    assert_eq!(app.send(forged).unwrap().status, 200, "what the page sends as a cookie does not count");
}

#[test]
fn a_server_sets_and_takes_back_the_cookie() {
    pollster::block_on(async {
        let backend = Backend::new(Rc::new(MemoryStore::new())).allow_origin("https://app.example");
        let app = App::new();
        let moment = || Moment { now: app.now.get(), chance: app.chance() };
        let mut request =
            post("/v1/session", &json!({"method": "password", "id_number": app.number(), "password": "135790"}));
        request.headers.push(("Origin".to_owned(), "https://app.example".to_owned()));
        let first = backend.handle(request.clone(), moment()).await;
        let cookie = first.header("Set-Cookie").unwrap().to_owned();
        assert!(cookie.starts_with("session=") && cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"), "{cookie}");
        let token = cookie.split(';').next().unwrap().to_owned();
        let with = |mut request: Request, token: &str| {
            request.headers.push(("Cookie".to_owned(), format!("a=b; {token}; c=d")));
            request
        };
        let who = || Request::new(Method::Get, "/v1/session");
        assert_eq!(backend.handle(with(who(), &token), moment()).await.status, 200);
        // Signing in again ends the session before.
        let second = backend.handle(with(request, &token), moment()).await;
        assert_eq!(second.status, 200);
        assert_eq!(backend.handle(with(who(), &token), moment()).await.status, 401);
        let token = second.header("Set-Cookie").unwrap().split(';').next().unwrap().to_owned();
        let out = backend.handle(with(Request::new(Method::Delete, "/v1/session"), &token), moment()).await;
        assert!(out.header("Set-Cookie").unwrap().contains("Max-Age=0"));
        assert_eq!(backend.handle(with(who(), &token), moment()).await.status, 401);
        for bad in ["session=", "session", "other=1", &format!("session={}", "x".repeat(200))] {
            assert_eq!(backend.handle(with(who(), bad), moment()).await.status, 401, "{bad}");
        }
    });
}

#[test]
fn a_hosts_word_counts_once_and_for_five_minutes() {
    pollster::block_on(async {
        let backend = Backend::new(Rc::new(MemoryStore::new()));
        let app = App::new();
        let at = |seconds| Moment { now: app.now.get().plus_seconds(seconds), chance: app.chance() };
        let ask = |code: &str| post("/v1/session", &json!({"method": "host_code", "code": code, "nonce": "n"}));
        assert_eq!(backend.grant_embedder_code("c-jia", "one", "n", at(0)).await, Ok(true));
        assert_eq!(
            backend.grant_embedder_code("c-jia", "one", "n", at(0)).await,
            Ok(false),
            "a code is used for one person"
        );
        assert_eq!(backend.grant_embedder_code("nobody", "two", "n", at(0)).await, Ok(false));
        assert_eq!(backend.handle(ask("one"), at(299)).await.status, 200);
        assert_eq!(kind(&backend.handle(ask("one"), at(299)).await), P::WrongAnswer);
        assert_eq!(backend.grant_embedder_code("c-jia", "three", "n", at(0)).await, Ok(true));
        assert_eq!(kind(&backend.handle(ask("three"), at(300)).await), P::VerificationExpired);
        assert_eq!(kind(&backend.handle(ask("four"), at(0)).await), P::WrongAnswer);
    });
}

/// What an answer says, its own id left out.
fn shape(response: &contract::http::Response) -> (u16, Value) {
    let mut body: Value = read(response);
    if let Some(id) = body.get_mut("id") {
        *id = Value::Null;
    }
    (response.status, body)
}

#[test]
fn unknown_numbers_look_the_same() {
    let known = App::new();
    let unknown = App::new();
    let real = known.number();
    let both = |send: &dyn Fn(&App, &str) -> contract::http::Response| {
        let pair = (send(&known, &real), send(&unknown, NOBODY));
        assert_eq!(shape(&pair.0), shape(&pair.1));
        assert_eq!(pair.0.header("Retry-After"), pair.1.header("Retry-After"));
        pair
    };
    let ask =
        |app: &App, number: &str| app.post("/v1/verifications", &json!({"purpose": "sign_in", "id_number": number}));
    let ids = both(&ask);
    assert_eq!(both(&ask).0.status, 429);
    let ids = (id(&ids.0), id(&ids.1));
    for n in 0..7 {
        known.advance(8);
        unknown.advance(8);
        let pair = both(&|app, number| {
            let id = if number == NOBODY { &ids.1 } else { &ids.0 };
            app.post("/v1/session", &json!({"method": "sms_code", "verification": id, "code": "000000"}))
        });
        assert_eq!(pair.0.status, if n < 5 { 422 } else { 423 });
    }
    assert_eq!(both(&ask).0.status, 423);
    assert_eq!(both(&|app, number| app.by_password(number, "999999")).0.status, 422, "another way is open");
    known.advance(1200);
    unknown.advance(1200);
    assert_eq!(both(&|app, number| app.by_password(number, "999999")).0.status, 422);
    assert_eq!(unknown.demo().outbox.len(), 0);
}

#[test]
fn a_code_of_a_sign_in_runs_out_and_gives_way_to_a_new_one() {
    let app = App::new();
    let number = app.number();
    let ask = || app.post("/v1/verifications", &json!({"purpose": "sign_in", "id_number": number}));
    let answer = |id: &Value, code: &str| {
        app.post("/v1/session", &json!({"method": "sms_code", "verification": id, "code": code}))
    };
    let first: Value = read(&ask());
    let old = app.code();
    let early = ask();
    assert_eq!((kind(&early), early.header("Retry-After")), (P::TooManyRequests, Some("60")));
    app.advance(60);
    let second: Value = read(&ask());
    assert_eq!(kind(&answer(&first["id"], &old)), P::VerificationExpired);
    app.advance(300);
    assert_eq!(kind(&answer(&second["id"], &app.code())), P::VerificationExpired);
    assert_eq!(kind(&answer(&json!("vf-none"), "123456")), P::VerificationExpired);
    let third: Value = read(&ask());
    assert_eq!(answer(&third["id"], &app.code()).status, 200);
    assert_eq!(kind(&answer(&third["id"], &app.code())), P::VerificationExpired, "a code is good once");
    assert_eq!(ask().status, 201, "after a right answer there is no pause");
    assert_eq!(app.demo().outbox.len(), 4);
}

/// Answers wrongly until it is locked, as soon as that is allowed; gives the refusal.
fn lock(app: &App, answer: &dyn Fn() -> contract::http::Response) -> Problem {
    loop {
        let refused = problem(&answer());
        if refused.kind == P::Locked {
            return refused;
        }
        assert!(matches!(refused.kind, P::WrongAnswer | P::TooManyRequests), "{refused:?}");
        let wait = refused.retry_at.map_or(0, |at| app.now.get().seconds_until(at));
        app.advance(wait.into());
    }
}

#[test]
fn six_wrong_passwords_lock_the_card_after_waits_and_time_opens_it() {
    let app = App::signed_in("c-jia");
    let begun = app.begin("password");
    for (left, wait) in (1..6).rev().zip([0, 0, 2, 4, 8]) {
        let response = app.answer(&begun, "000000");
        assert_eq!((kind(&response), problem(&response).attempts_left), (P::WrongAnswer, Some(left)));
        if wait > 0 {
            let early = app.answer(&begun, "135790");
            assert_eq!((kind(&early), early.header("Retry-After")), (P::TooManyRequests, Some(&*wait.to_string())));
        }
        app.advance(wait);
    }
    let locked = app.answer(&begun, "000000");
    assert_eq!((kind(&locked), locked.header("Retry-After")), (P::Locked, Some("1200")));
    assert_eq!(problem(&locked).retry_at, Some(app.now.get().plus_seconds(1200)));
    assert_eq!(kind(&app.answer(&begun, "135790")), P::Locked);
    assert_eq!(kind(&app.begin("password")), P::Locked);
    assert_eq!(kind(&app.by_password(&app.number(), "135790")), P::Locked);
    let card = app.card();
    assert_eq!((card.state, card.state_since, card.code_available), (CardState::Locked, app.now.get(), false));
    assert_eq!(kind(&app.post("/v1/card/code", &json!({}))), P::Forbidden);
    app.later("2026-11-23T02:21:00Z", "c-jia");
    assert_eq!(app.card().state, CardState::Normal);
    app.verified();
}

#[test]
fn a_factor_that_is_locked_leaves_the_other_open() {
    for (shut, open) in [("password", "sms_code"), ("sms_code", "password")] {
        let app = App::signed_in("c-jia");
        let begun = app.begin(shut);
        lock(&app, &|| app.answer(&begun, "000000"));
        assert_eq!(kind(&app.begin(shut)), P::Locked);
        let other = app.begin(open);
        let right = if open == "password" { "135790".to_owned() } else { app.code() };
        assert_eq!(app.answer(&other, &right).status, 200, "{open}");
        assert_eq!(kind(&app.begin(shut)), P::Locked, "a right answer opens its own factor alone");
        assert_eq!(app.card().state == CardState::Locked, shut == "password");
    }
}

/// (issue 10, point 27)
#[test]
fn a_right_answer_resets_its_own_factor_once() {
    let app = App::signed_in("c-jia");
    let left = |begun: &contract::http::Response| read::<Value>(begun)["attempts_left"].clone();
    let (by_sms, code) = (app.begin("sms_code"), app.code());
    assert_eq!(app.answer(&by_sms, &code).status, 200);
    let first = app.begin("password");
    assert_eq!(app.answer(&first, "135790").status, 200);
    let second = app.begin("password");
    for _ in 0..2 {
        assert_eq!(kind(&app.answer(&second, "000000")), P::WrongAnswer);
    }
    // Neither another factor, nor what was answered before, nor a sign-in by another.
    assert_eq!(app.answer(&by_sms, &code).status, 200);
    assert_eq!(left(&app.begin("password")), json!(4));
    assert_eq!(app.answer(&first, "135790").status, 200);
    assert_eq!(left(&app.begin("password")), json!(4));
    assert_eq!(app.by_password(&app.number(), "135790").status, 200);
    // Who is signed in by the password is not asked for it again.
    app.sign_in("c-jia");
    let third = app.begin("password");
    assert_eq!(left(&third), json!(4), "signing in is another client's way");
    assert_eq!(app.answer(&third, "135790").status, 200);
    assert_eq!(left(&app.begin("password")), json!(6));
}

/// (issue 10, point 27)
#[test]
fn each_lock_lasts_longer_and_the_last_ends_at_a_counter() {
    let app = App::signed_in("c-jia");
    let mut lasted = Vec::new();
    let last = loop {
        let begun = app.begin("password");
        let locked = lock(&app, &|| app.answer(&begun, "000000"));
        let Some(until) = locked.retry_at else { break locked };
        lasted.push(app.now.get().seconds_until(until));
        app.now.set(until);
        app.sign_in("c-jia");
    };
    assert_eq!(lasted, [1200, 3600, 86_400]);
    assert_eq!(last.attempts_left, Some(0));
    app.later("2027-11-23T02:00:00Z", "c-jia");
    let refused = app.begin("password");
    assert_eq!((kind(&refused), refused.header("Retry-After")), (P::Locked, None));
    assert_eq!(app.card().state, CardState::Locked);
    assert_eq!(app.begin("sms_code").status, 201, "another way is open");
}

#[test]
fn a_verification_is_fresh_for_five_minutes_and_good_for_one_submission() {
    let app = App::signed_in("c-jia");
    let mut wish = app.wish("unlink_card");
    assert_eq!(
        kind(&app.submit("none", &json!({"kind": "unlink_card", "verification": "vf-none"}))),
        P::VerificationExpired
    );
    app.advance(299);
    assert_eq!(app.submit("a", &wish).status, 201);
    wish["kind"] = json!("report_loss");
    wish["acknowledged"] = json!(["bank_loss_apart"]);
    assert_eq!(kind(&app.submit("b", &wish)), P::VerificationRequired, "used");
    wish["verification"] = json!(app.verified());
    app.advance(300);
    assert_eq!(kind(&app.submit("b", &wish)), P::VerificationExpired);
    let begun = app.begin("sms_code");
    assert_eq!(read::<Value>(&begun)["sent_to"], "100****0001");
    wish["verification"] = json!(id(&begun));
    assert_eq!(kind(&app.submit("b", &wish)), P::VerificationRequired, "not answered");
    let code = app.code();
    assert_eq!(app.answer(&begun, &code).status, 200);
    assert_eq!(app.answer(&begun, &code).status, 200, "answering twice does no harm");
    assert_eq!(app.submit("b", &wish).status, 201, "refusals that decided nothing leave the key free");
    assert_eq!(kind(&app.answer(&begun, &code)), P::VerificationExpired);
    let late = app.begin("password");
    app.advance(300);
    assert_eq!(kind(&app.answer(&late, "135790")), P::VerificationExpired);
}

#[test]
fn a_new_verification_makes_the_one_before_void() {
    let app = App::signed_in("c-jia");
    let (first, second) = (app.begin("password"), app.begin("password"));
    assert_eq!(kind(&app.answer(&first, "135790")), P::VerificationExpired);
    assert_eq!(app.answer(&second, "135790").status, 200);
    for _ in 0..20 {
        app.verified();
    }
    assert_eq!(kind(&app.answer(&second, "135790")), P::VerificationExpired, "only the last few are remembered");
}

#[test]
fn the_password_links_the_electronic_card_again() {
    let app = App::signed_in("c-jia");
    app.apply("unlink_card");
    assert!(!app.card().linked);
    app.advance(1);
    assert_eq!(app.by_password(&app.number(), "135790").status, 200);
    let card = app.card();
    assert!(card.linked && card.code_available);
}

#[test]
fn somebody_without_a_citizen_id_number_signs_in_by_another_document() {
    let by = |document: &str, number: &str, password: &str| json!({ "method": "document_password", "document": document, "number": number, "password": password });
    let app = App::new();
    let ways: Value = read(&app.get("/v1/sign-in-methods"));
    assert_eq!(ways["documents"][0]["kind"], "resident_id");
    let signed_in = app.send(post("/v1/session", &by("passport", "E00000001", "135790"))).unwrap();
    assert_eq!(signed_in.status, 200);
    assert_eq!(read::<Value>(&app.get("/v1/session"))["citizen"], "c-jia");
    // One that nobody has is counted, and answered, as any other.
    let as_any = problem(&app.by_password(NOBODY, "246802")).attempts_left;
    for (document, number) in [("passport", "E99999999"), ("taiwan_permit", "00000001")] {
        let refused = app.send(post("/v1/session", &by(document, number, "135790"))).unwrap();
        assert_eq!((kind(&refused), problem(&refused).attempts_left), (P::WrongAnswer, as_any));
        let sent = json!({ "purpose": "sign_in_document", "document": document, "number": number });
        assert_eq!(app.send(post("/v1/verifications", &sent)).unwrap().status, 201);
    }
    let mistaken = app.send(post("/v1/session", &by("passport", "E 1", "1"))).unwrap();
    let places: Vec<_> = problem(&mistaken).errors.into_iter().map(|error| error.pointer).collect();
    assert_eq!(places, ["/number", "/password"]);
}
