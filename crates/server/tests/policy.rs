//! The policy is that of the build, and each engine gets the one that it understands.

mod support;

use server::headers::Sent;
use std::sync::Arc;
use support::Folder;
use support::child::{command, refused};
use support::http::{Answer, ask};
use support::running::Running;

const AGENTS: &str = include_str!("../../../tests/engines/agents.txt");
const OLD: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                   Version/13.0.4 Mobile/15E148 Safari/604.1";
const NEW: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                   Version/26.0 Mobile/15E148 Safari/604.1";

fn by(server: &Running, agent: &str, target: &str) -> Answer {
    ask(server.address, "GET", target, &[("User-Agent", agent)], b"")
}

fn policy(answer: &Answer) -> &str {
    let mut named = answer.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("content-security-policy"));
    let (_, policy) = named.next().unwrap();
    assert!(named.next().is_none(), "two policies");
    policy
}

/// What a build for embedders says: `cargo xtask embedders` writes the same into `_headers`.
fn for_embedders(file: &str) -> (String, String) {
    let strict = headers::policy_header(&[], &[]);
    let own =
        headers::policy_header(&["https://sdk.example/sdk.js".to_owned()], &["https://portal.example".to_owned()]);
    assert!(file.contains(&strict));
    (file.replace(&strict, &own), own)
}

#[test]
fn each_engine_gets_the_strictest_policy_with_which_it_takes_wasm() {
    let server = Running::new();
    let agents: Vec<_> =
        AGENTS.lines().filter_map(|line| line.split_once(' ')).filter(|(kind, _)| *kind != "#").collect();
    assert!(agents.iter().any(|(_, agent)| *agent == OLD) && agents.iter().any(|(_, agent)| *agent == NEW));
    for (kind, agent) in agents {
        let answer = by(&server, agent, "/");
        assert_eq!(policy(&answer).contains("'unsafe-eval'"), kind == "old", "{agent}");
        assert!(policy(&answer).contains("'wasm-unsafe-eval'"), "{agent}");
    }
}

#[test]
fn who_is_not_known_gets_the_strict_policy() {
    let server = Running::new();
    let strict = headers::policy_header(&[], &[]);
    assert_eq!(policy(&ask(server.address, "GET", "/", &[], b"")), strict);
    for agent in ["", "?", "Chrome/", "Chrome/x.0", "Mozilla/5.0 (手机)"] {
        assert_eq!(policy(&by(&server, agent, "/")), strict, "{agent}");
    }
    let old = by(&server, &OLD.replace("iPhone;", "我的 iPhone;"), "/");
    assert!(policy(&old).contains("'unsafe-eval'"), "other letters than those of ASCII hide nobody");
}

#[test]
fn whatever_is_answered_has_the_policy_for_its_engine() {
    let server = Running::new();
    let strict = headers::policy_header(&[], &[]);
    let old = headers::for_old(&strict);
    for target in
        ["/", "/boot.js", "/citizen-center-0123456789abcdef.js", "/gone", "/v1/cities", "/v1/card", "/healthz"]
    {
        assert_eq!(policy(&by(&server, OLD, target)), old, "{target}");
        assert_eq!(policy(&by(&server, NEW, target)), strict, "{target}");
    }
}

