//! Whole journeys against the real rules.

#[path = "../support/mod.rs"]
mod support;

mod walks;
