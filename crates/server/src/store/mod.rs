//! Documents in one `SQLite` file, which nobody can read without the key in another: [`SealedStore`] around
//! [`SqliteStore`].
//!
//! What is acknowledged is on the disk: the journal is a write-ahead log that is synced before a commit returns
//! (`synchronous = FULL`). The version check and all writes of a commit are one `BEGIN IMMEDIATE` transaction, so of
//! two that expect the same version one wins, whether they are threads or processes.

mod key;
mod schema;
mod sealed;

pub use key::{KeyError, Keys};
pub use schema::MIGRATIONS;
pub use sealed::SealedStore;

use backend::store::{Answer, Committed, Document, Store, StoreError, Write};
use rusqlite::{Connection, ErrorCode, OptionalExtension, TransactionBehavior, params};
use std::cell::RefCell;
use std::fmt;
use std::future::ready;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a transaction waits for another process's, before it is given up.
const BUSY: Duration = Duration::from_secs(5);

/// Why a file cannot be used as a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// The file cannot be opened, made, or locked; or the disk is full or broken.
    Store(StoreError),
    /// A newer version of this program has been at work on the file; it holds the version of its form.
    Newer(i64),
    /// It is a database, of another program.
    Foreign,
    /// There is no key for it.
    NoKey(KeyError),
    /// The key is that of another file.
    OtherKey,
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(StoreError::Full) => f.write_str("there is no room left on the disk"),
            Self::Store(StoreError::Corrupt) => f.write_str("the file is no database, or damaged"),
            Self::Store(StoreError::Unavailable) => f.write_str("the file cannot be opened, or is locked"),
            Self::Newer(version) => write!(
                f,
                "the file has form {version}; this program knows forms up to {}: use the newer program",
                MIGRATIONS.len()
            ),
            Self::Foreign => f.write_str("the file is a database of another program"),
            Self::NoKey(why) => why.fmt(f),
            Self::OtherKey => f.write_str("the file was written with another key"),
        }
    }
}

impl std::error::Error for OpenError {}

impl From<rusqlite::Error> for OpenError {
    fn from(why: rusqlite::Error) -> Self {
        Self::Store(meaning(&why))
    }
}

/// A store in a file. Several may be open on one file, in one process or many.
pub struct SqliteStore {
    connection: RefCell<Connection>,
}

impl SqliteStore {
    /// Opens the file, made and brought to the newest form where it has to be.
    ///
    /// # Errors
    /// See [`OpenError`]. The file is then as it was.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        Self::open_as(path, MIGRATIONS)
    }

    /// The same with other forms of the file: for what has to make an older or a newer one.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open_as(path: &Path, migrations: &[&str]) -> Result<Self, OpenError> {
        private(path)?;
        let mut connection = Connection::open(path)?;
        connection.busy_timeout(BUSY)?;
        {
            // Read in one transaction: another process may be making the file between two readings.
            let reading = connection.transaction()?;
            schema::check(&reading, migrations.len())?;
        }
        keep_log(&connection)?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // The schema of a file that was tampered with can call no functions; what is thrown away is overwritten.
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.pragma_update(None, "secure_delete", true)?;
        schema::migrate(&mut connection, migrations)?;
        connection.set_prepared_statement_cache_capacity(16);
        Ok(Self { connection: RefCell::new(connection) })
    }

    /// Moves all of the log into the file, and empties it.
    ///
    /// # Errors
    /// When the file cannot be written. Nothing is lost: the next opening finds the log.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        self.with(|connection| connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())))
    }

    /// Writes a document of that content, `probe`, as far as the disk: whether a commit would be acknowledged now.
    ///
    /// # Errors
    /// Why it would not be.
    pub fn probe(&self, json: &str) -> Result<(), StoreError> {
        self.with(|connection| {
            let mut put = connection.prepare_cached(
                "INSERT INTO document (key, version, json) VALUES ('probe', 1, ?1)
                 ON CONFLICT (key) DO UPDATE SET version = version % 1000 + 1",
            )?;
            put.execute([json]).map(|_| ())
        })
    }

    /// Does something with the connection; beside the store itself, for tests.
    ///
    /// # Errors
    /// When it fails.
    #[doc(hidden)]
    pub fn with<T>(&self, does: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        // Nothing here waits while it holds the connection, so it is never taken; if it were, it is busy.
        let mut connection = self.connection.try_borrow_mut().map_err(|_| StoreError::Unavailable)?;
        does(&mut connection).map_err(|why| meaning(&why))
    }
}

/// Makes the file, if there is none, so that only its owner can read it; `SQLite` gives the log the same rights. One that
/// others can read is closed to them, with what lies beside it.
fn private(path: &Path) -> Result<(), OpenError> {
    /// One at a time: whoever closes a file gives up all locks its process has on it, `SQLite`'s too ("How To Corrupt
    /// An `SQLite` Database File", 2.2). A file that is only just made has none yet, and one that is there is not opened.
    static MAKING: Mutex<()> = Mutex::new(());
    let _making = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut options = std::fs::OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(why) if why.kind() != ErrorKind::AlreadyExists => Err(OpenError::Store(StoreError::Unavailable)),
        Err(_) => close(path),
        Ok(_) => Ok(()),
    }
}

