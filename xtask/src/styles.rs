//! Which style sheets come with which part of the app. Found out from the source, as the words of a part are
//! (`xtask/js/words.mjs`): a list kept by hand would be wrong one day, and a page would be drawn without its rules.
//!
//! A sheet is named like the component or the page that writes its classes (`tests/tidy/style.rs`). It is needed by each
//! part from whose pages that source is reached: by imports, and function by function where several parts share a file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::Failure;
use crate::run;

/// What is there from the start.
const MAIN: &str = "home";
/// The name of the sheets that several parts use, but not [`MAIN`].
pub const SHARED: &str = "shared";
/// Files of functions that pages of several parts call.
const COMMON: [&str; 2] = ["pages/common", "pages/wording/"];

/// Where the rules of a sheet are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Home {
    /// In the sheet that is loaded from the start.
    Main,
    /// In the sheet of one part.
    Part(String),
    /// In the sheet that several parts share: these.
    Shared(BTreeSet<String>),
}

/// The sources of what is drawn, by their paths below `src/ui` without the ending; whatever else draws is below `..`.
pub struct Sources {
    files: BTreeMap<String, String>,
    /// The file of `components` that has a name.
    components: BTreeMap<String, String>,
    parts: Vec<String>,
}

/// What a part reaches: a file, or a function of one.
type Reached = BTreeSet<(String, Option<String>)>;

