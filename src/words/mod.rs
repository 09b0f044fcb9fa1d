//! Every word a person sees: one locale's JSON file, read at run time, looked up by
//! the hash of its key. `build.rs` makes one constant per key of the reference
//! locale (`key::HOME_TITLE`), so no key strings ship in the wasm.

mod hash;
mod shared_string;

use contract::json::Json;
use hash::{START, fnv1a};
pub use shared_string::{SharedString, joined};

/// Between things in one line: a line does not begin with the dot.
pub const DOT: &str = "\u{a0}\u{b7} ";

/// The keys, one constant for each word of `locales/zh-CN.json`.
pub mod key {
    #![allow(dead_code, reason = "a word may be there before the page that says it, or only in some builds")]
    #[allow(unused_imports, reason = "there may be no plural word")]
    use super::{Key, Plural};
    include!(concat!(env!("OUT_DIR"), "/key.rs"));
}

/// Names one text: the FNV-1a hash of its key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Key(u32);

impl Key {
    /// The key of this name, for names that come as data (an error code, a service id).
    /// A name that no locale has gives the text "…" when looked up.
    pub const fn of(name: &str) -> Self {
        Self(fnv1a(START, name.as_bytes()))
    }

    /// The title of a screen with this name.
    pub fn title(screen: &str) -> Self {
        Self(fnv1a(fnv1a(START, screen.as_bytes()), b".title"))
    }
}

/// Names a text with plural forms, kept under `name.one`, `name.other` and so on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Plural(u32);

/// A text and the hash of its key.
type Word = (u32, SharedString);

/// The words of one language: those of Home, and of each part that is here.
#[derive(Debug, Default)]
pub struct Words(Vec<Table>);

/// The words of one file: a word is at the place its hash says, or at the next free one after it. At least half of the places
/// are free, so a search is short. (A sorted list needs a sort, which is far more code.)
#[derive(Debug, Default)]
struct Table(Vec<Option<Word>>);

/// Between locale files that come as one text (RFC 7464).
const SEPARATOR: char = '\u{1e}';

/// The locale file could not be read: it is not a flat JSON object of texts and plural forms.
#[derive(Debug, PartialEq, Eq)]
pub struct BadWords;

/// How deep objects may be in one another.
const DEEPEST: u8 = 8;

/// Stands for a word that is missing: visible, and the same in every language.
const MISSING: &str = "…";

impl Table {
    fn parse(json: &str) -> Result<Self, BadWords> {
        let mut entries = Vec::with_capacity(1024);
        let json = Json::parse(json).map_err(|_| BadWords)?;
        collect(START, DEEPEST, &json, &mut entries).ok_or(BadWords)?;
        let mut table = Self(Vec::new());
        table.0.resize_with((entries.len() * 2).next_power_of_two(), || None);
        for entry in entries {
            if let Some(at) = table.place(entry.0) {
                table.0[at] = Some(entry);
            }
        }
        Ok(table)
    }

    /// Where the word with that hash is, or would be; `None` if there is no table.
    #[inline(never)]
    fn place(&self, hash: u32) -> Option<usize> {
        let last = self.0.len().checked_sub(1)?;
        let mut at = hash as usize & last;
        while self.0[at].as_ref().is_some_and(|word| word.0 != hash) {
            at = (at + 1) & last;
        }
        Some(at)
    }
}

impl Words {
    /// Reads locale files, with U+001E between them.
    ///
    /// # Errors
    /// `BadWords` when one is not a JSON object of texts and plural forms.
    pub fn parse(files: &str) -> Result<Self, BadWords> {
        files.split(SEPARATOR).map(Table::parse).collect::<Result<_, _>>().map(Self)
    }

    /// Adds the words of a part. A word that is here already stays: a city's own file has all words, and is read first.
    pub fn add(&mut self, more: Self) {
        self.0.extend(more.0);
    }

    fn find(&self, hash: u32) -> Option<&SharedString> {
        self.0.iter().find_map(|table| table.0[table.place(hash)?].as_ref().map(|word| &word.1))
    }

