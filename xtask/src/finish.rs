//! What is done to a build after Trunk, in the folder it has staged and before anybody sees it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use headers::inline::{SHEETS, squeeze};

use crate::run::{self, hash, program};
use crate::styles::{self, Home};
use crate::{Failure, first, offline};

/// The files of each part of the app, `part=file+file|…`, as long as a build is not finished.
pub const PARTS: &str = "parts.txt";

/// The hook that Trunk calls.
pub fn hook() -> Result<(), Failure> {
    let staged = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    finish(&staged.ok_or("this is called by Trunk, see Trunk.toml")?, release)
}

/// Finishes the build in that folder.
///
/// # Errors
/// What is not there, or could not be written.
pub fn finish(staged: &Path, release: bool) -> Result<(), Failure> {
    let at = staged.to_string_lossy().into_owned();
    let parts = std::fs::read_to_string(staged.join(PARTS)).unwrap_or_default();
    let _ = std::fs::remove_file(staged.join(PARTS));
    run::run(&mut program("node", &["xtask/js/bundle.mjs", &at]))?;
    if release {
        run::run(&mut program("node", &["xtask/js/order.mjs", &at]))?;
        run::run(&mut program("node", &["xtask/js/names.mjs", &at]))?;
        run::run(&mut program("node", &["xtask/js/minify.mjs", &at, &parts_of(&parts)]))?;
    }
    let index = staged.join("index.html");
    let mut page = run::read(&index)?;
    let (sheet, parts) = styles(staged, &parts)?;
    page = put(&page, "href=\"app.css\"", &format!("href=\"{sheet}\""))?;
    page = put(&page, "data-parts=\"\"", &format!("data-parts=\"{parts}\""))?;
    page = put(&page, "data-worker=\"\"", &format!("data-worker=\"{}\"", worker(staged, "worker")?))?;
    page = put(&page, "data-adapter=\"\"", &format!("data-adapter=\"{}\"", worker(staged, "adapter-worker")?))?;
    let languages = languages()?;
    page = put(&page, "data-locales=\"\"", &format!("data-locales=\"{}\"", named(&languages)?))?;
    page = reloading(first::fill(&without_comments(&page), staged, &languages)?)?;
    run::write(&index, &page)?;
    let [js, wasm] = ["js", "wasm"].map(|name| attribute(&page, &format!("data-{name}")));
    run::write(staged.join(headers::FILE), headers::netlify() + &hints(&sheet, js, wasm))?;
    if release {
        offline::stamp(staged)?;
        run::run(&mut program("node", &["xtask/js/compress.mjs", &at]))?;
    } else {
        offline::without(staged);
    }
    Ok(())
}

/// The parts, each with its files.
fn each_part(parts: &str) -> Vec<(&str, &str)> {
    parts.split('|').filter_map(|part| part.split_once('=')).collect()
}

/// The names of the parts that have pages, and so words, with commas between.
fn parts_of(parts: &str) -> String {
    let pages = Path::new("src/ui/pages");
    let parts = each_part(parts).into_iter().map(|(part, _)| part);
    parts.filter(|part| pages.join(part).is_dir()).collect::<Vec<_>>().join(",")
}

/// The value of an attribute that is once in a page; empty if it is not.
pub fn attribute<'a>(page: &'a str, name: &str) -> &'a str {
    let value = page.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split_once('"'));
    value.map_or("", |(value, _)| value)
}

/// What servers that read `_headers` may say before the page is there (103, Early Hints): the files that it begins with.
fn hints(sheet: &str, js: &str, wasm: &str) -> String {
    format!(
        "/\n  Link: <./boot.js>; rel=modulepreload\n  Link: <./{sheet}>; rel=preload; as=style\n  \
         Link: <{js}>; rel=modulepreload\n  Link: <{wasm}>; rel=preload; as=fetch; crossorigin\n"
    )
}

/// Replaces what must be there exactly once.
pub fn put(page: &str, old: &str, new: &str) -> Result<String, Failure> {
    if page.matches(old).count() == 1 { Ok(page.replace(old, new)) } else { Err(format!("index.html: {old} once")) }
}

