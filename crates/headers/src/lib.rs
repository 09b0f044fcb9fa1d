//! The headers that a web server should send: one source for the server, for
//! `deploy/`, and for the policy in the page itself (a test compares them).
//!
//! # Where to start
//! - [`always`]: what goes with every answer. [`of_build`]: with which policy.
//! - [`old`], [`for_old`]: which engines need another one, and which.
//! - [`cache`]: how long a file may be kept.
//! - [`FILES`]: the same, for servers that read them from a file.
//! - [`inline`]: the style sheet and the script in the page, which the policy allows by their hashes. [`first`]: what the
//!   page knows of the deployment.

mod files;
pub mod first;
pub mod inline;

pub use files::{FILES, netlify};

use std::fmt::Display;
use std::io::ErrorKind;
use std::path::Path;

/// The content security policy, as far as a page can state it itself: what else scripts may do, and which style sheet may
/// stand in the page, in place of `{scripts}` and `{style}`.
const POLICY: &str = "default-src 'none'; script-src 'self' {scripts}; style-src 'self' {style}; \
    img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
    object-src 'none'";
/// No text becomes markup or script, and none the address of a script but by the one policy that `web/boot/policy.mjs` makes:
/// workers have no other way to be started (Trusted Types, 4.1.1). Not where scripts of embedders are loaded: what those
/// do with texts is theirs.
const TYPES: &str = "; require-trusted-types-for 'script'; trusted-types default";
/// No page says where its addresses begin, but for one that is answered for addresses below it.
const BASE: &str = "base-uri 'none'";
const OWN_BASE: &str = "base-uri 'self'";
/// Scripts may load wasm.
const WASM: &str = "'wasm-unsafe-eval'";
/// The same for engines before Chrome 97 and Safari 16: they know only `'unsafe-eval'`, and refuse wasm without it.
/// It lets scripts evaluate text as well; those of this project do not (a test looks for it).
const OLD_WASM: &str = "'unsafe-eval' 'wasm-unsafe-eval'";
/// Only a header can say who may show the page in a frame.
const FRAMES: &str = "frame-ancestors 'self'";

/// For two years (RFC 6797, 6.1): browsers come back over TLS only.
pub const HSTS: (&str, &str) = ("Strict-Transport-Security", "max-age=63072000; includeSubDomains");

/// The name of the header that holds the policy.
pub const CSP: &str = "Content-Security-Policy";
/// The name of the file in a build that has its headers.
pub const FILE: &str = "_headers";

/// What scripts of our own and these need, as this page of any engine states it itself.
pub fn page_policy(scripts: &[String]) -> String {
    for_old(&policy(scripts))
}

/// The policy as a header: with scripts of embedders that may be loaded, and origins that may show the page in a frame.
pub fn policy_header(scripts: &[String], origins: &[String]) -> String {
    origins.iter().fold(format!("{}; {FRAMES}", policy(scripts)), |all, origin| [&all, " ", origin].concat())
}

fn policy(scripts: &[String]) -> String {
    let own = inline::source(&inline::script());
    let named: Vec<_> = scripts.iter().map(String::as_str).chain([WASM, own.as_str()]).collect();
    let types = if scripts.is_empty() { TYPES } else { "" };
    POLICY.replace("{scripts}", &named.join(" ")).replace("{style}", &inline::source(&inline::style())) + types
}

/// A policy, with what a page needs whose addresses are written as paths: its `<base>`.
pub fn for_paths(policy: &str) -> String {
    policy.replace(BASE, OWN_BASE)
}

/// Whether that `config.json` has addresses written as paths.
pub fn by_path(config: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(config)
        .is_ok_and(|config| config.get("routes").is_some_and(|routes| routes == "path"))
}

/// A policy, with what engines need for which [`old`] is true.
pub fn for_old(policy: &str) -> String {
    // One that is for them already stays as it is.
    policy.replace(OLD_WASM, WASM).replace(WASM, OLD_WASM)
}

/// Whether that `User-Agent` is of an engine that refuses wasm without `'unsafe-eval'`: Chromium before 97, `WebKit`
/// before 16. What is not known gets the strict policy. `deploy/headers.conf` says the same in nginx's words;
/// `tests/engines/agents.txt` is held against both.
pub fn old(agent: &str) -> bool {
    let number = |after: &str, end: &[char]| {
        let (_, rest) = agent.split_once(after)?;
        let (digits, _) = rest.split_once(end)?;
        digits.parse::<u32>().ok()
    };
    if let Some(version) = number("Chrome/", &['.']) {
        return version < 97;
    }
    let version = if agent.contains("Mac OS X 10_") {
        number("Version/", &['.', ' '])
    } else if ["iPhone", "iPad", "iPod"].iter().any(|name| agent.contains(name)) {
        number(" OS ", &['_', ' '])
    } else {
        None
    };
    version.is_some_and(|version| version < 16)
}

/// The policy with which a build is sent: one made for embedders has its own in [`FILE`], one without that file has the
/// strict one.
///
/// # Errors
/// Names the file, if it cannot be read or has no policy for all of the build: another than it means is never sent.
pub fn of_build(folder: &Path) -> Result<String, String> {
    let file = folder.join(FILE);
    let wrong = |why: &dyn Display| format!("{}: {why}", file.display());
    match std::fs::read_to_string(&file) {
        Ok(text) => stated(&text).ok_or_else(|| wrong(&format!("there is no {CSP} for /*"))),
        Err(why) if why.kind() == ErrorKind::NotFound => Ok(policy_header(&[], &[])),
        Err(why) => Err(wrong(&why)),
    }
}

/// What a text like that of [`netlify`] says of the policy of every file. Several are one after the other, and all of
/// them hold (CSP Level 3, 8.1).
fn stated(text: &str) -> Option<String> {
    let (mut everywhere, mut policies) = (false, Vec::new());
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')) {
        if !line.starts_with(char::is_whitespace) {
            everywhere = line.trim_end() == "/*";
        } else if everywhere
            && let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case(CSP)
            && !value.trim().is_empty()
        {
            policies.push(value.trim());
        }
    }
    (!policies.is_empty()).then(|| policies.join(", "))
}

/// What is sent with every answer, with that policy; with TLS [`HSTS`] as well.
pub fn always(policy: String) -> Vec<(&'static str, String)> {
    let features = ["camera", "display-capture", "geolocation", "microphone", "payment", "usb"];
    let denied: Vec<_> = features.iter().map(|feature| format!("{feature}=()")).collect();
    vec![
        (CSP, policy),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("Permissions-Policy", denied.join(", ")),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
        ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
    ]
}

/// For files named by their content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// For all others: they are asked for again each time.
const ASK: &str = "no-cache";

/// How long a file of that name may be kept.
pub fn cache(name: &str) -> &'static str {
    if is_hashed(name) { FOR_EVER } else { ASK }
}

/// Whether a file's name has the hash of its content in it: 16 or so hexadecimal digits after a dash.
pub fn is_hashed(name: &str) -> bool {
    let Some((_, after)) = name.rsplit_once('-') else { return false };
    let digits = after.bytes().take_while(u8::is_ascii_hexdigit).count();
    digits >= 10 && matches!(after.as_bytes().get(digits), Some(b'.' | b'_'))
}

#[cfg(test)]
mod tests;
