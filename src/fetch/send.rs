//! What a server and an embedder's function have in common: a web `Request` out, which [`web_fetch`] sends.

use super::config::{Credentials, Remote};
use super::{FetchError, LocalBoxFuture, Request, Response, lost};
use contract::http::Method;
use gloo_net::http::{Headers, RequestBuilder};
use js_sys::{Function, Uint8Array};
use web_fetch::Abort;
use web_sys::{RequestCredentials, RequestRedirect};

/// A transport over something with the signature of the web's `fetch`: `Request => Promise<Response>`.
///
/// It keeps no time: that is for the layers around it. A future that is dropped aborts the request's signal.
pub struct WebFetch {
    base_url: String,
    credentials: RequestCredentials,
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
    let abort = Abort::new();
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
        .abort_signal(abort.signal().as_ref());
    let built =
        if request.body.is_empty() { builder.build() } else { builder.body(Uint8Array::from(request.body.as_slice())) };
    let built = built.map_err(|_| FetchError::NeverSent)?;
    web_fetch::send(function, built.into(), abort, lost(request.method)).await
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
