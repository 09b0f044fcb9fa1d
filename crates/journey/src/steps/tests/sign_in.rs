//! Signing in and out, and what a session's end leaves behind.

use crate::bench::samples::{self, verification};
use crate::bench::{Bench, gone, says};
use crate::domain::{CodeError, IdNumberError, ProblemType, VerificationMethod};
use crate::steps::account::sign_in::{Event as E, View, Way};
use crate::view::Screen;
use crate::{Effect, EmbedderCode, Event, FailureKind, LoadView, Notice, Start};
use contract::http::FetchError;
use contract::problem::Problem;

/// A number with a right check digit (GB 11643-1999).
const ID: &str = "11010519491231002X";

fn ev(event: E) -> Event {
    Event::SignIn(event)
}

fn out() -> Bench {
    let mut b = Bench::new();
    b.open("/card");
    b.refuse("GET /v1/session", ProblemType::NotSignedIn);
    b
}

fn form(b: &Bench) -> View {
    match b.screen() {
        Screen::SignIn(view) => view,
        other => panic!("not the sign-in: {other:?}"),
    }
}

#[test]
fn a_personal_page_asks_who_is_there_before_anything_of_theirs() {
    let mut b = Bench::new();
    b.open("/card");
    assert_eq!(b.screen(), Screen::AskingWho(LoadView::Loading { slow: false }));
    assert!(!b.pending().contains(&"GET /v1/card".to_owned()));
    b.wait(3);
    assert_eq!(b.screen(), Screen::AskingWho(LoadView::Loading { slow: true }));
    b.ok("GET /v1/session", &samples::session("me"));
    assert!(b.pending().contains(&"GET /v1/card".to_owned()));
    assert_eq!(b.chrome().session.map(|s| s.citizen.clone()).as_deref(), Some("me"));
}

#[test]
fn who_is_there_can_be_asked_again_when_it_could_not_be() {
    let mut b = Bench::new();
    b.open("/card");
    b.lost("GET /v1/session", FetchError::NeverSent);
    assert!(matches!(b.screen(), Screen::AskingWho(LoadView::Failed(f)) if f.kind == FailureKind::NeverSent));
    b.send(Event::RetryTapped);
    assert!(matches!(b.screen(), Screen::AskingWho(LoadView::Loading { .. })));
    let before = b.pending();
    b.send(Event::RetryTapped);
    assert_eq!(b.pending(), before, "a second tap asks nothing more");
    b.ok("GET /v1/session", &samples::session("me"));
    assert!(matches!(b.screen(), Screen::Card(_)));
}

#[test]
fn by_sms() {
    let mut b = out();
    assert!(!form(&b).ended);
    b.send(ev(E::CodeRequested { id_number: String::new() }));
    assert_eq!(form(&b).id_error, Some(IdNumberError::Empty));
    b.send(ev(E::CodeRequested { id_number: ID.to_owned() }));
    assert!(form(&b).busy && form(&b).id_error.is_none());
    assert!(String::from_utf8_lossy(&b.request("POST /v1/verifications").body).contains(ID));
    let pending = b.pending();
    b.send(ev(E::CodeRequested { id_number: ID.to_owned() }));
    b.send(ev(E::ResendTapped));
    b.send(ev(E::CodeSubmitted("123456".to_owned())));
    assert_eq!(b.pending(), pending, "a double tap sends one code");
    let v = verification("v", VerificationMethod::SmsCode, b.now);
    let effects = b.ok("POST /v1/verifications", &v);
    assert!(says(&effects, Notice::CodeSent) && effects.contains(&Effect::WakeAt(v.resend_at)));
    assert_eq!(form(&b).code.as_deref(), Some(&v));

    b.send(ev(E::ResendTapped));
    assert!(!form(&b).busy, "not before its time");
    b.wait(60);
    b.send(ev(E::ResendTapped));
    assert!(form(&b).busy);
    b.refuse("POST /v1/verifications", ProblemType::TooManyRequests);
    assert_eq!(form(&b).failure.and_then(|f| f.refusal()), Some(ProblemType::TooManyRequests));
    assert!(form(&b).code.is_some(), "the code that was sent is still good");

    b.send(ev(E::CodeSubmitted("12".to_owned())));
    assert_eq!((form(&b).code_error, form(&b).failure), (Some(CodeError::Length(2)), None));
    b.send(ev(E::CodeSubmitted("123456".to_owned())));
    assert!(form(&b).busy);
    b.send(ev(E::CodeSubmitted("123456".to_owned())));
    b.send(ev(E::OtherNumberTapped));
    assert!(form(&b).code.is_some(), "not while it is being checked");
    let wrong = Problem { attempts_left: Some(3), ..Problem::new(ProblemType::WrongAnswer) };
    b.answer("POST /v1/session", Ok(crate::bench::response(422, &wrong)));
    assert_eq!(form(&b).failure.and_then(|f| f.attempts_left), Some(3));

    b.send(ev(E::CodeSubmitted("654321".to_owned())));
    let effects = b.ok("POST /v1/session", &samples::session("me"));
    assert!(says(&effects, Notice::SignedIn));
    assert!(gone(&effects).is_none(), "the person is where they wanted to be");
    assert!(b.pending().contains(&"GET /v1/card".to_owned()));
}

