//! The one submission: what each outcome means, and what is kept.

use super::flow::view;
use crate::bench::samples::{self, application, month};
use crate::bench::{Bench, NOW, gone, kept, old, response, says, stored, unreadable};
use crate::domain::{ApplicationKind, ApplicationState, ConsequenceCode, Motive, ProblemType, VerificationMethod};
use crate::steps::apply::{Event as E, Progress};
use crate::view::Screen;
use crate::{Effect, EmbedderEvent, Event, How, Keep, LoadView, Notice, Stage};
use contract::application::Check;
use contract::http::{FetchError, Response};
use contract::problem::Problem;
use contract::verification::Verified;

pub(super) const CHECK: &str = "POST /v1/applications/check";
pub(super) const SUBMIT: &str = "POST /v1/applications";

pub(super) fn apply(event: E) -> Event {
    Event::Apply(event)
}

pub(super) fn kind_check() -> Check {
    samples::check(ApplicationKind::StopContributions)
}

/// The check comes, and what is asked is answered.
pub(super) fn fill_in(b: &mut Bench) {
    b.ok(CHECK, &kind_check());
    b.send(apply(E::Acknowledged { code: ConsequenceCode::MedicalEnds, nth: 0, ticked: true }));
    b.send(apply(E::MotiveChosen(Motive::Moved)));
    b.send(apply(E::MonthChosen(month("2026-04"))));
}

/// Identity is proved, by a verification with that id, and the last step opened.
fn prove(b: &mut Bench, id: &str) {
    b.send(apply(E::MethodChosen(VerificationMethod::Password)));
    b.ok("POST /v1/verifications", &samples::verification(id, VerificationMethod::Password, b.now));
    b.send(apply(E::AnswerSubmitted("123456".to_owned())));
    b.ok(&format!("POST /v1/verifications/{id}/answer"), &Verified { id: id.to_owned(), expires_at: b.now });
    b.go("/apply/stop-contributions/confirm");
}

/// Before the last button.
pub(super) fn at_confirm() -> Bench {
    let mut b = Bench::on("/apply");
    b.open("/apply/stop-contributions");
    fill_in(&mut b);
    b.open("/apply/stop-contributions/verify");
    prove(&mut b, "v");
    b
}

fn confirmed() -> Bench {
    let mut b = at_confirm();
    b.send(apply(E::ConfirmTapped));
    b
}

fn key(b: &Bench) -> String {
    b.request(SUBMIT).header("Idempotency-Key").unwrap().to_owned()
}

fn progress(b: &Bench) -> Progress {
    view(b).progress.expect("a sending is under way")
}

