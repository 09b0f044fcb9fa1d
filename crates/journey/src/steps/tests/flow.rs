//! From "Cancel" to the last button.

use super::sending::{CHECK, SUBMIT, apply, at_confirm, fill_in, kind_check};
use crate::bench::samples::{self, month, verification};
use crate::bench::{Bench, gone, kept, old, says, stored};
use crate::domain::{ApplicationKind, CodeError, ConsequenceCode, Motive, ProblemType, VerificationMethod};
use crate::steps::apply::{Event as E, Identity, View};
use crate::view::Screen;
use crate::{Effect, Event, How, Keep, LoadView, Notice, Stage};
use contract::application::Check;
use contract::http::FetchError;
use contract::verification::Verified;

const VERIFY: &str = "POST /v1/verifications";
const ANSWER: &str = "POST /v1/verifications/v/answer";

pub(super) fn view(b: &Bench) -> View {
    match b.screen() {
        Screen::Apply(view) => *view,
        other => panic!("not in the flow: {other:?}"),
    }
}

fn go_on(b: &mut Bench) -> Option<(String, How)> {
    gone(&b.send(apply(E::ContinueTapped)))
}

#[allow(clippy::unnecessary_wraps, reason = "what it is compared with")]
fn push(path: &str) -> Option<(String, How)> {
    Some((path.to_owned(), How::Push))
}

#[allow(clippy::unnecessary_wraps, reason = "what it is compared with")]
fn replace(path: &str) -> Option<(String, How)> {
    Some((path.to_owned(), How::Replace))
}

fn tick(b: &mut Bench, ticked: bool) -> Vec<Effect> {
    b.send(apply(E::Acknowledged { code: ConsequenceCode::MedicalEnds, nth: 0, ticked }))
}

/// On the page where identity is proved.
fn at_verify() -> Bench {
    let mut b = Bench::on("/apply/stop-contributions");
    fill_in(&mut b);
    b.open("/apply/stop-contributions/verify");
    b
}

fn waiting() -> Bench {
    let mut b = at_verify();
    b.send(apply(E::MethodChosen(VerificationMethod::SmsCode)));
    b.ok(VERIFY, &verification("v", VerificationMethod::SmsCode, b.now));
    b
}

#[test]
fn step_by_step() {
    let base = "/apply/stop-contributions";
    let mut b = Bench::on("/apply");
    assert_eq!(b.screen(), Screen::Intent);
    assert_eq!(go_on(&mut b), None);
    b.open(base);
    assert!(matches!(view(&b).check, LoadView::Loading { .. }));
    assert_eq!(go_on(&mut b), None, "not before the answer");
    b.ok(CHECK, &kind_check());
    assert_eq!((view(&b).position, view(&b).stage), ((1, 6), Stage::Eligibility));
    assert_eq!(go_on(&mut b), push("/apply/stop-contributions/consequences"));
    b.open("/apply/stop-contributions/consequences");
    assert_eq!(go_on(&mut b), None);
    assert!(view(&b).incomplete, "a tick is missing");
    tick(&mut b, true);
    tick(&mut b, true);
    tick(&mut b, false);
    let effects = tick(&mut b, true);
    assert!(kept(&effects, Keep::Draft).flatten().is_some_and(|t| t.contains("medical_ends")));
    assert_eq!(view(&b).acknowledged, [ConsequenceCode::MedicalEnds]);
    assert_eq!(go_on(&mut b), push("/apply/stop-contributions/details"));
    b.open("/apply/stop-contributions/details");
    assert!(!view(&b).incomplete);
    assert_eq!(go_on(&mut b), None);
    b.send(apply(E::MotiveChosen(Motive::Abroad)));
    b.send(apply(E::MonthChosen(month("2026-04"))));
    assert_eq!(go_on(&mut b), None, "a reason that is not on offer is none");
    b.send(apply(E::MotiveChosen(Motive::Moved)));
    assert_eq!(go_on(&mut b), push("/apply/stop-contributions/review"));
    b.open("/apply/stop-contributions/review");
    assert_eq!((view(&b).motive, view(&b).month), (Some(Motive::Moved), Some(month("2026-04"))));
    assert_eq!(go_on(&mut b), push("/apply/stop-contributions/verify"));
    b.open("/apply/stop-contributions/verify");
    assert_eq!(view(&b).identity, Identity::Choose(kind_check().methods));
    assert_eq!(go_on(&mut b), None);
    b.send(apply(E::MethodChosen(VerificationMethod::Password)));
    let effects = b.ok(VERIFY, &verification("v", VerificationMethod::Password, b.now));
    assert!(!says(&effects, Notice::CodeSent), "no code is sent for a password");
    b.send(apply(E::AnswerSubmitted("123456".to_owned())));
    let effects = b.ok(ANSWER, &Verified { id: "v".to_owned(), expires_at: b.now });
    assert_eq!(gone(&effects), replace("/apply/stop-contributions/confirm"));
    b.go("/apply/stop-contributions/confirm");
    assert_eq!((view(&b).position, view(&b).progress), ((6, 6), None));
    b.at(b.index - 1, "/apply/stop-contributions/review");
    assert_eq!(go_on(&mut b), push("/apply/stop-contributions/confirm"), "identity is proved already");
}

