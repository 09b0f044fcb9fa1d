//! What the tests of the server need: a folder of their own, a server, a client.
#![allow(dead_code, reason = "each test file uses its part")]

pub mod child;
pub mod http;
pub mod person;
pub mod running;

use backend::store::Store as _;
use futures_util::FutureExt as _;
use server::store::{Keys, SealedStore};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder that is gone when the test is.
pub struct Folder(PathBuf);

impl Folder {
    /// An empty one.
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("citizen-server-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Writes a file, and the folders it is in.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A small build of the app: a page, a hashed script with its compressed form, words, a module.
pub fn build(folder: &Folder) -> PathBuf {
    for (name, bytes) in [
        ("dist/index.html", "<!DOCTYPE html><html><head><title>t</title></head><p>home</html>"),
        ("dist/index.html.br", "BR-index"),
        ("dist/boot.js", "boot()"),
        ("dist/citizen-center-0123456789abcdef.js", "app()"),
        ("dist/citizen-center-0123456789abcdef.js.br", "BR-app"),
        ("dist/citizen-center-0123456789abcdef_bg.wasm", "\0asm"),
        ("dist/locales/zh-CN.json", "{}"),
        ("dist/icon.svg", "<svg/>"),
        ("dist/app.webmanifest", "{}"),
        ("dist/fonts/a.woff2", "wOF2"),
        ("dist/unknown", "?"),
        ("dist/config.json", r#"{"backend":{"kind":"embedded"}}"#),
        ("dist/config.json.br", "BR-config"),
        ("dist/_headers", include_str!("../../../../deploy/_headers")),
        ("dist/.hidden", "secret"),
    ] {
        folder.write(name, bytes);
    }
    folder.join("dist")
}

/// The store, opened with the key beside it.
fn open(db: &Path) -> SealedStore {
    SealedStore::open(db, &Keys::beside(db)).unwrap()
}

/// A document of the store, looked at from outside.
pub fn stored(db: &Path, key: &str) -> Option<serde_json::Value> {
    let store = open(db);
    let found = store.load(&[key.to_owned()]).now_or_never().unwrap().unwrap().remove(0);
    found.map(|document| serde_json::from_str(&document.json).unwrap())
}

/// How many documents of the store have keys that begin so.
pub fn rows(db: &Path, prefix: &str) -> usize {
    let store = open(db);
    store.page(prefix, None, usize::MAX).now_or_never().unwrap().unwrap().len()
}

/// The newest code that waits to be sent.
pub fn waiting_code(db: &Path) -> String {
    let outbox = stored(db, "outbox").unwrap();
    outbox.as_array().unwrap().last().unwrap()["code"].as_str().unwrap().to_owned()
}

/// The first of the demo's people.
pub const CITIZEN: &str = "c-jia";

/// The ID number of somebody of the demo.
pub fn id_number(db: &Path, citizen: &str) -> String {
    stored(db, &format!("citizen/{citizen}")).unwrap()["id_number"].as_str().unwrap().to_owned()
}
