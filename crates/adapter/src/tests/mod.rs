//! What this crate says of the contract, against `openapi.yaml`; and how single requests fare.

mod carried_out;

use crate::contract_side::{Kind, Member, Operation, PROBLEMS};
use contract_document::{Document, object};
use serde_json::{Value, json};

fn operation(document: &Document, operation: Operation) -> &Value {
    let found = document.operation(operation.method().as_str(), operation.path());
    let found = found.unwrap_or_else(|| panic!("{} is not in the document", operation.name()));
    assert_eq!(found.path, operation.path());
    found.body
}

/// What the document says of a member, in our words.
fn same(document: &Document, schema: &Value, (name, kind, _): &Member, at: &str) {
    let schema = document.resolve(schema);
    let said = match kind {
        Kind::OneOf(all) => {
            schema.get("const").map_or(schema["enum"] == json!(all), |one| all.contains(&one.as_str().unwrap()))
        }
        Kind::Texts => schema["type"] == "array",
        Kind::Month => schema["pattern"].as_str().is_some_and(|p| p.contains("(0[1-9]|1[0-2])")),
        Kind::SixDigits => schema["pattern"] == "^[0-9]{6}$",
        Kind::IdNumber => schema["pattern"] == "^[1-9][0-9]{16}[0-9X]$",
        Kind::Limit => (&schema["minimum"], &schema["maximum"]) == (&json!(1), &json!(120)),
        Kind::Cursor => schema["maxLength"] == 512,
        Kind::Text => schema["type"] == "string",
    };
    assert!(said, "{at}: {name} is {kind:?}, and in the document {schema}");
}

fn same_members(document: &Document, schema: &Value, all: &[Member], at: &str) {
    let schema = document.resolve(schema);
    let needed: Vec<_> = schema["required"].as_array().into_iter().flatten().collect();
    assert_eq!(object(&schema["properties"]).len(), all.len(), "{at}");
    for member in all {
        same(document, &schema["properties"][member.0], member, at);
        assert_eq!(needed.iter().any(|name| **name == member.0), member.2, "{at}: {}", member.0);
    }
}

#[test]
fn operations_and_what_they_ask_for_are_those_of_the_document() {
    let document = Document::load();
    assert_eq!(document.operations().count(), Operation::ALL.len());
    for one in Operation::ALL {
        let body = operation(&document, one);
        assert_eq!(body["operationId"], one.name());
        assert!(body["responses"].get(one.status().to_string()).is_some(), "{}", one.name());
        let in_query = |p: &&Value| p["in"] == "query";
        let parameters: Vec<_> =
            body["parameters"].as_array().into_iter().flatten().map(|p| document.resolve(p)).filter(in_query).collect();
        assert_eq!(parameters.len(), one.query().len(), "{}", one.name());
        for (parameter, member) in parameters.iter().zip(one.query()) {
            assert_eq!((&parameter["name"], parameter["required"] == true), (&json!(member.0), member.2));
            same(&document, &parameter["schema"], member, one.name());
        }
        let schema = body.pointer("/requestBody/content/application~1json/schema");
        assert_eq!(schema.is_some(), one.form().is_some(), "{}", one.name());
        let Some((schema, form)) = schema.zip(one.form()) else { continue };
        let schema = document.resolve(schema);
        if form.more.is_empty() {
            same_members(&document, schema, form.members, one.name());
        }
        for (way, more) in form.more {
            let way = schema["discriminator"]["mapping"][*way].as_str().unwrap();
            let whole = [form.members, more].concat();
            same_members(&document, &json!({ "$ref": way }), &whole, one.name());
        }
    }
}

#[test]
fn problems_are_those_of_the_document_with_their_statuses() {
    let document = Document::load();
    let table = document.description().to_owned();
    for problem in &PROBLEMS {
        assert!(table.contains(&format!("| `{}` | {} |", problem.name, problem.status)), "{}", problem.name);
    }
    let known = document.schemas()["ProblemType"]["enum"].as_array().unwrap();
    assert_eq!(known.len(), PROBLEMS.len() + 1, "about:blank is none of ours");
}
