//! The seam: how the app reaches a backend, whichever it is.
//!
//! To plug in another one, implement [`Fetch`], one method, and choose it in [`client`].

mod around;
mod config;
mod embedder;
mod http;
pub mod layers;
mod send;
mod worker;

pub use config::{Backend, Bearer, Config, ConfigError, Credentials, Csrf, HelpLines, Limits, Remote, Retry, Routes};
pub use contract::http::{FetchError, Request, Response};
pub use embedder::EmbedderFetch;
pub use futures_util::future::LocalBoxFuture;
pub use http::HttpFetch;
pub use layers::Surroundings;
pub use worker::{LateWorkerFetch, WorkerFetch};

use std::rc::Rc;

use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use web_fetch::lost;

/// Anything that can answer a request. Implement this one method to plug in a backend.
///
/// A future that is dropped is a request nobody waits for: a transport that can, stops it.
pub trait Fetch {
    /// Sends the request, and gives what came back. Any status is a [`Response`]; the errors are the
    /// transport's only, and must not say [`FetchError::NeverSent`] of a request that may have arrived.
    fn fetch(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, FetchError>>;
}

/// An attempt at the embedded backend is given up after so many milliseconds.
pub const LIMIT_MS: u32 = 30_000;

/// What a client is made from, besides the config.
pub struct Transports {
    /// The address of the worker: the embedded backend's, or the adapter's where the config names an adapter file.
    pub worker: String,
    /// The function that the page around the app has handed in.
    pub embedder: Option<js_sys::Function>,
    /// Time, chance, and the other tabs.
    pub around: Rc<Surroundings>,
}

/// The client that the config asks for; `None` if it asks for a function that nobody has handed in.
pub fn client(backend: &Backend, transports: Transports) -> Option<Rc<dyn Fetch>> {
    let transport: Rc<dyn Fetch> = match backend {
        // A backend of another shape is spoken to by the adapter, which is a worker, too: `crates/adapter-worker`.
        Backend::Embedded | Backend::Http(Remote { adapter: Some(_), .. }) => {
            Rc::new(LateWorkerFetch::new(transports.worker))
        }
        Backend::Http(remote) => Rc::new(HttpFetch::new(remote)),
        Backend::Embedder(remote) => Rc::new(EmbedderFetch::new(remote, transports.embedder?)),
    };
    Some(layers::client(backend, &transports.around, transport))
}

/// What comes of the future within the limit of an attempt; dropped, it stops what it was doing.
async fn within_limit<T>(ms: u32, future: LocalBoxFuture<'static, T>) -> Option<T> {
    match select(future, TimeoutFuture::new(ms)).await {
        Either::Left((done, _)) => Some(done),
        Either::Right(_) => None,
    }
}
