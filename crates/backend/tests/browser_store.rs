//! The store in `IndexedDB`, in a real browser.
#![cfg(target_arch = "wasm32")]

use backend::store::conformance::{self, write};
use backend::store::{Committed, Document, Store, StoreError};
use backend::worker::IdbStore;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

thread_local!(static COUNT: Cell<u32> = const { Cell::new(0) });

/// A name nobody has used before, on whatever profile the browser runs.
fn name() -> String {
    let count = COUNT.with(|count| count.replace(count.get() + 1));
    format!("test-{}-{count}", js_sys::Date::now())
}

#[wasm_bindgen_test]
async fn it_does_what_every_store_must() {
    let done =
        conformance::run(|| Box::pin(async { Rc::new(IdbStore::open(&name()).await.unwrap()) as Rc<dyn Store> }));
    assert_eq!(done.await, Ok(()));
}

#[wasm_bindgen_test]
async fn two_tabs_see_one_state_and_of_two_writes_one_wins() {
    let name = name();
    let (one, two) = (IdbStore::open(&name).await.unwrap(), IdbStore::open(&name).await.unwrap());
    assert_eq!(one.commit(&[write("a", 0, "1")]).await, Ok(Committed::Done));
    let keys = ["a".to_owned()];
    let seen = Document { key: "a".to_owned(), version: 1, json: "1".to_owned() };
    assert_eq!(two.load(&keys).await, Ok(vec![Some(seen)]));
    let (first, second) = ([write("a", 1, "2"), write("b", 0, "2")], [write("b", 0, "3"), write("a", 1, "3")]);
    let both = futures_util::future::join(one.commit(&first), two.commit(&second)).await;
    assert_eq!(both, (Ok(Committed::Done), Ok(Committed::Conflict)));
    let versions = two.load(&["a".to_owned(), "b".to_owned()]).await.unwrap();
    assert!(versions.iter().all(|document| document.as_ref().is_some_and(|d| d.json == "2")));
}

#[wasm_bindgen_test]
async fn what_is_stored_is_there_when_it_is_opened_again() {
    let name = name();
    let store = IdbStore::open(&name).await.unwrap();
    assert_eq!(store.commit(&[write("a/b", 0, "\"文\n字\"")]).await, Ok(Committed::Done));
    drop(store);
    let store = IdbStore::open(&name).await.unwrap();
    let found = store.load(&["a/b".to_owned()]).await.unwrap();
    assert_eq!(found[0].as_ref().map(|d| d.json.as_str()), Some("\"文\n字\""));
}

#[wasm_bindgen_test]
async fn a_database_deleted_meanwhile_is_opened_anew() {
    let name = name();
    let store = IdbStore::open(&name).await.unwrap();
    assert_eq!(store.commit(&[write("a", 0, "1")]).await, Ok(Committed::Done));
    let delete = [
        "return new Promise((yes, no) => { const r = indexedDB.deleteDatabase('",
        &name,
        "'); r.onsuccess = yes; r.onerror = no })",
    ];
    let deleted = js_sys::Function::new_no_args(&delete.concat()).call0(&wasm_bindgen::JsValue::UNDEFINED).unwrap();
    wasm_bindgen_futures::JsFuture::from(js_sys::Promise::from(deleted)).await.unwrap();
    assert_eq!(store.load(&["a".to_owned()]).await, Ok(vec![None]));
    assert_eq!(store.commit(&[write("a", 0, "2")]).await, Ok(Committed::Done));
}

#[wasm_bindgen_test]
async fn where_there_is_no_database_that_is_said() {
    let script = |text: &str| js_sys::Function::new_no_args(text).call0(&wasm_bindgen::JsValue::UNDEFINED).unwrap();
    let name = name();
    script("window.kept = Object.getOwnPropertyDescriptor(window, 'indexedDB')");
    for getter in ["return undefined", "throw new DOMException('', 'SecurityError')"] {
        script(&["Object.defineProperty(window, 'indexedDB', {configurable: true, get() {", getter, "}})"].concat());
        let missing = IdbStore::open(&name).await.err();
        script("Object.defineProperty(window, 'indexedDB', window.kept)");
        assert_eq!(missing, Some(StoreError::Unavailable), "{getter}");
    }
}
