//! The store in a file: the suite that every store must pass, and what only a file has to stand.

mod support;

use backend::store::conformance::{self, write};
use backend::store::{Committed, Document, Store, StoreError};
use futures_util::FutureExt;
use rusqlite::types::Value;
use server::store::{MIGRATIONS, OpenError, SqliteStore};
use std::fs;
use std::future::Future;
use std::rc::Rc;
use support::Folder;

/// The store of this crate never waits, so neither does its future.
fn now<T>(future: impl Future<Output = T>) -> T {
    future.now_or_never().expect("a future that waits for nothing")
}

/// A setting of the store's own connection.
fn setting(store: &SqliteStore, name: &str) -> Value {
    store.with(|connection| connection.pragma_query_value(None, name, |row| row.get(0))).unwrap()
}

/// Lets the file grow to so many pages only: what a full disk is like.
fn limit_pages(store: &SqliteStore, pages: u32) {
    store.with(|c| c.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))).unwrap();
}

fn read(store: &SqliteStore, key: &str) -> Option<Document> {
    now(store.load(&[key.to_owned()])).unwrap().remove(0)
}

#[test]
fn a_file_passes_the_suite_of_all_stores() {
    let folder = Folder::new();
    let mut count = 0;
    let outcome = now(conformance::run(|| {
        count += 1;
        let store = SqliteStore::open(&folder.join(&format!("{count}.db"))).unwrap();
        Box::pin(async move { Rc::new(store) as Rc<dyn Store> })
    }));
    assert_eq!(outcome, Ok(()));
    assert_eq!(count, conformance::CASES.len());
}

#[test]
fn what_is_acknowledged_is_synced() {
    let folder = Folder::new();
    let store = SqliteStore::open(&folder.join("a.db")).unwrap();
    for (name, value) in [
        ("journal_mode", Value::from("wal".to_owned())),
        ("synchronous", 2.into()),
        ("foreign_keys", 1.into()),
        ("busy_timeout", 5000.into()),
        ("trusted_schema", 0.into()),
        ("secure_delete", 1.into()),
        ("user_version", 1.into()),
    ] {
        assert_eq!(setting(&store, name), value, "{name}");
    }
}

#[test]
fn what_was_written_is_there_after_the_file_is_opened_again() {
    let folder = Folder::new();
    let path = folder.join("a.db");
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(now(store.commit(&[write("a", 0, "{\"n\":\"示例\"}")])), Ok(Committed::Done));
    store.checkpoint().unwrap();
    assert_eq!(fs::metadata(folder.join("a.db-wal")).unwrap().len(), 0, "all of the log is in the file");
    drop(store);
    let again = SqliteStore::open(&path).unwrap();
    let want = Document { key: "a".to_owned(), version: 1, json: "{\"n\":\"示例\"}".to_owned() };
    assert_eq!(read(&again, "a"), Some(want));
}

#[test]
fn two_connections_count_to_the_same_number() {
    const EACH: u32 = 100;
    let folder = Folder::new();
    let path = folder.join("a.db");
    drop(SqliteStore::open(&path).unwrap());
    let conflicts: u32 = std::thread::scope(|scope| {
        let count = || {
            let store = SqliteStore::open(&path).unwrap();
            let (mut done, mut conflicts) = (0, 0);
            while done < EACH {
                let (version, n) = read(&store, "n").map_or((0, 0), |d| (d.version, d.json.parse::<u32>().unwrap()));
                // A second document that must move with the first, or not at all.
                let both = [write("n", version, &(n + 1).to_string()), write("m", version, &(n + 1).to_string())];
                match now(store.commit(&both)) {
                    Ok(Committed::Done) => done += 1,
                    Ok(Committed::Conflict) => conflicts += 1,
                    Err(why) => panic!("{why:?}"),
                }
            }
            conflicts
        };
        let threads = [scope.spawn(count), scope.spawn(count)];
        threads.map(|thread| thread.join().unwrap()).iter().sum()
    });
    let store = SqliteStore::open(&path).unwrap();
    for key in ["n", "m"] {
        let found = read(&store, key).unwrap();
        assert_eq!((found.version, found.json), (2 * EACH, (2 * EACH).to_string()), "{conflicts} conflicts");
    }
}

