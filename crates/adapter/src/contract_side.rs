//! What a request of the contract has to look like.
//!
//! A backend of another shape knows nothing of this, so a request that does not have the form of the contract is refused
//! before anything is sent. The operations are those of `contract::operations`; what each asks of its body and its query is
//! in `contract_form`, which `tests/generated.rs` writes from `openapi.yaml`.

/// What a member of a body or of a query has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text of 1 to 128 characters.
    Text,
    /// Six digits.
    SixDigits,
    /// 18 characters (GB 11643-1999).
    IdNumber,
    /// A month.
    Month,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// Texts.
    Texts,
    /// How many items a page has.
    Limit,
    /// A cursor.
    Cursor,
}

/// A member: its name, what it is, whether it has to be there.
pub(crate) type Member = (&'static str, Kind, bool);

/// The members of a body: those of all, and for the value of the first one more.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) members: &'static [Member],
    pub(crate) more: &'static [(&'static str, &'static [Member])],
}
