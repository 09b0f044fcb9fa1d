//! HTTP, from within a worker.

use contract::http::{FetchError, Header, LONGEST, Method, Outcome, Request, Response};
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, DedicatedWorkerGlobalScope, Headers, ReadableStreamDefaultReader, RequestCredentials, RequestInit,
    RequestRedirect,
};

/// Headers of the contract's request that are about it and not about the backend's.
const OWN: [&str; 5] = ["content-type", "idempotency-key", "if-none-match", "authorization", "accept"];

/// Stops the request when it is dropped. Over is over: one that has its answer does not notice.
struct Stops(AbortController);

impl Drop for Stops {
    fn drop(&mut self) {
        self.0.abort();
    }
}

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
        if !self.scope.navigator().on_line() {
            return Err(FetchError::NeverSent);
        }
        // `fetch` does not tell a refused connection from a lost answer. Of what changes nothing it is the same.
        let lost = if of.method == Method::Get { FetchError::NeverSent } else { FetchError::MaybeSent };
        let Ok(init) = self.init(&request, of) else { return Err(FetchError::NeverSent) };
        let stops = AbortController::new().map(Stops).map_err(|_| FetchError::NeverSent)?;
        init.set_signal(Some(&stops.0.signal()));
        let url = [&self.base_url, request.path.as_str()].concat();
        let answer = JsFuture::from(self.scope.fetch_with_str_and_init(&url, &init)).await.map_err(|_| lost)?;
        let answer: web_sys::Response = answer.unchecked_into();
        // A redirect that was not followed has the status 0.
        if answer.status() == 0 {
            return Err(FetchError::Unusable);
        }
        read(&answer).await.map_err(|_| FetchError::Unusable)
    }

    fn init(&self, request: &Request, of: &Request) -> Result<RequestInit, JsValue> {
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
        Ok(init)
    }
}

async fn read(answer: &web_sys::Response) -> Result<Response, JsValue> {
    let mut response = Response::new(answer.status());
    for entry in answer.headers().entries() {
        let entry: Array = entry?.unchecked_into();
        if let (Some(name), Some(value)) = (entry.get(0).as_string(), entry.get(1).as_string()) {
            response.headers.push((name, value));
        }
    }
    let Some(stream) = answer.body() else { return Ok(response) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    // Piece by piece: what is too long is let go of, and with that stopped, before it is in memory.
    loop {
        let piece = Reflect::get(&JsFuture::from(reader.read()).await?, &"value".into())?;
        // At its end a stream has no piece.
        if piece.is_undefined() {
            return Ok(response);
        }
        let piece = Uint8Array::new(&piece);
        if response.body.len() + piece.length() as usize > LONGEST {
            return Err(JsValue::UNDEFINED);
        }
        response.body.append(&mut piece.to_vec());
    }
}
