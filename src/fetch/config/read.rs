//! From a JSON text that has the shape to the config. Every value is fetched by its JSON Pointer: a reader for each type
//! would be more code than the layers that the values are for.

use super::{Backend, Bearer, Config, Credentials, Csrf, HelpLines, Limits, Remote, Retry, Routes};
use contract::json::{self, Json};

/// Reads what has the shape. What is absent has its default.
pub(super) fn config(json: &Json<'_>) -> Config {
    let backend = match &*text(json, "/backend/kind").unwrap_or_default() {
        "http" => Backend::Http(remote(json)),
        // `host` is the old name.
        "embedder" | "host" => Backend::Embedder(remote(json)),
        _ => Backend::Embedded,
    };
    Config {
        backend,
        routes: match text(json, "/routes").as_deref() {
            Some("path") => Routes::Path,
            Some("memory") => Routes::Memory,
            _ => Routes::Hash,
        },
        language_fallback: text(json, "/language_fallback").unwrap_or_default(),
        help_lines: HelpLines { social: text(json, "/help_lines/social"), medical: text(json, "/help_lines/medical") },
    }
}

fn remote(json: &Json<'_>) -> Remote {
    let Remote { limits, retry, csrf, .. } = Remote::default();
    let number = |pointer, default| {
        let number = at(json, pointer).and_then(Json::integer);
        number.and_then(|number| number.try_into().ok()).unwrap_or(default)
    };
    Remote {
        base_url: text(json, "/backend/base_url").unwrap_or_default(),
        credentials: match text(json, "/backend/credentials").as_deref() {
            Some("same_origin") => Credentials::SameOrigin,
            Some("omit") => Credentials::Omit,
            _ => Credentials::Include,
        },
        headers: map(json, "/backend/headers"),
        limits: Limits {
            call_ms: number("/backend/limits/call_ms", limits.call_ms),
            attempt_ms: number("/backend/limits/attempt_ms", limits.attempt_ms),
        },
        retry: Retry {
            count: number("/backend/retry/count", retry.count),
            base_ms: number("/backend/retry/base_ms", retry.base_ms),
            cap_ms: number("/backend/retry/cap_ms", retry.cap_ms),
        },
        csrf: match at(json, "/backend/csrf") {
            None => csrf,
            Some(csrf) => text(csrf, "/name").zip(text(csrf, "/value")).map(|(name, value)| Csrf { name, value }),
        },
        bearer: at(json, "/backend/bearer").map(|bearer| match text(bearer, "/token") {
            Some(token) => Bearer { token },
            None => Bearer::default(),
        }),
        renewal: text(json, "/backend/renewal"),
        trace: !matches!(at(json, "/backend/trace"), Some(Json::Bool(false))),
        adapter: text(json, "/backend/adapter"),
    }
}

/// The value that a JSON Pointer leads to (RFC 6901).
#[inline(never)]
pub(in crate::fetch) fn at<'t, 'a>(json: &'t Json<'a>, pointer: &str) -> Option<&'t Json<'a>> {
    let mut here = json;
    for part in pointer.split('/').skip(1) {
        here = match here {
            Json::List(items) => items.get(part.parse::<usize>().ok()?)?,
            Json::Object(_) => json::find(here, &part.replace("~1", "/").replace("~0", "~"))?,
            _ => return None,
        };
    }
    Some(here)
}

#[inline(never)]
fn text(json: &Json<'_>, pointer: &str) -> Option<String> {
    Some(at(json, pointer)?.text()?.into_owned())
}

#[inline(never)]
fn map(json: &Json<'_>, pointer: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (key, value) in at(json, pointer).and_then(Json::members).unwrap_or_default() {
        all.extend(text(&Json::Text(key), "").zip(text(value, "")));
    }
    all
}