#[test]
fn it_is_kept_before_the_first_byte_is_sent() {
    let mut b = at_confirm();
    let effects = b.send(apply(E::ConfirmTapped));
    let keep = effects.iter().position(|e| matches!(e, Effect::Keep { what: Keep::Sending, text: Some(_), .. }));
    let call = effects.iter().position(|e| matches!(e, Effect::Call { .. }));
    assert!(keep.unwrap() < call.unwrap(), "{effects:?}");
    let text = kept(&effects, Keep::Sending).flatten().unwrap();
    assert!(text.contains(key(&b).trim_matches('"')) && text.contains(r#""maybe_arrived":true"#));
    for personal in ["示", "123456", "id_number", "name"] {
        assert!(!text.contains(personal), "{personal} in {text}");
    }
    assert_eq!(progress(&b), Progress::Sending { tries: 1 });
    assert_eq!(b.chrome().sending, Some(Progress::Sending { tries: 1 }));
}

#[test]
fn accepted_leads_to_the_receipt_and_takes_the_flow_off_the_history() {
    let mut b = confirmed();
    let effects = b.ok(SUBMIT, &application("x", ApplicationState::Submitted));
    assert_eq!((kept(&effects, Keep::Sending), kept(&effects, Keep::Draft)), (Some(None), Some(None)));
    assert!(says(&effects, Notice::Submitted) && effects.contains(&Effect::Tell(EmbedderEvent::Submitted)));
    assert_eq!(gone(&effects), Some(("/receipt/x".to_owned(), How::Unwind(2))));
    b.at(b.index - 2, "/receipt/x");
    assert!(matches!(b.screen(), Screen::Receipt(v) if matches!(v.application, LoadView::Ready(_))));
    b.lost("GET /v1/applications/x", FetchError::NeverSent);
    assert!(
        matches!(b.screen(), Screen::Receipt(v) if matches!(v.application, LoadView::Ready(_))),
        "it stays in view"
    );
    assert_eq!(b.chrome().sending, None);
}

#[test]
fn accepted_while_the_person_is_elsewhere_pulls_nobody_away() {
    let mut b = confirmed();
    b.open("/help");
    let effects = b.ok(SUBMIT, &application("x", ApplicationState::Submitted));
    assert!(says(&effects, Notice::Submitted) && gone(&effects).is_none());
    b.open("/applications/x");
    assert!(matches!(b.screen(), Screen::Application(v) if matches!(v.application, LoadView::Ready(_))));
}

#[test]
fn what_certainly_did_not_leave_can_be_sent_again_or_given_up() {
    let mut b = confirmed();
    let first = key(&b);
    let effects = b.lost(SUBMIT, FetchError::NeverSent);
    assert_eq!(kept(&effects, Keep::Sending), Some(None));
    assert!(matches!(progress(&b), Progress::NotSent(_)));
    assert!(b.wait(600).is_empty(), "the person decides");
    b.send(apply(E::ConfirmTapped));
    assert_eq!(key(&b), first, "the same confirmation, the same key");
    b.lost(SUBMIT, FetchError::NeverSent);
    b.at(b.index - 1, "/apply/stop-contributions/review");
    assert_eq!(b.chrome().sending, None);
    b.open("/apply/stop-contributions/confirm");
    b.send(apply(E::ConfirmTapped));
    assert_ne!(key(&b), first, "another confirmation, another key");
}

#[test]
fn thinking_again_gives_up_what_did_not_leave() {
    let mut b = confirmed();
    b.lost(SUBMIT, FetchError::NeverSent);
    let effects = b.send(apply(E::Abandoned));
    assert_eq!(kept(&effects, Keep::Sending), Some(None));
    assert!(kept(&effects, Keep::Draft).flatten().is_some(), "the answers are kept");
    assert!(gone(&effects).is_some(), "out of the flow");
    assert_eq!(b.chrome().sending, None);
}

#[test]
fn what_may_have_arrived_is_unknown_until_the_backend_says() {
    let mut b = confirmed();
    let first = key(&b);
    let mut waited = Vec::new();
    let ends = [
        Err(FetchError::MaybeSent),
        Err(FetchError::NeverSent),
        Err(FetchError::Unusable),
        Ok(response(500, &Problem::new(ProblemType::ServerError))),
        Ok(response(409, &Problem::new(ProblemType::RequestInProgress))),
        Ok(Response::new(403)),
        Ok(Response::new(408)),
    ];
    for end in ends {
        let now = b.now;
        let effects = b.answer(SUBMIT, end.clone());
        let Progress::Unknown { next_try, .. } = progress(&b) else { panic!("{end:?}: {:?}", progress(&b)) };
        assert!(effects.contains(&Effect::WakeAt(next_try)), "{end:?}");
        let pause = (next_try.ms() - now.ms()) / 1000;
        waited.push(pause);
        assert!(b.wait(pause - 1).is_empty(), "not before its time");
        b.wait(1);
        assert_eq!(key(&b), first, "{end:?}");
    }
    assert_eq!(waited, [2, 5, 10, 30, 60, 60, 60]);
    b.ok(SUBMIT, &application("x", ApplicationState::Submitted));
    assert_eq!(b.chrome().sending, None);
}

#[test]
fn a_no_without_the_backends_word_is_no_no() {
    let mut b = confirmed();
    b.answer(SUBMIT, Ok(Response::new(422)));
    assert!(matches!(progress(&b), Progress::Unknown { .. }));
}

#[test]
fn how_long_to_wait_is_the_backends_to_say_within_reason() {
    for (header, pause) in [("1", 2), ("90", 90), ("99999999", 3600)] {
        let mut b = confirmed();
        let mut response = response(503, &Problem::new(ProblemType::Unavailable));
        response.headers.push(("retry-after".to_owned(), header.to_owned()));
        b.answer(SUBMIT, Ok(response));
        let Progress::Unknown { next_try, .. } = progress(&b) else { panic!() };
        assert_eq!(next_try, b.now.plus_seconds(pause), "{header}");
    }
}

#[test]
fn checking_again_does_not_wait() {
    let mut b = confirmed();
    b.lost(SUBMIT, FetchError::MaybeSent);
    b.send(apply(E::CheckAgainTapped));
    b.send(apply(E::CheckAgainTapped));
    assert_eq!(b.pending(), [SUBMIT]);
    b.lost(SUBMIT, FetchError::NeverSent);
    b.send(Event::ConnectionChanged { online: false });
    b.send(Event::ConnectionChanged { online: true });
    assert!(b.pending().contains(&SUBMIT.to_owned()), "nor does a network that is back");
}

#[test]
fn a_clock_that_was_put_back_does_not_make_the_wait_longer() {
    let mut b = confirmed();
    b.lost(SUBMIT, FetchError::MaybeSent);
    b.wait(-86_400);
    assert_eq!(b.pending(), [SUBMIT]);
}

#[test]
fn a_refusal_is_the_end_of_it_and_the_next_is_another() {
    let mut b = confirmed();
    let first = key(&b);
    b.lost(SUBMIT, FetchError::MaybeSent);
    b.wait(2);
    let effects = b.refuse(SUBMIT, ProblemType::VerificationExpired);
    assert_eq!(kept(&effects, Keep::Sending), Some(None));
    assert!(matches!(progress(&b), Progress::Refused(_)));
    assert_eq!(b.chrome().sending, None);
    let effects = b.send(apply(E::VerifyAgainTapped));
    assert_eq!(gone(&effects), Some(("/apply/stop-contributions/verify".to_owned(), How::Replace)));
    b.go("/apply/stop-contributions/verify");
    prove(&mut b, "w");
    assert_eq!(view(&b).progress, None);
    b.send(apply(E::ConfirmTapped));
    assert_ne!(key(&b), first);
}

#[test]
fn a_refusal_that_comes_while_nobody_looks_stays_until_somebody_has_seen_it() {
    let mut b = confirmed();
    b.lost(SUBMIT, FetchError::MaybeSent);
    b.open("/applications");
    b.wait(2);
    let effects = b.refuse(SUBMIT, ProblemType::VerificationExpired);
    assert!(says(&effects, Notice::NotAccepted) && !says(&effects, Notice::CouldNotSend));
    for path in ["/me", "/card"] {
        b.open(path);
        assert!(matches!(b.chrome().sending, Some(Progress::Refused(_))), "{path}");
    }
    // Another kind of application does not hide it either.
    b.open("/apply/report-loss");
    assert!(matches!(progress(&b), Progress::Refused(_)));
    assert_eq!((view(&b).kind, view(&b).stage), (ApplicationKind::StopContributions, Stage::Confirm));
    let effects = b.send(apply(E::VerifyAgainTapped));
    assert_eq!(gone(&effects), Some(("/apply/stop-contributions/verify".to_owned(), How::Replace)));
    b.open("/apply/report-loss");
    assert_eq!((b.chrome().sending, view(&b).progress), (None, None));
    assert_eq!(view(&b).kind, ApplicationKind::ReportLoss);
}

#[test]
fn a_last_button_that_another_tab_has_disarmed_leads_to_what_is_open() {
    let mut b = at_confirm();
    let mut other = at_confirm();
    let effects = other.send(apply(E::Abandoned));
    let kept = effects.iter().find_map(|effect| match effect {
        Effect::Keep { what: Keep::Draft, of, text: Some(text) } => Some((of.clone(), text.clone())),
        _ => None,
    });
    let (of, text) = kept.unwrap();
    let event = Event::KeptElsewhere { what: Keep::Draft, of, text: Some(text) };
    let effects = b.send(event);
    assert_eq!(gone(&effects), Some(("/apply/stop-contributions/verify".to_owned(), How::Replace)));
    // A tap that comes before that is no tap on nothing.
    assert_eq!(
        gone(&b.send(apply(E::ConfirmTapped))),
        Some(("/apply/stop-contributions/verify".to_owned(), How::Replace))
    );
    assert!(b.pending().is_empty());
}

#[test]
fn nothing_is_sent_that_was_not_confirmed_at_the_last_step() {
    let mut b = at_confirm();
    b.at(b.index, "/apply/stop-contributions/review");
    b.send(apply(E::ConfirmTapped));
    assert!(b.pending().is_empty());
    b.go("/apply/stop-contributions/confirm");
    b.send(apply(E::Acknowledged { code: ConsequenceCode::MedicalEnds, nth: 0, ticked: false }));
    b.send(apply(E::ConfirmTapped));
    assert!(b.pending().is_empty());
    let mut b = Bench::on("/apply/stop-contributions/confirm");
    b.send(apply(E::ConfirmTapped));
    b.ok(CHECK, &Check { eligible: false, ..kind_check() });
    b.send(apply(E::ConfirmTapped));
    assert!(!b.pending().contains(&SUBMIT.to_owned()));
    assert!(b.late(Err(FetchError::MaybeSent)).is_empty());
}

#[test]
fn what_was_under_way_goes_on_after_a_reload_for_the_same_person_only() {
    let mut b = at_confirm();
    let stored = stored(&b.send(apply(E::ConfirmTapped)));
    let (first, body) = (key(&b), b.request(SUBMIT).body.clone());
    for (citizen, goes_on) in [("me", true), ("other", false)] {
        for path in ["/apply/stop-contributions/confirm", "/me", "/card"] {
            let mut again = Bench::with(stored.clone());
            again.at(7, path);
            assert!(again.send(Event::Woke).is_empty() && again.chrome().sending.is_none(), "nobody is known yet");
            again.ok("GET /v1/session", &samples::session(citizen));
            assert_eq!(again.pending().contains(&SUBMIT.to_owned()), goes_on, "{citizen} {path}");
            if goes_on {
                assert_eq!((key(&again), &again.request(SUBMIT).body), (first.clone(), &body));
                again.lost(SUBMIT, FetchError::NeverSent);
                assert!(
                    matches!(again.chrome().sending, Some(Progress::Unknown { .. })),
                    "an earlier try may have arrived"
                );
            }
        }
    }
    for unreadable in [old(Keep::Sending, "{}"), unreadable(Keep::Sending)] {
        let mut again = Bench::with(unreadable);
        again.at(7, "/me");
        again.ok("GET /v1/session", &samples::session("me"));
        assert!(again.chrome().sending.is_none() && !again.pending().contains(&SUBMIT.to_owned()));
    }
}

#[test]
fn a_session_that_ends_under_it_sends_the_same_again_after_signing_in() {
    let mut b = confirmed();
    let first = key(&b);
    b.refuse(SUBMIT, ProblemType::NotSignedIn);
    assert!(matches!(b.screen(), Screen::SignIn(v) if v.ended));
    b.sign_in("me");
    assert_eq!(key(&b), first);
    assert_eq!(progress(&b), Progress::Sending { tries: 2 });
    let effects = b.ok(SUBMIT, &application("x", ApplicationState::Submitted));
    assert_eq!(gone(&effects), Some(("/receipt/x".to_owned(), How::Unwind(2))));
}

#[test]
fn signing_out_under_it_leaves_it_for_the_same_person() {
    let mut b = confirmed();
    let (first, number) = (key(&b), b.take(SUBMIT));
    let effects = b.sign_out();
    assert_eq!(kept(&effects, Keep::Sending), None, "it is still kept");
    b.send(Event::Answered { number, outcome: Ok(response(201, &application("x", ApplicationState::Submitted))) });
    assert_eq!(b.chrome().sending, None);
    for (citizen, goes_on) in [("other", false), ("me", true)] {
        b.sign_in(citizen);
        assert_eq!(b.pending().contains(&SUBMIT.to_owned()), goes_on, "{citizen}");
        if goes_on {
            assert_eq!(key(&b), first);
        }
        b.sign_out();
    }
    assert_eq!(NOW, b.now);
}

#[test]
fn what_two_people_have_under_way_on_one_device_is_kept_for_each() {
    let mut b = confirmed();
    let mine = key(&b);
    b.sign_out();
    b.sign_in("other");
    b.go("/apply/stop-contributions");
    fill_in(&mut b);
    b.go("/apply/stop-contributions/verify");
    prove(&mut b, "w");
    let mut effects = b.send(apply(E::ConfirmTapped));
    let theirs = key(&b);
    effects.extend(b.ok(SUBMIT, &application("y", ApplicationState::Submitted)));
    let touched = effects.iter().filter_map(|effect| match effect {
        Effect::Keep { what: Keep::Sending, of, .. } => Some(of),
        _ => None,
    });
    assert!(
        touched.clone().count() >= 2 && touched.clone().all(|of| of == theirs.trim_matches('"')),
        "one's own alone"
    );
    b.sign_out();
    b.sign_in("me");
    assert_eq!(key(&b), mine, "the first goes on where it was");
    assert_eq!(kept(&b.ok(SUBMIT, &application("x", ApplicationState::Submitted)), Keep::Sending), Some(None));
}
