//! The loop itself: the clock, the back link, events that fit nothing, and how outcomes are sorted.

use crate::bench::samples;
use crate::bench::{Bench, NOW, gone, response};
use crate::domain::ProblemType;
use crate::view::Screen;
use crate::{Effect, Event, Failure, FailureKind, How, Load, LoadView, Start};
use contract::http::{FetchError, Response, TRACEPARENT};
use contract::problem::Problem;
use contract::values::Instant;

/// An answer dated so many seconds after the tests' time.
fn dated(seconds: i64) -> Response {
    let at = NOW.plus_seconds(seconds).to_string();
    let (date, time) = at.split_once('T').unwrap();
    let names = ["Jan", "Feb", "Mar", "Apr"];
    let month: usize = date[5..7].parse().unwrap();
    let mut answer = response(200, &samples::cities());
    let text = format!("Mon, {} {} {} {} GMT", &date[8..10], names[month - 1], &date[..4], &time[..8]);
    answer.headers.push(("date".to_owned(), text));
    answer
}

#[test]
fn the_clock_is_learned_where_the_device_is_certainly_wrong() {
    // How long the answer took, what it was dated, and by how much the backend is ahead.
    let table =
        [(0, 0, 0), (0, 1, 0), (3, 0, 0), (3, 3, 0), (30, 0, 0), (0, 3600, 3600), (0, -3600, -3600), (10, 3600, 3590)];
    for (took, date, offset) in table {
        let mut b = Bench::new();
        b.go("/");
        b.now = b.now.plus_seconds(took);
        b.answer("GET /v1/cities", Ok(dated(date)));
        let off = b.chrome().clock_offset_ms - offset * 1000;
        assert!(off.abs() <= 1000, "took {took} s, dated {date}: {off} ms off");
    }
}

#[test]
fn a_clock_that_was_learned_stays_until_it_is_proved_wrong() {
    let mut b = Bench::new();
    b.go("/");
    b.answer("GET /v1/cities", Ok(dated(3600)));
    assert_eq!(b.model.clock_offset_ms(), 3_600_000);
    let mut late = dated(3601);
    late.body = serde_json::to_vec(&samples::services("b")).unwrap();
    b.answer("GET /v1/services", Ok(late.clone()));
    assert_eq!(b.model.clock_offset_ms(), 3_600_000, "a second is the header's own coarseness");
    b.open("/card");
    let mut now = dated(0);
    now.body = serde_json::to_vec(&samples::session("me")).unwrap();
    b.answer("GET /v1/session", Ok(now));
    assert_eq!(b.model.clock_offset_ms(), 0);
}

#[test]
fn what_was_to_happen_is_set_anew_when_the_clock_was_wrong() {
    let mut b = Bench::on("/receipt/x");
    let mut answer = dated(-60);
    let application = samples::application("x", crate::domain::ApplicationState::Submitted);
    answer.body = serde_json::to_vec(&application).unwrap();
    b.ok("GET /v1/applications/x", &application);
    b.send(Event::RetryTapped);
    let effects = b.answer("GET /v1/applications/x", Ok(answer));
    let by_the_device = NOW.plus_seconds(659)..=NOW.plus_seconds(660);
    assert!(effects.iter().any(|e| matches!(e, Effect::WakeAt(at) if by_the_device.contains(at))), "{effects:?}");
}

#[test]
fn clocks_gone_mad_break_nothing() {
    for ms in [i64::MIN, -1, 0, i64::MAX] {
        let mut b = Bench::new();
        b.go("/card");
        b.now = Instant::from_ms(ms);
        b.answer("GET /v1/cities", Ok(dated(0)));
        b.ok("GET /v1/session", &samples::session("me"));
        // A clock that was put past the end of the session: who is there is asked once more, and no further.
        for _ in 0..2 {
            if b.pending().contains(&"GET /v1/session".to_owned()) {
                b.ok("GET /v1/session", &samples::session("me"));
            }
        }
        b.ok("GET /v1/card", &samples::card());
        b.send(Event::Woke);
        b.now = Instant::from_ms(ms.wrapping_neg());
        b.send(Event::Woke);
        b.model.view();
    }
}

#[test]
fn back_is_the_historys_or_the_page_above() {
    let mut b = Bench::on("/card");
    assert_eq!(b.send(Event::BackTapped), [Effect::Back]);
    b.at(0, "/card");
    assert_eq!(gone(&b.send(Event::BackTapped)), Some(("/social-security".to_owned(), How::Replace)));
    b.at(0, "/");
    assert!(b.send(Event::BackTapped).is_empty());
    b.at(0, "/no/such/page");
    assert_eq!((b.screen(), gone(&b.send(Event::BackTapped)).unwrap().0), (Screen::NotFound, "/".to_owned()));
}

