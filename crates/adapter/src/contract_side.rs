//! The problems of the contract, and what a request of the contract has to look like.
//!
//! A backend of another shape knows nothing of this, so a request that does not have the form of the contract is refused
//! before anything is sent. The operations are those of `contract::operations`; what each asks of its body and its query is
//! in `contract_form`, which `tests/generated.rs` writes from `openapi.yaml`. `src/tests/mod.rs` compares the problems with
//! `openapi.yaml`.

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

/// A problem of the contract, with its status.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) name: &'static str,
    pub(crate) status: u16,
}

const fn problem(name: &'static str, status: u16) -> Problem {
    Problem { name, status }
}

/// All of them.
pub(crate) const PROBLEMS: &[Problem] = &[
    INVALID,
    KEY_MISSING,
    NOT_SIGNED_IN,
    FORBIDDEN,
    problem("/problems/verification-required", 403),
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    problem("/problems/request-in-progress", 409),
    problem("/problems/already-under-way", 409),
    problem("/problems/not-withdrawable", 409),
    problem("/problems/verification-expired", 410),
    problem("/problems/idempotency-key-reused", 422),
    problem("/problems/wrong-answer", 422),
    problem("/problems/not-eligible", 422),
    problem("/problems/locked", 423),
    TOO_MANY,
    SERVER_ERROR,
    NOT_SUPPORTED,
    UNAVAILABLE,
];
pub(crate) const INVALID: Problem = problem("/problems/invalid-request", 400);
pub(crate) const KEY_MISSING: Problem = problem("/problems/idempotency-key-missing", 400);
pub(crate) const NOT_SIGNED_IN: Problem = problem("/problems/not-signed-in", 401);
pub(crate) const FORBIDDEN: Problem = problem("/problems/forbidden", 403);
pub(crate) const NOT_FOUND: Problem = problem("/problems/not-found", 404);
pub(crate) const METHOD_NOT_ALLOWED: Problem = problem("/problems/method-not-allowed", 405);
pub(crate) const TOO_MANY: Problem = problem("/problems/too-many-requests", 429);
pub(crate) const SERVER_ERROR: Problem = problem("/problems/server-error", 500);
pub(crate) const NOT_SUPPORTED: Problem = problem("/problems/not-supported", 501);
pub(crate) const UNAVAILABLE: Problem = problem("/problems/unavailable", 503);