    /// The text of a key; "…" when this language has none.
    pub fn text(&self, key: Key) -> SharedString {
        self.find(key.0).map_or_else(|| MISSING.into(), SharedString::clone)
    }

    /// Whether this language has a text for the key.
    pub fn has(&self, key: Key) -> bool {
        self.find(key.0).is_some()
    }

    /// The text of a key with each `{name}` replaced by its value.
    pub fn fill(&self, key: Key, values: &[(&str, &str)]) -> SharedString {
        fill(&self.text(key), values)
    }

    /// The form for a plural category (`one`, `few`, `other`, ..., as `Intl.PluralRules`
    /// names it; `other` where the language has no such form), filled in like [`Words::fill`].
    pub fn plural(&self, plural: Plural, category: &str, values: &[(&str, &str)]) -> SharedString {
        let form = |category: &str| {
            let hash = fnv1a(fnv1a(plural.0, b"."), category.as_bytes());
            self.find(hash)
        };
        let text = form(category).or_else(|| form("other"));
        fill(text.map_or(MISSING, |text| text), values)
    }
}

/// Replaces each `{name}` that has a value; any other brace is left as it is.
fn fill(text: &str, values: &[(&str, &str)]) -> SharedString {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        out.push_str(before);
        let value = from.find('}').and_then(|close| {
            let name = from.get(1..close)?;
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, from.get(close + 1..)?))
        });
        if let Some((value, after)) = value {
            out.push_str(value);
            rest = after;
        } else {
            out.push('{');
            rest = from.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out.into()
}

/// What the words of a page begin with, and what they began with up to version 0.1: a city's own locale file may still
/// have the old names.
const RENAMED: [(&str, &str); 23] = [
    ("cancel", "apply"),
    ("apply.title", "intent.title"),
    ("apply.lead", "intent.lead"),
    ("apply.job", "intent.job"),
    ("apply.group", "intent.group"),
    ("apply.intent", "intent"),
    ("apply.check", "apply-eligibility"),
    ("apply.then", "apply-consequences"),
    ("apply.details", "apply-details"),
    ("apply.review", "apply-review"),
    ("apply.verify", "apply-verify"),
    ("apply.confirm", "apply-confirm"),
    ("apply.resend", "resend"),
    ("apply-verify.resend", "resend.button"),
    ("sign-in.resend", "resend.button"),
    ("sign-in.resend-in", "resend.in"),
    ("applications.one", "application.title"),
    ("social", "social-security"),
    ("services", "card-services"),
    ("access", "access-log"),
    ("traits", "characteristics"),
    ("sign-in.host", "sign-in.embedder"),
    ("notice.host-failed", "notice.embedder-failed"),
];

/// The hash of a name below `start`, part by part, with an old part read as the new one.
fn hash_of(start: u32, name: &str) -> u32 {
    const HASHES: [(u32, u32); RENAMED.len()] = {
        let mut hashes = [(0, 0); RENAMED.len()];
        let mut at = 0;
        while at < hashes.len() {
            let (old, new) = RENAMED[at];
            hashes[at] = (fnv1a(START, old.as_bytes()), fnv1a(START, new.as_bytes()));
            at += 1;
        }
        hashes
    };
    name.split('.').enumerate().fold(start, |hash, (at, part)| {
        let hash = fnv1a(if at == 0 { hash } else { fnv1a(hash, b".") }, part.as_bytes());
        HASHES.iter().find(|(old, _)| *old == hash).map_or(hash, |(_, new)| *new)
    })
}

/// Hashes the entries of an object of texts. An object in it holds plural forms, or all that begins with its name and a
/// dot: a release has its words so, as they are shorter. No deeper than so many more.
fn collect(start: u32, deeper: u8, json: &Json<'_>, entries: &mut Vec<Word>) -> Option<()> {
    for (name, value) in json.members()? {
        let hash = hash_of(start, &Json::Text(name).text()?);
        if let Some(text) = value.text() {
            entries.push((hash, text.into_owned().into()));
        } else {
            collect(fnv1a(hash, b"."), deeper.checked_sub(1)?, value, entries)?;
        }
    }
    Some(())
}

#[cfg(test)]
mod tests;
