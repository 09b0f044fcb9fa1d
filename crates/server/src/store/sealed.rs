//! A store that only who has the key can read: what is written is encrypted, and names that a number or a token could
//! be guessed from are keyed digests.

use super::key::Keys;
use super::{OpenError, SqliteStore};
use backend::Secrets as _;
use backend::store::{Answer, Committed, Document, Store, StoreError, Write};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use futures_util::FutureExt as _;
use std::path::Path;

/// What every value that is sealed begins with; no JSON does.
const SEALED: &str = "v1.";
/// Bytes of a nonce: so long that random ones are never the same (`XChaCha20`).
const NONCE: usize = 24;
/// Kinds of keys whose last part is a digest of what must not be found by trying: ID numbers, codes, tokens.
const DIGESTS: [&str; 6] = ["guard/", "host/", "identity/", "repeat/", "session/", "sign-in/"];
/// The person's access log, by day: lines are only added to it.
const LOG: &str = "access/";

/// The store, and the keys to it.
pub struct SealedStore {
    inner: SqliteStore,
    keys: Keys,
    cipher: XChaCha20Poly1305,
}

impl SealedStore {
    /// Opens the file with the key in that other one, which is made for a file that is new. What an older version of this
    /// program has written in plain is sealed first.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open(db: &Path, key: &Path) -> Result<Self, OpenError> {
        let inner = SqliteStore::open(db)?;
        let first = inner.page("", None, 1).now_or_never().unwrap_or(Err(StoreError::Unavailable));
        let first = first.map_err(OpenError::Store)?.pop();
        let sealed = first.as_ref().is_some_and(|first| first.json.starts_with(SEALED));
        // A file that is sealed has its key somewhere: another one is of no use.
        let keys = if sealed { Keys::read(key) } else { Keys::read_or_make(key) }.map_err(OpenError::NoKey)?;
        let cipher = XChaCha20Poly1305::new(&keys.values.into());
        let store = Self { inner, keys, cipher };
        match first {
            Some(first) if sealed => drop(store.open_one(first).map_err(|_| OpenError::OtherKey)?),
            Some(_) => store.seal_plain()?,
            None => {}
        }
        Ok(store)
    }

    /// The keys: with them codes and passwords are kept.
    pub fn keys(&self) -> Keys {
        self.keys.clone()
    }

    /// See [`SqliteStore::checkpoint`].
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        self.inner.checkpoint()
    }

    /// See [`SqliteStore::probe`].
    ///
    /// # Errors
    /// Why it would not be.
    pub fn probe(&self) -> Result<(), StoreError> {
        // Sealed as all is: by a document in plain the file would look like one of an older version.
        self.inner.probe(&self.seal("probe", "probe", "{}")?)
    }

    /// The key under which a document is stored.
    fn name(&self, key: &str) -> String {
        match key.rsplit_once('/') {
            Some((before, _)) if DIGESTS.iter().any(|kind| key.starts_with(kind)) => {
                format!("{before}/{}", self.keys.name(key))
            }
            _ => key.to_owned(),
        }
    }

    /// What is stored under that name: key and content, for that name alone.
    fn seal(&self, name: &str, key: &str, json: &str) -> Result<String, StoreError> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(|_| StoreError::Unavailable)?;
        let plain = format!("{key}\n{json}");
        let payload = Payload { msg: plain.as_bytes(), aad: name.as_bytes() };
        let sealed = self.cipher.encrypt(XNonce::from_slice(&nonce), payload).map_err(|_| StoreError::Unavailable)?;
        Ok(format!("{SEALED}{}", BASE64.encode([nonce.as_slice(), sealed.as_slice()].concat())))
    }

    /// The document that was stored so.
    fn open_one(&self, stored: Document) -> Result<Document, StoreError> {
        let Document { key: name, version, json } = stored;
        let open = || {
            let bytes = BASE64.decode(json.strip_prefix(SEALED)?).ok()?;
            let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
            let payload = Payload { msg: sealed, aad: name.as_bytes() };
            let plain = String::from_utf8(self.cipher.decrypt(XNonce::from_slice(nonce), payload).ok()?).ok()?;
            let (key, json) = plain.split_once('\n')?;
            Some(Document { key: key.to_owned(), version, json: json.to_owned() })
        };
        open().ok_or(StoreError::Corrupt)
    }

    fn loaded(&self, keys: &[String]) -> Result<Vec<Option<Document>>, StoreError> {
        let names: Vec<String> = keys.iter().map(|key| self.name(key)).collect();
        let found = self.inner.load(&names).now_or_never().unwrap_or(Err(StoreError::Unavailable))?;
        found.into_iter().map(|found| found.map(|found| self.open_one(found)).transpose()).collect()
    }

    fn paged(&self, prefix: &str, before: Option<&str>, limit: usize) -> Result<Vec<Document>, StoreError> {
        let before = before.map(|key| self.name(key));
        let page = self.inner.page(prefix, before.as_deref(), limit).now_or_never();
        page.unwrap_or(Err(StoreError::Unavailable))?.into_iter().map(|found| self.open_one(found)).collect()
    }

    fn committed(&self, writes: &[Write]) -> Result<Committed, StoreError> {
        self.only_adds(writes)?;
        let sealed = writes.iter().map(|write| {
            let name = self.name(&write.key);
            let json = write.json.as_deref().map(|json| self.seal(&name, &write.key, json)).transpose()?;
            Ok(Write { key: name, expected: write.expected, json })
        });
        let sealed = sealed.collect::<Result<Vec<_>, StoreError>>()?;
        self.inner.commit(&sealed).now_or_never().unwrap_or(Err(StoreError::Unavailable))
    }

    /// Refuses to change a line of an access log, whatever the rules want: they only ever add to it, and remove a whole
    /// day when it is old.
    fn only_adds(&self, writes: &[Write]) -> Result<(), StoreError> {
        let log = |write: &&Write| write.expected > 0 && write.json.is_some() && write.key.starts_with(LOG);
        for write in writes.iter().filter(log) {
            let before = self.loaded(std::slice::from_ref(&write.key))?.pop().flatten();
            let after = write.json.as_deref().unwrap_or_default();
            let kept = |before: &Document| after.starts_with(before.json.trim_end_matches(']'));
            // Another version is a conflict, which the commit finds.
            let same = |before: &&Document| before.version == write.expected;
            if before.as_ref().filter(same).is_some_and(|before| !kept(before)) {
                return Err(StoreError::Unavailable);
            }
        }
        Ok(())
    }

    /// Seals what stands there in plain, all of it or nothing.
    fn seal_plain(&self) -> Result<(), OpenError> {
        let all = self.inner.page("", None, usize::MAX).now_or_never().unwrap_or(Err(StoreError::Unavailable));
        let mut writes = Vec::new();
        for Document { key, version, json } in all.map_err(OpenError::Store)? {
            let name = self.name(&key);
            let json = if key.starts_with("citizen/") { self.with_kept_password(&json) } else { json };
            let json = Some(self.seal(&name, &key, &json).map_err(OpenError::Store)?);
            if name == key {
                writes.push(Write { key, expected: version, json });
            } else {
                writes.push(Write { key, expected: version, json: None });
                writes.push(Write { key: name, expected: 0, json });
            }
        }
        let done = self.inner.commit(&writes).now_or_never().unwrap_or(Err(StoreError::Unavailable));
        // Another process is at work on the file as it was: both would not understand each other.
        if done.map_err(OpenError::Store)? == Committed::Conflict {
            return Err(OpenError::Store(StoreError::Unavailable));
        }
        // What was there in plain is overwritten, in the file and in its log.
        self.inner.with(|connection| connection.execute_batch("VACUUM")).map_err(OpenError::Store)?;
        self.checkpoint().map_err(OpenError::Store)
    }

    /// A person as older versions have stored them, whose password was a digest.
    fn with_kept_password(&self, json: &str) -> String {
        let Ok(mut person) = serde_json::from_str::<serde_json::Value>(json) else { return json.to_owned() };
        if let Some(password) = person.get_mut("password") {
            *password = self.keys.keep(password.as_str().unwrap_or_default()).into();
        }
        person.to_string()
    }
}

impl Store for SealedStore {
    fn load<'a>(&'a self, keys: &'a [String]) -> Answer<'a, Vec<Option<Document>>> {
        Box::pin(std::future::ready(self.loaded(keys)))
    }

    fn page<'a>(&'a self, prefix: &'a str, before: Option<&'a str>, limit: usize) -> Answer<'a, Vec<Document>> {
        Box::pin(std::future::ready(self.paged(prefix, before, limit)))
    }

    fn commit<'a>(&'a self, writes: &'a [Write]) -> Answer<'a, Committed> {
        Box::pin(std::future::ready(self.committed(writes)))
    }

    fn reset(&self) -> Answer<'_, ()> {
        self.inner.reset()
    }
}
