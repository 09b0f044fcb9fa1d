//! Reading a request's body and query: everything that is wrong is named, not only the first.

use crate::reply::Halt;
use contract::json::{self, FromJson, Json, ToJson};
use contract::percent::decode_query;
use contract::problem::{FieldError, Problem, ProblemType};

/// The greatest body that is read, in bytes: far above anything the contract needs.
pub(crate) const MAX_BODY: usize = 16 * 1024;

/// A JSON object being read member by member.
pub(crate) struct Fields<'a> {
    object: Json<'a>,
    errors: Vec<FieldError>,
}

impl<'a> Fields<'a> {
    /// The body as an object.
    pub(crate) fn parse(body: &'a [u8]) -> Result<Self, Halt> {
        let pointer = |code: &str| crate::reply::invalid("", code);
        if body.is_empty() {
            return Err(pointer("missing"));
        }
        if body.len() > MAX_BODY {
            return Err(pointer("out_of_range"));
        }
        match str::from_utf8(body).ok().and_then(|text| Json::parse(text).ok()) {
            Some(object @ Json::Object(_)) => Ok(Self { object, errors: Vec::new() }),
            _ => Err(pointer("malformed")),
        }
    }

    /// The same for JSON values that are equal, whatever their spacing and the order of members. Numbers are as written.
    pub(crate) fn fingerprint(&self) -> String {
        let mut text = String::new();
        canonical(&self.object, &mut text);
        crate::chance::digest(&[&text])
    }

    /// Notes that something is wrong.
    pub(crate) fn wrong(&mut self, pointer: &str, code: &str) {
        self.errors.push(FieldError { pointer: pointer.to_owned(), code: code.to_owned() });
    }

    /// A member that must be there.
    pub(crate) fn need<T: FromJson>(&mut self, name: &str) -> Option<T> {
        if json::find(&self.object, name).is_none() {
            self.wrong(&format!("/{name}"), "missing");
            return None;
        }
        self.may(name)
    }

    /// A member that may be absent.
    pub(crate) fn may<T: FromJson>(&mut self, name: &str) -> Option<T> {
        let value = json::find(&self.object, name)?;
        // A text in the right place that is no value of the type: a word from a list this side does not know,
        // or one of another form; the difference does not help the client.
        let code = if matches!(value, Json::Text(_)) { "unknown" } else { "malformed" };
        let read = json::from_tree(value);
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
    pub(crate) fn list<T: FromJson>(&mut self, name: &str) -> Vec<T> {
        let read: Vec<Option<T>> = match json::find(&self.object, name) {
            None => return Vec::new(),
            Some(Json::List(items)) if items.len() <= 100 => items.iter().map(json::from_tree).collect(),
            Some(_) => {
                self.wrong(&format!("/{name}"), "malformed");
                return Vec::new();
            }
        };
        for at in read.iter().enumerate().filter(|(_, item)| item.is_none()).map(|(at, _)| at) {
            self.wrong(&format!("/{name}/{at}"), "malformed");
        }
        read.into_iter().flatten().collect()
    }

    /// Refuses if anything was wrong.
    pub(crate) fn finish(self) -> Result<(), Halt> {
        refuse(self.errors)
    }
}

/// Writes a value in one form: without spacing, members in the order of their keys.
fn canonical(json: &Json<'_>, out: &mut String) {
    let text = |raw: &str, out: &mut String| json::text(out, &Json::Text(raw).text().unwrap_or(raw.into()));
    match json {
        Json::Null => out.push_str("null"),
        Json::Bool(value) => value.to_json(out),
        Json::Number(raw) => out.push_str(raw),
        Json::Text(raw) => text(raw, out),
        Json::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                canonical(item, out);
            }
            out.push(']');
        }
        Json::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(key, _)| Json::Text(key).text().unwrap_or((*key).into()));
            out.push('{');
            for (at, (key, value)) in members.into_iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                text(key, out);
                out.push(':');
                canonical(value, out);
            }
            out.push('}');
        }
    }
}

/// Whether that is a text of 1 to 128 characters.
pub(crate) fn is_short(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= 128
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