/// `trunk serve` puts a script of its own into the page, which loads it again after a change: there, and nowhere else, the
/// page's policy lets any script stand in the page. A hash beside it would take that back.
fn reloading(page: String) -> Result<String, Failure> {
    if page.contains("{{__TRUNK_ADDRESS__}}") {
        return put(&page, &headers::inline::source(&headers::inline::script()), "'unsafe-inline'");
    }
    Ok(page)
}

/// A page without its comments.
fn without_comments(page: &str) -> String {
    let mut bare = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("<!--") {
        bare.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after.trim_start());
    }
    bare.push_str(rest);
    bare
}

/// The style sheets in the order they are joined: tokens, base, the shell of the page, components, pages. Inside a folder
/// the order is that of the names and says nothing: no rule relies on it.
pub fn sheets() -> Vec<PathBuf> {
    let places = ["tokens.css", "base.css", "shell.css", "components", "pages"];
    places.iter().flat_map(|place| run::files(&Path::new("style").join(place))).collect()
}

/// The style sheets that are not in the page itself: one for the first visit, one for each part, and one that several parts
/// share, all named by their content. Gives the name of the first, and the files of each part with its sheets.
fn styles(staged: &Path, parts: &str) -> Result<(String, String), Failure> {
    let parts = each_part(parts);
    let in_page = |sheet: &PathBuf| SHEETS.iter().any(|(path, _)| Path::new(path) == sheet);
    let rest = sheets().into_iter().filter(|sheet| !in_page(sheet)).collect();
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    let mut sharing = BTreeSet::new();
    let homes = styles::homes(rest, &parts.iter().map(|(part, _)| *part).collect::<Vec<_>>())?;
    for (sheet, home) in &homes {
        let name = match home {
            Home::Main => "app",
            Home::Part(part) => part,
            Home::Shared(users) => {
                sharing.extend(users);
                styles::SHARED
            }
        };
        texts.entry(name).or_default().push_str(&squeeze(&run::read(sheet)?));
    }
    let mut names = BTreeMap::new();
    for (name, text) in texts {
        let file = format!("{name}-{:016x}.css", hash(&[text.as_bytes()]));
        run::write(staged.join(&file), text)?;
        names.insert(name, file);
    }
    let files = |(part, files): &(&str, &str)| {
        let shared = sharing.iter().any(|one| one == part).then_some(styles::SHARED);
        let sheets = shared.iter().chain([part]).filter_map(|name| names.get(name));
        let all: Vec<_> = std::iter::once(*files).chain(sheets.map(String::as_str)).collect();
        format!("{part}={}", all.join("+"))
    };
    let parts = parts.iter().map(files).collect::<Vec<_>>().join("|");
    Ok((names.remove("app").ok_or("no sheet for the first visit")?, parts))
}

/// Trunk gives a worker's files no hash, as only the app can name it. Here they get one, together, so that
/// they may be kept for ever and never mixed with those of another build. Gives the name of the script
/// to start the worker with.
fn worker(staged: &Path, name: &str) -> Result<String, Failure> {
    let script = staged.join(format!("{name}.js"));
    let wasm = staged.join(format!("{name}_bg.wasm"));
    let read = |path: &Path| std::fs::read(path).map_err(|why| format!("{}: {why}", path.display()));
    let version = format!("{:016x}", hash(&[&read(&script)?, &read(&wasm)?]));
    let (js, module) = (format!("{name}-{version}.js"), format!("{name}-{version}_bg.wasm"));
    let loader = format!("{name}-{version}_loader.js");
    let rename = |from: &Path, to: &str| {
        std::fs::rename(from, staged.join(to)).map_err(|why| format!("{}: {why}", from.display()))
    };
    rename(&script, &js)?;
    rename(&wasm, &module)?;
    // Trunk makes one that loads files of other names.
    let _ = std::fs::remove_file(staged.join(format!("{name}_loader.js")));
    // Its own policy: a worker with the headers of the page loads by a text only what that policy lets it.
    // A rejected promise is not an error of the worker that its owner would hear of; a throw is.
    let text = format!(
        "self.trustedTypes&&trustedTypes.createPolicy(\"default\",{{createScriptURL:function(u){{return u==\"{js}\"?u:null}}}});\
         importScripts(\"{js}\");wasm_bindgen({{module_or_path:\"{module}\"}})\
         .catch(function(e){{setTimeout(function(){{throw e}})}});"
    );
    run::write(staged.join(&loader), text)?;
    Ok(loader)
}

