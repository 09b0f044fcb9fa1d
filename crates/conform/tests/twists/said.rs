//! What the broken backends say in place of what is right.

use contract::http::{Request, Response};
use serde_json::Value;

/// That something was done, which it was not.
pub fn done() -> Response {
    let headers = [("X-Request-Id", "x-1"), ("Date", "Mon, 23 Nov 2026 02:00:00 GMT")];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    Response { status: 204, headers, body: Vec::new() }
}

pub fn set(headers: &mut Vec<(String, String)>, name: &str, value: &str) {
    headers.retain(|(n, _)| !n.eq_ignore_ascii_case(name));
    headers.push((name.to_owned(), value.to_owned()));
}

pub fn unset(response: &mut Response, name: &str) {
    response.headers.retain(|(n, _)| !n.eq_ignore_ascii_case(name));
}

pub fn html(response: &mut Response, status: u16) {
    response.status = status;
    set(&mut response.headers, "Content-Type", "text/html");
    response.body = b"<h1>Something went wrong</h1>".to_vec();
}

pub fn unknown(request: &Request) -> bool {
    serde_json::from_slice::<Value>(&request.body).is_ok_and(|body| body["id_number"] == "990000190001019993")
}

pub fn by_document(request: &Request) -> bool {
    serde_json::from_slice::<Value>(&request.body).is_ok_and(|body| body["document"] == "x_library_card")
}

/// Goes through every member of a body, wherever it is.
pub fn each(value: &mut Value, change: &mut impl FnMut(&str, &mut Value)) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                change(name, value);
                each(value, change);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each(item, change)),
        _ => {}
    }
}
