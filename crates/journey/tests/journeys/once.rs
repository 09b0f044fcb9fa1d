//! Exactly once: whatever goes wrong at whatever point, an application is filed at most once for each
//! confirmation, the app never says "sent" or "not sent" wrongly, and it comes to an end.

use crate::support::{Fault, Phone, START_MS};
use contract::http::Request;
use journey::domain::{ApplicationKind as Kind, ProblemType};
use journey::steps::account::sign_in;
use journey::steps::apply::{Event as E, Progress};
use journey::view::Screen;
use journey::{Event, FailureKind};
use std::collections::BTreeMap;

const ME: &str = "c-jia";
const SUBMIT: &str = "POST /v1/applications";

/// Where something goes wrong.
#[derive(Clone, Copy, Debug)]
enum Point {
    Nothing,
    Fault(Fault),
    Killed { arrived: bool },
    DoubleTap,
    TwoTabs,
    StorageWiped { arrived: bool },
    AnotherPerson { arrived: bool },
    ClockJumps(i64),
    SessionEnds,
    LeftThePage,
}

fn points() -> Vec<Point> {
    let mut all: Vec<Point> = Fault::ALL.into_iter().map(Point::Fault).collect();
    for arrived in [false, true] {
        all.extend([Point::Killed { arrived }, Point::StorageWiped { arrived }, Point::AnotherPerson { arrived }]);
    }
    all.extend([-86_400, -3600, 3600, 86_400].map(Point::ClockJumps));
    all.extend([Point::Nothing, Point::DoubleTap, Point::TwoTabs, Point::SessionEnds, Point::LeftThePage]);
    all
}

/// Each key has one payload, for ever.
fn assert_keys(sent: &[Request]) -> usize {
    let mut payloads: BTreeMap<&str, &[u8]> = BTreeMap::new();
    for request in sent.iter().filter(|r| crate::support::operation(r) == SUBMIT) {
        let key = request.header("Idempotency-Key").expect("every submission has a key");
        let first = payloads.entry(key).or_insert(&request.body);
        assert_eq!(*first, request.body, "the key {key} is used for another payload");
    }
    payloads.len()
}

/// What the screen says is true at every moment.
fn assert_true(p: &Phone) {
    let truth = p.truth(ME);
    assert!(truth.len() <= 1, "filed twice: {truth:?}");
    match p.screen() {
        Screen::Receipt(_) => assert_eq!(truth, [p.application().id], "a receipt for nothing"),
        Screen::Apply(view) => match view.progress {
            Some(Progress::NotSent(failure)) => {
                assert!(!p.last_was_accepted(), "says that nothing was sent: {failure:?}");
                assert_eq!(failure.kind, FailureKind::NeverSent);
            }
            Some(Progress::Refused(failure)) if failure.refusal() != Some(ProblemType::AlreadyUnderWay) => {
                assert!(!p.last_was_accepted(), "says that it was refused: {failure:?}");
            }
            _ => {}
        },
        _ => {}
    }
}

fn go_wrong(p: &mut Phone, point: Point) {
    match point {
        Point::Nothing => p.confirm(),
        Point::Fault(fault) => {
            p.faults.push((SUBMIT.to_owned(), fault));
            p.confirm();
        }
        Point::Killed { arrived } => {
            p.send(Event::Apply(E::ConfirmTapped));
            p.reload(arrived);
        }
        Point::DoubleTap => {
            p.send(Event::Apply(E::ConfirmTapped));
            p.confirm();
        }
        Point::TwoTabs => {
            let mut tab = p.tab("/apply/stop-contributions/confirm");
            p.send(Event::Apply(E::ConfirmTapped));
            tab.confirm();
            assert_keys(&tab.sent);
            p.settle();
        }
        Point::StorageWiped { arrived } => {
            p.send(Event::Apply(E::ConfirmTapped));
            p.wipe();
            p.reload(arrived);
        }
        Point::AnotherPerson { arrived } => {
            p.send(Event::Apply(E::ConfirmTapped));
            p.held = vec![SUBMIT.to_owned()];
            p.tap(Event::SignIn(sign_in::Event::SignOutTapped));
            if !arrived {
                // The sign-out came first: what was on its way is refused.
                p.settle();
            }
            p.held.clear();
            p.settle();
            p.sign_in("c-ji");
            assert!(p.sending().is_none() && p.truth("c-ji").is_empty());
            p.tap(Event::SignIn(sign_in::Event::SignOutTapped));
        }
        Point::ClockJumps(seconds) => {
            p.faults.push((SUBMIT.to_owned(), Fault::LostAfter));
            p.confirm();
            p.skew_ms += seconds * 1000;
            p.wait(2);
        }
        Point::SessionEnds => {
            p.faults.push((SUBMIT.to_owned(), Fault::LostAfter));
            p.confirm();
            p.tap(Event::Hidden);
            p.held = vec![SUBMIT.to_owned()];
            p.wait(1000);
            p.held.clear();
            p.settle();
        }
        Point::LeftThePage => {
            p.send(Event::Apply(E::ConfirmTapped));
            p.open("/help");
            p.travel(-1);
        }
    }
}

/// One person, so many things going wrong one after the other.
fn live(seed: u64, wrong: &[Point]) {
    let mut p = Phone::of(ME, seed);
    p.tap_seven();
    p.walk(Kind::StopContributions);
    for point in wrong {
        if matches!(p.screen(), Screen::Apply(v) if v.stage == journey::Stage::Confirm) {
            go_wrong(&mut p, *point);
        }
        assert_true(&p);
    }
    // Another person who came to it by the history has been led out of the flow.
    if matches!(p.screen(), Screen::SignIn(_)) && p.path() == "/apply" {
        p.sign_in(ME);
        p.open("/apply/stop-contributions");
    }
    if !matches!(p.screen(), Screen::Apply(_) | Screen::Receipt(_) | Screen::SignIn(_)) {
        p.open("/apply/stop-contributions");
    }
    let accepted = p.persevere(ME, assert_true);
    let truth = p.truth(ME);
    assert_eq!(truth.len(), 1, "seed {seed}, {wrong:?}: in the end there is one");
    if !accepted {
        // Refused in the end only because the one that is there stands in the way, and the screen leads to it.
        let drawn = format!("{:?}", p.screen());
        assert!(drawn.contains(&truth[0]), "seed {seed}, {wrong:?}: {drawn}");
    }
    let hours = (p.now().ms() - p.skew_ms - START_MS) / 3_600_000;
    assert!(hours < 24, "seed {seed}, {wrong:?}: the end came after {hours} hours");
    assert_keys(&p.sent);
    p.open("/applications");
    if matches!(p.screen(), Screen::SignIn(_)) {
        p.sign_in(ME);
    }
    assert!(format!("{:?}", p.screen()).contains(&truth[0]), "seed {seed}, {wrong:?}: not in the list");
}

#[test]
fn one_thing_goes_wrong() {
    for (seed, point) in (1..).zip(points()) {
        live(seed, &[point]);
    }
}

#[test]
fn two_things_go_wrong() {
    for (i, first) in (1..).zip(points()) {
        for (j, second) in (1..).zip(points()) {
            live(i * 100 + j, &[first, second]);
        }
    }
}

#[test]
fn many_things_go_wrong() {
    let all = points();
    for seed in 10_000..10_500 {
        let dice = Phone::new(seed);
        let pick = |_| all[usize::try_from(dice.chance() % all.len() as u64).unwrap()];
        let wrong: Vec<Point> = (0..2 + dice.chance() % 6).map(pick).collect();
        live(seed, &wrong);
    }
}
