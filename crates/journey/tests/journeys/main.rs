//! Whole journeys against the real rules.

#[path = "../support/mod.rs"]
mod support;

mod hostile;
mod identity;
mod once;
mod recovery;
mod refusals;
mod routes;
mod tabs;
mod walks;
