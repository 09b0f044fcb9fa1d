//! Writes what this crate takes from the contract: `src/contract_form.rs` from `openapi.yaml`, and the list of operations
//! in `docs/adapter.schema.json` from `contract::operations`.
//!
//! A file that is out of date is written anew, and its test fails once: look at the change and commit it.

use contract::operations::{ALL, Row};
use contract_document::{Document, object};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;

const ROOT: &str = "../..";

/// Fails if the file is not this text, and makes it so.
fn fresh(file: &str, text: &str) {
    let path = Path::new(ROOT).join(file);
    if std::fs::read_to_string(&path).unwrap_or_default() != text {
        std::fs::write(&path, text).unwrap();
        panic!("{file} was out of date and has been written anew: commit it");
    }
}

/// What the contract says of a value that is sent, as a `Kind`.
fn kind(document: &Document, schema: &Value, at: &str) -> String {
    let schema = document.resolve(schema);
    if let Some(all) = schema["enum"].as_array().cloned().or(schema.get("const").map(|one| vec![one.clone()])) {
        let all: Vec<_> = all.iter().map(Value::to_string).collect();
        return format!("Kind::OneOf(&[{}])", all.join(", "));
    }
    let pattern = schema["pattern"].as_str().unwrap_or_default();
    let found = match schema["type"].as_str() {
        Some("array") => "Texts",
        Some("integer") if (&schema["minimum"], &schema["maximum"]) == (&json!(1), &json!(120)) => "Limit",
        Some("string") if pattern == "^[0-9]{6}$" => "SixDigits",
        Some("string") if pattern == "^[1-9][0-9]{16}[0-9X]$" => "IdNumber",
        Some("string") if pattern.ends_with("-(0[1-9]|1[0-2])$") => "Month",
        Some("string") if pattern.is_empty() && schema["maxLength"] == 512 => "Cursor",
        Some("string") if pattern.is_empty() => "Text",
        _ => panic!("{at}: adapter::contract_side has no Kind for {schema}"),
    };
    format!("Kind::{found}")
}

/// The members of an object, the required ones first, in their order.
fn members(document: &Document, schema: &Value, without: Option<&str>, at: &str) -> String {
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut names: Vec<&str> = object(&schema["properties"]).keys().map(String::as_str).collect();
    names.sort_unstable_by_key(|name| (required.iter().position(|one| one == name).unwrap_or(usize::MAX), *name));
    let member = |name: &&str| {
        let kind = kind(document, &schema["properties"][*name], &format!("{at}: {name}"));
        format!("(\"{name}\", {kind}, {})", required.contains(name))
    };
    let all: Vec<_> = names.iter().filter(|name| Some(**name) != without).map(member).collect();
    format!("&[{}]", all.join(", "))
}

/// A body as a `Form`.
fn form(document: &Document, schema: &Value, at: &str) -> String {
    let schema = document.resolve(schema);
    let Some(name) = schema.pointer("/discriminator/propertyName").and_then(Value::as_str) else {
        return format!("Form {{ members: {}, more: &[] }}", members(document, schema, None, at));
    };
    let mapping = object(&schema["discriminator"]["mapping"]);
    let mut ways = Vec::new();
    let mut more = Vec::new();
    for variant in schema["oneOf"].as_array().unwrap() {
        let (way, _) = mapping.iter().find(|(_, to)| **to == variant["$ref"]).unwrap();
        ways.push(format!("\"{way}\""));
        more.push(format!("(\"{way}\", {})", members(document, document.resolve(variant), Some(name), at)));
    }
    let ways = ways.join(", ");
    format!("Form {{ members: &[(\"{name}\", Kind::OneOf(&[{ways}]), true)], more: &[{}] }}", more.join(", "))
}

/// The arms of a match over operations.
#[derive(Default)]
struct Arms {
    bodies: String,
    queries: String,
    examples: String,
}

