//! Where state is kept: the one door between the rules and a database.
//!
//! A store holds documents: a key, a version, and JSON the rules understand. Everything an operation
//! changes is committed in one atomic step ([`Store::commit`]): the citizen's state with its version
//! check, the idempotency record, the access log, the message to be sent. So there is no moment in
//! which a submission has taken effect and its idempotency record is missing, or the other way round,
//! whoever else works on the same store (another tab, another process) and wherever power is cut.
//!
//! That is also why a submission needs no "claimed, in progress" record: of two that carry the same key,
//! one commits; the other finds the version changed ([`Committed::Conflict`]), starts again from what
//! is stored now, and meets the finished record.

#[doc(hidden)]
pub mod conformance;
mod fallback;
mod memory;
pub(crate) mod unit;

pub use fallback::Fallback;
pub use futures_util::future::LocalBoxFuture;
pub use memory::MemoryStore;

/// A document as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its key: printable ASCII, at most 200 characters, parts set apart by `/`.
    pub key: String,
    /// 1 when it was first written, one more with each write.
    pub version: u32,
    /// Its content.
    pub json: String,
}

/// One document to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Which.
    pub key: String,
    /// The version it must have now; 0: there must be none.
    pub expected: u32,
    /// The new content; `None` removes the document.
    pub json: Option<String>,
}

/// What came of a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Committed {
    /// All of it is stored.
    Done,
    /// A document did not have the version expected: nothing was written.
    Conflict,
}

/// Why a store could not do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// It is missing, barred or gone.
    Unavailable,
    /// There is no room left.
    Full,
    /// What it holds cannot be read.
    Corrupt,
}

/// What a store gives back, some time later.
pub type Answer<'a, T> = LocalBoxFuture<'a, Result<T, StoreError>>;

/// A place where documents are kept.
///
/// Each method is one transaction and waits for nothing but the database, so `IndexedDB` (whose
/// transactions end when anything else is waited for) and `SQLite` can both carry it out.
/// [`conformance`] is the suite an implementation must pass.
pub trait Store {
    /// The documents with these keys, in the order asked for; `None` where there is none.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn load<'a>(&'a self, keys: &'a [String]) -> Answer<'a, Vec<Option<Document>>>;

    /// The documents whose key begins with `prefix`, the greatest key first, at most `limit`;
    /// with `before`, only those with a smaller key.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn page<'a>(&'a self, prefix: &'a str, before: Option<&'a str>, limit: usize) -> Answer<'a, Vec<Document>>;

    /// Writes all of `writes`, or none if one of them does not meet the version it expects.
    /// No key occurs twice in `writes`.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing was.
    fn commit<'a>(&'a self, writes: &'a [Write]) -> Answer<'a, Committed>;

    /// Removes everything.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn reset(&self) -> Answer<'_, ()>;
}
