//! Signing in by SMS and by password, proving identity for an application, and sessions that end.

use crate::support::{PASSWORD, Phone};
use contract::demo::DemoChange;
use journey::domain::{ApplicationKind as Kind, ProblemType, VerificationMethod};
use journey::steps::{
    account::{sessions, sign_in},
    apply,
};
use journey::view::Screen;
use journey::{Event, Failure, LoadView};

fn form(p: &Phone) -> sign_in::View {
    match p.screen() {
        Screen::SignIn(view) => view,
        other => panic!("not the sign-in: {other:?}"),
    }
}

fn refusal(failure: Option<Failure>) -> Option<ProblemType> {
    failure.and_then(|f| f.refusal())
}

fn ask_code(p: &mut Phone, citizen: &str) {
    let id_number = p.id_number(citizen);
    p.tap(Event::SignIn(sign_in::Event::CodeRequested { id_number }));
}

fn type_code(p: &mut Phone, code: &str) {
    p.tap(Event::SignIn(sign_in::Event::CodeSubmitted(code.to_owned())));
}

/// Six digits that are not these.
fn other(code: &str) -> String {
    if code == "000000" { "000001".to_owned() } else { "000000".to_owned() }
}

#[test]
fn by_sms_with_a_slip_of_the_finger() {
    let mut p = Phone::new(1);
    p.open("/card/services");
    ask_code(&mut p, "c-jia");
    let code = p.sms();
    type_code(&mut p, &other(&code));
    assert_eq!(refusal(form(&p).failure), Some(ProblemType::WrongAnswer));
    type_code(&mut p, &code);
    assert!(matches!(p.screen(), Screen::CardServices(v) if matches!(v.services, LoadView::Ready(_))));
    assert_eq!(p.path(), "/card/services");
}

#[test]
fn a_code_runs_out_and_another_is_sent() {
    let mut p = Phone::new(2);
    p.open("/card");
    ask_code(&mut p, "c-jia");
    let code = p.sms();
    p.wait(301);
    type_code(&mut p, &code);
    assert_eq!(refusal(form(&p).failure), Some(ProblemType::VerificationExpired));
    assert!(form(&p).code.is_none());
    ask_code(&mut p, "c-jia");
    let code = p.sms();
    type_code(&mut p, &code);
    assert!(matches!(p.screen(), Screen::Card(_)));
}

#[test]
fn six_wrong_passwords_lock_and_the_app_says_until_when() {
    let mut p = Phone::new(3);
    p.open("/card");
    let id_number = p.id_number("c-jia");
    for left in (0..6).rev() {
        // After some wrong ones the next is taken only after a wait.
        p.wait(10);
        let (id_number, password) = (id_number.clone(), other(PASSWORD));
        p.tap(Event::SignIn(sign_in::Event::PasswordSubmitted { id_number, password }));
        let failure = form(&p).failure.unwrap();
        if left > 0 {
            assert_eq!((failure.refusal(), failure.attempts_left), (Some(ProblemType::WrongAnswer), Some(left)));
        } else {
            assert_eq!(failure.refusal(), Some(ProblemType::Locked));
        }
    }
    p.sign_in("c-jia");
    let until = form(&p).failure.and_then(|f| f.retry_at).expect("until when");
    p.wait((until.ms() - p.now().ms()) / 1000 + 1);
    p.sign_in("c-jia");
    assert!(matches!(p.screen(), Screen::Card(_)));
}

#[test]
fn identity_for_an_application_by_sms() {
    let mut p = Phone::of("c-jia", 4);
    p.tap_seven();
    p.open("/apply/stop-contributions");
    while p.flow().stage != journey::Stage::Verify {
        assert!(p.step());
    }
    p.send(Event::Apply(apply::Event::MethodChosen(VerificationMethod::SmsCode)));
    p.apply(apply::Event::MethodChosen(VerificationMethod::SmsCode));
    let code = p.sms();
    p.apply(apply::Event::AnswerSubmitted(other(&code)));
    assert_eq!(refusal(p.flow().answer_failure), Some(ProblemType::WrongAnswer));
    p.wait(301);
    p.apply(apply::Event::AnswerSubmitted(code));
    assert_eq!(refusal(p.flow().answer_failure), Some(ProblemType::VerificationExpired));
    assert!(matches!(p.flow().identity, apply::Identity::Choose(_)));
    p.apply(apply::Event::MethodChosen(VerificationMethod::SmsCode));
    let code = p.sms();
    p.apply(apply::Event::AnswerSubmitted(code));
    assert_eq!(p.path(), "/apply/stop-contributions/confirm");
    p.confirm();
    p.application();
}

#[test]
fn a_proof_that_ran_out_before_the_last_button_is_given_again() {
    let mut p = Phone::of("c-jia", 5);
    p.tap_seven();
    p.walk(Kind::StopContributions);
    p.wait(301);
    p.confirm();
    let Some(apply::Progress::Refused(failure)) = p.flow().progress else { panic!("{:?}", p.flow()) };
    assert_eq!(failure.refusal(), Some(ProblemType::VerificationExpired));
    assert!(p.persevere("c-jia", |_| ()));
    assert_eq!(p.truth("c-jia").len(), 1);
    p.travel(-1);
    assert_eq!(p.path(), "/card/cancellation");
}

