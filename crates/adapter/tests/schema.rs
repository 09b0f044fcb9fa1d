//! The published schema and the reader of maps agree: what the reader takes fits the schema, and what both should refuse they
//! do. The reader is the stricter one: it follows pointers and names.

mod spoil;

use adapter::Map;
use contract::operations::ALL;
use contract_document::faults;
use contract_document::spoil::Dice;
use serde_json::{Value, json};
use spoil::spoil;

const MAPS: [&str; 4] = [
    include_str!("../maps/envelope.json"),
    include_str!("../maps/coded.json"),
    include_str!("../maps/snake.json"),
    include_str!("../maps/minimal.json"),
];

fn schema() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(include_str!("../../../docs/adapter.schema.json")).unwrap();
    jsonschema::meta::validate(&schema).expect("a schema of draft 2020-12");
    jsonschema::draft202012::new(&schema).expect("a schema")
}

fn maps() -> Vec<Value> {
    MAPS.iter().map(|text| serde_json::from_str(text).unwrap()).collect()
}

#[test]
fn the_maps_of_this_project_fit_both() {
    let schema = schema();
    for (map, text) in maps().iter().zip(MAPS) {
        assert_eq!(faults(&schema, map), "");
        assert!(Map::parse(text).is_ok());
    }
}

#[test]
fn what_the_reader_takes_fits_the_schema() {
    let (schema, maps) = (schema(), maps());
    let mut taken = 0;
    for n in 1..=3000_u64 {
        let mut dice = Dice(n.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut map = dice.of(&maps).clone();
        spoil(&mut map, &mut dice);
        if Map::parse(&map.to_string()).is_ok() {
            taken += 1;
            assert_eq!(faults(&schema, &map), "");
        }
    }
    assert!(taken > 100, "{taken}");
}

#[test]
fn what_is_plainly_wrong_is_refused_by_both() {
    let schema = schema();
    let change = |pointer: &str, value: Value| {
        let mut map = maps().remove(0);
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        match map.pointer_mut(parent).unwrap() {
            Value::Array(items) => items[name.parse::<usize>().unwrap()] = value,
            other => other[name] = value,
        }
        map
    };
    for (pointer, value) in [
        ("/adapter", json!(2)),
        ("/colour", json!("blue")),
        ("/session", json!({})),
        ("/envelope/success", json!({ "at": "/status" })),
        ("/envelope/data", json!("data")),
        ("/errors", json!({})),
        ("/errors/0", json!({ "problem": "/problems/not-found" })),
        ("/errors/0/problem", json!("/problems/nothing")),
        ("/errors/0/status", json!([99])),
        ("/values/kind", json!({ "a": [] })),
        ("/values/kind", json!({ "a": null })),
        ("/operations/getCard", json!({ "refuse": "no" })),
        ("/operations/getCard/request/method", json!("HEAD")),
        ("/operations/getCard/request/path", json!("card")),
        ("/operations/getCard/answer", json!({ "from": "/data", "colour": 1 })),
        ("/operations/getCard/answer", json!({ "each": "/data" })),
        ("/operations/listContributions/paging/style", json!("scroll")),
        ("/operations/listContributions/paging/most", json!(121)),
        ("/operations/sing", json!({ "refuse": "/problems/not-found" })),
    ] {
        let map = change(pointer, value);
        assert!(!schema.is_valid(&map), "the schema takes {pointer}");
        assert!(Map::parse(&map.to_string()).is_err(), "the reader takes {pointer}");
    }
}

#[test]
fn an_operation_may_be_left_out() {
    let schema = schema();
    for row in ALL {
        let mut map = maps().remove(0);
        map["operations"].as_object_mut().unwrap().remove(row.name);
        let read = Map::parse(&map.to_string()).unwrap();
        assert!(schema.is_valid(&map) && read.unsupported().any(|left_out| left_out.id == row.id), "{}", row.name);
    }
}