/// The languages there are, the reference first: it is for everybody whose language is not there.
pub fn languages() -> Result<Vec<String>, Failure> {
    let mut tags: Vec<String> = run::files(Path::new("locales"))
        .iter()
        .filter_map(|path| Some(path.file_name()?.to_str()?.strip_suffix(".json")?.to_owned()))
        .collect();
    tags.sort_by_key(|tag| (tag != "zh-CN", tag.clone()));
    if tags.is_empty() { Err("there are no locales".to_owned()) } else { Ok(tags) }
}

/// Each language with what it calls itself.
fn named(tags: &[String]) -> Result<String, Failure> {
    let all = tags.iter().map(|tag| {
        let path = format!("locales/{tag}.json");
        let words: serde_json::Value =
            serde_json::from_str(&run::read(&path)?).map_err(|why| format!("{path}: {why}"))?;
        let own = words.get("language.name").and_then(|name| name.as_str());
        own.map(|own| format!("{tag}={own}")).ok_or_else(|| format!("{path}: no `language.name`"))
    });
    Ok(all.collect::<Result<Vec<_>, Failure>>()?.join("|"))
}

#[cfg(test)]
mod tests {
    use super::{SHEETS, attribute, hints, put, reloading, sheets};

    #[test]
    fn servers_are_told_of_the_files_that_the_page_begins_with() {
        let page = "<script src=\"boot.js\" data-js=\"./a.js\" data-wasm=\"./b.wasm\"></script>";
        let [js, wasm] = ["data-js", "data-wasm"].map(|name| attribute(page, name));
        let made = hints("app-1.css", js, wasm);
        assert!(made.starts_with("/\n  Link: <./boot.js>; rel=modulepreload\n"), "{made}");
        for file in [
            "<./app-1.css>; rel=preload; as=style",
            "<./a.js>; rel=modulepreload",
            "<./b.wasm>; rel=preload; as=fetch;",
        ] {
            assert!(made.contains(&format!("\n  Link: {file}")), "{made}");
        }
    }

    #[test]
    fn what_is_replaced_must_be_there_once() {
        assert_eq!(put("a b c", "b", "x"), Ok("a x c".to_owned()));
        assert!(put("a", "b", "x").is_err());
        assert!(put("b b", "b", "x").is_err());
    }

    #[test]
    fn only_what_trunk_serves_has_a_script_in_the_page() {
        crate::run::at_root().unwrap();
        let page = format!("<meta content=\"{}\">", headers::page_policy(&[]));
        assert_eq!(reloading(page.clone()), Ok(page.clone()));
        let served = format!("{page}<script>const address = '{{{{__TRUNK_ADDRESS__}}}}'</script>");
        let policy = reloading(served).unwrap();
        assert!(policy.contains("script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval' 'unsafe-inline'; "), "{policy}");
    }

    #[test]
    fn every_sheet_has_its_place() {
        crate::run::at_root().unwrap();
        let all = sheets();
        assert_eq!(all.len(), crate::run::files(std::path::Path::new("style")).len());
        // Those in the page come first, in the same order.
        let in_page: Vec<_> = SHEETS.iter().map(|(path, _)| std::path::PathBuf::from(path)).collect();
        let kept: Vec<_> = all.into_iter().filter(|sheet| in_page.contains(sheet)).collect();
        assert_eq!(kept, in_page);
    }
}
