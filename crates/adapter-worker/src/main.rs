//! The adapter as a web worker: a request of the contract in, requests of the backend's own shape out.
//!
//! It is a file of its own, so that an app without an adapter file carries nothing of it. It speaks the messages of
//! `contract::channel`, as the embedded backend's worker does, and does the HTTP itself.

#[cfg(target_arch = "wasm32")]
mod fetch;
#[cfg(target_arch = "wasm32")]
mod worker;

#[cfg(target_arch = "wasm32")]
fn main() {
    worker::run();
}

/// A worker is a thing of the browser. Built for anything else this is an empty program, so that the whole workspace can be
/// built and tested at once.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
