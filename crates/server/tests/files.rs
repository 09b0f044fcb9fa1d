//! The app's files, its pages, and the files that somebody drops into a folder.

mod support;

use std::sync::Arc;
use support::Folder;
use support::http::{Answer, ask, get};
use support::running::Running;

const PAGE: (&str, &str) = ("Accept", "text/html,application/xhtml+xml");

/// The security headers of every answer: as they are in `deploy/headers.conf`, which is made from the same source.
fn promised() -> Vec<(String, String)> {
    let text = include_str!("../../../deploy/headers.conf");
    // Which policy depends on the engine: the default of nginx's map is the strict one.
    let strict = text.lines().find_map(|line| line.strip_prefix("#     default \"default-src")?.strip_suffix("\";"));
    let strict = ["default-src", strict.unwrap()].concat();
    let headers =
        text.lines().filter_map(|line| line.strip_prefix("add_header ")?.strip_suffix("\" always;")?.split_once(" \""));
    headers.map(|(name, value)| (name.to_owned(), value.replace("$citizen_policy", &strict))).collect()
}

#[test]
fn every_answer_has_the_headers_that_deployers_are_given() {
    let server = Running::with(|config| config.site.origin = Some("https://social.example.gov".parse().unwrap()));
    let promised = promised();
    assert_eq!(promised.len(), 7);
    for target in ["/", "/boot.js", "/gone", "/v1/cities", "/v1/card", "/v1/gone", "/healthz", "/readyz"] {
        let answer = get(server.address, target);
        for (name, value) in &promised {
            assert_eq!(answer.header(name), Some(value.as_str()), "{target}");
        }
        assert_eq!(answer.header("x-request-id").map(str::len), Some(16), "{target}");
        assert!(answer.header("cache-control").is_some(), "{target}");
        assert!(answer.header("date").is_some(), "{target}");
    }
}

#[test]
fn files_have_their_type_and_are_kept_as_long_as_they_may_be() {
    let server = Running::new();
    let for_ever = "public, max-age=31536000, immutable";
    for (target, kind, cache) in [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/index.html", "text/html; charset=utf-8", "no-cache"),
        ("/boot.js", "text/javascript; charset=utf-8", "no-cache"),
        ("/config.json", "application/json", "no-cache"),
        ("/icon.svg", "image/svg+xml", "no-cache"),
        ("/app.webmanifest", "application/manifest+json", "no-cache"),
        ("/fonts/a.woff2", "font/woff2", "no-cache"),
        ("/unknown", "application/octet-stream", "no-cache"),
        ("/locales/zh-CN.json", "application/json", "no-cache"),
        ("/citizen-center-0123456789abcdef.js", "text/javascript; charset=utf-8", for_ever),
        ("/citizen-center-0123456789abcdef_bg.wasm", "application/wasm", for_ever),
    ] {
        let answer = get(server.address, target);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(kind)), "{target}");
        assert_eq!(answer.header("cache-control"), Some(cache), "{target}");
        let tag = answer.header("etag").unwrap();
        let again = ask(server.address, "GET", target, &[("If-None-Match", tag)], b"");
        assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, Some(tag)), "{target}");
        assert_eq!(again.header("cache-control"), Some(cache), "{target}");
        assert!(again.header("content-security-policy").is_some());
        let head = ask(server.address, "HEAD", target, &[], b"");
        assert_eq!((head.status, head.body.len()), (200, 0), "{target}");
        assert_eq!(head.header("content-length"), Some(answer.body.len().to_string().as_str()), "{target}");
    }
}

#[test]
fn who_takes_brotli_has_it() {
    let server = Running::new();
    let script = "/citizen-center-0123456789abcdef.js";
    let small = ask(server.address, "GET", script, &[("Accept-Encoding", "gzip, br")], b"");
    assert_eq!((small.text().as_str(), small.header("content-encoding")), ("BR-app", Some("br")));
    let plain = ask(server.address, "GET", script, &[("Accept-Encoding", "gzip, br;q=0")], b"");
    assert_eq!((plain.text().as_str(), plain.header("content-encoding")), ("app()", None));
    for answer in [&small, &plain] {
        assert_eq!(answer.header("vary"), Some("Accept-Encoding, User-Agent"));
        assert_eq!(answer.header("content-type"), Some("text/javascript; charset=utf-8"));
    }
    assert_ne!(small.header("etag"), plain.header("etag"), "two forms of it, two tags");
    let boot = ask(server.address, "GET", "/boot.js", &[("Accept-Encoding", "br")], b"");
    assert_eq!((boot.text().as_str(), boot.header("content-encoding")), ("boot()", None));
}

