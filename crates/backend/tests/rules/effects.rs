//! What applications come to: each kind, each course, each state.

use crate::support::{App, id, kind};
use contract::application::{ApplicationKind, ApplicationState as S, ConsequenceCode as C, Law};
use contract::card::CardState;
use contract::contribution::Participation;
use contract::problem::ProblemType as P;
use contract::values::{Actor, Instant};
use serde_json::json;

fn instant(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

#[test]
fn consequences_come_from_the_record_and_name_their_ground() {
    let app = App::signed_in("c-jia");
    let check = app.check("stop_contributions");
    let summary = app.summary();
    let pension = &summary.items[0];
    let find = |code| check.consequences.iter().find(|c| c.code == code).unwrap();
    assert_eq!(find(C::AccountStays).amount_fen, pension.balance_fen);
    assert_eq!(find(C::MonthsKept).months, Some(137));
    let threshold = find(C::Threshold);
    // Born in June 1985: 63, in June 2048; from 2039 on it is 20 years.
    assert_eq!((threshold.months, threshold.threshold_months), (Some(137), Some(240)));
    assert_eq!(threshold.month.map(|m| m.to_string()).as_deref(), Some("2048-06"));
    assert_eq!((summary.threshold_months, summary.retirement_month), (Some(240), threshold.month));
    assert!(threshold.basis.iter().any(|l| l.law == Law::Npc2024));
    assert_eq!(
        check.effective_months.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["2026-12", "2027-01", "2027-02"]
    );
    assert_eq!(find(C::MedicalEnds).month.map(|m| m.to_string()).as_deref(), Some("2026-11"));
    assert_eq!((find(C::MedicalWaiting).months, find(C::MedicalWaiting).days), (Some(3), Some(90)));
    let longest = summary.items.iter().map(|i| i.streak_months).max();
    assert_eq!(find(C::StreakEnds).months, longest);
    assert_eq!(find(C::Local).months, Some(1), "the month on its way only warns");
    assert!(!find(C::Local).acknowledge && find(C::Local).title.is_some());
    assert!(check.consequences.iter().all(|c| c.code == C::CanRelink || !c.basis.is_empty()));
    let ticks: Vec<C> = check.consequences.iter().filter(|c| c.acknowledge).map(|c| c.code).collect();
    assert_eq!(
        ticks,
        [C::Threshold, C::LowerPension, C::MedicalEnds, C::MedicalWaiting, C::StreakEnds, C::NoUnemployment]
    );
    // A city without those rules does not tell of them, and somebody with enough months loses no threshold.
    let check = App::signed_in("c-wu").check("stop_contributions");
    let threshold = check.consequences.iter().find(|c| c.code == C::Threshold).unwrap();
    assert!(!threshold.acknowledge && threshold.months >= threshold.threshold_months);
    assert!(check.consequences.iter().all(|c| c.code != C::MedicalWaiting));
    assert_eq!(check.effective_months.len(), 6);
}

#[test]
fn years_that_count_as_paid_and_years_elsewhere_count_where_the_law_says() {
    let app = App::signed_in("c-zi");
    let (check, summary) = (app.check("stop_contributions"), app.summary());
    let pension = &summary.items[0];
    // July 1988 to December 1995; January 1996 to June 2008 in another city.
    assert_eq!((pension.months_deemed, pension.months_elsewhere, pension.months_posted), (Some(90), Some(150), 330));
    let find = |code| check.consequences.iter().find(|c| c.code == code).unwrap();
    let threshold = find(C::Threshold);
    assert_eq!((threshold.months, threshold.acknowledge), (Some(420), false));
    assert!(threshold.basis.iter().any(|law| (law.law, law.article) == (Law::Sil, 13)));
    assert_eq!(find(C::MonthsKept).months, Some(420));
    // What this city grants for months in a row counts those paid here.
    assert_eq!(find(C::StreakEnds).months, Some(180));
    let medical = &summary.items[1];
    assert_eq!((medical.months_deemed, medical.months_elsewhere), (None, Some(150)));
}

#[test]
fn the_articles_that_are_cited_bear_on_the_case() {
    let cited = |citizen, kind| {
        let check = App::signed_in(citizen).check(kind);
        check.reasons.into_iter().flat_map(|reason| reason.basis).collect::<Vec<_>>()
    };
    let resident = cited("c-geng", "stop_contributions");
    let articles: Vec<_> = resident.iter().map(|law| (law.law, law.article)).collect();
    assert_eq!(articles, [(Law::Sil, 25)], "who has the residents' medical insurance alone is not in the rural scheme");
    let arrears = cited("c-xin", "stop_contributions");
    assert!(
        !arrears.is_empty() && arrears.iter().all(|law| law.law != Law::Reg),
        "REG 10 is about an employer's arrears"
    );
}

#[test]
fn what_is_said_of_the_card_is_said_once() {
    for (citizen, of) in [
        ("c-jia", "online"),
        ("c-ding", "appointment"),
        ("c-ren", "window_only"),
        ("c-xin", "not_for_you"),
        ("c-gui", "online"),
    ] {
        let app = App::signed_in(citizen);
        assert_eq!(app.availability("/v1/card/services", "cancel"), json!(of), "{citizen}");
        assert_eq!(app.check("cancel_card").eligible, of == "online", "{citizen}");
    }
    // Under way, it is the same service still.
    let app = App::signed_in("c-jia");
    app.apply("cancel_card");
    assert_eq!(app.availability("/v1/card/services", "cancel"), json!("online"));
    // Whether the electronic card can be used while the card is lost is told before, and so it is.
    for (citizen, can_be_used) in [("c-jia", true), ("c-ren", false)] {
        let app = App::signed_in(citizen);
        let check = app.check("report_loss");
        let local = check.consequences.iter().find(|c| c.code == C::Local).unwrap();
        assert_eq!(local.acknowledge, !can_be_used, "{citizen}");
        app.apply("report_loss");
        assert_eq!(app.card().code_available, can_be_used, "{citizen}");
    }
}

#[test]
fn after_the_cut_off_day_it_is_the_month_after_next() {
    let app = App::new();
    for (at, first) in
        [("2026-11-25T15:59:59Z", "2026-12"), ("2026-11-25T16:00:00Z", "2027-01"), ("2026-11-30T16:00:00Z", "2027-01")]
    {
        app.later(at, "c-jia");
        assert_eq!(app.check("stop_contributions").effective_months[0].to_string(), first, "{at}");
    }
}

#[test]
fn a_cancelled_card_is_cancelled_for_good() {
    let app = App::signed_in("c-jia");
    let ticks: Vec<C> =
        app.check("cancel_card").consequences.iter().filter(|c| c.acknowledge).map(|c| c.code).collect();
    assert_eq!(ticks, [C::ECardEnds, C::BankAccountApart, C::ContributionsGoOn]);
    let id = app.apply("cancel_card");
    assert_eq!(app.card().state, CardState::Normal);
    app.later("2026-11-27T07:00:00Z", "c-jia");
    let filed = app.application(&id);
    assert_eq!((filed.state, filed.next), (S::Effective, None));
    let card = app.card();
    assert_eq!((card.state, card.state_since), (CardState::Cancelled, instant("2026-11-27T07:00:00Z")));
    assert!(!card.linked && !card.code_available);
    assert_eq!(kind(&app.post("/v1/card/code", &json!({}))), P::Forbidden);
    assert_eq!(kind(&app.withdraw(&id)), P::NotWithdrawable);
    for what in ["cancel_card", "report_loss", "unlink_card"] {
        assert!(!app.check(what).eligible, "{what}");
    }
    assert_eq!(app.summary().items[0].participation, Participation::Active, "contributions go on");
    let of = |id| app.availability("/v1/card/services", id);
    assert_eq!(
        (of("cancel"), of("apply"), of("card_status")),
        (json!("not_for_you"), json!("window_only"), json!("online"))
    );
}

#[test]
fn the_retirees_pension_is_thought_of() {
    let check = App::signed_in("c-bing").check("cancel_card");
    let local = check.consequences.iter().find(|c| c.code == C::Local).unwrap();
    assert!(local.acknowledge && local.text.is_some());
    assert!(check.consequences.iter().all(|c| c.code != C::ContributionsGoOn));
}

#[test]
fn unlinking_is_at_once_and_can_be_undone() {
    let app = App::signed_in("c-jia");
    let id = app.apply("unlink_card");
    let filed = app.application(&id);
    assert_eq!((filed.state, filed.withdrawable, filed.next), (S::Effective, true, None));
    assert_eq!(filed.undo_until, Some(app.now.get().plus_seconds(600)));
    assert!(!app.card().linked);
    assert_eq!(app.withdraw(&id).status, 200);
    assert!(app.card().linked);
    assert_eq!(
        app.application(&id).timeline.iter().map(|e| e.state).collect::<Vec<_>>(),
        [S::Submitted, S::Effective, S::Withdrawn]
    );
    let id = app.apply("unlink_card");
    app.advance(600);
    assert_eq!(kind(&app.withdraw(&id)), P::NotWithdrawable);
    assert_eq!(app.application(&id).undo_until, None);
}

#[test]
fn a_loss_report_ends_by_itself() {
    let app = App::signed_in("c-jia");
    let before = app.card();
    let id = app.apply("report_loss");
    let card = app.card();
    // Ten days here; days end at midnight in China.
    assert_eq!(
        (card.state, card.loss_report_ends),
        (CardState::TemporarilyLost, Some(instant("2026-12-03T16:00:00Z")))
    );
    assert!(card.code_available, "this city does not bar the code");
    assert_eq!(app.withdraw(&id).status, 200);
    assert_eq!(app.card().state, before.state);
    app.apply("report_loss");
    app.later("2026-12-03T15:59:59Z", "c-jia");
    assert_eq!(app.card().state, CardState::TemporarilyLost);
    app.later("2026-12-03T16:00:00Z", "c-jia");
    let card = app.card();
    assert_eq!((card.state, card.state_since), (CardState::Normal, instant("2026-12-03T16:00:00Z")));
    assert!(app.check("report_loss").eligible);
}

#[test]
fn cards_that_are_not_normal() {
    for (citizen, state, code, service, availability) in [
        ("c-ding", CardState::TemporarilyLost, true, "release_loss_report", "window_only"),
        ("c-wu", CardState::Expired, false, "replace", "window_only"),
        ("c-xin", CardState::FormallyLost, false, "release_loss_report", "not_for_you"),
        ("c-gui", CardState::NotEnabled, false, "enable", "window_only"),
        ("c-jia", CardState::Normal, true, "release_loss_report", "not_for_you"),
    ] {
        let app = App::signed_in(citizen);
        let card = app.card();
        assert_eq!((card.state, card.code_available), (state, code), "{citizen}");
        assert_eq!(app.availability("/v1/card/services", service), availability, "{citizen}");
    }
    let app = App::signed_in("c-geng");
    for path in ["/v1/card", "/v1/card/services"] {
        assert_eq!(kind(&app.get(path)), P::NotFound);
    }
    assert_eq!(kind(&app.post("/v1/reveals", &json!({"field": "card_number"}))), P::NotFound);
    // The loss report of the one who made it elsewhere ends, too.
    let app = App::signed_in("c-ding");
    app.later("2026-11-24T16:00:00Z", "c-ding");
    assert_eq!(app.card().state, CardState::Normal);
}

#[test]
fn an_office_that_asks_for_more_waits_ten_working_days() {
    let app = App::signed_in("c-wu");
    let id = app.apply("stop_contributions");
    app.later("2026-11-24T02:00:00Z", "c-wu");
    let filed = app.application(&id);
    assert_eq!((filed.state, filed.withdrawable), (S::Supplement, true));
    let next = filed.next.unwrap();
    assert_eq!((next.actor, next.deadline), (Actor::Citizen, Some(instant("2026-12-08T16:00:00Z"))));
    assert!(filed.timeline.last().unwrap().text.is_some());
    assert!(!app.check("stop_contributions").eligible);
    app.later("2026-12-08T16:00:00Z", "c-wu");
    assert_eq!((app.application(&id).state, app.application(&id).withdrawable), (S::Expired, false));
    assert!(app.check("stop_contributions").eligible);
    assert_eq!(App::signed_in("c-wu").withdraw(&id).status, 404);
}

#[test]
fn a_loss_report_gives_no_code_to_a_card_that_had_none() {
    let app = App::signed_in("c-wu");
    assert_eq!((app.card().state, app.card().code_available), (CardState::Expired, false));
    app.apply("report_loss");
    assert_eq!((app.card().state, app.card().code_available), (CardState::TemporarilyLost, false));
}

#[test]
fn an_office_that_refuses_and_one_that_does_not_accept() {
    for (citizen, what, at, state) in [
        ("c-ding", "stop_contributions", "2026-11-27T07:00:00Z", S::Rejected),
        ("c-gui", "resume_contributions", "2026-11-24T02:00:00Z", S::NotAccepted),
    ] {
        let app = App::signed_in(citizen);
        let before = app.summary().items[0].participation;
        let id = app.apply(what);
        app.later(at, citizen);
        let filed = app.application(&id);
        assert_eq!((filed.state, filed.withdrawable, filed.next), (state, false, None), "{citizen}");
        assert!(filed.timeline.last().unwrap().text.is_some());
        assert_eq!(kind(&app.withdraw(&id)), P::NotWithdrawable);
        app.later("2027-06-01T00:00:00Z", citizen);
        assert_eq!(app.summary().items[0].participation, before);
        assert!(app.check(what).eligible);
    }
}

#[test]
fn contributing_again_before_the_stop_takes_effect_takes_its_place() {
    let app = App::signed_in("c-jia");
    let mut wish = app.wish("stop_contributions");
    wish["effective_month"] = json!("2027-02");
    let stop = &id(&app.submit("stop", &wish));
    app.later("2026-11-30T02:00:00Z", "c-jia");
    let filed = app.application(stop);
    assert_eq!(
        (filed.state, filed.next.and_then(|n| n.deadline)),
        (S::Approved, Some(instant("2027-01-31T16:00:00Z")))
    );
    let check = app.check("resume_contributions");
    assert_eq!(check.effective_months.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2027-02"]);
    let resume = app.apply("resume_contributions");
    app.later("2026-12-04T07:00:00Z", "c-jia");
    assert_eq!(app.application(&resume).state, S::Approved);
    assert_eq!(app.application(stop).state, S::Superseded);
    app.later("2027-02-02T00:00:00Z", "c-jia");
    assert_eq!((app.application(stop).state, app.application(&resume).state), (S::Superseded, S::Effective));
    assert_eq!(app.summary().items[0].participation, Participation::Active);
}

#[test]
fn taking_back_the_new_start_lets_the_stop_take_effect() {
    let app = App::signed_in("c-jia");
    let mut wish = app.wish("stop_contributions");
    wish["effective_month"] = json!("2027-01");
    let stop = id(&app.submit("stop", &wish));
    app.later("2026-11-30T02:00:00Z", "c-jia");
    let resume = app.apply("resume_contributions");
    app.later("2026-12-02T06:00:00Z", "c-jia");
    assert_eq!(app.application(&resume).state, S::Reviewing);
    assert_eq!(app.withdraw(&resume).status, 200);
    app.later("2027-01-02T06:00:00Z", "c-jia");
    assert_eq!(app.application(&stop).state, S::Effective);
    assert_eq!(app.summary().items[0].participation, Participation::Paused);
}

#[test]
fn a_receipt_has_number_and_checksum() {
    let app = App::signed_in("c-jia");
    let filed = app.application(&app.apply("unlink_card"));
    assert!(filed.number.starts_with("SL20261123") && filed.number.len() == 16, "{}", filed.number);
    assert!(filed.checksum.len() == 16 && filed.checksum.bytes().all(|b| b.is_ascii_hexdigit()));
    assert_eq!(filed.kind, ApplicationKind::UnlinkCard);
    let other = app.application(&app.apply("report_loss"));
    assert_ne!((filed.number, filed.checksum), (other.number, other.checksum));
}
