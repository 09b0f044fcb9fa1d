//! Anything at any time: no sequence of events panics, and the promises about the one submission hold.

use super::sending::{apply, at_confirm};
use crate::bench::samples::{self, month};
use crate::bench::{Bench, NOW, operation, response};
use crate::domain::{
    ApplicationKind, ApplicationState, ConsequenceCode, Insurance, Law, LawRef, Motive, ProblemType, RevealField,
    VerificationMethod,
};
use crate::steps::apply::Event as Apply;
use crate::steps::{
    account::{sessions, sign_in},
    apply::applications,
    card::{self, record},
    demo,
    home::{self, cities, settings},
};
use crate::{Appearance, Effect, Event, How, Keep, Part, Route, Start, Stored, TextSize};
use contract::application::{Application, Applications, Check};
use contract::card::{CardServices, CardState};
use contract::contribution::ContributionPage;
use contract::demo::{Demo, DemoChange, DemoStorage};
use contract::http::{FetchError, Outcome, Response};
use contract::problem::Problem;
use contract::session::AccessLog;
use contract::values::Instant;
use contract::verification::Verified;
use contract_document::Document;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use serde_json::Value;
use std::collections::BTreeMap;

const PATHS: [&str; 25] = [
    "/",
    "/center",
    "/cities",
    "/social-security",
    "/card",
    "/record",
    "/record/pension/2025",
    "/record/medical/2025-03",
    "/card/services",
    "/card/cancellation",
    "/apply",
    "/apply/stop-contributions",
    "/apply/stop-contributions/review",
    "/apply/stop-contributions/verify",
    "/apply/stop-contributions/confirm",
    "/apply/unlink-card/confirm",
    "/receipt/x",
    "/applications",
    "/applications/x",
    "/applications/x/withdraw",
    "/access-log",
    "/sessions",
    "/me",
    "/demo",
    "/nowhere",
];

/// A time out of any number: mostly near, sometimes nonsense.
fn time(n: u64) -> Instant {
    match n % 16 {
        0 => Instant::from_ms(i64::MIN),
        1 => Instant::from_ms(i64::MAX),
        2 => Instant::from_ms(n.cast_signed()),
        _ => NOW.plus_seconds(i64::try_from(n % 2000).unwrap() - 500),
    }
}

fn pick(n: u64, of: usize) -> usize {
    usize::try_from(n % of as u64).unwrap()
}

fn kind(n: u64) -> ApplicationKind {
    [ApplicationKind::StopContributions, ApplicationKind::UnlinkCard, ApplicationKind::CancelCard][pick(n, 3)]
}

fn application(n: u64) -> Application {
    let state = [ApplicationState::Submitted, ApplicationState::Withdrawn][pick(n, 2)];
    Application { undo_until: Some(time(n / 6)), ..samples::application(["x", "y", "x", ""][pick(n / 2, 4)], state) }
}

fn demo_state() -> Demo {
    Demo {
        citizens: Vec::new(),
        outbox: Vec::new(),
        latency_ms: u32::MAX,
        fault: None,
        fault_count: 0,
        clock_ahead_seconds: i32::MIN,
        storage: DemoStorage::MemoryOnly,
    }
}

fn verification(n: u64) -> contract::verification::Verification {
    let method = [VerificationMethod::SmsCode, VerificationMethod::Password, VerificationMethod::Unknown][pick(n, 3)];
    contract::verification::Verification { resend_at: time(n / 3), ..samples::verification("v", method, time(n)) }
}

