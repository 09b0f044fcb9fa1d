//! The transports over something like the web's `fetch`, in a real browser: what each way to fail means.
#![cfg(target_arch = "wasm32")]

use citizen_center::fetch::{
    Backend, EmbedderFetch, Fetch, FetchError, HttpFetch, Limits, Remote, Request, Retry, Surroundings, Transports,
    client,
};
use contract::http::{LONGEST, Method};
use futures_util::future::{abortable, join};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn remote() -> Remote {
    Remote { base_url: "https://backend.example/x/".to_owned(), ..Remote::default() }
}

/// An embedder's function `request => …`.
fn function(body: &str) -> Function {
    Function::new_with_args("request", body)
}

fn embedder(body: &str) -> EmbedderFetch {
    EmbedderFetch::new(&remote(), function(body))
}

fn post() -> Request {
    let mut request = Request::new(Method::Post, "/v1/applications");
    request.headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    request.body = b"{\"a\":\"\xe4\xb8\xad\"}".to_vec();
    request
}

fn get() -> Request {
    Request::new(Method::Get, "/v1/cities?a=b")
}

#[wasm_bindgen_test]
async fn the_function_gets_a_request_and_its_response_arrives() {
    let embedder = embedder(
        "return request.text().then(text => new Response(
            [request.method, request.url, request.credentials, request.redirect, request.headers.get('content-type'),
             text].join(' '), { status: 201, headers: { 'X-A': 'b' } }))",
    );
    let answer = embedder.fetch(post()).await.unwrap();
    assert_eq!((answer.status, answer.header("x-a")), (201, Some("b")));
    let text = String::from_utf8(answer.body).unwrap();
    let head = "POST https://backend.example/x/v1/applications include manual application/json ";
    assert_eq!(text, [head, "{\"a\":\"中\"}"].concat());
    // An answer without a promise around it, as a function may give by mistake.
    let answer = self::embedder("return new Response(request.url)").fetch(get()).await.unwrap();
    assert_eq!(answer.body, b"https://backend.example/x/v1/cities?a=b");
}

#[wasm_bindgen_test]
async fn a_request_is_tried_whatever_the_device_says_of_its_network() {
    let says = |online: bool| {
        let body = format!("Object.defineProperty(navigator, 'onLine', {{ value: {online}, configurable: true }})");
        function(&body).call0(&JsValue::UNDEFINED).unwrap();
        assert_eq!(web_sys::window().unwrap().navigator().on_line(), online);
    };
    says(false);
    let here = HttpFetch::new(&Remote { base_url: String::new(), ..Remote::default() });
    let answer = here.fetch(Request::new(Method::Get, "/not-here")).await;
    // And what is lost is lost: that it was not sent is not known.
    let lost = HttpFetch::new(&remote()).fetch(post()).await;
    says(true);
    assert_eq!(answer.map(|answer| answer.status), Ok(404));
    assert_eq!(lost, Err(FetchError::MaybeSent));
}

#[wasm_bindgen_test]
async fn a_rejection_may_have_been_carried_out_unless_it_only_reads() {
    for body in ["return Promise.reject(new TypeError('no'))", "throw new Error('no')", "return Promise.reject()"] {
        assert_eq!(embedder(body).fetch(post()).await, Err(FetchError::MaybeSent), "{body}");
        assert_eq!(embedder(body).fetch(get()).await, Err(FetchError::NeverSent), "{body}");
    }
}

#[wasm_bindgen_test]
async fn what_is_no_response_is_unusable() {
    for body in [
        "return Promise.resolve()",
        "return Promise.resolve(null)",
        "return 'ok'",
        "return Promise.resolve({ status: 200 })",
        "return { status: '200', headers: new Headers(), arrayBuffer() { return Promise.resolve(new ArrayBuffer(0)) } }",
        "return { status: 200, headers: {}, arrayBuffer() { return Promise.resolve(new ArrayBuffer(0)) } }",
        "return Response.error()",
    ] {
        assert_eq!(embedder(body).fetch(post()).await, Err(FetchError::Unusable), "{body}");
    }
}

#[wasm_bindgen_test]
async fn a_body_that_ends_early_is_unusable() {
    let embedder = embedder(
        "return Promise.resolve(new Response(new ReadableStream({
            start(controller) { controller.enqueue(new Uint8Array([123])); controller.error(new TypeError('cut')) } })))",
    );
    for request in [get(), post()] {
        assert_eq!(embedder.fetch(request).await, Err(FetchError::Unusable));
    }
}

#[wasm_bindgen_test]
async fn a_body_that_is_too_long_is_unusable_and_aborted() {
    let seen = Array::new();
    let watch = |length: usize| {
        let pieces = Function::new_with_args(
            "seen, length, request",
            "request.signal.addEventListener('abort', () => seen.push('aborted'));
             let left = length;
             return Promise.resolve(new Response(new ReadableStream({ pull(controller) {
                 const piece = Math.min(left, 100000);
                 if (piece === 0) return controller.close();
                 left -= piece;
                 controller.enqueue(new Uint8Array(piece));
             } })))",
        );
        let length = JsValue::from(u32::try_from(length).unwrap());
        EmbedderFetch::new(&remote(), pieces.bind2(&JsValue::UNDEFINED, &seen, &length).unchecked_into())
    };
    assert_eq!(watch(LONGEST).fetch(get()).await.unwrap().body.len(), LONGEST);
    seen.set_length(0);
    for request in [get(), post()] {
        assert_eq!(watch(LONGEST + 1).fetch(request).await, Err(FetchError::Unusable));
    }
    assert_eq!(seen.join(" "), "aborted aborted");
    // The stream would never end.
    assert_eq!(watch(4_000_000_000).fetch(get()).await, Err(FetchError::Unusable));
}

