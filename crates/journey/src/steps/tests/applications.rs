//! The list, the timeline, the withdrawal, and who saw my data.

use crate::bench::samples::{application, card, session};
use crate::bench::{Bench, NOW, gone, operation, ready, says};
use crate::domain::{Application, ApplicationState, ProblemType};
use crate::steps::apply::applications::{Event as E, View};
use crate::view::Screen;
use crate::{Effect, EmbedderEvent, Event, FailureKind, How, LoadView, Notice};
use contract::application::Applications;
use contract::http::{BACKGROUND, FetchError, PURPOSE};
use contract::session::AccessLog;

const LIST: &str = "GET /v1/applications";
const ONE: &str = "GET /v1/applications/x";
const WITHDRAW: &str = "POST /v1/applications/x/withdrawal";

fn view(b: &Bench) -> View {
    match b.screen() {
        Screen::Receipt(view) | Screen::Application(view) | Screen::Withdraw(view) => view,
        other => panic!("no application: {other:?}"),
    }
}

fn submitted() -> Application {
    application("x", ApplicationState::Submitted)
}

fn withdrawn() -> Application {
    Application { withdrawable: false, ..application("x", ApplicationState::Withdrawn) }
}

#[test]
fn what_the_list_brought_is_shown_at_once_and_brought_up_to_date() {
    let mut b = Bench::on("/applications");
    assert!(matches!(b.screen(), Screen::Applications(v) if matches!(v.items, LoadView::Loading { .. })));
    b.lost(LIST, FetchError::NeverSent);
    assert!(matches!(b.screen(), Screen::Applications(v) if matches!(v.items, LoadView::Failed(_))));
    b.send(Event::RetryTapped);
    b.ok(LIST, &Applications { items: vec![submitted()] });
    b.open("/applications/x");
    assert_eq!(*ready(view(&b).application), submitted());
    b.lost(ONE, FetchError::MaybeSent);
    assert!(view(&b).stale.is_some());
    b.send(Event::RetryTapped);
    b.ok(ONE, &application("x", ApplicationState::Received));
    assert_eq!(ready(view(&b).application).state, ApplicationState::Received);
    b.open("/applications/y");
    assert!(matches!(view(&b).application, LoadView::Loading { .. }), "another's is not shown for it");
    b.refuse("GET /v1/applications/y", ProblemType::NotFound);
    assert!(matches!(view(&b).application, LoadView::Failed(f) if f.refusal() == Some(ProblemType::NotFound)));
}

#[test]
fn the_end_of_the_undo_window_is_looked_at_once() {
    let mut b = Bench::on("/receipt/x");
    let effects = b.ok(ONE, &submitted());
    assert!(effects.contains(&Effect::WakeAt(NOW.plus_seconds(600))));
    for _ in 0..37 {
        b.wait(16);
        b.ok(ONE, &submitted());
    }
    assert!(b.wait(7).is_empty());
    b.wait(1);
    assert_eq!(b.pending(), [ONE]);
    b.ok(ONE, &submitted());
    assert!(b.wait(1).is_empty(), "a backend whose clock is behind is not asked over and over");
}

/// The requests that say that no person asked.
fn by_itself(effects: &[Effect]) -> Vec<String> {
    let asked = effects.iter().filter_map(|effect| match effect {
        Effect::Call { request, .. } if request.header(PURPOSE) == Some(BACKGROUND) => Some(operation(request)),
        _ => None,
    });
    asked.collect()
}

#[test]
fn a_page_that_stays_open_asks_again_and_says_that_no_person_asked() {
    let refused = || Application { withdrawable: false, ..application("x", ApplicationState::Rejected) };
    for page in ["/receipt/x", "/applications/x", "/applications/x/withdraw"] {
        let mut b = Bench::on(page);
        let effects = b.ok(ONE, &submitted());
        assert!(effects.contains(&Effect::WakeAt(NOW.plus_seconds(16))), "{page}");
        assert!(b.wait(15).is_empty(), "{page}");
        assert_eq!(by_itself(&b.wait(1)), [ONE], "{page}");
        assert!(b.wait(16).is_empty(), "{page}: it is on its way");
        b.ok(ONE, &refused());
        assert_eq!(ready(view(&b).application).state, ApplicationState::Rejected);
        assert!(!ready(view(&b).application).withdrawable, "{page}");
        // Little changes when it is over.
        assert!(b.wait(43).is_empty(), "{page}");
        assert_eq!(by_itself(&b.wait(1)), [ONE], "{page}");
    }
    let mut b = Bench::on("/applications");
    b.ok(LIST, &Applications { items: vec![submitted()] });
    assert_eq!(by_itself(&b.wait(16)), [LIST]);
    b.ok(LIST, &Applications { items: vec![refused()] });
    assert_eq!(by_itself(&b.wait(16)), [LIST], "there may be another one");
    b.open("/help");
    assert!(b.wait(600).is_empty(), "another page asks for nothing");
}

