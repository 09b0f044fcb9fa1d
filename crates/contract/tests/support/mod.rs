//! What the tests of the contract share: samples of every type, and the decoders.

#[allow(dead_code, reason = "for fuzz.rs")]
pub mod decoders;
pub mod samples;
