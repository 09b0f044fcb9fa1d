//! Who may not, and that the app says why and goes no further.

use crate::support::Phone;
use journey::domain::{ApplicationKind as Kind, ReasonCode};
use journey::steps::apply::Event as E;
use journey::{Route, Stage};

#[test]
fn each_refusal_is_told_and_no_step_leads_past_it() {
    let table = [
        ("c-yi", Kind::StopContributions, ReasonCode::EmployerPays),
        ("c-bing", Kind::StopContributions, ReasonCode::AlreadyRetired),
        ("c-geng", Kind::StopContributions, ReasonCode::ResidentScheme),
        ("c-xin", Kind::StopContributions, ReasonCode::ArrearsFirst),
        ("c-xin", Kind::StopContributions, ReasonCode::PaymentPending),
        ("c-ji", Kind::StopContributions, ReasonCode::AlreadyPaused),
        ("c-ren", Kind::StopContributions, ReasonCode::WindowOnly),
        ("c-jia", Kind::ResumeContributions, ReasonCode::AlreadyActive),
        ("c-ding", Kind::ReportLoss, ReasonCode::CardLost),
        ("c-ren", Kind::CancelCard, ReasonCode::WindowOnly),
        ("c-xin", Kind::CancelCard, ReasonCode::RelationOpen),
    ];
    for (citizen, kind, code) in table {
        let mut p = Phone::of(citizen, 1);
        p.tap_seven();
        p.open(&Route::Apply { kind, stage: Stage::Eligibility }.to_string());
        let check = p.check();
        assert!(!check.eligible && check.reasons.iter().any(|r| r.code == code), "{citizen} {kind:?}: {check:?}");
        p.apply(E::ContinueTapped);
        p.confirm();
        for stage in Stage::ALL {
            p.open(&Route::Apply { kind, stage }.to_string());
            assert_eq!(p.path(), Route::Apply { kind, stage: Stage::Eligibility }.to_string(), "{citizen} {stage:?}");
        }
        assert!(p.truth(citizen).is_empty());
        assert!(p.sent.iter().all(|r| r.path != "/v1/applications"), "{citizen} {kind:?}");
    }
}

#[test]
fn one_under_way_stands_in_the_way_of_the_next() {
    let mut p = Phone::of("c-jia", 2);
    p.tap_seven();
    p.walk(Kind::StopContributions);
    p.confirm();
    let id = p.application().id;
    p.open("/apply/stop-contributions/confirm");
    assert_eq!(p.path(), "/apply/stop-contributions");
    let reason = p.check().reasons.remove(0);
    assert_eq!((reason.code, reason.application), (ReasonCode::UnderWay, Some(id)));
}

#[test]
fn a_record_that_changes_on_the_way_is_noticed_before_the_last_button() {
    let mut p = Phone::of("c-jia", 3);
    p.tap_seven();
    p.walk(Kind::StopContributions);
    let mut other = p.tab("/apply/stop-contributions/confirm");
    other.confirm();
    let id = other.application().id;
    p.confirm();
    assert!(p.sending().is_none() && p.truth("c-jia") == [id.clone()]);
    let Some(journey::steps::apply::Progress::Refused(failure)) = p.flow().progress else { panic!("{:?}", p.flow()) };
    assert_eq!(failure.application, Some(id), "the refusal leads to the one that is there");
}
