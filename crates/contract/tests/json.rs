//! The two readers of the contract are one: `contract::json` takes and refuses what serde takes and refuses, and reads
//! the same out of it. Compared over every sample, every example of `openapi.yaml`, and what comes of spoiling them.

#[allow(dead_code, reason = "the rest is for schemas.rs")]
mod support;

use contract::json::{self, FromJson, Json, ToJson};
use contract_document::Document;
use proptest::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use support::decoders::{by_name, each_type_read};
use support::samples::entries;

/// Reads a text both ways; gives whether it was taken.
type Compare = fn(&[u8]) -> bool;

fn compare<T: FromJson + DeserializeOwned + Serialize>(text: &[u8]) -> bool {
    let write = |read: T| serde_json::to_value(read).unwrap();
    let ours = json::read::<T>(text).map(write);
    let serdes = serde_json::from_slice::<T>(text).ok().map(write);
    assert_eq!(ours, serdes, "{} as {}", String::from_utf8_lossy(text), std::any::type_name::<T>());
    ours.is_some()
}

/// What the app reads. Bodies of requests it only writes.
fn readers() -> BTreeMap<&'static str, Compare> {
    let mut all = each_type_read!(by_name compare;);
    all.extend(by_name! { compare; demo: Demo; });
    all
}

/// Reads a text with serde, and compares what both write of it.
fn writes_the_same<T: ToJson + DeserializeOwned + Serialize>(text: &[u8]) -> bool {
    let Ok(it) = serde_json::from_slice::<T>(text) else { return false };
    assert_eq!(json::write(&it), serde_json::to_string(&it).unwrap(), "{}", std::any::type_name::<T>());
    true
}

/// What the app writes, and what the backend answers.
fn writers() -> BTreeMap<&'static str, Compare> {
    let mut all = each_type_read!(by_name writes_the_same;);
    all.extend(by_name! { writes_the_same;
        http: Method;
        session: SignIn;
        verification: VerificationRequest VerificationAnswer;
        card: RevealRequest;
        application: CheckRequest;
        demo: Fault DemoChange Demo;
    });
    all
}

fn demo() -> Value {
    json!({
        "citizens": [{ "id": "a", "name": { "en": "A" }, "story": {}, "id_number": "x", "password": "y" }],
        "outbox": [{ "to": "138****0000", "code": "000000", "at": "2026-11-23T00:00:00Z" }],
        "latency_ms": 300, "fault": "lost_answer", "fault_count": u32::MAX, "clock_ahead_seconds": -5,
        "storage": "memory_only",
    })
}

/// Type and value: every sample of the contract.
fn sampled() -> Vec<(&'static str, Value)> {
    entries().into_iter().flat_map(|e| e.samples.into_iter().map(move |sample| (e.name, sample))).collect()
}

/// Type and value, right as it is: every sample that is read.
fn samples() -> Vec<(&'static str, Value)> {
    let readers = readers();
    let mut all = sampled();
    all.push(("Demo", demo()));
    all.retain(|(name, _)| readers.contains_key(name));
    all
}

/// Every sample, and every example of the document.
fn right() -> Vec<(&'static str, Value)> {
    let readers = readers();
    let mut all = samples();
    for example in Document::load().examples() {
        let name = Document::component_of(&example.schema).unwrap_or_default();
        if let Some((name, _)) = readers.get_key_value(name) {
            all.push((name, example.value));
        }
    }
    all
}

/// What can stand where something else should.
fn wrong() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(256),
        json!(65_536),
        json!(4_294_967_296_u64),
        json!(u64::MAX),
        json!(1e300),
        json!(""),
        json!("other"),
        json!("Other"),
        json!("normal"),
        json!("made-up"),
        json!("2026-02-30"),
        json!("\u{1}\"\\/\u{8}\u{c}\n\r\t\u{1f600}中"),
        json!([]),
        json!({}),
        json!({ "zh-CN": 1 }),
    ]
}

/// The values inside a value, itself too.
fn parts(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(parts).sum(),
        Value::Object(members) => members.values().map(parts).sum(),
        _ => 0,
    }
}

