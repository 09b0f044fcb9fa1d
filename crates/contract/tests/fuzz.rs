//! Whatever text the decoders are given, each comes to an end without a panic; and what it takes is written and read again
//! as the same.
//!
//! The texts are every sample and every example of `openapi.yaml`, spoilt by dice that fall the same way each time. `fuzz/` is the
//! same without an end.

#[allow(dead_code, reason = "the rest is for schemas.rs")]
mod support;

use contract::channel::{Ask, Tell};
use contract::http::{FetchError, Method, Outcome, Request, Response};
use contract::json::Json;
use contract_document::Document;
use contract_document::spoil::{Dice, LONG, Place, places, try_many, twice, with, without};
use std::collections::BTreeSet;
use std::time::Instant;
use support::decoders::{TOKENS, decoders};
use support::samples::entries;

const CASES: u64 = 300_000;

/// Name of a decoder and a text that it takes.
fn seeds() -> Vec<(&'static str, String)> {
    let decoders = decoders();
    let mut all: Vec<(String, String)> = Vec::new();
    for entry in entries() {
        all.extend(entry.samples.iter().map(|sample| (entry.name.to_owned(), sample.to_string())));
    }
    for example in Document::load().examples() {
        all.extend(Document::component_of(&example.schema).map(|name| (name.to_owned(), example.value.to_string())));
    }
    let headers = vec![("A".to_owned(), "b\"\n".to_owned())];
    let outcomes: [Outcome; 2] =
        [Err(FetchError::MaybeSent), Ok(Response { status: 200, headers, body: b"{\"items\":[]}".to_vec() })];
    all.extend(outcomes.map(|outcome| ("TellHead".to_owned(), Tell::Answer { id: 7, outcome }.write())));
    let mut request = Request::new(Method::Post, "/v1/applications");
    request.headers.push(("A".to_owned(), "b".to_owned()));
    all.push(("AskHead".to_owned(), Ask { id: 7, request }.write()));
    let sms = r#"{"to":"138****0000","code":"000000","at":"2026-11-23T00:00:00Z"}"#;
    let person = r#"{"id":"a","name":{"en":"A"},"story":{},"id_number":"x","password":"y"}"#;
    let demo = format!(
        r#"{{"citizens":[{person}],"outbox":[{sms}],"latency_ms":300,"fault":"offline","fault_count":1,"clock_ahead_seconds":-5,"storage":"kept"}}"#
    );
    let demo_parts = [("DemoSms", sms), ("DemoCitizen", person), ("Demo", &demo)];
    let names = [
        ("Fault", r#""offline""#),
        ("DemoStorage", r#""kept""#),
        ("FetchError", r#""never_sent""#),
        ("Method", r#""GET""#),
    ];
    all.extend(demo_parts.into_iter().chain(names).map(|(name, text)| (name.to_owned(), text.to_owned())));
    let known = |(name, text): (String, String)| Some((*decoders.get_key_value(name.as_str())?.0, text));
    all.into_iter().filter_map(known).collect()
}

/// Spoils a text once; `other` is another one, to take a part of.
fn spoil(text: &str, all: &[Place], (other, parts): (&str, &[Place]), dice: &mut Dice) -> Vec<u8> {
    let place = dice.of(all);
    let token = *dice.of(&TOKENS);
    let spoilt = match dice.below(12) {
        0 | 1 => without(text, place),
        2 | 3 => with(text, place, token),
        4 => with(text, place, &other[dice.of(parts).value.clone()]),
        5 => twice(text, place, token).unwrap_or_default(),
        6 => with(text, place, &["\"", &"long ".repeat(1 << dice.below(10)), "\""].concat()),
        7 => {
            let levels = 1 << dice.below(9);
            with(text, place, &["[".repeat(levels), text[place.value.clone()].to_owned(), "]".repeat(levels)].concat())
        }
        kind => {
            let mut bytes = text.as_bytes().to_vec();
            let at = dice.below(bytes.len() + 1);
            match kind {
                8 => bytes.truncate(at),
                9 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
                10 => drop(bytes.splice(at..(at + dice.below(6)).min(text.len()), token.bytes())),
                _ => bytes.insert(at, u8::try_from(dice.below(256)).unwrap()),
            }
            return bytes;
        }
    };
    spoilt.into_bytes()
}

#[test]
fn three_hundred_thousand_spoilt_texts_are_taken_or_refused() {
    let (seeds, decoders) = (seeds(), decoders());
    let covered: BTreeSet<&str> = seeds.iter().map(|(name, _)| *name).collect();
    assert_eq!(covered, decoders.keys().copied().collect(), "every decoder has a text to begin with");
    for (name, text) in &seeds {
        assert!(decoders[name](text.as_bytes()), "{name}: {text}");
    }
    // A message is no JSON as a whole: only its first line is.
    let places: Vec<Vec<Place>> =
        seeds.iter().map(|(_, text)| places(text.split('\n').next().unwrap_or_default())).collect();
    try_many(CASES, |case, dice| {
        let (n, m) = (dice.below(seeds.len()), dice.below(seeds.len()));
        let spoilt = spoil(&seeds[n].1, &places[n], (&seeds[m].1, &places[m]), dice);
        // A text is read by others than the one it is for, too.
        if case % 16 == 0 {
            decoders[seeds[m].0](&spoilt);
        }
        decoders[seeds[n].0](&spoilt)
    });
}

/// A type with a reader that is not fuzzed is a test that fails.
#[test]
fn every_type_that_is_read_is_fuzzed() {
    let decoders = decoders();
    let mut found = 0;
    let src = std::path::PathBuf::from("src");
    for folder in [src.clone(), src.join("values")] {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let derived = text.match_indices("FromJson)]").map(|(at, _)| at);
            let derived = derived.chain(text.match_indices("FromJson, ToJson)]").map(|(at, _)| at));
            // After the attribute, its type's name follows `struct` or `enum`.
            let named = derived.map(|at| {
                let mut words = text[at..].split_whitespace().skip_while(|word| !["struct", "enum"].contains(word));
                words.nth(1).unwrap()
            });
            let by_hand = text.match_indices("impl FromJson for ").map(|(at, _)| &text[at + 18..]);
            let by_macro = text.match_indices("\nstring_on_the_wire!(").map(|(at, _)| &text[at + 21..]);
            for name in named.chain(by_hand).chain(by_macro) {
                let name = name.split(|c: char| !c.is_alphanumeric()).next().unwrap();
                if name.is_empty() {
                    continue;
                }
                assert!(decoders.contains_key(name), "{}: {name} is not fuzzed", path.display());
                found += 1;
            }
        }
    }
    assert_eq!(found, decoders.len(), "each is found once");
}

#[test]
fn a_text_as_long_as_an_answer_may_be_does_not_hang() {
    let n = contract::http::LONGEST;
    let list = |item: &str| ["[", &vec![item; n / (item.len() + 1)].join(","), "]"].concat();
    let texts = [
        ["\"", &"a".repeat(n), "\""].concat(),
        ["\"", &"\\u4e2d".repeat(n / 6), "\""].concat(),
        list("[]"),
        list("null"),
        ["{", &vec!["\"en\":\"\""; n / 8].join(","), "}"].concat(),
        "[".repeat(n),
        "{\"a\":".repeat(n / 5),
        "9".repeat(n),
        " ".repeat(n),
    ];
    for text in &texts {
        let began = Instant::now();
        assert_eq!(
            Json::parse(text).is_ok(),
            !text.starts_with("[[[[[") && !text.starts_with("{\"a\"") && text.trim() != ""
        );
        for decode in [decoders()["Session"], decoders()["Applications"], decoders()["Fen"], decoders()["Text"]] {
            decode(text.as_bytes());
        }
        let head: String = text.chars().take(10).collect();
        assert!(began.elapsed() < LONG, "{head}…: {:?}", began.elapsed());
    }
}
