//! `config.json`: which backend, how it is spoken to, and whose app it is. Read at run time, never a rebuild.
//!
//! A config is refused as a whole or taken as a whole. Every member that is wrong, or that nobody knows, is named with
//! its JSON Pointer. `docs/config.schema.json` is the same as a JSON Schema.

mod read;
mod shape;
mod table;
#[cfg(not(target_arch = "wasm32"))]
mod tag;
#[cfg(test)]
mod tests;

use contract::http::Header;
use contract::json::Json;
pub(super) use read::at;

/// The config. What is absent has its default: the embedded backend, and hash addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Who answers.
    pub backend: Backend,
    /// How addresses are written.
    pub routes: Routes,
    /// Telephone numbers that are shown.
    pub help_lines: HelpLines,
    /// The languages to fall back to, in their order, with blanks between: for what is not there in the one chosen. `boot.js`
    /// chooses by it, too.
    pub language_fallback: String,
}

/// Telephone numbers of the deployment. `None`: that of the city in use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HelpLines {
    /// For social insurance.
    pub social: Option<String>,
    /// For medical insurance.
    pub medical: Option<String>,
}

/// Who answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Backend {
    /// The embedded backend, in a worker of its own.
    #[default]
    Embedded,
    /// A server that speaks the contract.
    Http(Remote),
    /// A function that the page around the app hands in, with the signature of the web's `fetch`.
    Embedder(Remote),
}

/// How a backend outside of the app is spoken to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remote {
    /// What stands before `/v1/…`: absolute (`https://api.example/x`), or a path on the same host. For `embedder` it may
    /// be empty.
    pub base_url: String,
    /// Whether cookies are sent.
    pub credentials: Credentials,
    /// Headers sent with every request that does not have them anyway.
    pub headers: Vec<Header>,
    /// Time limits.
    pub limits: Limits,
    /// When a request is sent again.
    pub retry: Retry,
    /// A header that only the app's own scripts can send: against forged requests (OAuth 2.0 for Browser-Based
    /// Applications, 6.1.3.3.3). `None`: no such header.
    pub csrf: Option<Csrf>,
    /// The session is a bearer token, kept in memory only. `None`: it is a cookie.
    pub bearer: Option<Bearer>,
    /// Where a session that has ended is renewed (`POST`, no body), below `base_url`. `None`: it is not.
    pub renewal: Option<String>,
    /// Whether requests carry `traceparent` (W3C Trace Context).
    pub trace: bool,
    /// The path of the file that maps the contract to a backend of another shape.
    pub adapter: Option<String>,
}

impl Default for Remote {
    fn default() -> Self {
        Self {
            base_url: String::new(),
            credentials: Credentials::default(),
            headers: Vec::new(),
            limits: Limits::default(),
            retry: Retry::default(),
            csrf: Some(Csrf { name: "X-Requested-With".to_owned(), value: "citizen-center".to_owned() }),
            bearer: None,
            renewal: None,
            trace: true,
            adapter: None,
        }
    }
}

/// Whether cookies are sent, with the meaning of the web's `fetch`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Credentials {
    /// To the backend, wherever it is: sessions are a cookie.
    #[default]
    Include,
    /// Only if it is on the app's own origin.
    SameOrigin,
    /// Never.
    Omit,
}

/// Time limits, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From what the person did to the outcome, all attempts and pauses included.
    pub call_ms: u32,
    /// For one attempt.
    pub attempt_ms: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { call_ms: 45_000, attempt_ms: 20_000 }
    }
}

/// When a request is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// How often at most, after the first time.
    pub count: u32,
    /// The longest pause before the first repetition, in milliseconds; it doubles with each. The pause itself is drawn
    /// between nothing and that.
    pub base_ms: u32,
    /// The longest pause of all, in milliseconds. A backend that asks for a longer one (`Retry-After`) is not asked
    /// again at all.
    pub cap_ms: u32,
}

impl Default for Retry {
    fn default() -> Self {
        Self { count: 2, base_ms: 400, cap_ms: 8_000 }
    }
}

/// A header against forged requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Csrf {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// The session is a bearer token (RFC 6750).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// Where it stands in the answers of `POST /v1/session` and of the renewal: a JSON Pointer (RFC 6901).
    pub token: String,
}

impl Default for Bearer {
    fn default() -> Self {
        // The name of RFC 6749, 5.1.
        Self { token: "/access_token".to_owned() }
    }
}

/// How addresses are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Routes {
    /// `…#/card`
    #[default]
    Hash,
    /// `…/card`
    Path,
    /// The address stays as it is.
    Memory,
}

/// The config cannot be used: each place that is wrong, as a JSON Pointer (RFC 6901; empty is the whole), and what
/// should be there, for whoever wrote it. A text that is not JSON has the line instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError(pub Vec<(String, &'static str)>);

impl Config {
    /// Reads the config; an empty text is the default.
    ///
    /// # Errors
    /// See [`ConfigError`]. A wrong config is refused as a whole, never used in part.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        let json = Json::parse(text).map_err(|at| {
            let line = text.bytes().take(at).filter(|b| *b == b'\n').count() + 1;
            ConfigError(vec![(["line ", &line.to_string()].concat(), "JSON")])
        })?;
        let mut check = shape::Check::default();
        check.value(&json, &table::CONFIG);
        if !check.wrong.is_empty() {
            return Err(ConfigError(check.wrong));
        }
        Ok(read::config(&json))
    }
}

impl ConfigError {
    /// A line for each place, for the console.
    pub fn reason(&self) -> String {
        let mut reason = String::new();
        for (place, what) in &self.0 {
            for part in ["config.json ", place, ": not ", what, "\n"] {
                reason.push_str(part);
            }
        }
        reason
    }
}
