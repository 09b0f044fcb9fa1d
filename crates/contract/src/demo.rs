//! The demo panel of the embedded backend: not part of the contract, and on no other backend.
//!
//! `GET /demo` gives [`Demo`]; `PATCH /demo` takes [`DemoChange`] and gives [`Demo`].

use crate::json::{FromJson, ToJson};
use crate::text::Text;
use crate::values::Instant;
use serde::{Deserialize, Serialize};

/// What the next answers do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The request never leaves.
    Offline,
    /// The request is carried out, its answer is lost.
    LostAnswer,
    /// 500.
    ServerError,
    /// 429 with `Retry-After`.
    TooManyRequests,
    /// 409 request in progress.
    Conflict,
    /// 200 with a body that cannot be read.
    Malformed,
}

/// A demo citizen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct DemoCitizen {
    /// Opaque id.
    pub id: String,
    /// Made-up name.
    pub name: Text,
    /// What the person is for.
    pub story: Text,
    /// A number with a valid check digit that is plainly demo.
    pub id_number: String,
    /// Electronic-card password.
    pub password: String,
}

/// An SMS that would have been sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct DemoSms {
    /// To which number, masked.
    pub to: String,
    /// The code in it.
    pub code: String,
    /// When.
    pub at: Instant,
}

/// Where what is done is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum DemoStorage {
    /// In the browser, and there after a reload.
    Kept,
    /// In memory only: the browser's store is missing, full or barred.
    MemoryOnly,
}

/// State of the demo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Demo {
    /// Who can be chosen.
    pub citizens: Vec<DemoCitizen>,
    /// Newest first, at most 5.
    pub outbox: Vec<DemoSms>,
    /// Delay of each answer in milliseconds.
    pub latency_ms: u32,
    /// What the next answers do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
    /// How many answers still fail; `u32::MAX`: until changed.
    pub fault_count: u32,
    /// By how many seconds the backend's clock is ahead.
    pub clock_ahead_seconds: i32,
    /// Where it is kept.
    pub storage: DemoStorage,
}

/// A change; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToJson)]
pub struct DemoChange {
    /// Delay of each answer in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latency_ms: Option<u32>,
    /// What the next `fault_count` answers do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
    /// How many answers fail; 0 ends the fault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault_count: Option<u32>,
    /// Move the clock on by so many seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advance_seconds: Option<i32>,
    /// Sign this citizen in at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<String>,
    /// Forget everything and start anew.
    #[serde(default)]
    pub reset: bool,
}
