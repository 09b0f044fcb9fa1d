//! Reading a request's body and query: everything that is wrong is named, not only the first.

use crate::reply::Halt;
use contract::percent::decode_query;
use contract::problem::{FieldError, Problem, ProblemType};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The greatest body that is read, in bytes: far above anything the contract needs.
pub(crate) const MAX_BODY: usize = 16 * 1024;

/// A JSON object being read member by member.
pub(crate) struct Fields {
    members: Map<String, Value>,
    errors: Vec<FieldError>,
}

impl Fields {
    /// The body as an object.
    pub(crate) fn parse(body: &[u8]) -> Result<Self, Halt> {
        let pointer = |code: &str| crate::reply::invalid("", code);
        if body.is_empty() {
            return Err(pointer("missing"));
        }
        if body.len() > MAX_BODY {
            return Err(pointer("out_of_range"));
        }
        match serde_json::from_slice(body) {
            Ok(Value::Object(members)) => Ok(Self { members, errors: Vec::new() }),
            _ => Err(pointer("malformed")),
        }
    }

    /// The same for JSON values that are equal, whatever their spacing and the order of members.
    pub(crate) fn fingerprint(&self) -> String {
        // Objects of `serde_json` are ordered by key, so that this text is canonical.
        crate::chance::digest(&[&Value::Object(self.members.clone()).to_string()])
    }

    /// Notes that something is wrong.
    pub(crate) fn wrong(&mut self, pointer: &str, code: &str) {
        self.errors.push(FieldError { pointer: pointer.to_owned(), code: code.to_owned() });
    }

    /// A member that must be there.
    pub(crate) fn need<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        if !self.members.contains_key(name) {
            self.wrong(&format!("/{name}"), "missing");
            return None;
        }
        self.may(name)
    }

    /// A member that may be absent.
    pub(crate) fn may<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let value = self.members.get(name)?.clone();
        // A text in the right place that is no value of the type: a word from a list this side does not know,
        // or one of another form; the difference does not help the client.
        let code = if value.is_string() { "unknown" } else { "malformed" };
        let read = serde_json::from_value(value).ok();
        if read.is_none() {
            self.wrong(&format!("/{name}"), code);
        }
        read
    }

    /// A text that must be there and be `good`.
    pub(crate) fn text(&mut self, name: &str, good: fn(&str) -> bool) -> Option<String> {
        let text: String = self.need(name)?;
        if good(&text) {
            return Some(text);
        }
        self.wrong(&format!("/{name}"), "malformed");
        None
    }

    /// A list whose elements are read one by one.
    pub(crate) fn list<T: DeserializeOwned>(&mut self, name: &str) -> Vec<T> {
        let items = match self.members.get(name) {
            None => return Vec::new(),
            Some(Value::Array(items)) if items.len() <= 100 => items.clone(),
            Some(_) => {
                self.wrong(&format!("/{name}"), "malformed");
                return Vec::new();
            }
        };
        let mut out = Vec::with_capacity(items.len());
        for (i, item) in items.into_iter().enumerate() {
            match serde_json::from_value(item) {
                Ok(item) => out.push(item),
                Err(_) => self.wrong(&format!("/{name}/{i}"), "malformed"),
            }
        }
        out
    }

    /// Refuses if anything was wrong.
    pub(crate) fn finish(self) -> Result<(), Halt> {
        refuse(self.errors)
    }
}

/// Whether that may be an id: a text of 1 to 128 characters.
pub(crate) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.len() <= 128
}

/// Whether that is a text of exactly six digits.
pub(crate) fn is_six_digits(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Refuses with these errors, if there are any.
pub(crate) fn refuse(errors: Vec<FieldError>) -> Result<(), Halt> {
    if errors.is_empty() {
        return Ok(());
    }
    Err(Problem { errors, ..Problem::new(ProblemType::InvalidRequest) }.into())
}

/// The parameters of a query.
pub(crate) struct Query {
    pairs: Vec<(String, String)>,
    errors: Vec<FieldError>,
}

impl Query {
    /// Reads `a=b&c=d`; what cannot be decoded counts as absent.
    pub(crate) fn parse(text: &str) -> Self {
        let pair = |part: &str| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            Some((decode_query(name)?, decode_query(value)?))
        };
        Self { pairs: text.split('&').filter(|p| !p.is_empty()).filter_map(pair).collect(), errors: Vec::new() }
    }

    /// The first parameter of that name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The parameter as `read` understands it; noted as wrong where it does not.
    pub(crate) fn read<T>(&mut self, name: &str, code: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.get(name)?.to_owned();
        let value = read(&text);
        if value.is_none() {
            self.wrong(name, code);
        }
        value
    }

    /// Notes that a parameter is wrong.
    pub(crate) fn wrong(&mut self, name: &str, code: &str) {
        self.errors.push(FieldError { pointer: format!("?{name}"), code: code.to_owned() });
    }

    /// Refuses if anything was wrong.
    pub(crate) fn finish(&mut self) -> Result<(), Halt> {
        refuse(std::mem::take(&mut self.errors))
    }
}