#[test]
fn a_cache_keeps_engines_apart() {
    let folder = Arc::new(Folder::new());
    folder.write("files/WW_verify_a1.txt", "a1b2c3");
    let files = folder.join("files");
    let by_path = r#"{"backend":{"kind":"http","base_url":"/"},"routes":"path"}"#;
    let server = Running::on(folder, |config| {
        config.files = Some(files);
        config.config = Some(by_path.to_owned());
    });
    let both = "Accept-Encoding, User-Agent";
    for (target, vary) in [
        ("/", both),
        ("/citizen-center-0123456789abcdef.js", both),
        ("/boot.js", "User-Agent"),
        ("/card", "User-Agent"),
        ("/WW_verify_a1.txt", "User-Agent"),
    ] {
        for (agent, evaluates) in [(OLD, true), (NEW, false)] {
            let asked = [("User-Agent", agent), ("Accept", "text/html"), ("Accept-Encoding", "br")];
            let first = ask(server.address, "GET", target, &asked, b"");
            assert_eq!((first.status, first.header("vary")), (200, Some(vary)), "{target}");
            assert_eq!(policy(&first).contains("'unsafe-eval'"), evaluates, "{target}");
            // What a cache has it renews with the headers of the answer that it may be kept.
            let known = [&asked[..], &[("If-None-Match", first.header("etag").unwrap())]].concat();
            let again = ask(server.address, "GET", target, &known, b"");
            assert_eq!((again.status, again.header("vary")), (304, Some(vary)), "{target}");
            assert_eq!(policy(&again), policy(&first), "{target}");
        }
    }
}

#[test]
fn a_build_made_for_embedders_is_followed() {
    let server = Running::with(|config| {
        let file = config.dist.join("_headers");
        std::fs::write(&file, for_embedders(&std::fs::read_to_string(&file).unwrap()).0).unwrap();
    });
    let new = by(&server, NEW, "/");
    let old = by(&server, OLD, "/");
    assert!(policy(&new).contains("; script-src 'self' https://sdk.example/sdk.js 'wasm-unsafe-eval' 'sha256-"));
    let weaker = "; script-src 'self' https://sdk.example/sdk.js 'unsafe-eval' 'wasm-unsafe-eval' 'sha256-";
    assert!(policy(&old).contains(weaker), "{}", policy(&old));
    for answer in [&new, &old] {
        assert!(policy(answer).ends_with("; frame-ancestors 'self' https://portal.example"), "{}", policy(answer));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    }
    assert_eq!(by(&server, NEW, "/_headers").status, 404, "it is read, not sent");
}

#[test]
fn only_a_page_whose_addresses_are_paths_may_have_a_base() {
    for (routes, own) in [("hash", false), ("memory", false), ("path", true)] {
        let config = format!(r#"{{"backend":{{"kind":"http","base_url":"/"}},"routes":"{routes}"}}"#);
        let server = Running::with(|with| with.config = Some(config));
        for agent in [OLD, NEW] {
            let answer = by(&server, agent, "/");
            let want = if own { "; base-uri 'self'; " } else { "; base-uri 'none'; " };
            assert!(policy(&answer).contains(want), "{routes}: {}", policy(&answer));
            assert!(policy(&answer).contains("; require-trusted-types-for 'script'; trusted-types default; "));
        }
    }
}

#[test]
fn a_build_without_the_file_has_the_strict_policy() {
    let server = Running::with(|config| std::fs::remove_file(config.dist.join("_headers")).unwrap());
    assert_eq!(policy(&by(&server, NEW, "/")), headers::policy_header(&[], &[]));
}

#[test]
fn a_policy_that_cannot_be_sent_is_refused_by_name() {
    let folder = Folder::new();
    let dist = support::build(&folder);
    let file = std::fs::read_to_string(dist.join("_headers")).unwrap();
    let (ready, own) = for_embedders(&file);
    for (text, word) in [
        (file.lines().filter(|line| !line.contains("Content-Security")).collect::<Vec<_>>().join("\n"), "there is no"),
        ("/*".to_owned(), "there is no"),
        (ready.replace("portal", "门户"), "no policy can have"),
        (ready.replace(&own, "default-src 'none'\u{7}"), "no policy can have"),
    ] {
        folder.write("dist/_headers", &text);
        let why = Sent::new(&dist, false).unwrap_err();
        let name = dist.join("_headers").display().to_string();
        assert!(why.starts_with(&name) && why.contains("Content-Security-Policy") && why.contains(word), "{why}");
    }
    // The command says so, and does not begin.
    let why = refused(command(&["--port", "0", "--db"]).arg(folder.join("a.db")).arg("--dist").arg(&dist));
    assert!(why.contains("_headers: Content-Security-Policy"), "{why}");
}
