//! A store that fails as it is told.

use backend::store::{Committed, Document, LocalBoxFuture, MemoryStore, Store, StoreError, Write};
use std::cell::Cell;

type Answer<'a, T> = LocalBoxFuture<'a, Result<T, StoreError>>;

/// A store that works until it is told not to.
#[derive(Default)]
pub struct Failing {
    /// Where it is kept.
    pub inner: MemoryStore,
    /// What reading comes to.
    pub reads: Cell<Option<StoreError>>,
    /// What writing comes to.
    pub writes: Cell<Option<StoreError>>,
}

impl Store for Failing {
    fn load<'a>(&'a self, keys: &'a [String]) -> Answer<'a, Vec<Option<Document>>> {
        match self.reads.get() {
            Some(e) => Box::pin(async move { Err(e) }),
            None => self.inner.load(keys),
        }
    }
    fn page<'a>(&'a self, prefix: &'a str, before: Option<&'a str>, limit: usize) -> Answer<'a, Vec<Document>> {
        match self.reads.get() {
            Some(e) => Box::pin(async move { Err(e) }),
            None => self.inner.page(prefix, before, limit),
        }
    }
    fn commit<'a>(&'a self, writes: &'a [Write]) -> Answer<'a, Committed> {
        match self.writes.get() {
            Some(e) => Box::pin(async move { Err(e) }),
            None => self.inner.commit(writes),
        }
    }
    fn reset(&self) -> Answer<'_, ()> {
        match self.writes.get() {
            Some(e) => Box::pin(async move { Err(e) }),
            None => self.inner.reset(),
        }
    }
}