#[test]
fn every_address_has_a_screen() {
    for path in [
        "/center",
        "/cities",
        "/social-security",
        "/me",
        "/settings",
        "/about",
        "/help",
        "/help/characteristics",
        "/help/law",
        "/demo",
        "/gallery",
        "/card",
        "/record",
        "/record/pension/2025-01",
        "/card/services",
        "/card/cancellation",
        "/apply",
        "/apply/report-loss/confirm",
        "/receipt/x",
        "/applications",
        "/applications/x",
        "/applications/x/withdraw",
        "/access-log",
    ] {
        let mut b = Bench::on(path);
        assert!(!matches!(b.screen(), Screen::NotFound | Screen::SignIn(_) | Screen::AskingWho(_)), "{path}");
        assert_eq!(b.chrome().route.to_string(), path);
        b.send(Event::RetryTapped);
        let asked = b.pending().len();
        assert!(b.wait(60).is_empty(), "{path}: nothing is due");
        assert_eq!(b.pending().len(), asked, "{path}");
    }
}

#[test]
fn what_fits_nothing_is_ignored_and_counted() {
    let mut b = Bench::on("/card");
    let number = b.take("GET /v1/card");
    let outcome = Ok(response(200, &samples::card()));
    b.send(Event::Answered { number, outcome: outcome.clone() });
    let before = b.model.view();
    assert_eq!(b.model.ignored(), 0);
    assert!(b.send(Event::Answered { number, outcome }).is_empty(), "a second answer");
    b.send(Event::Started(Box::new(Start { lang: "xx".to_owned(), ..Start::default() })));
    assert_eq!(b.model.ignored(), 2);
    assert_eq!(b.model.view(), before);
    assert_eq!(number.get(), 3);
}

#[test]
fn leaving_a_page_ends_what_it_was_loading() {
    let mut b = Bench::on("/card");
    let number = b.take("GET /v1/card");
    let effects = b.open("/help");
    assert!(effects.contains(&Effect::Abort { number }));
    b.send(Event::Answered { number, outcome: Err(FetchError::NeverSent) });
    assert_eq!(b.model.ignored(), 1);
}

#[test]
fn outcomes_are_sorted_by_what_the_person_can_do() {
    let plain = |status| Ok(Response::new(status));
    let said = |kind: ProblemType| Ok(response(kind.status(), &Problem::new(kind)));
    let refused = FailureKind::Refused;
    let table = [
        (Err(FetchError::NeverSent), FailureKind::NeverSent),
        (Err(FetchError::MaybeSent), FailureKind::MaybeSent),
        (Err(FetchError::Unusable), FailureKind::Unusable),
        (plain(400), refused(ProblemType::InvalidRequest)),
        (plain(401), refused(ProblemType::NotSignedIn)),
        (plain(403), refused(ProblemType::Forbidden)),
        (plain(404), refused(ProblemType::NotFound)),
        (plain(408), refused(ProblemType::Unavailable)),
        (plain(409), refused(ProblemType::RequestInProgress)),
        (plain(418), refused(ProblemType::InvalidRequest)),
        (plain(429), refused(ProblemType::TooManyRequests)),
        (plain(500), refused(ProblemType::ServerError)),
        (plain(302), refused(ProblemType::ServerError)),
        (plain(501), refused(ProblemType::NotSupported)),
        (plain(503), refused(ProblemType::Unavailable)),
        (said(ProblemType::Locked), refused(ProblemType::Locked)),
        (said(ProblemType::AlreadyUnderWay), refused(ProblemType::AlreadyUnderWay)),
        (said(ProblemType::Unknown), refused(ProblemType::ServerError)),
    ];
    for (outcome, kind) in table {
        let failure = Failure::sort(outcome.clone(), "C-OWN", NOW).unwrap_err();
        assert_eq!((failure.kind, failure.support_code.as_str()), (kind, "C-OWN"), "{outcome:?}");
    }
    assert!(Failure::sort(plain(204), "", NOW).is_ok());
}

#[test]
fn a_refusal_brings_along_what_helps() {
    let problem = Problem {
        attempts_left: Some(2),
        application: Some("x".to_owned()),
        ..Problem::new(ProblemType::AlreadyUnderWay)
    };
    let mut answer = response(409, &problem);
    answer.headers = vec![("x-request-id".to_owned(), "r-1".to_owned()), ("Retry-After".to_owned(), " 5 ".to_owned())];
    let failure = Failure::sort(Ok(answer.clone()), "own", NOW).unwrap_err();
    assert_eq!((failure.support_code.as_str(), failure.attempts_left), ("r-1", Some(2)));
    assert_eq!((failure.application.as_deref(), failure.retry_at), (Some("x"), Some(NOW.plus_seconds(5))));
    assert!(failure.documented);
    let at = Problem { retry_at: Some(NOW.plus_seconds(99)), ..problem };
    answer.body = serde_json::to_vec(&at).unwrap();
    answer.headers[0].1 = "x".repeat(65);
    let failure = Failure::sort(Ok(answer), "own", NOW).unwrap_err();
    assert_eq!((failure.support_code.as_str(), failure.retry_at), ("own", Some(NOW.plus_seconds(99))));
}

