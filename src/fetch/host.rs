//! A function that the page around the app hands in: `window.citizenCenter.fetch`, with the signature of the web's
//! `fetch`. See `docs/embedding.md`.

use std::rc::Rc;

use super::send::WebFetch;
use super::{Fetch, FetchError, LocalBoxFuture, Remote, Request, Response};
use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// The transport by a host's function.
pub struct HostFetch(WebFetch);

impl HostFetch {
    /// The transport by this function, `Request => Promise<Response>`. One that throws has rejected; one that gives
    /// a response at once has resolved.
    pub fn new(remote: &Remote, function: Function) -> Self {
        let function = Rc::new(function);
        Self(WebFetch::new(
            remote,
            Rc::new(move |request| {
                let function = Rc::clone(&function);
                Box::pin(async move {
                    let request = web_sys::Request::from(request);
                    let answer = function.call1(&JsValue::UNDEFINED, &request)?;
                    JsFuture::from(Promise::resolve(&answer)).await
                })
            }),
        ))
    }
}

impl Fetch for HostFetch {
    fn fetch(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, FetchError>> {
        self.0.fetch(request)
    }
}
