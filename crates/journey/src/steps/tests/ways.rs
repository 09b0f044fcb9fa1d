//! The ways to sign in that there are, and the kinds of ID document.

use crate::bench::{Bench, WAYS, samples};
use crate::domain::{IdNumberError, ProblemType};
use crate::steps::account::sign_in::{Event as E, View, Way};
use crate::view::Screen;
use crate::{Event, LoadView, Start};
use contract::http::FetchError;

/// A number with a right check digit (GB 11643-1999).
const ID: &str = "11010519491231002X";

fn ev(event: E) -> Event {
    Event::SignIn(event)
}

fn form(b: &Bench) -> View {
    match b.screen() {
        Screen::SignIn(view) => view,
        other => panic!("not the sign-in: {other:?}"),
    }
}

/// Signed out, with the ways to sign in on their way.
fn asked() -> Bench {
    let mut b = Bench::new();
    b.ways = false;
    b.open("/card");
    b.refuse("GET /v1/session", ProblemType::NotSignedIn);
    assert!(matches!(form(&b).methods, LoadView::Loading { .. }));
    b
}

#[test]
fn the_ways_to_sign_in_are_asked_for_once_and_again_where_they_could_not_be_had() {
    let mut b = asked();
    b.wait(1);
    b.open("/me");
    b.open("/record");
    assert_eq!(b.pending().iter().filter(|one| *one == WAYS).count(), 1);
    b.lost(WAYS, FetchError::NeverSent);
    assert!(matches!(form(&b).methods, LoadView::Failed(_)));
    b.wait(1);
    assert!(!b.pending().contains(&WAYS.to_owned()), "not by itself");
    b.send(Event::RetryTapped);
    b.ok(WAYS, &samples::ways());
    assert_eq!((form(&b).way, form(&b).document.map(|it| it.kind)), (Some(Way::Sms), Some("resident_id".to_owned())));
    b.sign_in("me");
    b.sign_out();
    assert!(!b.pending().contains(&WAYS.to_owned()), "they are known");
}

#[test]
fn a_backend_that_does_not_say_has_the_ways_there_were_before() {
    for problem in [ProblemType::NotFound, ProblemType::NotSupported] {
        let mut b = asked();
        b.refuse(WAYS, problem);
        b.send(ev(E::CodeRequested { id_number: ID.to_owned() }));
        assert!(b.pending().contains(&"POST /v1/verifications".to_owned()));
    }
    let mut b = asked();
    b.refuse(WAYS, ProblemType::Unavailable);
    assert!(matches!(form(&b).methods, LoadView::Failed(_)), "that says nothing of the ways");
}

#[test]
fn a_way_that_is_not_there_is_not_offered() {
    for (methods, way, embedder) in [
        (&["password"][..], Some(Way::Password), false),
        (&["host_code", "password"], Some(Way::Password), true),
        (&["sms_code"], Some(Way::Sms), false),
        (&["redirect", "host_code"], None, true),
        (&["x_by_magic"], None, false),
        (&[], None, false),
    ] {
        let mut b = Bench::started(Start { embedder_signs_in: true, ..Start::default() });
        b.ways = false;
        b.open("/card");
        b.refuse("GET /v1/session", ProblemType::NotSignedIn);
        assert!(!form(&b).embedder_signs_in, "nobody has said so yet");
        let methods: Vec<_> = methods.iter().map(|method| serde_json::json!({ "method": method })).collect();
        b.ok(WAYS, &serde_json::json!({ "methods": methods }));
        assert_eq!((form(&b).way, form(&b).embedder_signs_in), (way, embedder), "{methods:?}");
        b.send(ev(E::WayChosen(Way::Sms)));
        assert_eq!(form(&b).way, way);
    }
}

#[test]
fn each_kind_of_document_has_its_own_check() {
    let mut b = asked();
    b.ok(WAYS, &samples::ways());
    let ask = |b: &mut Bench, number: &str| b.send(ev(E::CodeRequested { id_number: number.to_owned() }));
    ask(&mut b, "E12345678");
    assert_eq!(form(&b).id_error, Some(IdNumberError::Length(9)));
    b.send(ev(E::DocumentChosen("passport".to_owned())));
    assert_eq!(form(&b).id_error, None);
    ask(&mut b, "E123");
    assert_eq!(form(&b).id_error, Some(IdNumberError::Form));
    ask(&mut b, "Ｅ12 345-678。");
    let body = String::from_utf8_lossy(&b.request("POST /v1/verifications").body).into_owned();
    assert_eq!(body, r#"{"purpose":"sign_in_document","document":"passport","number":"E12345678"}"#);
    b.refuse("POST /v1/verifications", ProblemType::TooManyRequests);
    b.send(ev(E::WayChosen(Way::Password)));
    b.send(ev(E::PasswordSubmitted { id_number: "e12345678".to_owned(), password: "135790".to_owned() }));
    let body = String::from_utf8_lossy(&b.request("POST /v1/session").body).into_owned();
    let wanted = r#"{"method":"document_password","document":"passport","number":"E12345678","password":"135790"}"#;
    assert_eq!(body, wanted);
}