#[test]
fn a_support_code_can_be_read_out_on_the_telephone() {
    let mut b = Bench::on("/card");
    b.answer("GET /v1/card", Ok(Response { body: b"<html>".to_vec(), ..Response::new(200) }));
    let Screen::Card(view) = b.screen() else { panic!() };
    let LoadView::Failed(failure) = view.face else { panic!("{:?}", view.face) };
    assert_eq!(failure.kind, FailureKind::Unusable);
    assert!(failure.support_code.len() == 12 && failure.support_code.bytes().all(|b| b.is_ascii_hexdigit()));
}

#[test]
fn what_one_event_asks_for_is_one_trace_and_the_support_code_begins_it() {
    let trace = |b: &Bench, call: &str| {
        let request = b.request(call);
        let parent = request.header(TRACEPARENT).unwrap().to_owned();
        let parts: Vec<_> = parent.split('-').map(str::to_owned).collect();
        assert_eq!((parts.len(), &*parts[0], parts[1].len(), parts[2].len(), &*parts[3]), (4, "00", 32, 16, "01"));
        parts[1].clone()
    };
    let mut b = Bench::on("/card");
    let first = trace(&b, "GET /v1/card");
    b.answer("GET /v1/card", Err(FetchError::NeverSent));
    let Screen::Card(view) = b.screen() else { panic!() };
    let LoadView::Failed(failure) = view.face else { panic!("{:?}", view.face) };
    assert_eq!(failure.support_code, first[..12]);
    b.go("/applications");
    assert_ne!(trace(&b, "GET /v1/applications"), first, "another event, another trace");
    let mut b = Bench::new();
    b.open("/me");
    assert_eq!(trace(&b, "GET /v1/session"), trace(&b, "GET /v1/cities"));
}

#[test]
fn a_load_keeps_what_is_here_until_something_newer_comes() {
    let failure = Failure::new(FailureKind::NeverSent, "");
    let mut load = Load::Idle;
    assert_eq!(load.view(NOW, |n| **n), LoadView::Loading { slow: false });
    load.ask(NOW);
    assert_eq!(load.view(NOW.plus_seconds(1), |n| **n), LoadView::Loading { slow: false });
    assert_eq!(load.view(NOW.plus_seconds(2), |n| **n), LoadView::Loading { slow: true });
    load.settle(Err(failure.clone()), NOW);
    assert_eq!((load.view(NOW, |n| **n), load.stale(), load.data()), (LoadView::Failed(failure.clone()), None, None));
    load.ask(NOW);
    assert!(matches!(load, Load::Loading { .. }));
    load.settle(Ok(1_u8.into()), NOW);
    load.ask(NOW);
    load.settle(Err(failure.clone()), NOW);
    assert_eq!((load.view(NOW, |n| **n), load.stale()), (LoadView::Ready(1), Some(&failure)));
    load.settle(Ok(2.into()), NOW);
    assert_eq!((load.data(), load.stale()), (Some(&2), None));
    load.settle(Err(Failure::new(FailureKind::Refused(ProblemType::NotSignedIn), "")), NOW);
    assert_eq!(load.data(), None, "who is signed out has nothing");
}

#[test]
fn what_is_derived_from_an_answer_is_worked_out_when_it_comes() {
    // What is shared is equal to itself only: were it made at each draw, no view would be like the one before.
    let mut b = Bench::on("/record/pension/2025");
    b.ok("GET /v1/contributions/summary", &samples::summary());
    b.ok("GET /v1/contributions", &samples::page(&["2025-12", "2025-11"]));
    for path in ["/record/pension/2025", "/record/pension/2025-11", "/record/maternity", "/cities", "/"] {
        b.open(path);
        assert!(b.chrome().city.is_some());
        assert_eq!(b.model.view(), b.model.view(), "{path}");
    }
    b.open("/card/services");
    b.ok("GET /v1/card/services", &samples::card_services());
    b.open("/card/cancellation");
    assert!(matches!(b.screen(), Screen::Cancellation(v) if matches!(v.service, LoadView::Ready(Some(_)))));
    assert_eq!(b.model.view(), b.model.view());
}
