//! Answers that come at once are no more guesses than the same ones one after another.

use crate::support::{App, post, read};
use backend::testing::{START, seeded};
use backend::{Backend, Moment, Secrets};
use contract::http::{Request, Response};
use contract::problem::Problem;
use futures_util::future::{LocalBoxFuture, join_all};
use pollster::block_on;
use serde_json::{Value, json};
use std::cell::Cell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

/// Looks at a password elsewhere, as a server does: others are answered meanwhile.
struct Elsewhere;

impl Secrets for Elsewhere {
    fn is_kept<'a>(&'a self, kept: &'a str, digest: &'a str) -> LocalBoxFuture<'a, bool> {
        let mut begun = false;
        Box::pin(poll_fn(move |cx| {
            cx.waker().wake_by_ref();
            if std::mem::replace(&mut begun, true) { Poll::Ready(kept == digest) } else { Poll::Pending }
        }))
    }
}

struct Person {
    backend: Backend,
    cookie: String,
    count: Cell<u8>,
}

impl Person {
    /// Somebody who has signed in by code, so that the password is the second factor.
    fn new() -> Self {
        let backend = Backend::new(Rc::new(seeded())).secrets(Rc::new(Elsewhere));
        let person = Self { backend, cookie: String::new(), count: Cell::new(0) };
        let begun = block_on(person.send(post(
            "/v1/verifications",
            &json!({
                "purpose": "sign_in", "id_number": App::new().number(),
            }),
        )));
        let code = block_on(person.backend.take_messages()).unwrap().pop().unwrap().code;
        let body = json!({ "method": "sms_code", "verification": read::<Value>(&begun)["id"], "code": code });
        let signed = block_on(person.send(post("/v1/session", &body)));
        let cookie = signed.header("Set-Cookie").unwrap().split(';').next().unwrap().to_owned();
        Self { cookie, ..person }
    }

    async fn send(&self, mut request: Request) -> Response {
        request.headers.push(("Cookie".to_owned(), self.cookie.clone()));
        self.count.set(self.count.get() + 1);
        self.backend.handle(request, Moment { now: START, chance: [self.count.get(); 32] }).await
    }

    fn begin(&self) -> String {
        let body = json!({ "purpose": "application", "method": "password" });
        let begun = read::<Value>(&block_on(self.send(post("/v1/verifications", &body))));
        format!("/v1/verifications/{}/answer", begun["id"].as_str().unwrap())
    }
}

/// Status, and how many answers are left.
fn told(response: &Response) -> (u16, Option<u32>) {
    let left = if response.status == 200 { None } else { read::<Problem>(response).attempts_left };
    (response.status, left)
}

#[test]
fn answers_to_a_step_up_that_come_at_once_are_no_more_guesses() {
    const ANSWERS: usize = 12;
    for right in 0..ANSWERS {
        let [one, many] = [Person::new(), Person::new()];
        let answer = |n| json!({ "answer": if n == right { "135790" } else { "000000" } });
        let path = one.begin();
        let in_turn: Vec<_> = (0..ANSWERS).map(|n| told(&block_on(one.send(post(&path, &answer(n)))))).collect();
        let path = many.begin();
        let all = block_on(join_all((0..ANSWERS).map(|n| many.send(post(&path, &answer(n))))));
        let at_once: Vec<_> = all.iter().map(told).collect();
        assert_eq!(at_once, in_turn, "the right one is number {right}");
        assert_eq!(at_once.iter().any(|told| told.0 == 200), right < 3, "the third wrong one brings a wait");
    }
}
