//! The form of the file, and the way from an older one to the newest.

use super::OpenError;
use rusqlite::{Connection, TransactionBehavior};

/// "CtzC": says in the file's header whose it is (`SQLite` file format, 1.3.20).
const APPLICATION: i64 = 0x4374_7a43;

/// What was done to the file, one step after another; never changed, only added to. A file's `user_version` says
/// how many of them it has behind it.
pub const MIGRATIONS: &[&str] = &[
    // 1: documents. Without a rowid: the key is the order on the disk, so that a page is read in one piece.
    "CREATE TABLE document (
        key TEXT NOT NULL PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 200),
        version INTEGER NOT NULL CHECK (version BETWEEN 1 AND 4294967295),
        json TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;",
];

/// Whether the file is new or ours, and of no form that this program does not know. Nothing is written.
pub(super) fn check(connection: &Connection, known: usize) -> Result<(), OpenError> {
    let application: i64 = number(connection, "application_id")?;
    let version = number(connection, "user_version")?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application != APPLICATION && (tables > 0 || application != 0 || version != 0) {
        return Err(OpenError::Foreign);
    }
    let newest = i64::try_from(known).unwrap_or(i64::MAX);
    if (0..=newest).contains(&version) { Ok(()) } else { Err(OpenError::Newer(version)) }
}

/// Brings the file to the newest form, each step in a transaction of its own.
pub(super) fn migrate(connection: &mut Connection, migrations: &[&str]) -> Result<(), OpenError> {
    loop {
        // The version is read inside: another process may be doing the same.
        let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        check(&step, migrations.len())?;
        let version = number(&step, "user_version")?;
        let Some(next) = usize::try_from(version).ok().and_then(|done| migrations.get(done)) else {
            return Ok(());
        };
        step.execute_batch(next)?;
        step.pragma_update(None, "application_id", APPLICATION)?;
        step.pragma_update(None, "user_version", version + 1)?;
        step.commit()?;
    }
}

fn number(connection: &Connection, name: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, name, |row| row.get(0))
}
