//! `openapi.yaml` as data: its schemas, its operations, and every example in it.
//!
//! For tests and for the conformance kit. The document is part of this crate, so what is wrong with its form is a
//! fault of the project: such faults panic and say where.

pub mod spoil;

pub use jsonschema::Validator;
use serde_json::{Map, Value, json};
use std::sync::OnceLock;

/// The methods a path item can have.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];
const SCHEMAS: &str = "#/components/schemas/";

/// The document.
pub struct Document(&'static Value);

/// An example and the schema it must fit.
pub struct Example {
    /// Where it stands, for the failure's message.
    pub at: String,
    /// The schema.
    pub schema: Value,
    /// The example.
    pub value: Value,
}

/// One operation.
pub struct Operation<'a> {
    /// The method in small letters, as the document has it.
    pub method: &'static str,
    /// The path with its templates, for example `/v1/applications/{id}`.
    pub path: &'a str,
    /// What the document says of it.
    pub body: &'a Value,
}

impl Document {
    /// The document that this crate was compiled with.
    pub fn load() -> Self {
        // Read once: YAML takes longer than most of what is done with it.
        static READ: OnceLock<Value> = OnceLock::new();
        let text = include_str!("../../contract/openapi.yaml");
        Self(READ.get_or_init(|| serde_saphyr::from_str(text).expect("openapi.yaml is YAML")))
    }

    /// The prose at its head.
    pub fn description(&self) -> &str {
        self.0["info"]["description"].as_str().expect("info.description")
    }

    /// The schemas by name.
    pub fn schemas(&self) -> &Map<String, Value> {
        object(&self.0["components"]["schemas"])
    }

    /// The name of the component a schema refers to, if it is nothing but that.
    pub fn component_of(schema: &Value) -> Option<&str> {
        schema["$ref"].as_str()?.strip_prefix(SCHEMAS)
    }

    /// The schema `name` with the ones it refers to, ready to validate.
    pub fn validator_of(&self, name: &str) -> Validator {
        self.validator(&json!({ "$ref": format!("{SCHEMAS}{name}") }))
    }

    /// A schema of the document, ready to validate.
    pub fn validator(&self, schema: &Value) -> Validator {
        let whole = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "allOf": [schema],
            "components": { "schemas": self.schemas() },
        });
        jsonschema::options().should_validate_formats(true).build(&whole).expect("a schema")
    }

    /// What is there, or what its `$ref` points to.
    pub fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str() {
            Some(to) => self.0.pointer(to.trim_start_matches('#')).unwrap_or_else(|| panic!("{to} leads nowhere")),
            None => value,
        }
    }

    /// Every operation there is.
    pub fn operations(&self) -> impl Iterator<Item = Operation<'_>> {
        object(&self.0["paths"]).iter().flat_map(|(path, item)| {
            METHODS.into_iter().filter_map(move |method| Some(Operation { method, path, body: item.get(method)? }))
        })
    }

    /// The operation that a request is for; `method` as on the wire, `path` without its query.
    pub fn operation(&self, method: &str, path: &str) -> Option<Operation<'_>> {
        let fits = |template: &str| {
            template.split('/').count() == path.split('/').count()
                && template.split('/').zip(path.split('/')).all(|(t, p)| t == p || t.starts_with('{'))
        };
        let of = |o: &Operation<'_>| o.method.eq_ignore_ascii_case(method);
        // `/v1/applications/check` fits a template with an id, too; the exact one comes first.
        let exact = self.operations().find(|o| of(o) && o.path == path);
        exact.or_else(|| self.operations().find(|o| of(o) && fits(o.path)))
    }

    /// Who may call an operation; an empty requirement among them means anyone.
    pub fn is_open(&self, operation: &Value) -> bool {
        let ways = operation.get("security").unwrap_or(&self.0["security"]).as_array().expect("security");
        ways.is_empty() || ways.iter().any(|w| object(w).is_empty())
    }

    /// Status and response of each answer of an operation.
    pub fn responses<'a>(&'a self, operation: &'a Value) -> impl Iterator<Item = (&'a str, &'a Value)> {
        object(&operation["responses"]).iter().map(|(status, r)| (status.as_str(), self.resolve(r)))
    }

    /// The examples of a body, by name.
    pub fn body_examples<'a>(&'a self, media: &'a Value) -> impl Iterator<Item = (&'a str, &'a Value)> {
        object(&media["examples"]).iter().map(|(name, e)| (name.as_str(), &self.resolve(e)["value"]))
    }

    /// Every example there is; fails where a body, a parameter or a header has none.
    pub fn examples(&self) -> Vec<Example> {
        let mut out = Vec::new();
        for (name, schema) in self.schemas() {
            for value in schema["examples"].as_array().into_iter().flatten() {
                let schema = json!({ "$ref": format!("{SCHEMAS}{name}") });
                out.push(Example { at: name.clone(), schema, value: value.clone() });
            }
        }
        for Operation { method, path, body } in self.operations() {
            let at = format!("{method} {path}");
            for parameter in body["parameters"].as_array().into_iter().flatten() {
                let parameter = self.resolve(parameter);
                out.push(single(format!("{at} {}", parameter["name"]), parameter));
            }
            if let Some(request) = body.get("requestBody") {
                self.body(&format!("{at} request"), request, &mut out);
            }
            for (status, response) in self.responses(body) {
                let at = format!("{at} {status}");
                for (name, header) in object(&response["headers"]) {
                    out.push(single(format!("{at} {name}"), self.resolve(header)));
                }
                if response.get("content").is_some() {
                    self.body(&at, response, &mut out);
                }
            }
        }
        out
    }

    fn body(&self, at: &str, holder: &Value, out: &mut Vec<Example>) {
        for media in object(&holder["content"]).values() {
            let before = out.len();
            for (name, value) in self.body_examples(media) {
                let at = format!("{at} {name}");
                out.push(Example { at, schema: media["schema"].clone(), value: value.clone() });
            }
            assert!(out.len() > before, "{at} has no example");
        }
    }
}

/// The one example of a parameter or a header.
fn single(at: String, holder: &Value) -> Example {
    let value = holder.get("example").unwrap_or_else(|| panic!("{at} has no example")).clone();
    Example { at, schema: holder["schema"].clone(), value }
}

/// The members of an object.
pub fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap_or_else(|| panic!("no object: {value}"))
}

/// What is wrong with a value, in words; empty if nothing is.
pub fn faults(validator: &Validator, value: &Value) -> String {
    validator.iter_errors(value).fold(String::new(), |all, e| all + &format!("\n  {}: {e}", e.instance_path()))
}
