//! Reading the parts of a map: envelope, refusals, operations.

use super::pointer::{Place, Pointer, Root, parts};
use super::reader::{Fields, Reader};
use super::{Envelope, Exchange, Map, Node, Paging, Piece, Plan, Rule, Style, Talk, Template};
use crate::run::json_text;
use contract::http::Method;
use contract::json::{self, Json};
use contract::operations::{ALL, OperationId, Row};
use contract::problem::{FieldError, ProblemType};
use std::rc::Rc;

/// Requests for one operation, at most.
const EXCHANGES: usize = 4;
/// So many shapes are enough.
const SHAPES: usize = 64;
/// A choice in a choice in a choice is enough.
const CHOICES: u8 = 3;

#[allow(clippy::unnecessary_wraps, reason = "all that reads a member has one form")]
impl Reader {
    /// The whole.
    pub(crate) fn map(&mut self, json: &Json<'_>) -> Option<Map> {
        let known = [
            "$schema",
            "adapter",
            "about",
            "session",
            "headers",
            "envelope",
            "errors",
            "request_id",
            "values",
            "shapes",
            "operations",
        ];
        let fields = self.object(json, &known);
        self.may(&fields, "$schema", |reader, json| reader.text(json).map(|_| ()));
        self.may(&fields, "about", |reader, json| reader.text(json).map(|_| ()));
        self.must(&fields, "adapter", |reader, json| {
            reader.need((json.integer() == Some(1)).then_some(()), "1, the version of this form")
        });
        self.may(&fields, "values", |reader, json| {
            reader.tables = reader.by_name(json, Self::table);
            Some(())
        });
        self.place = Place { answer: true, item: true };
        self.may(&fields, "shapes", Self::shapes);
        self.place = Place::default();
        let headers = self.may(&fields, "headers", Self::headers).unwrap_or_default();
        let envelope = self.may(&fields, "envelope", Self::envelope).unwrap_or_default();
        let before = std::mem::replace(&mut self.place, Place { answer: true, item: false });
        let token = self.may(&fields, "session", |reader, json| {
            let fields = reader.object(json, &["token"]);
            reader.must(&fields, "token", Self::pointer)
        });
        let errors = self.may(&fields, "errors", |reader, json| reader.list(json, Self::rule)).unwrap_or_default();
        let request_id = self.may(&fields, "request_id", Self::node);
        self.place = before;
        let plans = self.must(&fields, "operations", Self::operations)?;
        Some(Map { token, headers, envelope, errors, request_id, plans })
    }

    /// The shapes, each after those it holds. What is left in the end holds itself, and is refused for that.
    fn shapes(&mut self, json: &Json<'_>) -> Option<()> {
        let fields = self.members(json);
        let mut left: Vec<_> = fields.iter().map(|(name, json)| (name, *json, uses(json))).collect();
        if left.len() > SHAPES {
            self.wrong("64 shapes at most");
            return None;
        }
        while !left.is_empty() {
            let waits = |needs: &[String]| needs.iter().any(|need| left.iter().any(|(name, ..)| *name == need));
            let next = left.iter().position(|(.., needs)| !waits(needs)).unwrap_or(0);
            let (name, json, _) = left.remove(next);
            let shape = self.under(name, |reader| reader.node(json));
            self.shapes.extend(shape.map(|shape| (name.to_string(), Rc::new(shape))));
        }
        Some(())
    }

