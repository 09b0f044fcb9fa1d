//! One operation's work on the store: what it read, what it changed, committed in one step.

use super::{Committed, Document, Store, StoreError, Write};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// Reads documents once, remembers their versions, and commits what was changed if nothing of that was
/// changed by somebody else meanwhile.
pub(crate) struct Unit<'a> {
    store: &'a dyn Store,
    held: BTreeMap<String, Held>,
}

struct Held {
    version: u32,
    before: Option<String>,
    after: Option<String>,
}

impl<'a> Unit<'a> {
    pub(crate) fn new(store: &'a dyn Store) -> Self {
        Self { store, held: BTreeMap::new() }
    }

    /// The document of that key, changes of this unit included.
    pub(crate) async fn get<T: DeserializeOwned>(&mut self, key: &str) -> Result<Option<T>, StoreError> {
        if !self.held.contains_key(key) {
            let found = self.store.load(&[key.to_owned()]).await?;
            self.hold(key, found.into_iter().next().flatten());
        }
        match self.held.get(key).and_then(|held| held.after.as_deref()) {
            Some(json) => serde_json::from_str(json).map(Some).map_err(|_| StoreError::Corrupt),
            None => Ok(None),
        }
    }

    /// Changes or makes the document; it must have been read before, so that its version is known.
    pub(crate) fn put<T: Serialize>(&mut self, key: &str, value: &T) -> Result<(), StoreError> {
        let json = serde_json::to_string(value).map_err(|_| StoreError::Corrupt)?;
        self.set(key, Some(json));
        Ok(())
    }

    /// Removes the document.
    pub(crate) fn remove(&mut self, key: &str) {
        self.set(key, None);
    }

    /// Documents by prefix, the greatest key first; see [`Store::page`]. Changes of this unit are not in them.
    pub(crate) async fn page(
        &mut self,
        prefix: &str,
        before: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Document>, StoreError> {
        let found = self.store.page(prefix, before, limit).await?;
        for document in &found {
            if !self.held.contains_key(&document.key) {
                self.hold(&document.key, Some(document.clone()));
            }
        }
        Ok(found)
    }

    pub(crate) async fn commit(&self) -> Result<Committed, StoreError> {
        let writes: Vec<Write> = self
            .held
            .iter()
            .filter(|(_, held)| held.before != held.after)
            .map(|(key, held)| Write { key: key.clone(), expected: held.version, json: held.after.clone() })
            .collect();
        if writes.is_empty() { Ok(Committed::Done) } else { self.store.commit(&writes).await }
    }

    fn hold(&mut self, key: &str, found: Option<Document>) {
        let (version, json) = found.map_or((0, None), |d| (d.version, Some(d.json)));
        self.held.insert(key.to_owned(), Held { version, before: json.clone(), after: json });
    }

    fn set(&mut self, key: &str, json: Option<String>) {
        // Not read before: a document that must be new.
        let held = self.held.entry(key.to_owned()).or_insert(Held { version: 0, before: None, after: None });
        held.after = json;
    }
}
