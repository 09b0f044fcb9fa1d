//! From Home to the receipt, and back out of it.

use crate::support::Phone;
use contract::demo::DemoChange;
use journey::domain::{ApplicationKind as Kind, ApplicationState, RevealField};
use journey::steps::{apply, card, home::cities};
use journey::view::Screen;
use journey::{EmbedderEvent, Event, LoadView, Notice};

/// Who can apply for what.
pub const ELIGIBLE: [(&str, Kind); 5] = [
    ("c-jia", Kind::StopContributions),
    ("c-ji", Kind::CancelCard),
    ("c-jia", Kind::UnlinkCard),
    ("c-jia", Kind::ReportLoss),
    ("c-ji", Kind::ResumeContributions),
];

/// Nothing on the screen is missing or still to come.
#[track_caller]
pub fn assert_complete(phone: &Phone) {
    let drawn = format!("{:?}", phone.screen());
    assert!(!drawn.contains("Failed(") && !drawn.contains("Loading {"), "{}: {drawn}", phone.path());
}

#[test]
fn seven_taps_lead_from_home_to_cancel_and_seven_backs_home() {
    let mut p = Phone::of("c-jia", 1);
    p.settle();
    assert_complete(&p);
    let pages = ["/center", "/social-security", "/card", "/record", "/card/services", "/card/cancellation", "/apply"];
    for page in pages {
        p.open(page);
        assert_eq!(p.path(), page);
        assert_complete(&p);
    }
    assert_eq!((p.depth(), p.screen()), (7, Screen::Intent));
    for page in pages.iter().rev().skip(1).chain([&"/"]) {
        p.tap(Event::BackTapped);
        assert_eq!(p.path(), *page);
        assert_complete(&p);
    }
    assert_eq!(p.model.ignored(), 0);
}

#[test]
fn only_the_personal_pages_and_the_one_before_them_ask_who_is_there() {
    let mut p = Phone::new(2);
    for page in ["/", "/center", "/cities", "/settings", "/help", "/help/law", "/about"] {
        p.open(page);
        assert_complete(&p);
    }
    assert!(p.sent.iter().all(|r| !r.path.contains("session")), "nobody asked");
    p.open("/social-security");
    assert_complete(&p);
    assert_eq!(p.sent.last().map(|r| r.path.as_str()), Some("/v1/session"), "and nothing personal after it");
    p.open("/card");
    assert!(matches!(p.screen(), Screen::SignIn(v) if !v.ended));
    p.sign_in("c-jia");
    assert_eq!(p.path(), "/card");
    assert_complete(&p);
}

#[test]
fn each_kind_is_applied_for_followed_and_withdrawn() {
    for (citizen, kind) in ELIGIBLE {
        let mut p = Phone::of(citizen, 3);
        p.tap_seven();
        p.walk(kind);
        assert!(p.truth(citizen).is_empty(), "{kind:?}: nothing is sent before the last button");
        p.confirm();
        let id = p.application().id;
        assert_eq!(p.path(), format!("/receipt/{id}"));
        assert_eq!(p.truth(citizen), std::slice::from_ref(&id));
        assert_eq!((p.kept_count(), p.sending()), ((0, 0), None));
        assert!(p.notices.contains(&Notice::Submitted) && p.told == [EmbedderEvent::Submitted]);
        p.travel(-1);
        assert_eq!(p.path(), "/card/cancellation", "{kind:?}: back leads to the page before \"Cancel\"");
        p.open("/applications");
        assert!(
            matches!(p.screen(), Screen::Applications(v) if matches!(&v.items, LoadView::Ready(l) if l.len() == 1))
        );
        p.open(&format!("/applications/{id}"));
        p.open(&format!("/applications/{id}/withdraw"));
        p.withdraw();
        assert_eq!(p.path(), format!("/applications/{id}"));
        assert_eq!(p.application().state, ApplicationState::Withdrawn, "{kind:?}");
        p.travel(-1);
        assert_eq!(p.path(), "/applications");
        assert_eq!(p.told, [EmbedderEvent::Submitted, EmbedderEvent::Withdrawn]);
    }
}

