//! A build's files served alone: as in front of the backend, but for what only the backend can answer.

mod support;

use std::process::Command;
use support::Folder;
use support::child::{Process, command, refused};
use support::http::{ask, get};
use support::running::Running;

const PAGE: (&str, &str) = ("Accept", "text/html,*/*");
const BY_PATH: &str = r#"{"backend":{"kind":"embedded"},"routes":"path"}"#;

fn alone() -> Running {
    Running::with(|config| config.files_only = true)
}

#[test]
fn files_are_those_that_the_backend_has_in_front_of_it() {
    let (alone, whole) = (alone(), Running::new());
    for target in [
        "/",
        "/index.html",
        "/boot.js",
        "/citizen-center-0123456789abcdef.js",
        "/citizen-center-0123456789abcdef_bg.wasm",
        "/locales/zh-CN.json",
        "/gone",
        "/card",
        "/_headers",
        "/.hidden",
        "/index.html.br",
        "/%2e%2e/citizen.db",
    ] {
        for agent in ["Chrome/96.0", "Chrome/140.0"] {
            let asked = [("User-Agent", agent), ("Accept-Encoding", "br"), PAGE];
            let [one, other] = [&alone, &whole].map(|server| ask(server.address, "GET", target, &asked, b""));
            let headers = |answer: &support::http::Answer| {
                let own = |name: &str| !matches!(name, "x-request-id" | "date");
                let mut all: Vec<_> = answer.headers.iter().filter(|(name, _)| own(name)).cloned().collect();
                all.sort();
                all
            };
            assert_eq!(
                (one.status, headers(&one), &one.body),
                (other.status, headers(&other), &other.body),
                "{target}"
            );
        }
    }
    let posted = ask(alone.address, "POST", "/", &[], b"{}");
    assert_eq!((posted.status, posted.header("allow")), (405, Some("GET, HEAD")));
}

#[test]
fn there_is_no_api_and_no_store_and_the_config_is_the_build_s() {
    let server = alone();
    for target in ["/v1/card", "/v1/cities", "/healthz", "/readyz"] {
        assert_eq!(get(server.address, target).status, 404, "{target}");
    }
    assert!(!server.db.exists());
    assert_eq!(get(server.address, "/config.json").text(), r#"{"backend":{"kind":"embedded"}}"#);
    let small = ask(server.address, "GET", "/config.json", &[("Accept-Encoding", "br")], b"");
    assert_eq!((small.text().as_str(), small.header("content-encoding")), ("BR-config", Some("br")));
    let other = Running::with(|config| {
        config.files_only = true;
        config.config = Some(BY_PATH.to_owned());
    });
    assert_eq!(get(other.address, "/config.json").text(), BY_PATH);
}

#[test]
fn addresses_of_the_app_give_the_page_where_the_build_says_so() {
    let server = Running::with(|config| {
        config.files_only = true;
        std::fs::write(config.dist.join("config.json"), BY_PATH).unwrap();
    });
    // An embedded backend has the demo panel, and a build for development the gallery.
    for target in ["/card", "/demo", "/gallery", "/record/pension/2026-10"] {
        let answer = ask(server.address, "GET", target, &[PAGE], b"");
        assert_eq!((answer.status, answer.header("cache-control")), (200, Some("no-cache")), "{target}");
        assert!(answer.text().contains("<head><base href=\"/\">"), "{target}");
    }
    for target in ["/cards", "/gone.wasm"] {
        assert_eq!(ask(server.address, "GET", target, &[PAGE], b"").status, 404, "{target}");
    }
    assert_eq!(get(server.address, "/card").status, 404, "who does not want a page");
}

#[test]
fn a_new_build_is_served_from_the_next_request_on_unless_it_is_none() {
    let server = alone();
    let tag = get(server.address, "/").header("etag").unwrap().to_owned();
    server.folder.write("dist/index.html", "<head>new");
    server.folder.write("dist/citizen-center-fedcba9876543210.js", "new()");
    server.folder.write("dist/_headers", "/*\n  Content-Security-Policy: default-src 'self'\n");
    let page = ask(server.address, "GET", "/", &[("If-None-Match", &tag)], b"");
    assert_eq!((page.status, page.text().as_str()), (200, "<head>new"));
    assert_eq!(page.header("content-security-policy"), Some("default-src 'self'"));
    assert_eq!(get(server.address, "/citizen-center-fedcba9876543210.js").text(), "new()");
    std::fs::remove_file(server.folder.join("dist/index.html")).unwrap();
    server.folder.write("dist/boot.js", "half");
    assert_eq!(get(server.address, "/").text(), "<head>new");
    assert_eq!(get(server.address, "/boot.js").text(), "boot()");
    server.folder.write("dist/index.html", "<head>newest");
    assert_eq!(
        (get(server.address, "/").text().as_str(), get(server.address, "/boot.js").text().as_str()),
        ("<head>newest", "half")
    );
}

fn started(folder: &Folder, more: &[&str]) -> Command {
    let mut command = command(&["--static", "--port", "0", "--dist"]);
    command.arg(folder.join("dist")).args(more).current_dir(folder.path());
    command
}

#[test]
fn the_command_says_where_and_ends_with_its_owner() {
    let folder = Folder::new();
    support::build(&folder);
    let mut process = Process::spawn(&mut started(&folder, &["--with-input"]));
    assert_eq!(get(process.address, "/boot.js").text(), "boot()");
    process.end_input();
    let (status, rest, log) = process.wait();
    assert!(status.success());
    assert_eq!((rest.as_str(), log.as_str()), ("", ""));
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["dist"], "nothing is written");
}

#[test]
fn it_ends_after_its_time() {
    let folder = Folder::new();
    support::build(&folder);
    assert!(started(&folder, &["--end-after-seconds", "1"]).output().unwrap().status.success());
}

#[test]
fn a_folder_that_has_no_build_is_named() {
    let folder = Folder::new();
    folder.write("dist/boot.js", "");
    let why = refused(&mut started(&folder, &[]));
    assert!(why.contains("dist") && why.contains("build the app first"), "{why}");
}