#[wasm_bindgen_test]
async fn a_response_made_by_hand_has_its_body_in_one_piece() {
    let made = |length: usize| {
        let headers = "headers: new Headers(), arrayBuffer: () => Promise.resolve(new Uint8Array";
        embedder(&format!("return {{ status: 200, {headers}({length}).buffer) }}"))
    };
    assert_eq!(made(3).fetch(get()).await.unwrap().body, [0, 0, 0]);
    assert_eq!(made(LONGEST + 1).fetch(get()).await, Err(FetchError::Unusable));
    let nothing = embedder("return new Response(null, { status: 204 })").fetch(post()).await.unwrap();
    assert_eq!((nothing.status, nothing.body.len()), (204, 0));
}

#[wasm_bindgen_test]
async fn who_no_longer_waits_aborts_the_requests_signal() {
    let seen = Array::new();
    let watch = Function::new_with_args(
        "seen, request",
        "request.signal.addEventListener('abort', () => seen.push('aborted')); seen.push('asked');
         return new Promise(() => {})",
    );
    let embedder = EmbedderFetch::new(&remote(), watch.bind1(&JsValue::UNDEFINED, &seen).unchecked_into());
    let (call, handle) = abortable(embedder.fetch(post()));
    let leaves = async {
        TimeoutFuture::new(20).await;
        handle.abort();
    };
    assert!(join(call, leaves).await.0.is_err());
    // What was aborted is dropped with the future.
    TimeoutFuture::new(0).await;
    assert_eq!(seen.join(" "), "asked aborted");
}

fn transports(function: Option<Function>) -> Transports {
    #[allow(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are far below 2^53")]
    let around = Surroundings::browser(|| js_sys::Date::now() as i64, || 1, None);
    Transports { worker: String::new(), embedder: function, around }
}

#[wasm_bindgen_test]
async fn a_function_that_never_answers_comes_to_its_limit_and_is_aborted() {
    let seen = Array::new();
    let watch = Function::new_with_args(
        "seen, request",
        "request.signal.addEventListener('abort', () => seen.push('aborted')); return new Promise(() => {})",
    );
    let limits = Limits { call_ms: 400, attempt_ms: 100 };
    let retry = Retry { count: 1, base_ms: 0, cap_ms: 0 };
    let backend = Backend::Embedder(Remote { limits, retry, ..remote() });
    let function = watch.bind1(&JsValue::UNDEFINED, &seen).unchecked_into();
    let client = client(&backend, transports(Some(function))).unwrap();
    assert_eq!(client.fetch(post()).await, Err(FetchError::MaybeSent));
    assert_eq!(seen.length(), 1, "it has no key: once");
    assert_eq!(client.fetch(get()).await, Err(FetchError::NeverSent));
    assert_eq!(seen.length(), 3, "it only reads: twice");
}

#[wasm_bindgen_test]
fn without_a_function_there_is_no_client_of_that_kind() {
    assert!(client(&Backend::Embedder(remote()), transports(None)).is_none());
    assert!(client(&Backend::Http(remote()), transports(None)).is_some());
}

/// `window.fetch` in this test's own hands.
struct Global(JsValue);

impl Global {
    fn set(body: &str) -> Self {
        let window = web_sys::window().unwrap();
        let before = Reflect::get(&window, &"fetch".into()).unwrap();
        Reflect::set(&window, &"fetch".into(), &function(body)).unwrap();
        Self(before)
    }
}

impl Drop for Global {
    fn drop(&mut self) {
        Reflect::set(&web_sys::window().unwrap(), &"fetch".into(), &self.0).unwrap();
    }
}

#[wasm_bindgen_test]
async fn the_webs_own_fetch_is_the_same_thing() {
    let http = HttpFetch::new(&remote());
    let global = Global::set("return Promise.resolve(new Response(request.redirect + request.url))");
    assert_eq!(http.fetch(get()).await.unwrap().body, b"manualhttps://backend.example/x/v1/cities?a=b");
    drop(global);
    let global = Global::set("return Promise.reject(new TypeError('no'))");
    assert_eq!(http.fetch(post()).await, Err(FetchError::MaybeSent));
    assert_eq!(http.fetch(get()).await, Err(FetchError::NeverSent));
    drop(global);
    // What would lead to another host is not sent at all.
    let global = Global::set("throw new Error('asked')");
    let answers = [".evil.example/", "//evil.example/", "/\\evil.example/", "@evil.example"];
    for path in answers {
        let outcome = http.fetch(Request::new(Method::Post, path)).await;
        assert_eq!(outcome, Err(FetchError::NeverSent), "{path}");
    }
    drop(global);
}
