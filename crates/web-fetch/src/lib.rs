//! The web's `fetch`, or a function with its signature, as a transport of the seam: what its failures mean, a bounded
//! body, and an end when nobody waits any more. The app and the worker of the adapter both send by it.
//!
//! It keeps no time, and builds no request: URL, headers, credentials, and that redirects are not followed
//! (`redirect: "manual"`: followed, one could take credentials and ids to somebody else) are its callers'. Nothing here
//! is generic, so that each wasm has one copy of it.

use contract::http::{FetchError, LONGEST, Method, Response};
use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, Request};

/// What a lost answer means where the transport cannot tell a refused connection from one (`fetch` does not). Of a
/// request that changes nothing it is the same; of any other it must be taken as perhaps carried out.
pub const fn lost(method: Method) -> FetchError {
    if matches!(method, Method::Get) { FetchError::NeverSent } else { FetchError::MaybeSent }
}

/// Stops a request when it is dropped; one that is over does not notice.
pub struct Abort(Option<AbortController>);

impl Abort {
    /// One for a request that is about to be built.
    #[allow(clippy::new_without_default, reason = "each is for one request")]
    pub fn new() -> Self {
        Self(AbortController::new().ok())
    }

    /// What the request is built with.
    pub fn signal(&self) -> Option<AbortSignal> {
        self.0.as_ref().map(AbortController::signal)
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

/// Sends a request by this function, `Request => Promise<Response>`. One that throws has rejected; one that gives a
/// response at once has resolved. Dropped, the future aborts the request by `abort`, whose signal it has.
///
/// # Errors
/// `lost` where there is no answer (see [`lost`]); [`FetchError::Unusable`] where what came is no response, or its body
/// broke off or is longer than [`LONGEST`] bytes.
pub async fn send(
    function: Function,
    request: Request,
    abort: Abort,
    lost: FetchError,
) -> Result<Response, FetchError> {
    let _until_the_end = abort;
    let promise = function.call1(&JsValue::UNDEFINED, &request).map_err(|_| lost)?;
    let answer = JsFuture::from(Promise::resolve(&promise)).await.map_err(|_| lost)?;
    // An answer has come, so it was carried out; without status, headers or body nobody knows how.
    let answer = usable(answer).ok_or(FetchError::Unusable)?;
    let body = body(&answer).await.ok_or(FetchError::Unusable)?;
    let answer = gloo_net::http::Response::from(answer);
    Ok(Response { status: answer.status(), headers: answer.headers().entries().collect(), body })
}

/// The whole body, piece by piece: what is too long is let go of, which aborts it, before it is in memory. What has no
/// stream (no body, or made by hand) comes in one piece.
async fn body(answer: &JsValue) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    let reader = of(answer, "body").and_then(|stream| call(&stream, "getReader"));
    loop {
        let promise = match &reader {
            Some(reader) => call(reader, "read")?,
            None => call(answer, "arrayBuffer")?,
        };
        let mut piece = JsFuture::from(Promise::resolve(&promise)).await.ok()?;
        if reader.is_some() {
            piece = of(&piece, "value")?;
            // At its end a stream has no piece.
            if piece.is_undefined() {
                return Some(body);
            }
        }
        let piece = Uint8Array::new(&piece);
        if body.len() + piece.length() as usize > LONGEST {
            return None;
        }
        body.append(&mut piece.to_vec());
        if reader.is_none() {
            return Some(body);
        }
    }
}

#[inline(never)]
fn of(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &name.into()).ok()
}

/// What a method gives; `None` if there is none, or it throws.
#[inline(never)]
fn call(value: &JsValue, name: &str) -> Option<JsValue> {
    of(value, name)?.dyn_into::<Function>().ok()?.call0(value).ok()
}

/// The answer, if it is one: not `instanceof`, as a host's function may give one of another window. A redirect that
/// was not followed has the status 0.
fn usable(answer: JsValue) -> Option<web_sys::Response> {
    let status = of(&answer, "status")?.as_f64()?;
    let readable = of(&answer, "arrayBuffer")?.is_function() && of(&of(&answer, "headers")?, "entries")?.is_function();
    (readable && (100.0..1000.0).contains(&status)).then(|| answer.into())
}
