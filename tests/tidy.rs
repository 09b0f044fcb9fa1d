//! The rules of the layout, as tests: what may not be where. They read the sources.
#![cfg(not(target_arch = "wasm32"))]

#[path = "tidy/style.rs"]
mod style;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(".")
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// The files below a folder that end so, relative to the root.
fn files(folder: &str, end: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display())) {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(end) {
                found.push(path.strip_prefix(root()).unwrap().to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}

/// A Rust source without its comments and its own tests.
fn code(path: &str) -> String {
    let text = read(path);
    let text = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let bare = |line: &str| {
        let at = line.match_indices("//").map(|(at, _)| at).find(|at| !line[..*at].ends_with(':'));
        line[..at.unwrap_or(line.len())].to_owned()
    };
    text.lines().map(bare).collect::<Vec<_>>().join("\n")
}

/// The modules of `boot.js` and of the script in the page, and `old.js`.
fn boot() -> Vec<String> {
    let all = [files("web/boot", ".mjs"), files("web/boot", ".js"), files("web/first", ".mjs")].concat();
    all.into_iter().filter(|path| !is_test(path)).collect()
}

/// The modules of `embedder.js`.
fn embedder() -> Vec<String> {
    files("web/embedder", ".mjs").into_iter().filter(|path| !is_test(path)).collect()
}

fn is_test(path: &str) -> bool {
    path.ends_with("tests.rs") || path.contains("/tests/")
}

fn named(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| !text[..at].ends_with(part) && !text[at + word.len()..].starts_with(part))
}

/// What stands between quotes.
fn literals(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('"') {
        let mut end = 0;
        while let Some(at) = after[end..].find(['"', '\\']) {
            end += at;
            if after[end..].starts_with('"') {
                break;
            }
            end += 2;
        }
        let end = end.min(after.len());
        found.push(after[..end].to_owned());
        rest = after.get(end + 1..).unwrap_or_default();
    }
    found
}

#[test]
fn the_core_and_the_contract_know_no_browser() {
    for package in ["journey", "contract", "adapter"] {
        let args = ["tree", "--offline", "-p", package, "-e", "normal,build", "--target", "all", "--prefix", "none"];
        let made = Command::new(env!("CARGO")).args(args).current_dir(root()).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let tree = String::from_utf8(made.stdout).unwrap();
        assert!(tree.starts_with(package), "{tree}");
        for line in tree.lines() {
            let name = line.split(' ').next().unwrap_or_default();
            let starts = ["leptos", "gloo", "wasm-bindgen", "tachys", "getrandom", "chrono", "tokio"];
            let barred = starts.iter().any(|start| name.starts_with(start)) || ["web-sys", "js-sys"].contains(&name);
            assert!(!barred, "{package} must not depend on {name}");
        }
    }
}

#[test]
fn each_door_to_the_browser_is_where_it_belongs() {
    let doors: [(&str, &[&str]); 3] = [
        ("gloo_net", &["src/fetch"]),
        ("web_sys", &["src/platform", "src/fetch"]),
        ("contract", &["src/fetch", "src/platform", "src/words"]),
    ];
    for path in files("src", ".rs").iter().filter(|path| !is_test(path)) {
        let code = code(path);
        for (name, places) in doors {
            let allowed = places.iter().any(|place| path.starts_with(place));
            assert!(allowed || !named(&code, name), "{path} names {name}: only {places:?} may");
        }
    }
}

/// The modules of the app, each above those that it may import.
const LAYERS: [&str; 10] =
    ["words", "platform", "fetch", "ui/vdom", "ui/components", "ui", "ui/pages", "effects", "app", "main"];

/// The place in [`LAYERS`] of a path such as `ui/pages/common.rs`, or of one in an import.
fn layer(path: &str) -> Option<usize> {
    let own =
        |name: &&str| path.strip_prefix(*name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']));
    LAYERS.iter().enumerate().filter(|(_, name)| own(name)).max_by_key(|(_, name)| name.len()).map(|(at, _)| at)
}

#[test]
fn nothing_imports_upwards() {
    for path in files("src", ".rs").iter().filter(|path| !is_test(path) && !["src/lib.rs"].contains(&path.as_str())) {
        let code = code(path);
        let own = layer(path.trim_start_matches("src/")).unwrap_or_else(|| panic!("{path} is in no layer"));
        for (at, start) in code.match_indices("crate::").chain(code.match_indices("citizen_center::")) {
            let rest = code[at + start.len()..].replace("::", "/");
            let named: String =
                rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '/')).collect();
            let Some(other) = layer(&named) else { continue };
            assert!(other <= own, "{path} imports {}, which is above it", LAYERS[other]);
        }
    }
}

