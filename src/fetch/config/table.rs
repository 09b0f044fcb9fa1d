//! The shape of `config.json`. `docs/config.schema.json` says the same to editors; the tests beside this file holds the two
//! together.

use super::shape::{Entry, Shape, may, must};
#[cfg(not(target_arch = "wasm32"))]
use super::tag::is_tag as language;
/// What `Intl` takes: it is what the tags are for, and throws at any other.
#[cfg(target_arch = "wasm32")]
use crate::platform::intl::is_tag as language;

/// The whole file.
pub(super) const CONFIG: Shape = Shape::Object(&[
    may("$schema", Shape::Text(any, "a text")),
    may("backend", Shape::Kinds(KINDS, "embedded, http or embedder")),
    may("routes", Shape::Name(&["hash", "path", "memory"], "hash, path or memory")),
    // `web/offline` carries this out.
    may("offline", Shape::Flag),
    may("brand", Shape::Object(BRAND)),
    may("languages", Shape::Map(language, LANGUAGE, &Shape::Text(label, "what the language calls itself"))),
    may("language_fallback", Shape::Text(languages, "language tags with blanks between")),
    may("help_lines", Shape::Object(HELP_LINES)),
    may("embedder_sign_in", SIGN_IN),
    may("host_sign_in", SIGN_IN),
    may("embedder", EMBEDDER),
    may("host", EMBEDDER),
    may("embedders", Shape::Text(origins, "origins with blanks between")),
]);

/// The kinds of a backend. `host` is what the kind `embedder` was called before; the members `host` and `host_sign_in` of
/// the config are old names, too. All three are still taken.
const KINDS: &[(&str, &[Entry])] = &[("embedded", &[]), ("http", HTTP), ("embedder", FUNCTION), ("host", FUNCTION)];

/// How the embedder signs people in. `web/boot` carries this out.
const SIGN_IN: Shape = Shape::Text(page, "ask, or a page of the mini-program");
/// Who embeds the page. `web/boot` and `web/embedder` carry this out.
const EMBEDDER: Shape = Shape::Name(EMBEDDERS, "the name of an embedder");

/// The names are those of `web/embedder/detect.mjs`.
const EMBEDDERS: &[&str] = &[
    "auto",
    "browser",
    "iframe",
    "alipay-mini",
    "alipay-h5",
    "wechat-mini",
    "wechat",
    "douyin",
    "baidu",
    "qq",
    "dingtalk",
    "wkwebview",
    "android",
    "arkweb",
];

const HTTP: &[Entry] = &remote(must("base_url", BASE_URL), may("adapter", Shape::Text(file, FILE)));
const FUNCTION: &[Entry] =
    &remote(may("base_url", BASE_URL), may("adapter", Shape::Name(&[], "for a function: only http has one")));

const BASE_URL: Shape = Shape::Text(base_url, "http://…, https://… or a path from the root");

const fn remote(base_url: Entry, adapter: Entry) -> [Entry; 10] {
    [
        base_url,
        may("credentials", Shape::Name(&["include", "same_origin", "omit"], "include, same_origin or omit")),
        may("headers", Shape::Map(header_name, HEADER_NAME, &Shape::Text(header_value, HEADER_VALUE))),
        may("limits", Shape::Object(LIMITS)),
        may("retry", Shape::Object(RETRY)),
        may("csrf", Shape::OrNull(&Shape::Object(CSRF))),
        may("bearer", Shape::Object(BEARER)),
        may("renewal", Shape::Text(path, "a path from the root")),
        may("trace", Shape::Flag),
        adapter,
    ]
}

const LIMITS: &[Entry] = &[
    may("call_ms", Shape::Integer(1_000, 600_000, "an integer from 1000 to 600000")),
    may("attempt_ms", Shape::Integer(1_000, 600_000, "an integer from 1000 to 600000")),
];

const RETRY: &[Entry] = &[
    may("count", Shape::Integer(0, 5, "an integer from 0 to 5")),
    may("base_ms", Shape::Integer(0, 60_000, "an integer from 0 to 60000")),
    may("cap_ms", Shape::Integer(0, 600_000, "an integer from 0 to 600000")),
];

