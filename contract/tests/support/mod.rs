//! What the tests of the contract share: samples of every type.

pub mod samples;
