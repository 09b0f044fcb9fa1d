//! A store that goes on in memory when the one behind it fails.

use super::{Answer, Committed, Document, MemoryStore, Store, StoreError, Write};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

/// Uses the store behind it until that cannot be read or written; from then on keeps what is written in
/// memory, laid over what can still be read behind. Nothing of this session is lost to the person,
/// and [`Fallback::is_memory_only`] says that it will not outlive the session.
pub struct Fallback {
    behind: Rc<dyn Store>,
    over: MemoryStore,
    removed: RefCell<BTreeSet<String>>,
    memory_only: Cell<bool>,
    /// Set after a reset in memory: nothing behind counts any more.
    cut_off: Cell<bool>,
}

impl Fallback {
    /// Uses `behind` as long as it works.
    pub fn new(behind: Rc<dyn Store>) -> Self {
        Self {
            behind,
            over: MemoryStore::new(),
            removed: RefCell::default(),
            memory_only: Cell::new(false),
            cut_off: Cell::new(false),
        }
    }

    /// Whether what is written is lost with the session.
    pub fn is_memory_only(&self) -> bool {
        self.memory_only.get()
    }

    fn fall_back(&self, why: StoreError) {
        self.memory_only.set(true);
        // A full store can still be read; one that is gone or broken cannot be believed.
        if why != StoreError::Full {
            self.cut_off.set(true);
        }
    }

    async fn current(&self, keys: &[String]) -> Vec<Option<Document>> {
        let behind = if self.cut_off.get() { None } else { self.behind.load(keys).await.ok() };
        let behind = behind.unwrap_or_default();
        let removed = self.removed.borrow();
        keys.iter()
            .enumerate()
            .map(|(i, key)| {
                if removed.contains(key) {
                    return None;
                }
                self.over.get(key).or_else(|| behind.get(i).cloned().flatten())
            })
            .collect()
    }

    async fn commit_over(&self, writes: &[Write]) -> Committed {
        let keys: Vec<String> = writes.iter().map(|w| w.key.clone()).collect();
        let now = self.current(&keys).await;
        let meets = |(w, d): (&Write, &Option<Document>)| d.as_ref().map_or(0, |d| d.version) == w.expected;
        if !writes.iter().zip(&now).all(meets) {
            return Committed::Conflict;
        }
        let mut removed = self.removed.borrow_mut();
        for write in writes {
            if let Some(json) = &write.json {
                removed.remove(&write.key);
                let version = write.expected.saturating_add(1);
                self.over.put(Document { key: write.key.clone(), version, json: json.clone() });
            } else {
                removed.insert(write.key.clone());
            }
        }
        Committed::Done
    }

    async fn page_over(&self, prefix: &str, before: Option<&str>, limit: usize) -> Vec<Document> {
        // Removed documents may be among the first: ask for as many more.
        let more = limit.saturating_add(self.removed.borrow().len());
        let mut all = self.over.page(prefix, before, more).await.unwrap_or_default();
        if !self.cut_off.get() {
            for document in self.behind.page(prefix, before, more).await.unwrap_or_default() {
                if !all.iter().any(|d| d.key == document.key) {
                    all.push(document);
                }
            }
        }
        all.retain(|d| !self.removed.borrow().contains(&d.key));
        all.sort_by(|a, b| b.key.cmp(&a.key));
        all.truncate(limit);
        all
    }
}

impl Store for Fallback {
    fn load<'a>(&'a self, keys: &'a [String]) -> Answer<'a, Vec<Option<Document>>> {
        Box::pin(async move {
            if !self.memory_only.get() {
                match self.behind.load(keys).await {
                    Ok(found) => return Ok(found),
                    Err(why) => self.fall_back(why),
                }
            }
            Ok(self.current(keys).await)
        })
    }

    fn page<'a>(&'a self, prefix: &'a str, before: Option<&'a str>, limit: usize) -> Answer<'a, Vec<Document>> {
        Box::pin(async move {
            if !self.memory_only.get() {
                match self.behind.page(prefix, before, limit).await {
                    Ok(found) => return Ok(found),
                    Err(why) => self.fall_back(why),
                }
            }
            Ok(self.page_over(prefix, before, limit).await)
        })
    }

    fn commit<'a>(&'a self, writes: &'a [Write]) -> Answer<'a, Committed> {
        Box::pin(async move {
            if !self.memory_only.get() {
                match self.behind.commit(writes).await {
                    Ok(done) => return Ok(done),
                    Err(why) => self.fall_back(why),
                }
            }
            Ok(self.commit_over(writes).await)
        })
    }

    fn reset(&self) -> Answer<'_, ()> {
        Box::pin(async move {
            self.over.reset().await?;
            self.removed.borrow_mut().clear();
            // A reset that works makes room: what follows can be kept again.
            let failed = self.behind.reset().await.is_err();
            self.memory_only.set(failed);
            self.cut_off.set(failed);
            Ok(())
        })
    }
}
