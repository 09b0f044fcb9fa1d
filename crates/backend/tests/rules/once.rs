//! Once, and only once: repeats, reused keys, two tabs at the same moment.

use crate::support::{App, keyed, kind, post, problem};
use backend::store::MemoryStore;
use backend::testing::{Faulty, seeded};
use contract::http::{IDEMPOTENCY_KEY, Response};
use contract::problem::ProblemType as P;
use futures_util::future::join;
use serde_json::json;
use std::rc::Rc;

#[test]
fn a_repeat_gives_the_first_answer() {
    let app = App::signed_in("c-jia");
    let wish = app.wish("stop_contributions");
    let first = app.submit("one", &wish);
    assert_eq!(first.status, 201);
    app.advance(700);
    let again = app.submit("one", &wish);
    assert_eq!((again.status, &again.body), (201, &first.body), "even if it has moved on since");
    assert_eq!(
        (again.header("Location"), again.header("Content-Type")),
        (first.header("Location"), first.header("Content-Type"))
    );
    assert_ne!(again.header("X-Request-Id"), first.header("X-Request-Id"));
    // The order of members and the spacing make no other payload.
    let mut request = keyed("one", &wish);
    let members: Vec<String> =
        wish.as_object().unwrap().iter().rev().map(|(k, v)| format!("{} : {v}", json!(k))).collect();
    request.body = format!("{{\n{}\n}}", members.join(" , ")).into_bytes();
    assert_eq!(app.send(request).unwrap().body, first.body);
    assert_eq!(app.count(), 1);
}

#[test]
fn a_key_is_needed_and_bound_to_its_payload_and_person() {
    let app = App::signed_in("c-jia");
    let wish = app.wish("unlink_card");
    assert_eq!(kind(&app.post("/v1/applications", &wish)), P::IdempotencyKeyMissing);
    for bad in ["bare", "\"\"", "\"open", "1", ":YQ==:"] {
        let mut request = post("/v1/applications", &wish);
        request.headers.push((IDEMPOTENCY_KEY.to_owned(), bad.to_owned()));
        assert_eq!(kind(&app.send(request).unwrap()), P::IdempotencyKeyMissing, "{bad}");
    }
    assert_eq!(app.submit("k", &wish).status, 201);
    let mut other = wish.clone();
    other["kind"] = json!("report_loss");
    assert_eq!(kind(&app.submit("k", &other)), P::IdempotencyKeyReused);
    app.sign_in("c-yi");
    assert_eq!(app.submit("k", &app.wish("unlink_card")).status, 201, "somebody else's key is another key");
}

/// (issue 10, point 30)
#[test]
fn submissions_that_are_kept_have_a_quota_and_none_is_forgotten_too_early() {
    let app = App::signed_in("c-yi");
    let wish = json!({ "kind": "stop_contributions", "verification": "vf-none" });
    let first = app.now.get();
    for n in 0..200 {
        assert_eq!(kind(&app.submit(&format!("k{n}"), &wish)), P::NotEligible);
        app.advance(1);
    }
    let refused = app.submit("one more", &wish);
    assert_eq!((kind(&refused), problem(&refused).retry_at), (P::TooManyRequests, Some(first.plus_seconds(86_400))));
    assert_eq!(kind(&app.submit("k0", &wish)), P::NotEligible, "what was decided stays so");
    app.now.set(first.plus_seconds(86_400));
    app.sign_in("c-yi");
    assert_eq!(kind(&app.submit("one more", &wish)), P::NotEligible);
}

#[test]
fn a_key_is_kept_for_a_day() {
    let app = App::signed_in("c-jia");
    let wish = app.wish("unlink_card");
    assert_eq!(app.submit("k", &wish).status, 201);
    app.advance(24 * 3600 - 1);
    app.sign_in("c-jia");
    assert_eq!(app.submit("k", &wish).status, 201);
    app.advance(1);
    assert_eq!(kind(&app.submit("k", &wish)), P::NotEligible, "after that it is looked at anew");
    assert_eq!(app.count(), 1);
}