/// What the backend may say to an operation: what fits, at any time of its own.
fn body(name: &str, n: u64) -> Value {
    let value = |it: Result<Value, serde_json::Error>| it.unwrap();
    value(match name {
        "GET /v1/session" | "POST /v1/session" => serde_json::to_value(samples::session(["me", "other"][pick(n, 2)])),
        "GET /v1/cities" => serde_json::to_value(samples::cities()),
        "GET /v1/services" => serde_json::to_value(samples::services(["b", "b", "c"][pick(n, 3)])),
        "GET /v1/card" => serde_json::to_value(samples::card()),
        "POST /v1/card/code" => serde_json::to_value(samples::code(time(n))),
        "POST /v1/reveals" => {
            let field = [RevealField::IdNumber, RevealField::CardNumber][pick(n, 2)];
            serde_json::to_value(samples::reveal(field, time(n / 2)))
        }
        "GET /v1/card/services" => {
            let card_state = [CardState::Normal, CardState::Unknown][pick(n, 2)];
            serde_json::to_value(CardServices { card_state, items: Vec::new() })
        }
        "GET /v1/contributions/summary" => serde_json::to_value(samples::summary()),
        "GET /v1/contributions" => {
            let next_cursor = n.is_multiple_of(4).then(|| "a".to_owned());
            serde_json::to_value(ContributionPage {
                next_cursor,
                ..samples::page(&["2025-02", ["1900-01", "2025-01"][pick(n / 4, 2)]])
            })
        }
        "POST /v1/applications/check" => {
            serde_json::to_value(Check { eligible: !n.is_multiple_of(5), ..samples::check(kind(n / 5 * 3)) })
        }
        "POST /v1/verifications" => serde_json::to_value(verification(n)),
        "POST /v1/verifications/v/answer" => {
            serde_json::to_value(Verified { id: ["v", "w"][pick(n, 2)].to_owned(), expires_at: time(n / 2) })
        }
        "GET /v1/applications" => {
            let items = if n.is_multiple_of(2) { vec![application(n / 2)] } else { Vec::new() };
            serde_json::to_value(Applications { items })
        }
        "GET /v1/access-log" => serde_json::to_value(AccessLog { items: Vec::new() }),
        "GET /demo" | "PATCH /demo" => serde_json::to_value(demo_state()),
        "DELETE /v1/session" | "DELETE /v1/sessions" => serde_json::to_value(()),
        _ if name.contains("/v1/applications") => serde_json::to_value(application(n)),
        // Whatever else the contract has is answered with an example of it.
        _ => Ok(example(name)),
    })
}

/// An example of the success of an operation.
fn example(name: &str) -> Value {
    let document = Document::load();
    let (method, path) = name.split_once(' ').unwrap();
    let operation = document.operation(method, path).unwrap_or_else(|| panic!("{name} is not in openapi.yaml")).body;
    let success = document.responses(operation).find(|(status, _)| status.starts_with('2')).unwrap().1;
    document.body_examples(&success["content"]["application/json"]).next().unwrap().1.clone()
}

fn outcome(name: &str, n: u64) -> Outcome {
    let problems = [
        ProblemType::NotSignedIn,
        ProblemType::ServerError,
        ProblemType::VerificationExpired,
        ProblemType::AlreadyUnderWay,
        ProblemType::TooManyRequests,
        ProblemType::WrongAnswer,
    ];
    match n % 12 {
        0 => Err(FetchError::NeverSent),
        1 => Err(FetchError::MaybeSent),
        2 => Err(FetchError::Unusable),
        3 => {
            let kind = problems[pick(n / 12, problems.len())];
            let retry_at = [NOW, time(n / 72)][pick(n, 2)];
            Ok(response(kind.status(), &Problem { retry_at: Some(retry_at), ..Problem::new(kind) }))
        }
        4 => Ok(Response { body: b"<".to_vec(), ..Response::new(u16::try_from(n / 12 % 600).unwrap()) }),
        5 => {
            let mut answer = response(200, &body(name, n / 12));
            answer
                .headers
                .push(("Date".to_owned(), ["Sun, 06 Nov 1994 08:49:37 GMT", "x"][pick(n / 12, 2)].to_owned()));
            answer.headers.push(("Retry-After".to_owned(), "4294967295".to_owned()));
            Ok(answer)
        }
        _ => Ok(response(200, &body(name, n / 12))),
    }
}