/// Does something to the `n`th part.
fn at(value: &mut Value, n: &mut usize, act: &mut dyn FnMut(&mut Value)) {
    if *n == 0 {
        act(value);
    }
    *n = n.wrapping_sub(1);
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| at(item, n, act)),
        Value::Object(members) => members.values_mut().for_each(|member| at(member, n, act)),
        _ => {}
    }
}

#[test]
fn what_is_right_is_read_the_same() {
    let readers = readers();
    let right = right();
    assert!(right.len() > 300, "only {}", right.len());
    for (name, value) in right {
        assert!(readers[name](value.to_string().as_bytes()), "{name} {value}");
        assert!(readers[name](serde_json::to_string_pretty(&value).unwrap().as_bytes()), "{name} {value}");
    }
}

#[test]
fn every_part_is_judged_the_same_when_it_is_something_else() {
    let readers = readers();
    for (name, value) in samples() {
        for part in 0..parts(&value) {
            // Turn by turn: each part meets some of them, and each of them some part of every sample.
            for (_, other) in wrong().into_iter().enumerate().filter(|(n, _)| (n + part).is_multiple_of(10)) {
                let mut spoiled = value.clone();
                at(&mut spoiled, &mut part.clone(), &mut |it| *it = other.clone());
                readers[name](spoiled.to_string().as_bytes());
            }
            let mut keys = Vec::new();
            let mut spoiled = value.clone();
            at(&mut spoiled, &mut part.clone(), &mut |it| {
                if let Value::Object(members) = it {
                    keys = members.keys().cloned().collect();
                    members.insert("x_of_a_later_version".to_owned(), json!([{ "a": [1e300, null, {}] }]));
                }
            });
            readers[name](spoiled.to_string().as_bytes());
            for key in keys {
                let mut spoiled = value.clone();
                at(&mut spoiled, &mut part.clone(), &mut |it| {
                    it.as_object_mut().unwrap().remove(&key);
                });
                readers[name](spoiled.to_string().as_bytes());
            }
        }
    }
}

#[test]
fn what_is_written_is_what_serde_writes() {
    let writers = writers();
    let mut seen: Vec<&str> = Vec::new();
    let changes = [
        json!({ "reset": true }),
        json!({ "latency_ms": 0, "fault": "malformed", "fault_count": u32::MAX, "reset": false }),
        json!({ "advance_seconds": -1, "sign_in": "\"\u{1f}" }),
    ];
    let faults = ["offline", "lost_answer", "server_error", "too_many_requests", "conflict", "malformed"];
    let methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    let mut all = sampled();
    all.push(("Demo", demo()));
    all.extend(changes.map(|it| ("DemoChange", it)));
    all.extend(faults.map(|it| ("Fault", it.into())));
    all.extend(methods.map(|it| ("Method", it.into())));
    for (name, value) in all {
        let Some((name, writes_the_same)) = writers.get_key_value(name) else { continue };
        assert!(writes_the_same(value.to_string().as_bytes()), "{name} {value}");
        seen.push(name);
    }
    assert!(writers.keys().all(|name| seen.contains(name)), "{seen:?}");
}

