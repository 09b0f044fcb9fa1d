//! A complete backend for the contract: pure rules over a [`store::Store`].
//!
//! No browser, no clock, no chance: what time it is and 32 random bytes come in with each request. The
//! same rules therefore run in a web worker, in a server, and in tests.
//!
//! # Where to start
//! - [`embedded`]: the backend an app carries with itself.
//! - [`Backend`]: from a request to an answer.
//! - `ops`: one file for each group of operations of the contract.
//! - `rules`: who may do what, and what follows.
//! - [`store`]: the one door to a database.
//! - `demo`: made-up cities and people.

mod ahead;
mod backend;
mod body;
mod chance;
mod demo;
pub mod embedded;
mod ops;
mod reply;
mod rules;
mod secrets;
mod state;
pub mod store;
#[doc(hidden)]
pub mod testing;
mod upkeep;
#[cfg(target_arch = "wasm32")]
pub mod worker;

pub use backend::Backend;
pub use chance::Moment;
pub use ops::session::SessionLimits;
pub use reply::problem as refusal;
pub use secrets::Secrets;
