//! The page, its loader, the files in `deploy/` and real agents, held against what is here.

use super::{
    CSP, FILE, FILES, HSTS, always, by_path, cache, for_old, for_paths, inline, netlify, of_build, old, page_policy,
    policy_header, stated,
};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new("../..").join(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
}

/// The policy of a build in which that makes the file.
fn built(make: impl FnOnce(&Path)) -> Result<String, String> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("citizen-center-headers-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    make(&folder.join(FILE));
    let policy = of_build(&folder);
    std::fs::remove_dir_all(&folder).unwrap();
    policy
}

/// The policy of a build with that file.
fn with(file: impl AsRef<[u8]>) -> Result<String, String> {
    built(|path| std::fs::write(path, file).unwrap())
}

#[test]
fn the_page_and_its_loader_state_the_same_policy() {
    let stated = page_policy(&[]);
    // The build writes it there (xtask/src/first.rs).
    assert!(read("index.html").contains(&format!("http-equiv=\"{CSP}\" content=\"\"")));
    // The loader takes out of it what new engines do not need.
    assert!(read("web/boot/policy.mjs").contains("replace(\"'unsafe-eval' \", '')"));
    let rest = stated.replace("'unsafe-eval' ", "");
    assert_eq!(policy_header(&[], &[]), format!("{rest}; frame-ancestors 'self'"));
}

#[test]
fn only_engines_that_need_it_get_the_weaker_policy() {
    let text = read("tests/engines/agents.txt");
    let lines: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(lines.len() > 20, "{}", lines.len());
    for line in lines {
        let (kind, agent) = line.split_once(' ').unwrap();
        assert_eq!(old(agent), kind == "old", "{line}");
    }
    let strict = policy_header(&[], &[]);
    assert!(!strict.contains("'unsafe-eval'"), "{strict}");
    let weaker = for_old(&strict);
    assert!(weaker.contains("; script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval' 'sha256-"), "{weaker}");
    assert_eq!(for_old(&weaker), weaker, "it is said once");
}