/// The names of the screens and the modules of their pages, from the table of screens.
fn screens() -> BTreeMap<String, String> {
    let table = read("crates/journey/src/screens.rs");
    let rows = table.split(" named \"").skip(1).filter_map(|row| row.split_once("\", in "));
    rows.map(|(name, rest)| (name.to_owned(), rest.split(',').next().unwrap_or_default().to_owned())).collect()
}

#[test]
fn screen_page_and_words_bear_one_name() {
    let words: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&read("locales/zh-CN.json")).unwrap();
    let screens = screens();
    assert!(screens.len() > 20, "{screens:?}");
    for (name, page) in screens.iter().filter(|(name, _)| *name != "gallery") {
        let module = page.rsplit("::").next().unwrap_or_default();
        assert_eq!(module.replace('_', "-"), *name, "the page of a screen in crates/journey/src/screens.rs");
        assert!(words.keys().any(|key| key.starts_with(&format!("{name}."))), "no words begin with {name}.");
    }
    // The steps of an application are drawn by pages of their own.
    for stage in literals(&read("crates/journey/src/route.rs")).iter().filter_map(|text| text.strip_prefix("apply-")) {
        let page = format!("src/ui/pages/apply/{stage}.rs");
        assert!(stage.is_empty() || root().join(&page).is_file(), "{page} is not there");
    }
}

#[test]
fn the_core_reads_no_clock_and_throws_no_dice() {
    for path in files("crates/journey/src", ".rs").iter().filter(|path| !is_test(path)) {
        let code = code(path);
        for name in ["SystemTime", "std::time::Instant", "thread_rng", "std::env", "std::fs"] {
            assert!(!named(&code, name), "{path} names {name}");
        }
    }
}

/// The modules of the core, from the ground up.
const CORE: [&str; 18] = [
    "domain", "part", "screens", "route", "settings", "shared", "failure", "load", "answer", "api", "slots",
    "requests", "effect", "cx", "steps", "event", "view", "model",
];

#[test]
fn no_module_of_the_core_imports_upwards() {
    for path in files("crates/journey/src", ".rs").iter().filter(|path| !is_test(path) && !path.contains("/bench/")) {
        let inside: Vec<_> = path.trim_start_matches("crates/journey/src/").split('/').collect();
        let own = inside[0].trim_end_matches(".rs");
        if own == "lib" {
            continue;
        }
        let place = CORE.iter().position(|module| *module == own);
        let place = place.unwrap_or_else(|| panic!("{path}: say in CORE where {own} stands"));
        let code = code(path);
        for after in code.split("crate::").skip(1) {
            let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(after.len());
            let name = &after[..end];
            assert!(CORE[..=place].contains(&name), "{path}: {own} must not import crate::{name}");
        }
        // A group of steps may be loaded by itself: it knows no other.
        if own == "steps" && inside.len() > 1 && inside[1] != "mod.rs" {
            let top = inside.len() == 2 || inside[2] == "mod.rs";
            let up = if top { "super::" } else { "super::super::" };
            for other in ["crate::steps", up] {
                assert!(!code.contains(other), "{path} reaches out of its group of steps by {other}");
            }
        }
    }
}

#[test]
fn the_words_a_person_sees_are_in_the_locales() {
    let all = [files("src", ".rs"), files("crates/journey/src", ".rs")].concat();
    for path in all.iter().filter(|path| !is_test(path) && !path.contains("/gallery/") && !path.contains("/bench/")) {
        for text in literals(&code(path)) {
            let other =
                text.chars().find(|c| ('\u{3000}'..='\u{9fff}').contains(c) || ('\u{ff00}'..='\u{ffef}').contains(c));
            assert!(other.is_none(), "{path}: {text:?} belongs into locales/");
            // Three words in a row are a sentence to somebody.
            let words = text.split(' ').filter(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic()));
            let lower = text.chars().next().is_some_and(|c| c.is_ascii_uppercase());
            assert!(
                !(path.contains("src/ui/pages") && lower && words.count() > 2),
                "{path}: {text:?} belongs into locales/"
            );
        }
    }
}

#[test]
fn every_word_is_said_somewhere() {
    let words: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&read("locales/zh-CN.json")).unwrap();
    let mut said = String::new();
    for path in files("src", ".rs").iter().filter(|path| !is_test(path)) {
        said.push_str(&code(path));
    }
    // Keys that come as data begin so: the ids of services and of their categories. What a language calls itself is
    // read by the build.
    let by_data = ["service.", "category.", "language."];
    let silent: Vec<_> = words
        .keys()
        // The title of a screen is looked up by the screen's name.
        .filter(|key| {
            !by_data.iter().any(|start| key.starts_with(start))
                && key.rsplit_once('.').is_none_or(|(_, last)| last != "title")
        })
        .filter(|key| !named(&said, &key.replace(['.', '-'], "_").to_ascii_uppercase()))
        .collect();
    assert!(silent.is_empty(), "nobody says {silent:?}");
}

