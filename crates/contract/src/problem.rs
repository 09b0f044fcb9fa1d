//! Refusals: problem details for HTTP APIs (RFC 9457).

use crate::json::{FromJson, ToJson};
use crate::values::Instant;
use serde::{Deserialize, Serialize};

/// The kinds of refusal; on the wire the `type` member, a URI reference relative to the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub enum ProblemType {
    /// 400: the request does not have the form the contract gives; see `errors`.
    #[serde(rename = "/problems/invalid-request")]
    InvalidRequest,
    /// 400: a submission without an `Idempotency-Key`.
    #[serde(rename = "/problems/idempotency-key-missing")]
    IdempotencyKeyMissing,
    /// 401: nobody is signed in, or the session has ended.
    #[serde(rename = "/problems/not-signed-in")]
    NotSignedIn,
    /// 403: signed in, but not entitled.
    #[serde(rename = "/problems/forbidden")]
    Forbidden,
    /// 403: this needs a fresh verification of identity.
    #[serde(rename = "/problems/verification-required")]
    VerificationRequired,
    /// 404: there is no such thing, or not for this person.
    #[serde(rename = "/problems/not-found")]
    NotFound,
    /// 405: the path is there, not with this method.
    #[serde(rename = "/problems/method-not-allowed")]
    MethodNotAllowed,
    /// 409: the first request with this `Idempotency-Key` is still being carried out.
    #[serde(rename = "/problems/request-in-progress")]
    RequestInProgress,
    /// 409: an application of this kind is under way already; see `application`.
    #[serde(rename = "/problems/already-under-way")]
    AlreadyUnderWay,
    /// 409: the application can no longer be withdrawn.
    #[serde(rename = "/problems/not-withdrawable")]
    NotWithdrawable,
    /// 410: the code or the verification has expired; ask for a new one.
    #[serde(rename = "/problems/verification-expired")]
    VerificationExpired,
    /// 422: this `Idempotency-Key` was used for another payload.
    #[serde(rename = "/problems/idempotency-key-reused")]
    IdempotencyKeyReused,
    /// 422: the ID number, code or password is wrong; see `attempts_left`.
    #[serde(rename = "/problems/wrong-answer")]
    WrongAnswer,
    /// 422: this person may not apply for this; the check says why.
    #[serde(rename = "/problems/not-eligible")]
    NotEligible,
    /// 423: too many wrong answers; see `retry_at`.
    #[serde(rename = "/problems/locked")]
    Locked,
    /// 429: too many requests; see `Retry-After`.
    #[serde(rename = "/problems/too-many-requests")]
    TooManyRequests,
    /// 500: the backend failed.
    #[serde(rename = "/problems/server-error")]
    ServerError,
    /// 501: the backend does not offer this operation.
    #[serde(rename = "/problems/not-supported")]
    NotSupported,
    /// 503: the backend is closed for maintenance or overloaded; see `Retry-After`.
    #[serde(rename = "/problems/unavailable")]
    Unavailable,
    /// A kind this side does not know; the status still says what to do.
    #[serde(other, rename = "about:blank")]
    Unknown,
}

/// One thing wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct FieldError {
    /// JSON Pointer (RFC 6901) into the request's body, or `?name` for a query parameter.
    pub pointer: String,
    /// What is wrong, as a code: `missing`, `malformed`, `out_of_range`, `unknown`.
    pub code: String,
}

/// A problem document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Problem {
    /// What kind of problem.
    #[serde(rename = "type")]
    pub kind: ProblemType,
    /// The kind in a few words, for a developer.
    #[serde(default)]
    pub title: String,
    /// The status, the same as the response's.
    #[serde(default)]
    pub status: u16,
    /// What happened this time, for a developer; never shown as markup.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Everything wrong with the request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Wrong answers left before the lock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempts_left: Option<u32>,
    /// When it may be tried again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_at: Option<Instant>,
    /// The application in the way, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
}

impl ProblemType {
    /// The status that goes with this kind; 500 for [`ProblemType::Unknown`].
    pub const fn status(self) -> u16 {
        match self {
            Self::InvalidRequest | Self::IdempotencyKeyMissing => 400,
            Self::NotSignedIn => 401,
            Self::Forbidden | Self::VerificationRequired => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::RequestInProgress | Self::AlreadyUnderWay | Self::NotWithdrawable => 409,
            Self::VerificationExpired => 410,
            Self::IdempotencyKeyReused | Self::WrongAnswer | Self::NotEligible => 422,
            Self::Locked => 423,
            Self::TooManyRequests => 429,
            Self::ServerError | Self::Unknown => 500,
            Self::NotSupported => 501,
            Self::Unavailable => 503,
        }
    }
}

impl Problem {
    /// A problem of that kind with its status and nothing else.
    pub const fn new(kind: ProblemType) -> Self {
        Self {
            kind,
            title: String::new(),
            status: kind.status(),
            detail: None,
            errors: Vec::new(),
            attempts_left: None,
            retry_at: None,
            application: None,
        }
    }
}
