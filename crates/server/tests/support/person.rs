//! Somebody who uses the server as the app does: with the cookie, and the header against forged requests.

use super::http::{Answer, raw, request};
use super::waiting_code;
use backend::testing::wish;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::Path;

/// The password of everybody in the demo.
pub const PASSWORD: &str = "135790";

#[derive(Clone)]
pub struct Person {
    pub address: SocketAddr,
    pub cookie: Option<String>,
}

impl Person {
    pub fn new(address: SocketAddr) -> Self {
        Self { address, cookie: None }
    }

    /// Asks; `None` where the answer was lost.
    pub fn try_ask(&mut self, method: &str, target: &str, more: &[(&str, &str)], body: &[u8]) -> Option<Answer> {
        let mut headers = vec![("X-Citizen-Csrf", "1"), ("Content-Type", "application/json")];
        let cookie = self.cookie.clone();
        headers.extend(cookie.as_deref().map(|cookie| ("Cookie", cookie)));
        headers.extend(more);
        let answer = raw(self.address, &request(self.address, method, target, &headers, body))?;
        if let Some(set) = answer.header("set-cookie") {
            self.cookie = (!set.contains("Max-Age=0")).then(|| set.split(';').next().unwrap().to_owned());
        }
        Some(answer)
    }

    pub fn get(&mut self, target: &str) -> Answer {
        self.try_ask("GET", target, &[], b"").unwrap_or_else(|| panic!("GET {target}"))
    }

    pub fn post(&mut self, target: &str, body: &Value) -> Answer {
        self.try_post(target, body).unwrap_or_else(|| panic!("POST {target}"))
    }

    pub fn try_post(&mut self, target: &str, body: &Value) -> Option<Answer> {
        self.try_ask("POST", target, &[], body.to_string().as_bytes())
    }

    pub fn try_submit(&mut self, key: &str, wish: &Value) -> Option<Answer> {
        let key = format!("\"{key}\"");
        self.try_ask("POST", "/v1/applications", &[("Idempotency-Key", &key)], wish.to_string().as_bytes())
    }

    /// Signs in by password.
    pub fn try_sign_in(&mut self, id_number: &str) -> Option<Answer> {
        self.try_post("/v1/session", &json!({ "method": "password", "id_number": id_number, "password": PASSWORD }))
    }

    /// Signs in by SMS code, which waits in the store: the password is then the second factor.
    pub fn sign_in_by_code(&mut self, db: &Path, id_number: &str) {
        self.sign_in_with(id_number, || waiting_code(db));
    }

    /// Signs in by the SMS code that is had so once it was sent.
    pub fn sign_in_with(&mut self, id_number: &str, code: impl FnOnce() -> String) {
        let begun = self.post("/v1/verifications", &json!({ "purpose": "sign_in", "id_number": id_number })).json();
        let body = json!({ "method": "sms_code", "verification": begun["id"], "code": code() });
        let answer = self.post("/v1/session", &body);
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    /// What somebody would submit who ticks all there is to tick, with a fresh verification.
    pub fn try_wish(&mut self, kind: &str) -> Option<Value> {
        let check = self.try_post("/v1/applications/check", &json!({ "kind": kind }))?.json();
        let begun = self.try_post("/v1/verifications", &json!({ "purpose": "application", "method": "password" }))?;
        let id = begun.json()["id"].as_str()?.to_owned();
        let answer = self.try_post(&format!("/v1/verifications/{id}/answer"), &json!({ "answer": PASSWORD }))?;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(check["eligible"], true, "{check}");
        Some(wish(kind, &check, &id))
    }

    /// The numbers of all applications that stand now.
    pub fn applications(&mut self) -> Vec<Value> {
        let answer = self.get("/v1/applications");
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["items"].as_array().unwrap().clone()
    }
}