#[test]
fn what_loads_the_app_is_plain_script() {
    for path in &[embedder(), boot()].concat() {
        let text: String = read(path).lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
        for new in ["?.", "??", "globalThis", "replaceAll", "structuredClone", "queueMicrotask", "await ", "#!"] {
            assert!(!text.contains(new), "{path} has {new}");
        }
    }
    let page = read("index.html");
    for barred in [" style=", " onclick=", " onload=", "http://", "https://"] {
        assert!(!page.contains(barred), "index.html has {barred}");
    }
    // What the build fills in, and the policy names by its hash.
    for (element, in_page) in [("style", "<style></style>"), ("script", "<script></script>")] {
        assert_eq!(page.matches(in_page).count(), 1, "index.html: {in_page} once");
        let bare = page.replace(in_page, "");
        let own = |tag: &str| !tag.contains("src=") && !tag.starts_with(" type=\"application/json\"");
        let inline =
            bare.split(&format!("<{element}")).skip(1).any(|tag| own(tag) || !tag.contains(&format!("></{element}>")));
        assert!(!inline, "index.html has a {element} of its own");
    }
}

#[test]
fn no_message_goes_to_any_window_that_may_be_there() {
    let all = [files("src", ".rs"), embedder(), boot(), vec!["index.html".to_owned()]].concat();
    for path in all.iter().filter(|path| !is_test(path)) {
        let text = read(path).replace('"', "'");
        assert!(!text.contains("'*'"), "{path}: a message has one origin as its target");
    }
}

#[test]
fn embedders_that_keep_messages_are_never_waited_for() {
    let text = code("web/embedder/queueing.mjs");
    for word in ["await", "async", "Promise", ".then", "ask", "onMessage", "addEventListener"] {
        let says = named(&text, word) || (word.starts_with('.') && text.contains(word));
        assert!(!says, "web/embedder/queueing.mjs has {word}");
    }
    let adapters = code("web/embedder/adapters.mjs");
    for name in ["wechat-mini", "douyin", "baidu", "qq"] {
        assert!(text.contains(&format!("queueing('{name}'")), "{name} is one of them");
        assert!(adapters.contains(&format!("'{name}': ")), "{name} is an adapter");
    }
}

#[test]
fn the_server_says_nothing_but_what_its_log_can_hold() {
    for path in files("crates/server/src", ".rs") {
        let code = code(&path);
        let printed = ["println!", "eprintln!", "print!", "eprint!", "dbg!", "stdout", "stderr"];
        let may = ["crates/server/src/log.rs", "crates/server/src/main.rs"].contains(&path.as_str());
        for word in printed.iter().filter(|word| !(may && word.starts_with("std"))) {
            let says = code.contains(word) && !(path == "crates/server/src/args.rs" && *word == "stderr");
            assert!(!says, "{path} has {word}: what is said goes through the log");
        }
    }
}

/// A copy of the project with its target folder is not compiled again, so what was compiled in leads to the first one. Cargo
/// runs tests in the folder of their package, and says in the environment where programs are.
#[test]
fn no_place_is_compiled_in() {
    for folder in ["src", "crates", "tests", "xtask"] {
        for path in files(folder, ".rs") {
            for name in ["MANIFEST_DIR", "BIN_EXE_"] {
                assert!(!read(&path).contains(&format!("env!(\"CARGO_{name}")), "{path}: CARGO_{name}");
            }
        }
    }
}

#[test]
fn files_stay_readable() {
    for folder in [
        "src",
        "crates/journey/src",
        "crates/contract/src",
        "crates/contract-document",
        "crates/backend/src",
        "crates/conform",
        "crates/adapter/src",
        "crates/adapter/tests",
        "crates/adapter-worker/src",
        "tests/foreign",
        "crates/headers/src",
        "crates/web-fetch/src",
        "crates/server/src",
        "crates/server/tests",
        "web/embedder",
        "web/element",
        "web/offline",
        "xtask/src",
        "style",
    ] {
        for path in files(folder, "") {
            let lines = read(&path).lines().count();
            assert!(lines <= 400, "{path} has {lines} lines");
        }
    }
}

/// What is `unsafe` stands in one macro, which is read in one sitting; the compiler forbids it everywhere else but in macros of
/// other crates.
#[test]
fn only_the_macro_of_the_parts_is_unsafe() {
    for path in ["src", "crates", "xtask"].iter().flat_map(|folder| files(folder, ".rs")) {
        // What a test compiles is not the app's; what others wrote is theirs.
        if ["crates/parts/", "xtask/split/tests/", "crates/vendor/"].iter().any(|place| path.starts_with(place)) {
            continue;
        }
        assert!(!code(&path).contains("unsafe "), "{path}");
    }
}
