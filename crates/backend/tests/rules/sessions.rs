//! Where somebody is signed in, what keeps a session alive, and the second factor.

use crate::support::{App, errors, id, kind, post, read};
use backend::testing::seeded;
use contract::http::{BACKGROUND, Method, PURPOSE, Request};
use contract::problem::ProblemType as P;
use contract::session::{Session, SessionEntry, Sessions};
use contract::verification::VerificationMethod as V;
use serde_json::{Value, json};
use std::rc::Rc;

const PASSWORD: &str = "135790";

fn places(app: &App) -> Vec<SessionEntry> {
    read::<Sessions>(&app.get("/v1/sessions")).items
}

fn by_code(app: &App) {
    let begun = app.post("/v1/verifications", &json!({ "purpose": "sign_in", "id_number": app.number() }));
    let body = json!({ "method": "sms_code", "verification": id(&begun), "code": app.code() });
    assert_eq!(app.post("/v1/session", &body).status, 200);
}

fn by_password(app: &App) {
    assert_eq!(app.by_password(&app.number(), PASSWORD).status, 200);
}

#[test]
fn each_sign_in_is_a_place_until_it_ends() {
    let app = App::new();
    by_password(&app);
    assert_eq!(places(&app).len(), 1);
    assert_eq!((places(&app)[0].current, places(&app)[0].method), (true, Some(V::Password)));
    // The same browser signs in anew: the session before has ended.
    by_code(&app);
    assert_eq!(places(&app).iter().map(|p| p.method).collect::<Vec<_>>(), [Some(V::SmsCode)]);
    // The panel of the demo leaves it behind.
    app.advance(10);
    app.sign_in("c-jia");
    let both = places(&app);
    assert_eq!(
        both.iter().map(|p| (p.current, p.method)).collect::<Vec<_>>(),
        [(true, None), (false, Some(V::SmsCode))]
    );
    assert!(both[0].id != both[1].id && both[1].seen_at < both[0].seen_at);
    // What nobody uses ends, and is listed no more.
    app.advance(600);
    app.get("/v1/card");
    app.advance(300);
    assert_eq!(places(&app).len(), 1);
    app.sign_in("c-yi");
    assert_eq!(places(&app).len(), 1, "nobody sees the sessions of somebody else");
}

#[test]
fn the_other_sessions_end_and_this_one_goes_on() {
    let app = App::new();
    for _ in 0..5 {
        app.advance(1);
        app.sign_in("c-jia");
    }
    assert_eq!(places(&app).len(), 5);
    for _ in 0..2 {
        assert_eq!(app.delete("/v1/sessions").status, 204);
        assert_eq!(places(&app).iter().map(|p| p.current).collect::<Vec<_>>(), [true]);
    }
    assert_eq!(app.get("/v1/card").status, 200);
    app.delete("/v1/session");
    assert_eq!(kind(&app.get("/v1/sessions")), P::NotSignedIn);
    assert_eq!(kind(&app.delete("/v1/sessions")), P::NotSignedIn);
}

#[test]
fn so_many_sessions_at_a_time_and_one_more_ends_the_oldest() {
    let app = App::new();
    for _ in 0..20 {
        app.advance(1);
        app.sign_in("c-jia");
    }
    assert_eq!(places(&app).len(), 16);
}

#[test]
fn a_timer_keeps_no_session_alive() {
    let app = App::signed_in("c-jia");
    assert_eq!(read::<Session>(&app.get("/v1/session")).background, Some(true));
    for minute in 1..=15 {
        app.advance(60);
        let mut request = post("/v1/card/code", &json!({}));
        request.headers.push((PURPOSE.to_owned(), BACKGROUND.to_owned()));
        let answer = app.send(request).unwrap();
        assert_eq!(answer.status, if minute < 15 { 200 } else { 401 }, "minute {minute}");
    }
}

#[test]
fn the_factor_of_the_sign_in_is_no_second_one() {
    for (first, second) in [("password", V::SmsCode), ("sms_code", V::Password)] {
        let app = App::on(Rc::new(seeded()), 1);
        if first == "password" {
            by_password(&app);
        } else {
            by_code(&app);
        }
        assert_eq!(app.check("unlink_card").methods, [second]);
        assert_eq!(errors(&app.begin(first)), ["/method same_factor"]);
        assert_eq!(errors(&app.begin("palm_reading")), ["/method unknown"]);
    }
    let app = App::signed_in("c-jia");
    assert_eq!(app.check("unlink_card").methods, [V::SmsCode, V::Password], "who was vouched for takes either");
}

#[test]
fn a_proof_of_a_session_before_is_none_where_it_is_by_the_factor_of_this_one() {
    let app = App::new();
    by_code(&app);
    let wish: Value = {
        let check: Value = read(&app.post("/v1/applications/check", &json!({ "kind": "unlink_card" })));
        let begun = app.begin("password");
        assert_eq!(app.answer(&begun, PASSWORD).status, 200);
        backend::testing::wish("unlink_card", &check, &id(&begun))
    };
    by_password(&app);
    assert_eq!(kind(&app.submit("one", &wish)), P::VerificationRequired, "one password is one factor");
    app.send(Request::new(Method::Delete, "/v1/session")).unwrap();
    app.advance(60);
    by_code(&app);
    assert_eq!(app.submit("two", &wish).status, 201);
}
