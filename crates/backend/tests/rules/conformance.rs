//! What the backend really answers fits `openapi.yaml`: the status is listed, the headers are there, the
//! body fits its schema. So backend, types and document cannot drift apart.

use crate::support::{App, keyed, post, read};
use contract::http::{Method, Request, Response};
use contract_document::{Document, Validator, faults, object};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Looks at every answer.
struct Watch {
    document: Document,
    validators: RefCell<BTreeMap<String, Validator>>,
    seen: RefCell<BTreeSet<String>>,
}

impl Watch {
    fn new() -> Self {
        Self { document: Document::load(), validators: RefCell::default(), seen: RefCell::default() }
    }

    fn send(&self, app: &App, request: Request) -> Response {
        let (method, path) = (request.method.as_str().to_lowercase(), request.path.clone());
        let response = app.send(request).unwrap();
        let path = path.split('?').next().unwrap();
        let operation = self.document.operation(&method, path);
        let operation = operation.unwrap_or_else(|| panic!("{method} {path} is not in the document"));
        let at = format!("{method} {} {}", operation.path, response.status);
        let listed: BTreeMap<_, _> = self.document.responses(operation.body).collect();
        let status = response.status.to_string();
        let described = listed.get(status.as_str()).unwrap_or_else(|| panic!("{at} is not listed"));
        for name in object(&described["headers"]).keys() {
            // The embedded backend keeps its cookies to itself.
            let optional = matches!(name.as_str(), "Retry-After" | "Set-Cookie");
            assert!(optional || response.header(name).is_some(), "{at}: no {name}");
        }
        match described.get("content") {
            None => assert!(response.body.is_empty(), "{at} has a body"),
            Some(content) => {
                let media = response.header("Content-Type").unwrap();
                let schema = &content[media]["schema"];
                assert!(schema.is_object(), "{at}: {media} is not listed");
                let mut validators = self.validators.borrow_mut();
                let validator = validators.entry(schema.to_string()).or_insert_with(|| self.document.validator(schema));
                let body: Value = read(&response);
                let faults = faults(validator, &body);
                assert!(faults.is_empty(), "{at}: {faults}\n{body}");
            }
        }
        self.seen.borrow_mut().insert(at);
        response
    }

    fn get(&self, app: &App, path: &str) -> Response {
        self.send(app, Request::new(Method::Get, path))
    }

    fn post(&self, app: &App, path: &str, body: &Value) -> Response {
        self.send(app, post(path, body))
    }
}

#[test]
fn every_answer_fits_the_document() {
    let watch = Watch::new();
    let app = App::new();
    let numbers: Vec<_> = app.demo().citizens.into_iter().map(|c| (c.id, c.id_number)).collect();
    for city in read::<contract::city::Cities>(&watch.get(&app, "/v1/cities")).items {
        watch.get(&app, &format!("/v1/services?city={}", city.id));
    }
    watch.get(&app, "/v1/services");
    watch.get(&app, "/v1/services?city=none");
    watch.get(&app, "/v1/card");
    for (id, number) in &numbers {
        let body = json!({"method": "password", "id_number": number, "password": "135790"});
        assert_eq!(watch.post(&app, "/v1/session", &body).status, 200, "{id}");
        watch.get(&app, "/v1/session");
        // By the demo's panel, after which either way proves identity.
        app.sign_in(id);
        everything_of(&watch, &app, id);
    }
    sign_in_by_code(&watch, &app, &numbers[0].1);
    watch.post(&app, "/v1/session", &json!({}));
    watch.send(&app, Request::new(Method::Delete, "/v1/sessions"));
    watch.send(&app, Request::new(Method::Delete, "/v1/session"));
    watch.get(&app, "/v1/session");
    let seen = watch.seen.borrow();
    let operations: BTreeSet<String> =
        watch.document.operations().map(|o| format!("{} {}", o.method, o.path)).collect();
    let good = |o: &&String| seen.iter().any(|s| s.starts_with(&format!("{o} 2")));
    let unseen: Vec<_> = operations.iter().filter(|o| !good(o)).collect();
    assert!(unseen.is_empty(), "never seen to succeed: {unseen:?}");
}