#[test]
fn the_receipt_follows_the_office() {
    let mut p = Phone::of("c-jia", 4);
    p.tap_seven();
    p.walk(Kind::StopContributions);
    p.confirm();
    assert_eq!(p.application().state, ApplicationState::Submitted);
    p.wait(600);
    assert_eq!(p.application().state, ApplicationState::Received, "the end of the undo window is looked at by itself");
    p.demo(&DemoChange {
        advance_seconds: Some(90 * 86_400),
        sign_in: Some("c-jia".to_owned()),
        ..DemoChange::default()
    });
    p.send(Event::Hidden);
    p.tap(Event::Shown);
    assert_eq!(p.application().state, ApplicationState::Effective);
    assert!(!p.application().withdrawable);
}

#[test]
fn thinking_again_leaves_no_entry_behind_and_keeps_the_answers() {
    let mut p = Phone::of("c-jia", 5);
    p.tap_seven();
    p.walk(Kind::StopContributions);
    p.apply(apply::Event::Abandoned);
    assert_eq!((p.path().as_str(), p.kept_count().1), ("/card/services", 1));
    p.travel(-1);
    assert_eq!(p.path(), "/card/cancellation");
    p.open("/apply/stop-contributions/consequences");
    assert!(!p.flow().acknowledged.is_empty());
}

#[test]
fn the_card_hides_and_renews_itself() {
    let mut p = Phone::of("c-jia", 6);
    p.open("/card");
    let code = |p: &Phone| match p.screen() {
        Screen::Card(card::View { code: Some(LoadView::Ready(code)), .. }) => code.payload.clone(),
        other => panic!("{other:?}"),
    };
    let first = code(&p);
    p.wait(61);
    assert_ne!(code(&p), first);
    p.tap(Event::Card(card::Event::RevealTapped(RevealField::CardNumber)));
    let number = |p: &Phone| match p.screen() {
        Screen::Card(card::View { face: LoadView::Ready(face), .. }) => face.card_number.text,
        other => panic!("{other:?}"),
    };
    assert!(!number(&p).contains('*'));
    p.wait(20);
    assert!(number(&p).contains('*'));
    let asked = p.sent.len();
    p.send(Event::Hidden);
    p.wait(600);
    assert_eq!(p.sent.len(), asked, "nothing is asked for out of sight");
}

#[test]
fn another_city_has_other_services() {
    let mut p = Phone::new(7);
    p.settle();
    let services = |p: &Phone| match p.screen() {
        Screen::Home(v) => format!("{:?}", v.services),
        other => panic!("{other:?}"),
    };
    let before = services(&p);
    p.open("/cities");
    p.tap(Event::Cities(cities::Event::CityTapped("yangban".to_owned())));
    assert_eq!(p.path(), "/");
    assert_complete(&p);
    assert_ne!(services(&p), before);
    p.reload(true);
    assert_eq!(p.chrome().city.map(|c| c.id.clone()).as_deref(), Some("yangban"));
}

#[test]
fn every_year_and_insurance_of_a_long_record() {
    let mut p = Phone::of("c-bing", 8);
    p.open("/record");
    let Screen::Record(view) = p.screen() else { panic!() };
    let LoadView::Ready(summary) = view.summary else { panic!() };
    assert!(view.years.len() >= 39);
    for item in &summary.items {
        for year in [1999, 2000, 2021] {
            p.open(&format!("/record/{}/{year}", item.insurance.as_str()));
            assert_complete(&p);
            let Screen::Record(view) = p.screen() else { panic!() };
            assert!(matches!(view.months, LoadView::Ready(y) if y.posted == 12), "{:?} {year}", item.insurance);
        }
    }
}
