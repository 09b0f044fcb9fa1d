//! State that is tied to no signed-in citizen, or to the way in.

use contract::json::{FromJson, ToJson};
use contract::values::Instant;
use contract::verification::VerificationMethod;

/// What the store was made with.
#[derive(Clone, Debug, FromJson, ToJson)]
pub(crate) struct Meta {
    /// Form of the documents.
    pub(crate) schema: u32,
    /// The time the data are relative to.
    pub(crate) seeded_at: Instant,
    /// Whether it was made without the demo's people.
    pub(crate) empty: Option<bool>,
}

/// A session.
#[derive(Clone, Debug, FromJson, ToJson)]
pub(crate) struct SessionState {
    pub(crate) citizen: String,
    pub(crate) signed_in_at: Instant,
    pub(crate) seen_at: Instant,
    pub(crate) expires_at: Instant,
    /// How the person signed in; `None`: the embedder vouched.
    #[serde(default)]
    pub(crate) method: Option<VerificationMethod>,
    /// What it was begun from, as coarse as browser and system.
    #[serde(default)]
    pub(crate) device: Option<String>,
}

/// Wrong answers and messages for one ID number. There is one for numbers nobody has, too, so that
/// the answers do not tell which numbers are known.
#[derive(Clone, Debug, Default, FromJson, ToJson)]
#[serde(default)]
pub(crate) struct Guard {
    /// Who has given wrong answers, and in which way.
    pub(crate) lanes: Vec<Lane>,
    /// Messages of the last hour.
    pub(crate) messages: Vec<Sms>,
    /// Clients that have signed in as this person, the latest last.
    pub(crate) known: Vec<String>,
}

/// Wrong answers of one client to one factor: see [`crate::rules::lock`].
#[derive(Clone, Debug, FromJson, ToJson)]
pub(crate) struct Lane {
    /// Factor and client.
    pub(crate) who: String,
    /// Wrong answers since the last right one, or since the last lock.
    pub(crate) wrong: u32,
    /// Locks since the last right answer.
    pub(crate) locks: u32,
    /// The last wrong answer.
    pub(crate) at: Instant,
    /// When the next answer is taken. A lock without it ends at a counter of the agency.
    pub(crate) until: Option<Instant>,
    /// The sign-in code that was sent last and is not answered.
    pub(crate) sign_in: Option<String>,
}

/// A message that was sent.
#[derive(Clone, Debug, FromJson, ToJson)]
pub(crate) struct Sms {
    /// The lane in which its code is answered.
    pub(crate) who: String,
    pub(crate) at: Instant,
    /// Whether its code was given back rightly.
    pub(crate) answered: bool,
}

/// A code sent for a sign-in.
#[derive(Clone, Debug, FromJson, ToJson)]
pub(crate) struct SignInCode {
    pub(crate) id_number: String,
    pub(crate) citizen: Option<String>,
    /// Digest of the code that was sent.
    pub(crate) code: String,
    /// The client that asked for it: wrong answers are counted for it, whoever gives them.
    pub(crate) client: Option<String>,
    pub(crate) expires_at: Instant,
}

/// An embedder's word for who somebody is.
#[derive(Clone, Debug, FromJson, ToJson)]
pub(crate) struct EmbedderGrant {
    pub(crate) citizen: String,
    pub(crate) expires_at: Instant,
}

/// An idempotency record.
#[derive(Clone, Debug, FromJson, ToJson)]
pub(crate) struct Repeat {
    /// Fingerprint of the payload.
    pub(crate) payload: String,
    pub(crate) at: Instant,
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) location: Option<String>,
    pub(crate) body: String,
}
