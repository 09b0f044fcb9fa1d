//! The stamp of a release, and the list of its files for the service worker (`web/offline/worker.mjs`).
//!
//! Files without a hash in their names are asked for with the stamp behind them, `boot.js?0123456789abcdef`, so every address
//! of a file says of which release it is. The stamp changes with any of the files, with the page and with the worker.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use headers::inline::integrity;
use serde_json::json;

use crate::Failure;
use crate::finish::put;
use crate::run::{self, hash};

/// The worker as `xtask/js/bundle.mjs` leaves it.
const BUNDLED: &str = "service-worker.js";
/// What stands before the stamp in the page, and what ends it there.
const LOADER: &str = " src=\"./boot.js";
/// The same for the script that stands in for the loader; twice.
const OLD: &str = " src=\"old.js";
/// The same in what servers may say before the page is there.
const HINT: &str = "<./boot.js";

/// Whether a file of a build is one of the app's own that it keeps on the device. The page itself is asked for again and again;
/// the config is the deployment's, the icon the browser keeps by itself, and `embedder.js` is for those who have no service
/// worker.
fn is_kept(name: &str) -> bool {
    let kind = Path::new(name).extension().unwrap_or_default();
    let unhashed = ["boot.js", "old.js", "drawn.js", "offline.js"].contains(&name)
        || (name.starts_with("locales/") && kind == "json");
    let other = name.contains('/') || ["first-", "icon-", "offline-"].iter().any(|start| name.starts_with(start));
    unhashed || (headers::is_hashed(name) && !other && kind != "br")
}

/// The stamp behind a text that is once in a page; empty if there is none yet.
fn stamp_of(page: &str) -> &str {
    let after = page.split_once(LOADER).map_or("", |(_, after)| after);
    after.strip_prefix('?').and_then(|rest| rest.split_once('"')).map_or("", |(stamp, _)| stamp)
}

/// A text with another stamp, or none, behind these words.
fn stamped(text: &str, words: &str, old: &str, new: &str) -> String {
    let behind = |stamp: &str| if stamp.is_empty() { words.to_owned() } else { format!("{words}?{stamp}") };
    text.replace(&behind(old), &behind(new))
}

/// Gives the build in a folder its stamp and its service worker, anew if it has them already: after a change to any file.
/// A build for development has neither.
///
/// # Errors
/// What cannot be read or written, and a page without its loader.
pub fn stamp(folder: &Path) -> Result<(), Failure> {
    let (index, sent) = (folder.join("index.html"), folder.join(headers::FILE));
    let page = run::read(&index)?;
    let old = stamp_of(&page).to_owned();
    let Some(code) = code(folder, &old)? else { return Ok(()) };
    let bare = stamped(&stamped(&page, LOADER, &old, ""), OLD, &old, "");
    let mut sums = BTreeMap::new();
    for path in run::files(folder) {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if is_kept(&name) {
            sums.insert(name, integrity(std::fs::read(&path).map_err(|why| format!("{}: {why}", path.display()))?));
        }
    }
    let new = format!("{:016x}", hash(&[json!(sums).to_string().as_bytes(), code.as_bytes(), bare.as_bytes()]));
    let named = |(name, sum): (String, String)| {
        let path = if headers::is_hashed(&name) { name } else { format!("{name}?{new}") };
        (path, sum)
    };
    let files: BTreeMap<_, _> = sums.into_iter().map(named).collect();
    let list = json!({ "stamp": new, "files": files });
    run::write(folder.join(format!("offline-{new}.js")), format!("self.release={list};\n{code}"))?;
    let page = put(&bare, &format!("{LOADER}\""), &format!("{LOADER}?{new}\""))?;
    run::write(&index, stamped(&page, OLD, "", &new))?;
    let bare = stamped(&run::read(&sent)?, HINT, &old, "");
    run::write(&sent, stamped(&bare, HINT, "", &new))
}

/// The worker without its list; its file is removed.
fn code(folder: &Path, stamp: &str) -> Result<Option<String>, Failure> {
    let remove = |path: &PathBuf| std::fs::remove_file(path).map_err(|why| format!("{}: {why}", path.display()));
    let bundled = folder.join(BUNDLED);
    if bundled.is_file() {
        let code = run::read(&bundled)?;
        return remove(&bundled).map(|()| Some(code));
    }
    if stamp.is_empty() {
        return Ok(None);
    }
    let made = folder.join(format!("offline-{stamp}.js"));
    let text = run::read(&made)?;
    let _ = std::fs::remove_file(made.with_extension("js.br"));
    remove(&made)?;
    Ok(text.split_once('\n').map(|(_, code)| code.to_owned()))
}

