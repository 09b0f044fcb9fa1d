//! Every word a person sees: one locale's JSON file, read at run time, looked up by
//! the hash of its key. `build.rs` makes one constant per key of the reference
//! locale (`key::HOME_TITLE`), so no key strings ship in the wasm.

mod hash;

use std::fmt;

use hash::{START, fnv1a};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

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
}

/// Names a text with plural forms, kept under `name.one`, `name.other` and so on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Plural(u32);

/// The words of one language.
#[derive(Debug, Default)]
pub struct Words(Vec<(u32, Box<str>)>);

/// The locale file could not be read: it is not a flat JSON object of texts and plural forms.
#[derive(Debug, PartialEq, Eq)]
pub struct BadWords;

/// Stands for a word that is missing: visible, and the same in every language.
const MISSING: &str = "…";

impl Words {
    /// Reads a locale file.
    ///
    /// # Errors
    /// `BadWords` when it is not a JSON object of texts and plural forms.
    pub fn parse(json: &str) -> Result<Self, BadWords> {
        let mut entries = Vec::with_capacity(1024);
        let mut reader = serde_json::Deserializer::from_str(json);
        Forms { under: None, entries: &mut entries }
            .deserialize(&mut reader)
            .and_then(|()| reader.end())
            .map_err(|_| BadWords)?;
        entries.sort_unstable_by_key(|entry| entry.0);
        Ok(Self(entries))
    }

    fn find(&self, hash: u32) -> Option<&str> {
        let at = self.0.binary_search_by_key(&hash, |entry| entry.0).ok()?;
        self.0.get(at).map(|entry| &*entry.1)
    }

    /// The text of a key; "…" when this language has none.
    pub fn text(&self, key: Key) -> &str {
        self.find(key.0).unwrap_or(MISSING)
    }

    /// Whether this language has a text for the key.
    pub fn has(&self, key: Key) -> bool {
        self.find(key.0).is_some()
    }

    /// The text of a key with each `{name}` replaced by its value.
    pub fn fill(&self, key: Key, values: &[(&str, &str)]) -> String {
        fill(self.text(key), values)
    }

    /// The form for a plural category (`one`, `few`, `other`, ..., as `Intl.PluralRules`
    /// names it; `other` where the language has no such form), filled in like [`Words::fill`].
    pub fn plural(&self, plural: Plural, category: &str, values: &[(&str, &str)]) -> String {
        let form = |category: &str| {
            let hash = fnv1a(fnv1a(plural.0, b"."), category.as_bytes());
            self.find(hash)
        };
        let text = form(category).or_else(|| form("other"));
        fill(text.unwrap_or(MISSING), values)
    }
}

/// Replaces each `{name}` that has a value; any other brace is left as it is.
fn fill(text: &str, values: &[(&str, &str)]) -> String {
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
    out
}

/// Reads an object of texts into hashed entries; a nested object holds plural forms.
struct Forms<'a> {
    /// The hash so far when these are the forms of one plural.
    under: Option<u32>,
    entries: &'a mut Vec<(u32, Box<str>)>,
}

/// Reads what stands at one key: a text, or (at the top) an object of forms.
struct Entry<'a> {
    hash: u32,
    forms_allowed: bool,
    entries: &'a mut Vec<(u32, Box<str>)>,
}

impl<'de> DeserializeSeed<'de> for Forms<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Forms<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("words")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(name) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            let hash = match self.under {
                Some(under) => fnv1a(fnv1a(under, b"."), name.as_bytes()),
                None => fnv1a(START, name.as_bytes()),
            };
            map.next_value_seed(Entry { hash, forms_allowed: self.under.is_none(), entries: self.entries })?;
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Entry<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Entry<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or plural forms")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.entries.push((self.hash, text.into()));
        Ok(())
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<(), M::Error> {
        if !self.forms_allowed {
            return Err(M::Error::custom("forms in forms"));
        }
        Forms { under: Some(self.hash), entries: self.entries }.visit_map(map)
    }
}

#[cfg(test)]
mod tests;
