//! The stores of this crate pass the suite every store must pass.

use backend::store::conformance::{self, write};
use backend::store::{Committed, Fallback, MemoryStore, Store, StoreError, Write};
use backend::testing::Faulty;
use std::rc::Rc;

fn run(mut make: impl FnMut() -> Rc<dyn Store>) -> Result<(), String> {
    pollster::block_on(conformance::run(move || {
        let store = make();
        Box::pin(async move { store })
    }))
}

#[test]
fn memory_conforms() {
    assert_eq!(run(|| Rc::new(MemoryStore::new())), Ok(()));
}

#[test]
fn fallback_conforms_in_every_mode() {
    assert_eq!(run(|| Rc::new(Fallback::new(Rc::new(MemoryStore::new())))), Ok(()));
    for (reads, writes) in [
        (None, Some(StoreError::Full)),
        (Some(StoreError::Unavailable), Some(StoreError::Unavailable)),
        (Some(StoreError::Corrupt), Some(StoreError::Corrupt)),
    ] {
        let outcome = run(move || {
            let behind = Faulty::default();
            behind.reads.set(reads);
            behind.writes.set(writes);
            Rc::new(Fallback::new(Rc::new(behind)))
        });
        assert_eq!(outcome, Ok(()));
    }
}

#[test]
fn a_suite_that_finds_nothing_wrong_finds_a_broken_store() {
    let outcome = run(|| {
        let store = Faulty::default();
        store.writes.set(Some(StoreError::Full));
        Rc::new(store)
    });
    assert!(outcome.is_err());
}

#[test]
fn what_was_kept_is_seen_through_a_store_that_is_full() {
    pollster::block_on(async {
        let behind = Rc::new(Faulty::default());
        let store = Fallback::new(behind.clone());
        let first = [write("a/1", 0, "1"), write("a/2", 0, "2"), write("a/3", 0, "3")];
        assert_eq!(store.commit(&first).await, Ok(Committed::Done));
        assert!(!store.is_memory_only());
        behind.writes.set(Some(StoreError::Full));
        let second = [write("a/1", 1, "4"), Write { json: None, ..write("a/3", 1, "") }, write("a/4", 0, "5")];
        assert_eq!(store.commit(&second).await, Ok(Committed::Done));
        assert!(store.is_memory_only());
        assert_eq!(store.commit(&[write("a/2", 9, "6")]).await, Ok(Committed::Conflict));
        let page: Vec<_> = store.page("a/", None, 9).await.unwrap().into_iter().map(|d| (d.key, d.json)).collect();
        let want = [("a/4", "5"), ("a/2", "2"), ("a/1", "4")].map(|(k, v)| (k.to_owned(), v.to_owned()));
        assert_eq!(page, want);
        let keys = ["a/1".to_owned(), "a/3".to_owned()];
        let loaded = store.load(&keys).await.unwrap();
        assert_eq!(loaded[0].as_ref().map(|d| d.version), Some(2));
        assert_eq!(loaded[1], None);
        behind.writes.set(None);
        assert_eq!(store.reset().await, Ok(()));
        assert!(!store.is_memory_only(), "a reset that works makes room");
        assert_eq!(store.page("", None, 9).await, Ok(Vec::new()));
        behind.writes.set(Some(StoreError::Unavailable));
        assert_eq!(store.reset().await, Ok(()));
        assert!(store.is_memory_only());
    });
}
