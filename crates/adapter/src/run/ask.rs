//! A request of the contract, taken apart and checked.

use super::refusal::Refusal;
use crate::contract_form;
use crate::contract_side::{Form, Kind, Member};
use contract::http::{IDEMPOTENCY_KEY, Request};
use contract::json::{self, Json};
use contract::operations::{OperationId, Place, Row};
use contract::percent::{decode, decode_query};
use contract::problem::{FieldError, ProblemType};
use contract::values::{YearMonth, is_id};

/// A body longer than this is refused: no request of the contract comes near it.
const LONGEST: usize = 64 * 1024;

/// What a map may look at of a request.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    /// The id in the path.
    pub(super) id: Option<String>,
    /// The query.
    pub(super) query: Vec<(String, String)>,
    /// The body, as JSON.
    pub(super) body: String,
    /// The idempotency key, without its quotes.
    pub(super) key: Option<String>,
    /// The page that is asked for.
    pub(super) page: Option<super::page::Page>,
}

/// Takes a request apart.
pub(super) fn ask(request: &Request) -> Result<(&'static Row, Facts), Refusal> {
    let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
    let place = Place::of(path).ok_or_else(|| Refusal::new(ProblemType::NotFound))?;
    let Some(operation) = place.row(request.method) else {
        return Err(Refusal { allow: Some(place.allow()), ..Refusal::new(ProblemType::MethodNotAllowed) });
    };
    let id = match place.id {
        None => None,
        // What is no id is nobody's.
        Some(raw) => Some(decode(raw).filter(|id| is_id(id)).ok_or_else(|| Refusal::new(ProblemType::NotFound))?),
    };
    let mut errors = Vec::new();
    let query = self::query(operation.id, query, &mut errors);
    let body = match contract_form::body(operation.id) {
        Some(form) => body(form, request, &mut errors),
        None => "{}".to_owned(),
    };
    if !errors.is_empty() {
        return Err(Refusal { errors, ..Refusal::new(ProblemType::InvalidRequest) });
    }
    let key = if operation.keyed {
        let key = request.header(IDEMPOTENCY_KEY).and_then(key);
        Some(key.ok_or_else(|| Refusal::new(ProblemType::IdempotencyKeyMissing))?.to_owned())
    } else {
        None
    };
    Ok((operation, Facts { id, query, body, key, page: None }))
}

/// The string of a structured header (RFC 9651): in double quotes, here without anything to escape.
fn key(text: &str) -> Option<&str> {
    let key = text.strip_prefix('"')?.strip_suffix('"')?;
    let plain = |b: u8| (b' '..=b'~').contains(&b) && b != b'"' && b != b'\\';
    (!key.is_empty() && key.len() <= 255 && key.bytes().all(plain)).then_some(key)
}

type Errors = Vec<FieldError>;

fn error(errors: &mut Errors, before: &str, name: &str, code: &str) {
    errors.push(FieldError { pointer: [before, name].concat(), code: code.to_owned() });
}

fn query(operation: OperationId, text: &str, errors: &mut Errors) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (name, kind, needed) in contract_form::query(operation) {
        let of_name = text.split('&').filter_map(|pair| pair.split_once('=')).filter(|(key, _)| key == name);
        let mut values = of_name.map(|(_, value)| decode_query(value));
        match (values.next(), values.next()) {
            (None, _) => {
                if *needed {
                    error(errors, "?", name, "missing");
                }
            }
            (Some(Some(value)), None) => match wrong(*kind, &value) {
                Some(code) => error(errors, "?", name, code),
                None => all.push(((*name).to_owned(), value)),
            },
            _ => error(errors, "?", name, "malformed"),
        }
    }
    let month = |name: &str| all.iter().find(|(key, _)| key == name).map(|(_, value)| value);
    if month("from").zip(month("to")).is_some_and(|(from, to)| from > to) {
        error(errors, "?", "to", "out_of_range");
    }
    all
}

fn body(form: &Form, request: &Request, errors: &mut Errors) -> String {
    let media = request.header("Content-Type").unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim();
    let text = str::from_utf8(&request.body).ok().filter(|text| text.len() <= LONGEST);
    let json =
        text.filter(|_| media.eq_ignore_ascii_case(contract::http::JSON)).and_then(|text| Json::parse(text).ok());
    let Some(json @ Json::Object(_)) = json else {
        error(errors, "", "", "malformed");
        return String::new();
    };
    members(&json, form.members, errors);
    if let Some((name, ..)) = form.members.first()
        && let Some(value) = json::find(&json, name).and_then(Json::text)
        && let Some((_, more)) = form.more.iter().find(|(way, _)| *way == value)
    {
        members(&json, more, errors);
    }
    super::text::json_text(&json)
}

fn members(json: &Json<'_>, members: &[Member], errors: &mut Errors) {
    for (name, kind, needed) in members {
        let there = json.members().unwrap_or_default().iter().any(|(key, _)| key == name);
        let code = match json::find(json, name) {
            None if there => Some("malformed"),
            None => needed.then_some("missing"),
            Some(value) if *kind == Kind::Texts => {
                let texts = |item: &Json<'_>| item.text().is_some_and(|text| wrong(Kind::Text, &text).is_none());
                let fits = value.items().is_some_and(|items| items.len() <= 64 && items.iter().all(texts));
                (!fits).then_some("malformed")
            }
            Some(value) => value.text().map_or(Some("malformed"), |text| wrong(*kind, &text)),
        };
        if let Some(code) = code {
            error(errors, "/", name, code);
        }
    }
}

/// What is wrong with a text that should be of that kind.
fn wrong(kind: Kind, text: &str) -> Option<&'static str> {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (right, code) = match kind {
        Kind::Text | Kind::Texts => ((1..=128).contains(&text.chars().count()), "malformed"),
        Kind::SixDigits => (text.len() == 6 && digits(text), "malformed"),
        Kind::IdNumber => {
            let (most, last) = text.split_at_checked(17).unwrap_or_default();
            (
                most.len() == 17
                    && digits(most)
                    && !most.starts_with('0')
                    && (last == "X" || (last.len() == 1 && digits(last))),
                "malformed",
            )
        }
        Kind::Month => (YearMonth::parse(text).is_ok(), "malformed"),
        Kind::OneOf(all) => (all.contains(&text), "unknown"),
        Kind::Limit => (text.parse().is_ok_and(|n| (1..=120).contains(&n)) && digits(text), "out_of_range"),
        Kind::Cursor => ((1..=512).contains(&text.len()), "malformed"),
    };
    (!right).then_some(code)
}
