//! Holds `openapi.yaml` and the Rust types together, so that neither can drift.

mod support;

use contract::problem::ProblemType;
use contract::values::{Date, IdNumber};
use contract_document::{Document, Operation, faults, object};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use support::samples::{Entry, FORMS, Samples, entries};

#[test]
fn every_example_fits_its_schema() {
    let document = Document::load();
    let examples = document.examples();
    for e in &examples {
        let faults = faults(&document.validator(&e.schema), &e.value);
        assert!(faults.is_empty(), "{}: {faults}", e.at);
    }
    assert!(examples.len() > 300, "only {} examples were found", examples.len());
}

#[test]
fn every_example_is_read_and_written_as_it_is() {
    let document = Document::load();
    let types: BTreeMap<_, _> = entries().into_iter().map(|e| (e.name, e.round_trip)).collect();
    let mut read = 0;
    for e in document.examples() {
        let Some(round_trip) = Document::component_of(&e.schema).and_then(|name| types.get(name)) else { continue };
        let written = round_trip(&e.value).unwrap_or_else(|fault| panic!("{}: {fault}", e.at));
        assert_eq!(written, e.value, "{}", e.at);
        read += 1;
    }
    assert!(read > 200, "only {read} examples were read");
}

#[test]
fn persons_in_examples_have_right_numbers() {
    fn check(value: &Value) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(number)) = members.get("id_number").filter(|n| !n.to_string().contains('*')) {
                    assert!(IdNumber::parse(number, Date::new(2026, 11, 23).unwrap()).is_ok(), "{number}");
                    assert!(number.starts_with("990000"), "{number} is not plainly made up");
                }
                members.values().for_each(check);
            }
            Value::Array(items) => items.iter().for_each(check),
            _ => {}
        }
    }
    Document::load().examples().iter().for_each(|e| check(&e.value));
}

#[test]
fn every_type_has_a_schema_and_every_schema_a_type() {
    let document = Document::load();
    let described: BTreeSet<_> = document.schemas().keys().map(String::as_str).collect();
    let sampled: BTreeSet<_> = entries().iter().map(|e| e.name).chain(FORMS).collect();
    assert_eq!(described, sampled);

    // The samples name every type that one of them holds; this finds a new type that nothing holds yet.
    let beside = ["demo.rs", "http.rs", "channel.rs", "json", "operations.rs", "values", "lib.rs"];
    for file in std::fs::read_dir("src").unwrap().map(Result::unwrap) {
        if beside.iter().any(|name| file.file_name() == *name) {
            continue;
        }
        let source = std::fs::read_to_string(file.path()).unwrap();
        for line in source.lines() {
            let Some(rest) = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum ")) else {
                continue;
            };
            let name = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap();
            assert!(described.contains(name), "{name} has no schema");
        }
    }
}

#[test]
fn what_the_types_write_fits_and_comes_back() {
    let document = Document::load();
    for Entry { name, samples, round_trip } in entries() {
        let validator = document.validator_of(name);
        assert!(!samples.is_empty(), "{name} has no sample");
        for sample in samples {
            let faults = faults(&validator, &sample);
            assert!(faults.is_empty(), "{name} {sample}: {faults}");
            assert_eq!(round_trip(&sample).as_ref(), Ok(&sample), "{name}");
        }
    }
}

#[test]
fn lists_of_values_agree() {
    let document = Document::load();
    let mut lists = 0;
    for Entry { name, samples, round_trip } in entries() {
        let Some(listed) = document.schemas()[name].get("enum") else { continue };
        let listed: BTreeSet<_> = listed.as_array().unwrap().iter().map(Value::to_string).collect();
        let sent: BTreeSet<_> = samples.iter().map(Value::to_string).collect();
        assert_eq!(listed, sent, "{name}");
        // A list that may grow is read in Rust with a catch-all, a closed one without.
        let grows = document.schemas()[name]["x-unknown-values"] == "tolerate";
        assert_eq!(round_trip(&json!("made-up-value")).is_ok(), grows, "{name}: x-unknown-values");
        lists += 1;
    }
    assert_eq!(lists, document.schemas().values().filter(|s| s.get("enum").is_some()).count());
}

