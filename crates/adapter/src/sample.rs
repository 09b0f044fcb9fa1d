//! Trying a map without a backend: a request of the contract for each operation, and in the place of the backend the
//! samples in the map. For `cargo xtask adapter check`, and for tests.

use crate::contract_form;
use crate::map::Map;
use crate::run::{Answer, Moment, Step, begin};
use contract::http::{IDEMPOTENCY_KEY, JSON, Request, Response};
use contract::operations::Row;
use contract::values::Instant;

/// What came of a trial.
#[derive(Debug)]
pub struct Trial {
    /// What would be sent to the backend.
    pub sent: Vec<Request>,
    /// The answer of the contract; `None` where the map has no sample of the backend's.
    pub answer: Option<Answer>,
}

/// Tries a map with a request, at 2026-11-23T01:30:00Z and with a token where the map has one.
pub fn trial(map: &Map, request: &Request) -> Trial {
    let moment = Moment { now: Instant::from_ms(1_795_397_400_000), id: "rq-sample".to_owned() };
    let mut sent = Vec::new();
    let mut step = begin(map, request, map.token.as_ref().map(|_| "sample-token"), moment);
    loop {
        let (call, request) = match step {
            Step::Send(call, request) => (call, request),
            Step::Done(answer) => return Trial { sent, answer: Some(answer) },
        };
        sent.push(request);
        let Some(body) = call.sample().map(str::as_bytes) else { return Trial { sent, answer: None } };
        step = call.answered(&Response { body: body.to_vec(), ..Response::new(200) });
    }
}

/// The requests of an operation: one for each example of `openapi.yaml`.
pub fn requests(operation: &Row) -> Vec<Request> {
    let (query, bodies) = contract_form::examples(operation.id);
    let path = [&operation.path_of("id-3Fd9"), query].concat();
    let made = bodies.iter().map(|body| {
        let mut request = Request::new(operation.method, path.as_str());
        if !body.is_empty() {
            request.headers.push(("Content-Type".to_owned(), JSON.to_owned()));
            request.body = body.as_bytes().to_vec();
        }
        if operation.keyed {
            request.headers.push((IDEMPOTENCY_KEY.to_owned(), "\"9f1c2a0e-5b7d-4c38-8e64-d2a1f07b3c55\"".to_owned()));
        }
        request
    });
    made.collect()
}
