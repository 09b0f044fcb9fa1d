//! Which documents a request will need, as far as that is known before it begins.
//!
//! A transaction of the store takes longer than what the rules do with its documents: a request that asks for them one
//! after another (session, person, wrong answers, access log) waits for each. What is known here is keys alone, never
//! what is stored under them, so a wrong guess costs a document read in vain and changes no answer.

use crate::state::{self, Citizen};
use contract::http::Request;
use contract::operations::{OperationId, Place};
use contract::values::Instant;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Sessions that are remembered at a time: some 400 bytes each.
const SESSIONS: usize = 4096;

/// Keys by session.
#[derive(Default)]
pub(crate) struct Ahead {
    /// What is kept of the person of a session, by the key of the session.
    people: RefCell<BTreeMap<String, [String; 3]>>,
}

impl Ahead {
    /// What a request with that session cookie will most likely read.
    pub(crate) fn keys(&self, request: &Request, token: Option<&str>) -> Vec<String> {
        let mut keys = vec![state::META.to_owned()];
        let path = request.path.split('?').next().unwrap_or_default();
        let row = Place::of(path).and_then(|place| place.row(request.method));
        if let Some(token) = token.filter(|_| row.is_some_and(|row| row.id != OperationId::ListCities)) {
            let session = state::session(token);
            keys.extend(self.people.borrow().get(&session).into_iter().flatten().cloned());
            keys.push(session);
        }
        keys
    }

    /// Remembers whose session it is, and what day.
    pub(crate) fn remember(&self, token: &str, citizen: &Citizen, now: Instant) {
        let mut people = self.people.borrow_mut();
        let (session, today) = (state::session(token), state::access_of(&citizen.id, now));
        if people.get(&session).is_some_and(|keys| keys[1] == today) {
            return;
        }
        if people.len() >= SESSIONS {
            people.clear();
        }
        people.insert(session, [state::citizen(&citizen.id), today, state::guard(&citizen.id_number)]);
    }
}
