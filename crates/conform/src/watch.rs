//! Looks at every answer: does it fit `openapi.yaml`, and what the contract says of all answers?

use contract::http::{JSON, Method, PROBLEM_JSON, REQUEST_ID, Request, Response};
use contract::problem::{Problem, ProblemType};
use contract::values::is_id;
use contract_document::{Document, Validator, faults, object};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What can be wrong with any answer. Each has its case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A status the operation does not have, or a body where there is none.
    Unlisted,
    /// The media type is not the one of the contract.
    Media,
    /// The body does not fit its schema.
    Schema,
    /// `null` is sent.
    Null,
    /// A status of 500 to 599. Two are none: 503 for maintenance, and 501 for an operation that is not supported.
    Broken,
    /// A refusal that is no problem document.
    NoProblem,
    /// `status` in the problem is not the response's.
    ProblemStatus,
    /// The type of the problem belongs to another status.
    ProblemType,
    /// 423, 429, 503, or 409 in progress, without `Retry-After` in seconds.
    NoRetryAfter,
    /// 405 without `Allow`.
    NoAllow,
    /// No `X-Request-Id`, or one that is too long.
    NoRequestId,
    /// No `Date`.
    NoDate,
    /// A personal answer that may be kept.
    Cacheable,
    /// An instant that is not in UTC with `Z`.
    NotUtc,
    /// An id that is empty, too long, or a step upwards in a path.
    NoId,
}

/// Something wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing.
    pub fault: Fault,
    /// What was seen, with the request it was the answer to.
    pub text: String,
}

/// The document, ready to look at answers.
pub struct Watch {
    /// The document.
    pub document: Document,
    validators: RefCell<BTreeMap<String, Rc<Validator>>>,
}

impl Watch {
    /// The name of the operation that a request is for.
    pub fn name(&self, request: &Request) -> Option<&str> {
        let path = request.path.split('?').next().unwrap_or_default();
        self.document.operation(request.method.as_str(), path)?.body["operationId"].as_str()
    }

    /// All that is wrong with an answer, whatever it is the answer to.
    pub fn findings(&self, request: &Request, response: &Response) -> Vec<Finding> {
        let path = request.path.split('?').next().unwrap_or_default();
        let at = format!("{} {path} → {}", request.method.as_str(), response.status);
        let mut out = Found { at, all: Vec::new() };
        let body: Value = serde_json::from_slice(&response.body).unwrap_or_default();
        if response.status >= 500 && response.status != 503 && !is_unsupported(response.status, &body) {
            out.add(Fault::Broken, "the backend failed");
        }
        // A gateway may answer these before the backend sees them, and knows nothing of the contract.
        let probe = matches!(request.method, Method::Head | Method::Options);
        if probe || matches!(response.status, 413 | 414 | 431) {
            return out.all;
        }
        always(response, &mut out);
        // An answer "as before" has no body: there is nothing more to look at.
        if response.status == 304 {
            return out.all;
        }
        let operation = self.document.operation(request.method.as_str(), path);
        let listed: BTreeMap<&str, &Value> =
            operation.as_ref().map(|o| self.document.responses(o.body).collect()).unwrap_or_default();
        let described = listed.get(response.status.to_string().as_str()).copied();
        if response.is_success() {
            self.success(described, response, &body, &mut out);
        } else {
            self.refusal(response, &body, &mut out);
        }
        values(&body, "", &mut out);
        out.all
    }

    fn success(&self, described: Option<&Value>, response: &Response, body: &Value, out: &mut Found) {
        let Some(described) = described else {
            return out.add(Fault::Unlisted, "the operation has no such status");
        };
        if described["headers"].get("Cache-Control").is_some() && !no_store(response) {
            let has = response.header("Cache-Control").unwrap_or("none");
            out.add(Fault::Cacheable, &format!("Cache-Control is {has}, not no-store"));
        }
        let Some(content) = described.get("content") else {
            if !response.body.is_empty() {
                out.add(Fault::Unlisted, "there is a body where there must be none");
            }
            return;
        };
        if media(response).as_deref() != Some(JSON) {
            let has = response.header("Content-Type").unwrap_or("none");
            out.add(Fault::Media, &format!("Content-Type is {has}, not {JSON}"));
        }
        let wrong = faults(&self.validator(&content[JSON]["schema"]), body);
        if !wrong.is_empty() {
            out.add(Fault::Schema, &format!("the body does not fit its schema:{wrong}"));
        }
    }

