//! The session: a bearer token kept in memory, and the renewal of a session that has ended.
//!
//! An answer of 401 means that the request was refused before anybody looked at it, so it is sent again once the
//! session is renewed, whatever it is. One renewal serves everybody who waits for one, in this tab and (where the
//! browser has locks between tabs) in all. If it fails, everybody gets the 401 that he had.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::flight::Flight;
use super::{OutcomeFuture, Surroundings, changes_session, layer, set, then};
use crate::fetch::config::{Remote, at};
use crate::fetch::{Fetch, Request, Response};
use contract::http::{Method, Outcome};
use contract::json::Json;

/// The name of the lock between tabs, before the address of the backend.
const LOCK: &str = "citizen-center.renewal ";

struct Session {
    /// Where a token stands in an answer; `None`: the session is a cookie.
    pointer: Option<String>,
    /// Where a session is renewed.
    renewal: Option<String>,
    lock: String,
    /// How long another tab is waited for, in milliseconds.
    patience_ms: u32,
    token: RefCell<Option<String>>,
    /// How many renewals have come to their end.
    renewals: Cell<u32>,
    /// Whether the last one was good.
    good: Cell<bool>,
    renewing: RefCell<Option<Flight>>,
    around: Rc<Surroundings>,
    next: Rc<dyn Fetch>,
}

/// Sends the token, and renews the session when an answer says that it has ended.
pub fn auth(remote: &Remote, around: &Rc<Surroundings>, next: Rc<dyn Fetch>) -> Rc<dyn Fetch> {
    let session = Rc::new(Session {
        pointer: remote.bearer.clone().map(|bearer| bearer.token),
        renewal: remote.renewal.clone(),
        lock: [LOCK, &remote.base_url].concat(),
        patience_ms: remote.limits.attempt_ms,
        token: RefCell::default(),
        renewals: Cell::default(),
        good: Cell::default(),
        renewing: RefCell::default(),
        around: Rc::clone(around),
        next,
    });
    layer(move |request| {
        let session = Rc::clone(&session);
        if changes_session(&request) {
            let ends = request.method == Method::Delete;
            let answer = session.send(request);
            let done = move |outcome: Outcome| {
                if let Some(answer) = carried_out(&outcome) {
                    session.token.replace(if ends { None } else { session.token_in(answer) });
                }
                outcome
            };
            return then(answer, Box::new(done));
        }
        Box::pin(session.carry(request))
    })
}

impl Session {
    async fn carry(self: Rc<Self>, request: Request) -> Outcome {
        // A renewal that another tab seems to have made may not have been one: then there is a second round, in which
        // it is made here.
        let mut round = 0;
        loop {
            let before = self.renewals.get();
            let outcome = self.send(request.clone()).await;
            let refused = matches!(&outcome, Ok(answer) if answer.status == 401);
            if !refused || self.renewal.is_none() || round == 2 {
                return outcome;
            }
            // Somebody else may have seen to it while this one was under way.
            if self.renewals.get() == before {
                drop(self.renew(round > 0).await);
            }
            if !self.good.get() {
                return outcome;
            }
            round += 1;
        }
    }

    fn send(&self, mut request: Request) -> OutcomeFuture {
        if let Some(token) = &*self.token.borrow() {
            set(&mut request.headers, "Authorization", ["Bearer ", token].concat());
        }
        self.next.fetch(request)
    }

    /// The token in the answer of a sign-in or of a renewal.
    fn token_in(&self, answer: &Response) -> Option<String> {
        let text = std::str::from_utf8(&answer.body).ok()?;
        let token = at(&Json::parse(text).ok()?, self.pointer.as_deref()?)?.text()?.into_owned();
        // What is no token must not become part of a header (RFC 6750, 2.1).
        (!token.is_empty() && token.bytes().all(|b| b.is_ascii_graphic())).then_some(token)
    }

    /// The renewal under way, or a new one. It goes on when nobody waits any more: half of one would lose the session.
    fn renew(self: &Rc<Self>, again: bool) -> Flight {
        if let Some(renewing) = &*self.renewing.borrow() {
            return renewing.clone();
        }
        let session = Rc::clone(self);
        let renewing: OutcomeFuture = Box::pin(async move { session.renewed(again).await });
        let renewing = Flight::new(renewing);
        self.renewing.replace(Some(renewing.clone()));
        let goes_on = renewing.clone();
        (self.around.spawn)(Box::pin(async move { drop(goes_on.await) }));
        renewing
    }

    async fn renewed(&self, again: bool) -> Outcome {
        let lock = (self.around.lock)(&self.lock, self.patience_ms).await;
        // Who held the lock renewed the cookie, which all tabs share; a token is each tab's own.
        let elsewhere = lock.waited && !again && self.pointer.is_none();
        let outcome = if elsewhere {
            Ok(Response::new(204))
        } else {
            self.send(Request::new(Method::Post, self.renewal.clone().unwrap_or_default())).await
        };
        let mut good = carried_out(&outcome).is_some();
        if good && self.pointer.is_some() {
            let token = carried_out(&outcome).and_then(|answer| self.token_in(answer));
            good = token.is_some();
            self.token.replace(token);
        }
        self.good.set(good);
        self.renewals.set(self.renewals.get().wrapping_add(1));
        self.renewing.replace(None);
        drop(lock);
        outcome
    }
}

fn carried_out(outcome: &Outcome) -> Option<&Response> {
    outcome.as_ref().ok().filter(|answer| answer.is_success())
}
