//! The parts of the app: asked for when somebody is about to go there, and what happens until they are here.

use super::sending::{apply, at_confirm};
use crate::bench::{Bench, samples, stored};
use crate::domain::ProblemType;
use crate::steps::apply;
use crate::view::Screen;
use crate::{Effect, Event, LoadView, Part, Route, Start, Stored};
use contract::application::Applications;

/// Only Home is here yet; signed in as somebody.
fn bench(stored: Stored) -> Bench {
    let mut b = Bench::started(Start { demo: true, in_parts: true, stored, ..Start::default() });
    b.open("/me");
    b.ok("GET /v1/session", &samples::session("me"));
    b.open("/");
    b
}

fn settled(b: &mut Bench, part: Part, came: bool) -> Vec<Effect> {
    b.send(Event::PartSettled { part, came })
}

/// How many requests of that operation are waited for.
fn sent(b: &Bench, operation: &str) -> usize {
    b.pending().iter().filter(|one| *one == operation).count()
}

fn is_asked(effects: &[Effect], part: Part) -> bool {
    effects.contains(&Effect::Load(part))
}

#[test]
fn a_part_is_asked_for_once_when_somebody_goes_there_and_its_data_with_it() {
    let mut b = bench(Stored::default());
    assert!(is_asked(&b.open("/card"), Part::Card));
    assert_eq!(b.screen(), Screen::Arriving(LoadView::Loading { slow: false }));
    assert_eq!(sent(&b, "GET /v1/card"), 1);
    assert!(!is_asked(&b.open("/access-log"), Part::Card), "it is on its way");
    b.open("/card");
    settled(&mut b, Part::Card, true);
    assert_eq!(sent(&b, "GET /v1/card"), 1, "what is on its way is not asked for again");
    b.ok("GET /v1/card", &samples::card());
    let Screen::Card(view) = b.screen() else { panic!("{:?}", b.screen()) };
    assert!(matches!(view.face, LoadView::Ready(_)));
    assert!(!is_asked(&b.open("/record"), Part::Card), "it is here");
}

#[test]
fn data_that_come_before_their_part_are_shown_when_it_is_here() {
    let mut b = bench(Stored::default());
    b.open("/card");
    b.ok("GET /v1/card", &samples::card());
    assert!(matches!(b.screen(), Screen::Arriving(_)));
    settled(&mut b, Part::Card, true);
    let Screen::Card(view) = b.screen() else { panic!("{:?}", b.screen()) };
    assert!(matches!(view.face, LoadView::Ready(_)));
    assert_eq!(sent(&b, "GET /v1/card"), 0);
}

#[test]
fn data_of_a_screen_that_was_left_before_its_part_came_are_shown_nowhere() {
    let mut b = bench(Stored::default());
    b.open("/card");
    b.ok("GET /v1/card", &samples::card());
    b.open("/record");
    settled(&mut b, Part::Card, true);
    let Screen::Record(view) = b.screen() else { panic!("{:?}", b.screen()) };
    assert!(matches!(view.summary, LoadView::Loading { .. }));
    b.open("/card");
    assert_eq!(sent(&b, "GET /v1/card"), 1);
}

#[test]
fn a_part_that_does_not_come_is_a_failure_with_a_code_and_a_way_to_try_again() {
    let mut b = bench(Stored::default());
    b.open("/help");
    settled(&mut b, Part::Guide, false);
    let Screen::Arriving(LoadView::Failed(failure)) = b.screen() else { panic!("{:?}", b.screen()) };
    assert_eq!(failure.support_code.len(), 12);
    assert!(is_asked(&b.send(Event::RetryTapped), Part::Guide));
    assert_eq!(b.screen(), Screen::Arriving(LoadView::Loading { slow: false }));
    settled(&mut b, Part::Guide, true);
    assert_eq!(b.screen(), Screen::Help);
}

