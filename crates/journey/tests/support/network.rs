//! The network between the phone and the rules, and what can go wrong on it.

use super::Phone;
use backend::testing::ids;
use contract::http::{FetchError, Method, Outcome, Request, Response};
use contract::operations::Place;
use contract::problem::{Problem, ProblemType};
use journey::Event;
use serde::de::DeserializeOwned;

/// What goes wrong with one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It does not leave the device.
    NeverSent,
    /// It is lost on the way.
    LostBefore,
    /// It is carried out, and the answer is lost.
    LostAfter,
    /// It is carried out, and the answer breaks off.
    HalfBody,
    /// It is carried out, and something between answers in the backend's place.
    Gateway(u16),
    /// It is not carried out, and something between answers in the backend's place.
    Portal(u16),
    /// The backend refuses, and nothing is carried out.
    Refused(ProblemType),
}

impl Fault {
    /// Every way a request can go wrong without a word of the backend's on the matter.
    pub const ALL: [Self; 12] = [
        Self::NeverSent,
        Self::LostBefore,
        Self::LostAfter,
        Self::HalfBody,
        Self::Gateway(502),
        Self::Gateway(504),
        Self::Portal(200),
        Self::Portal(403),
        Self::Portal(511),
        Self::Refused(ProblemType::ServerError),
        Self::Refused(ProblemType::Unavailable),
        Self::Refused(ProblemType::TooManyRequests),
    ];
}

/// `GET /v1/card`: method and path, ids in it as `*`, the query left out.
pub fn operation(request: &Request) -> String {
    let path = request.path.split('?').next().unwrap_or_default();
    let template = Place::of(path).map(|place| place.template.replace("{id}", "*"));
    format!("{} {}", request.method.as_str(), template.as_deref().unwrap_or(path))
}

impl Phone {
    /// Brings a request to the rules.
    pub(super) fn carry(&self, request: &Request) -> Outcome {
        let truth = contract::values::Instant::from_ms(self.device.clock.get());
        let mut asked = request.clone();
        if self.device.odd_ids.get() {
            ids::inward(&mut asked);
        }
        let mut outcome = pollster::block_on(self.backend.fetch(asked, truth, self.chance32())).outcome;
        if let Some(response) = outcome.as_mut().ok().filter(|_| self.device.odd_ids.get()) {
            ids::outward(response);
        }
        if let (Some(key), Ok(Response { status: 201, .. })) = (request.header("Idempotency-Key"), &outcome) {
            self.device.accepted.borrow_mut().insert(key.to_owned());
        }
        outcome
    }

    /// Asks the rules past the app.
    pub(super) fn ask<T: DeserializeOwned>(&self, request: &Request) -> T {
        let response = self.carry(request).expect("no fault is set");
        assert!(response.is_success(), "{request:?}: {response:?}");
        serde_json::from_slice(&response.body).unwrap()
    }

    fn meet(&mut self, request: &Request) -> Outcome {
        let name = operation(request);
        if let Some(at) = self.instead.iter().position(|(o, _)| *o == name) {
            if request.method != Method::Get {
                let _replaced = self.carry(request);
            }
            return Ok(self.instead.remove(at).1);
        }
        let fault = self.faults.iter().position(|(o, _)| *o == name).map(|at| self.faults.remove(at).1);
        match fault {
            None => {
                let same =
                    |of: &Request| (of.method, &of.path, &of.body) == (request.method, &request.path, &request.body);
                if let Some((_, known)) = self.known.borrow().iter().find(|(asked, _)| same(asked)) {
                    return Ok(known.clone());
                }
                let outcome = self.carry(request);
                if let (Some(heard), Ok(response)) = (&self.heard, &outcome) {
                    heard.borrow_mut().push((request.clone(), response.clone()));
                }
                outcome
            }
            Some(Fault::NeverSent) => Err(FetchError::NeverSent),
            Some(Fault::LostBefore) => Err(FetchError::MaybeSent),
            Some(Fault::LostAfter) => {
                let _lost = self.carry(request);
                Err(FetchError::MaybeSent)
            }
            Some(Fault::HalfBody) => self.carry(request).map(|mut response| {
                response.body.truncate(response.body.len() / 2);
                response
            }),
            Some(Fault::Gateway(status)) => {
                let _replaced = self.carry(request);
                Ok(page(status))
            }
            Some(Fault::Portal(status)) => Ok(page(status)),
            Some(Fault::Refused(kind)) => {
                let body = serde_json::to_vec(&Problem::new(kind)).unwrap();
                Ok(Response { body, ..Response::new(kind.status()) })
            }
        }
    }

    /// What is waited for and not held back.
    pub fn pending(&self) -> Vec<String> {
        self.waiting.iter().filter(|w| !w.aborted).map(|w| operation(&w.request)).collect()
    }

    /// Answers the request at that place, which need not be the first.
    pub fn answer(&mut self, at: usize) {
        let waiting = self.waiting.remove(at);
        let outcome = self.meet(&waiting.request);
        // The answer to an aborted request is dropped by the browser; here it comes all the same.
        self.send(Event::Answered { number: waiting.number, outcome });
    }

    /// How many requests are not answered, those given up included.
    pub fn unanswered(&self) -> usize {
        self.waiting.len()
    }

    /// Answers everything that is not held back, until nothing more comes of it.
    pub fn settle(&mut self) {
        for _ in 0..500 {
            let free = self.waiting.iter().position(|w| !self.held.contains(&operation(&w.request)));
            match free {
                Some(at) => self.answer(at),
                None => return,
            }
        }
        panic!("does not come to rest on {}: {:?}", self.path(), self.pending());
    }
}

fn page(status: u16) -> Response {
    Response {
        headers: vec![("Content-Type".to_owned(), "text/html".to_owned())],
        body: b"<!doctype html><title>Sign in to the network</title>".to_vec(),
        ..Response::new(status)
    }
}
