//! `config.json`: which backend, and how addresses are written. Read at run time, never a rebuild.

use contract::json::{FromJson, Json, Members};

/// The config. What is absent has its default: the embedded backend, and hash addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Who answers.
    pub backend: Backend,
    /// How addresses are written.
    pub routes: Routes,
}

/// Who answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Backend {
    /// The embedded backend, in a worker of its own.
    #[default]
    Embedded,
    /// A server that speaks the contract.
    Http(Http),
}

/// A server.
#[derive(Clone, Debug, PartialEq, Eq, FromJson)]
pub struct Http {
    /// What stands before `/v1/…`: absolute (`https://api.example/x`), or a path on the same host.
    pub base_url: String,
    /// Whether cookies are sent.
    #[serde(default)]
    pub credentials: Credentials,
}

/// Whether cookies are sent, with the meaning of the web's `fetch`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromJson)]
#[serde(rename_all = "snake_case")]
pub enum Credentials {
    /// To the backend, wherever it is: sessions are a cookie.
    #[default]
    Include,
    /// Only if it is on the app's own origin.
    SameOrigin,
    /// Never.
    Omit,
}

/// How addresses are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromJson)]
#[serde(rename_all = "snake_case")]
pub enum Routes {
    /// `…#/card`
    #[default]
    Hash,
    /// `…/card`
    Path,
}

/// The config cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigError {
    /// It is not JSON, or not of this shape; with the place and the reason, for whoever wrote it.
    Unreadable(String),
    /// `backend.base_url` is neither absolute (http, https) nor a path from the root.
    BaseUrl,
}

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
            ConfigError::Unreadable(["line ", &line.to_string(), ": not JSON"].concat())
        })?;
        json.members().ok_or_else(|| unreadable("not an object"))?;
        let config = Self {
            backend: part(&json, "backend", "/backend: no kind of backend, or without what that kind needs")?,
            routes: part(&json, "routes", "/routes: neither \"hash\" nor \"path\"")?,
        };
        if let Backend::Http(Http { base_url, .. }) = &config.backend {
            let starts = ["https://", "http://", "/"].iter().any(|start| base_url.starts_with(start));
            // "//host" would be another host on the same scheme: a slip more often than a wish.
            if !starts || base_url.starts_with("//") {
                return Err(ConfigError::BaseUrl);
            }
        }
        Ok(config)
    }
}

/// `{"kind": "embedded"}`, or `{"kind": "http"}` with the members of [`Http`] beside the kind.
impl FromJson for Backend {
    fn from_json(json: &Json<'_>, wrong: &mut bool) -> Self {
        match &*Members::of(json, wrong).member::<String>("kind") {
            "embedded" => return Self::Embedded,
            "http" => return Self::Http(Http::from_json(json, wrong)),
            _ => *wrong = true,
        }
        Self::default()
    }
}

fn part<T: FromJson + Default>(json: &Json<'_>, key: &str, why: &str) -> Result<T, ConfigError> {
    let mut wrong = false;
    let part = Members::of(json, &mut wrong).member_or(key, T::default());
    if wrong { Err(unreadable(why)) } else { Ok(part) }
}

fn unreadable(why: &str) -> ConfigError {
    ConfigError::Unreadable(why.to_owned())
}

impl ConfigError {
    /// One line for the console.
    pub fn reason(&self) -> String {
        match self {
            Self::Unreadable(why) => ["config.json: ", why].concat(),
            Self::BaseUrl => "config.json: /backend/base_url: neither absolute nor a path from the root".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Backend, Config, ConfigError, Credentials, Http, Routes};

    #[test]
    fn nothing_said_is_the_embedded_backend_and_hash_addresses() {
        for text in ["", "{}", r#"{"backend":{"kind":"embedded"},"routes":"hash"}"#] {
            assert_eq!(Config::parse(text), Ok(Config { backend: Backend::Embedded, routes: Routes::Hash }), "{text}");
        }
    }

    #[test]
    fn a_server_is_named_by_its_base_url() {
        let text =
            r#"{"backend":{"kind":"http","base_url":"https://api.example/x","credentials":"omit"},"routes":"path"}"#;
        let http = Http { base_url: "https://api.example/x".to_owned(), credentials: Credentials::Omit };
        assert_eq!(Config::parse(text), Ok(Config { backend: Backend::Http(http), routes: Routes::Path }));
    }

    #[test]
    fn the_reason_says_where() {
        for (text, reason) in [
            ("{\n\"routes\": hash}", "config.json: line 2: not JSON"),
            ("[]", "config.json: not an object"),
            ("{\"routes\": null}", "config.json: /routes: neither \"hash\" nor \"path\""),
        ] {
            assert_eq!(Config::parse(text).unwrap_err().reason(), reason);
        }
    }

    #[test]
    fn a_wrong_config_is_refused_with_the_reason() {
        for text in ["[", "{\"backend\":{\"kind\":\"smoke\"}}", "{\"backend\":{\"kind\":\"http\"}}", "{\"routes\":1}"] {
            assert!(matches!(Config::parse(text), Err(ConfigError::Unreadable(_))), "{text}");
        }
        for url in ["", "api", "ftp://a", "//a", "javascript:alert(1)"] {
            let text = [r#"{"backend":{"kind":"http","base_url":""#, url, r#""}}"#].concat();
            assert_eq!(Config::parse(&text), Err(ConfigError::BaseUrl), "{url}");
        }
    }
}
