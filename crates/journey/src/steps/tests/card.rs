//! The electronic card, the card services, and the cancellation's page.

use crate::bench::samples::{self, reveal};
use crate::bench::{Bench, NOW, operation, ready, says};
use crate::domain::{CardServices, CardState, ProblemType, RevealField, Session};
use crate::steps::card::{Event as E, Face, View};
use crate::view::Screen;
use crate::{Effect, Event, FailureKind, LoadView, Moment, Notice, Route};
use contract::http::{FetchError, PREFETCH, PURPOSE};

const CODE: &str = "POST /v1/card/code";

fn view(b: &Bench) -> View {
    match b.screen() {
        Screen::Card(view) => view,
        other => panic!("not the card: {other:?}"),
    }
}

fn face(b: &Bench) -> Face {
    ready(view(b).face)
}

fn card() -> Bench {
    let mut b = Bench::on("/card");
    b.ok("GET /v1/card", &samples::card());
    b
}

#[test]
fn the_code_is_renewed_when_it_runs_out_and_hidden_with_the_page() {
    let mut b = card();
    let effects = b.ok(CODE, &samples::code(NOW.plus_seconds(60)));
    assert!(effects.contains(&Effect::WakeAt(NOW.plus_seconds(60))));
    assert!(matches!(view(&b).code, Some(LoadView::Ready(_))));
    assert!(b.wait(15).is_empty(), "nothing is due");
    b.wait(1);
    b.lost("GET /v1/card", FetchError::MaybeSent);
    assert!(b.wait(43).is_empty(), "nothing is due");
    b.wait(1);
    assert!(matches!(view(&b).code, Some(LoadView::Loading { .. })));
    b.ok(CODE, &samples::code(b.now.plus_seconds(60)));

    b.send(Event::Card(E::CodeTapped));
    b.send(Event::Card(E::CodeTapped));
    assert_eq!(b.pending(), [CODE]);
    b.send(Event::Hidden);
    assert!(b.pending().is_empty());
    assert!(!matches!(view(&b).code, Some(LoadView::Ready(_))));
    assert!(b.wait(120).is_empty(), "none is asked for out of sight");
    b.send(Event::Card(E::CodeTapped));
    assert!(b.pending().is_empty());
    b.send(Event::Shown);
    b.ok("GET /v1/card", &samples::card());
    b.ok(CODE, &samples::code(b.now.plus_seconds(60)));
    assert!(matches!(view(&b).code, Some(LoadView::Ready(_))));
}

/// The requests that say that nobody looks yet.
fn ahead(effects: &[Effect]) -> Vec<String> {
    let asked = effects.iter().filter_map(|effect| match effect {
        Effect::Call { request, .. } if request.header(PURPOSE) == Some(PREFETCH) => Some(operation(request)),
        _ => None,
    });
    asked.collect()
}

#[test]
fn what_is_behind_social_security_is_asked_for_while_that_is_read() {
    let mut b = Bench::on("/center");
    let asked = ahead(&b.go("/social-security"));
    assert_eq!(asked, ["GET /v1/card", "GET /v1/contributions/summary", "GET /v1/card/services"]);
    assert_eq!(ahead(&b.ok("GET /v1/card", &samples::card())), [CODE]);
    b.ok(CODE, &samples::code(NOW.plus_seconds(60)));

    // Then it is there at once, and asked for anew, by somebody who looks.
    let effects = b.go("/card");
    assert!(matches!(view(&b).code, Some(LoadView::Ready(_))));
    assert_eq!(face(&b).card.name, samples::card().name);
    assert_eq!((b.pending(), ahead(&effects)), (vec!["GET /v1/card".to_owned()], Vec::new()));
    b.ok("GET /v1/card", &samples::card());
    assert!(b.pending().is_empty(), "the code is good yet");

    // What did not come in time is asked for like any other.
    b.go("/social-security");
    assert!(ahead(&b.go("/card")).is_empty());
    assert_eq!(b.pending(), ["GET /v1/card"]);
}