#[test]
fn a_code_that_ran_out_is_asked_for_anew() {
    let mut b = out();
    b.send(ev(E::CodeRequested { id_number: ID.to_owned() }));
    b.ok("POST /v1/verifications", &verification("v", VerificationMethod::SmsCode, b.now));
    b.send(ev(E::CodeSubmitted("123456".to_owned())));
    b.refuse("POST /v1/session", ProblemType::VerificationExpired);
    assert!(form(&b).code.is_none() && form(&b).failure.is_some());
    b.send(ev(E::CodeSubmitted("123456".to_owned())));
    assert!(!form(&b).busy, "no code to check");
    b.send(ev(E::CodeRequested { id_number: ID.to_owned() }));
    b.ok("POST /v1/verifications", &verification("w", VerificationMethod::SmsCode, b.now));
    b.send(ev(E::OtherNumberTapped));
    assert!(form(&b).code.is_none() && form(&b).failure.is_none());
    b.wait(600);
    b.send(ev(E::ResendTapped));
    assert!(!form(&b).busy, "of no number");
}

#[test]
fn by_password_hears_of_both_errors_at_once() {
    let mut b = out();
    b.send(ev(E::WayChosen(Way::Password)));
    b.send(ev(E::PasswordSubmitted { id_number: "1".to_owned(), password: "x".to_owned() }));
    assert!(form(&b).id_error.is_some());
    assert_eq!(form(&b).code_error, Some(CodeError::Characters('X')));
    b.send(ev(E::PasswordSubmitted { id_number: ID.to_owned(), password: "1".to_owned() }));
    assert_eq!((form(&b).id_error, form(&b).code_error), (None, Some(CodeError::Length(1))));
    b.send(ev(E::WayChosen(Way::Sms)));
    assert_eq!(form(&b).code_error, None);
    b.send(ev(E::WayChosen(Way::Password)));
    let tap = ev(E::PasswordSubmitted { id_number: ID.to_owned(), password: "123456".to_owned() });
    b.send(tap.clone());
    b.send(tap);
    assert_eq!(b.pending().iter().filter(|o| *o == "POST /v1/session").count(), 1);
    b.ok("POST /v1/session", &samples::session("me"));
    assert!(matches!(b.screen(), Screen::Card(_)));
}

#[test]
fn leaving_while_the_code_is_on_its_way_leaves_no_busy_button() {
    let mut b = out();
    b.send(ev(E::CodeRequested { id_number: ID.to_owned() }));
    b.open("/social-security");
    b.ok("POST /v1/verifications", &verification("v", VerificationMethod::SmsCode, b.now));
    b.open("/card");
    assert!(!form(&b).busy);
    assert_eq!(form(&b).code.map(|v| v.id.clone()).as_deref(), Some("v"), "the code that came meanwhile can be typed");
}

#[test]
fn signing_in_on_a_page_that_is_not_personal() {
    let mut b = Bench::new();
    b.open("/me");
    assert_eq!(b.screen(), Screen::Me(LoadView::Loading { slow: false }), "nobody knows yet");
    b.refuse("GET /v1/session", ProblemType::NotSignedIn);
    assert_eq!(b.screen(), Screen::Me(LoadView::Ready(())));
    b.send(ev(E::PasswordSubmitted { id_number: ID.to_owned(), password: "123456".to_owned() }));
    b.ok("POST /v1/session", &samples::session("me"));
    assert!(b.chrome().session.is_some() && b.screen() == Screen::Me(LoadView::Ready(())));
}