impl Arms {
    fn add(&mut self, document: &Document, row: &Row) {
        let (at, id) = (row.name, format!("OperationId::{:?}", row.id));
        let operation = document.operation(row.method.as_str(), row.path).expect(at).body;
        let parameters = operation["parameters"].as_array().into_iter().flatten().map(|p| document.resolve(p));
        let (mut query, mut example) = (Vec::new(), String::new());
        for parameter in parameters.filter(|p| p["in"] == "query") {
            let name = parameter["name"].as_str().unwrap();
            let kind = kind(document, &parameter["schema"], &format!("{at}: ?{name}"));
            // A cursor is one that the backend gave.
            if kind != "Kind::Cursor" {
                let value = &parameter["example"];
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                let _ = write!(example, "{}{name}={value}", if example.is_empty() { '?' } else { '&' });
            }
            query.push(format!("(\"{name}\", {kind}, {})", parameter["required"] == true));
        }
        if !query.is_empty() {
            let _ = writeln!(self.queries, "        {id} => &[{}],", query.join(", "));
        }
        let media = operation.pointer("/requestBody/content/application~1json");
        if let Some(media) = media {
            let _ = writeln!(self.bodies, "        {id} => &{},", form(document, &media["schema"], at));
        }
        let bodies = media.into_iter().flat_map(|media| document.body_examples(media));
        let bodies: Vec<_> = bodies.map(|(_, body)| format!("r#\"{body}\"#")).collect();
        if media.is_some() || !example.is_empty() {
            let bodies = if bodies.is_empty() { "\"\"".to_owned() } else { bodies.join(", ") };
            let _ = writeln!(self.examples, "        {id} => (\"{example}\", &[{bodies}]),");
        }
    }
}

#[test]
fn the_form_of_requests_is_that_of_the_document() {
    let document = Document::load();
    let mut arms = Arms::default();
    for row in ALL {
        arms.add(&document, row);
    }
    let Arms { bodies, queries, examples } = arms;
    let text = format!(
        "\
//! What the contract asks of the bodies and the queries of requests, and examples of both.
//!
//! Written by `tests/generated.rs` from `openapi.yaml`: change that, and run `cargo test -p adapter --test generated`.

use crate::contract_side::{{Form, Kind, Member}};
use contract::operations::OperationId;

/// What the body of a request has to be; `None`: it has none.
pub(crate) const fn body(operation: OperationId) -> Option<&'static Form> {{
    Some(match operation {{
{bodies}        _ => return None,
    }})
}}

/// What may be in the query of a request.
pub(crate) const fn query(operation: OperationId) -> &'static [Member] {{
    match operation {{
{queries}        _ => &[],
    }}
}}

/// A query, and bodies to send with it.
pub(crate) const fn examples(operation: OperationId) -> (&'static str, &'static [&'static str]) {{
    match operation {{
{examples}        _ => (\"\", &[\"\"]),
    }}
}}
"
    );
    fresh("crates/adapter/src/contract_form.rs", &text);
}

#[test]
fn the_schema_names_the_operations_there_are() {
    const FILE: &str = "docs/adapter.schema.json";
    const BEFORE: &str = "      \"description\": \"What is done for each operation of crates/contract/openapi.yaml. \
                          One that is not named is not supported.\",
      \"type\": \"object\",
      \"additionalProperties\": false,
      \"properties\": {\n";
    const AFTER: &str = "\n      }\n    }\n  },\n  \"$defs\": {";
    let old = std::fs::read_to_string(Path::new(ROOT).join(FILE)).unwrap();
    let (before, rest) = old.split_once(BEFORE).expect("the operations of the schema");
    let (_, after) = rest.split_once(AFTER).expect("the end of the operations");
    let rows: Vec<_> =
        ALL.iter().map(|row| format!("        \"{}\": {{ \"$ref\": \"#/$defs/plan\" }}", row.name)).collect();
    fresh(FILE, &[before, BEFORE, &rows.join(",\n"), AFTER, after].concat());
}
