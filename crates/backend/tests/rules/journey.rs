//! The way a person goes, from signing in to following and taking back an application.

use crate::support::{App, read};
use contract::application::ApplicationState as S;
use contract::contribution::Participation;
use contract::values::Instant;
use serde_json::{Value, json};

#[test]
fn from_sign_in_to_withdrawal() {
    let app = App::new();
    assert_eq!(app.get("/v1/card").status, 401);
    let number = app.demo().citizens[0].id_number.clone();
    let begun: Value = read(&app.post("/v1/verifications", &json!({ "purpose": "sign_in", "id_number": number })));
    assert_eq!(begun.get("sent_to"), None, "a sign-in does not tell where the code went");
    let body = json!({ "method": "sms_code", "verification": begun["id"], "code": app.code() });
    let session: Value = read(&app.post("/v1/session", &body));
    assert_eq!(session["name"], "示**");
    assert_eq!(app.get("/v1/session").status, 200);
    assert!(app.card().code_available);
    assert_eq!(app.get("/v1/contributions").status, 200);

    let wish = app.wish("stop_contributions");
    let response = app.submit("one", &wish);
    assert_eq!(response.status, 201, "{}", String::from_utf8_lossy(&response.body));
    let filed: contract::application::Application = read(&response);
    assert_eq!(response.header("Location"), Some(format!("/v1/applications/{}", filed.id).as_str()));
    assert_eq!((filed.state, filed.withdrawable), (S::Submitted, true));
    assert_eq!(filed.undo_until, Some(app.now.get().plus_seconds(600)));

    let listed: Value = read(&app.get("/v1/applications"));
    assert_eq!(listed["items"][0]["id"], filed.id);
    let path = format!("/v1/applications/{}/withdrawal", filed.id);
    app.advance(599);
    let first = app.post(&path, &json!({}));
    app.advance(60);
    let second = app.post(&path, &json!({}));
    assert_eq!((first.status, &first.body), (200, &second.body), "twice comes to the same");
    assert_eq!(app.application(&filed.id).state, S::Withdrawn);
    assert!(app.check("stop_contributions").eligible);
    assert_eq!(app.delete("/v1/session").status, 204);
    assert_eq!(app.get("/v1/session").status, 401);
}

#[test]
fn time_moves_a_stop_on_until_it_takes_effect() {
    let app = App::signed_in("c-jia");
    let id = app.apply("stop_contributions");
    let filed = app.application(&id);
    assert_eq!(filed.effective_month.map(|m| m.to_string()).as_deref(), Some("2026-12"));
    let deadline = filed.next.and_then(|n| n.deadline);
    assert_eq!(deadline, Some(Instant::parse("2026-12-07T16:00:00Z").unwrap()), "ten working days (REG 10)");
    for (at, state, withdrawable) in [
        ("2026-11-23T02:09:59Z", S::Submitted, true),
        ("2026-11-23T02:10:00Z", S::Received, true),
        ("2026-11-24T02:00:00Z", S::Accepted, true),
        ("2026-11-25T02:00:00Z", S::Reviewing, true),
        ("2026-11-27T06:59:59Z", S::Reviewing, true),
        ("2026-11-27T07:00:00Z", S::Approved, false),
        ("2026-11-30T16:00:00Z", S::Effective, false),
    ] {
        app.later(at, "c-jia");
        let now = app.application(&id);
        assert_eq!((now.state, now.withdrawable), (state, withdrawable), "{at}");
        assert_eq!(now.timeline.last().map(|e| e.state), Some(state));
        let paused = app.summary().items[0].participation == Participation::Paused;
        assert_eq!(paused, state == S::Effective, "{at}");
    }
    let timeline = app.application(&id).timeline;
    assert_eq!(timeline.len(), 6);
    assert!(timeline.windows(2).all(|w| w[0].at <= w[1].at));
    let resumed = app.apply("resume_contributions");
    app.later("2027-02-01T00:00:00Z", "c-jia");
    assert_eq!(app.application(&resumed).state, S::Effective);
    assert_eq!(app.summary().items[0].participation, Participation::Active);
}
