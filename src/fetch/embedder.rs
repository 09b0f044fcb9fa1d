//! A function that the page around the app hands in: `window.citizenCenter.fetch`, with the signature of the web's
//! `fetch`. See `docs/embedding.md`.

use super::send::WebFetch;
use super::{Fetch, FetchError, LocalBoxFuture, Remote, Request, Response};
use js_sys::Function;

/// The transport by the embedder's function.
pub struct EmbedderFetch(WebFetch, Function);

impl EmbedderFetch {
    /// The transport by this function, `Request => Promise<Response>`.
    pub fn new(remote: &Remote, function: Function) -> Self {
        Self(WebFetch::new(remote), function)
    }
}

impl Fetch for EmbedderFetch {
    fn fetch(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, FetchError>> {
        self.0.by(self.1.clone(), request)
    }
}