#[test]
fn spellings_of_json_are_judged_the_same() {
    let problem = readers()["Problem"];
    let text = readers()["Text"];
    let number = readers()["Fen"];
    let list = readers()["Applications"];
    for taken in [
        r#"{"type":"/problems/locked"}"#,
        r#" { "\u0074ype" : "\/problems\/locked" } "#,
        r#"{"type":"about:blank","x":"\ud800"}"#,
        r#"{"type":"","x":1e999,"x":-0,"x":0.5E+7}"#,
    ] {
        assert!(problem(taken.as_bytes()), "{taken}");
    }
    for refused in [
        "",
        "{",
        "nul",
        "\u{feff}{}",
        r#"{"type":"about:blank"}x"#,
        r#"{"type":"about:blank",}"#,
        r#"{,"type":"about:blank"}"#,
        r#"{"type":"about:blank" "title":""}"#,
        r#"{"type":"about:blank","type":"about:blank"}"#,
        r#"{"type":"about:blank","title":"a","\u0074itle":"b"}"#,
        r#"{"type":"about:blank","title":null}"#,
        r#"{"type":"about:blank","title":"\ud800"}"#,
        r#"{"type":"about:blank","x":"\x41"}"#,
        r#"{"type":"about:blank","x":"\u00g0"}"#,
        r#"{"type":"about:blank","x":01}"#,
        r#"{"type":"about:blank","x":+1}"#,
        r#"{"type":"about:blank","x":1.}"#,
        r#"{"type":"about:blank","x":.5}"#,
        r#"{"type":"about:blank","x":[1,]}"#,
        r#"{"type":"about:blank","x":[1 2]}"#,
        r#"{"type":"about:blank","x":tru}"#,
        "{\"type\":\"about:blank\",\"x\":\"\n\"}",
        "{\"type\":\"about:blank\",\u{a0}\"x\":1}",
    ] {
        assert!(!problem(refused.as_bytes()), "{refused}");
    }
    for (json, taken) in [
        (r#"{"a":"\ud83d\ude00 \u4f60\b\f\n\r\t\"\\\/"}"#, true),
        (r#"{"a":"1","a":"2"}"#, true),
        (r#"{"a":"\ud83d"}"#, false),
        (r#"{"a":"\ude00"}"#, false),
        (r#"{"a":"\ud83d\u0041"}"#, false),
        (r#"{"a":"\ud83dx"}"#, false),
    ] {
        assert_eq!(text(json.as_bytes()), taken, "{json}");
    }
    for (json, taken) in [
        ("9223372036854775807", true),
        ("-9223372036854775808", true),
        ("9223372036854775808", false),
        ("99999999999999999999999", false),
        ("-0", false),
        ("0", true),
        ("1.0", false),
        ("1e2", false),
        ("\"1\"", false),
    ] {
        assert_eq!(number(json.as_bytes()), taken, "{json}");
    }
    assert!(!list(b"{\"items\":[\xff]}"));
}

#[test]
fn a_hostile_text_does_not_use_up_the_stack() {
    for (levels, taken) in [(127, true), (128, false), (1_000_000, false)] {
        let text = ["[".repeat(levels), "]".repeat(levels)].concat();
        assert_eq!(Json::parse(&text).is_ok(), taken, "{levels}");
        assert_eq!(serde_json::from_str::<Value>(&text).is_ok(), taken, "{levels}");
        assert!(Json::parse(&"{\"a\":".repeat(levels)).is_err());
    }
}

proptest! {
    #[test]
    fn any_text_is_judged_the_same(text in r#"[\[\]{}",:0-9eE+.\-\\ntrufalsd\n ]{0,24}"#) {
        // serde's tree holds numbers as f64, ours as written: what is past that range is no part of the question.
        let serdes = serde_json::from_str::<Value>(&text);
        let past = serdes.as_ref().err().is_some_and(|e| e.to_string().contains("number out of range"));
        prop_assert!(past || Json::parse(&text).is_ok() == serdes.is_ok(), "{text}");
    }

    #[test]
    fn any_string_comes_out_as_it_went_in(text in any::<String>()) {
        let json = serde_json::to_string(&text).unwrap();
        prop_assert_eq!(json::write(&text), &*json);
        prop_assert_eq!(json::read::<String>(json.as_bytes()), Some(text));
    }

    #[test]
    fn whatever_is_done_to_a_text_is_judged_the_same(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        len in 0_usize..4,
        put in prop::sample::select(vec!["", "0", "-", ".", "e5", "\"", "\\", "\\u00e9", "{", "}", "[", "]", ",", "null", "1e9"]),
    ) {
        thread_local!(static TEXTS: Vec<(&'static str, String)> =
            right().into_iter().map(|(name, value)| (name, value.to_string())).collect());
        let (name, text) = TEXTS.with(|all| which.get(all).clone());
        let mut bytes = text.into_bytes();
        let at = at.index(bytes.len());
        let end = (at + len).min(bytes.len());
        bytes.splice(at..end, put.bytes());
        // Half a character is no text at all, wherever it stands; serde lets it stand where nobody reads.
        if str::from_utf8(&bytes).is_ok() {
            readers()[name](&bytes);
        }
    }
}