    fn refusal(&self, response: &Response, body: &Value, out: &mut Found) {
        let wrong = faults(&self.validator(&serde_json::json!({ "$ref": "#/components/schemas/Problem" })), body);
        if media(response).as_deref() != Some(PROBLEM_JSON) || !wrong.is_empty() {
            let has = response.header("Content-Type").unwrap_or("none");
            return out.add(Fault::NoProblem, &format!("it is no problem document (Content-Type {has}):{wrong}"));
        }
        if body.get("status").is_some_and(|status| *status != response.status) {
            out.add(Fault::ProblemStatus, &format!("the problem says {}", body["status"]));
        }
        let Ok(problem) = serde_json::from_value::<Problem>(body.clone()) else { return };
        if problem.kind != ProblemType::Unknown && problem.kind.status() != response.status {
            out.add(Fault::ProblemType, &format!("{} belongs to {}", body["type"], problem.kind.status()));
        }
        let waits = matches!(response.status, 423 | 429 | 503) || problem.kind == ProblemType::RequestInProgress;
        if waits && response.header("Retry-After").and_then(|text| text.parse::<u32>().ok()).is_none() {
            out.add(Fault::NoRetryAfter, "there is no Retry-After in seconds");
        }
    }

    fn validator(&self, schema: &Value) -> Rc<Validator> {
        let mut all = self.validators.borrow_mut();
        all.entry(schema.to_string()).or_insert_with(|| Rc::new(self.document.validator(schema))).clone()
    }
}

impl Default for Watch {
    fn default() -> Self {
        Self { document: Document::load(), validators: RefCell::default() }
    }
}

struct Found {
    at: String,
    all: Vec<Finding>,
}

impl Found {
    fn add(&mut self, fault: Fault, what: &str) {
        self.all.push(Finding { fault, text: format!("{}: {what}", self.at) });
    }
}

/// What holds for every answer, with or without a body.
fn always(response: &Response, out: &mut Found) {
    if response.header(REQUEST_ID).is_none_or(|id| id.is_empty() || id.len() > 64) {
        out.add(Fault::NoRequestId, "there is no X-Request-Id of 1 to 64 characters");
    }
    if response.header("Date").is_none() {
        out.add(Fault::NoDate, "there is no Date");
    }
    if response.status == 405 && response.header("Allow").is_none() {
        out.add(Fault::NoAllow, "there is no Allow");
    }
}

/// What holds for every value in a body.
fn values(value: &Value, at: &str, out: &mut Found) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let here = format!("{at}/{name}");
                if value.is_null() {
                    out.add(Fault::Null, &format!("{here} is null"));
                }
                let instant =
                    name.ends_with("_at") || ["as_of", "at", "undo_until", "deadline"].contains(&name.as_str());
                if instant && value.as_str().is_some_and(|text| !text.ends_with('Z')) {
                    out.add(Fault::NotUtc, &format!("{here} is {value}"));
                }
                let id = matches!(name.as_str(), "id" | "application" | "verification");
                if id && value.as_str().is_some_and(|text| !is_id(text)) {
                    out.add(Fault::NoId, &format!("{here} is {value}"));
                }
                values(value, &here, out);
            }
        }
        Value::Array(items) => {
            for (n, value) in items.iter().enumerate() {
                values(value, &format!("{at}/{n}"), out);
            }
        }
        _ => {}
    }
}

/// The media type without its parameters, in small letters.
fn media(response: &Response) -> Option<String> {
    let text = response.header("Content-Type")?;
    Some(text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
}

/// Whether an answer says that the backend does not offer the operation.
pub fn is_unsupported(status: u16, body: &Value) -> bool {
    status == ProblemType::NotSupported.status() && body["type"] == "/problems/not-supported"
}

/// Whether nobody may keep it (RFC 9111, 5.2.2.5).
fn no_store(response: &Response) -> bool {
    let text = response.header("Cache-Control").unwrap_or_default();
    text.split(',').any(|word| word.trim().eq_ignore_ascii_case("no-store"))
}

/// Whether an operation is for whoever is signed in only.
pub fn is_personal(document: &Document, operation: &Value) -> bool {
    !document.is_open(operation) && object(&operation["responses"]).contains_key("401")
}