/// Any event at all, likely or not.
fn any_event(which: u8, n: u64) -> Event {
    let text = || ["", "123456", "x", "99000019850601003X", "１２", "11010519491231002X"][pick(n, 6)].to_owned();
    let method = [VerificationMethod::SmsCode, VerificationMethod::Password][pick(n, 2)];
    let code = [ConsequenceCode::MedicalEnds, ConsequenceCode::Local][pick(n, 2)];
    let other_month = month(["2026-04", "1900-01", "2199-12"][pick(n, 3)]);
    match which % 46 {
        0 => Event::Hidden,
        45 => Event::ClockJumped(if n.is_multiple_of(2) { 1 } else { -1 } * 3_600_000 * i64::try_from(n % 40).unwrap()),
        1 => Event::Shown,
        2 => Event::ConnectionChanged { online: n.is_multiple_of(2) },
        3 => Event::BackTapped,
        4 => Event::RetryTapped,
        5 => Event::Started(Box::default()),
        6 => Event::SignIn(sign_in::Event::WayChosen(sign_in::Way::Password)),
        7 => Event::SignIn(sign_in::Event::CodeRequested { id_number: text() }),
        8 => Event::SignIn(sign_in::Event::ResendTapped),
        9 => Event::SignIn(sign_in::Event::CodeSubmitted(text())),
        10 => Event::SignIn(sign_in::Event::PasswordSubmitted { id_number: text(), password: text() }),
        11 => Event::SignIn(sign_in::Event::OtherNumberTapped),
        12 => Event::SignIn(sign_in::Event::SignOutTapped),
        13 => Event::Home(home::Event::SearchTyped(text())),
        14 => Event::Cities(cities::Event::SearchTyped(text())),
        15 => Event::Cities(cities::Event::CityTapped(["a", "b", "z"][pick(n, 3)].to_owned())),
        16 => Event::Cities(cities::Event::SwitchConfirmed),
        17 => Event::Cities(cities::Event::SwitchDismissed),
        18 => Event::Card(card::Event::CodeTapped),
        19 => Event::Card(card::Event::RevealTapped([RevealField::IdNumber, RevealField::CardNumber][pick(n, 2)])),
        20 => Event::Record(record::Event::InsuranceChosen(Insurance::ALL[pick(n, 5)])),
        21 => Event::Record(record::Event::YearChosen(u32::try_from(n % 4_294_967_296).unwrap())),
        22 => apply(Apply::Acknowledged { code, nth: 0, ticked: n.is_multiple_of(3) }),
        23 => apply(Apply::MotiveChosen([Motive::Moved, Motive::Abroad][pick(n, 2)])),
        24 => apply(Apply::MonthChosen(other_month)),
        25 => apply(Apply::ContinueTapped),
        26 => apply(Apply::MethodChosen(method)),
        27 => apply(Apply::ResendTapped),
        28 => apply(Apply::AnswerSubmitted(text())),
        29 => apply(Apply::VerifyAgainTapped),
        30 => apply(Apply::CheckAgainTapped),
        31 => apply([Apply::LeaveTapped, Apply::StayTapped, Apply::Abandoned][pick(n, 3)].clone()),
        32 => Event::Applications(applications::Event::WithdrawConfirmed),
        33 => Event::Settings(match n % 6 {
            0 => settings::Event::LanguageChosen(text()),
            4 => settings::Event::LanguageSpoken(text()),
            5 => settings::Event::LanguageFailed,
            1 => settings::Event::TextSizeChosen(TextSize::Large),
            2 => settings::Event::AppearanceChosen(Appearance::Light),
            _ => settings::Event::ServiceOpened(text()),
        }),
        34 | 35 => Event::PartSettled { part: Part::ALL[pick(n, Part::ALL.len())], came: n % 7 < 5 },
        37 => Event::Restored(Stored::default()),
        38 => Event::Acted(time(n)),
        39 => {
            let what = Keep::ALL[pick(n, Keep::ALL.len())];
            let of = ["", "x", "stop_contributions.me"][pick(n / 4, 3)].to_owned();
            Event::KeptElsewhere { what, of, text: n.is_multiple_of(2).then(text) }
        }
        40 => Event::SignIn(sign_in::Event::StayTapped),
        41 => Event::Sessions(sessions::Event::EndOthersTapped),
        42 => {
            let text = [None, Some("signed-out".to_owned()), Some("ended".to_owned())][pick(n, 3)].clone();
            Event::KeptElsewhere { what: Keep::SignOut, of: String::new(), text }
        }
        36 => Event::Touched(Route::parse(PATHS[pick(n, PATHS.len())])),
        43 => apply(Apply::LawTapped(n.is_multiple_of(2).then_some(LawRef { law: Law::Sil, article: 15 }))),
        _ => Event::Demo(demo::Event::Changed(DemoChange { reset: n.is_multiple_of(2), ..DemoChange::default() })),
    }
}

/// What was promised about submissions, looked at after each event.
#[derive(Default)]
struct Promises {
    taps: usize,
    /// By key: the payload, and who sent it.
    keys: BTreeMap<String, (Vec<u8>, String)>,
    kept: Option<String>,
}

