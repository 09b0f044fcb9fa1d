//! Compares the table of operations with `openapi.yaml`, in both directions and by name.

use contract::http::Method;
use contract::operations::{ALL, Access, Operation as Typed, OperationId, Place, Row, Visitor, around_id, visit};
use contract_document::{Document, Operation};
use serde_json::Value;
use std::any::type_name;
use std::collections::BTreeMap;

/// The operations of `openapi.yaml` by their name.
fn described(document: &Document) -> BTreeMap<&str, Operation<'_>> {
    let mut all = BTreeMap::new();
    for operation in document.operations() {
        let at = format!("{} {}", operation.method, operation.path);
        let name = operation.body["operationId"].as_str().unwrap_or_else(|| panic!("{at} has no operationId"));
        assert!(all.insert(name, operation).is_none(), "{name} is in openapi.yaml twice");
    }
    all
}

/// The success of an operation: its status and what the document says of it.
fn success<'d>(document: &'d Document, body: &'d Value) -> (u16, &'d Value) {
    let (status, response) = document.responses(body).find(|(status, _)| status.starts_with('2')).expect("a success");
    (status.parse().expect("a status"), response)
}

fn has_parameter(document: &Document, body: &Value, name: &str) -> bool {
    body["parameters"].as_array().into_iter().flatten().any(|p| document.resolve(p)["name"] == name)
}

#[test]
fn every_operation_of_the_document_has_a_row() {
    let document = Document::load();
    let missing: Vec<_> =
        described(&document).into_keys().filter(|name| ALL.iter().all(|row| row.name != *name)).collect();
    assert!(missing.is_empty(), "{} is in openapi.yaml, not in contract::operations", missing.join(", "));
}

#[test]
fn every_row_is_what_the_document_says() {
    let document = Document::load();
    let described = described(&document);
    for (n, row) in ALL.iter().enumerate() {
        let name = row.name;
        let Some(operation) = described.get(name) else {
            panic!("{name} is in contract::operations, not in openapi.yaml");
        };
        assert_eq!(row.id as usize, n, "{name}");
        assert!(row.method.as_str().eq_ignore_ascii_case(operation.method), "{name}: method");
        assert_eq!(row.path, operation.path, "{name}: path");
        assert_eq!(row.access == Access::Public, document.is_open(operation.body), "{name}: public or personal");
        let (status, response) = success(&document, operation.body);
        assert_eq!(row.status, status, "{name}: status of the success");
        let has_body = response.get("content").is_some();
        let kept = has_body && response["headers"].get("Cache-Control").is_none();
        assert_eq!(row.cacheable, kept, "{name}: cacheable");
        assert_eq!(row.keyed, has_parameter(&document, operation.body, "Idempotency-Key"), "{name}: needs a key");
    }
}

/// The names of the types of the request's and of the answer's body.
struct Types;

impl Visitor for Types {
    type Output = (&'static str, &'static str);
    fn visit<O: Typed>(self) -> Self::Output {
        (type_name::<O::Request>(), type_name::<O::Answer>())
    }
}

#[test]
fn types_are_those_of_the_document() {
    fn component<'a>(holder: Option<&'a Value>, none: &'a str) -> &'a str {
        let schema = holder.and_then(|holder| holder.pointer("/content/application~1json/schema"));
        schema.map_or(none, |schema| Document::component_of(schema).expect("a schema with a name"))
    }
    let document = Document::load();
    let described = described(&document);
    for row in ALL {
        let body = described[row.name].body;
        let (request, answer) = visit(row.id, Types);
        let last = |name: &'static str| name.rsplit("::").next().unwrap_or(name);
        assert_eq!(last(request), component(body.get("requestBody"), "()"), "{}: request", row.name);
        let (_, success) = success(&document, body);
        assert_eq!(last(answer), component(Some(success), "NoContent"), "{}: answer", row.name);
    }
}

#[test]
fn a_path_leads_to_its_template_and_methods() {
    let place = |path| Place::of(path).map(|place| (place.template, place.id));
    assert_eq!(place("/v1/card"), Some(("/v1/card", None)));
    assert_eq!(place("/v1/applications/check"), Some(("/v1/applications/check", None)));
    assert_eq!(place("/v1/applications/ap-1"), Some(("/v1/applications/{id}", Some("ap-1"))));
    assert_eq!(place("/v1/applications/ap-1/withdrawal"), Some(("/v1/applications/{id}/withdrawal", Some("ap-1"))));
    for none in ["/v1/", "/v1/card/", "/v1/applications/", "/v1/applications/a/b", "/v1/verifications/a", "//v1/card"] {
        assert_eq!(place(none), None, "{none}");
    }
    let session = Place::of("/v1/session").unwrap();
    assert_eq!(session.allow(), "DELETE, GET, POST");
    assert_eq!(session.row(Method::Delete).unwrap().id, OperationId::SignOut);
    assert!(session.row(Method::Put).is_none());
    assert_eq!(Row::of(OperationId::GetApplication).path_of("ap-1"), "/v1/applications/ap-1");
}

#[test]
fn every_template_has_one_id_at_most_and_is_cut_around_it() {
    for row in ALL {
        let (before, after) = around_id(row.path);
        let id = if before == row.path { "" } else { "{id}" };
        assert_eq!([before, id, after].concat(), row.path);
        assert!(!before.contains('{') && !after.contains('{'), "{}", row.path);
    }
}
