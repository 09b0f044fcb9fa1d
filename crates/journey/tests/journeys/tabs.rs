//! Two tabs, reloads at every step, and late answers.

use crate::support::Phone;
use contract::demo::DemoChange;
use journey::domain::{ApplicationKind as Kind, ApplicationState};
use journey::steps::apply::{Event as E, Progress};
use journey::steps::{account::sign_in, apply::applications};
use journey::view::Screen;
use journey::{Event, Keep, LoadView, Notice};

const SUBMIT: &str = "POST /v1/applications";
const SIGN_OUT: &str = "DELETE /v1/session";

fn confirmable(seed: u64) -> Phone {
    let mut p = Phone::of("c-jia", seed);
    p.tap_seven();
    p.walk(Kind::StopContributions);
    p
}

#[test]
fn a_reload_at_every_step_changes_nothing() {
    let mut p = Phone::of("c-jia", 1);
    p.settle();
    for page in ["/center", "/social-security", "/card", "/record", "/card/services", "/card/cancellation", "/apply"] {
        p.open(page);
        p.reload(false);
        assert_eq!(p.path(), page);
        crate::walks::assert_complete(&p);
    }
    p.open("/apply/stop-contributions");
    for _ in 0..20 {
        let before = (p.path(), p.flow().acknowledged, p.flow().motive, p.flow().month);
        p.reload(false);
        assert_eq!((p.path(), p.flow().acknowledged, p.flow().motive, p.flow().month), before);
        let verify = p.flow().stage == journey::Stage::Verify;
        // A code or password that was asked for is asked for anew after a reload.
        if !p.step() || verify && !p.step() {
            break;
        }
    }
    assert_eq!(p.path(), "/apply/stop-contributions/confirm");
    p.confirm();
    let id = p.application().id;
    p.reload(false);
    assert_eq!(p.application().id, id);
    p.travel(-1);
    assert_eq!(p.path(), "/card/cancellation");
}

#[test]
fn killed_under_the_last_button_it_goes_on_wherever_it_is_opened() {
    for arrived in [false, true] {
        for path in [None, Some("/"), Some("/me"), Some("/card")] {
            let mut p = confirmable(2);
            p.send(Event::Apply(E::ConfirmTapped));
            assert_eq!(p.pending(), [SUBMIT]);
            if let Some(path) = path {
                p.held = vec![SUBMIT.to_owned()];
                p.open(path);
                p.held.clear();
            }
            p.reload(arrived);
            let case = format!("arrived {arrived}, opened at {path:?}");
            if path == Some("/") {
                assert_eq!(p.kept_count().0, 1, "{case}: nobody is known on Home, and it is not forgotten");
                p.open("/applications");
            }
            assert_eq!(p.truth("c-jia").len(), 1, "{case}");
            assert_eq!((p.kept_count().0, p.sending()), (0, None), "{case}");
            if path.is_none() {
                p.application();
                p.travel(-1);
                assert_eq!(p.path(), "/card/cancellation", "{case}");
            }
        }
    }
}

#[test]
fn a_refusal_after_the_backend_forgot_the_key_leads_to_the_list() {
    let mut p = Phone::of("c-jia", 7);
    p.tap_seven();
    p.walk(Kind::ReportLoss);
    p.send(Event::Apply(E::ConfirmTapped));
    // The phone dies with the answer on its way, and is switched on a day later.
    let kept = p.kept();
    p.reload(true);
    let id = p.application().id;
    p.keep(kept);
    p.travel(-1);
    p.open("/apply/report-loss/confirm");
    p.demo(&DemoChange { advance_seconds: Some(25 * 3600), ..DemoChange::default() });
    p.reload(false);
    assert!(matches!(p.screen(), Screen::SignIn(_)));
    p.sign_in("c-jia");
    assert_eq!((p.path().as_str(), p.sending()), ("/applications", None));
    assert!(format!("{:?}", p.screen()).contains(&id), "the list tells");
    assert_eq!(p.truth("c-jia"), [id]);
}

