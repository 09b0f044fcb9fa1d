//! The seam: how the app reaches a backend, whichever it is.
//!
//! To plug in another one, implement [`Fetch`], one method, and choose it in [`client`].

mod asset;
mod config;
mod http;
mod worker;

pub use asset::words;
pub use config::{Backend, Config, ConfigError, Credentials, Routes};
pub use contract::http::{FetchError, Request, Response};
pub use futures_util::future::LocalBoxFuture;
pub use http::HttpFetch;
pub use worker::WorkerFetch;

use std::rc::Rc;

use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;

/// Anything that can answer a request. Implement this one method to plug in a backend.
///
/// A future that is dropped is a request nobody waits for: a transport that can, stops it.
pub trait Fetch {
    /// Sends the request, and gives what came back. Any status is a [`Response`]; the errors are the
    /// transport's only, and must not say [`FetchError::NeverSent`] of a request that may have arrived.
    fn fetch(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, FetchError>>;
}

/// An attempt is given up after so many milliseconds.
pub const LIMIT_MS: u32 = 30_000;

/// The client that the config asks for; `worker` is the address of the embedded backend's worker.
pub fn client(backend: Backend, worker: String) -> Rc<dyn Fetch> {
    match backend {
        Backend::Embedded => Rc::new(WorkerFetch::new(worker)),
        Backend::Http(http) => Rc::new(HttpFetch::new(&http)),
    }
}

/// What comes of the future within the limit of an attempt; dropped, it stops what it was doing.
async fn within_limit<T>(ms: u32, future: LocalBoxFuture<'static, T>) -> Option<T> {
    match select(future, TimeoutFuture::new(ms)).await {
        Either::Left((done, _)) => Some(done),
        Either::Right(_) => None,
    }
}