#[test]
fn the_config_names_this_server_unless_another_is_given() {
    let server = Running::new();
    let answer = ask(server.address, "GET", "/config.json", &[("Accept-Encoding", "br")], b"");
    assert_eq!(answer.header("content-encoding"), None, "not the one that was compressed with the build");
    let config = answer.json();
    assert_eq!(config["backend"]["kind"], "http");
    assert_eq!(config["backend"]["base_url"], "/");
    assert_eq!(config["backend"]["csrf"]["name"], contract::http::CSRF);
    assert_eq!(config["backend"]["csrf"]["value"], contract::http::CSRF_VALUE);
    let own = r#"{"backend":{"kind":"embedded"},"routes":"hash"}"#;
    let server = Running::with(|config| config.config = Some(own.to_owned()));
    assert_eq!(get(server.address, "/config.json").text(), own);
}

#[test]
fn what_is_not_there_is_not_there() {
    let server = Running::new();
    for target in [
        "/gone.wasm",
        "/gone",
        "/card",
        "/WW_verify_abc.txt",
        "/_headers",
        "/.hidden",
        "/index.html.br",
        "/locales",
        "/locales/",
        "/v1/gone",
        "/index.html/",
        "/INDEX.HTML",
    ] {
        let answer = ask(server.address, "GET", target, &[PAGE], b"");
        assert_eq!(answer.status, 404, "{target}");
        assert!(!answer.text().contains("<html"), "{target}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{target}");
    }
}

#[test]
fn addresses_of_the_app_give_the_page_where_they_are_paths() {
    let by_path = r#"{"backend":{"kind":"http","base_url":"/"},"routes":"path"}"#;
    let server = Running::with(|config| config.config = Some(by_path.to_owned()));
    let page = |target: &str| ask(server.address, "GET", target, &[PAGE], b"");
    for target in ["/card", "/card/services", "/record/pension/2026-10", "/apply/cancel-card/verify", "/help?lang=en"] {
        let answer = page(target);
        assert_eq!((answer.status, answer.header("cache-control")), (200, Some("no-cache")), "{target}");
        assert!(answer.text().contains("<head><base href=\"/\">"), "{target}");
    }
    // Ids of every kind that the contract allows, as the app writes them.
    for id in ["AP~7", "AP%2F7", "100%25", "%E7%94%B2%3A%5C", "%00", &"a".repeat(80), &"%F0%9F%98%80".repeat(128)] {
        for target in [format!("/receipt/{id}"), format!("/applications/{id}/withdraw")] {
            assert_eq!(page(&target).status, 200, "{target}");
        }
    }
    for target in [
        "/cards",
        "/demo",
        "/gallery",
        "/card/gone",
        "/card.txt",
        "/robots.txt",
        "/MP_verify_1.txt",
        "/card/",
        "//card",
        "/receipt/%ff",
        "/receipt/%2e%2e",
        "/receipt/a/b",
    ] {
        assert_eq!(page(target).status, 404, "{target}");
    }
    let data = ask(server.address, "GET", "/card", &[("Accept", "application/json")], b"");
    assert_eq!(data.status, 404, "who wants data is not given a page");
}

fn with_files() -> (Running, Arc<Folder>) {
    let folder = Arc::new(Folder::new());
    folder.write("files/WW_verify_a1.txt", "a1b2c3");
    folder.write("files/9f3e", "bare");
    folder.write("files/index.html", "not the app");
    folder.write("files/.well-known/apple.json", "{}");
    folder.write("files/.env", "secret");
    folder.write("files/sub/.git/config", "secret");
    folder.write("outside.txt", "secret");
    let files = folder.join("files");
    (Running::on(Arc::clone(&folder), |config| config.files = Some(files)), folder)
}

