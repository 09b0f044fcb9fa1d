//! What a server and an embedder's function have in common: a web `Request` out, a web `Response` in.

use super::config::{Credentials, Remote};
use super::{FetchError, LocalBoxFuture, Request, Response, lost};
use contract::http::{LONGEST, Method};
use gloo_net::http::{Headers, RequestBuilder};
use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestCredentials, RequestRedirect};

/// A transport over something with the signature of the web's `fetch`: `Request => Promise<Response>`.
///
/// It keeps no time: that is for the layers around it. A future that is dropped aborts the request's signal.
pub struct WebFetch {
    base_url: String,
    credentials: RequestCredentials,
}

/// Stops the request when it is dropped.
struct Abort(Option<AbortController>);

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

impl WebFetch {
    /// The transport to this backend.
    pub fn new(remote: &Remote) -> Self {
        let credentials = match remote.credentials {
            Credentials::Include => RequestCredentials::Include,
            Credentials::SameOrigin => RequestCredentials::SameOrigin,
            Credentials::Omit => RequestCredentials::Omit,
        };
        Self { base_url: remote.base_url.trim_end_matches('/').to_owned(), credentials }
    }

    /// Sends a request by this function. One that throws has rejected; one that gives a response at once has resolved.
    pub fn by(&self, function: Function, request: Request) -> LocalBoxFuture<'static, Result<Response, FetchError>> {
        let url = [&self.base_url, request.path.as_str()].concat();
        Box::pin(send(url, self.credentials, request, function))
    }
}

/// Whether a path stays below the base URL, which may be empty. A second slash would begin a host; browsers take `\`
/// for a slash, and leave tabs and line breaks out.
fn stays(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && path.bytes().all(|b| b > b' ' && b != b'\\')
}

async fn send(
    url: String,
    credentials: RequestCredentials,
    request: Request,
    function: Function,
) -> Result<Response, FetchError> {
    if !stays(&request.path) {
        return Err(FetchError::NeverSent);
    }
    let lost = lost(request.method);
    let abort = Abort(AbortController::new().ok());
    let signal = abort.0.as_ref().map(AbortController::signal);
    let headers = Headers::new();
    for (name, value) in &request.headers {
        headers.append(name, value);
    }
    let builder = RequestBuilder::new(&url)
        .method(method(request.method))
        .headers(headers)
        .credentials(credentials)
        // Followed, it could take credentials and ids to somebody else. No operation of the contract redirects.
        .redirect(RequestRedirect::Manual)
        .abort_signal(signal.as_ref());
    let built =
        if request.body.is_empty() { builder.build() } else { builder.body(Uint8Array::from(request.body.as_slice())) };
    let built = built.map_err(|_| FetchError::NeverSent)?;
    let promise = function.call1(&JsValue::UNDEFINED, &web_sys::Request::from(built)).map_err(|_| lost)?;
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

/// The answer, if it is one: not `instanceof`, as an embedder's function may give one of another window. A redirect that
/// was not followed has the status 0.
fn usable(answer: JsValue) -> Option<web_sys::Response> {
    let status = of(&answer, "status")?.as_f64()?;
    let readable = of(&answer, "arrayBuffer")?.is_function() && of(&of(&answer, "headers")?, "entries")?.is_function();
    (readable && (100.0..1000.0).contains(&status)).then(|| answer.into())
}

fn method(method: Method) -> gloo_net::http::Method {
    match method {
        Method::Get => gloo_net::http::Method::GET,
        Method::Post => gloo_net::http::Method::POST,
        Method::Put => gloo_net::http::Method::PUT,
        Method::Patch => gloo_net::http::Method::PATCH,
        Method::Delete => gloo_net::http::Method::DELETE,
        Method::Head => gloo_net::http::Method::HEAD,
        Method::Options => gloo_net::http::Method::OPTIONS,
    }
}

#[cfg(test)]
mod tests {
    use super::stays;

    #[test]
    fn no_path_leads_to_another_host() {
        for path in ["/v1/card", "/v1/services?city=a%2Fb", "/a//b", "/@a:b"] {
            assert!(stays(path), "{path}");
        }
        for path in
            ["", "v1", ".evil.example/a", "@evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example"]
        {
            assert!(!stays(path), "{path}");
        }
    }
}