impl Sources {
    /// Reads the sources of an app that is loaded in these parts.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn read(parts: &[&str]) -> Result<Self, Failure> {
        let mut files = BTreeMap::new();
        for path in run::files(Path::new("src")) {
            let name = path.to_string_lossy().into_owned();
            // The gallery is for development only.
            let Some(name) = name.strip_suffix(".rs").filter(|name| !name.contains("gallery") && !is_test(name)) else {
                continue;
            };
            let name = name.strip_prefix("src/ui/").map_or_else(|| format!("../{name}"), str::to_owned);
            files.insert(name, code(&run::read(&path)?));
        }
        let exported = files.get("components/mod").ok_or("src/ui/components/mod.rs is not there")?;
        let components = imports(exported).into_iter().filter_map(|(name, path)| match &path[..] {
            [file, _] => Some((name, format!("components/{file}"))),
            _ => None,
        });
        let components = components.collect();
        Ok(Self { files, components, parts: parts.iter().map(|part| (*part).to_owned()).collect() })
    }

    /// Where the rules of a sheet of `style` are.
    pub fn home(&self, sheet: &Path, reached: &BTreeMap<&str, Reached>) -> Result<Home, Failure> {
        let stem = sheet.file_stem().unwrap_or_default().to_string_lossy();
        let folder = sheet.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
        let is_own = |path: &&String| match &*folder {
            "components" => **path == format!("components/{stem}"),
            "pages" => {
                path.starts_with("pages/")
                    && !COMMON.iter().any(|common| path.starts_with(common))
                    && path.trim_end_matches("/mod").rsplit('/').next() == Some(&*stem)
            }
            _ => false,
        };
        // The look itself, and what stands in index.html.
        let Some(source) = self.files.keys().find(is_own) else {
            return if folder == "style" { Ok(Home::Main) } else { Err(format!("{}: no source", sheet.display())) };
        };
        let classes = classes(&run::read(sheet)?);
        let writes = |text: &str| literals(text).any(|word| classes.contains(word));
        let needs = |reached: &Reached| {
            reached.iter().filter(|(file, _)| file == source).any(|(file, item)| {
                // A component's file is taken as a whole.
                folder == "components" || writes(&self.text(file, item.as_deref()))
            })
        };
        let users: BTreeSet<_> =
            reached.iter().filter(|(_, reached)| needs(reached)).map(|(part, _)| (*part).to_owned()).collect();
        let mut all = users.iter();
        Ok(match (all.next(), all.next()) {
            (Some(part), None) if part != MAIN => Home::Part(part.clone()),
            (Some(_), Some(_)) if !users.contains(MAIN) => Home::Shared(users),
            _ => Home::Main,
        })
    }

    /// What each part reaches, [`MAIN`] among them.
    pub fn reached(&self) -> BTreeMap<&str, Reached> {
        let mut all: BTreeMap<&str, Reached> = BTreeMap::new();
        let parts = std::iter::once(MAIN).chain(self.parts.iter().map(String::as_str));
        for part in parts {
            let reached = all.entry(part).or_default();
            for file in self.files.keys().filter(|file| self.part_of(file) == Some(part)) {
                self.take(file, None, reached);
            }
        }
        all
    }

    /// The part that a file belongs to; `None` where it depends on who calls it.
    fn part_of(&self, file: &str) -> Option<&str> {
        if file.starts_with("components/") || COMMON.iter().any(|common| file.starts_with(common)) {
            return None;
        }
        let folder = file.strip_prefix("pages/").and_then(|rest| Some(rest.split_once('/')?.0));
        Some(self.parts.iter().find(|part| Some(part.as_str()) == folder).map_or(MAIN, String::as_str))
    }

    fn text(&self, file: &str, item: Option<&str>) -> String {
        let text = self.files.get(file).map(String::as_str).unwrap_or_default();
        match item {
            None => text.to_owned(),
            Some(item) => items(text).get(item).copied().unwrap_or_default().to_owned(),
        }
    }

    /// Takes in a file, or a function of one, with whatever it names.
    fn take(&self, file: &str, item: Option<&str>, reached: &mut Reached) {
        if !reached.insert((file.to_owned(), item.map(str::to_owned))) {
            return;
        }
        let whole = &self.files[file];
        let text = self.text(file, item);
        let imports = imports(whole);
        let items = items(whole);
        let words: Vec<&str> = words(&text).collect();
        for (at, word) in words.iter().enumerate() {
            if item.is_some() && items.contains_key(word) {
                self.take(file, Some(word), reached);
            }
            let next = (words.get(at + 1) == Some(&"::")).then(|| words.get(at + 2)).flatten();
            let own = || vec![(*word).to_owned()];
            let mut path = imports.get(*word).map_or_else(own, |path| absolute(file, path));
            path.extend(next.map(|next| (*next).to_owned()));
            self.follow(&path, reached);
        }
    }

    /// Takes in what a path names, as far as it is drawn by a component or by a page of another file.
    fn follow(&self, path: &[String], reached: &mut Reached) {
        let of_pages = path.iter().skip_while(|name| *name != "pages").skip(1).map(String::as_str).collect::<Vec<_>>();
        match path.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            [.., "components", name] | ["components", name, _] => {
                let file = format!("components/{name}");
                let file = if self.files.contains_key(&file) { Some(&file) } else { self.components.get(name) };
                if let Some(file) = file {
                    self.take(&file.clone(), None, reached);
                }
            }
            [.., "components", file, _] if self.files.contains_key(&format!("components/{file}")) => {
                self.take(&format!("components/{file}"), None, reached);
            }
            // Wherever they are named: each page has them imported in its own way.
            [.., "common", name] => self.call("pages/common", name, reached),
            [.., "wording", name] => {
                let all = self.files.keys().filter(|file| file.starts_with("pages/wording/"));
                all.for_each(|file| self.call(file, name, reached));
            }
            _ => match of_pages[..] {
                [folder, name] => self.call(&format!("pages/{folder}/mod"), name, reached),
                [folder, file, name] => self.call(&format!("pages/{folder}/{file}"), name, reached),
                _ => {}
            },
        }
    }

    /// Takes in a function of a file that has it.
    fn call(&self, file: &str, name: &str, reached: &mut Reached) {
        if self.files.get(file).is_some_and(|text| items(text).contains_key(name)) {
            self.take(file, Some(name), reached);
        }
    }
}

fn is_test(path: &str) -> bool {
    path.ends_with("tests") || path.contains("/tests/")
}

/// A source without its comments and its tests.
fn code(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let bare = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    bare.collect::<Vec<_>>().join("\n")
}

