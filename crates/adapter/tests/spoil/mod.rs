//! Spoiling a map, in ways that a person, a program or somebody with bad intentions might.

use contract_document::spoil::Dice;
use serde_json::{Value, json};

/// Texts that look like something else.
const TEXTS: [&str; 24] = [
    "",
    "/",
    "//",
    "^",
    "^/data",
    "/data/0/0/0",
    "/before/0/before/0",
    "/before/99999999999999999999",
    "/data/~",
    "{",
    "}",
    "{}",
    "{/token}",
    "/{/path/id}/..",
    "/../../etc",
    "//evil.example",
    "YYYYMM",
    "YYYYMMDDhhmmss",
    "from_now",
    "mask",
    "\u{0}",
    "\u{202e}",
    "/problems/not-found",
    "application",
];

/// Goes down the tree by chance, and gives a place in it.
fn place<'v>(value: &'v mut Value, dice: &mut Dice) -> &'v mut Value {
    let mut here = value;
    loop {
        let children = match here {
            Value::Object(members) => members.len(),
            Value::Array(items) => items.len(),
            _ => 0,
        };
        if children == 0 || dice.below(7) == 0 {
            return here;
        }
        let n = dice.below(children);
        here = match here {
            Value::Object(members) => members.values_mut().nth(n).unwrap(),
            Value::Array(items) => &mut items[n],
            _ => unreachable!("it has children"),
        };
    }
}

fn other(dice: &mut Dice) -> Value {
    match dice.below(9) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(dice.below(1000)),
        3 => json!(i64::MIN),
        4 => json!(1.5),
        5 => json!([]),
        6 => json!({}),
        _ => json!(dice.of(&TEXTS)),
    }
}

fn object(name: &str, value: Value) -> Value {
    Value::Object([(name.to_owned(), value)].into_iter().collect())
}

/// Spoils it once.
pub fn spoil(map: &mut Value, dice: &mut Dice) {
    let kind = dice.below(10);
    let other_place = place(map, dice);
    let copied = if matches!(kind, 1 | 2 | 8) { other_place.clone() } else { Value::Null };
    let here = place(map, dice);
    match kind {
        0 => *here = other(dice),
        // A part of the map in the place of another: a shape in a shape, a map in a map.
        1 | 2 => *here = copied,
        3 => {
            for _ in 0..=dice.below(60) {
                let inner = here.take();
                // Moved in, and not by `json!`, which would copy all of it at each of the levels.
                *here = match dice.below(3) {
                    0 => object("object", object("x", inner)),
                    1 => Value::Array(vec![inner]),
                    _ => {
                        let mut each = json!({ "each": "/x" });
                        each["item"] = inner;
                        each
                    }
                };
            }
        }
        4 => {
            let most = if dice.below(200) == 0 { 100_000 } else { 40 };
            *here = json!("/a".repeat(1 + dice.below(most)));
        }
        _ => match here {
            Value::Object(members) if !members.is_empty() => {
                let name = members.keys().nth(dice.below(members.len())).unwrap().clone();
                let value = members.remove(&name).unwrap();
                match kind {
                    5 => {}
                    6 => drop(members.insert(dice.of(&TEXTS).to_string(), value)),
                    7 => drop(members.insert(name, other(dice))),
                    8 => {
                        let names = [
                            "from",
                            "const",
                            "use",
                            "each",
                            "map",
                            "otherwise",
                            "optional",
                            "default",
                            "by",
                            "refuse",
                            "if",
                        ];
                        members.insert(name, value);
                        members.insert((*dice.of(&names)).to_owned(), copied);
                    }
                    _ => {
                        members.insert(format!("{name}~/\""), value.clone());
                        members.insert(name, value);
                    }
                }
            }
            Value::Array(items) if !items.is_empty() => {
                let n = dice.below(items.len());
                if kind == 5 {
                    items.remove(n);
                } else {
                    let same = items[n].clone();
                    items.extend(vec![same; 1 + dice.below(50)]);
                }
            }
            Value::String(text) => (*dice.of(&TEXTS)).clone_into(text),
            here => *here = other(dice),
        },
    }
}
