//! Words that belong to the backend's data: names of cities and banks, local rules.

use crate::json::FromJson;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text in one or more languages, keyed by BCP 47 tag: `{"zh-CN": "示例市", "en": "Demo City"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[serde(transparent)]
pub struct Text(pub BTreeMap<String, String>);

impl Text {
    /// A text in the two languages every backend of ours speaks.
    pub fn new(zh: &str, en: &str) -> Self {
        Self([("zh-CN".to_owned(), zh.to_owned()), ("en".to_owned(), en.to_owned())].into())
    }

    /// The text in `lang`; else in Chinese, the reference language; else in whatever there is.
    pub fn get(&self, lang: &str) -> &str {
        self.0.get(lang).or_else(|| self.0.get("zh-CN")).or_else(|| self.0.values().next()).map_or("", String::as_str)
    }
}
