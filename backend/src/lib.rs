//! A complete backend for the contract: pure rules over a [`store::Store`].
//!
//! No browser, no clock, no chance: what time it is and 32 random bytes come in with each request. The
//! same rules therefore run in a web worker, in a server, and in tests.

pub mod store;
