//! A server that speaks the contract, over the web's own `fetch`.

use super::send::WebFetch;
use super::{Fetch, FetchError, LocalBoxFuture, Remote, Request, Response};
use js_sys::Reflect;
use wasm_bindgen::JsCast;

/// The transport to a server.
pub struct HttpFetch(WebFetch);

impl HttpFetch {
    /// The transport to this server.
    pub fn new(remote: &Remote) -> Self {
        Self(WebFetch::new(remote))
    }
}

impl Fetch for HttpFetch {
    fn fetch(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, FetchError>> {
        // Whatever `navigator.onLine` says: it knows of the device's networks, and not of the way to the server.
        let fetch = web_sys::window().and_then(|window| Reflect::get(&window, &"fetch".into()).ok()?.dyn_into().ok());
        match fetch {
            Some(fetch) => self.0.by(fetch, request),
            None => Box::pin(async { Err(FetchError::NeverSent) }),
        }
    }
}
