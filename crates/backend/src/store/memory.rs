//! A store that lasts as long as the process.

use super::{Answer, Committed, Document, Store, Write};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::ready;
use std::ops::Bound;

/// Documents in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    documents: RefCell<BTreeMap<String, (u32, String)>>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many documents it holds.
    pub fn len(&self) -> usize {
        self.documents.borrow().len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn get(&self, key: &str) -> Option<Document> {
        let documents = self.documents.borrow();
        let (version, json) = documents.get(key)?;
        Some(Document { key: key.to_owned(), version: *version, json: json.clone() })
    }

    pub(super) fn put(&self, document: Document) {
        self.documents.borrow_mut().insert(document.key, (document.version, document.json));
    }

    fn page_now(&self, prefix: &str, before: Option<&str>, limit: usize) -> Vec<Document> {
        let documents = self.documents.borrow();
        let end = before.map_or(Bound::Unbounded, |b| Bound::Excluded(b.to_owned()));
        let start = Bound::Included(prefix.to_owned());
        if matches!(&end, Bound::Excluded(end) if end.as_str() < prefix) {
            return Vec::new();
        }
        let found = documents.range((start, end)).rev();
        // Keys past the prefix come first in this direction when there is no `before`.
        let found = found.skip_while(|(key, _)| !key.starts_with(prefix));
        found
            .take_while(|(key, _)| key.starts_with(prefix))
            .take(limit)
            .map(|(key, (version, json))| Document { key: key.clone(), version: *version, json: json.clone() })
            .collect()
    }

    fn commit_now(&self, writes: &[Write]) -> Committed {
        let mut documents = self.documents.borrow_mut();
        let meets = |w: &Write| documents.get(&w.key).map_or(0, |(version, _)| *version) == w.expected;
        if !writes.iter().all(meets) {
            return Committed::Conflict;
        }
        for write in writes {
            match &write.json {
                Some(json) => documents.insert(write.key.clone(), (write.expected.saturating_add(1), json.clone())),
                None => documents.remove(&write.key),
            };
        }
        Committed::Done
    }
}

impl Store for MemoryStore {
    fn load<'a>(&'a self, keys: &'a [String]) -> Answer<'a, Vec<Option<Document>>> {
        Box::pin(ready(Ok(keys.iter().map(|key| self.get(key)).collect())))
    }

    fn page<'a>(&'a self, prefix: &'a str, before: Option<&'a str>, limit: usize) -> Answer<'a, Vec<Document>> {
        Box::pin(ready(Ok(self.page_now(prefix, before, limit))))
    }

    fn commit<'a>(&'a self, writes: &'a [Write]) -> Answer<'a, Committed> {
        Box::pin(ready(Ok(self.commit_now(writes))))
    }

    fn reset(&self) -> Answer<'_, ()> {
        self.documents.borrow_mut().clear();
        Box::pin(ready(Ok(())))
    }
}
