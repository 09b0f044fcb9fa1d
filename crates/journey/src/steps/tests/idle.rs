//! The end of a session: said before, put off by what the person does and by nothing else.

use super::sending::{apply, at_confirm};
use crate::bench::samples::{self, session};
use crate::bench::{Bench, NOW, kept, operation, says};
use crate::domain::{ApplicationKind, ProblemType};
use crate::steps::account::idle::Warning;
use crate::steps::account::sign_in::Event as E;
use crate::steps::apply as flow;
use crate::view::Screen;
use crate::{Effect, Event, Keep, Notice, Route, Stage};
use contract::http::{BACKGROUND, FetchError, PURPOSE, Response};
use contract::session::Session;
use proptest::prelude::*;

const WHO: &str = "GET /v1/session";
const OUT: &str = "DELETE /v1/session";

fn stay() -> Event {
    Event::SignIn(E::StayTapped)
}

fn signed_in(session: &Session, path: &str) -> Bench {
    let mut b = Bench::new();
    b.open("/me");
    b.ok(WHO, session);
    b.ok("GET /v1/cities", &samples::cities());
    b.open(path);
    b
}

/// On a page that asks for nothing by itself once it is loaded.
fn idle() -> Bench {
    signed_in(&Session { background: Some(true), ..session("me") }, "/settings")
}

fn warning(b: &Bench) -> Option<Warning> {
    b.chrome().warning
}

#[test]
fn the_end_is_said_a_minute_before_and_one_tap_stays() {
    let mut b = idle();
    b.wait(839);
    assert_eq!(warning(&b), None);
    b.wait(1);
    assert_eq!(warning(&b), Some(Warning { ends: NOW.plus_seconds(900), can_stay: true }));
    b.wait(30);
    let effects = b.send(stay());
    assert_eq!(warning(&b), None);
    assert!(effects.iter().any(|e| matches!(e, Effect::Call { request, .. } if operation(request) == WHO)));
    b.ok(WHO, &session("me"));
    b.wait(839);
    assert_eq!(warning(&b), None);
    b.wait(1);
    assert_eq!(warning(&b).map(|w| w.ends), Some(NOW.plus_seconds(870 + 900)));
}

#[test]
fn staying_that_the_backend_does_not_hear_of_is_no_staying() {
    let mut b = idle();
    b.wait(850);
    b.send(stay());
    b.lost(WHO, FetchError::NeverSent);
    b.wait(2);
    assert_eq!(warning(&b).map(|w| w.ends), Some(NOW.plus_seconds(900)), "it is said again");
}

#[test]
fn what_nobody_uses_ends_and_the_backend_is_told() {
    let mut b = idle();
    b.wait(840);
    let effects = b.wait(60);
    assert!(b.chrome().session.is_none() && b.chrome().warning.is_none());
    assert!(kept(&effects, Keep::SignOut).flatten().is_some());
    assert_eq!(kept(&effects, Keep::Draft), None, "what was filled in stays");
    assert!(!says(&b.answer(OUT, Ok(Response::new(204))), Notice::SignedOut), "nobody tapped that");
    b.open("/card");
    assert!(matches!(b.screen(), Screen::SignIn(v) if v.ended));
}

#[test]
fn the_code_that_is_renewed_by_itself_keeps_nothing_alive() {
    for says_background in [true, false] {
        let session = Session { background: says_background.then_some(true), ..session("me") };
        let mut b = signed_in(&session, "/card");
        b.ok("GET /v1/card", &samples::card());
        let code = |b: &mut Bench, marked: bool| {
            let purpose = b.request("POST /v1/card/code").header(PURPOSE).map(str::to_owned);
            assert_eq!(purpose.as_deref(), (marked && says_background).then_some(BACKGROUND));
            b.ok("POST /v1/card/code", &samples::code(b.now.plus_seconds(60)));
        };
        code(&mut b, false);
        for minute in 1..15 {
            b.wait(60);
            assert_eq!(warning(&b).is_some(), minute == 14, "minute {minute}");
            code(&mut b, true);
        }
        b.wait(60);
        assert!(matches!(b.screen(), Screen::SignIn(v) if v.ended), "{:?}", b.screen());
        b.answer(OUT, Ok(Response::new(204)));
        assert!(b.wait(60).is_empty(), "and there is no further code");
    }
}

#[test]
fn what_the_person_does_puts_the_end_off_without_a_word() {
    // Scrolling and typing ask the backend for nothing, so it has to be told.
    let mut b = idle();
    let acted = NOW.plus_seconds(500);
    b.now = NOW.plus_seconds(839);
    b.send(Event::Acted(acted));
    b.wait(1);
    assert_eq!((warning(&b), b.pending()), (None, vec![WHO.to_owned()]));
    assert_eq!(b.request(WHO).header(PURPOSE), None, "somebody is there");
    b.ok(WHO, &session("me"));
    b.wait(839);
    assert_eq!(warning(&b), None);
    b.wait(1);
    assert!(warning(&b).is_some());
}

#[test]
fn a_clock_that_is_set_is_nothing_that_the_person_did() {
    let mut b = idle();
    for minute in 1..=14 {
        b.wait(60);
        b.send(Event::ClockJumped(-3_600_000));
        if b.pending().contains(&WHO.to_owned()) {
            assert_eq!(b.request(WHO).header(PURPOSE), Some(BACKGROUND));
            b.ok(WHO, &Session { background: Some(true), ..session("me") });
        }
        assert_eq!(warning(&b).is_some(), minute == 14, "minute {minute}");
    }
}

