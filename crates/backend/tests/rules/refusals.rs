//! Every refusal of the contract, and what goes with it.

use crate::support::{App, errors, keyed, kind, post, problem};
use contract::application::ReasonCode as R;
use contract::http::{Method, Request};
use contract::operations::{ALL, Access};
use contract::problem::ProblemType as P;
use serde_json::{Value, json};

#[test]
fn what_is_personal_needs_a_session() {
    let app = App::new();
    for row in ALL.iter().filter(|row| row.access == Access::Personal) {
        let request = Request::new(row.method, row.path_of("x-1"));
        assert_eq!(kind(&app.send(request).unwrap()), P::NotSignedIn, "{}", row.name);
    }
    assert_eq!(kind(&app.begin("password")), P::NotSignedIn);
    assert_eq!(app.get("/v1/cities").status, 200);
    assert_eq!(app.get("/v1/services?city=shili").status, 200);
    assert_eq!(app.delete("/v1/session").status, 204);
}

#[test]
fn unknown_paths_and_methods() {
    let app = App::new();
    for path in [
        "/",
        "",
        "/v1",
        "/v1/",
        "/v1/card/",
        "/v2/card",
        "card",
        "/v1/applications/a/b",
        "//v1/card",
        "/v1/session?x=1/",
    ] {
        let response = app.get(path);
        if path.starts_with("/v1/session") {
            assert_eq!(response.status, 401, "a query is no part of the path");
        } else {
            assert_eq!(kind(&response), P::NotFound, "{path}");
        }
    }
    for (method, path, allow) in [
        (Method::Put, "/v1/session", "DELETE, GET, POST"),
        (Method::Delete, "/v1/applications", "GET, POST"),
        (Method::Get, "/v1/applications/check", "POST"),
        (Method::Get, "/v1/reveals", "POST"),
        (Method::Get, "/v1/card/code", "POST"),
        (Method::Get, "/v1/verifications/vf-1/answer", "POST"),
        (Method::Get, "/v1/applications/ap-1/withdrawal", "POST"),
        (Method::Post, "/v1/cities", "GET"),
        (Method::Patch, "/v1/card/services", "GET"),
        (Method::Post, "/v1/contributions/summary", "GET"),
        (Method::Delete, "/v1/applications/ap-1", "GET"),
        (Method::Post, "/demo", "GET, PATCH"),
    ] {
        let response = app.send(Request::new(method, path)).unwrap();
        assert_eq!((kind(&response), response.header("Allow")), (P::MethodNotAllowed, Some(allow)), "{path}");
    }
}

#[test]
fn all_that_is_wrong_is_named() {
    let app = App::signed_in("c-jia");
    for (path, body, want) in [
        ("/v1/session", json!({}), vec!["/method missing"]),
        ("/v1/session", json!({"method": 7}), vec!["/method malformed"]),
        ("/v1/session", json!({"method": "magic"}), vec!["/method unknown"]),
        ("/v1/session", json!({"method": "password"}), vec!["/id_number missing", "/password missing"]),
        (
            "/v1/session",
            json!({"method": "password", "id_number": "1", "password": "12a456"}),
            vec!["/id_number malformed", "/password malformed"],
        ),
        (
            "/v1/session",
            json!({"method": "password", "id_number": " ", "password": "123456"}),
            vec!["/id_number missing"],
        ),
        (
            "/v1/session",
            json!({"method": "sms_code", "verification": "", "code": "1"}),
            vec!["/verification malformed", "/code malformed"],
        ),
        ("/v1/session", json!({"method": "host_code"}), vec!["/code missing", "/nonce missing"]),
        ("/v1/verifications", json!({}), vec!["/purpose missing"]),
        ("/v1/verifications", json!({"purpose": []}), vec!["/purpose malformed"]),
        ("/v1/verifications", json!({"purpose": "fun"}), vec!["/purpose unknown"]),
        ("/v1/verifications", json!({"purpose": "sign_in"}), vec!["/id_number missing"]),
        ("/v1/verifications", json!({"purpose": "application"}), vec!["/method missing"]),
        ("/v1/verifications", json!({"purpose": "application", "method": "face"}), vec!["/method unknown"]),
        ("/v1/verifications/vf-1/answer", json!({"answer": 123_456}), vec!["/answer malformed"]),
        ("/v1/reveals", json!({"field": "phone"}), vec!["/field unknown"]),
        ("/v1/reveals", json!({}), vec!["/field missing"]),
        ("/v1/applications/check", json!({"kind": "retire"}), vec!["/kind unknown"]),
        ("/v1/applications/check", json!({}), vec!["/kind missing"]),
    ] {
        assert_eq!(errors(&app.post(path, &body)), want, "{path} {body}");
    }
    let submission = |body: Value| errors(&app.submit("k", &body));
    assert_eq!(submission(json!({})), ["/kind missing", "/verification missing"]);
    let body = json!({"kind": "stop_contributions", "motive": 1, "effective_month": "2026-13", "acknowledged": ["threshold", 5], "verification": 1});
    let want =
        ["/motive malformed", "/effective_month unknown", "/acknowledged/1 malformed", "/verification malformed"];
    assert_eq!(submission(body), want);
    let body = json!({"kind": "stop_contributions", "acknowledged": "all", "verification": "vf"});
    assert_eq!(submission(body), ["/acknowledged malformed"]);
    let body = json!({"kind": "stop_contributions", "verification": "vf"});
    assert_eq!(submission(body), ["/motive missing", "/effective_month missing", "/acknowledged missing"]);
    let body = json!({"kind": "stop_contributions", "motive": "card_lost", "effective_month": "2020-01", "verification": "vf"});
    assert_eq!(submission(body), ["/motive out_of_range", "/effective_month out_of_range", "/acknowledged missing"]);
}

