//! What is done to right answers.

use super::CODE;
use contract::http::{JSON, LONGEST, PROBLEM_JSON, REQUEST_ID, Response};
use contract_document::spoil::{places, twice, with, without};

/// An answer that is not what it should be.
pub struct Spoilt {
    /// What was done, for the failure's message.
    pub what: String,
    pub answer: Response,
    /// The app takes it though the schema does not: see [`TOLERATED`].
    pub tolerated: bool,
    /// It says that nobody is signed in.
    pub signed_out: bool,
}

/// What can stand in the place of a value.
const OTHERS: [&str; 16] = [
    "null",
    "true",
    "0",
    "-1",
    "1.5",
    "1e400",
    "256",
    "18446744073709551616",
    "\"\"",
    "\"other\"",
    "\"\\ud800\"",
    "[]",
    "{}",
    "[null]",
    "[[]]",
    "{\"en\":1}",
];
/// What the readers take and the schema does not, as no harm comes of it: `null` is the same as absent where a member may be
/// absent, a name that nobody knows is shown as such (`x-unknown-values`), neither a text nor a number is measured, and a text
/// may be there in no language.
const TOLERATED: [&str; 6] = ["null", "0", "\"\"", "\"other\"", "256", "{}"];

fn answer(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Response {
    let headers = [("Content-Type", kind), (REQUEST_ID, CODE)];
    let headers = headers.into_iter().filter(|(_, value)| !value.is_empty());
    Response {
        headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        body: body.into(),
        ..Response::new(status)
    }
}

fn case(what: impl Into<String>, answer: Response) -> Spoilt {
    Spoilt { what: what.into(), answer, tolerated: false, signed_out: false }
}

/// Each value of the answer, at each depth, dropped, there twice, and replaced by each of the others and by what is long or
/// deep. Of a list the first item stands for all.
pub fn spoilt(body: &str) -> Vec<Spoilt> {
    let long = ["\"", &"long".repeat(256 * 1024), "\""].concat();
    let deep = ["[".repeat(100_000), "]".repeat(100_000)].concat();
    let many = ["[", &vec!["null"; 10_000].join(","), "]"].concat();
    let mut all = Vec::new();
    let mut add = |what: String, text: String, tolerated: bool| {
        all.push(Spoilt { tolerated, ..case(what, answer(200, JSON, text)) });
    };
    for place in places(body).iter().filter(|place| !place.later) {
        let at = &place.pointer;
        add(format!("{at} dropped"), without(body, place), false);
        for other in OTHERS.into_iter().filter(|other| *other != &body[place.value.clone()]) {
            // What is empty and should be a list is a list, and a true "none".
            if other == "[]" && body[place.value.clone()].starts_with('[') {
                continue;
            }
            add(format!("{at} is {other}"), with(body, place, other), TOLERATED.contains(&other));
        }
        add(format!("{at} is 1 MB long"), with(body, place, &long), true);
        add(format!("{at} is deep"), with(body, place, &deep), false);
        add(format!("{at} is many"), with(body, place, &many), false);
        for other in ["null", &body[place.value.clone()]] {
            all_twice(&mut add, body, place, other);
        }
    }
    all
}

fn all_twice(
    add: &mut impl FnMut(String, String, bool),
    body: &str,
    place: &contract_document::spoil::Place,
    other: &str,
) {
    if let Some(text) = twice(body, place, other) {
        let what = if other == "null" { "null" } else { "itself" };
        add(format!("{} twice, then {what}", place.pointer), text, false);
    }
}

/// What is not about the values: something else altogether, cut off, not labelled, longer than it need be.
pub fn beside(body: &str) -> Vec<Spoilt> {
    let html = "<!doctype html><title>Sign in to the network</title>";
    let pad = |n: usize| [&body[..body.len() - 1], ",\"x_padding\":\"", &"x".repeat(n), "\"}"].concat();
    let mut all = vec![
        case("a page", answer(200, "text/html", html)),
        case("a page that says it is JSON", answer(200, JSON, html)),
        case("nothing", answer(200, JSON, "")),
        case("no content", answer(204, "", "")),
        case("partial", answer(206, JSON, &body.as_bytes()[..body.len() / 3])),
        case("null", answer(200, JSON, "null")),
        case("a text", answer(200, JSON, "\"ok\"")),
        case("a list of it", answer(200, JSON, ["[", body, "]"].concat())),
        case("wrapped", answer(200, JSON, ["{\"data\":", body, "}"].concat())),
        case("a BOM before it", answer(200, JSON, ["\u{feff}", body].concat())),
        case("twice", answer(200, JSON, [body, body].concat())),
        case("a comma after it", answer(200, JSON, [body, ","].concat())),
        case("UTF-16", answer(200, JSON, body.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>())),
        case("not UTF-8", answer(200, JSON, [body.as_bytes(), b"\xff"].concat())),
        case("a problem", answer(200, PROBLEM_JSON, "{\"type\":\"/problems/locked\"}")),
        case("brackets", answer(200, JSON, "[".repeat(LONGEST))),
        // What does no harm: the right answer under another name, or with more in it.
        case("labelled as text", answer(200, "text/plain", body)),
        case("not labelled", answer(200, "", body)),
        case("accepted", answer(202, JSON, body)),
        case("with space around", answer(200, JSON, [" \n", body, "\t\r\n"].concat())),
        case("padded", answer(200, JSON, pad(LONGEST / 2))),
    ];
    for n in 1..24 {
        let at = body.len() * n / 24;
        all.push(case(format!("cut off after {at} bytes"), answer(200, JSON, &body.as_bytes()[..at])));
    }
    all.push(case("the last byte is missing", answer(200, JSON, &body.as_bytes()[..body.len() - 1])));
    all
}

/// Refusals that are spoilt themselves.
pub fn refusals() -> Vec<Spoilt> {
    let bodies = [
        "",
        "<html>",
        "null",
        "{}",
        "[]",
        "{\"type\":null}",
        "{\"type\":7}",
        "{\"type\":\"/problems/of-a-later-version\"}",
        "{\"type\":\"/problems/locked\",\"type\":\"/problems/locked\"}",
        "{\"type\":\"/problems/locked\",\"retry_at\":\"soon\"}",
        "{\"type\":\"/problems/locked\",\"attempts_left\":-1,\"retry_at\":\"2199-12-31T23:59:59Z\"}",
        "{\"type\":\"/problems/already-under-way\",\"application\":{}}",
        "{\"type\":\"/problems/already-under-way\",\"application\":\"\"}",
        "{\"type\":\"/problems/server-error\",\"detail\":[[[]]],\"title\":\"<b>\"}",
    ];
    let mut all = Vec::new();
    for status in [100, 302, 304, 400, 401, 403, 404, 409, 410, 422, 429, 500, 503, 599] {
        for body in bodies {
            let mut it = case(format!("{status} {body}"), answer(status, PROBLEM_JSON, body));
            let headers = [("Retry-After", "99999999999999999999"), ("Date", "Fri, 31 Dec 2199 23:59:59 GMT")];
            it.answer.headers.extend(headers.map(|(name, value)| (name.to_owned(), value.to_owned())));
            it.signed_out = status == 401;
            all.push(it);
        }
    }
    all
}