/// All that is to be read of one person, and all applications, followed for a year.
fn everything_of(watch: &Watch, app: &App, id: &str) {
    for operation in watch.document.operations().filter(|operation| operation.method == "get") {
        watch.get(app, &operation.path.replace("{id}", "x-none"));
    }
    for path in ["/v1/contributions?limit=120", "/v1/contributions?limit=0", "/v1/services?city=shili"] {
        watch.get(app, path);
    }
    watch.post(app, "/v1/card/code", &json!({}));
    for field in ["id_number", "card_number", "none"] {
        watch.post(app, "/v1/reveals", &json!({ "field": field }));
    }
    let mut filed = Vec::new();
    for kind in ["stop_contributions", "resume_contributions", "report_loss", "unlink_card", "cancel_card"] {
        let check: Value = read(&watch.post(app, "/v1/applications/check", &json!({ "kind": kind })));
        let wish = app.wish(kind);
        let key = format!("{id}-{kind}");
        let response = watch.send(app, keyed(&key, &wish));
        assert_eq!(response.status == 201, check["eligible"] == true, "{id} {kind}");
        watch.send(app, keyed(&key, &json!({ "kind": kind, "verification": "vf-none" })));
        if response.status == 201 {
            filed.push(read::<Value>(&response)["id"].as_str().unwrap().to_owned());
            watch.send(app, keyed(&format!("{key}-2"), &wish));
        }
    }
    watch.post(app, "/v1/applications", &json!({}));
    for days in [0, 1, 1, 1, 2, 10, 30, 300] {
        app.advance(days * 86_400);
        app.sign_in(id);
        watch.get(app, "/v1/applications");
        for id in &filed {
            watch.get(app, &format!("/v1/applications/{id}"));
        }
        watch.get(app, "/v1/card");
        watch.get(app, "/v1/contributions/summary");
    }
    for id in filed.iter().map(String::as_str).chain(["ap-none"]) {
        watch.post(app, &format!("/v1/applications/{id}/withdrawal"), &json!({}));
    }
    if app.check("report_loss").eligible {
        let path = format!("/v1/applications/{}/withdrawal", app.apply("report_loss"));
        assert_eq!(watch.post(app, &path, &json!({})).status, 200);
    }
    verifications(watch, app);
}

fn verifications(watch: &Watch, app: &App) {
    let by_sms = json!({"purpose": "application", "method": "sms_code"});
    let begun: Value = read(&watch.post(app, "/v1/verifications", &by_sms));
    assert_eq!(watch.post(app, "/v1/verifications", &by_sms).status, 429);
    let path = format!("/v1/verifications/{}/answer", begun["id"].as_str().unwrap());
    watch.post(app, "/v1/verifications/vf-none/answer", &json!({"answer": "000000"}));
    watch.post(app, &path, &json!({"answer": ""}));
    let right = json!({ "answer": app.code() });
    assert_eq!(watch.post(app, &path, &right).status, 200);
    for _ in 0..7 {
        let wrong = if right["answer"] == "000000" { "000001" } else { "000000" };
        watch.post(app, &path, &json!({ "answer": wrong }));
        app.advance(8);
    }
    assert_eq!(watch.post(app, "/v1/verifications", &by_sms).status, 423);
    app.advance(1200);
}

fn sign_in_by_code(watch: &Watch, app: &App, number: &str) {
    let ask = json!({"purpose": "sign_in", "id_number": number});
    let begun: Value = read(&watch.post(app, "/v1/verifications", &ask));
    let with = |code: &str| json!({"method": "sms_code", "verification": begun["id"], "code": code});
    let code = app.code();
    let wrong = if code == "000000" { "000001" } else { "000000" };
    assert_eq!(watch.post(app, "/v1/session", &with(wrong)).status, 422);
    assert_eq!(watch.post(app, "/v1/session", &with(&code)).status, 200);
    assert_eq!(watch.post(app, "/v1/session", &with(&code)).status, 410);
}
