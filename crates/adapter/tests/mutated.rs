//! Whatever is done to a map, it is refused with the places that are wrong, or it can be carried out to its end.

mod spoil;

use adapter::Map;
use adapter::sample::{requests, trial};
use contract::operations::{ALL, Row};
use contract_document::spoil::{Dice, try_many};
use serde_json::{Value, json};
use spoil::spoil;

/// The three maps, each once for each operation that it names, without all others: so that most of what is spoilt is looked at.
fn small() -> Vec<(&'static Row, Value)> {
    let texts =
        [include_str!("../maps/envelope.json"), include_str!("../maps/coded.json"), include_str!("../maps/snake.json")];
    let mut all = Vec::new();
    for text in texts {
        let whole: Value = serde_json::from_str(text).unwrap();
        for operation in ALL.iter().copied().filter(|row| whole["operations"].get(row.name).is_some()) {
            let mut map = whole.clone();
            map["operations"] = json!({ operation.name: whole["operations"][operation.name] });
            // What nobody uses is left out, too.
            let used = map["operations"][operation.name].to_string();
            let shapes = map["shapes"].to_string();
            if let Some(shapes) = map["shapes"].as_object_mut() {
                shapes.retain(|name, _| used.contains(&format!("\"use\":\"{name}\"")) || name == "law");
            }
            if let Some(values) = map["values"].as_object_mut() {
                values.retain(|name, _| {
                    let named = format!("\"map\":\"{name}\"");
                    used.contains(&named) || shapes.contains(&named)
                });
            }
            assert!(Map::parse(&map.to_string()).is_ok(), "{}", operation.name);
            all.push((operation, map));
        }
    }
    all
}

/// Writes a member twice, where the dice say so: a tree cannot hold that.
fn twice(text: &str, dice: &mut Dice) -> String {
    let all: Vec<_> = text.match_indices(",\"").map(|(at, _)| at).collect();
    if all.is_empty() {
        return text.to_owned();
    }
    let at = *dice.of(&all);
    format!("{},\"from\":\"/data\"{}", &text[..at], &text[at..])
}

/// Spoils a map and tries it; gives whether it was taken.
fn one(operation: &Row, map: &Value, dice: &mut Dice) -> bool {
    let mut map = map.clone();
    for _ in 0..=dice.below(3) / 2 {
        spoil(&mut map, dice);
    }
    let mut text = map.to_string();
    if dice.below(12) == 0 {
        text = twice(&text, dice);
    }
    let map = match Map::parse(&text) {
        Ok(map) => map,
        Err(wrong) => {
            assert!(!wrong.is_empty() && wrong.len() <= 64);
            for wrong in wrong {
                assert!(wrong.at.is_empty() || wrong.at.starts_with('/'), "{wrong:?}");
                assert!(!wrong.what.is_empty());
            }
            return false;
        }
    };
    for request in requests(operation) {
        let trial = trial(&map, &request);
        for sent in &trial.sent {
            // Whatever the map says, it stays below the address of the backend.
            assert!(sent.path.starts_with('/') && !sent.path.starts_with("//"), "{}", sent.path);
            assert!(!sent.path.contains("/../") && sent.path.is_ascii(), "{}", sent.path);
        }
        if let Some(Ok(response)) = trial.answer.map(|answer| answer.outcome)
            && !response.body.is_empty()
        {
            let json: Result<Value, _> = serde_json::from_slice(&response.body);
            assert!(json.is_ok(), "{}", String::from_utf8_lossy(&response.body));
        }
    }
    true
}

#[test]
fn a_hundred_thousand_spoilt_maps_are_refused_with_a_place_or_carried_out() {
    let all = small();
    try_many(100_000, |_, dice| {
        let (operation, map) = dice.of(&all);
        one(operation, map, dice)
    });
}