#[test]
fn what_a_page_will_show_is_known_before_somebody_goes_there_and_nothing_changes_by_that() {
    let mut b = Bench::on("/social-security");
    b.ok("GET /v1/card", &samples::card());
    b.ok(CODE, &samples::code(NOW.plus_seconds(60)));
    b.ok("GET /v1/contributions/summary", &samples::summary());
    for path in ["/", "/center", "/card", "/record", "/card/services", "/card/cancellation", "/help", "/nowhere"] {
        b.open("/social-security");
        let (screen, pending) = (b.screen(), b.pending());
        let moment = Moment { now: b.now, chance: [7; 16] };
        let ahead = b.model.ahead(moment, Route::parse(path)).unwrap();
        assert_eq!((b.screen(), b.pending()), (screen, pending), "{path}");
        b.open(path);
        assert_eq!((ahead.screen, ahead.chrome.route), (b.screen(), b.chrome().route), "{path}");
    }
    for path in ["/me", "/cities", "/apply/stop-contributions", "/applications", "/demo"] {
        assert_eq!(b.model.ahead(Moment { now: b.now, chance: [7; 16] }, Route::parse(path)), None, "{path}");
    }
    let mut out = Bench::new();
    out.open("/card");
    out.refuse("GET /v1/session", ProblemType::NotSignedIn);
    out.open("/");
    assert_eq!(
        out.model.ahead(Moment { now: NOW, chance: [7; 16] }, Route::parse("/card")),
        None,
        "it is for signing in"
    );
}

#[test]
fn nothing_personal_is_asked_for_ahead_of_signing_in() {
    let mut b = Bench::new();
    b.open("/social-security");
    assert_eq!(b.pending(), ["GET /v1/cities", "GET /v1/session"]);
    b.refuse("GET /v1/session", ProblemType::NotSignedIn);
    assert_eq!(b.pending(), ["GET /v1/cities"]);

    // Nor where the backend would write it down as a look.
    let mut b = Bench::new();
    b.open("/social-security");
    b.ok("GET /v1/session", &Session { prefetch: None, ..samples::session("me") });
    assert_eq!(b.pending(), ["GET /v1/cities"]);
}

#[test]
fn hidden_and_shown_elsewhere_the_card_still_gets_its_code() {
    let mut b = Bench::on("/");
    b.send(Event::Hidden);
    b.send(Event::Shown);
    b.open("/card");
    b.ok("GET /v1/card", &samples::card());
    assert!(b.pending().contains(&CODE.to_owned()));
}

#[test]
fn a_code_that_is_old_when_it_comes_is_not_asked_for_over_and_over() {
    let mut b = card();
    b.ok(CODE, &samples::code(NOW.plus_seconds(60)));
    b.wait(16);
    b.lost("GET /v1/card", FetchError::MaybeSent);
    b.send(Event::Card(E::CodeTapped));
    for _ in 0..3 {
        let effects = b.ok(CODE, &samples::code(b.now.plus_seconds(-5)));
        assert!(effects.contains(&Effect::WakeAt(b.now.plus_seconds(10))));
        b.wait(9);
        assert!(b.pending().is_empty(), "{:?}", b.pending());
        b.wait(1);
        assert_eq!(b.pending(), [CODE]);
    }
}

#[test]
fn a_code_that_did_not_come_says_so_and_is_tried_again() {
    let mut b = card();
    b.lost(CODE, FetchError::MaybeSent);
    assert!(matches!(view(&b).code, Some(LoadView::Failed(_))));
    b.send(Event::RetryTapped);
    b.ok("GET /v1/card", &samples::card());
    assert_eq!(b.pending(), [CODE]);
}

#[test]
fn a_card_that_is_reported_lost_elsewhere_shows_no_code_any_more() {
    let mut b = card();
    b.ok(CODE, &samples::code(NOW.plus_seconds(60)));
    b.wait(16);
    let lost = contract::card::Card { code_available: false, state: CardState::TemporarilyLost, ..samples::card() };
    b.ok("GET /v1/card", &lost);
    assert!(view(&b).code.is_none());
    assert_eq!(face(&b).card.state, CardState::TemporarilyLost);
    b.wait(44);
    assert!(!b.pending().contains(&CODE.to_owned()), "none is asked for");
}

#[test]
fn a_card_without_a_code_shows_none() {
    let mut b = Bench::on("/card");
    b.ok("GET /v1/card", &contract::card::Card { code_available: false, ..samples::card() });
    assert!(view(&b).code.is_none() && b.pending().is_empty());
}

