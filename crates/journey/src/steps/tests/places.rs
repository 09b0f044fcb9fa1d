//! Home, the Citizen Center, the city picker, settings and the demo panel.

use crate::bench::samples::{self, services};
use crate::bench::{Bench, gone, kept, old, ready, says, stored};
use crate::domain::{Demo, DemoChange, DemoStorage, ProblemType};
use crate::steps::{
    demo,
    home::{self, cities, settings},
};
use crate::view::{Chrome, Screen};
use crate::{Appearance, Effect, Event, How, Keep, LoadView, Model, Notice, Part, Settings, Start, TextSize};
use contract::city::{Cities, City};
use contract::http::FetchError;

const LOG: &str = "GET /v1/access-log";
const CITIES: &str = "GET /v1/cities";
const SERVICES: &str = "GET /v1/services";

fn home_view(b: &Bench) -> home::View {
    match b.screen() {
        Screen::Home(view) | Screen::Center(view) => view,
        other => panic!("not home: {other:?}"),
    }
}

fn picker(b: &Bench) -> cities::View {
    match b.screen() {
        Screen::Cities(view) => view,
        other => panic!("not the picker: {other:?}"),
    }
}

#[test]
fn home_shows_the_services_of_the_first_popular_city() {
    let mut b = Bench::new();
    b.go("/");
    assert!(matches!(home_view(&b).services, LoadView::Loading { .. }));
    b.ok(CITIES, &samples::cities());
    assert!(b.request(SERVICES).path.ends_with("?city=b"));
    b.ok(SERVICES, &services("b"));
    assert!(ready(home_view(&b).services).is_empty());
    b.open("/center");
    assert!(b.pending().is_empty(), "they are here");
    b.send(Event::Home(home::Event::SearchTyped("x".repeat(100))));
    assert_eq!(home_view(&b).query.len(), 40);
    b.open("/");
    assert_eq!(home_view(&b).query, "", "the search was left");
}

#[test]
fn home_without_cities_or_services_says_why_and_tries_again() {
    let mut b = Bench::new();
    b.go("/");
    b.lost(CITIES, FetchError::NeverSent);
    assert!(matches!(home_view(&b).services, LoadView::Failed(_)));
    b.send(Event::RetryTapped);
    b.send(Event::RetryTapped);
    assert_eq!(b.pending(), [CITIES], "once");
    b.open("/center");
    assert_eq!(b.pending(), [CITIES], "and not anew on each page");
    b.ok(CITIES, &samples::cities());
    b.refuse(SERVICES, ProblemType::Unavailable);
    assert!(matches!(home_view(&b).services, LoadView::Failed(_)));
    b.send(Event::RetryTapped);
    b.ok(SERVICES, &services("b"));
    ready(home_view(&b).services);
    b.send(Event::ConnectionChanged { online: false });
    assert!(!b.chrome().online);
    b.send(Event::ConnectionChanged { online: true });
    assert!(b.chrome().online && b.pending().is_empty());
}

#[test]
fn what_a_network_took_too_early_is_asked_for_once_more() {
    let mut b = Bench::on("/access-log");
    b.lost(LOG, FetchError::NeverSent);
    b.wait(1);
    assert!(b.pending().is_empty(), "without a network nothing is tried by itself");
    b.send(Event::ConnectionChanged { online: false });
    b.send(Event::ConnectionChanged { online: true });
    for _ in 0..3 {
        b.lost(LOG, FetchError::NeverSent);
        assert!(b.pending().is_empty(), "not at once");
        b.wait(1);
        assert_eq!(b.pending(), [LOG]);
    }
    b.wait(2);
    b.lost(LOG, FetchError::NeverSent);
    b.wait(1);
    assert!(b.pending().is_empty(), "not for ever");
}