#[test]
fn where_the_backend_does_not_hear_that_somebody_is_there_the_end_is_said() {
    let mut b = idle();
    b.send(Event::Acted(NOW.plus_seconds(500)));
    b.wait(840);
    b.lost(WHO, FetchError::MaybeSent);
    b.wait(2);
    assert!(warning(&b).is_some());
    assert!(b.pending().is_empty(), "asked once for what was done once");
    b.wait(58);
    assert!(b.chrome().session.is_none(), "whether it goes on, the backend knows");
    assert_eq!(b.pending(), [WHO]);
    b.ok(WHO, &session("me"));
    assert!(b.chrome().session.is_some());
}

#[test]
fn a_device_that_slept_past_the_end_shows_nothing_and_asks() {
    let mut b = signed_in(&session("me"), "/card");
    b.ok("GET /v1/card", &samples::card());
    b.wait(2_000);
    assert!(matches!(b.screen(), Screen::AskingWho(_)), "{:?}", b.screen());
    assert!(!b.pending().contains(&OUT.to_owned()), "another tab may have used it");
    b.refuse(WHO, ProblemType::NotSignedIn);
    assert!(matches!(b.screen(), Screen::SignIn(_)));
}

#[test]
fn the_end_in_any_case_is_said_and_cannot_be_put_off() {
    let last = NOW.plus_seconds(600);
    let mut b = signed_in(&Session { expires_at: last, ..session("me") }, "/settings");
    b.wait(540);
    assert_eq!(warning(&b), Some(Warning { ends: last, can_stay: false }));
    assert!(b.send(stay()).is_empty(), "nothing to ask for");
    b.wait(20);
    assert_eq!(warning(&b), None, "seen once is enough");
    let mut b = signed_in(&Session { expires_at: last, ..session("me") }, "/card");
    b.wait(540);
    b.wait(60);
    assert!(matches!(b.screen(), Screen::SignIn(v) if v.ended));
    assert!(!b.pending().contains(&OUT.to_owned()), "it has ended");
}

#[test]
fn a_short_session_is_warned_of_at_least_twenty_seconds_before() {
    for (idle_seconds, quiet) in [(30, 9), (60, 29), (100, 49), (120, 59), (900, 839)] {
        let mut b = signed_in(&Session { idle_seconds, ..session("me") }, "/settings");
        b.wait(quiet);
        assert_eq!(warning(&b), None, "{idle_seconds}");
        b.wait(1);
        let ends = warning(&b).unwrap_or_else(|| panic!("{idle_seconds}")).ends;
        assert!(b.now.seconds_until(ends) >= 20, "{idle_seconds}");
    }
    // A backend that does not know says 0.
    let mut b = signed_in(&Session { idle_seconds: 0, ..session("me") }, "/settings");
    b.wait(3_000);
    assert!(b.chrome().session.is_some() && warning(&b).is_none());
}

#[test]
fn at_the_end_the_step_is_asked_to_sign_in_for_and_has_all_answers_after() {
    let mut b = at_confirm();
    let Screen::Apply(before) = b.screen() else { panic!("{:?}", b.screen()) };
    b.now = b.now.plus_seconds(840);
    b.send(Event::Woke);
    assert!(warning(&b).is_some());
    b.wait(60);
    assert!(matches!(b.screen(), Screen::SignIn(v) if v.ended && !v.resumes));
    let route = Route::Apply { kind: ApplicationKind::StopContributions, stage: Stage::Confirm };
    assert_eq!(b.chrome().route, route);
    b.sign_in("me");
    b.ok("POST /v1/applications/check", &samples::check(ApplicationKind::StopContributions));
    let Screen::Apply(after) = b.screen() else { panic!("{:?}", b.screen()) };
    assert_eq!((before.stage, before.acknowledged), (after.stage, after.acknowledged));
    assert_eq!((before.motive, before.month), (after.motive, after.month));
}

#[test]
fn what_is_sent_by_itself_after_signing_in_is_said_before() {
    let mut b = at_confirm();
    b.send(apply(flow::Event::ConfirmTapped));
    b.refuse("POST /v1/applications", ProblemType::NotSignedIn);
    assert!(matches!(b.screen(), Screen::SignIn(v) if v.resumes));
    b.sign_in("me");
    assert!(b.pending().contains(&"POST /v1/applications".to_owned()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whoever does something at least once in each stretch between the warning and the end before it is never signed out;
    /// and nobody is signed out without twenty seconds to stay.
    #[test]
    fn nobody_who_is_there_is_signed_out(pauses in prop::collection::vec((1_i64..=890, any::<bool>()), 1..30)) {
        let mut b = idle();
        for (pause, by_tap) in pauses {
            let mut warned = None;
            for _ in 0..pause {
                b.wait(1);
                if b.pending().contains(&WHO.to_owned()) {
                    b.ok(WHO, &session("me"));
                }
                warned = warning(&b).map(|_| warned.unwrap_or(b.now));
                prop_assert!(b.chrome().session.is_some());
            }
            if warned.is_some() || by_tap {
                b.send(if warned.is_some() { stay() } else { Event::RetryTapped });
            } else {
                b.send(Event::Acted(b.now));
            }
            if b.pending().contains(&WHO.to_owned()) {
                b.ok(WHO, &session("me"));
            }
        }
    }
}

#[test]
fn a_device_that_slept_past_the_end_shows_nothing_personal_before_it_is_known_who_is_there() {
    let mut b = idle();
    b.send(Event::ClockJumped(800_000));
    assert!(b.chrome().session.is_some(), "the session lasts yet");
    b.send(Event::ClockJumped(3 * 3_600_000));
    assert!(b.chrome().session.is_none(), "nobody has said yet who is there");
    b.ok(WHO, &session("me"));
    assert!(b.chrome().session.is_some(), "the clock was only set");
}