#[test]
fn a_page_that_could_not_be_brought_up_to_date_asks_again_less_often() {
    let mut b = Bench::on("/receipt/x");
    b.ok(ONE, &submitted());
    b.wait(16);
    b.lost(ONE, FetchError::MaybeSent);
    assert!(view(&b).stale.is_some());
    assert!(b.wait(59).is_empty());
    assert_eq!(by_itself(&b.wait(1)), [ONE]);
    b.ok(ONE, &submitted());
    assert!(view(&b).stale.is_none());
    assert_eq!(by_itself(&b.wait(16)), [ONE]);
}

#[test]
fn a_page_out_of_sight_asks_for_nothing_until_it_is_seen_or_has_the_focus() {
    let mut b = Bench::on("/receipt/x");
    b.ok(ONE, &submitted());
    b.send(Event::Hidden);
    b.wait(600);
    assert!(b.pending().is_empty(), "{:?}", b.pending());
    assert!(by_itself(&b.send(Event::Shown)).is_empty(), "a person looks");
    b.ok("GET /v1/session", &session("me"));
    b.ok(ONE, &submitted());
    b.wait(5);
    assert!(by_itself(&b.send(Event::Shown)).is_empty());
    assert_eq!(b.pending(), [ONE], "it was in sight, and got the focus");
    assert!(b.send(Event::Shown).is_empty(), "once");
}

#[test]
fn what_the_answer_to_a_timer_asks_for_no_person_asked_for_either() {
    let lost = || contract::card::Card { code_available: false, ..card() };
    let mut b = Bench::on("/card");
    b.ok("GET /v1/card", &lost());
    assert_eq!(by_itself(&b.wait(16)), ["GET /v1/card"]);
    assert_eq!(by_itself(&b.ok("GET /v1/card", &card())), ["POST /v1/card/code"], "the loss report has ended");
    b.lost("POST /v1/card/code", FetchError::MaybeSent);
    assert_eq!(by_itself(&b.wait(16)), ["GET /v1/card"]);
    assert!(b.pending() == ["GET /v1/card"] && by_itself(&b.ok("GET /v1/card", &card())).is_empty());
    assert!(by_itself(&b.send(Event::RetryTapped)).is_empty(), "a person did");
}

#[test]
fn a_withdrawal_leads_back_to_the_page_it_came_from() {
    let mut b = Bench::on("/applications/x");
    b.ok(ONE, &submitted());
    b.open("/applications/x/withdraw");
    b.ok(ONE, &submitted());
    b.send(Event::Applications(E::WithdrawConfirmed));
    b.send(Event::Applications(E::WithdrawConfirmed));
    assert_eq!(b.pending(), [WITHDRAW]);
    assert!(view(&b).withdrawing);
    let effects = b.ok(WITHDRAW, &withdrawn());
    assert!(says(&effects, Notice::Withdrawn) && effects.contains(&Effect::Tell(EmbedderEvent::Withdrawn)));
    assert_eq!(gone(&effects), Some(("/applications/x".to_owned(), How::Unwind(1))));
    b.at(b.index - 1, "/applications/x");
    assert_eq!(*ready(view(&b).application), withdrawn());
}

#[test]
fn a_withdrawal_that_did_not_work_shows_where_the_application_stands() {
    let mut b = Bench::on("/applications/x/withdraw");
    b.ok(ONE, &submitted());
    b.send(Event::Applications(E::WithdrawConfirmed));
    b.lost(WITHDRAW, FetchError::MaybeSent);
    assert_eq!(view(&b).failure.map(|f| f.kind), Some(FailureKind::MaybeSent));
    b.ok(ONE, &submitted());
    b.send(Event::Applications(E::WithdrawConfirmed));
    assert!(view(&b).failure.is_none());
    b.refuse(WITHDRAW, ProblemType::NotWithdrawable);
    b.ok(ONE, &application("x", ApplicationState::Accepted));
    b.open("/applications/y");
    assert!(view(&b).failure.is_none(), "it was not this one");
}

