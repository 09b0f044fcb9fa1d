//! Whatever is done to a map, it is refused with the places that are wrong, or it can be carried out to its end.

mod spoil;

use adapter::Map;
use adapter::sample::{requests, trial};
use contract::operations::{ALL, Row};
use contract_document::spoil::Dice;
use serde_json::{Value, json};
use spoil::spoil;
use std::time::{Duration, Instant};

const MAPS: u64 = 100_000;
const THREADS: u64 = 2;

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

/// What came of some.
#[derive(Debug, Default)]
struct Count {
    refused: u64,
    carried_out: u64,
    slowest: Duration,
}

fn one(operation: &Row, map: &Value, dice: &mut Dice, count: &mut Count) {
    let mut map = map.clone();
    for _ in 0..=dice.below(3) / 2 {
        spoil(&mut map, dice);
    }
    let mut text = map.to_string();
    if dice.below(12) == 0 {
        text = twice(&text, dice);
    }
    let began = Instant::now();
    match Map::parse(&text) {
        Err(wrong) => {
            count.refused += 1;
            assert!(!wrong.is_empty() && wrong.len() <= 64);
            for wrong in wrong {
                assert!(wrong.at.is_empty() || wrong.at.starts_with('/'), "{wrong:?}");
                assert!(!wrong.what.is_empty());
            }
        }
        Ok(map) => {
            count.carried_out += 1;
            for request in requests(operation) {
                let trial = trial(&map, &request);
                for sent in &trial.sent {
                    // Whatever the map says, it stays below the address of the backend.
                    assert!(sent.path.starts_with('/') && !sent.path.starts_with("//"), "{}", sent.path);
                    assert!(!sent.path.contains("/../") && sent.path.is_ascii(), "{}", sent.path);
                }
                let outcome = trial.answer.map(|answer| answer.outcome);
                if let Some(Ok(response)) = outcome
                    && !response.body.is_empty()
                {
                    let json: Result<Value, _> = serde_json::from_slice(&response.body);
                    assert!(json.is_ok(), "{}", String::from_utf8_lossy(&response.body));
                }
            }
        }
    }
    count.slowest = count.slowest.max(began.elapsed());
}

#[test]
fn a_hundred_thousand_spoilt_maps_are_refused_with_a_place_or_carried_out() {
    let began = Instant::now();
    let all = small();
    let counts: Vec<Count> = std::thread::scope(|scope| {
        let some = |thread: u64| {
            let all = &all;
            scope.spawn(move || {
                let mut count = Count::default();
                for n in (thread..MAPS).step_by(usize::try_from(THREADS).unwrap()) {
                    let mut dice = Dice((n + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
                    let (operation, map) = dice.of(all);
                    one(operation, map, &mut dice, &mut count);
                }
                count
            })
        };
        let threads: Vec<_> = (0..THREADS).map(some).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let refused: u64 = counts.iter().map(|count| count.refused).sum();
    let carried_out: u64 = counts.iter().map(|count| count.carried_out).sum();
    let slowest = counts.iter().map(|count| count.slowest).max().unwrap();
    println!("{refused} refused, {carried_out} carried out, the slowest in {slowest:?}, all in {:?}", began.elapsed());
    assert_eq!(refused + carried_out, MAPS);
    assert!(refused > MAPS / 10 && carried_out > MAPS / 10, "{refused} refused: the dice are loaded");
    // A map that takes so long hangs, also on a machine that does other things.
    assert!(slowest < Duration::from_secs(20), "{slowest:?}");
}
