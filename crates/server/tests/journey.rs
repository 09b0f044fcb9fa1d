//! The way a person goes, over HTTP; and what of it is in the log.

mod support;

use backend::testing::{START, wish};
use serde_json::{Value, json};
use support::person::{PASSWORD, Person};
use support::running::Running;
use support::{CITIZEN, id_number, stored, waiting_code};

/// All texts in a document that are about a person rather than about the form of things.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(members) => members.values().for_each(|member| texts(member, found)),
        _ => {}
    }
}

#[test]
fn from_sign_in_to_withdrawal_and_nothing_of_it_in_the_log() {
    let mut server = Running::new();
    let mut person = Person::new(server.address);
    assert_eq!(person.get("/v1/card").problem(), "/problems/not-signed-in");
    let number = id_number(&server.db, CITIZEN);
    let mut canaries = vec![number.clone(), PASSWORD.to_owned()];

    // Signs in by SMS.
    let begun = person.post("/v1/verifications", &json!({ "purpose": "sign_in", "id_number": number })).json();
    let code = waiting_code(&server.db);
    let body = json!({ "method": "sms_code", "verification": begun["id"], "code": code });
    let answer = person.post("/v1/session", &body);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let cookie = answer.header("set-cookie").unwrap().to_owned();
    assert!(cookie.starts_with("session=") && cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"), "{cookie}");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let token = cookie.split(['=', ';']).nth(1).unwrap().to_owned();
    canaries.extend([code, token.clone(), begun["id"].as_str().unwrap().to_owned()]);
    texts(&stored(&server.db, &format!("citizen/{CITIZEN}")).unwrap(), &mut canaries);
    texts(&answer.json(), &mut canaries);

    // Reads the card and the record.
    assert_eq!(person.get("/v1/session").json()["citizen"], CITIZEN);
    for path in ["/v1/card", "/v1/card/services", "/v1/contributions?limit=12", "/v1/access-log", "/v1/cities"] {
        assert_eq!(person.get(path).status, 200, "{path}");
    }
    let revealed = person.post("/v1/reveals", &json!({ "field": "card_number" })).json();
    canaries.push(revealed["value"].as_str().unwrap().to_owned());

    // Checks, verifies by the password, submits, and submits the same again.
    let kind = "stop_contributions";
    let check = person.post("/v1/applications/check", &json!({ "kind": kind })).json();
    assert_eq!(check["eligible"], true, "{check}");
    let begun = person.post("/v1/verifications", &json!({ "purpose": "application", "method": "password" })).json();
    let id = begun["id"].as_str().unwrap().to_owned();
    let proved = person.post(&format!("/v1/verifications/{id}/answer"), &json!({ "answer": PASSWORD }));
    assert_eq!(proved.status, 200, "{}", proved.text());
    let wish = wish(kind, &check, &id);
    let first = person.try_submit("canary-key-51d0", &wish).unwrap();
    assert_eq!(first.status, 201, "{}", first.text());
    let again = person.try_submit("canary-key-51d0", &wish).unwrap();
    assert_eq!((again.status, &again.body), (201, &first.body), "the first answer once more");
    assert_eq!(again.header("location"), first.header("location"));
    assert_eq!(person.applications().len(), 1);
    canaries.extend([id, "canary-key".to_owned()]);
    texts(&first.json(), &mut canaries);

    // Takes it back, and signs out.
    let location = first.header("location").unwrap().to_owned();
    let withdrawn = person.post(&format!("{location}/withdrawal"), &json!({}));
    assert_eq!(withdrawn.json()["state"], "withdrawn");
    let out = person.try_ask("DELETE", "/v1/session", &[], b"").unwrap();
    assert_eq!(out.status, 204);
    assert_eq!(out.header("set-cookie"), Some("session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"));
    person.cookie = Some(format!("session={token}"));
    assert_eq!(person.get("/v1/session").status, 401, "the token is worth nothing any more");

    // What a careless or an evil client puts where it does not belong.
    for target in [format!("/{number}"), format!("/v1/{number}?id={token}"), format!("/{PASSWORD}.txt?{token}")] {
        assert_eq!(person.get(&target).status, 404);
    }
    person.try_ask(&format!("M{PASSWORD}"), "/v1/card", &[("User-Agent", &number), ("Referer", &token)], b"").unwrap();
    assert!(server.stop());

    let log = server.log();
    assert!(log.lines().count() > 25, "{log}");
    for line in log.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        assert!(line["at"].is_string() && line["level"].is_string() && line["event"].is_string(), "{line}");
    }
    // Short ones are words that stand in any text.
    canaries.retain(|canary| canary.chars().count() >= 6 || !canary.is_ascii());
    // The clock of this test stands, and every line has its time.
    canaries.retain(|canary| *canary != START.to_string());
    // Names of things that the contract gives to everybody are no canaries.
    canaries.retain(|canary| !canary.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
    assert!(canaries.len() > 30, "{canaries:?}");
    for canary in &canaries {
        assert!(!log.contains(canary.as_str()), "{canary} is in the log");
    }
    assert!(log.contains(r#""method":"POST","route":"/v1/applications/{id}/withdrawal","status":200"#), "{log}");
    assert!(log.contains(r#""method":"OTHER""#) && log.contains(r#""route":"/v1/?""#), "{log}");
}

#[test]
fn the_code_that_a_person_is_shown_is_the_one_in_the_log() {
    let mut server = Running::new();
    let mut ids = Vec::new();
    for target in ["/", "/gone.js", "/v1/cities", "/v1/card", "/healthz", "/readyz"] {
        let answer = support::http::get(server.address, target);
        ids.push(answer.header("x-request-id").unwrap().to_owned());
    }
    server.stop();
    let log = server.log();
    let logged: Vec<_> = log.lines().filter(|line| line.contains("request_id")).collect();
    assert_eq!(logged.len(), ids.len());
    for (line, id) in logged.iter().zip(&ids) {
        assert!(line.contains(&format!(r#""request_id":"{id}""#)), "{line} {id}");
    }
}