#[test]
fn two_tabs_with_one_draft_submit_once() {
    for order in [[0, 1], [1, 0]] {
        let mut tabs = [confirmable(3)];
        let second = tabs[0].tab("/apply/stop-contributions/confirm");
        assert_eq!(second.path(), "/apply/stop-contributions/confirm", "the draft is there");
        let [first] = &mut tabs;
        let mut pair = [first, &mut { second }];
        for tab in &mut pair {
            tab.send(Event::Apply(E::ConfirmTapped));
        }
        for at in order {
            pair[at].settle();
        }
        let truth = pair[0].truth("c-jia");
        assert_eq!(truth.len(), 1);
        assert_eq!(pair[order[0]].application().id, truth[0]);
        match pair[order[1]].flow().progress {
            Some(Progress::Refused(failure)) => assert_eq!(failure.application.as_ref(), Some(&truth[0])),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_tab_opened_while_nobody_knows_asks_with_the_same_key() {
    let mut p = confirmable(4);
    p.faults = vec![(SUBMIT.to_owned(), crate::support::Fault::LostAfter)];
    p.confirm();
    assert!(matches!(p.sending(), Some(Progress::Unknown { .. })));
    let tab = p.tab("/me");
    assert_eq!(tab.sending(), None, "it was told");
    p.wait(3);
    assert_eq!(p.truth("c-jia"), [p.application().id]);
}

#[test]
fn a_sign_out_in_one_tab_is_noticed_by_the_other() {
    let mut p = Phone::of("c-jia", 5);
    p.open("/card");
    let mut other = p.tab("/record");
    p.tap(Event::SignIn(sign_in::Event::SignOutTapped));
    other.send(Event::Hidden);
    other.tap(Event::Shown);
    assert!(matches!(other.screen(), Screen::SignIn(v) if v.ended));
    other.demo(&DemoChange { sign_in: Some("c-bing".to_owned()), ..DemoChange::default() });
    other.tap(Event::RetryTapped);
    other.sign_in("c-bing");
    let mut third = other.tab("/card");
    third.demo(&DemoChange { sign_in: Some("c-ding".to_owned()), ..DemoChange::default() });
    third.send(Event::Hidden);
    third.tap(Event::Shown);
    assert_eq!(third.chrome().session.map(|s| s.citizen.clone()).as_deref(), Some("c-ding"));
    crate::walks::assert_complete(&third);
}

#[test]
fn an_open_page_shows_within_20_seconds_what_became_of_it_elsewhere() {
    let mut p = confirmable(10);
    p.confirm();
    let id = p.application().id;
    let mut open: Vec<Phone> =
        ["receipt/", "applications/"].iter().map(|page| p.tab(&format!("/{page}{id}"))).collect();
    let mut list = p.tab("/applications");
    p.open(&format!("/applications/{id}/withdraw"));
    p.withdraw();
    for tab in &mut open {
        assert_eq!(tab.application().state, ApplicationState::Submitted);
        tab.wait(20);
        assert_eq!(tab.application().state, ApplicationState::Withdrawn, "{}", tab.path());
        assert!(!tab.application().withdrawable);
        crate::walks::assert_complete(tab);
    }
    list.wait(20);
    let Screen::Applications(view) = list.screen() else { panic!() };
    let LoadView::Ready(items) = view.items else { panic!() };
    assert_eq!(items.iter().map(|a| a.state).collect::<Vec<_>>(), [ApplicationState::Withdrawn]);
}

#[test]
fn answers_in_another_order_and_after_leaving_change_nothing() {
    let pages = ["/card", "/record", "/record/pension/2020", "/card/services", "/applications", "/apply/unlink-card"];
    for seed in 0..40 {
        let mut p = Phone::of("c-jia", seed);
        p.open("/me");
        for page in pages {
            p.follow(page);
            while p.unanswered() > 0 && !p.chance().is_multiple_of(4) {
                let at = usize::try_from(p.chance()).unwrap() % p.unanswered();
                p.answer(at);
            }
        }
        p.follow("/record");
        while p.unanswered() > 0 {
            let at = usize::try_from(p.chance()).unwrap() % p.unanswered();
            p.answer(at);
        }
        crate::walks::assert_complete(&p);
        assert!(matches!(p.screen(), Screen::Record(v) if v.year == Some(2026)), "seed {seed}");
    }
}

#[test]
fn a_double_tap_on_any_button_is_one_tap() {
    let mut once = Phone::of("c-jia", 6);
    let mut twice = Phone::of("c-jia", 6);
    let mut taps: Vec<Event> = vec![];
    once.tap_seven();
    twice.tap_seven();
    once.open("/apply/stop-contributions");
    twice.open("/apply/stop-contributions");
    for _ in 0..20 {
        let Screen::Apply(view) = once.screen() else { break };
        let LoadView::Ready(check) = &view.check else { panic!() };
        taps.clear();
        match view.stage {
            journey::Stage::Consequences => {
                taps.extend(
                    check
                        .consequences
                        .iter()
                        .map(|c| Event::Apply(E::Acknowledged { code: c.code, nth: 0, ticked: true })),
                );
            }
            journey::Stage::Details => {
                taps.push(Event::Apply(E::MotiveChosen(check.motives[0])));
                taps.push(Event::Apply(E::MonthChosen(check.effective_months[0])));
            }
            journey::Stage::Verify => {
                taps.push(Event::Apply(E::MethodChosen(journey::domain::VerificationMethod::Password)));
                taps.push(Event::Apply(E::AnswerSubmitted(crate::support::PASSWORD.to_owned())));
            }
            journey::Stage::Confirm => taps.push(Event::Apply(E::ConfirmTapped)),
            _ => {}
        }
        if view.stage < journey::Stage::Verify {
            taps.push(Event::Apply(E::ContinueTapped));
        }
        for tap in taps.drain(..) {
            once.tap(tap.clone());
            // The second tap comes before anything is answered; "Continue" is gone with its page by then.
            twice.send(tap.clone());
            if !matches!(tap, Event::Apply(E::ContinueTapped)) {
                twice.send(tap);
            }
            twice.settle();
            assert_eq!(once.path().split('/').nth(1), twice.path().split('/').nth(1));
        }
    }
    assert!(once.path().starts_with("/receipt/") && twice.path().starts_with("/receipt/"));
    assert_eq!(once.depth(), twice.depth());
    assert_eq!(twice.truth("c-jia").len(), 1);
    assert_eq!(once.sent.len(), twice.sent.len(), "no request is made twice");
    let id = twice.application().id;
    twice.open(&format!("/applications/{id}/withdraw"));
    let asked = twice.sent.len();
    twice.send(Event::Applications(applications::Event::WithdrawConfirmed));
    twice.send(Event::Applications(applications::Event::WithdrawConfirmed));
    assert_eq!(twice.sent.len(), asked + 1);
}

#[test]
fn back_and_forward_through_the_whole_never_enter_what_is_over() {
    let mut p = confirmable(8);
    let depth = p.depth();
    for by in [-1, -1, 1, -2, 2, 1, -3, 3] {
        p.travel(by);
        assert_eq!(p.path(), p.chrome().route.to_string(), "no redirect on the way");
        crate::walks::assert_complete(&p);
    }
    assert_eq!((p.depth(), p.path().as_str()), (depth, "/apply/stop-contributions/confirm"));

    p.faults = vec![(SUBMIT.to_owned(), crate::support::Fault::LostAfter)];
    p.confirm();
    while p.path() != "/card/cancellation" {
        p.travel(-1);
        assert!(matches!(p.sending(), Some(Progress::Unknown { .. })), "it is said on every page: {}", p.path());
    }
    p.wait(5);
    assert_eq!((p.path().as_str(), p.sending()), ("/card/cancellation", None), "nobody is pulled away");
    let id = p.truth("c-jia").remove(0);
    p.travel(5);
    assert_eq!(p.path(), "/apply", "what is over is passed by, back to the question what is meant");
    p.open("/apply/stop-contributions");
    assert_eq!(p.check().reasons.remove(0).application, Some(id), "whoever asks anew is told of the one under way");
}

#[test]
fn no_entry_of_a_finished_flow_is_live() {
    // Forward past the receipt, at once and after a reload.
    for reload in [false, true] {
        let mut p = confirmable(10);
        p.confirm();
        let (receipt, depth) = (p.path(), p.depth());
        assert!(receipt.starts_with("/receipt/"));
        if reload {
            p.reload(false);
        }
        for by in 1..6 {
            p.travel(by);
            assert_eq!((p.path(), p.depth()), (receipt.clone(), depth), "reloaded {reload}, {by} forward");
        }
        p.travel(-1);
        p.travel(3);
        assert_eq!((p.path(), p.depth()), (receipt, depth), "over the receipt");
        // A flow that is begun from there is another one.
        p.walk(Kind::ReportLoss);
        p.travel(-1);
        p.travel(1);
        assert_eq!(p.path(), "/apply/report-loss/confirm");
    }
    // Given up.
    let mut p = confirmable(11);
    p.apply(E::Abandoned);
    p.travel(2);
    assert_eq!(p.path(), "/card/services");
    // Ended while the person was elsewhere: before it, and after it.
    let mut p = confirmable(12);
    p.send(Event::Apply(E::ConfirmTapped));
    p.held = vec![SUBMIT.to_owned()];
    p.open("/help");
    p.held.clear();
    p.settle();
    assert_eq!((p.path().as_str(), p.truth("c-jia").len()), ("/help", 1));
    p.travel(-1);
    assert_eq!(p.path(), "/apply", "out of it, to the question what is meant");
    p.travel(1);
    assert_eq!(p.path(), "/apply");
    // Come to by somebody who has to sign in first.
    let mut p = confirmable(13);
    p.confirm();
    let receipt = p.path();
    p.tap(Event::SignIn(sign_in::Event::SignOutTapped));
    p.travel(1);
    assert!(matches!(p.screen(), Screen::SignIn(_)));
    p.sign_in("c-jia");
    assert_eq!(p.path(), receipt);
    // A flow that is not finished stays as it is.
    let mut p = confirmable(13);
    p.travel(-3);
    p.travel(3);
    assert_eq!(p.path(), "/apply/stop-contributions/confirm");
}

#[test]
fn a_sign_out_without_a_network_is_made_good_when_it_is_back() {
    let mut p = Phone::of("c-jia", 9);
    p.open("/me");
    p.faults = vec![("DELETE /v1/session".to_owned(), crate::support::Fault::NeverSent)];
    p.tap(Event::SignIn(sign_in::Event::SignOutTapped));
    p.tap(Event::ConnectionChanged { online: false });
    p.tap(Event::ConnectionChanged { online: true });
    p.reload(true);
    p.open("/card");
    assert!(matches!(p.screen(), Screen::SignIn(_)), "{:?}", p.screen());
}

/// (issue 10, point 2)
#[test]
fn a_sign_out_without_a_network_outlives_the_tab_and_is_paid_before_anything_personal() {
    let mut p = Phone::of("c-jia", 9);
    p.open("/me");
    p.faults = vec![(SIGN_OUT.to_owned(), crate::support::Fault::NeverSent)];
    p.tap(Event::SignIn(sign_in::Event::SignOutTapped));
    assert!(p.chrome().leaving && !p.notices.contains(&Notice::SignedOut), "it is not true yet");
    // The tab is closed; the network is back; another one is opened on the card.
    let before = p.sent.len();
    let mut p = p.tab("/card");
    assert!(matches!(p.screen(), Screen::SignIn(_)), "{:?}", p.screen());
    let asked: Vec<_> = p.sent.iter().skip(before).chain(&p.sent).map(crate::support::operation).collect();
    let personal = asked.iter().find(|o| o.ends_with("/v1/session") || o.ends_with("/v1/card"));
    assert_eq!(personal.map(String::as_str), Some(SIGN_OUT), "{asked:?}");
    assert!(!p.chrome().leaving && p.notices.contains(&Notice::SignedOut));
    assert_eq!(p.kept().get(Keep::SignOut, ""), None);
    p.reload(true);
    assert!(matches!(p.screen(), Screen::SignIn(_)), "nobody is signed in for the backend either");
}

/// (issue 10, point 2)
#[test]
fn a_sign_out_blanks_the_other_tabs_at_once() {
    for network in [true, false] {
        let mut p = Phone::of("c-jia", 10);
        p.open("/me");
        let mut other = p.tab("/card");
        crate::walks::assert_complete(&other);
        if !network {
            p.faults = vec![(SIGN_OUT.to_owned(), crate::support::Fault::NeverSent)];
        }
        p.send(Event::SignIn(sign_in::Event::SignOutTapped));
        // What is the same for everyone tells of nobody.
        let asked = |phone: &Phone| phone.sent.iter().filter(|r| !r.path.ends_with("/sign-in-methods")).count();
        let before = asked(&other);
        other.hear();
        other.settle();
        assert!(matches!(other.screen(), Screen::SignIn(_)), "{:?}", other.screen());
        assert_eq!(asked(&other), before, "nobody is asked first");
        p.settle();
        other.hear();
        other.settle();
        assert_eq!((p.chrome().leaving, other.chrome().leaving), (!network, !network));
        // Whichever is there when the network is, pays.
        other.tap(Event::RetryTapped);
        p.hear();
        assert!(!p.chrome().leaving && !other.chrome().leaving);
        other.sign_in("c-ding");
        other.wait(120);
        p.wait(120);
        assert_eq!(other.chrome().session.map(|s| s.citizen.clone()).as_deref(), Some("c-ding"));
    }
}