#[test]
fn bodies_that_are_none() {
    let app = App::signed_in("c-jia");
    let long = vec![b' '; 20_000];
    for (body, code) in [
        (&b""[..], "missing"),
        (b"{", "malformed"),
        (b"[]", "malformed"),
        (b"\xff\xfe", "malformed"),
        (&long, "out_of_range"),
    ] {
        let mut request = Request::new(Method::Post, "/v1/applications/check");
        request.body = body.to_vec();
        assert_eq!(errors(&app.send(request).unwrap()), [format!(" {code}")]);
    }
    let mut request = post("/v1/applications/check", &json!({"kind": "cancel_card"}));
    request.headers[0].1 = "text/plain".to_owned();
    assert_eq!(errors(&app.send(request.clone()).unwrap()), [" malformed"]);
    request.headers[0].1 = "Application/JSON; charset=utf-8".to_owned();
    assert_eq!(app.send(request).unwrap().status, 200);
}

#[test]
fn queries_that_are_wrong() {
    let app = App::signed_in("c-jia");
    assert_eq!(errors(&app.get("/v1/services")), ["?city missing"]);
    assert_eq!(errors(&app.get("/v1/services?city=%zz")), ["?city missing"]);
    assert_eq!(errors(&app.get("/v1/services?city=")), ["?city missing"]);
    assert_eq!(kind(&app.get("/v1/services?city=atlantis")), P::NotFound);
    assert_eq!(app.get("/v1/services?city=sh%69li&x").status, 200);
    for (query, want) in [
        (
            "insurance=life&from=2026&to=x&limit=0",
            vec!["?insurance unknown", "?from malformed", "?to malformed", "?limit out_of_range"],
        ),
        ("from=2026-02&to=2026-01", vec!["?to out_of_range"]),
        ("limit=121", vec!["?limit out_of_range"]),
        ("from=&to=", vec!["?from malformed", "?to malformed"]),
        ("cursor=abc", vec!["?cursor malformed"]),
        ("cursor=2026-01.9.00000000", vec!["?cursor malformed"]),
    ] {
        assert_eq!(errors(&app.get(&format!("/v1/contributions?{query}"))), want, "{query}");
    }
}

#[test]
fn what_is_no_id_is_not_found() {
    let app = App::signed_in("c-jia");
    for id in ["", &"0".repeat(129)] {
        assert_eq!(kind(&app.get(&format!("/v1/applications/{id}"))), P::NotFound);
        assert_eq!(kind(&app.withdraw(id)), P::NotFound);
        let answer = app.post(&format!("/v1/verifications/{id}/answer"), &json!({"answer": "135790"}));
        assert_eq!(kind(&answer), P::NotFound);
    }
}

#[test]
fn nobody_sees_what_belongs_to_somebody_else() {
    let app = App::signed_in("c-jia");
    let id = app.apply("unlink_card");
    app.sign_in("c-yi");
    assert_eq!(kind(&app.get(&format!("/v1/applications/{id}"))), P::NotFound);
    assert_eq!(kind(&app.withdraw(&id)), P::NotFound);
    assert_eq!(app.count(), 0);
    assert!(app.card().linked);
}

