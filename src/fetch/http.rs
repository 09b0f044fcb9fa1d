//! A server that speaks the contract, over the web's own `fetch`.

use std::rc::Rc;

use super::send::WebFetch;
use super::{Fetch, FetchError, LocalBoxFuture, Remote, Request, Response};
use wasm_bindgen::JsValue;

/// The transport to a server.
pub struct HttpFetch(WebFetch);

impl HttpFetch {
    /// The transport to this server.
    pub fn new(remote: &Remote) -> Self {
        Self(WebFetch::new(
            remote,
            Rc::new(|request| {
                Box::pin(async move {
                    let answer = request.send().await.map_err(|_| JsValue::NULL)?;
                    Ok(web_sys::Response::from(answer).into())
                })
            }),
        ))
    }
}

impl Fetch for HttpFetch {
    fn fetch(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, FetchError>> {
        // Before the first byte: an engine without network refuses at once, and says so.
        if web_sys::window().is_some_and(|window| !window.navigator().on_line()) {
            return Box::pin(async { Err(FetchError::NeverSent) });
        }
        self.0.fetch(request)
    }
}