/// Names, and `::` between them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !is_name(c) && c != ':');
        let end = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
        let end = if end > 0 { end } else { rest.find(|c| c != ':').unwrap_or(rest.len()) };
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word).filter(|word| !word.is_empty())
    })
}

/// What a source imports: paths by the names that it has for them.
fn imports(text: &str) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    let starts = text.match_indices("use ").filter(|(at, _)| text[..*at].ends_with(['\n', ' ']) || *at == 0);
    for (at, start) in starts {
        let tree = text[at + start.len()..].split(';').next().unwrap_or_default();
        if tree.chars().all(|c| c.is_ascii_alphanumeric() || c.is_whitespace() || "_:{},*".contains(c)) {
            expand(tree, &[], &mut all);
        }
    }
    all
}

fn expand(tree: &str, before: &[String], all: &mut BTreeMap<String, Vec<String>>) {
    let tree = tree.trim();
    if let Some((path, list)) = tree.split_once('{') {
        let before = [before, &names(path)].concat();
        let list = list.trim_end().strip_suffix('}').unwrap_or(list);
        let mut depth = 0;
        let parts = list.split(|c: char| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            c == ',' && depth == 0
        });
        parts.for_each(|part| expand(part, &before, all));
        return;
    }
    let (path, alias) = tree.split_once(" as ").map_or((tree, None), |(path, alias)| (path, Some(alias.trim())));
    let mut path = [before, &names(path)].concat();
    path.retain(|name| name != "self");
    if let Some(name) = alias.or(path.last().map(String::as_str)) {
        all.insert(name.to_owned(), path.clone());
    }
}

fn names(path: &str) -> Vec<String> {
    path.split("::").map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// An imported path from the root of the crate on.
fn absolute(file: &str, path: &[String]) -> Vec<String> {
    let ups = path.iter().take_while(|name| *name == "super").count();
    if ups == 0 {
        return path.to_vec();
    }
    // A `mod.rs` is its folder.
    let mut module: Vec<_> = file.trim_end_matches("/mod").split('/').map(str::to_owned).collect();
    module.truncate(module.len().saturating_sub(ups));
    module.extend_from_slice(&path[ups..]);
    module
}

/// The functions and constants of a source, by their names.
fn items(text: &str) -> BTreeMap<&str, &str> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let mut rest = line;
        for before in ["pub(super) ", "pub(crate) ", "pub ", "const ", "async "] {
            rest = rest.strip_prefix(before).unwrap_or(rest);
        }
        let named = rest.strip_prefix("fn ").or_else(|| rest.strip_prefix("static "));
        let named = named.or_else(|| line.contains("const ").then_some(rest).filter(|_| rest.len() < line.len()));
        if let Some(name) = named.and_then(|named| words(named).next()) {
            starts.push((name, at));
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).map(|(_, at)| *at).chain([text.len()]);
    starts.iter().zip(ends).map(|((name, at), end)| (*name, &text[*at..end])).collect()
}

/// The words of what stands between quotes.
fn literals(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2).flat_map(str::split_whitespace)
}

/// The classes that the selectors of a sheet name.
fn classes(sheet: &str) -> BTreeSet<String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let bare = headers::inline::squeeze(sheet);
    let selectors = bare.split('}').filter_map(|rule| rule.rsplit_once('{')?.0.rsplit('{').next());
    let named = selectors.flat_map(|selector| selector.split('.').skip(1));
    let named = named.map(|rest| &rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())]);
    named.filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic())).map(str::to_owned).collect()
}

/// The sheets with where each belongs: all to [`Home::Main`] where there are no parts.
///
/// # Errors
/// What cannot be read; a sheet with no source.
pub fn homes(sheets: Vec<PathBuf>, parts: &[&str]) -> Result<Vec<(PathBuf, Home)>, Failure> {
    let sources = Sources::read(parts)?;
    let reached = sources.reached();
    let home = |sheet: PathBuf| Ok((sources.home(&sheet, &reached)?, sheet)).map(|(home, sheet)| (sheet, home));
    sheets.into_iter().map(home).collect()
}

#[cfg(test)]
mod tests;