#[test]
fn a_withdrawal_whose_answer_was_lost_is_one_all_the_same() {
    let mut b = Bench::on("/applications/x/withdraw");
    b.ok(ONE, &submitted());
    b.send(Event::Applications(E::WithdrawConfirmed));
    b.lost(WITHDRAW, FetchError::MaybeSent);
    let effects = b.ok(ONE, &withdrawn());
    assert!(says(&effects, Notice::Withdrawn) && effects.contains(&Effect::Tell(EmbedderEvent::Withdrawn)));
    assert_eq!(gone(&effects), Some(("/applications/x".to_owned(), How::Unwind(1))));
    assert!(view(&b).failure.is_none());
    b.send(Event::RetryTapped);
    assert!(!says(&b.ok(ONE, &withdrawn()), Notice::Withdrawn), "told once");
}

#[test]
fn a_withdrawal_is_waited_for_wherever_the_person_goes() {
    let mut b = Bench::on("/applications/x/withdraw");
    b.ok(ONE, &submitted());
    b.send(Event::Applications(E::WithdrawConfirmed));
    b.open("/applications/y");
    assert!(!view(&b).withdrawing, "it is not this one");
    b.send(Event::Applications(E::WithdrawConfirmed));
    assert!(b.pending().contains(&"POST /v1/applications/y/withdrawal".to_owned()));
    b.open("/help");
    b.lost("POST /v1/applications/y/withdrawal", FetchError::NeverSent);
    assert!(!b.pending().contains(&"GET /v1/applications/y".to_owned()), "nobody looks at it");
    b.open("/applications/x");
    b.ok(ONE, &submitted());
    b.send(Event::Applications(E::WithdrawConfirmed));
    b.open("/help");
    let effects = b.ok(WITHDRAW, &withdrawn());
    assert!(says(&effects, Notice::Withdrawn) && gone(&effects).is_none(), "and nobody is pulled away");
}

#[test]
fn a_withdrawal_that_comes_about_while_the_list_is_looked_at_brings_the_list_anew() {
    for answered in [true, false] {
        let mut b = Bench::on("/applications/x/withdraw");
        b.ok(ONE, &submitted());
        b.send(Event::Applications(E::WithdrawConfirmed));
        b.open("/applications");
        if answered {
            b.ok(LIST, &Applications { items: vec![submitted()] });
        }
        b.ok(WITHDRAW, &withdrawn());
        assert_eq!(b.pending(), [LIST], "it is asked for once more, as it is not what it was");
        b.ok(LIST, &Applications { items: vec![withdrawn()] });
        let Screen::Applications(view) = b.screen() else { panic!() };
        assert_eq!(ready(view.items).iter().map(|a| a.state).collect::<Vec<_>>(), [ApplicationState::Withdrawn]);
    }
}

#[test]
fn without_an_application_nothing_is_withdrawn() {
    let mut b = Bench::on("/applications");
    b.send(Event::Applications(E::WithdrawConfirmed));
    assert_eq!(b.pending(), [LIST]);
}

#[test]
fn copying_the_number_says_whether_it_worked() {
    let mut b = Bench::on("/receipt/x");
    assert!(says(&b.send(Event::Applications(E::NumberCopied(true))), Notice::Copied));
    assert!(says(&b.send(Event::Applications(E::NumberCopied(false))), Notice::NotCopied));
}

#[test]
fn what_the_browser_was_only_asked_for_is_not_claimed() {
    let mut b = Bench::on("/receipt/x");
    for event in [E::ReceiptHandedOver, E::ReceiptCopied(false)] {
        let effects = b.send(Event::Applications(event));
        assert!(says(&effects, Notice::HandedOver) && !says(&effects, Notice::Saved), "{event:?}");
    }
    assert!(says(&b.send(Event::Applications(E::ReceiptCopied(true))), Notice::Copied));
}

#[test]
fn who_saw_my_data() {
    let mut b = Bench::on("/access-log");
    b.refuse("GET /v1/access-log", ProblemType::ServerError);
    assert!(matches!(b.screen(), Screen::AccessLog(v) if matches!(v.log, LoadView::Failed(_))));
    b.send(Event::RetryTapped);
    b.ok("GET /v1/access-log", &AccessLog { items: Vec::new() });
    assert!(matches!(b.screen(), Screen::AccessLog(v) if ready(v.log.clone()).items.is_empty()));
}
