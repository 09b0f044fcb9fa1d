//! What changes something, and what is about something else: while a hostile answer leaves open what became of it, nobody says that it was done, or that it
//! was not; and what is sent again is the same.

use super::ends::failures;
use super::steps::{ME, as_it_stands, unconfirmed};
use crate::support::{Phone, operation};
use contract::city::Services;
use contract::http::{Request, Response};
use journey::Keep;
use journey::steps::apply::Progress;
use journey::view::Screen;
use journey::{EmbedderEvent, Event, FailureKind, Notice};

fn submissions(phone: &Phone) -> Vec<&Request> {
    phone.sent.iter().filter(|request| operation(request) == "POST /v1/applications").collect()
}

fn key(request: &Request) -> &str {
    request.header("Idempotency-Key").expect("a key").trim_matches('"')
}

/// Whether it was submitted nobody knows, and that is what is said; the key is kept.
pub fn is_open(phone: &Phone, what: &str) {
    assert!(matches!(phone.sending(), Some(Progress::Unknown { .. })), "{what}: {:?}", phone.sending());
    assert!(matches!(phone.screen(), Screen::Apply(_)), "{what}: {:?}", phone.screen());
    let wrong = |notice: &Notice| matches!(notice, Notice::Submitted | Notice::CouldNotSend);
    assert!(!phone.notices.iter().any(wrong) && phone.told.is_empty(), "{what}: {:?}", phone.notices);
    let sent = submissions(phone);
    assert_eq!(sent.len(), 1, "{what}");
    assert!(phone.kept().of(Keep::Sending).any(|kept| kept.text.contains(key(sent[0]))), "{what}: the key is not kept");
}

/// It was, once, and the same was sent each time.
pub fn is_submitted(phone: &Phone) -> bool {
    let sent = submissions(phone);
    let same = |request: &&Request| (key(request), &request.body) == (key(sent[0]), &sent[0].body);
    assert!(sent.iter().all(same), "something else was sent the second time");
    matches!(phone.screen(), Screen::Receipt(_))
        && phone.truth(ME) == [phone.application().id]
        && phone.told == [EmbedderEvent::Submitted]
        && phone.kept_count().0 == 0
}

/// Nobody says that it is withdrawn on the strength of that answer.
pub fn is_not_withdrawn(phone: &Phone, what: &str) {
    assert!(!phone.notices.contains(&Notice::Withdrawn) && phone.told.is_empty(), "{what}");
    assert!(matches!(phone.screen(), Screen::Withdraw(_)), "{what}: {:?}", phone.screen());
}

#[test]
fn a_page_shows_nothing_but_what_it_is_about() {
    let mut phone = unconfirmed();
    phone.confirm();
    let other = phone.application();
    let body = serde_json::to_string(&other).unwrap().replacen(&other.id, "another", 1);
    phone.instead = vec![("GET /v1/applications/*".to_owned(), Response { body: body.into(), ..Response::new(200) })];
    phone.open(&format!("/applications/{}", other.id));
    let told = failures(&phone.screen());
    assert_eq!((told.len(), told[0].kind, phone.application().id), (1, FailureKind::Unusable, other.id));

    let services = Services { city: "another".to_owned(), items: Vec::new() };
    let body = serde_json::to_vec(&services).unwrap();
    phone.open("/");
    phone.instead = vec![("GET /v1/services".to_owned(), Response { body, ..Response::new(200) })];
    phone.reload(true);
    assert_eq!(failures(&phone.screen())[0].kind, FailureKind::Unusable);
    phone.tap(Event::RetryTapped);
    assert_eq!(failures(&phone.screen()), []);
}

/// Answers of the right form to what changes something.
#[test]
fn an_answer_about_something_else_is_none() {
    let mut filed = unconfirmed();
    filed.confirm();
    let other = filed.application();
    let id = other.id.clone();
    filed.open(&format!("/applications/{id}/withdraw"));
    let body = serde_json::to_string(&other).unwrap();
    let answer = |from: &str, to: &str| {
        let body = body.replacen(from, to, 1);
        assert!(body.contains(to));
        Response { body: body.into(), ..Response::new(200) }
    };
    let withdrawn = "\"state\":\"withdrawn\"";
    for wrong in [
        answer("\"state\":\"submitted\"", "\"state\":\"of_a_later_version\""),
        answer("\"state\":\"submitted\"", "\"state\":\"approved\""),
        answer(&format!("{id}\""), "another\""),
    ] {
        let mut phone = filed.twin();
        phone.instead = vec![("POST /v1/applications/*/withdrawal".to_owned(), wrong)];
        phone.load();
        phone.instead.push(as_it_stands(&filed));
        phone.withdraw();
        is_not_withdrawn(&phone, withdrawn);
        assert_eq!(failures(&phone.screen()).len(), 1);
    }
    for wrong in [
        answer("\"stop_contributions\"", "\"cancel_card\""),
        answer(&format!("\"{id}\""), "\"\""),
        answer(&format!("\"{id}\""), &format!("\"{}\"", "x".repeat(129))),
    ] {
        let mut phone = unconfirmed().twin();
        phone.instead = vec![("POST /v1/applications".to_owned(), wrong)];
        phone.load();
        phone.confirm();
        is_open(&phone, "about something else");
        phone.wait(3);
        assert!(is_submitted(&phone));
    }
}
