//! What is in the file for whoever has it without the key, and what the key is good for (issue 10, point 30).

mod support;

use backend::store::conformance::{self, write};
use backend::store::{Committed, Store, StoreError, Write};
use futures_util::FutureExt;
use server::store::{KeyError, Keys, OpenError, SealedStore, SqliteStore};
use std::fs;
use std::future::Future;
use std::rc::Rc;
use support::Folder;

/// The store of this crate never waits, so neither does its future.
fn now<T>(future: impl Future<Output = T>) -> T {
    future.now_or_never().expect("a future that waits for nothing")
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let mode = |name: &str| fs::metadata(folder.join(name)).unwrap().permissions().mode() & 0o777;
    let names = ["a.db", "a.db-wal", "a.db-shm", "a.db.key"];
    let store = sealed(&folder);
    assert_eq!(now(store.commit(&[write("a", 0, "1")])), Ok(Committed::Done));
    assert_eq!(names.map(mode), [0o600; 4]);
    for name in &names[..3] {
        fs::set_permissions(folder.join(name), fs::Permissions::from_mode(0o644)).unwrap();
    }
    let again = sealed(&folder);
    assert_eq!(now(again.commit(&[write("b", 0, "1")])), Ok(Committed::Done));
    assert_eq!(names.map(mode), [0o600; 4], "what was open is closed");
}

/// A sealed store in that folder.
fn sealed(folder: &Folder) -> SealedStore {
    let db = folder.join("a.db");
    SealedStore::open(&db, &Keys::beside(&db)).unwrap()
}

#[test]
fn a_sealed_file_passes_the_suite_of_all_stores() {
    let mut folders = Vec::new();
    let outcome = now(conformance::run(|| {
        let folder = Folder::new();
        let store = sealed(&folder);
        folders.push(folder);
        Box::pin(async move { Rc::new(store) as Rc<dyn Store> })
    }));
    assert_eq!(outcome, Ok(()));
}

#[test]
fn a_file_that_was_probed_is_read_as_before_when_it_is_opened_again() {
    let folder = Folder::new();
    let store = sealed(&folder);
    assert_eq!(now(store.commit(&[write("a", 0, "1")])), Ok(Committed::Done));
    let read = |store: &SealedStore| now(store.page("", None, 9)).unwrap();
    for _ in 0..2 {
        let store = sealed(&folder);
        assert_eq!(store.probe(), Ok(()));
        let all = read(&store);
        assert_eq!(all.iter().map(|one| (&*one.key, &*one.json)).collect::<Vec<_>>(), [("probe", "{}"), ("a", "1")]);
    }
}

/// Everything that is in the folder, but the key.
fn bytes(folder: &Folder) -> Vec<u8> {
    let files = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension() != Some("key".as_ref())).flat_map(|path| fs::read(path).unwrap()).collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

const PERSON: &str = r#"{"id":"c-x","name":"示例甲","id_number":"990000198506010034","password":"0123456789abcdef"}"#;

#[test]
fn who_has_the_file_without_its_key_reads_nothing_about_anybody() {
    let folder = Folder::new();
    let store = sealed(&folder);
    let secrets = [
        write("citizen/c-x", 0, PERSON),
        write("identity/5d41402abc4b2a76b9719d911017c592", 0, "\"c-x\""),
        write("session/7d793037a0760186574b0282f2f435e7", 0, "{}"),
        write("repeat/c-x/9e107d9d372bb6826bd81d3542a419d6", 0, "{}"),
        write("outbox", 0, r#"[{"code":"204816"}]"#),
    ];
    assert_eq!(now(store.commit(&secrets)), Ok(Committed::Done));
    for closed in [false, true] {
        if closed {
            store.checkpoint().unwrap();
        }
        let bytes = bytes(&folder);
        assert!(holds(&bytes, "citizen/c-x"), "what is opaque may be seen");
        for canary in
            ["示例", "990000198506010034", "204816", "0123456789abcdef", "5d41402abc", "7d793037a0", "9e107d9d37"]
        {
            assert!(!holds(&bytes, canary), "{canary}");
        }
    }
    // By its key each is found, one by one and in pages, from one page to the next.
    for secret in &secrets {
        let found = now(store.load(std::slice::from_ref(&secret.key))).unwrap().remove(0).unwrap();
        assert_eq!((found.key, Some(found.json)), (secret.key.clone(), secret.json.clone()));
    }
    let more: Vec<_> = (0..25).map(|n| write(&format!("session/{n}"), 0, "1")).collect();
    assert_eq!(now(store.commit(&more)), Ok(Committed::Done));
    let (mut seen, mut before) = (std::collections::BTreeSet::new(), None::<String>);
    loop {
        let page = now(store.page("session/", before.as_deref(), 7)).unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.key.clone());
        seen.extend(page.into_iter().map(|document| document.key));
    }
    assert_eq!(seen.len(), 26);
}