impl Promises {
    fn look(&mut self, b: &Bench, effects: &[Effect]) {
        assert!(effects.len() < 60, "{} effects of one event", effects.len());
        for effect in effects {
            match effect {
                Effect::Keep { what: Keep::Sending, text, .. } => self.kept.clone_from(text),
                Effect::Call { request, .. } if operation(request) == "POST /v1/applications" => {
                    let key = request.header("Idempotency-Key").expect("a key");
                    let who = b.chrome().session.map(|s| s.citizen.clone()).expect("somebody is signed in");
                    let first = self.keys.entry(key.to_owned()).or_insert((request.body.clone(), who.clone()));
                    assert_eq!(*first, (request.body.clone(), who), "a key is for one payload of one person");
                    let kept = self.kept.as_ref().expect("it is kept before it is sent");
                    assert!(kept.contains(key.trim_matches('"')), "what is kept is what is sent");
                }
                Effect::Go { how: How::Unwind(n), .. } => assert!(*n <= b.index, "unwinds {n} of {}", b.index),
                _ => {}
            }
        }
        assert!(self.keys.len() <= self.taps, "a key without a confirmation");
        b.model.view();
    }
}

fn live(genes: &[(u8, u8, u64)], begin: u8) {
    let mut promises = Promises::default();
    let mut b = match begin {
        0 => at_confirm(),
        1 => Bench::new(),
        _ => Bench::started(Start { demo: true, in_parts: true, ..Start::default() }),
    };
    for &(what, which, n) in genes {
        let effects = match what % 16 {
            0..=4 => {
                let pending = b.pending();
                if pending.is_empty() {
                    continue;
                }
                let name = pending[pick(n, pending.len())].clone();
                b.answer(&name, outcome(&name, n / 7))
            }
            5 | 6 => {
                let index =
                    if which.is_multiple_of(32) { u32::MAX } else { b.index.saturating_add(u32::from(which % 3)) };
                b.at(index.saturating_sub(u32::from(n.is_multiple_of(5))), PATHS[pick(n, PATHS.len())])
            }
            7 | 8 => {
                promises.taps += 1;
                b.send(apply(Apply::ConfirmTapped))
            }
            9 | 10 => {
                b.now =
                    if which.is_multiple_of(16) { time(n) } else { b.now.plus_seconds(i64::try_from(n % 90).unwrap()) };
                let effects = b.send(Event::Woke);
                promises.look(&b, &effects);
                let again = b.send(Event::Woke);
                let calls = again.iter().filter(|e| matches!(e, Effect::Call { .. })).count();
                assert_eq!(calls, 0, "woken again at the same time, it asks again: {again:?}");
                again
            }
            11 => b.at(b.index, "/apply/stop-contributions/confirm"),
            12 => {
                let effects = b.late(outcome("GET /v1/session", n));
                assert!(effects.is_empty(), "nobody waits for a second answer: {effects:?}");
                effects
            }
            _ => b.send(any_event(which, n)),
        };
        promises.look(&b, &effects);
    }
}

fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(2026), ..Config::default() }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn no_sequence_of_events_breaks_anything(
        genes in prop::collection::vec(any::<(u8, u8, u64)>(), 0..120),
        begin in 0..3_u8,
    ) {
        live(&genes, begin);
    }

    #[test]
    fn whatever_was_kept_on_the_device_the_app_starts(
        settings in prop::option::of(".{0,40}"),
        draft in prop::option::of(".{0,40}"),
        sending in prop::option::of(r#"\[\{"citizen":"me","key":"[a-z]{0,3}","tries":[0-9]{1,12}.{0,20}"#),
        sign_out in prop::option::of(".{0,10}"),
    ) {
        let owes = sign_out.is_some();
        let mut stored = Stored::default();
        for of in ["", "stop_contributions.me"] {
            stored.set(Keep::Settings, of, settings.clone());
            stored.set(Keep::Draft, of, draft.clone());
            stored.set(Keep::Sending, of, sending.clone());
        }
        stored.set(Keep::SignOut, "", sign_out);
        let mut b = Bench::with(stored);
        b.at(3, "/apply/stop-contributions/confirm");
        if owes {
            b.sign_in("me");
            return Ok(());
        }
        b.ok("GET /v1/session", &samples::session("me"));
        prop_assert!(b.chrome().sending.is_none());
    }
}
