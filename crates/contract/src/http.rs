//! Requests and responses as plain data, with the meaning of the web's own.

use crate::json::{self, FromJson, Json, ToJson};
use serde::{Deserialize, Serialize};

/// The request methods the contract uses (RFC 9110, 9.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// Safe and idempotent.
    Get,
    /// Neither, unless the request carries an `Idempotency-Key`.
    Post,
    /// Idempotent.
    Put,
    /// Idempotent, partial change (only the demo panel uses it).
    Patch,
    /// Idempotent.
    Delete,
    /// GET without the body; sent by caches and probes, never by the app.
    Head,
    /// What can be asked; sent by browsers before a request to another origin, never by the app.
    Options,
}

impl Method {
    const ALL: [Self; 7] = [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete, Self::Head, Self::Options];

    /// The token on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
        }
    }
}

impl FromJson for Method {
    fn from_json(json: &Json<'_>, wrong: &mut bool) -> Self {
        let text = json.text();
        let named = |method: &Self| text.as_deref() == Some(method.as_str());
        json::or_mark(Self::ALL.into_iter().find(named), Self::Get, wrong)
    }
}

impl ToJson for Method {
    fn to_json(&self, out: &mut String) {
        json::text(out, self.as_str());
    }
}

/// A header as a name and a value; names compare without regard to ASCII case (RFC 9110, 5.1).
pub type Header = (String, String);

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// Path and query below the backend's base URL, for example `/v1/card`.
    pub path: String,
    /// Headers in order.
    pub headers: Vec<Header>,
    /// The body; empty where there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<u8>,
}

/// What came back. Any status is an answer: an HTTP error is not a transport error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// The status code (RFC 9110, 15).
    pub status: u16,
    /// Headers in order.
    pub headers: Vec<Header>,
    /// The body; empty where there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<u8>,
}

/// The media type of every body but a problem's.
pub const JSON: &str = "application/json";
/// The media type of a problem (RFC 9457, 3).
pub const PROBLEM_JSON: &str = "application/problem+json";
/// The header that makes a submission happen once (draft-ietf-httpapi-idempotency-key-header).
pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";
/// The header that says a request was made by a script of the app itself: a form or an image of another page cannot
/// set it (OWASP, "Custom Request Headers"). Its value is [`CSRF_VALUE`].
pub const CSRF: &str = "X-Citizen-Csrf";
/// The value of [`CSRF`].
pub const CSRF_VALUE: &str = "1";
/// Where an answer says which request it belongs to; the app shows it as the support code.
pub const REQUEST_ID: &str = "X-Request-Id";
/// What a request belongs to (W3C Trace Context, level 1, 3.2): version, trace, span, flags.
pub const TRACEPARENT: &str = "traceparent";

/// What sent a request (RFC 9110, 10.1.5).
pub const USER_AGENT: &str = "User-Agent";
/// What a request is for, beside a person who waits for the answer.
pub const PURPOSE: &str = "Purpose";
/// The value of [`PURPOSE`] where a client asks ahead of a person who may never look at the answer. Browsers say so of
/// requests of their own by `Sec-Purpose` (Fetch, "Sec-Purpose"), which no script can set.
pub const PREFETCH: &str = "prefetch";
/// The value of [`PURPOSE`] of what a timer asks for: it does not keep the session alive.
pub const BACKGROUND: &str = "background";

/// A longer body of an answer, in bytes, is not read to its end: it cannot be used. What the app asks for is a twentieth of
/// it at most; and what is read takes up to ten times its length in memory, which wasm never gives back.
pub const LONGEST: usize = 2 * 1024 * 1024;

impl Request {
    /// A request without headers or body.
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), headers: Vec::new(), body: Vec::new() }
    }

    /// The first header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }
}

impl Response {
    /// An answer without headers or body.
    pub const fn new(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    /// The first header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// Whether the status says the request was carried out.
    pub const fn is_success(&self) -> bool {
        matches!(self.status, 200..=299)
    }
}

fn find<'a>(headers: &'a [Header], name: &str) -> Option<&'a str> {
    headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
}

/// Why a transport has no answer. It speaks of the transport only: a status of 500 is a [`Response`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[serde(rename_all = "snake_case")]
pub enum FetchError {
    /// The request did not leave this device: nothing can have happened because of it.
    NeverSent,
    /// The request may have arrived, and its answer was lost: it may have been carried out.
    MaybeSent,
    /// An answer came that cannot be read (broken off, not of the promised type).
    Unusable,
}

/// What a transport gives back.
pub type Outcome = Result<Response, FetchError>;
