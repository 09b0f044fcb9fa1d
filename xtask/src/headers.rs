//! The headers that a host should send: one source for the static server here, for `deploy/`, and for the
//! policy in the page itself (a test compares them).

use std::fmt::Write as _;
use std::path::Path;

use crate::Failure;
use crate::run;

/// The content security policy, as far as a page can state it itself: what scripts may do in place of `{}`.
const POLICY: &str = "default-src 'none'; script-src {}; style-src 'self'; img-src 'self' data: blob:; \
    connect-src 'self'; worker-src 'self'; base-uri 'self'; form-action 'none'; object-src 'none'";
/// Scripts of our own, and wasm.
const STRICT: &str = "'self' 'wasm-unsafe-eval'";
/// The same for engines before Chrome 97 and Safari 16: they know only `'unsafe-eval'`, and refuse wasm without it.
/// It lets scripts evaluate text as well; those of this project do not (a test looks for it).
const OLD: &str = "'self' 'unsafe-eval' 'wasm-unsafe-eval'";
/// Only a header can say who may show the page in a frame.
const FRAMES: &str = "frame-ancestors 'self'";

/// What scripts of our own need, as this page of any engine states it itself.
pub fn page_policy(scripts: &[String]) -> String {
    policy(OLD, scripts)
}

/// The policy as a header: with scripts of hosts that may be loaded, and origins that may show the page in a frame.
pub fn policy_header(scripts: &[String], origins: &[String]) -> String {
    header(STRICT, scripts, origins)
}

fn policy(may: &str, scripts: &[String]) -> String {
    let own = "'self'";
    let named = scripts.iter().fold(own.to_owned(), |all, script| [&all, " ", script].concat());
    POLICY.replace("{}", &may.replace(own, &named))
}

fn header(may: &str, scripts: &[String], origins: &[String]) -> String {
    origins.iter().fold(format!("{}; {FRAMES}", policy(may, scripts)), |all, origin| [&all, " ", origin].concat())
}

/// Whether that `User-Agent` is of an engine that needs [`OLD`]: Chromium before 97, `WebKit` before 16. What is not
/// known gets the strict policy. `deploy/headers.conf` says the same in nginx's words; `tests/engines/agents.txt` is
/// held against both.
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

/// The name of the header that holds the policy.
pub const CSP: &str = "Content-Security-Policy";

/// What is sent with every answer of a folder to that `User-Agent`: a build made for hosts has a policy of its own in
/// `_headers`.
pub fn of(folder: &Path, agent: &str) -> Vec<(&'static str, String)> {
    let file = std::fs::read_to_string(folder.join("_headers")).unwrap_or_default();
    let own = file.lines().find_map(|line| line.trim().strip_prefix(CSP)?.strip_prefix(": "));
    let strict = own.map_or_else(|| policy_header(&[], &[]), str::to_owned);
    let wasm = "'wasm-unsafe-eval'";
    with(if old(agent) { strict.replace(wasm, &["'unsafe-eval' ", wasm].concat()) } else { strict })
}

fn with(policy: String) -> Vec<(&'static str, String)> {
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
    hosted(STRICT)
}

/// The same for engines of every age: these hosts cannot tell one from another.
fn netlify_old() -> String {
    let note = "# In place of _headers, where phones with an engine before Chrome 97 or iOS 16 are to be served too: they\n\
                # refuse wasm without 'unsafe-eval'. In newer ones boot.js takes it back before anything else runs.\n";
    [note, &hosted(OLD)].concat()
}

fn hosted(scripts: &str) -> String {
    let mut out = "/*\n".to_owned();
    for (name, value) in with(header(scripts, &[], &[])) {
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
    for (name, value) in with("$citizen_policy".to_owned()) {
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
         # And the policy. Engines before Chrome 97 and iOS 16 refuse wasm without 'unsafe-eval'; all others get the\n\
         # strict one. A cache in front of nginx must keep the two apart by User-Agent.\n\
         #   map $http_user_agent $citizen_policy {{\n\
         #     default \"{strict}\";\n\
         #     \"~Chrome/([0-9]|[1-8][0-9]|9[0-6])[.]\" \"{old}\";\n\
         #     \"~Chrome/\" \"{strict}\";\n\
         #     \"~(iPhone|iPad|iPod).* OS ([0-9]|1[0-5])[_ ]\" \"{old}\";\n\
         #     \"~Mac OS X 10_.* Version/([0-9]|1[0-5])[. ]\" \"{old}\";\n\
         #   }}\n\
         add_header Cache-Control $citizen_cache always;\n\
         # With the module for brotli: the .br files beside the others are sent as they are.\n\
         # brotli_static on;\n",
        strict = header(STRICT, &[], &[]),
        old = header(OLD, &[], &[]),
    );
    out
}

/// A file, and what makes its text.
type Made = (&'static str, fn() -> String);

const FILES: [Made; 3] =
    [("deploy/_headers", netlify), ("deploy/_headers.old-engines", netlify_old), ("deploy/headers.conf", nginx)];

/// Writes the files in `deploy/`.
pub fn write() -> Result<(), Failure> {
    FILES.iter().try_for_each(|(path, text)| run::write(path, text()))
}

#[cfg(test)]
mod tests {
    use super::{FILES, OLD, POLICY, hashed, of, old, page_policy, policy_header};
    use crate::run;
    use std::path::Path;

    #[test]
    fn the_page_and_its_loader_state_the_same_policy() {
        let page = run::read(run::root().join("index.html")).unwrap();
        let stated = POLICY.replace("{}", OLD);
        assert!(page.contains(&format!("http-equiv=\"Content-Security-Policy\" content=\"{stated}\"")), "{stated}");
        // The loader takes out of it what new engines do not need.
        let loader = run::read(run::root().join("boot.js")).unwrap();
        assert!(loader.contains("replace(\"'unsafe-eval' \", '')") && OLD.contains("'unsafe-eval' "));
    }

    #[test]
    fn only_engines_that_need_it_get_the_weaker_policy() {
        let text = run::read(run::root().join("tests/engines/agents.txt")).unwrap();
        let lines: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.len() > 20, "{}", lines.len());
        for line in lines {
            let (kind, agent) = line.split_once(' ').unwrap();
            assert_eq!(old(agent), kind == "old", "{line}");
            let policy = &of(Path::new("none"), agent)[0].1;
            assert_eq!(policy.contains("'unsafe-eval'"), kind == "old", "{policy}");
        }
    }

    #[test]
    fn a_policy_may_name_scripts_and_frames() {
        assert_eq!(page_policy(&[]), POLICY.replace("{}", OLD));
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