#[test]
fn an_answer_for_who_is_gone_is_shown_to_nobody() {
    let mut b = Bench::on("/card");
    let number = b.take("GET /v1/card");
    let effects = b.send(ev(E::SignOutTapped));
    assert!(effects.contains(&Effect::Abort { number }), "nobody waits for it: {effects:?}");
    let ignored = b.model.ignored();
    b.send(Event::Answered { number, outcome: Ok(crate::bench::response(200, &samples::card())) });
    assert_eq!(b.model.ignored(), ignored + 1);
    b.send(ev(E::PasswordSubmitted { id_number: ID.to_owned(), password: "123456".to_owned() }));
    b.ok("POST /v1/session", &samples::session("other"));
    match b.screen() {
        Screen::Card(view) => assert!(matches!(view.face, LoadView::Loading { .. }), "the card of another"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_late_word_of_who_is_there_does_not_bring_back_who_signed_out() {
    let mut b = Bench::on("/card");
    b.send(Event::Hidden);
    b.send(Event::Shown);
    let number = b.take("GET /v1/session");
    b.send(ev(E::SignOutTapped));
    let outcome = Ok(crate::bench::response(200, &samples::session("me")));
    b.send(Event::Answered { number, outcome });
    assert!(b.chrome().session.is_none());
}

#[test]
fn a_session_that_ended_is_said_so_on_the_same_page() {
    let mut b = Bench::on("/card/services");
    b.refuse("GET /v1/card/services", ProblemType::NotSignedIn);
    assert!(form(&b).ended);
    assert_eq!(b.chrome().route.to_string(), "/card/services");
    b.send(ev(E::PasswordSubmitted { id_number: ID.to_owned(), password: "123456".to_owned() }));
    b.ok("POST /v1/session", &samples::session("me"));
    assert!(b.pending().contains(&"GET /v1/card/services".to_owned()));
}

#[test]
fn back_in_sight_the_session_is_looked_at_again() {
    let shown = |b: &mut Bench| {
        b.send(Event::Hidden);
        b.send(Event::Shown);
    };
    let mut b = Bench::on("/card");
    b.ok("GET /v1/card", &samples::card());
    shown(&mut b);
    b.lost("GET /v1/session", FetchError::NeverSent);
    assert!(matches!(b.screen(), Screen::Card(_)), "what could not be asked changes nothing");

    shown(&mut b);
    b.ok("GET /v1/session", &samples::session("other"));
    assert_eq!(b.chrome().session.map(|s| s.citizen.clone()).as_deref(), Some("other"));
    match b.screen() {
        Screen::Card(view) => assert!(matches!(view.face, LoadView::Loading { .. }), "the first person's card is gone"),
        other => panic!("{other:?}"),
    }

    shown(&mut b);
    b.refuse("GET /v1/session", ProblemType::NotSignedIn);
    assert!(form(&b).ended);
}

fn handed(code: &str, nonce: &str) -> EmbedderCode {
    EmbedderCode { code: code.to_owned(), nonce: nonce.to_owned() }
}

fn opened_with(code: EmbedderCode) -> Bench {
    let mut b = Bench::started(Start { handed: Some(code), ..Start::default() });
    b.open("/card");
    assert_eq!(b.pending(), ["POST /v1/session", "GET /v1/cities"]);
    b.ok("GET /v1/cities", &samples::cities());
    b
}

#[test]
fn a_code_that_the_page_is_opened_with_is_exchanged_before_anything_is_asked() {
    let mut b = opened_with(handed("hc-1", "n-1"));
    let body: serde_json::Value = serde_json::from_slice(&b.request("POST /v1/session").body).unwrap();
    assert_eq!(body, serde_json::json!({ "method": "host_code", "code": "hc-1", "nonce": "n-1" }));
    assert!(matches!(b.screen(), Screen::AskingWho(LoadView::Loading { .. })));
    b.ok("POST /v1/session", &samples::session("me"));
    assert!(matches!(b.screen(), Screen::Card(_)), "they are where they wanted to be");
}

#[test]
fn a_code_that_is_worth_nothing_signs_nobody_in_and_says_so() {
    let mut b = opened_with(handed("hc-1", "n-1"));
    b.refuse("POST /v1/session", ProblemType::VerificationExpired);
    assert_eq!(b.pending(), ["GET /v1/session"], "somebody may be signed in all the same");
    b.refuse("GET /v1/session", ProblemType::NotSignedIn);
    assert_eq!(form(&b).failure.and_then(|f| f.refusal()), Some(ProblemType::VerificationExpired));
    // Whether it was used up is not known: asked, the backend knows who is there.
    let mut b = opened_with(handed("hc-1", "n-1"));
    b.lost("POST /v1/session", FetchError::MaybeSent);
    b.ok("GET /v1/session", &samples::session("me"));
    assert!(matches!(b.screen(), Screen::Card(_)));
}

#[test]
fn the_embedder_is_asked_for_a_code_bound_to_this_page_and_no_other_code_counts() {
    let asked = |effects: Vec<Effect>| {
        let nonce =
            effects.into_iter().find_map(|e| if let Effect::AskEmbedder { nonce } = e { Some(nonce) } else { None });
        nonce.unwrap()
    };
    let mut b = Bench::started(Start { embedder_signs_in: true, ..Start::default() });
    b.open("/card");
    b.ok("GET /v1/cities", &samples::cities());
    b.refuse("GET /v1/session", ProblemType::NotSignedIn);
    assert!(form(&b).embedder_signs_in);
    let first = asked(b.send(ev(E::EmbedderTapped)));
    let second = asked(b.send(ev(E::EmbedderTapped)));
    assert_ne!(first, second);
    b.send(ev(E::EmbedderAnswered(Some(handed("hc-1", &first)))));
    assert!(b.pending().is_empty(), "the answer to what was asked before");
    b.send(ev(E::EmbedderAnswered(Some(handed("hc-2", &second)))));
    assert_eq!(b.pending(), ["POST /v1/session"]);
    b.refuse("POST /v1/session", ProblemType::WrongAnswer);
    b.refuse("GET /v1/session", ProblemType::NotSignedIn);
    // A code counts once: the same answer again is to nothing that was asked.
    b.send(ev(E::EmbedderAnswered(Some(handed("hc-2", &second)))));
    assert!(b.pending().is_empty());
    asked(b.send(ev(E::EmbedderTapped)));
    assert!(says(&b.send(ev(E::EmbedderAnswered(None))), Notice::EmbedderFailed));
    assert!(b.pending().is_empty());
}