#[test]
fn required_and_optional_members_agree() {
    let document = Document::load();
    let mut objects = 0;
    for Entry { name, samples, round_trip } in entries() {
        let schema = &document.schemas()[name];
        let Some(properties) = schema.get("properties") else { continue };
        objects += 1;
        let described: BTreeSet<_> = object(properties).keys().collect();
        let written: BTreeSet<_> = samples.iter().flat_map(|s| object(s).keys()).collect();
        assert_eq!(described, written, "{name}");

        let required: BTreeSet<_> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let validator = document.validator_of(name);
        let full = samples.iter().find(|s| object(s).len() == described.len());
        let full = full.unwrap_or_else(|| panic!("{name} has no sample with every member"));
        for member in described {
            let mut without = full.clone();
            without.as_object_mut().unwrap().remove(member);
            let needed = required.contains(member.as_str());
            assert_eq!(validator.is_valid(&without), !needed, "{name} without {member}: the schema");
            assert_eq!(round_trip(&without).is_err(), needed, "{name} without {member}: the type");
        }
        let mut with_more = full.clone();
        with_more["x_of_a_later_version"] = json!({ "a": [1] });
        assert!(validator.is_valid(&with_more), "{name}: a member more must be allowed");
        assert_eq!(round_trip(&with_more).as_ref(), Ok(full), "{name}: a member more must be ignored");
    }
    assert_eq!(objects, document.schemas().values().filter(|s| s.get("properties").is_some()).count());
}

#[test]
fn wrong_types_are_refused_by_both() {
    let document = Document::load();
    for Entry { name, samples, round_trip } in entries() {
        let Some(properties) = document.schemas()[name].get("properties") else { continue };
        let validator = document.validator_of(name);
        let full = samples.iter().max_by_key(|s| object(s).len()).unwrap();
        for member in object(properties).keys() {
            let mut wrong = full.clone();
            wrong[member] = json!(1.5);
            assert!(!validator.is_valid(&wrong), "{name}.{member}: the schema takes 1.5");
            assert!(round_trip(&wrong).is_err(), "{name}.{member}: the type takes 1.5");
        }
    }
}

/// Type and status of each row of the table of problems.
fn problem_table(document: &Document) -> BTreeMap<String, u16> {
    let rows = document.description().lines().filter(|l| l.starts_with("| `/problems/"));
    rows.map(|row| {
        let cells: Vec<_> = row.trim_matches('|').split(" | ").map(|c| c.trim().trim_matches('`')).collect();
        let [kind, status, when, what] = cells[..] else { panic!("four cells: {row}") };
        assert!(!when.is_empty() && !what.is_empty(), "{row}");
        (kind.to_owned(), status.parse().expect(row))
    })
    .collect()
}

#[test]
fn the_table_of_problems_is_the_one_in_rust() {
    let rust: BTreeMap<String, u16> = ProblemType::samples()
        .into_iter()
        .filter(|kind| *kind != ProblemType::Unknown)
        .map(|kind| (serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned(), kind.status()))
        .collect();
    assert_eq!(problem_table(&Document::load()), rust);
}

#[test]
fn every_refusal_has_the_status_of_its_type() {
    let document = Document::load();
    let table = problem_table(&document);
    let mut unseen: BTreeSet<_> = table.keys().cloned().collect();
    for Operation { method, path, body } in document.operations() {
        let mut statuses = BTreeSet::new();
        for (status, response) in document.responses(body) {
            statuses.insert(status);
            let at = format!("{method} {path} {status}");
            for header in ["X-Request-Id", "Date"] {
                assert!(response["headers"].get(header).is_some(), "{at} has no {header}");
            }
            if status.starts_with('2') {
                continue;
            }
            // No refusal: what the client holds is right.
            if status == "304" {
                assert!(response.get("content").is_none() && response["headers"].get("ETag").is_some(), "{at}");
                continue;
            }
            let content = object(&response["content"]);
            assert_eq!(content.keys().collect::<Vec<_>>(), ["application/problem+json"], "{at}");
            for (name, problem) in document.body_examples(&content["application/problem+json"]) {
                let kind = problem["type"].as_str().unwrap();
                unseen.remove(kind);
                let right = table.get(kind).copied();
                assert!(right.is_none_or(|s| problem["status"] == s), "{at} {name}");
                assert!(status == "default" || problem["status"].as_u64() == status.parse().ok(), "{at} {name}");
            }
        }
        for always in ["429", "500", "503", "default"] {
            assert!(statuses.contains(always), "{method} {path} has no {always}");
        }
        assert!(document.is_open(body) || statuses.contains("401"), "{method} {path} has no 401");
        let waits = document.responses(body).filter(|(s, _)| ["423", "429", "503"].contains(s));
        for (status, response) in waits {
            assert!(response["headers"].get("Retry-After").is_some(), "{method} {path} {status}");
        }
    }
    assert!(unseen.is_empty(), "no operation gives {unseen:?}");
}