    /// Headers by name. The browser's own are not for a map to set.
    fn headers(&mut self, json: &Json<'_>) -> Option<Vec<(String, Node)>> {
        const BARRED: [&str; 8] =
            ["cookie", "host", "origin", "content-length", "connection", "transfer-encoding", "referer", "cookie2"];
        let all = self.nodes(json)?;
        for (name, _) in &all {
            let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+.^_`|~-".contains(c);
            if name.is_empty() || !name.chars().all(plain) || BARRED.contains(&name.to_ascii_lowercase().as_str()) {
                self.under(name, |reader| reader.wrong("the name of a header that may be set"));
            }
        }
        Some(all)
    }

    /// A pointer into the body of the backend's answer.
    fn inside(&mut self, json: &Json<'_>) -> Option<Vec<String>> {
        let text = self.text(json)?;
        self.need(parts(&text), "a JSON Pointer")
    }

    fn envelope(&mut self, json: &Json<'_>) -> Option<Envelope> {
        let fields = self.object(json, &["success", "data", "code"]);
        let success = self.may(&fields, "success", |reader, json| {
            let fields = reader.object(json, &["at", "is"]);
            let at = reader.must(&fields, "at", Self::inside);
            Some((at?, reader.must(&fields, "is", Self::texts)?))
        });
        let data = self.may(&fields, "data", Self::inside).unwrap_or_default();
        let code = self.may(&fields, "code", Self::inside);
        let otherwise = || success.as_ref().map(|(at, _)| at.clone()).unwrap_or_default();
        let code = code.unwrap_or_else(otherwise);
        Some(Envelope { success, data, code })
    }

    /// Scalars, as texts.
    fn texts(&mut self, json: &Json<'_>) -> Option<Vec<String>> {
        let all = self.list(json, |reader, json| Some(reader.scalar(json)?.text().to_owned()))?;
        self.need((!all.is_empty()).then_some(all), "a list with something in it")
    }

    fn problem(&mut self, json: &Json<'_>) -> Option<ProblemType> {
        self.text(json)?;
        let known = json::from_tree(json).filter(|kind| *kind != ProblemType::Unknown);
        self.need(known, "a type of problem of the contract")
    }

    fn rule(&mut self, json: &Json<'_>) -> Option<Rule> {
        let members = ["attempts_left", "retry_at", "application"];
        let known = [&["status", "code", "problem", "success", "errors", "retry_after"][..], &members].concat();
        let fields = self.object(json, &known);
        let status = self.may(&fields, "status", |reader, json| reader.list(json, |r, json| r.number(json, 100, 599)));
        let code = self.may(&fields, "code", Self::texts);
        if fields.get("status").is_none() && fields.get("code").is_none() {
            self.wrong("a rule with status or code");
        }
        let problem = self.may(&fields, "problem", Self::problem);
        let success = self.may(&fields, "success", Self::flag).unwrap_or_default();
        if fields.get("problem").is_some() == success {
            self.wrong("a rule with either problem or success");
        }
        let errors = self.may(&fields, "errors", |reader, json| {
            reader.list(json, |reader, json| {
                let fields = reader.object(json, &["pointer", "code"]);
                let pointer = reader.must(&fields, "pointer", |reader, json| Some(reader.text(json)?.into_owned()));
                let code = reader.must(&fields, "code", |reader, json| Some(reader.text(json)?.into_owned()));
                Some(FieldError { pointer: pointer?, code: code? })
            })
        });
        let mut more = Vec::new();
        for name in members {
            more.extend(self.may(&fields, name, Self::node).map(|node| (name, node)));
        }
        let retry_after = self.may(&fields, "retry_after", Self::node);
        let (status, code, errors) = (status.unwrap_or_default(), code.unwrap_or_default(), errors.unwrap_or_default());
        Some(Rule { status, code, problem, errors, members: more, retry_after })
    }

    fn operations(&mut self, json: &Json<'_>) -> Option<Vec<Option<Plan>>> {
        let names: Vec<_> = ALL.iter().map(|row| row.name).collect();
        let fields = self.object(json, &names);
        Some(
            ALL.iter().map(|row| self.may(&fields, row.name, |reader, json| reader.plan(json, row, CHOICES))).collect(),
        )
    }

    fn plan(&mut self, json: &Json<'_>, operation: &Row, choices: u8) -> Option<Plan> {
        let has = |name: &str| json.members().is_some_and(|all| all.iter().any(|(key, _)| *key == name));
        if has("refuse") {
            let fields = self.object(json, &["refuse"]);
            return self.must(&fields, "refuse", Self::problem).map(Plan::Refuse);
        }
        if !has("by") {
            return self.talk(json, operation).map(|talk| Plan::Talk(Box::new(talk)));
        }
        if choices == 0 {
            self.wrong("too many choices, one in the other");
            return None;
        }
        let fields = self.object(json, &["by", "cases", "otherwise"]);
        let by = self.must(&fields, "by", Self::pointer);
        let cases = self.must(&fields, "cases", |reader, json| {
            Some(reader.by_name(json, |reader, json| reader.plan(json, operation, choices - 1)))
        });
        let otherwise = self.may(&fields, "otherwise", |reader, json| reader.plan(json, operation, choices - 1));
        Some(Plan::By(by?, cases?, otherwise.map(Box::new)))
    }

    fn talk(&mut self, json: &Json<'_>, operation: &Row) -> Option<Talk> {
        let fields = self.object(json, &["before", "request", "answer", "errors", "paging", "samples"]);
        let mut exchanges = Vec::new();
        self.may(&fields, "before", |reader, json| {
            reader.list(json, |reader, json| {
                reader.before = exchanges.len();
                exchanges.extend(reader.exchange(json));
                Some(())
            })
        });
        if exchanges.len() >= EXCHANGES {
            self.under("before", |reader| reader.wrong("three requests at most"));
        }
        if operation.id == OperationId::SubmitApplication && !exchanges.is_empty() {
            // Half of a submission cannot be taken back, and nobody would know of it.
            self.under("before", |reader| reader.wrong("one request only, as it has to happen once or not at all"));
        }
        self.before = exchanges.len();
        let last = self.may(&fields, "request", Self::exchange);
        if last.is_none() && fields.get("request").is_none() && !exchanges.is_empty() {
            self.wrong("a request after those before it");
        }
        exchanges.extend(last);
        let before = std::mem::replace(&mut self.place, Place { answer: true, item: false });
        let answer = if operation.id == OperationId::SignOut {
            None
        } else {
            self.must(&fields, "answer", |reader, json| {
                let node = reader.node(json)?;
                reader.need(node.is_object().then_some(node), "an object of values")
            })
        };
        if operation.id == OperationId::SignOut && fields.get("answer").is_some() {
            self.under("answer", |reader| reader.wrong("nothing: the answer to signing out has no body"));
        }
        let errors = self.may(&fields, "errors", |reader, json| reader.list(json, Self::rule)).unwrap_or_default();
        let paging = self.paging(&fields, operation);
        self.place = before;
        self.before = 0;
        let samples = self.may(&fields, "samples", |reader, json| reader.list(json, |_, json| Some(json_text(json))));
        Some(Talk { exchanges, answer, errors, paging, samples: samples.unwrap_or_default() })
    }

    fn paging(&mut self, fields: &Fields<'_, '_>, operation: &Row) -> Option<Paging> {
        if operation.id == OperationId::ListContributions && fields.get("paging").is_none() {
            self.wrong("paging, as the record has pages");
        }
        self.may(fields, "paging", |reader, json| {
            if operation.id != OperationId::ListContributions {
                reader.wrong("only the record has pages");
            }
            let fields = reader.object(json, &["style", "first", "most", "total", "next"]);
            let style = reader.must(&fields, "style", |reader, json| {
                let text = reader.text(json)?;
                let found = match &*text {
                    "page" => Some(Style::Page(1)),
                    "offset" => Some(Style::Offset),
                    "cursor" => Some(Style::Cursor),
                    _ => None,
                };
                reader.need(found, "page, offset or cursor")
            });
            let first = reader.may(&fields, "first", |reader, json| reader.number(json, 0, 1));
            let most = reader.may(&fields, "most", |reader, json| reader.number(json, 1, 120)).unwrap_or(120);
            let style = style?;
            let (name, other) = if style == Style::Cursor { ("next", "total") } else { ("total", "next") };
            if fields.get(other).is_some() {
                reader.under(other, |reader| reader.wrong("only for the other ways to page"));
            }
            if first.is_some() && style != Style::Page(1) {
                reader.under("first", |reader| reader.wrong("only where pages have numbers"));
            }
            let at = reader.must(&fields, name, Self::pointer)?;
            let style = if style == Style::Page(1) { Style::Page(first.unwrap_or(1)) } else { style };
            Some(Paging { style, most, at })
        })
    }

    fn exchange(&mut self, json: &Json<'_>) -> Option<Exchange> {
        let fields = self.object(json, &["method", "path", "query", "headers", "body"]);
        let method = self.must(&fields, "method", |reader, json| {
            let text = reader.text(json)?;
            let all = [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete];
            reader.need(all.into_iter().find(|method| method.as_str() == text), "GET, POST, PUT, PATCH or DELETE")
        });
        let path = self.must(&fields, "path", Self::path);
        let query = self.may(&fields, "query", Self::nodes).unwrap_or_default();
        let headers = self.may(&fields, "headers", Self::headers).unwrap_or_default();
        let body = self.may(&fields, "body", Self::node);
        if method == Some(Method::Get) && body.is_some() {
            self.under("body", |reader| reader.wrong("nothing: a GET has no body"));
        }
        Some(Exchange { method: method?, path: path?, query, headers, body })
    }

    /// A path from the root. Nothing written in it may end it or lead to another host.
    fn path(&mut self, json: &Json<'_>) -> Option<Template> {
        let template = self.template(json)?;
        let plain = |c: char| c.is_ascii_alphanumeric() || "/._~%-:@!$,;=+".contains(c);
        let mut whole = String::new();
        for piece in &template.0 {
            match piece {
                Piece::Literal(text) => whole.push_str(text),
                Piece::Value(Pointer {
                    root: Root::Before(_) | Root::Path | Root::Query | Root::Body | Root::Page,
                    ..
                }) => {
                    whole.push('x');
                }
                // A secret has no place in an address, which is written down everywhere.
                Piece::Value(_) => whole.push('{'),
            }
        }
        let clean = whole.chars().all(plain)
            && whole
                .strip_prefix('/')
                .is_some_and(|rest| rest.split('/').all(|part| !part.is_empty() && part != "." && part != ".."));
        self.need(clean.then_some(template), "a path from the root, without a query")
    }
}

/// The names of the shapes that a part of a map uses.
fn uses(json: &Json<'_>) -> Vec<String> {
    let of_members = |(name, value): &(&str, Json<'_>)| match value.text() {
        Some(text) if *name == "use" => vec![text.into_owned()],
        _ => uses(value),
    };
    match json {
        Json::Object(members) => members.iter().flat_map(of_members).collect(),
        Json::List(items) => items.iter().flat_map(uses).collect(),
        _ => Vec::new(),
    }
}
