//! Who is signed in: `POST GET DELETE /v1/session`; and where: `GET DELETE /v1/sessions`.

use crate::json::{FromJson, ToJson};
use crate::values::Instant;
use crate::verification::VerificationMethod;
use serde::{Deserialize, Serialize};

/// The body of `POST /v1/session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[serde(tag = "method", rename_all = "snake_case")]
pub enum SignIn {
    /// ID number and SMS code: first `POST /v1/verifications` with the purpose `sign_in`.
    SmsCode {
        /// The verification that sent the code.
        verification: String,
        /// The six digits.
        code: String,
    },
    /// ID number and electronic-card password.
    Password {
        /// 18 characters (GB 11643-1999).
        id_number: String,
        /// Six digits.
        password: String,
    },
    /// A one-time code from the embedder. On the wire the method is `host_code`, as ever.
    #[serde(rename = "host_code")]
    EmbedderCode {
        /// The code.
        code: String,
        /// What the page bound the code to.
        nonce: String,
    },
}

/// The answer of `POST` and `GET /v1/session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Session {
    /// Opaque id of the person; stands for nobody outside this backend.
    pub citizen: String,
    /// Name, masked by the server: `示*`.
    pub name: String,
    /// ID number, masked by the server.
    pub id_number: String,
    /// The city the person's record is kept in.
    pub city: String,
    /// How the person pays.
    pub payer: Payer,
    /// When the session began.
    pub signed_in_at: Instant,
    /// When the session ends whatever the person does.
    pub expires_at: Instant,
    /// After how many seconds without a request the session ends.
    pub idle_seconds: u32,
    /// What is asked for with `Purpose: prefetch` is marked in the access log, so that the app may ask ahead of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefetch: Option<bool>,
    /// What is asked for with `Purpose: background` does not keep the session alive, so the app says so where a timer asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub background: Option<bool>,
    /// How the person signed in; `None`: the embedder vouched, or it is not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<VerificationMethod>,
}

/// A place where the person is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct SessionEntry {
    /// Opaque id.
    pub id: String,
    /// Whether it is the session that asks.
    pub current: bool,
    /// When it began.
    pub signed_in_at: Instant,
    /// When it was used last.
    pub seen_at: Instant,
    /// How the person signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<VerificationMethod>,
    /// What it was used from, as coarse as browser and system; `None`: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
}

/// The answer of `GET /v1/sessions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Sessions {
    /// This session first, then the one used last.
    pub items: Vec<SessionEntry>,
}

/// How a person takes part in social insurance (SIL 10, 23, 60).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    /// 灵活就业人员: pays for himself.
    Flexible,
    /// 职工: the employer reports and pays.
    Employee,
    /// 城乡居民.
    Resident,
    /// Draws a pension; pays no more.
    Retiree,
    /// A kind this side does not know.
    #[serde(other)]
    Unknown,
}

/// One line of `GET /v1/access-log`: who saw which data of mine, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Access {
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: crate::values::Actor,
    /// What was looked at.
    pub what: AccessedData,
    /// The app asked for it ahead (`Purpose: prefetch`), and nobody has looked at it since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ahead: Option<bool>,
}

/// What was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum AccessedData {
    /// The electronic card.
    Card,
    /// The social security number, unmasked.
    IdNumber,
    /// The card number, unmasked.
    CardNumber,
    /// The contribution record.
    Contributions,
    /// An application.
    Application,
    /// Something this side does not know.
    #[serde(other)]
    Unknown,
}

/// The answer of `GET /v1/access-log`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct AccessLog {
    /// Newest first.
    pub items: Vec<Access>,
}