#[test]
fn where_nothing_is_asked_nothing_is_asked() {
    let mut b = Bench::on("/apply/unlink-card");
    b.ok(CHECK, &samples::check(ApplicationKind::UnlinkCard));
    assert_eq!(view(&b).position, (1, 5));
    b.open("/apply/unlink-card/consequences");
    tick(&mut b, true);
    assert_eq!(go_on(&mut b), push("/apply/unlink-card/review"));
    let effects = b.open("/apply/unlink-card/details");
    assert_eq!(gone(&effects), replace("/apply/unlink-card/consequences"));
}

#[test]
fn who_may_not_apply_stays_at_the_reason() {
    let mut b = Bench::on("/apply/stop-contributions/review");
    let effects = b.ok(CHECK, &Check { eligible: false, ..kind_check() });
    assert_eq!(gone(&effects), replace("/apply/stop-contributions"));
    b.go("/apply/stop-contributions");
    b.ok(CHECK, &Check { eligible: false, ..kind_check() });
    assert_eq!(go_on(&mut b), None);
}

#[test]
fn a_check_that_did_not_come_is_tried_again_on_every_step() {
    for stage in ["", "/consequences", "/details", "/review", "/verify", "/confirm"] {
        let mut b = Bench::on(&format!("/apply/stop-contributions{stage}"));
        b.lost(CHECK, FetchError::NeverSent);
        assert!(matches!(view(&b).check, LoadView::Failed(_)), "{stage}");
        b.send(Event::RetryTapped);
        assert!(matches!(view(&b).check, LoadView::Loading { .. }), "{stage}");
        b.ok(CHECK, &kind_check());
        assert!(matches!(view(&b).check, LoadView::Ready(_)), "{stage}");
    }
}

#[test]
fn the_answer_to_another_question_is_no_answer() {
    let mut b = Bench::on("/apply/stop-contributions");
    b.ok(CHECK, &samples::check(ApplicationKind::CancelCard));
    assert!(matches!(view(&b).check, LoadView::Failed(_)));
    b.open("/apply/cancel-card");
    assert!(String::from_utf8_lossy(&b.request(CHECK).body).contains("cancel_card"));
    b.ok(CHECK, &samples::check(ApplicationKind::CancelCard));
    b.open("/apply/stop-contributions/consequences");
    assert!(matches!(view(&b).check, LoadView::Loading { .. }), "the check of one is not shown for the other");
    assert_eq!(b.pending(), [CHECK]);
}

#[test]
fn a_step_whose_ground_is_not_laid_is_not_shown() {
    let table = [
        ("consequences", None),
        ("details", Some("/consequences")),
        ("review", Some("/consequences")),
        ("verify", Some("/consequences")),
        ("confirm", Some("/consequences")),
    ];
    for (stage, lands) in table {
        let mut b = Bench::on(&format!("/apply/stop-contributions/{stage}"));
        let effects = b.ok(CHECK, &kind_check());
        let expected = lands.and_then(|l| replace(&format!("/apply/stop-contributions{l}")));
        assert_eq!(gone(&effects), expected, "{stage}");
    }
    let mut b = at_verify();
    assert_eq!(gone(&b.open("/apply/stop-contributions/confirm")), replace("/apply/stop-contributions/verify"));
}

#[test]
fn a_double_tap_asks_for_one_code() {
    let mut b = at_verify();
    b.send(apply(E::MethodChosen(VerificationMethod::SmsCode)));
    let effects = b.send(apply(E::MethodChosen(VerificationMethod::SmsCode)));
    assert!(effects.is_empty(), "{effects:?}");
    assert_eq!(view(&b).identity, Identity::Beginning { slow: false });
    b.wait(3);
    assert_eq!(view(&b).identity, Identity::Beginning { slow: true });
}