#[cfg(unix)]
fn close(path: &Path) -> Result<(), OpenError> {
    use std::os::unix::fs::PermissionsExt as _;
    for beside in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(beside);
        let Ok(found) = std::fs::metadata(&name) else { continue };
        if found.permissions().mode() & 0o077 != 0 {
            // By name: nothing is opened, so no lock is lost.
            let closed = std::fs::set_permissions(&name, std::fs::Permissions::from_mode(0o600));
            closed.map_err(|_| OpenError::Store(StoreError::Unavailable))?;
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn close(_: &Path) -> Result<(), OpenError> {
    Ok(())
}

/// Turns the write-ahead log on. Two that do so at once would wait for each other; `SQLite` then refuses one at once,
/// whatever time it may wait, and leaves it to that one to come again.
fn keep_log(connection: &Connection) -> rusqlite::Result<()> {
    let began = Instant::now();
    loop {
        match connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())) {
            Err(why) if why.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && began.elapsed() < BUSY => {
                std::thread::sleep(Duration::from_millis(5));
            }
            done => return done,
        }
    }
}

/// Writes one document, if it has the version expected; whether it had.
fn put(connection: &Connection, write: &Write) -> rusqlite::Result<bool> {
    let Write { key, expected, json } = write;
    let changed = match (expected, json) {
        (0, Some(json)) => connection
            .prepare_cached("INSERT INTO document (key, version, json) VALUES (?1, 1, ?2) ON CONFLICT DO NOTHING")?
            .execute(params![key, json])?,
        (0, None) => {
            let there = connection.prepare_cached("SELECT 1 FROM document WHERE key = ?1")?.exists([key])?;
            return Ok(!there);
        }
        (expected, Some(json)) => connection
            .prepare_cached("UPDATE document SET version = ?3, json = ?4 WHERE key = ?1 AND version = ?2")?
            .execute(params![key, expected, expected.saturating_add(1), json])?,
        (expected, None) => connection
            .prepare_cached("DELETE FROM document WHERE key = ?1 AND version = ?2")?
            .execute(params![key, expected])?,
    };
    Ok(changed == 1)
}

fn document(row: &rusqlite::Row<'_>) -> rusqlite::Result<Document> {
    Ok(Document { key: row.get(0)?, version: row.get(1)?, json: row.get(2)? })
}

/// What an error of `SQLite` means to the rules.
fn meaning(why: &rusqlite::Error) -> StoreError {
    use rusqlite::Error as E;
    match why {
        E::SqliteFailure(failure, _) => match failure.code {
            ErrorCode::DiskFull => StoreError::Full,
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::Corrupt,
            _ => StoreError::Unavailable,
        },
        E::FromSqlConversionFailure(..)
        | E::IntegralValueOutOfRange(..)
        | E::InvalidColumnType(..)
        | E::Utf8Error(..) => StoreError::Corrupt,
        _ => StoreError::Unavailable,
    }
}

impl Store for SqliteStore {
    fn load<'a>(&'a self, keys: &'a [String]) -> Answer<'a, Vec<Option<Document>>> {
        Box::pin(ready(self.with(|connection| {
            // One transaction: what is read together belongs together.
            let transaction = connection.transaction()?;
            let mut statement = transaction.prepare_cached("SELECT key, version, json FROM document WHERE key = ?1")?;
            keys.iter().map(|key| statement.query_row([key], document).optional()).collect()
        })))
    }

    fn page<'a>(&'a self, prefix: &'a str, before: Option<&'a str>, limit: usize) -> Answer<'a, Vec<Document>> {
        // Keys are ASCII: the greatest with this prefix is below the prefix and the greatest character there is.
        let end = format!("{prefix}\u{10ffff}");
        let end = before.filter(|before| **before < *end).unwrap_or(&end);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        Box::pin(ready(self.with(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT key, version, json FROM document WHERE key >= ?1 AND key < ?2 ORDER BY key DESC LIMIT ?3",
            )?;
            statement.query_map(params![prefix, end, limit], document)?.collect()
        })))
    }

    fn commit<'a>(&'a self, writes: &'a [Write]) -> Answer<'a, Committed> {
        Box::pin(ready(self.with(|connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for write in writes {
                if !put(&transaction, write)? {
                    transaction.rollback()?;
                    return Ok(Committed::Conflict);
                }
            }
            transaction.commit()?;
            Ok(Committed::Done)
        })))
    }

    fn reset(&self) -> Answer<'_, ()> {
        Box::pin(ready(self.with(|connection| connection.execute("DELETE FROM document", []).map(|_| ()))))
    }
}
