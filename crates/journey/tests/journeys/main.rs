//! Whole journeys against the real rules.

#[path = "../support/mod.rs"]
mod support;

mod hostile;
mod identity;
mod ids;
mod kept;
mod once;
mod recovery;
mod refusals;
mod routes;
mod tabs;
mod walks;