#[test]
fn of_what_stands_in_the_page_the_policy_names_one_script_and_one_style_sheet() {
    for policy in [page_policy(&[]), policy_header(&[], &[]), for_old(&policy_header(&[], &[]))] {
        for (directive, text) in [("script-src ", inline::script()), ("style-src ", inline::style())] {
            let stated = policy.split("; ").find(|stated| stated.starts_with(directive)).unwrap();
            assert!(stated.ends_with(&inline::source(&text)), "{policy}");
            assert_eq!(stated.matches("'sha256-").count(), 1, "{policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("unsafe-hashes"), "{policy}");
    }
}

#[test]
fn a_policy_may_name_scripts_and_frames() {
    let scripts = ["https://a.example/b.js".to_owned()];
    let more = policy_header(&scripts, &["https://c.example".to_owned()]);
    assert!(more.contains("; script-src 'self' https://a.example/b.js 'wasm-unsafe-eval' 'sha256-"), "{more}");
    assert!(more.ends_with("; frame-ancestors 'self' https://c.example"), "{more}");
    let page = page_policy(&scripts);
    assert!(
        page.contains("; script-src 'self' https://a.example/b.js 'unsafe-eval' 'wasm-unsafe-eval' 'sha"),
        "{page}"
    );
    assert!(page.ends_with("; object-src 'none'"), "{page}");
}

#[test]
fn a_build_has_its_own_policy_or_the_strict_one() {
    let strict = policy_header(&[], &[]);
    assert_eq!(built(|_| {}), Ok(strict.clone()), "without the file");
    assert_eq!(with(netlify()), Ok(strict.clone()));
    let own = policy_header(&["https://a.example/b.js".to_owned()], &["https://c.example".to_owned()]);
    assert_eq!(with(netlify().replace(&strict, &own)), Ok(own));
}

#[test]
fn a_file_without_a_policy_is_named() {
    let bare = netlify().lines().filter(|line| !line.contains(CSP)).collect::<Vec<_>>().join("\n");
    for file in [bare.as_bytes(), b"", b"\xff"] {
        let why = with(file).unwrap_err();
        assert!(why.contains(FILE), "{why}");
    }
    assert!(with(bare).unwrap_err().contains(CSP));
    assert!(built(|path| std::fs::create_dir(path).unwrap()).unwrap_err().contains(FILE));
}

#[test]
fn a_policy_is_found_where_somebody_has_written_it() {
    for (text, want) in [
        ("/*\n  Content-Security-Policy: a\n", Some("a")),
        ("/*\r\n\tcontent-security-policy:a \r\n", Some("a")),
        (
            "# x\n\n/* \n  # Content-Security-Policy: x\n  X: y\n\n  Content-Security-Policy: a https://b\n",
            Some("a https://b"),
        ),
        ("/*\n  Content-Security-Policy: a\n  Content-Security-Policy: b\n", Some("a, b")),
        ("/a\n  X: y\n/*\n  X: y\n  ! Z\n  Content-Security-Policy: a\n", Some("a")),
        // That of some files is none of all.
        ("/*\n  X: y\n/a\n  Content-Security-Policy: a\n", None),
        ("/*\n  Content-Security-Policy:\n", None),
        ("/*\n  Content-Security-Policy-Report-Only: a\n", None),
        ("Content-Security-Policy: a\n", None),
    ] {
        assert_eq!(stated(text).as_deref(), want, "{text}");
    }
}

#[test]
fn the_policy_is_the_first_of_what_is_always_sent() {
    let all = always("p".to_owned());
    assert_eq!((all.len(), &all[0]), (6, &(CSP, "p".to_owned())));
}

#[test]
fn every_file_for_servers_has_every_header() {
    for (path, text) in FILES {
        let text = text();
        for (name, value) in always("p".to_owned()).into_iter().chain([(HSTS.0, HSTS.1.to_owned())]) {
            let stated: Vec<_> = text.lines().filter(|line| line.contains(name) && !line.starts_with('#')).collect();
            assert_eq!(stated.len(), 1, "{path}: {name}");
            assert!(name == CSP || stated[0].contains(&value), "{path}: {name}");
        }
    }
}

#[test]
fn no_text_becomes_markup_or_script_where_all_scripts_are_our_own() {
    let types = "; require-trusted-types-for 'script'; trusted-types default";
    for policy in [policy_header(&[], &["https://c.example".to_owned()]), page_policy(&[])] {
        assert!(policy.contains(types) && policy.contains("; base-uri 'none'; "), "{policy}");
    }
    let sdk = ["https://a.example/b.js".to_owned()];
    for policy in [policy_header(&sdk, &[]), page_policy(&sdk)] {
        assert!(!policy.contains("trusted-types") && policy.contains("; base-uri 'none'; "), "{policy}");
    }
}

#[test]
fn a_page_may_have_a_base_only_where_addresses_are_paths() {
    for (config, own) in [
        (r#"{"routes":"path"}"#, true),
        (r#"{"routes":"hash"}"#, false),
        (r#"{"routes":"memory"}"#, false),
        ("{}", false),
        ("?", false),
    ] {
        assert_eq!(by_path(config), own, "{config}");
    }
    let policy = policy_header(&[], &[]);
    assert_eq!(for_paths(&policy), policy.replace("base-uri 'none'", "base-uri 'self'"));
    assert_eq!(for_paths(&for_paths(&policy)), for_paths(&policy));
}

#[test]
fn the_files_for_servers_are_up_to_date() {
    for (path, text) in FILES {
        assert_eq!(read(path), text(), "{path}: run `cargo xtask headers`");
    }
}

#[test]
fn only_names_with_a_hash_are_for_ever() {
    // The files of other servers have patterns in place of the rule.
    let text = netlify();
    let patterns: Vec<_> = text.lines().skip(1).filter_map(|line| line.strip_prefix('/')?.split_once('*')).collect();
    assert_eq!(patterns.len(), 7);
    let fitting =
        |name: &str| patterns.iter().filter(|(start, end)| name.starts_with(start) && name.ends_with(end)).count();
    let fits = |name: &str| fitting(name) == 1;
    for name in [
        "app-0123456789abcdef.css",
        "citizen-center-0123456789abcdef.js",
        "citizen-center-0123456789abcdef_bg.wasm",
        "worker-0123456789abcd.js",
        "adapter-worker-0123456789abcdef_loader.js",
        "card-0123456789abcdef.wasm",
        "offline-0123456789abcdef.js",
        "icon-0123456789abcdef.svg",
    ] {
        assert_eq!(cache(name), "public, max-age=31536000, immutable", "{name}");
        assert!(fits(name), "{name}");
    }
    for name in [
        "index.html",
        "boot.js",
        "drawn.js",
        "offline.js",
        "config.json",
        "locales/zh-CN.json",
        "locales/app-a.css",
        "app.css",
        "a.js",
    ] {
        assert_eq!(cache(name), "no-cache", "{name}");
        assert_eq!(fitting(name), 0, "{name}");
    }
    for name in ["citizen-center.js", "a-deadbeef.js", "a-0123456789abcdef"] {
        assert_eq!(cache(name), "no-cache", "{name}");
    }
}
