//! An adapter file: a map between the contract and a backend of another shape, as data.
//!
//! A map is read once, and refused as a whole if anything in it is wrong, with the JSON Pointer of each place. What was
//! taken cannot fail to come to an end: there are no loops but over the lists of an answer, no recursion but down the
//! map itself, and every step is counted. No browser, no clock, no chance: time and a name for the request come in with it.
//!
//! # Where to start
//! - [`Map`]: reading a map. `map`: what can be said in one.
//! - [`begin`] and [`Call`]: from a request of the contract to those of the backend, and back to an answer of the contract.
//! - `contract_side`: what the contract asks of a request. A request without that form is refused here, and never sent.
//! - [`sample`]: a request of the contract for each operation, to try a map with.

#[rustfmt::skip]
mod contract_form;
mod contract_side;
mod map;
mod run;
pub mod sample;
#[cfg(test)]
mod tests;

pub use map::{Map, Wrong};
pub use run::{Answer, Call, Change, Fault, Moment, Step, begin};
