//! The headers that a host should send: one source for the static server here, for `deploy/`, and for the
//! policy in the page itself (a test compares them).

use std::fmt::Write as _;
use std::path::Path;

use crate::Failure;
use crate::run;

/// The content security policy, as far as a page can state it itself.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; base-uri 'self'; form-action 'none'; \
    object-src 'none'";
/// Only a header can say who may show the page in a frame.
const FRAMES: &str = "frame-ancestors 'self'";

/// The same, with scripts of hosts that may be loaded.
pub fn policy(scripts: &[String]) -> String {
    let own = "script-src 'self'";
    POLICY.replace(own, &scripts.iter().fold(own.to_owned(), |all, script| [&all, " ", script].concat()))
}

/// The same as a header: with origins that may show the page in a frame.
pub fn policy_header(scripts: &[String], origins: &[String]) -> String {
    origins.iter().fold(format!("{}; {FRAMES}", policy(scripts)), |all, origin| [&all, " ", origin].concat())
}

/// The name of the header that holds the policy.
pub const CSP: &str = "Content-Security-Policy";

/// What is sent with every answer of a folder: a build made for hosts has a policy of its own in `_headers`.
pub fn of(folder: &Path) -> Vec<(&'static str, String)> {
    let file = std::fs::read_to_string(folder.join("_headers")).unwrap_or_default();
    let own = file.lines().find_map(|line| line.trim().strip_prefix(CSP)?.strip_prefix(": "));
    let mut all = all();
    if let (Some(own), Some(policy)) = (own, all.iter_mut().find(|(name, _)| *name == CSP)) {
        own.clone_into(&mut policy.1);
    }
    all
}

/// What is sent with every answer.
pub fn all() -> Vec<(&'static str, String)> {
    let features = ["camera", "display-capture", "geolocation", "microphone", "payment", "usb"];
    let denied: Vec<_> = features.iter().map(|feature| format!("{feature}=()")).collect();
    vec![
        (CSP, policy_header(&[], &[])),
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

/// How long a file may be kept.
pub fn cache(name: &str) -> &'static str {
    if hashed(name) { FOR_EVER } else { ASK }
}

/// Whether a file's name has the hash of its content in it: 16 or so hexadecimal digits after a dash.
fn hashed(name: &str) -> bool {
    let Some((_, after)) = name.rsplit_once('-') else { return false };
    let digits = after.bytes().take_while(u8::is_ascii_hexdigit).count();
    digits >= 10 && matches!(after.as_bytes().get(digits), Some(b'.' | b'_'))
}

/// The file that Netlify, Cloudflare Pages and others read.
pub fn netlify() -> String {
    let mut out = "/*\n".to_owned();
    for (name, value) in all() {
        let _ = writeln!(out, "  {name}: {value}");
    }
    let _ = writeln!(out, "  Cache-Control: {ASK}");
    for pattern in ["/app-*.css", "/citizen-center-*", "/worker-*", "/adapter-worker-*"] {
        let _ = write!(out, "{pattern}\n  ! Cache-Control\n  Cache-Control: {FOR_EVER}\n");
    }
    out
}

/// For nginx: to be included in a `server` block.
fn nginx() -> String {
    let mut out = "# Made by `cargo xtask headers`. Include it in the server block that serves dist/.\n".to_owned();
    for (name, value) in all() {
        let _ = writeln!(out, "add_header {name} \"{value}\" always;");
    }
    let _ = write!(
        out,
        "# Not with add_header in a location: that would drop all of the above there.\n\
         # In the http block:\n\
         #   map $uri $citizen_cache {{\n\
         #     default \"{ASK}\";\n\
         #     \"~-[0-9a-f]{{10,}}[._]\" \"{FOR_EVER}\";\n\
         #   }}\n\
         add_header Cache-Control $citizen_cache always;\n\
         # With the module for brotli: the .br files beside the others are sent as they are.\n\
         # brotli_static on;\n"
    );
    out
}

/// A file, and what makes its text.
type Made = (&'static str, fn() -> String);

const FILES: [Made; 2] = [("deploy/_headers", netlify), ("deploy/headers.conf", nginx)];

/// Writes the files in `deploy/`.
pub fn write() -> Result<(), Failure> {
    FILES.iter().try_for_each(|(path, text)| run::write(path, text()))
}

#[cfg(test)]
mod tests {
    use super::{FILES, POLICY, hashed, policy, policy_header};
    use crate::run;

    #[test]
    fn the_page_states_the_same_policy() {
        let page = run::read(run::root().join("index.html")).unwrap();
        assert!(page.contains(&format!("http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"")));
    }

    #[test]
    fn a_policy_may_name_scripts_and_frames() {
        assert_eq!(policy(&[]), POLICY);
        let more = policy_header(&["https://a.example/b.js".to_owned()], &["https://c.example".to_owned()]);
        assert!(more.contains("; script-src 'self' https://a.example/b.js 'wasm-unsafe-eval'; "), "{more}");
        assert!(more.ends_with("; frame-ancestors 'self' https://c.example"), "{more}");
    }

    #[test]
    fn the_files_for_hosts_are_up_to_date() {
        for (path, text) in FILES {
            assert_eq!(run::read(run::root().join(path)).unwrap(), text(), "{path}: run `cargo xtask headers`");
        }
    }

    #[test]
    fn only_names_with_a_hash_are_for_ever() {
        for name in ["app-0123456789abcdef.css", "citizen-center-0123456789abcdef_bg.wasm", "worker-0123456789abcd.js"]
        {
            assert!(hashed(name), "{name}");
        }
        for name in ["index.html", "boot.js", "zh-CN.json", "citizen-center.js", "a-deadbeef.js"] {
            assert!(!hashed(name), "{name}");
        }
    }
}
