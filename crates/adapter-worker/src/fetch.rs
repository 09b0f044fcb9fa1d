//! HTTP, from within a worker.

use contract::http::{FetchError, Header, Method, Outcome, Request};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_fetch::{Abort, lost};
use web_sys::{DedicatedWorkerGlobalScope, Headers, RequestCredentials, RequestInit, RequestRedirect};

/// Headers of the contract's request that are about it and not about the backend's.
const OWN: [&str; 5] = ["content-type", "idempotency-key", "if-none-match", "authorization", "accept"];

/// The backend that the config names.
pub struct Backend {
    scope: DedicatedWorkerGlobalScope,
    base_url: String,
    credentials: RequestCredentials,
    csrf: Option<Header>,
}

impl Backend {
    /// The backend at that address. `csrf` goes with every request that is not GET: what the contract reads, a backend of another
    /// shape may have as a POST, and the layers in the app do not know.
    pub fn new(
        scope: DedicatedWorkerGlobalScope,
        base_url: &str,
        credentials: Option<&str>,
        csrf: Option<Header>,
    ) -> Self {
        let credentials = match credentials {
            Some("same_origin") => RequestCredentials::SameOrigin,
            Some("omit") => RequestCredentials::Omit,
            _ => RequestCredentials::Include,
        };
        Self { scope, base_url: base_url.trim_end_matches('/').to_owned(), credentials, csrf }
    }

    /// What the clock that nobody sets has counted, in milliseconds; in an engine without one, the other clock.
    pub fn ticks(&self) -> f64 {
        self.scope.performance().map_or_else(js_sys::Date::now, |ticks| ticks.now())
    }

    /// A file beside the page.
    pub async fn file(&self, address: &str) -> Result<String, JsValue> {
        let response = JsFuture::from(self.scope.fetch_with_str(address)).await?;
        let response: web_sys::Response = response.unchecked_into();
        if !response.ok() {
            return Err(JsValue::UNDEFINED);
        }
        JsFuture::from(response.text()?).await?.as_string().ok_or(JsValue::UNDEFINED)
    }

    /// Sends a request of the backend's shape, which stands for that one of the contract.
    pub async fn send(&self, request: Request, of: &Request) -> Outcome {
        let abort = Abort::new();
        let fetch = Reflect::get(&self.scope, &"fetch".into()).and_then(JsCast::dyn_into);
        match (fetch, self.build(&request, of, &abort)) {
            (Ok(fetch), Ok(built)) => web_fetch::send(fetch, built, abort, lost(of.method)).await,
            _ => Err(FetchError::NeverSent),
        }
    }

    fn build(&self, request: &Request, of: &Request, abort: &Abort) -> Result<web_sys::Request, JsValue> {
        let headers = Headers::new()?;
        for (name, value) in &request.headers {
            headers.set(name, value)?;
        }
        // Those of the config, the one against forged requests, the trace: what the layers around have put there.
        let csrf = self.csrf.iter().filter(|_| request.method != Method::Get);
        for (name, value) in of.headers.iter().chain(csrf) {
            if !OWN.contains(&name.to_ascii_lowercase().as_str()) && !headers.has(name)? {
                headers.set(name, value)?;
            }
        }
        let init = RequestInit::new();
        init.set_method(request.method.as_str());
        init.set_headers(&headers);
        init.set_credentials(self.credentials);
        // Followed, it could take credentials and ids to somebody else.
        init.set_redirect(RequestRedirect::Manual);
        if !request.body.is_empty() {
            init.set_body(&Uint8Array::from(request.body.as_slice()));
        }
        init.set_signal(abort.signal().as_ref());
        web_sys::Request::new_with_str_and_init(&[&self.base_url, request.path.as_str()].concat(), &init)
    }
}
