//! The stores of this crate pass the suite every store must pass.

use backend::store::{Committed, Fallback, MemoryStore, Store, StoreError, Write, conformance};
use backend::testing::Faulty;
use std::rc::Rc;

fn write(key: &str, expected: u32, json: Option<&str>) -> Write {
    Write { key: key.to_owned(), expected, json: json.map(ToOwned::to_owned) }
}

fn run(mut make: impl FnMut() -> Rc<dyn Store>) {
    let outcome = pollster::block_on(conformance::run(move || {
        let store = make();
        Box::pin(async move { store })
    }));
    assert_eq!(outcome, Ok(()));
}

#[test]
fn memory_conforms() {
    run(|| Rc::new(MemoryStore::new()));
}

#[test]
fn fallback_conforms_in_every_mode() {
    run(|| Rc::new(Fallback::new(Rc::new(MemoryStore::new()))));
    for (reads, writes) in [
        (None, Some(StoreError::Full)),
        (Some(StoreError::Unavailable), Some(StoreError::Unavailable)),
        (Some(StoreError::Corrupt), Some(StoreError::Corrupt)),
    ] {
        run(move || {
            let behind = Faulty::default();
            behind.reads.set(reads);
            behind.writes.set(writes);
            Rc::new(Fallback::new(Rc::new(behind)))
        });
    }
}

#[test]
fn a_suite_that_finds_nothing_wrong_finds_a_broken_store() {
    let broken = || -> Rc<dyn Store> {
        let store = Faulty::default();
        store.writes.set(Some(StoreError::Full));
        Rc::new(store)
    };
    let outcome = pollster::block_on(conformance::run(move || {
        let store = broken();
        Box::pin(async move { store })
    }));
    assert!(outcome.is_err());
}

#[test]
fn what_was_kept_is_seen_through_a_store_that_is_full() {
    pollster::block_on(async {
        let behind = Rc::new(Faulty::default());
        let store = Fallback::new(behind.clone());
        let first = [write("a/1", 0, Some("1")), write("a/2", 0, Some("2")), write("a/3", 0, Some("3"))];
        assert_eq!(store.commit(&first).await, Ok(Committed::Done));
        assert!(!store.is_memory_only());
        behind.writes.set(Some(StoreError::Full));
        let second = [write("a/1", 1, Some("4")), write("a/3", 1, None), write("a/4", 0, Some("5"))];
        assert_eq!(store.commit(&second).await, Ok(Committed::Done));
        assert!(store.is_memory_only());
        assert_eq!(store.commit(&[write("a/2", 9, Some("6"))]).await, Ok(Committed::Conflict));
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

#[test]
fn memory_counts_its_documents() {
    let store = MemoryStore::new();
    assert!(store.is_empty());
    assert_eq!(pollster::block_on(store.commit(&[write("a", 0, Some("1"))])), Ok(Committed::Done));
    assert_eq!(store.len(), 1);
}
