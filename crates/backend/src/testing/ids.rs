//! Other ids than the reference backend's own: of every kind of character, and as long as an id can be.

use contract::http::{Request, Response};
use contract::percent::{decode, encode};
use serde_json::Value;

/// What begins an id of the reference backend.
const OWN: [&str; 2] = ["ap-", "vf-"];

/// The id that stands for one of the reference backend's own.
pub fn odd(id: &str) -> String {
    let mut odd = format!("../{id}/甲 %2F?#&+\"~\\:\u{0}");
    while odd.chars().count() < 128 {
        odd.push('\u{1f600}');
    }
    odd
}

/// The id of the reference backend in a text that has one.
fn own(odd: &str) -> Option<&str> {
    odd.strip_prefix("../")?.split('/').next()
}

/// Changes every text in a body.
fn each_text(value: &mut Value, change: &dyn Fn(&str) -> Option<String>) {
    match value {
        Value::String(text) => {
            if let Some(other) = change(text) {
                *text = other;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_text(item, change)),
        Value::Object(members) => members.values_mut().for_each(|member| each_text(member, change)),
        _ => {}
    }
}

fn changed(body: &[u8], change: &dyn Fn(&str) -> Option<String>) -> Vec<u8> {
    let Ok(mut value) = serde_json::from_slice::<Value>(body) else { return body.to_vec() };
    each_text(&mut value, change);
    value.to_string().into_bytes()
}

/// Makes a request one with the reference backend's own ids.
pub fn inward(request: &mut Request) {
    let part = |part: &str| decode(part).as_deref().and_then(own).map_or(part.to_owned(), str::to_owned);
    request.path = request.path.split('/').map(part).collect::<Vec<_>>().join("/");
    // What is no JSON, or repeats a member, is for the rules to refuse.
    if request.body.windows(3).any(|three| three == b"../") {
        request.body = changed(&request.body, &|text| own(text).map(str::to_owned));
    }
}

/// Makes an answer one with the others.
pub fn outward(response: &mut Response) {
    let outward = |text: &str| OWN.iter().any(|own| text.starts_with(own)).then(|| odd(text));
    response.body = changed(&response.body, &outward);
    for (_, value) in response.headers.iter_mut().filter(|(name, _)| name == "Location") {
        if let Some((before, id)) = value.rsplit_once('/') {
            *value = format!("{before}/{}", encode(&odd(id)));
        }
    }
}