#[test]
fn identity_that_could_not_begin_to_be_proved_is_tried_again() {
    let mut b = at_verify();
    b.send(apply(E::MethodChosen(VerificationMethod::SmsCode)));
    b.lost(VERIFY, FetchError::NeverSent);
    assert!(matches!(view(&b).identity, Identity::Failed(_)));
    b.send(Event::RetryTapped);
    assert!(matches!(view(&b).identity, Identity::Beginning { .. }));
    b.ok(VERIFY, &verification("v", VerificationMethod::SmsCode, b.now));
    let before = b.pending();
    b.send(apply(E::ResendTapped));
    assert_eq!(b.pending(), before, "not before its time");
    b.wait(60);
    b.send(apply(E::ResendTapped));
    assert!(b.pending().contains(&VERIFY.to_owned()));
}

#[test]
fn the_code_that_comes_after_the_person_left_is_there_when_they_return() {
    let mut b = at_verify();
    b.send(apply(E::MethodChosen(VerificationMethod::SmsCode)));
    b.open("/help/law");
    b.ok(VERIFY, &verification("v", VerificationMethod::SmsCode, b.now));
    b.at(b.index - 1, "/apply/stop-contributions/verify");
    assert!(matches!(view(&b).identity, Identity::Waiting { .. }));
    b.send(apply(E::AnswerSubmitted("123456".to_owned())));
    b.open("/help/law");
    let effects = b.ok(ANSWER, &Verified { id: "v".to_owned(), expires_at: b.now });
    assert_eq!(gone(&effects), None, "nobody is pulled away");
    b.at(b.index - 1, "/apply/stop-contributions/review");
    assert_eq!(go_on(&mut b), push("/apply/stop-contributions/confirm"));
}

#[test]
fn wrong_codes_are_told_apart() {
    let mut b = waiting();
    b.send(apply(E::AnswerSubmitted("1234x6".to_owned())));
    assert_eq!(view(&b).code_error, Some(CodeError::Characters('X')));
    b.send(apply(E::AnswerSubmitted("123456".to_owned())));
    b.send(apply(E::AnswerSubmitted("123456".to_owned())));
    b.send(apply(E::MethodChosen(VerificationMethod::Password)));
    assert_eq!(b.pending(), [ANSWER], "one answer is checked at a time");
    assert!(matches!(view(&b).identity, Identity::Waiting { busy: true, .. }));
    b.refuse(ANSWER, ProblemType::WrongAnswer);
    assert!(matches!(view(&b).identity, Identity::Waiting { busy: false, .. }));
    assert!(view(&b).answer_failure.is_some());
    for over in [ProblemType::VerificationExpired, ProblemType::Locked] {
        let mut b = waiting();
        b.send(apply(E::AnswerSubmitted("123456".to_owned())));
        b.refuse(ANSWER, over);
        assert!(matches!(view(&b).identity, Identity::Choose(_)), "{over:?}");
        assert_eq!(view(&b).answer_failure.and_then(|f| f.refusal()), Some(over));
        b.send(apply(E::AnswerSubmitted("123456".to_owned())));
        assert!(b.pending().is_empty(), "nothing to answer");
    }
}

#[test]
fn thinking_again_without_an_answer_asks_nothing_and_takes_the_flow_off_the_history() {
    let mut b = Bench::on("/apply");
    let before = b.index;
    b.open("/apply/stop-contributions");
    b.ok(CHECK, &kind_check());
    b.open("/apply/stop-contributions/consequences");
    let effects = b.send(apply(E::LeaveTapped));
    assert_eq!(kept(&effects, Keep::Draft), Some(None));
    assert_eq!(gone(&effects), Some(("/card/services".to_owned(), How::Unwind(b.index - before))));
}

/// How far back the end of the flow leads from where the person is.
fn unwinds(b: &mut Bench) -> u32 {
    match gone(&b.send(apply(E::Abandoned))) {
        Some((_, How::Unwind(n))) => n,
        other => panic!("{other:?}"),
    }
}

#[test]
fn only_the_entries_of_the_flow_are_taken_off_the_history() {
    let flow = "/apply/stop-contributions";
    let mut b = Bench::on(flow);
    assert_eq!(unwinds(&mut b), 0, "opened by its address: the page before is not of the flow");

    let mut b = Bench::on("/apply");
    b.open(flow);
    b.open("/help/law");
    b.at(b.index - 1, flow);
    assert_eq!(unwinds(&mut b), 1, "over a page that was left again");

    let mut b = Bench::on("/apply");
    b.open(flow);
    b.open("/help/law");
    b.open("/card/services");
    b.open(flow);
    assert_eq!(unwinds(&mut b), 0, "entered anew further on");

    let mut b = Bench::on("/card/services");
    let i = b.index;
    b.open("/apply");
    b.open(flow);
    b.at(i, "/card/services");
    b.at(i + 1, "/help");
    b.at(i + 2, flow);
    assert_eq!(unwinds(&mut b), 0, "what was there before is overwritten");

    let mut b = Bench::on("/apply");
    b.open(flow);
    b.open(&format!("{flow}/consequences"));
    b.at(b.index - 2, "/apply");
    b.at(b.index + 2, &format!("{flow}/consequences"));
    assert_eq!(unwinds(&mut b), 2, "back and forward");
}

