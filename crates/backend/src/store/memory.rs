//! A store that lasts as long as the process.

use super::{Answer, Committed, Document, Store, Write};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::ready;

/// Documents in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    documents: RefCell<BTreeMap<String, Document>>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    pub(super) fn get(&self, key: &str) -> Option<Document> {
        self.documents.borrow().get(key).cloned()
    }

    pub(super) fn put(&self, document: Document) {
        self.documents.borrow_mut().insert(document.key.clone(), document);
    }

    fn page_now(&self, prefix: &str, before: Option<&str>, limit: usize) -> Vec<Document> {
        let documents = self.documents.borrow();
        let from = documents.range(prefix.to_owned()..).map(|(_, document)| document);
        let wanted = |d: &&Document| d.key.starts_with(prefix) && before.is_none_or(|before| d.key.as_str() < before);
        let found: Vec<_> = from.take_while(wanted).collect();
        found.into_iter().rev().take(limit).cloned().collect()
    }

    fn commit_now(&self, writes: &[Write]) -> Committed {
        let mut documents = self.documents.borrow_mut();
        let meets = |w: &Write| documents.get(&w.key).map_or(0, |d| d.version) == w.expected;
        if !writes.iter().all(meets) {
            return Committed::Conflict;
        }
        for write in writes {
            let (key, version) = (write.key.clone(), write.expected.saturating_add(1));
            match write.json.clone() {
                Some(json) => documents.insert(key.clone(), Document { key, version, json }),
                None => documents.remove(&key),
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
