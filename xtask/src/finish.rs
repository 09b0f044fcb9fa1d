//! What is done to a build after Trunk, in the folder it has staged and before anybody sees it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::Failure;
use crate::run::{self, hash, program};

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
    page = put(&page, "href=\"app.css\"", &format!("href=\"{}\"", styles(staged)?))?;
    page = put(&page, "data-parts=\"\"", &format!("data-parts=\"{parts}\""))?;
    page = put(&page, "data-worker=\"\"", &format!("data-worker=\"{}\"", worker(staged, "worker")?))?;
    page = put(&page, "data-adapter=\"\"", &format!("data-adapter=\"{}\"", worker(staged, "adapter-worker")?))?;
    page = put(&page, "data-locales=\"\"", &format!("data-locales=\"{}\"", languages()?))?;
    run::write(&index, reloading(without_comments(&page))?)?;
    run::write(staged.join(headers::FILE), headers::netlify())?;
    if release {
        run::run(&mut program("node", &["xtask/js/compress.mjs", &at]))?;
    }
    Ok(())
}

/// The names of the parts, with commas between.
fn parts_of(parts: &str) -> String {
    parts.split('|').filter_map(|part| Some(part.split_once('=')?.0)).collect::<Vec<_>>().join(",")
}

/// Replaces what must be there exactly once.
fn put(page: &str, old: &str, new: &str) -> Result<String, Failure> {
    if page.matches(old).count() == 1 { Ok(page.replace(old, new)) } else { Err(format!("index.html: {old} once")) }
}

/// `trunk serve` puts a script of its own into the page, which loads it again after a change: there, and nowhere else, the
/// page's policy lets scripts stand in the page.
fn reloading(page: String) -> Result<String, Failure> {
    if page.contains("{{__TRUNK_ADDRESS__}}") {
        return put(&page, "script-src 'self'", "script-src 'self' 'unsafe-inline'");
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

/// All style sheets as one, named by its content.
fn styles(staged: &Path) -> Result<String, Failure> {
    let mut all = String::new();
    for sheet in sheets() {
        all.push_str(&squeeze(&run::read(sheet)?));
    }
    let name = format!("app-{:016x}.css", hash(&[all.as_bytes()]));
    run::write(staged.join(&name), all)?;
    Ok(name)
}

/// A style sheet without its comments, indentation and empty lines.
fn squeeze(sheet: &str) -> String {
    let mut bare = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    bare.lines().map(str::trim).filter(|line| !line.is_empty()).fold(String::new(), |mut out, line| {
        let _ = writeln!(out, "{line}");
        out
    })
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
    // A rejected promise is not an error of the worker that its owner would hear of; a throw is.
    let text = format!(
        "importScripts(\"{js}\");wasm_bindgen({{module_or_path:\"{module}\"}})\
         .catch(function(e){{setTimeout(function(){{throw e}})}});"
    );
    run::write(staged.join(&loader), text)?;
    Ok(loader)
}

/// The languages there are, the reference first: it is for everybody whose language is not there.
fn languages() -> Result<String, Failure> {
    let mut tags: Vec<String> = run::files(Path::new("locales"))
        .iter()
        .filter_map(|path| Some(path.file_name()?.to_str()?.strip_suffix(".json")?.to_owned()))
        .collect();
    tags.sort_by_key(|tag| (tag != "zh-CN", tag.clone()));
    let all = tags.iter().map(|tag| {
        let path = format!("locales/{tag}.json");
        let words: serde_json::Value =
            serde_json::from_str(&run::read(&path)?).map_err(|why| format!("{path}: {why}"))?;
        let own = words.get("language.name").and_then(|name| name.as_str());
        own.map(|own| format!("{tag}={own}")).ok_or_else(|| format!("{path}: no `language.name`"))
    });
    let all: Vec<_> = all.collect::<Result<_, Failure>>()?;
    if all.is_empty() { Err("there are no locales".to_owned()) } else { Ok(all.join("|")) }
}

#[cfg(test)]
mod tests {
    use super::{put, reloading, sheets, squeeze};

    #[test]
    fn a_sheet_loses_only_what_nobody_needs() {
        assert_eq!(squeeze("/* a */\n.b {\n  c: d; /* e\n f */\n}\n\n"), ".b {\nc: d;\n}\n");
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
        let page = crate::run::read("index.html").unwrap();
        assert_eq!(reloading(page.clone()), Ok(page.clone()));
        let served = format!("{page}<script>const address = '{{{{__TRUNK_ADDRESS__}}}}'</script>");
        assert!(reloading(served).unwrap().contains("script-src 'self' 'unsafe-inline' 'unsafe-eval'"));
    }

    #[test]
    fn every_sheet_has_its_place() {
        crate::run::at_root().unwrap();
        assert_eq!(sheets().len(), crate::run::files(std::path::Path::new("style")).len());
    }
}
