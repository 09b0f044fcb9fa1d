//! Words that belong to the backend's data: names of cities and banks, local rules.

use crate::json::{self, FromJson, Json, ToJson, or_mark};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// A text in one or more languages, keyed by BCP 47 tag: `{"zh-CN": "示例市", "en": "Demo City"}`.
///
/// Inside it is a list of tag and text in the order of the tags, each of them once: there are two or three, and a list
/// is a fraction of the code of a map.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(Vec<(String, String)>);

impl Text {
    /// A text in the two languages every backend of ours speaks.
    pub fn new(zh: &str, en: &str) -> Self {
        Self(vec![("en".to_owned(), en.to_owned()), ("zh-CN".to_owned(), zh.to_owned())])
    }

    /// The text for a list of language tags with blanks between, the one wanted most first: for each, by lookup (RFC 4647,
    /// 3.4: `en-GB` finds `en`), then any of the same language; else in Chinese, the reference language; else in whatever
    /// there is.
    pub fn get(&self, tags: &str) -> &str {
        let wanted = tags.split(' ').find_map(|tag| self.look_up(tag));
        wanted.or_else(|| self.find("zh-CN")).or_else(|| self.values().next()).unwrap_or_default()
    }

    fn look_up(&self, tag: &str) -> Option<&str> {
        let mut range = tag;
        while let Some((shorter, _)) = range.rsplit_once('-') {
            if let Some(text) = self.find(range) {
                return Some(text);
            }
            // A singleton goes with what it introduces.
            range = match shorter.rsplit_once('-') {
                Some((before, single)) if single.len() == 1 => before,
                _ => shorter,
            };
        }
        let near = |tag: &str| {
            let (language, rest) = tag.split_at_checked(range.len()).unwrap_or_default();
            rest.starts_with('-') && language.eq_ignore_ascii_case(range)
        };
        self.find(range).or_else(|| self.0.iter().find(|(tag, _)| near(tag)).map(|(_, text)| text.as_str()))
    }

    /// The text in each language there is, in the order of their tags.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, text)| text.as_str())
    }

    fn find(&self, lang: &str) -> Option<&str> {
        self.0.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(lang)).map(|(_, text)| text.as_str())
    }
}

/// A tag that is there twice counts as it stands there last, as for serde's maps.
impl FromJson for Text {
    fn from_json(json: &Json<'_>, wrong: &mut bool) -> Self {
        let mut all = Vec::<(String, String)>::new();
        for (key, value) in or_mark(json.members(), &[], wrong) {
            let (tag, text) = (String::from_json(&Json::Text(key), wrong), String::from_json(value, wrong));
            let at = all.iter().take_while(|(before, _)| *before < tag).count();
            match all.get_mut(at) {
                Some(same) if same.0 == tag => same.1 = text,
                _ => all.insert(at, (tag, text)),
            }
        }
        Self(all)
    }
}

impl ToJson for Text {
    fn to_json(&self, out: &mut String) {
        out.push('{');
        for (tag, text) in &self.0 {
            json::separate(out, b'{');
            json::text(out, tag);
            out.push(':');
            json::text(out, text);
        }
        out.push('}');
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(tag, text)| (tag, text)))
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::deserialize(deserializer).map(|all| Self(all.into_iter().collect()))
    }
}