#[test]
fn a_link_that_is_touched_asks_for_its_part_and_nothing_personal() {
    let mut b = bench(Stored::default());
    let effects = b.send(Event::Touched(Route::Card));
    assert!(is_asked(&effects, Part::Card));
    assert_eq!(sent(&b, "GET /v1/card"), 0, "a look at the card is logged, and nobody has looked yet");
    assert!(b.send(Event::Touched(Route::Center)).is_empty(), "it is there from the start");
}

#[test]
fn a_link_that_is_touched_asks_for_its_data_where_nobody_writes_down_a_look() {
    let mut b = Bench::on("/me");
    b.send(Event::Touched(Route::AccessLog));
    b.send(Event::Touched(Route::Applications));
    assert_eq!(b.pending(), ["GET /v1/access-log", "GET /v1/applications"]);
    b.ok("GET /v1/applications", &Applications { items: Vec::new() });
    // It is for the screen that the last link leads to, and for nothing later.
    b.go("/applications");
    let Screen::Applications(view) = b.screen() else { panic!("{:?}", b.screen()) };
    assert!(matches!(view.items, LoadView::Ready(_)), "{view:?}");
    assert!(b.pending().is_empty(), "{:?}", b.pending());

    // What comes after the tap is waited for; where the finger was not lifted on the link, it is for nobody.
    b.send(Event::Touched(Route::AccessLog));
    b.go("/access-log");
    assert_eq!(b.pending(), ["GET /v1/access-log"]);
    b.send(Event::Touched(Route::Applications));
    b.go("/help");
    b.go("/me");
    assert!(b.pending().is_empty(), "{:?}", b.pending());
}

#[test]
fn signing_in_is_a_part_that_comes_where_it_is_asked_for() {
    let mut b = Bench::started(Start { in_parts: true, ..Start::default() });
    b.open("/card");
    let effects = b.refuse("GET /v1/session", ProblemType::NotSignedIn);
    assert!(is_asked(&effects, Part::Account));
    assert_eq!(sent(&b, "GET /v1/card"), 0, "nobody is signed in");
    settled(&mut b, Part::Account, true);
    assert!(matches!(b.screen(), Screen::SignIn(_)));
}

#[test]
fn a_submission_that_was_kept_brings_its_part_wherever_the_person_is() {
    let confirmed = at_confirm().send(apply(apply::Event::ConfirmTapped));
    let stored = stored(&confirmed);
    let mut b = Bench::started(Start { in_parts: true, stored, ..Start::default() });
    b.open("/me");
    assert!(is_asked(&b.ok("GET /v1/session", &samples::session("me")), Part::Apply));
    b.open("/");
    settled(&mut b, Part::Apply, true);
    assert_eq!(sent(&b, "POST /v1/applications"), 1);
}

#[test]
fn an_article_opens_over_the_page_and_waits_for_what_it_says() {
    let law = || contract::application::LawRef { law: contract::application::Law::Sil, article: 15 };
    let tap = |b: &mut Bench, law| b.send(apply(apply::Event::LawTapped(law)));
    let open = |b: &Bench| match b.screen() {
        Screen::Apply(view) => view.law,
        other => panic!("{other:?}"),
    };
    let mut b = bench(Stored::default());
    b.open("/apply/stop-contributions");
    settled(&mut b, Part::Apply, true);
    b.ok("POST /v1/applications/check", &samples::check(crate::domain::ApplicationKind::StopContributions));
    assert_eq!(open(&b), None);
    assert!(is_asked(&tap(&mut b, Some(law())), Part::Guide));
    assert_eq!(open(&b), Some((law(), LoadView::Loading { slow: false })));
    settled(&mut b, Part::Guide, false);
    assert!(matches!(open(&b), Some((_, LoadView::Failed(_)))));
    assert!(is_asked(&b.send(Event::RetryTapped), Part::Guide), "it is asked for again");
    settled(&mut b, Part::Guide, true);
    assert_eq!(open(&b), Some((law(), LoadView::Ready(()))));
    tap(&mut b, None);
    assert_eq!(open(&b), None);
    tap(&mut b, Some(law()));
    b.open("/apply/stop-contributions/consequences");
    assert_eq!(open(&b), None, "it goes with its page");
}
