//! What `server_fn` names of `wasm-streams`, and nothing behind it.
//!
//! The real crate exports classes to JavaScript. What is exported is kept by every linker and optimizer, used or not, and
//! brings a part of the executor for each of its promises. Leptos depends on `server_fn` whatever its features; only the
//! bodies of streaming server functions come here, and this app has no server functions.

use futures_util::stream::{self, Empty, Stream};
use wasm_bindgen::{JsCast, JsValue};

/// A stream of the browser's.
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Takes the browser's stream.
    pub const fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// A stream of the browser's with nothing in it: the parts of `stream` are not carried over.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        // Fails only where the browser has no streams.
        Self(web_sys::ReadableStream::new().unwrap_or_else(|_| JsValue::UNDEFINED.unchecked_into()))
    }

    /// The browser's stream.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// A stream with nothing in it: the parts of the browser's are not carried over.
    pub fn into_stream(self) -> Empty<Result<JsValue, JsValue>> {
        stream::empty()
    }
}