/// Takes the worker out of a build for development: what is served there changes all the time under the same names.
pub fn without(folder: &Path) {
    let _ = std::fs::remove_file(folder.join(BUNDLED));
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{BUNDLED, is_kept, stamp, stamp_of};
    use crate::run;

    /// A build as it is before it gets its stamp.
    fn build(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("citizen-center-offline-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let page = "<script nomodule src=\"old.js\"></script><script type=\"module\" src=\"old.js\"></script>\
                    <script type=\"module\" src=\"./boot.js\" data-wasm=\"./a\"></script>";
        for (name, text) in [
            ("index.html", page),
            ("boot.js", "boot"),
            ("boot.js.br", "boot"),
            ("old.js", "old"),
            ("embedder.js", "embedder"),
            ("config.json", "{}"),
            ("locales/en.json", "{}"),
            ("card-0123456789abcdef.wasm", "wasm"),
            (BUNDLED, "code\nmore"),
            (headers::FILE, "/\n  Link: <./boot.js>; rel=modulepreload\n"),
        ] {
            run::write(folder.join(name), text).unwrap();
        }
        folder
    }

    fn worker(folder: &Path) -> (String, serde_json::Value, String) {
        let stamp = stamp_of(&run::read(folder.join("index.html")).unwrap()).to_owned();
        let text = run::read(folder.join(format!("offline-{stamp}.js"))).unwrap();
        let (list, code) = text.split_once('\n').unwrap();
        let list = list.strip_prefix("self.release=").unwrap().strip_suffix(';').unwrap();
        (stamp, serde_json::from_str(list).unwrap(), code.to_owned())
    }

    #[test]
    fn the_files_of_a_release_are_kept_and_no_others() {
        for kept in
            ["boot.js", "old.js", "drawn.js", "offline.js", "locales/zh-CN.card.json", "card-0123456789abcdef.wasm"]
        {
            assert!(is_kept(kept), "{kept}");
        }
        for other in [
            "index.html",
            "config.json",
            "_headers",
            "embedder.js",
            "boot.js.br",
            "icon-0123456789abcdef.svg",
            "city/logo-0123456789abcdef.svg",
            "first-0123456789abcdef.css",
            "offline-0123456789abcdef.js",
            "locales/en.json.br",
            "verify.txt",
        ] {
            assert!(!is_kept(other), "{other}");
        }
    }

    #[test]
    fn the_page_the_list_and_the_hints_bear_one_stamp() {
        let folder = build("stamp");
        stamp(&folder).unwrap();
        let (stamp, list, code) = worker(&folder);
        assert_eq!((stamp.len(), code.as_str(), &list["stamp"]), (16, "code\nmore", &serde_json::json!(stamp)));
        let page = run::read(folder.join("index.html")).unwrap();
        assert_eq!(page.matches(&format!("old.js?{stamp}\"")).count(), 2, "{page}");
        assert!(run::read(folder.join(headers::FILE)).unwrap().contains(&format!("<./boot.js?{stamp}>")));
        let files = list["files"].as_object().unwrap();
        let names: Vec<_> = files.keys().cloned().collect();
        let with = |name: &str| format!("{name}?{stamp}");
        let expected =
            [with("boot.js"), "card-0123456789abcdef.wasm".to_owned(), with("locales/en.json"), with("old.js")];
        assert_eq!(names, expected);
        // By `printf boot | openssl dgst -sha256 -binary | base64`.
        assert_eq!(files[&with("boot.js")], "sha256-RQm+sKtAHXH6SlzZSlXJp08TMyd2rkAZxb/EwgBRV/8=");
        assert!(!folder.join(BUNDLED).exists());
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn the_stamp_is_that_of_all_files() {
        let folder = build("again");
        stamp(&folder).unwrap();
        let first = worker(&folder);
        stamp(&folder).unwrap();
        assert_eq!(worker(&folder), first, "nothing has changed");
        for (name, text) in [("locales/en.json", "{\"a\":1}"), ("boot.js", "other"), ("locales/fr.json", "{}")] {
            let before = worker(&folder).0;
            run::write(folder.join(name), text).unwrap();
            stamp(&folder).unwrap();
            assert_ne!(worker(&folder).0, before, "{name}");
            assert!(!folder.join(format!("offline-{before}.js")).exists(), "{name}: one worker");
        }
        let page = run::read(folder.join("index.html")).unwrap();
        let before = worker(&folder).0;
        run::write(folder.join("index.html"), page + "<p>").unwrap();
        stamp(&folder).unwrap();
        assert_ne!(worker(&folder).0, before, "the page");
        // What the deployment says of itself is not of the release.
        let before = worker(&folder);
        run::write(folder.join("config.json"), "{\"offline\":false}").unwrap();
        stamp(&folder).unwrap();
        assert_eq!(worker(&folder), before);
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_build_for_development_has_no_stamp() {
        let folder = build("development");
        super::without(&folder);
        let page = run::read(folder.join("index.html")).unwrap();
        stamp(&folder).unwrap();
        assert_eq!(run::read(folder.join("index.html")).unwrap(), page);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