#[test]
fn files_for_verification_are_sent_as_they_are() {
    let (server, folder) = with_files();
    for (target, body, kind) in [
        ("/WW_verify_a1.txt", "a1b2c3", "text/plain; charset=utf-8"),
        ("/9f3e", "bare", "text/plain; charset=utf-8"),
        ("/.well-known/apple.json", "{}", "application/json"),
    ] {
        let answer = ask(server.address, "GET", target, &[PAGE], b"");
        assert_eq!((answer.status, answer.text().as_str()), (200, body), "{target}");
        assert_eq!(answer.header("content-type"), Some(kind), "{target}");
    }
    assert!(get(server.address, "/index.html").text().contains("home"), "the app's own goes first");
    assert_eq!(get(server.address, "/later.txt").status, 404);
    folder.write("files/later.txt", "later");
    assert_eq!(get(server.address, "/later.txt").text(), "later", "without another start");
    folder.write("files/large.txt", vec![b'x'; 1024 * 1024 + 1]);
    assert_eq!(get(server.address, "/large.txt").status, 404);
}

#[test]
fn no_path_leads_out_of_the_folders() {
    let (server, folder) = with_files();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.join("outside.txt"), folder.join("files/link.txt")).unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.join("files/up")).unwrap();
        std::os::unix::fs::symlink("WW_verify_a1.txt", folder.join("files/inside.txt")).unwrap();
        assert_eq!(get(server.address, "/inside.txt").text(), "a1b2c3", "a link that stays inside is a file");
    }
    assert!(folder.join("outside.txt").exists());
    for target in [
        "/../outside.txt",
        "/files/../outside.txt",
        "/%2e%2e/outside.txt",
        "/%2e%2e%2foutside.txt",
        "/..%2foutside.txt",
        "/.%2e/outside.txt",
        "/%252e%252e/outside.txt",
        "/..%5coutside.txt",
        "/..\\outside.txt",
        "/sub/../../outside.txt",
        "//outside.txt",
        "/./WW_verify_a1.txt",
        "/link.txt",
        "/up/outside.txt",
        "/up/citizen.db",
        "/WW_verify_a1.txt%00",
        "/outside.txt%00.txt",
        "/.env",
        "/sub/.git/config",
        "/sub",
        "/%ff",
        "/%",
    ] {
        let raw = support::http::request(server.address, "GET", target, &[PAGE], b"");
        let answer: Option<Answer> = support::http::raw(server.address, &raw);
        let answer = answer.unwrap_or_else(|| panic!("{target}"));
        assert!(matches!(answer.status, 400 | 404), "{target}: {}", answer.status);
        assert!(!answer.text().contains("secret") && !answer.text().contains("a1b2"), "{target}");
    }
}

#[test]
fn a_build_that_is_none_is_said_to_be_none() {
    use server::files::AppFiles;
    let folder = Folder::new();
    let why = |config: &str| AppFiles::load(&folder.join("dist"), Some(config)).err().unwrap();
    assert!(why("{}").contains("dist"));
    folder.write("dist/boot.js", "");
    assert!(why("{}").contains("build the app first"));
    folder.write("dist/index.html", "");
    assert!(why("{").contains("config"));
    #[cfg(unix)]
    {
        folder.write("outside.txt", "secret");
        std::os::unix::fs::symlink(folder.join("outside.txt"), folder.join("dist/link.txt")).unwrap();
        assert!(why("{}").contains("leads out"));
    }
}

#[test]
fn the_page_says_of_the_deployment_what_the_config_that_is_served_does() {
    let built = headers::first::data("{}", &["\"en\":[]".to_owned()]).unwrap();
    let server = Running::with(|config| {
        std::fs::write(config.dist.join("index.html"), format!("<head>{built}")).unwrap();
    });
    let plain = get(server.address, "/").text();
    assert_eq!(plain, "<head>{\"known\":{\"demo\":false,\"routes\":\"hash\"},\"words\":{\"en\":[]}}");
    let asked = [("Accept-Encoding", "br")];
    let small = ask(server.address, "GET", "/", &asked, b"");
    assert_eq!(small.header("content-encoding"), Some("br"));
    let mut read = Vec::new();
    brotli::BrotliDecompress(&mut &*small.body, &mut read).unwrap();
    assert_eq!(String::from_utf8(read).unwrap(), plain);
}
