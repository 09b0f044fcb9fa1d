//! A server that speaks the contract, over the web's `fetch`.

use super::config::{Credentials, Http};
use super::{Fetch, FetchError, LIMIT_MS, LocalBoxFuture, Request, Response, within_limit};
use contract::http::Method;
use gloo_net::http::{Headers, RequestBuilder};
use web_sys::{AbortController, RequestCredentials};

/// The client of a server.
pub struct HttpFetch {
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

impl HttpFetch {
    /// The client of this server.
    pub fn new(http: &Http) -> Self {
        let credentials = match http.credentials {
            Credentials::Include => RequestCredentials::Include,
            Credentials::SameOrigin => RequestCredentials::SameOrigin,
            Credentials::Omit => RequestCredentials::Omit,
        };
        Self { base_url: http.base_url.trim_end_matches('/').to_owned(), credentials }
    }
}

impl Fetch for HttpFetch {
    fn fetch(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, FetchError>> {
        let url = [&self.base_url, request.path.as_str()].concat();
        let credentials = self.credentials;
        let lost = lost(request.method);
        Box::pin(async move {
            // Before the first byte: an engine without network refuses at once, and says so.
            if !online() {
                return Err(FetchError::NeverSent);
            }
            let attempt = within_limit(LIMIT_MS, Box::pin(send(url, credentials, request)));
            attempt.await.unwrap_or(Err(lost))
        })
    }
}

/// What a failure means. `fetch` does not tell a refused connection from a lost answer. Of a request
/// that changes nothing it is the same; of any other it must be taken as perhaps carried out.
fn lost(method: Method) -> FetchError {
    if method == Method::Get { FetchError::NeverSent } else { FetchError::MaybeSent }
}

fn online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

async fn send(url: String, credentials: RequestCredentials, request: Request) -> Result<Response, FetchError> {
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
        .abort_signal(signal.as_ref());
    let built = if request.body.is_empty() {
        builder.build()
    } else {
        builder.body(js_sys::Uint8Array::from(request.body.as_slice()))
    };
    let built = built.map_err(|_| FetchError::NeverSent)?;
    let answer = built.send().await.map_err(|_| lost)?;
    let status = answer.status();
    let headers = answer.headers().entries().collect();
    // The head has come, so it was carried out; without the body nobody knows how.
    let body = answer.binary().await.map_err(|_| FetchError::Unusable)?;
    Ok(Response { status, headers, body })
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