#[test]
fn a_value_that_was_moved_or_changed_is_not_believed() {
    let folder = Folder::new();
    let store = sealed(&folder);
    assert_eq!(now(store.commit(&[write("a", 0, "1"), write("b", 0, "2")])), Ok(Committed::Done));
    let spoil = |sql: &str| {
        let other = rusqlite::Connection::open(folder.join("a.db")).unwrap();
        other.execute_batch(sql).unwrap();
    };
    spoil("UPDATE document SET json = (SELECT json FROM document WHERE key = 'b') WHERE key = 'a'");
    assert_eq!(now(store.load(&["a".to_owned()])), Err(StoreError::Corrupt));
    assert!(now(store.load(&["b".to_owned()])).is_ok());
    spoil("UPDATE document SET json = '2' WHERE key = 'b'");
    assert_eq!(now(store.load(&["b".to_owned()])), Err(StoreError::Corrupt), "neither is what is not sealed");
}

#[test]
fn a_file_is_opened_with_its_own_key_only() {
    let (folder, other) = (Folder::new(), Folder::new());
    assert_eq!(now(sealed(&folder).commit(&[write("a", 0, "1")])), Ok(Committed::Done));
    drop(sealed(&other));
    let db = folder.join("a.db");
    let open = |key: &std::path::Path| SealedStore::open(&db, key).err();
    assert_eq!(open(&Keys::beside(&other.join("a.db"))), Some(OpenError::OtherKey));
    let none = folder.join("none.key");
    assert_eq!(open(&none), Some(OpenError::NoKey(KeyError::Unusable(none.clone()))));
    assert!(!none.exists(), "for a file that has a key none is made");
    let key = Keys::beside(&db);
    for wrong in ["", "abc", &"g".repeat(64), &"a".repeat(63), &"a".repeat(66), &"ä".repeat(32)] {
        fs::write(&key, wrong).unwrap();
        assert_eq!(open(&key), Some(OpenError::NoKey(KeyError::Malformed(key.clone()))), "{wrong}");
    }
}

#[test]
fn many_that_make_a_key_at_once_have_the_same() {
    for _ in 0..20 {
        let folder = Folder::new();
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4)
                .map(|n| {
                    let folder = &folder;
                    scope.spawn(move || {
                        let store = sealed(folder);
                        assert_eq!(now(store.commit(&[write(&format!("k/{n}"), 0, "1")])), Ok(Committed::Done));
                    })
                })
                .collect();
            for thread in threads {
                thread.join().unwrap();
            }
        });
        assert_eq!(now(sealed(&folder).page("k/", None, 9)).unwrap().len(), 4);
        assert_eq!(
            fs::read_dir(folder.path())
                .unwrap()
                .filter(|e| e.as_ref().unwrap().path().to_string_lossy().contains(".key"))
                .count(),
            1
        );
    }
}

#[test]
fn a_file_that_was_written_in_plain_is_sealed_as_a_whole() {
    let folder = Folder::new();
    let plain = SqliteStore::open(&folder.join("a.db")).unwrap();
    let writes = [write("citizen/c-x", 0, PERSON), write("identity/5d41402a", 0, "\"c-x\""), write("meta", 0, "{}")];
    assert_eq!(now(plain.commit(&writes)), Ok(Committed::Done));
    drop(plain);
    let store = sealed(&folder);
    let keys: Vec<_> = writes.iter().map(|write| write.key.clone()).collect();
    let found = now(store.load(&keys)).unwrap();
    let person: serde_json::Value = serde_json::from_str(&found[0].as_ref().unwrap().json).unwrap();
    assert_eq!(person["id_number"], "990000198506010034");
    assert!(person["password"].as_str().unwrap().starts_with("$argon2id$"), "{person}");
    assert_eq!(found[1].as_ref().unwrap().json, "\"c-x\"");
    for canary in ["示例", "990000198506010034", "0123456789abcdef", "5d41402a"] {
        assert!(!holds(&bytes(&folder), canary), "{canary}");
    }
    drop(store);
    let again = now(sealed(&folder).load(&keys)).unwrap();
    assert_eq!(again[0].as_ref().unwrap().json, person.to_string(), "once");
}

#[test]
fn lines_of_the_access_log_are_only_added() {
    let folder = Folder::new();
    let store = sealed(&folder);
    let day = "access/c-x/2026-11-23";
    let put = |version, json: &str| now(store.commit(&[write(day, version, json)]));
    assert_eq!(put(0, r#"[{"what":"card"}]"#), Ok(Committed::Done));
    assert_eq!(put(1, r#"[{"what":"card"},{"what":"id_number"}]"#), Ok(Committed::Done));
    for less in ["[]", r#"[{"what":"card"}]"#, r#"[{"what":"id_number"},{"what":"card"}]"#] {
        assert_eq!(put(2, less), Err(StoreError::Unavailable), "{less}");
    }
    assert_eq!(put(1, "[]"), Ok(Committed::Conflict), "who comes late learns that");
    let old = Write { key: day.to_owned(), expected: 2, json: None };
    assert_eq!(now(store.commit(&[old])), Ok(Committed::Done), "an old day is swept as a whole");
}
