//! Proving who one is: `POST /v1/verifications`, `POST /v1/verifications/{id}/answer`.

use crate::json::{FromJson, ToJson};
use crate::values::Instant;
use serde::{Deserialize, Serialize};

/// How identity is proved. Face only ever beside another way
/// (人脸识别技术应用安全管理办法, in force since 2025-06-01).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum VerificationMethod {
    /// A six-digit code sent by SMS.
    SmsCode,
    /// The six-digit password of the electronic card.
    Password,
    /// A way this side does not know.
    #[serde(other)]
    Unknown,
}

/// What it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[serde(tag = "purpose", rename_all = "snake_case")]
pub enum VerificationRequest {
    /// Signing in: nobody is known yet. The answer is the same whether the number is known or not.
    SignIn {
        /// 18 characters (GB 11643-1999).
        id_number: String,
    },
    /// The same, by a document other than the resident ID card.
    SignInDocument {
        /// The kind of document, of `GET /v1/sign-in-methods`.
        document: String,
        /// Its number, in digits and capital letters.
        number: String,
    },
    /// Submitting an application.
    Application {
        /// How.
        method: VerificationMethod,
    },
}

/// The answer of `POST /v1/verifications`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Verification {
    /// Opaque id.
    pub id: String,
    /// How.
    pub method: VerificationMethod,
    /// Where the code went, masked: `138****0000`. Absent for a password, and for a sign-in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_to: Option<String>,
    /// Until when it can be answered.
    pub expires_at: Instant,
    /// From when on a new code can be asked for.
    pub resend_at: Instant,
    /// Wrong answers left before the lock.
    pub attempts_left: u32,
}

/// The body of `POST /v1/verifications/{id}/answer`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
pub struct VerificationAnswer {
    /// The code or the password.
    pub answer: String,
}

/// Its answer, when the code or password was right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
pub struct Verified {
    /// The verification, now good for one submission.
    pub id: String,
    /// Until when.
    pub expires_at: Instant,
}