#[test]
fn a_number_is_revealed_until_its_time_and_masked_by_a_second_tap() {
    let masked = samples::card().id_number;
    let tap = || Event::Card(E::RevealTapped(RevealField::IdNumber));
    let mut b = card();
    b.send(tap());
    b.send(tap());
    assert!(face(&b).id_number.busy && !face(&b).card_number.busy);
    assert_eq!(b.pending().iter().filter(|o| *o == "POST /v1/reveals").count(), 1, "the server logs each");
    b.ok("POST /v1/reveals", &reveal(RevealField::IdNumber, NOW.plus_seconds(30)));
    assert_eq!(face(&b).id_number.text, "in full");
    assert_eq!(face(&b).id_number.mask_at, Some(NOW.plus_seconds(30)));
    b.send(tap());
    assert_eq!(face(&b).id_number.text, masked);
    b.send(tap());
    b.ok("POST /v1/reveals", &reveal(RevealField::IdNumber, NOW.plus_seconds(30)));
    let effects = b.wait(30);
    assert!(says(&effects, Notice::Masked));
    assert_eq!(face(&b).id_number.text, masked);

    b.send(Event::Card(E::RevealTapped(RevealField::CardNumber)));
    b.refuse("POST /v1/reveals", ProblemType::TooManyRequests);
    assert!(view(&b).reveal_failure.is_some());
    b.send(Event::Card(E::RevealTapped(RevealField::CardNumber)));
    assert!(view(&b).reveal_failure.is_none());
    b.ok("POST /v1/reveals", &reveal(RevealField::CardNumber, b.now.plus_seconds(-1)));
    assert_ne!(face(&b).card_number.text, "in full", "its time is over");
    b.send(Event::Card(E::RevealTapped(RevealField::CardNumber)));
    b.send(Event::Hidden);
    assert!(!b.pending().contains(&"POST /v1/reveals".to_owned()), "nothing comes for a page out of sight");
}

#[test]
fn leaving_the_card_masks_it() {
    let mut b = card();
    b.send(Event::Card(E::RevealTapped(RevealField::IdNumber)));
    b.ok("POST /v1/reveals", &reveal(RevealField::IdNumber, NOW.plus_seconds(30)));
    b.open("/record");
    b.open("/card");
    assert_ne!(face(&b).id_number.text, "in full");
    b.lost("GET /v1/card", FetchError::NeverSent);
    assert!(view(&b).stale.is_some(), "the older card stays, and says that it is");
    face(&b);
}

#[test]
fn a_card_that_did_not_come_is_tried_again() {
    let mut b = Bench::on("/card");
    b.lost("GET /v1/card", FetchError::NeverSent);
    assert!(matches!(view(&b).face, LoadView::Failed(_)) && b.pending().is_empty());
    b.send(Event::RetryTapped);
    assert!(matches!(view(&b).face, LoadView::Loading { slow: false }));
    b.wait(3);
    assert!(matches!(view(&b).face, LoadView::Loading { slow: true }));
    b.ok("GET /v1/card", &samples::card());
    face(&b);
}

#[test]
fn the_services_and_the_cancellation_are_one_answer() {
    let service = samples::card_services().items.remove(0);
    let mut b = Bench::on("/card/services");
    b.ok("GET /v1/card/services", &samples::card_services());
    assert!(
        matches!(b.screen(), Screen::CardServices(v) if matches!(v.services, LoadView::Ready(_)) && v.stale.is_none())
    );
    b.open("/card/cancellation");
    assert!(matches!(b.screen(), Screen::Cancellation(v) if ready(v.service.clone()).is_some_and(|s| *s == service)));
    b.ok("GET /v1/card/services", &CardServices { card_state: CardState::Normal, items: Vec::new() });
    assert!(matches!(b.screen(), Screen::Cancellation(v) if v.service == LoadView::Ready(None)));
    b.send(Event::RetryTapped);
    b.refuse("GET /v1/card/services", ProblemType::ServerError);
    b.open("/card/services");
    assert!(matches!(b.screen(), Screen::CardServices(v) if v.stale.is_some()));
}

#[test]
fn a_number_that_was_not_asked_for_cannot_be_used() {
    let mut b = card();
    b.send(Event::Card(E::RevealTapped(RevealField::IdNumber)));
    b.ok("POST /v1/reveals", &reveal(RevealField::CardNumber, NOW.plus_seconds(30)));
    assert!(view(&b).reveal_failure.is_some_and(|failure| failure.kind == FailureKind::Unusable));
    assert_eq!(face(&b).card_number.text, samples::card().card_number);
}