#[test]
fn the_first_city_is_taken_as_it_is_and_a_switch_is_confirmed() {
    let mut b = Bench::on("/");
    b.ok(SERVICES, &services("b"));
    b.open("/cities");
    let tap = |b: &mut Bench, id: &str| b.send(Event::Cities(cities::Event::CityTapped(id.to_owned())));
    assert!(tap(&mut b, "nowhere").is_empty());
    let effects = tap(&mut b, "c");
    assert!(says(&effects, Notice::CityChanged) && effects.contains(&Effect::Back));
    assert!(kept(&effects, Keep::Settings).flatten().is_some_and(|t| t.contains(r#""city":"c""#)));
    b.at(b.index - 1, "/");
    assert!(matches!(home_view(&b).services, LoadView::Loading { .. }), "the services of another city are not shown");
    b.ok(SERVICES, &services("c"));
    assert_eq!(home_view(&b).city.map(|c| c.id.clone()).as_deref(), Some("c"));

    b.open("/cities");
    assert!(b.send(Event::Cities(cities::Event::SwitchConfirmed)).is_empty(), "nothing was asked");
    tap(&mut b, "a");
    assert_eq!(picker(&b).confirm.map(|c| c.id.clone()).as_deref(), Some("a"));
    b.send(Event::Cities(cities::Event::SwitchDismissed));
    assert!(picker(&b).confirm.is_none());
    assert!(!says(&tap(&mut b, "c"), Notice::CityChanged), "the one in use");
    tap(&mut b, "a");
    b.send(Event::Cities(cities::Event::SwitchConfirmed));
    assert_eq!(b.chrome().city.map(|c| c.id.clone()).as_deref(), Some("a"));
}

#[test]
fn a_city_chosen_at_its_own_address_leads_home() {
    let mut b = Bench::new();
    b.go("/cities");
    b.ok(CITIES, &samples::cities());
    let effects = b.send(Event::Cities(cities::Event::CityTapped("c".to_owned())));
    assert_eq!(gone(&effects), Some(("/".to_owned(), How::Replace)));
}

#[test]
fn cities_are_found_by_pinyin_or_name() {
    let mut b = Bench::on("/cities");
    let searches = [
        ("", 3),
        ("  ASHI", 1),
        ("示例", 3),
        ("SAMPLE", 3),
        ("zzz", 0),
        ("a'shi", 1),
        ("a shi", 1),
        ("Ａｓｈì", 1),
        ("\u{200b}示 例", 3),
        ("' ", 3),
    ];
    for (typed, found) in searches {
        b.send(Event::Cities(cities::Event::SearchTyped(typed.to_owned())));
        assert_eq!(ready(picker(&b).cities).len(), found, "{typed}");
        assert_eq!(picker(&b).query, typed);
    }
    b.open("/");
    b.open("/cities");
    assert_eq!(picker(&b).query, "");
    let index: Vec<_> = picker(&b).index.iter().map(|group| (group.letter, group.cities.len())).collect();
    assert_eq!(index, [(None, 2), (Some('A'), 1), (Some('B'), 1), (Some('C'), 1)], "the popular ones first");
}

#[test]
fn every_city_has_a_place_in_the_index() {
    let pinyin = ["", "éshi", "1shi", "Bshi", "示例", "'cshi", " dshi", "ｅshi", "vshi", "üshi", "-"];
    let cities = pinyin.iter().zip('a'..).map(|(pinyin, id)| {
        let city = samples::city(&id.to_string(), false);
        City { pinyin: (*pinyin).to_owned(), ..city }
    });
    let mut b = Bench::new();
    b.go("/cities");
    b.ok(CITIES, &Cities { items: cities.collect() });
    let index = picker(&b).index;
    let ids = |group: &cities::Group| group.cities.iter().map(|city| city.id.as_str()).collect::<String>();
    let index: Vec<_> = index.iter().map(|group| (group.letter.unwrap_or(' '), ids(group))).collect();
    let index: Vec<_> = index.iter().map(|(letter, ids)| (*letter, ids.as_str())).collect();
    let places = [('B', "d"), ('C', "f"), ('D', "g"), ('E', "bh"), ('U', "j"), ('V', "i"), ('#', "acek")];
    assert_eq!(index, places);
}

#[test]
fn what_searches_is_asked_for_as_somebody_searches_and_can_be_tried_again() {
    let mut b = Bench::started(Start { demo: true, in_parts: true, ..Start::default() });
    b.go("/");
    let part = Part::Guide;
    assert!(matches!(home_view(&b).search, LoadView::Loading { .. }));
    let typed = || Event::Home(home::Event::SearchTyped("card".to_owned()));
    assert!(b.send(typed()).contains(&Effect::Load(part)));
    assert!(!b.send(typed()).contains(&Effect::Load(part)), "once");
    b.send(Event::PartSettled { part, came: false });
    assert!(matches!(home_view(&b).search, LoadView::Failed(_)));
    assert!(b.send(Event::RetryTapped).contains(&Effect::Load(part)));
    b.send(Event::PartSettled { part, came: true });
    assert!(matches!(home_view(&b).search, LoadView::Ready(())));
}

#[test]
fn settings_are_applied_kept_and_read_back() {
    let mut b = Bench::new();
    let send = |b: &mut Bench, event| b.send(Event::Settings(event));
    send(&mut b, settings::Event::TextSizeChosen(TextSize::Elder));
    send(&mut b, settings::Event::AppearanceChosen(Appearance::Dark));
    let effects = send(&mut b, settings::Event::LanguageSpoken("zh-CN".to_owned()));
    assert!(says(&effects, Notice::Saved));
    assert_eq!(b.chrome().lang, "zh-CN");
    let [.., effects] =
        ["a", "b", "a", "c", "d", "e"].map(|id| send(&mut b, settings::Event::ServiceOpened(id.to_owned())));
    assert_eq!(b.chrome().settings.recent, ["e", "d", "c", "a"]);
    let again = Bench::with(stored(&effects));
    assert_eq!(again.chrome().settings, b.chrome().settings);
    assert_eq!(again.chrome().settings.text_size, TextSize::Elder);

    for (event, on) in [(settings::Event::GuideStarted, true), (settings::Event::GuideEnded, false)] {
        send(&mut b, event);
        assert_eq!(b.chrome().guide, on);
    }
}

#[test]
fn a_language_is_in_use_once_its_words_are_here() {
    let mut b = Bench::new();
    let send = |b: &mut Bench, event| b.send(Event::Settings(event));
    send(&mut b, settings::Event::TextSizeChosen(TextSize::Large));
    let before = b.chrome();
    assert_eq!(before.lang, "en");
    for _ in 0..2 {
        let effects = send(&mut b, settings::Event::LanguageChosen("zh-CN".to_owned()));
        assert_eq!(effects, [Effect::Speak("zh-CN".to_owned())], "nothing is kept, nothing is said");
        assert_eq!(b.chrome(), Chrome { lang: "zh-CN".to_owned(), ..before.clone() }, "what was tapped stays tapped");
        let effects = send(&mut b, settings::Event::LanguageFailed);
        assert_eq!(effects, [Effect::Announce(Notice::CouldNotLoad)], "nothing is kept");
        assert_eq!(b.chrome(), before);
    }
    send(&mut b, settings::Event::LanguageChosen("zh-CN".to_owned()));
    let effects = send(&mut b, settings::Event::LanguageSpoken("zh-CN".to_owned()));
    assert!(says(&effects, Notice::Saved));
    assert_eq!((b.chrome().lang.as_str(), b.chrome().settings.lang.as_deref()), ("zh-CN", Some("zh-CN")));
    let again = Bench::with(stored(&effects));
    assert_eq!(again.chrome().settings.lang.as_deref(), Some("zh-CN"));
}

#[test]
fn settings_that_cannot_be_read_are_none() {
    for text in ["", "{", "[]", r#"{"text_size":"gigantic"}"#] {
        let b = Bench::with(old(Keep::Settings, text));
        assert_eq!(b.chrome().settings, Settings::default(), "{text}");
    }
    let b = Bench::with(old(Keep::Settings, r#"{"city":"c","unknown":1}"#));
    assert_eq!(b.chrome().settings.city.as_deref(), Some("c"), "one of a newer version is read as far as it goes");
}

fn demo() -> Demo {
    Demo {
        citizens: Vec::new(),
        outbox: Vec::new(),
        latency_ms: 0,
        fault: None,
        fault_count: 0,
        clock_ahead_seconds: 0,
        storage: DemoStorage::Kept,
    }
}

#[test]
fn the_demo_panel_renews_who_is_there() {
    let mut b = Bench::on("/demo");
    b.ok("GET /demo", &demo());
    assert!(
        matches!(b.screen(), Screen::Demo(v) if !v.busy && matches!(&v.demo, LoadView::Ready(it) if **it == demo()))
    );
    let change = |sign_in: Option<&str>| {
        Event::Demo(demo::Event::Changed(DemoChange { sign_in: sign_in.map(str::to_owned), ..DemoChange::default() }))
    };
    b.send(change(None));
    b.ok("PATCH /demo", &demo());
    assert!(b.pending().is_empty());
    b.send(change(Some("other")));
    b.send(change(None));
    b.open("/help");
    b.open("/demo");
    assert_eq!(b.pending(), ["PATCH /demo"], "reading must not give up a change");
    b.ok("PATCH /demo", &demo());
    assert_eq!(b.pending(), ["GET /v1/session"], "the first of two changes made it another person");
    b.ok("GET /v1/session", &samples::session("other"));
    b.ok("GET /demo", &demo());
    b.send(change(Some("me")));
    b.lost("PATCH /demo", FetchError::NeverSent);
    assert_eq!(b.chrome().session.map(|s| s.citizen.clone()).as_deref(), Some("other"));
}

#[test]
fn there_is_no_demo_panel_on_a_real_backend() {
    let mut b = Bench::new();
    b.model = Model::default();
    b.send(Event::Started(Box::default()));
    b.open("/demo");
    assert_eq!(b.screen(), Screen::NotFound);
    assert!(!b.pending().contains(&"GET /demo".to_owned()));
    let pending = b.pending();
    b.send(Event::Demo(demo::Event::Changed(DemoChange::default())));
    assert_eq!(b.pending(), pending);
}