const CSRF: &[Entry] =
    &[must("name", Shape::Text(header_name, HEADER_NAME)), must("value", Shape::Text(header_value, HEADER_VALUE))];

const BEARER: &[Entry] = &[may("token", Shape::Text(pointer, "a JSON Pointer"))];

/// `boot.js` carries this out, before the app starts; here it is only looked over.
const BRAND: &[Entry] = &[
    may("name", Shape::Map(language, LANGUAGE, &Shape::Text(filled, "a text with something in it"))),
    may("logo", Shape::Text(file, FILE)),
    may("light", Shape::Object(COLOURS)),
    may("dark", Shape::Object(COLOURS)),
];

const COLOUR: Shape = Shape::Text(colour, "a colour such as #0f56c4");
const COLOURS: &[Entry] =
    &[may("brand", COLOUR), may("brand-deep", COLOUR), may("brand-text", COLOUR), may("brand-soft", COLOUR)];

const HELP_LINES: &[Entry] = &[
    may("social", Shape::Text(phone, "a telephone number")),
    may("medical", Shape::Text(phone, "a telephone number")),
];

const LANGUAGE: &str = "a language tag such as zh-CN";
const HEADER_NAME: &str = "the name of a header";
const HEADER_VALUE: &str = "visible ASCII";
const FILE: &str = "the path of a file beside the page";

const fn any(_: &str) -> bool {
    true
}

const fn filled(text: &str) -> bool {
    !text.is_empty()
}

/// Whether all characters are letters or digits of ASCII, or among `more`; and there is one.
fn of(text: &str, more: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
}

/// Segments after slashes, none empty: `/a/b`. Of the unreserved characters and `%` only (RFC 3986, 2.3): nothing in
/// it can end the path, or lead to another host.
fn path(text: &str) -> bool {
    text.strip_prefix('/').is_some_and(|rest| rest.split('/').all(|segment| of(segment, "._~%-")))
}

/// `https://host`, `https://host:1/a`, `/a`: no user, no query, no fragment.
fn base_url(text: &str) -> bool {
    let after = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let at = after.and_then(|rest| rest.find('/')).unwrap_or(after.map_or(0, str::len));
    let rest = after.unwrap_or(text);
    let (host, below) = rest.split_at(at);
    let below = below.strip_suffix('/').unwrap_or(below);
    (after.is_none() || of(host, ".:[]-")) && !text.is_empty() && (below.is_empty() || path(below))
}

/// `ask`, or a path of a mini-program's.
fn page(text: &str) -> bool {
    of(text, "/_-")
}

/// `https://host https://host:1`, as in `frame-ancestors`.
fn origins(text: &str) -> bool {
    text.split(' ').all(|one| base_url(one) && one.matches('/').count() == 2)
}

/// A token (RFC 9110, 5.6.2).
fn header_name(text: &str) -> bool {
    of(text, "!#$%&'*+.^_`|~-")
}

/// Visible ASCII, with blanks between (RFC 9110, 5.5).
fn header_value(text: &str) -> bool {
    filled(text) && text.trim() == text && text.bytes().all(|b| (b' '..=b'~').contains(&b))
}

fn languages(text: &str) -> bool {
    text.split(' ').all(language)
}

/// Neither of the characters that `boot.js` joins a list of languages with.
fn label(text: &str) -> bool {
    filled(text) && !text.contains(['=', '|'])
}

/// Digits, as one dials them (RFC 3966, 3), with blanks and hyphens between.
fn phone(text: &str) -> bool {
    let rest = text.strip_prefix('+').unwrap_or(text);
    (3..=24).contains(&text.len())
        && rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.bytes().all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'-'))
}

fn colour(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Relative to the page, so that it comes from where the app comes from.
fn file(text: &str) -> bool {
    !text.starts_with(['/', '.']) && of(text, "._/-")
}

/// RFC 6901: empty, or parts after slashes, `~` only in `~0` and `~1`.
fn pointer(text: &str) -> bool {
    let escaped = |(at, _): (usize, &str)| matches!(text.as_bytes().get(at + 1), Some(b'0' | b'1'));
    (text.is_empty() || text.starts_with('/')) && text.match_indices('~').all(escaped)
}
