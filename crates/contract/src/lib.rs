//! What the app and any backend say to each other.
//!
//! `openapi.yaml` beside this crate is the document; the types here are the same thing in Rust, and
//! `tests/` holds the two together. Nothing here knows a browser, a server or a clock.
//!
//! # Where to start
//! - [`http`]: a request and a response as plain data, the only thing that crosses the seam.
//! - [`operations`]: the table of operations.
//! - [`problem`]: every refusal (RFC 9457).
//! - [`application`]: the operation all of this exists for.
//! - [`values`]: the words both sides share, each unable to hold a wrong value.
//! - [`json`]: reading answers in little code; serde writes, and reads where size does not count.

// The derived readers name this crate as its users do.
extern crate self as contract;

pub mod application;
pub mod card;
pub mod channel;
pub mod city;
pub mod contribution;
pub mod demo;
pub mod http;
pub mod json;
pub mod operations;
pub mod percent;
pub mod problem;
pub mod session;
pub mod text;
pub mod values;
pub mod verification;
