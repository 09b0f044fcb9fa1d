//! Everything that is not the API: the app, its pages, and files for domain verification.
//!
//! Why not `tower_http::services::ServeDir`: it reads the disk at each request, so that in the middle of a copy it sends
//! the page of one build with the scripts of another, follows links out of its folder, sends hidden files, the
//! compressed copies themselves and `_headers`, and makes its tags from the time of change, which differ between two
//! servers with one build. A layer that keeps it from all of that, and adds the config, the page at the app's addresses
//! and the caching by name, is longer than the map in [`AppFiles`]. For the folder of [`Dropped`] it would replace the
//! reading of one small file, after checks that it does not have. Types come from `mime_guess`.

mod app;
mod build;
mod dropped;
mod path;

pub use app::{AppFiles, CONFIG};
pub use build::{Build, Builds};
pub use dropped::Dropped;
pub use path::decoded;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Bytes as they are sent, and their name in caches.
#[derive(Clone, Debug)]
pub struct Content {
    bytes: Bytes,
    tag: HeaderValue,
}

impl Content {
    /// The tag is of the content: the same after a restart, another for each encoding (RFC 9110, 8.8.3).
    fn new(bytes: Vec<u8>) -> Self {
        let digits = Sha256::digest(&bytes).iter().take(12).fold(String::new(), |mut digits, byte| {
            let _ = write!(digits, "{byte:02x}");
            digits
        });
        let tag = HeaderValue::from_str(&format!("\"{digits}\"")).unwrap_or(HeaderValue::from_static("\"\""));
        Self { bytes: bytes.into(), tag }
    }

    /// The answer that sends it, or says that the other side has it.
    fn answer(&self, asked: &HeaderMap, kind: HeaderValue, cache: HeaderValue) -> Response {
        // The policy that goes with it is not the same for every engine.
        let vary = HeaderValue::from_static("User-Agent");
        let headers = [(header::ETAG, self.tag.clone()), (header::CACHE_CONTROL, cache), (header::VARY, vary)];
        if known(asked, &self.tag) {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        ([(header::CONTENT_TYPE, kind)], headers, self.bytes.clone()).into_response()
    }
}

/// Whether the client has it already (RFC 9110, 13.1.2).
fn known(asked: &HeaderMap, tag: &HeaderValue) -> bool {
    let lists = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|list| list.to_str().ok());
    let mut tags = lists.flat_map(|list| list.split(',')).map(str::trim);
    tags.any(|named| named == "*" || named.strip_prefix("W/").unwrap_or(named).as_bytes() == tag.as_bytes())
}

/// Whether the client takes Brotli (RFC 9110, 12.5.3): named, and not with a weight of nothing.
fn takes_brotli(asked: &HeaderMap) -> bool {
    let lists = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|list| list.to_str().ok());
    let mut codings = lists.flat_map(|list| list.split(','));
    codings.any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("br"));
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1.0), |text| text.parse::<f32>().ok());
        named && weight.is_some_and(|weight| weight > 0.0)
    })
}

/// Whether the client wants a page rather than a file or data.
pub fn wants_page(asked: &HeaderMap) -> bool {
    asked.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains("text/html"))
}

/// The type of a file by the end of its name. Texts are in UTF-8.
fn kind(name: &str) -> HeaderValue {
    let kind = mime_guess::from_path(name).first_raw().unwrap_or("application/octet-stream");
    let text = kind.starts_with("text/").then(|| HeaderValue::try_from([kind, "; charset=utf-8"].concat()).ok());
    text.flatten().unwrap_or(HeaderValue::from_static(kind))
}

#[cfg(test)]
mod tests {
    use super::{Content, known, takes_brotli};
    use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

    fn with(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn brotli_is_sent_to_who_takes_it() {
        for (value, takes) in [
            ("br", true),
            ("gzip, deflate, BR", true),
            ("gzip;q=1.0, br;q=0.5", true),
            ("br;q=0", false),
            ("br;q=0.000", false),
            ("br;q=x", false),
            ("gzip", false),
            ("brotli", false),
            ("", false),
        ] {
            assert_eq!(takes_brotli(&with(header::ACCEPT_ENCODING, value)), takes, "{value}");
        }
        assert!(!takes_brotli(&HeaderMap::new()));
    }

    #[test]
    fn a_tag_is_recognised_in_every_form() {
        let tag = Content::new(b"abc".to_vec()).tag;
        assert_eq!(tag, "\"ba7816bf8f01cfea414140de\"");
        for (value, want) in [
            ("\"ba7816bf8f01cfea414140de\"", true),
            ("\"x\", W/\"ba7816bf8f01cfea414140de\"", true),
            ("*", true),
            ("\"x\"", false),
            ("ba7816bf8f01cfea414140de", false),
        ] {
            assert_eq!(known(&with(header::IF_NONE_MATCH, value), &tag), want, "{value}");
        }
    }
}
