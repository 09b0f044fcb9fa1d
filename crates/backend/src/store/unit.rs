//! One operation's work on the store: what it read, what it changed, committed in one step.

use super::{Committed, Document, Store, StoreError, Write};
use contract::json::{self, FromJson, ToJson};
use std::collections::BTreeMap;

/// Reads documents once, remembers their versions, and commits what was changed if nothing of that was
/// changed by somebody else meanwhile.
pub(crate) struct Unit<'a> {
    store: &'a dyn Store,
    held: BTreeMap<String, Held>,
}

/// A document as it was read.
#[derive(Default)]
struct Held {
    version: u32,
    before: Option<String>,
    change: Change,
}

/// What becomes of a document.
#[derive(Default)]
enum Change {
    #[default]
    None,
    Put(String),
    Remove,
}

impl Held {
    fn json(&self) -> Option<&str> {
        match &self.change {
            Change::None => self.before.as_deref(),
            Change::Put(json) => Some(json),
            Change::Remove => None,
        }
    }
}

impl<'a> Unit<'a> {
    pub(crate) fn new(store: &'a dyn Store) -> Self {
        Self { store, held: BTreeMap::new() }
    }

    /// Reads all of these that have not been read yet in one transaction of the store, which takes as long as one alone.
    pub(crate) async fn read(&mut self, mut keys: Vec<String>) -> Result<(), StoreError> {
        keys.retain(|key| !self.held.contains_key(key));
        if !keys.is_empty() {
            for (key, found) in keys.iter().zip(self.store.load(&keys).await?) {
                self.hold(key, found);
            }
        }
        Ok(())
    }

    /// The document of that key, changes of this unit included.
    pub(crate) async fn get<T: FromJson>(&mut self, key: &str) -> Result<Option<T>, StoreError> {
        if !self.held.contains_key(key) {
            self.read(vec![key.to_owned()]).await?;
        }
        match self.held.get(key).and_then(Held::json) {
            Some(json) => json::read(json.as_bytes()).map(Some).ok_or(StoreError::Corrupt),
            None => Ok(None),
        }
    }

    /// Changes or makes the document; it must have been read before, so that its version is known.
    pub(crate) fn put(&mut self, key: &str, value: &dyn ToJson) {
        self.set(key, Some(json::write(value)));
    }

    /// Removes the document.
    pub(crate) fn remove(&mut self, key: &str) {
        self.set(key, None);
    }

    /// Documents by prefix, the greatest key first; see [`Store::page`]. Changes of this unit are not in them, and to
    /// change one of them, [`Unit::hold`] it.
    pub(crate) async fn page(
        &self,
        prefix: &str,
        before: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Document>, StoreError> {
        self.store.page(prefix, before, limit).await
    }

    /// Forgets what was read under that key, so that it is read again. It must not have been changed.
    pub(crate) fn forget_one(&mut self, key: &str) {
        self.held.remove(key);
    }

    /// Forgets what was read. Nothing must have been changed.
    pub(crate) fn forget(&mut self) {
        self.held.clear();
    }

    /// What was read and not changed, with its keys.
    pub(crate) fn into_read(self) -> Vec<(String, Option<Document>)> {
        let read = |(key, held): (String, Held)| {
            let Held { version, before, .. } = held;
            let document = before.map(|json| Document { key: key.clone(), version, json });
            (key, document)
        };
        self.held.into_iter().map(read).collect()
    }

    pub(crate) async fn commit(&self) -> Result<Committed, StoreError> {
        let write = |(key, held): (&String, &Held)| {
            let json = held.json();
            let write = || Write { key: key.clone(), expected: held.version, json: json.map(ToOwned::to_owned) };
            (json != held.before.as_deref()).then(write)
        };
        let writes: Vec<Write> = self.held.iter().filter_map(write).collect();
        if writes.is_empty() { Ok(Committed::Done) } else { self.store.commit(&writes).await }
    }

    /// Takes what the store has under a key as read, unless it has been.
    pub(crate) fn hold(&mut self, key: &str, found: Option<Document>) {
        let (version, before) = found.map_or((0, None), |d| (d.version, Some(d.json)));
        self.held.entry(key.to_owned()).or_insert(Held { version, before, change: Change::None });
    }

    fn set(&mut self, key: &str, json: Option<String>) {
        // Not read before: a document that must be new.
        self.held.entry(key.to_owned()).or_default().change = json.map_or(Change::Remove, Change::Put);
    }
}
