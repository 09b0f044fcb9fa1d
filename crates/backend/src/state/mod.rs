//! What is stored, and under which keys.

mod citizen;
mod sign_in;

pub(crate) use citizen::{Citizen, Course, Digest, Filed, IssuedCard, Proof};
pub(crate) use sign_in::{EmbedderGrant, Guard, Lane, Meta, Repeat, SessionState, SignInCode, Sms};

use crate::chance::digest;
use contract::values::Instant;

/// The only document of its kind: what the store was made with.
pub(crate) const META: &str = "meta";
/// Messages to be sent, newest last. On a server a sender takes them from here.
pub(crate) const OUTBOX: &str = "outbox";
/// State of the demo panel.
pub(crate) const PANEL: &str = "panel";

/// A citizen's state.
pub(crate) fn citizen(id: &str) -> String {
    format!("citizen/{id}")
}

/// Who has an ID number. Keys are kept by databases and logs: the number itself must not be in one.
pub(crate) fn identity(id_number: &str) -> String {
    format!("identity/{}", digest(&["identity", id_number]))
}

/// Wrong answers and messages for an ID number, known or not.
pub(crate) fn guard(id_number: &str) -> String {
    format!("guard/{}", digest(&["guard", id_number]))
}

/// A session, by its token; whoever reads the store cannot use it.
pub(crate) fn session(token: &str) -> String {
    format!("session/{}", digest(&["session", token]))
}

/// The keys of a citizen's sessions, the oldest first. Some of them may have ended.
pub(crate) fn sessions(citizen: &str) -> String {
    format!("sessions/{citizen}")
}

/// A code sent for a sign-in. What a client sends never becomes a key as it is.
pub(crate) fn sign_in(id: &str) -> String {
    format!("sign-in/{}", digest(&["sign-in", id]))
}

/// An embedder's one-time code with its nonce. The key begins with the word that stores already hold.
pub(crate) fn embedder_grant(code: &str, nonce: &str) -> String {
    format!("host/{}", digest(&["host", code, nonce]))
}

/// All idempotency records of a citizen.
pub(crate) fn repeats(citizen: &str) -> String {
    format!("repeat/{citizen}/")
}

/// An idempotency record: the key belongs to the person.
pub(crate) fn repeat(citizen: &str, key: &str) -> String {
    format!("{}{}", repeats(citizen), digest(&["repeat", key]))
}

/// The access log of a citizen: with the demo's lines, and those of before there was a document a day.
pub(crate) fn access(citizen: &str) -> String {
    format!("access/{citizen}")
}

/// All days of a citizen's access log.
pub(crate) fn access_days(citizen: &str) -> String {
    format!("access/{citizen}/")
}

/// One day of it, in China: lines are only added.
pub(crate) fn access_of(citizen: &str, now: Instant) -> String {
    format!("access/{citizen}/{}", now.china_date())
}

/// All months of a citizen's record.
pub(crate) fn months(citizen: &str) -> String {
    format!("months/{citizen}/")
}

/// The months of one year, newest first; four digits, so that keys are in the order of time.
pub(crate) fn months_of(citizen: &str, year: u32) -> String {
    format!("{}{year:04}", months(citizen))
}
