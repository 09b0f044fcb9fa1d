//! What holds whatever is sent: no panic, one effect for each key, versions that only go up.

use crate::support::{App, keyed, post, problem, read};
use backend::store::{MemoryStore, Store};
use contract::application::{Application, ApplicationState as S, Applications};
use contract::http::{Header, Method, Request};
use contract::operations::ALL;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::rc::Rc;

fn method() -> impl Strategy<Value = Method> {
    prop_oneof![Just(Method::Get), Just(Method::Post), Just(Method::Put), Just(Method::Patch), Just(Method::Delete)]
}

/// One of these words, set apart by spaces, or, as seldom as one of them, another text.
fn word(known: &'static str, other: &'static str) -> impl Strategy<Value = String> {
    let known: Vec<_> = known.split(' ').collect();
    let weight = u32::try_from(known.len()).unwrap();
    prop_oneof![weight => prop::sample::select(known).prop_map(ToOwned::to_owned), 1 => other]
}

fn path() -> impl Strategy<Value = String> {
    let known = "v1 card applications contributions verifications session services check answer withdrawal \
                 reveals demo";
    let query = prop_oneof![
        Just(String::new()),
        "\\?[a-z]{0,6}=\\PC{0,12}",
        "\\?(cursor|from|to|limit|city|insurance)=[0-9a-z%.+-]{0,12}"
    ];
    let words = prop::collection::vec(word(known, "\\PC{0,8}"), 0..5);
    (words, query).prop_map(|(words, query)| format!("/{}{query}", words.join("/")))
}

fn headers() -> impl Strategy<Value = Vec<Header>> {
    let name = word("Idempotency-Key Cookie Content-Type Origin", "\\PC{0,6}");
    prop::collection::vec((name, "\\PC{0,16}"), 0..3)
}