#[test]
fn many_that_open_a_new_file_at_once_make_it_once() {
    let folder = Folder::new();
    // Many times: what one sees of another's work depends on the moment.
    for round in 0..40 {
        let path = folder.join(&format!("{round}.db"));
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..6).map(|_| scope.spawn(|| SqliteStore::open(&path).map(|_| ()))).collect();
            for thread in threads {
                assert_eq!(thread.join().unwrap(), Ok(()), "round {round}");
            }
        });
    }
}

#[test]
fn an_older_file_is_migrated_and_a_newer_one_refused() {
    let folder = Folder::new();
    let path = folder.join("a.db");
    let old = SqliteStore::open(&path).unwrap();
    assert_eq!(now(old.commit(&[write("a", 0, "1")])), Ok(Committed::Done));
    drop(old);
    let mut more = MIGRATIONS.to_vec();
    more.push("CREATE TABLE next (a TEXT NOT NULL) STRICT; INSERT INTO next SELECT json FROM document;");
    let new = SqliteStore::open_as(&path, &more).unwrap();
    assert_eq!(setting(&new, "user_version"), 2.into());
    assert_eq!(read(&new, "a").map(|d| d.json).as_deref(), Some("1"), "what was there is there");
    drop(new);
    let before = fs::read(&path).unwrap();
    let refused = SqliteStore::open(&path).err().unwrap();
    assert_eq!(refused, OpenError::Newer(2));
    assert!(refused.to_string().contains("form 2") && refused.to_string().contains("newer program"), "{refused}");
    assert_eq!(fs::read(&path).unwrap(), before, "and left as it is");
}

#[test]
fn a_step_that_fails_leaves_the_older_form() {
    let folder = Folder::new();
    let path = folder.join("a.db");
    drop(SqliteStore::open(&path).unwrap());
    let mut more = MIGRATIONS.to_vec();
    more.push("CREATE TABLE half (a TEXT); CREATE TABLE half (a TEXT);");
    assert!(SqliteStore::open_as(&path, &more).is_err());
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(setting(&store, "user_version"), 1.into());
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    let folder = Folder::new();
    let path = folder.join("a.db");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE theirs (a); PRAGMA user_version = 1").unwrap();
    drop(other);
    assert_eq!(SqliteStore::open(&path).err(), Some(OpenError::Foreign));
}

#[test]
fn a_full_disk_is_said_to_be_full_and_nothing_is_half_written() {
    let folder = Folder::new();
    let store = SqliteStore::open(&folder.join("a.db")).unwrap();
    limit_pages(&store, 20);
    let large = "x".repeat(30_000);
    let mut written = 0;
    let full = loop {
        let (a, b) = (format!("a/{written}"), format!("b/{written}"));
        match now(store.commit(&[write(&a, 0, "1"), write(&b, 0, &large)])) {
            Ok(Committed::Done) => written += 1,
            other => break other,
        }
    };
    assert_eq!(full, Err(StoreError::Full));
    assert!(written > 0);
    assert_eq!(now(store.page("a/", None, 99)).unwrap().len(), written);
    assert_eq!(now(store.page("b/", None, 99)).unwrap().len(), written);
    limit_pages(&store, 1000);
    assert_eq!(now(store.commit(&[write("c", 0, &large)])), Ok(Committed::Done), "room again");
}

#[test]
fn a_file_that_is_spoilt_is_said_to_be_spoilt() {
    let folder = Folder::new();
    let path = folder.join("a.db");
    fs::write(&path, "this is no database, however long it may be".repeat(50)).unwrap();
    let why = SqliteStore::open(&path).err().unwrap();
    assert_eq!(why, OpenError::Store(StoreError::Corrupt));
    assert!(why.to_string().contains("damaged"), "{why}");

    let path = folder.join("b.db");
    let store = SqliteStore::open(&path).unwrap();
    let many: Vec<_> = (0..200).map(|n| write(&format!("k/{n}"), 0, &"y".repeat(500))).collect();
    assert_eq!(now(store.commit(&many)), Ok(Committed::Done));
    store.checkpoint().unwrap();
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    let length = bytes.len();
    bytes[8192..length].fill(0xee);
    fs::write(&path, bytes).unwrap();
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(now(store.page("k/", None, 999)), Err(StoreError::Corrupt));
    let place = folder.join("no/such/folder/a.db");
    assert_eq!(SqliteStore::open(&place).err(), Some(OpenError::Store(StoreError::Unavailable)));
}
