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
pub(crate) struct Guard {
    pub(crate) wrong: u32,
    pub(crate) locked_at: Option<Instant>,
    pub(crate) locked_until: Option<Instant>,
    /// Whether the last wrong answer was a password: that locks the card as well.
    pub(crate) by_password: bool,
    pub(crate) sent: Vec<Sms>,
    /// The sign-in code that counts.
    pub(crate) sign_in: Option<String>,
}

/// A message that was sent.
#[derive(Clone, Debug, FromJson, ToJson)]
pub(crate) struct Sms {
    pub(crate) purpose: SmsPurpose,
    pub(crate) at: Instant,
    /// Whether its code was given back rightly.
    pub(crate) answered: bool,
}

/// What a message is for; each has its own pause between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SmsPurpose {
    SignIn,
    Application,
}

/// A code sent for a sign-in.
#[derive(Clone, Debug, FromJson, ToJson)]
pub(crate) struct SignInCode {
    pub(crate) id_number: String,
    pub(crate) citizen: Option<String>,
    pub(crate) code: String,
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
