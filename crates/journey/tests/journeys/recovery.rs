//! Every request of the journey fails in every way, and the person gets there all the same.

use crate::support::{Fault, Phone, operation};
use journey::domain::{ApplicationKind as Kind, ApplicationState};
use journey::view::Screen;
use journey::{Event, LoadView};
use std::collections::BTreeSet;

#[test]
fn every_page_recovers_from_every_failure_of_every_request() {
    let pages = [
        "/",
        "/center",
        "/cities",
        "/card",
        "/record",
        "/record/pension/2020",
        "/record/pension/2020-05",
        "/card/services",
        "/card/cancellation",
        "/apply/stop-contributions",
        "/applications",
        "/access-log",
        "/demo",
    ];
    for page in pages {
        let mut clean = Phone::of("c-jia", 1);
        clean.open(page);
        let operations: BTreeSet<String> = clean.sent.iter().map(operation).filter(|o| !o.ends_with("/demo")).collect();
        for name in operations {
            for fault in Fault::ALL {
                let mut p = Phone::of("c-jia", 1);
                p.faults = vec![(name.clone(), fault)];
                p.open(page);
                assert!(p.faults.is_empty(), "{page}: {name} was not asked for");
                let asked = p.sent.len();
                p.wait(30);
                assert!(p.sent.len() <= asked + 1, "{page}: asks over and over after {name} {fault:?}");
                // The two halves of a page may depend on each other: at most two taps.
                for _ in 0..2 {
                    if format!("{:?}", p.screen()).contains("Failed(") {
                        p.tap(Event::RetryTapped);
                    }
                }
                crate::walks::assert_complete(&p);
            }
        }
    }
}

#[test]
fn the_application_gets_there_whatever_fails_on_the_way() {
    let mut clean = Phone::of("c-jia", 2);
    clean.tap_seven();
    let before = clean.sent.len();
    clean.walk(Kind::StopContributions);
    clean.confirm();
    let operations: BTreeSet<String> = clean.sent[before..].iter().map(operation).collect();
    assert!(operations.len() >= 5, "{operations:?}");
    for name in operations {
        for fault in Fault::ALL {
            let mut p = Phone::of("c-jia", 2);
            p.tap_seven();
            p.faults = vec![(name.clone(), fault)];
            p.open("/apply/stop-contributions");
            assert!(p.persevere("c-jia", |_| ()), "{name} {fault:?}: {:?}", p.screen());
            assert!(p.faults.is_empty(), "{name} was not asked for");
            assert_eq!(p.truth("c-jia"), [p.application().id], "{name} {fault:?}");
            assert_eq!(p.kept_count(), (0, 0), "{name} {fault:?}");
            for _ in 0..2 {
                if format!("{:?}", p.screen()).contains("Failed(") {
                    p.tap(Event::RetryTapped);
                }
            }
            crate::walks::assert_complete(&p);
            p.travel(-1);
            assert_eq!(p.path(), "/card/cancellation", "{name} {fault:?}");
        }
    }
}

#[test]
fn a_withdrawal_gets_there_whatever_fails_on_the_way() {
    for fault in Fault::ALL {
        let mut p = Phone::of("c-jia", 3);
        p.tap_seven();
        p.walk(Kind::StopContributions);
        p.confirm();
        let id = p.application().id;
        p.open(&format!("/applications/{id}/withdraw"));
        p.faults = vec![("POST /v1/applications/*/withdrawal".to_owned(), fault)];
        p.withdraw();
        assert!(p.faults.is_empty());
        if matches!(p.screen(), Screen::Withdraw(v) if v.failure.is_some()) {
            p.withdraw();
        }
        assert_eq!(p.application().state, ApplicationState::Withdrawn, "{fault:?}");
        assert_eq!(p.path(), format!("/applications/{id}"));
    }
}

#[test]
fn what_was_submitted_stays_in_view_when_nothing_can_be_loaded() {
    let mut p = Phone::of("c-jia", 4);
    p.tap_seven();
    p.walk(Kind::StopContributions);
    p.faults = vec![("GET /v1/applications/*".to_owned(), Fault::NeverSent); 3];
    p.confirm();
    let id = p.application().id;
    p.tap(Event::RetryTapped);
    assert_eq!(p.application().id, id);
    p.open("/help");
    p.travel(-1);
    assert_eq!(p.application().id, id);
    p.faults = vec![("GET /v1/applications".to_owned(), Fault::NeverSent)];
    p.open("/applications");
    p.tap(Event::RetryTapped);
    assert!(matches!(p.screen(), Screen::Applications(v) if matches!(&v.items, LoadView::Ready(l) if l[0].id == id)));
}

#[test]
fn without_a_network_everything_waits_and_comes_back_with_it() {
    let mut p = Phone::of("c-jia", 5);
    p.open("/card");
    p.tap(Event::ConnectionChanged { online: false });
    p.faults = vec![("GET /v1/contributions/summary".to_owned(), Fault::NeverSent)];
    p.open("/record");
    assert!(!p.chrome().online);
    p.tap(Event::ConnectionChanged { online: true });
    crate::walks::assert_complete(&p);
}