#[test]
fn a_refusal_that_decided_nothing_leaves_the_key_free() {
    let app = App::signed_in("c-jia");
    let mut wish = app.wish("unlink_card");
    let verification = wish["verification"].take();
    wish["verification"] = json!("vf-unknown");
    assert_eq!(kind(&app.submit("k", &wish)), P::VerificationExpired);
    wish["verification"] = verification;
    assert_eq!(app.submit("k", &wish).status, 201);
}

fn two_tabs(store: MemoryStore, seed: u32) -> (App, App) {
    let inner = Rc::new(store);
    let tab = |n: u32| App::on(Rc::new(Faulty::yielding(inner.clone(), seed * 2 + n)), u64::from(n) + 1);
    (tab(0), tab(1))
}

#[test]
fn two_tabs_that_start_together_see_one_demo() {
    for seed in 0..10 {
        let (a, b) = two_tabs(MemoryStore::new(), seed);
        pollster::block_on(async {
            let get = |path: &str| contract::http::Request::new(contract::http::Method::Get, path);
            let (one, two) = join(a.fetch(get("/v1/cities")), b.fetch(get("/v1/cities"))).await;
            assert_eq!((one.outcome.unwrap().status, two.outcome.unwrap().status), (200, 200));
        });
        a.sign_in("c-jia");
        assert_eq!(b.get("/v1/session").status, 200, "a sign-in holds in both");
        b.delete("/v1/session");
        assert_eq!(a.get("/v1/session").status, 401);
    }
}

#[test]
fn the_same_confirmation_from_two_tabs_takes_effect_once() {
    for seed in 0..60 {
        let (a, b) = two_tabs(seeded(), seed);
        a.sign_in("c-jia");
        let wish = a.wish("stop_contributions");
        let (one, two) = pollster::block_on(join(a.fetch(keyed("k", &wish)), b.fetch(keyed("k", &wish))));
        let (one, two) = (one.outcome.unwrap(), two.outcome.unwrap());
        assert_eq!((one.status, two.status), (201, 201), "seed {seed}");
        assert_eq!(one.body, two.body, "both get the same answer");
        assert_eq!(a.count(), 1);
    }
}

#[test]
fn two_confirmations_from_two_tabs_take_effect_once() {
    for seed in 0..60 {
        let (a, b) = two_tabs(seeded(), seed);
        a.sign_in("c-jia");
        let (first, second) = (a.wish("stop_contributions"), b.wish("stop_contributions"));
        let (one, two) = pollster::block_on(join(a.fetch(keyed("a", &first)), b.fetch(keyed("b", &second))));
        let answers: [Response; 2] = [one.outcome.unwrap(), two.outcome.unwrap()];
        let mut statuses = [answers[0].status, answers[1].status];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409], "seed {seed}");
        let refused = answers.iter().find(|r| r.status == 409).unwrap();
        assert_eq!(kind(refused), P::AlreadyUnderWay);
        assert_eq!(a.count(), 1);
    }
}

#[test]
fn submitting_and_withdrawing_at_once_ends_in_one_of_both() {
    for seed in 0..30 {
        let (a, b) = two_tabs(seeded(), seed);
        a.sign_in("c-jia");
        let id = a.apply("stop_contributions");
        let path = format!("/v1/applications/{id}/withdrawal");
        let withdraw = || post(&path, &json!({}));
        let (one, two) = pollster::block_on(join(a.fetch(withdraw()), b.fetch(withdraw())));
        assert_eq!(one.outcome.unwrap().body, two.outcome.unwrap().body);
    }
}

#[test]
fn a_store_that_never_settles_is_said_to_be_busy() {
    let store = Rc::new(Faulty::default());
    let app = App::on(store.clone(), 1);
    app.sign_in("c-jia");
    let wish = app.wish("unlink_card");
    store.conflicts.set(true);
    let busy = app.submit("k", &wish);
    assert_eq!((kind(&busy), busy.header("Retry-After")), (P::RequestInProgress, Some("1")));
    app.advance(1);
    assert_eq!(kind(&app.get("/v1/card")), P::Unavailable);
    store.conflicts.set(false);
    assert_eq!(app.submit("k", &wish).status, 201);
}