#[test]
fn a_reload_finds_the_draft_and_the_way_out() {
    let mut b = Bench::on("/apply");
    b.open("/apply/stop-contributions");
    b.ok(CHECK, &kind_check());
    b.open("/apply/stop-contributions/consequences");
    let draft = stored(&tick(&mut b, true));
    for (citizen, ticks, back) in [("me", 1, 2), ("other", 0, 0)] {
        let mut again = Bench::with(draft.clone());
        again.at(b.index, "/apply/stop-contributions/consequences");
        again.ok("GET /v1/session", &samples::session(citizen));
        again.ok(CHECK, &kind_check());
        assert_eq!(view(&again).acknowledged.len(), ticks, "{citizen}");
        assert_eq!(unwinds(&mut again), back, "{citizen}");
    }
    for unreadable in ["", "{}", "null", "[1]"] {
        let mut again = Bench::with(old(Keep::Draft, unreadable));
        again.at(3, "/apply/stop-contributions");
        again.ok("GET /v1/session", &samples::session("me"));
        again.ok(CHECK, &kind_check());
        assert!(view(&again).acknowledged.is_empty());
    }
}

#[test]
fn a_reload_beside_the_flow_still_knows_its_entries() {
    let mut b = Bench::on("/apply");
    b.open("/apply/stop-contributions");
    b.ok(CHECK, &kind_check());
    let mut again = Bench::with(stored(&tick(&mut b, true)));
    again.at(b.index + 1, "/me");
    again.ok("GET /v1/session", &samples::session("me"));
    again.at(b.index, "/apply/stop-contributions");
    assert_eq!(unwinds(&mut again), 1);
}

#[test]
fn a_draft_of_another_tab_says_nothing_of_the_history_of_this_one() {
    let mut b = Bench::on("/center");
    b.open("/apply");
    b.open("/apply/stop-contributions");
    b.ok(CHECK, &kind_check());
    for _ in 0..3 {
        b.open("/apply/stop-contributions/consequences");
    }
    let stored = stored(&tick(&mut b, true));
    // Another way to the flow, in a history of its own.
    let mut again = Bench::with(stored);
    again.go("/");
    again.open("/me");
    again.ok("GET /v1/session", &samples::session("me"));
    for path in ["/card", "/card/services", "/apply"] {
        again.open(path);
    }
    let begins = again.index;
    again.open("/apply/stop-contributions");
    again.ok(CHECK, &kind_check());
    assert_eq!(view(&again).acknowledged.len(), 1, "the draft is there");
    assert_eq!(unwinds(&mut again), again.index - begins);
}

#[test]
fn a_session_that_ends_in_the_middle_gives_back_what_was_ticked_last() {
    let mut b = Bench::on("/apply/stop-contributions/consequences");
    b.ok(CHECK, &kind_check());
    tick(&mut b, true);
    b.open("/apply/stop-contributions");
    b.refuse(CHECK, ProblemType::NotSignedIn);
    assert!(matches!(b.screen(), Screen::SignIn(v) if v.ended));
    b.sign_in("me");
    b.ok(CHECK, &kind_check());
    assert_eq!(view(&b).acknowledged, [ConsequenceCode::MedicalEnds]);
}

#[test]
fn what_is_being_sent_does_not_change_any_more() {
    let mut b = at_confirm();
    b.send(apply(E::ConfirmTapped));
    let number = b.request(SUBMIT).clone();
    for event in [
        E::Acknowledged { code: ConsequenceCode::MedicalEnds, nth: 0, ticked: false },
        E::MotiveChosen(Motive::Other),
        E::VerifyAgainTapped,
        E::MethodChosen(VerificationMethod::SmsCode),
        E::Abandoned,
        E::CheckAgainTapped,
        E::ConfirmTapped,
    ] {
        let effects = b.send(apply(event.clone()));
        assert!(effects.is_empty(), "{event:?}: {effects:?}");
    }
    assert_eq!(b.request(SUBMIT), &number);
    for path in ["/apply", "/apply/cancel-card", "/apply/stop-contributions/details"] {
        b.open(path);
        assert_eq!((view(&b).kind, view(&b).stage), (ApplicationKind::StopContributions, Stage::Confirm), "{path}");
        b.send(Event::RetryTapped);
        assert!(!b.pending().contains(&CHECK.to_owned()));
    }
}
