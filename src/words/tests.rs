//! The lookup, and that every language says everything the reference says.

use super::{BadWords, Key, Plural, Words, key};
use std::collections::BTreeMap;

const REFERENCE: &str = include_str!("../../locales/zh-CN.json");

type Locale = BTreeMap<String, serde_json::Value>;

fn words() -> Words {
    Words::parse(
        r#"{"a.b": "plain", "sum": "{n} of {all} {odd", "quote": "say \"hi\" \u4f60",
            "day": {"one": "{n} day", "other": "{n} days"}}"#,
    )
    .unwrap()
}

#[test]
fn a_key_finds_its_text() {
    assert_eq!(words().text(Key::of("a.b")), "plain");
    assert_eq!(words().text(Key::of("quote")), "say \"hi\" 你");
    assert!(words().has(Key::of("a.b")));
}

#[test]
fn what_names_begin_with_alike_may_be_said_once() {
    let nested = Words::parse(r#"{"a": {"b": "plain", "c.d": "x", "day": {"one": "{n} day", "other": "{n} days"}}}"#);
    let nested = nested.unwrap();
    assert_eq!((nested.text(Key::of("a.b")), nested.text(Key::of("a.c.d"))), ("plain".into(), "x".into()));
    assert_eq!(nested.plural(Plural(Key::of("a.day").0), "one", &[("n", "1")]), "1 day");
}

#[test]
fn a_missing_word_is_visible_and_harmless() {
    assert_eq!(words().text(Key::of("a.c")), "…");
    assert!(!words().has(Key::of("a.c")));
    assert_eq!(words().plural(Plural(7), "one", &[]), "…");
}

#[test]
fn values_are_filled_in_and_other_braces_stay() {
    let text = words().fill(Key::of("sum"), &[("all", "9"), ("n", "{all}")]);
    assert_eq!(text, "{all} of 9 {odd");
}

#[test]
fn the_form_follows_the_category_and_falls_back_to_other() {
    let day = Plural(Key::of("day").0);
    assert_eq!(words().plural(day, "one", &[("n", "1")]), "1 day");
    assert_eq!(words().plural(day, "few", &[("n", "3")]), "3 days");
}

#[test]
fn a_file_with_the_old_names_of_the_pages_is_read() {
    let flat = r#"{"cancel.title": "a", "cancel.check.yes": "b", "social.card-text": "c", "cancel.job.ask.one": "1"}"#;
    let nested =
        r#"{"cancel": {"title": "a", "check": {"yes": "b"}, "job.ask": {"one": "1"}}, "social": {"card-text": "c"}}"#;
    for text in [flat, nested] {
        let words = Words::parse(text).unwrap();
        assert_eq!(words.text(key::INTENT_TITLE), "a");
        assert_eq!(words.text(key::APPLY_ELIGIBILITY_YES), "b");
        assert_eq!(words.text(key::SOCIAL_SECURITY_CARD_TEXT), "c");
        assert_eq!(words.text(Key::of("intent.job.ask.one")), "1");
    }
}

#[test]
fn a_file_of_another_shape_is_refused() {
    let deep = ["{\"a\":".repeat(10), "\"b\"".to_owned(), "}".repeat(10)].concat();
    for bad in ["", "[]", "{\"a\": 1}", "{\"a\": {\"one\": []}}", "{} x", "{\"a\": \"b\"", &deep] {
        assert_eq!(Words::parse(bad).err(), Some(BadWords), "{bad}");
    }
}

fn params(value: &serde_json::Value) -> Vec<String> {
    let mut all: Vec<String> = match value {
        serde_json::Value::String(text) => {
            text.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name.to_owned())).collect()
        }
        other => other["other"].as_str().map(|text| params(&text.into())).unwrap_or_default(),
    };
    all.sort_unstable();
    all.dedup();
    all
}

#[test]
fn every_language_says_what_the_reference_says_with_the_same_values() {
    let reference: Locale = serde_json::from_str(REFERENCE).unwrap();
    Words::parse(REFERENCE).unwrap();
    let folder = "locales";
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let locale: Locale = serde_json::from_str(&text).unwrap();
        let name = path.display();
        let keys = |locale: &Locale| locale.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&locale), keys(&reference), "{name}: not the same keys");
        for (key, word) in &locale {
            assert_eq!(word.is_object(), reference[key].is_object(), "{name}: {key}");
            assert_eq!(params(word), params(&reference[key]), "{name}: {key}");
            assert!(word.is_object() || word != "", "{name}: {key} is empty");
        }
    }
}
