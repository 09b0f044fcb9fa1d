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
        imf_fixdate(text).map_or_else(|| fail(format!("{}: Date is `{text}`, not {form}", self.request)), Ok)
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

/// Reads the one form of a date that is sent (RFC 9110, 5.6.7).
fn imf_fixdate(text: &str) -> Option<Instant> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (weekday, rest) = text.split_once(", ")?;
    let [day, month, year, time, "GMT"] = rest.split(' ').collect::<Vec<_>>()[..] else { return None };
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let sized = weekday.len() == 3 && day.len() == 2 && year.len() == 4 && time.len() == 8;
    sized.then(|| Instant::parse(&format!("{year}-{month:02}-{day}T{time}Z")).ok())?
}

#[cfg(test)]
mod tests {
    use super::imf_fixdate;
    use contract::values::Instant;

    #[test]
    fn a_date_has_one_form() {
        assert_eq!(imf_fixdate("Sun, 06 Nov 1994 08:49:37 GMT"), Instant::parse("1994-11-06T08:49:37Z").ok());
        for other in [
            "",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "1994-11-06T08:49:37Z",
        ] {
            assert_eq!(imf_fixdate(other), None, "{other}");
        }
    }
}