fn value() -> impl Strategy<Value = Value> {
    let texts = &["stop_contributions", "password", "application", "135790", "2026-12"];
    let leaf = prop_oneof![
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => "\\PC{0,12}".prop_map(Value::from),
        5 => prop::sample::select(texts).prop_map(Value::from),
    ];
    let known = "kind method purpose id_number password acknowledged motive effective_month verification answer \
                 field fault reset";
    leaf.prop_recursive(3, 24, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(word(known, "[a-z]{0,5}"), inner, 0..6)
                .prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![prop::collection::vec(any::<u8>(), 0..64), value().prop_map(|v| v.to_string().into_bytes()),]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever comes in, an answer in the contract's form goes out, and never a server error.
    #[test]
    fn anything_gets_an_answer(
        requests in prop::collection::vec((method(), path(), headers(), body()), 1..30),
        times in prop::collection::vec(any::<i64>(), 30),
        signed_in in any::<bool>(),
    ) {
        let app = App::new();
        if signed_in {
            app.sign_in("c-jia");
        }
        for ((method, path, headers, body), time) in requests.into_iter().zip(times) {
            let request = Request { method, path, headers, body };
            if time % 7 == 0 {
                app.now.set(contract::values::Instant::from_ms(time));
            }
            if let Ok(response) = app.send(request) {
                prop_assert!(response.status < 500, "{}", String::from_utf8_lossy(&response.body));
                prop_assert!(response.header("Date").is_some() && response.header("X-Request-Id").is_some());
                if response.status >= 400 {
                    problem(&response);
                } else if response.status == 200 {
                    read::<Value>(&response);
                }
            }
        }
    }

    /// Any order of a person's doings keeps what must hold.
    #[test]
    fn any_order_of_doings_keeps_the_invariants(doings in prop::collection::vec((0_u8..9, 0_u8..4, 0_i64..200_000), 1..40)) {
        let store = Rc::new(backend::testing::seeded());
        let app = App::on(store.clone(), 7);
        app.sign_in("c-jia");
        let mut given: BTreeMap<String, Application> = BTreeMap::new();
        let mut by_key: BTreeMap<u8, (Value, u16, Vec<u8>)> = BTreeMap::new();
        let mut versions = BTreeMap::new();
        let mut before: Vec<Application> = Vec::new();
        for (what, which, seconds) in doings {
            match what {
                0..=2 => {
                    let kinds = ["stop_contributions", "resume_contributions", "unlink_card", "report_loss"];
                    let kind = kinds[usize::from(which)];
                    if app.check(kind).eligible {
                        let wish = app.wish(kind);
                        let key = what * 4 + which;
                        let response = app.submit(&format!("key-{key}"), &wish);
                        // Each wish has a verification of its own: the same key with it is another payload,
                        // unless the day of the first is over.
                        let reused = by_key.contains_key(&key) && response.status == 422;
                        prop_assert!(reused || response.status == 201, "{}", response.status);
                        if response.status == 201 {
                            by_key.insert(key, (wish, 201, response.body.clone()));
                            given.entry(read::<Application>(&response).id).or_insert_with(|| read(&response));
                        }
                    }
                }
                3 => {
                    // A repeat within the day gives the first answer.
                    if let Some((wish, status, body)) = by_key.get(&which) {
                        let filed: Application = serde_json::from_slice(body).unwrap();
                        if app.now.get() < filed.submitted_at.plus_seconds(86_400) {
                            let again = app.submit(&format!("key-{which}"), wish);
                            prop_assert_eq!((again.status, &again.body), (*status, body));
                        }
                    }
                }
                4 => {
                    if let Some(filed) = before.get(usize::from(which)) {
                        let now = app.application(&filed.id);
                        let response = app.withdraw(&filed.id);
                        let can = now.withdrawable || now.state == S::Withdrawn;
                        prop_assert_eq!(response.status, if can { 200 } else { 409 });
                    }
                }
                5 => {
                    app.post("/v1/card/code", &json!({}));
                    app.card();
                }
                _ => {
                    app.advance(seconds);
                    app.sign_in("c-jia");
                }
            }
            let list: Applications = read(&app.get("/v1/applications"));
            prop_assert_eq!(list.items.len(), given.len(), "one effect for each answer of 201, none lost");
            prop_assert!(list.items.windows(2).all(|w| w[0].submitted_at >= w[1].submitted_at), "newest first");
            let open = |k| list.items.iter().filter(|a| a.kind == k && is_open(a.state)).count();
            prop_assert!(list.items.iter().all(|a| open(a.kind) <= 1), "one of a kind under way");
            for old in &before {
                let new = list.items.iter().find(|a| a.id == old.id).unwrap();
                prop_assert_eq!((&old.number, &old.checksum), (&new.number, &new.checksum));
                prop_assert!(new.timeline.len() >= old.timeline.len(), "what happened stays happened");
                prop_assert!(new.timeline.windows(2).all(|w| w[0].at <= w[1].at));
                prop_assert_eq!(&new.timeline[..old.timeline.len()], &old.timeline[..]);
            }
            before = list.items;
            let key = ["citizen/c-jia".to_owned()];
            let version = pollster::block_on(store.load(&key)).unwrap()[0].as_ref().map_or(0, |d| d.version);
            prop_assert!(versions.insert(0, version).is_none_or(|old| old <= version));
        }
    }
}

fn is_open(state: S) -> bool {
    matches!(state, S::Submitted | S::Received | S::Accepted | S::Supplement | S::Reviewing | S::Approved)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    /// The demo can be opened at any time the calendar holds, and all of it be read.
    #[test]
    fn the_demo_opens_at_any_time(
        ms in prop_oneof![any::<i64>(), 0..7_300_000_000_000_i64],
        chance in 0_u64..1000,
    ) {
        let app = App::on(Rc::new(MemoryStore::new()), chance);
        app.now.set(contract::values::Instant::from_ms(ms));
        for citizen in app.demo().citizens {
            app.sign_in(&citizen.id);
            for row in ALL.iter().filter(|row| row.method == Method::Get) {
                prop_assert!(app.get(&row.path_of("x-1")).status < 500, "{}", row.name);
            }
            for kind in ["stop_contributions", "cancel_card", "unlink_card", "report_loss", "resume_contributions"] {
                let status = app.post("/v1/applications/check", &json!({"kind": kind})).status;
                prop_assert!(status < 500, "{kind}");
            }
            let submit = keyed("k", &json!({"kind": "cancel_card", "verification": "x"}));
            let verify = post("/v1/verifications", &json!({"purpose": "application", "method": "sms_code"}));
            for request in [submit, verify] {
                let status = app.send(request).unwrap().status;
                prop_assert!(status < 500, "{status}");
            }
        }
    }
}