#[test]
fn pages_of_other_origins_may_only_read() {
    let app = App::signed_in("c-jia");
    let with_origin = |mut request: Request| {
        request.headers.push(("Origin".to_owned(), "https://elsewhere.example".to_owned()));
        app.send(request).unwrap()
    };
    assert_eq!(kind(&with_origin(post("/v1/applications/check", &json!({"kind": "cancel_card"})))), P::Forbidden);
    assert_eq!(with_origin(Request::new(Method::Get, "/v1/card")).status, 200);
}

#[test]
fn who_may_stop_contributions() {
    for (citizen, reasons) in [
        ("c-jia", vec![]),
        ("c-yi", vec![R::EmployerPays]),
        ("c-bing", vec![R::AlreadyRetired]),
        ("c-ding", vec![]),
        ("c-wu", vec![]),
        ("c-ji", vec![R::AlreadyPaused]),
        ("c-geng", vec![R::ResidentScheme]),
        ("c-xin", vec![R::ArrearsFirst, R::PaymentPending]),
        ("c-ren", vec![R::WindowOnly]),
        ("c-gui", vec![R::AlreadyPaused]),
    ] {
        let check = App::signed_in(citizen).check("stop_contributions");
        assert_eq!(check.reasons.iter().map(|r| r.code).collect::<Vec<_>>(), reasons, "{citizen}");
        assert_eq!(check.eligible, reasons.is_empty());
        assert_eq!(check.eligible, !check.consequences.is_empty() && !check.methods.is_empty());
        assert_eq!((check.undo_seconds, check.decision_working_days), (600, 10));
    }
    let check = App::signed_in("c-xin").check("stop_contributions");
    let arrears = &check.reasons[0];
    assert_eq!(arrears.months, Some(2));
    assert!(arrears.amount_fen.is_some_and(|f| f.get() > 0) && arrears.outlet.is_some());
    assert_eq!(App::signed_in("c-yi").check("stop_contributions").reasons[0].months, Some(1));
}

#[test]
fn who_may_do_what_to_a_card() {
    for (citizen, cancel, unlink, loss) in [
        ("c-jia", vec![], vec![], vec![]),
        ("c-bing", vec![], vec![], vec![]),
        ("c-ding", vec![R::WindowOnly], vec![], vec![R::CardLost]),
        ("c-wu", vec![], vec![], vec![]),
        ("c-geng", vec![R::Other], vec![R::Other], vec![R::Other]),
        ("c-xin", vec![R::CardLost, R::RelationOpen], vec![R::NotLinked], vec![R::CardLost]),
        ("c-ren", vec![R::WindowOnly], vec![], vec![]),
        ("c-gui", vec![], vec![R::NotLinked], vec![]),
    ] {
        let app = App::signed_in(citizen);
        for (kind, want) in [("cancel_card", cancel), ("unlink_card", unlink), ("report_loss", loss)] {
            let check = app.check(kind);
            assert_eq!(check.reasons.iter().map(|r| r.code).collect::<Vec<_>>(), want, "{citizen} {kind}");
        }
    }
    for (citizen, want) in [
        ("c-jia", vec![R::AlreadyActive]),
        ("c-yi", vec![R::EmployerPays]),
        ("c-bing", vec![R::AlreadyRetired]),
        ("c-geng", vec![R::ResidentScheme]),
        ("c-ji", vec![]),
        ("c-gui", vec![]),
    ] {
        let check = App::signed_in(citizen).check("resume_contributions");
        assert_eq!(check.reasons.iter().map(|r| r.code).collect::<Vec<_>>(), want, "{citizen}");
    }
}

#[test]
fn a_second_application_of_a_kind_waits_for_the_first() {
    let app = App::signed_in("c-jia");
    let wish = app.wish("stop_contributions");
    let id = app.apply("stop_contributions");
    let check = app.check("stop_contributions");
    assert_eq!((check.reasons[0].code, check.reasons[0].application.as_deref()), (R::UnderWay, Some(id.as_str())));
    assert_eq!(app.check("resume_contributions").reasons[0].application.as_deref(), Some(id.as_str()));
    let refused = app.submit("second", &wish);
    assert_eq!((kind(&refused), problem(&refused).application), (P::AlreadyUnderWay, Some(id)));
    assert!(app.check("cancel_card").eligible, "another kind does not wait");
}

#[test]
fn what_the_check_refuses_cannot_be_submitted() {
    let app = App::signed_in("c-yi");
    let verification = app.verified();
    let wish = json!({"kind": "stop_contributions", "verification": verification});
    assert_eq!(kind(&app.submit("k", &wish)), P::NotEligible);
    assert_eq!(app.send(keyed("k", &wish)).unwrap().status, 422, "a decided refusal is given again");
    assert_eq!(app.count(), 0);
}
