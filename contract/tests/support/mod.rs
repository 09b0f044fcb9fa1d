//! What the tests of the contract share: the document, and samples of every type.

pub mod document;
pub mod samples;