#[test]
fn a_session_that_ends_on_any_step_leads_back_to_it_with_everything_ticked() {
    for steps in 0..6 {
        let mut p = Phone::of("c-jia", 6);
        p.tap_seven();
        p.open("/apply/stop-contributions");
        for _ in 0..steps {
            p.step();
        }
        let before = p.flow();
        p.wait(901);
        p.tap(Event::RetryTapped);
        assert!(form(&p).ended, "after {steps} steps");
        p.sign_in("c-jia");
        let after = p.flow();
        assert_eq!((after.stage, after.acknowledged), (before.stage, before.acknowledged), "after {steps} steps");
        assert_eq!((after.motive, after.month), (before.motive, before.month), "after {steps} steps");
        assert!(p.persevere("c-jia", |_| ()));
        assert_eq!(p.truth("c-jia").len(), 1);
        p.travel(-1);
        assert_eq!(p.path(), "/card/cancellation");
    }
}

#[test]
fn a_session_that_ends_under_the_last_button_sends_once_after_signing_in() {
    let mut p = Phone::of("c-jia", 7);
    p.tap_seven();
    p.walk(Kind::UnlinkCard);
    p.wait(250);
    p.tap(Event::RetryTapped);
    p.demo(&DemoChange { advance_seconds: Some(901), ..DemoChange::default() });
    p.confirm();
    assert!(form(&p).ended);
    assert!(p.persevere("c-jia", |_| ()), "{:?}", p.screen());
    assert_eq!(p.truth("c-jia").len(), 1);
}

#[test]
fn signing_out_clears_and_the_next_person_finds_nothing() {
    let mut p = Phone::of("c-jia", 8);
    p.tap_seven();
    p.walk(Kind::UnlinkCard);
    p.tap(Event::SignIn(sign_in::Event::SignOutTapped));
    assert_eq!(p.kept_count().1, 0);
    p.sign_in("c-ding");
    assert!(p.flow().acknowledged.is_empty(), "{:?}", p.flow());
    let drawn = format!("{:?}", p.model.view());
    assert!(!drawn.contains("c-jia"), "{drawn}");
    p.open("/card");
    crate::walks::assert_complete(&p);
    p.reload(true);
    assert_eq!(p.chrome().session.map(|s| s.citizen.clone()).as_deref(), Some("c-ding"));
}

#[test]
fn another_citizen_of_the_demo_is_asked_for_anew() {
    let mut p = Phone::of("c-jia", 9);
    p.open("/card");
    p.open("/demo");
    let change = DemoChange { sign_in: Some("c-bing".to_owned()), ..DemoChange::default() };
    p.tap(Event::Demo(journey::steps::demo::Event::Changed(change)));
    assert_eq!(p.chrome().session.map(|s| s.citizen.clone()).as_deref(), Some("c-bing"));
    p.travel(-1);
    crate::walks::assert_complete(&p);
}

/// (issue 10, point 28)
#[test]
fn identity_is_proved_in_another_way_than_the_person_signed_in_by() {
    for by_password in [true, false] {
        let mut p = Phone::new(10);
        p.open("/card");
        if by_password {
            p.sign_in("c-jia");
        } else {
            ask_code(&mut p, "c-jia");
            let code = p.sms();
            type_code(&mut p, &code);
        }
        p.tap_seven();
        p.open("/apply/unlink-card");
        while p.flow().stage != journey::Stage::Verify {
            assert!(p.step());
        }
        let other = if by_password { VerificationMethod::SmsCode } else { VerificationMethod::Password };
        assert_eq!(p.check().methods, [other]);
        p.walk_on();
        p.confirm();
        p.application();
    }
}

/// (issue 10, point 7)
#[test]
fn the_card_that_renews_its_code_is_blank_when_nobody_has_used_it_for_a_quarter_of_an_hour() {
    let mut p = Phone::of("c-jia", 11);
    p.open("/card");
    p.wait(850);
    let warning = p.chrome().warning.expect("it is said before");
    assert!(warning.can_stay && p.now().seconds_until(warning.ends) >= 20);
    p.tap(Event::SignIn(sign_in::Event::StayTapped));
    assert_eq!(p.chrome().warning, None);
    p.wait(890);
    assert!(p.chrome().warning.is_some() && matches!(p.screen(), Screen::Card(_)));
    p.wait(11);
    assert!(form(&p).ended);
    let drawn = format!("{:?}", p.model.view());
    assert!(!drawn.contains("c-jia"), "{drawn}");
    p.reload(true);
    p.open("/card");
    assert!(matches!(p.screen(), Screen::SignIn(_)), "the backend has ended it as well: {:?}", p.screen());
}

/// (issue 10, point 33)
#[test]
fn the_other_sessions_are_seen_and_ended() {
    let mut p = Phone::of("c-jia", 12);
    p.demo(&DemoChange { sign_in: Some("c-jia".to_owned()), ..DemoChange::default() });
    p.open("/sessions");
    let list = |p: &Phone| match p.screen() {
        Screen::Sessions(view) => match view.list {
            LoadView::Ready(list) => list.items.iter().map(|entry| entry.current).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    assert_eq!(list(&p), [true, false]);
    p.tap(Event::Sessions(sessions::Event::EndOthersTapped));
    assert_eq!(list(&p), [true]);
    p.open("/card");
    crate::walks::assert_complete(&p);
}
