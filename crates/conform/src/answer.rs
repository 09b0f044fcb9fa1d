//! An answer, with what a case may expect of it.

use crate::verdict::{Check, ensure, fail};
use contract::http::Response;
use contract::problem::{Problem, ProblemType};
use contract::values::Instant;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::watch::Finding;

/// What came back for one request.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Method and path, for the reason of a failure.
    pub request: String,
    /// The answer itself.
    pub response: Response,
    /// Its body as JSON; null where there is none, or none that can be read.
    pub body: Value,
    /// What is wrong with it by the document.
    pub findings: Vec<Finding>,
}

impl Answer {
    /// The status.
    pub const fn status(&self) -> u16 {
        self.response.status
    }

    /// Expects this status.
    pub fn is(&self, status: u16) -> Check<&Self> {
        ensure!(self.status() == status, "{} gave {}, not {status}", self.request, self.said());
        Ok(self)
    }

    /// Expects this refusal: its status and its type.
    pub fn refused(&self, kind: ProblemType) -> Check<Problem> {
        let named = serde_json::to_value(kind).unwrap_or_default();
        let right = self.status() == kind.status() && self.body["type"] == named;
        ensure!(right, "{} gave {}, not {} {}", self.request, self.said(), kind.status(), text(&named));
        self.read()
    }

    /// Expects a refusal of the request's form that points at these places.
    pub fn points_at(&self, pointers: &[&str]) -> Check<()> {
        let problem = self.refused(ProblemType::InvalidRequest)?;
        for pointer in pointers {
            let named = problem.errors.iter().any(|e| e.pointer == *pointer);
            ensure!(named, "{}: `errors` do not name `{pointer}`: {}", self.request, self.body["errors"]);
        }
        Ok(())
    }

    /// Expects a status of 400 to 499.
    pub fn is_refused(&self) -> Check<&Self> {
        let refused = (400..500).contains(&self.status());
        ensure!(refused, "{} gave {}, not a refusal (400 to 499)", self.request, self.said());
        Ok(self)
    }

    /// Expects an answer that fits the document in all that concerns itself.
    pub fn fits(&self) -> Check<&Self> {
        match self.findings.first() {
            Some(finding) => fail(finding.text.clone()),
            None => Ok(self),
        }
    }

    /// The body as a type of the contract.
    pub fn read<T: DeserializeOwned>(&self) -> Check<T> {
        serde_json::from_value(self.body.clone())
            .or_else(|why| fail(format!("{}: the body cannot be read: {why}", self.request)))
    }

    /// A text in the body.
    pub fn text(&self, pointer: &str) -> Check<&str> {
        let found = self.body.pointer(pointer).and_then(Value::as_str);
        found.map_or_else(|| fail(format!("{}: there is no text at {pointer}", self.request)), Ok)
    }

    /// A list in the body.
    pub fn list(&self, pointer: &str) -> Check<&Vec<Value>> {
        let found = self.body.pointer(pointer).and_then(Value::as_array);
        found.map_or_else(|| fail(format!("{}: there is no list at {pointer}", self.request)), Ok)
    }

    /// A point in time in the body.
    pub fn instant(&self, pointer: &str) -> Check<Instant> {
        let text = self.text(pointer)?;
        Instant::parse(text).or_else(|_| fail(format!("{}: {pointer} is no instant: {text}", self.request)))
    }

    /// The time of the answer, by its `Date`.
    pub fn date(&self) -> Check<Instant> {
        let text = self.response.header("Date").unwrap_or_default();
        let form = "like `Mon, 23 Nov 2026 13:25:14 GMT` (RFC 9110, 5.6.7)";
        Instant::from_http_date(text)
            .map_or_else(|| fail(format!("{}: Date is `{text}`, not {form}", self.request)), Ok)
    }

    /// Status and type, as a reason names them.
    pub fn said(&self) -> String {
        match self.body["type"].as_str() {
            Some(kind) => format!("{} {kind}", self.status()),
            None => self.status().to_string(),
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
