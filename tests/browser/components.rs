//! The doors to the browser that need a real one: storage that does not work, the focus, the worker.
#![cfg(target_arch = "wasm32")]

use citizen_center::fetch::{Fetch, FetchError, Request, Response, WorkerFetch};
use citizen_center::platform::{focus, plural, storage};
use contract::http::Method;
use futures_util::future::{join, join3};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn script(text: &str) {
    Function::new_no_args(text).call0(&wasm_bindgen::JsValue::UNDEFINED).unwrap();
}

/// Puts something else in the place of the browser's storage while `run` runs.
fn with_storage(getter: &str, run: fn()) {
    let keep = "window.kept = window.kept || Object.getOwnPropertyDescriptor(window, 'localStorage');";
    let put = [keep, "Object.defineProperty(window, 'localStorage', {configurable: true, get() {", getter, "}})"];
    script(&put.concat());
    run();
    script("Object.defineProperty(window, 'localStorage', window.kept)");
}

#[wasm_bindgen_test]
fn what_is_kept_is_read_again_and_forgotten() {
    assert!(storage::write("test.a", Some("文字")));
    assert_eq!(storage::read("test.a").as_deref(), Some("文字"));
    assert!(storage::write("test.a", None));
    assert_eq!(storage::read("test.a"), None);
}

#[wasm_bindgen_test]
fn storage_that_throws_is_replaced_by_memory() {
    with_storage("throw new DOMException('no', 'SecurityError')", || {
        assert_eq!(storage::read("test.b"), None);
        assert!(!storage::write("test.b", Some("1")));
        assert_eq!(storage::read("test.b").as_deref(), Some("1"));
    });
    // It works again: what is written now is kept there.
    assert!(storage::write("test.b", Some("2")));
    assert_eq!(storage::read("test.b").as_deref(), Some("2"));
    assert!(storage::write("test.b", None));
}

#[wasm_bindgen_test]
fn storage_that_is_missing_is_replaced_by_memory() {
    with_storage("return null", || {
        assert!(!storage::write("test.c", Some("1")));
        assert_eq!(storage::read("test.c").as_deref(), Some("1"));
        assert!(!storage::write("test.c", None));
        assert_eq!(storage::read("test.c"), None);
    });
    assert!(storage::write("test.c", None));
}

#[wasm_bindgen_test]
fn a_full_storage_never_shows_the_text_from_before() {
    assert!(storage::write("test.d", Some("old")));
    let full = "return {getItem() { return 'old' }, removeItem() { throw 1 }, setItem() { throw new DOMException('', 'QuotaExceededError') }}";
    with_storage(full, || {
        assert!(!storage::write("test.d", Some("new")));
        assert_eq!(storage::read("test.d").as_deref(), Some("new"));
        assert!(!storage::write("test.d", None));
        assert_eq!(storage::read("test.d"), None);
    });
    assert!(storage::write("test.d", None));
}

#[wasm_bindgen_test]
fn the_focus_goes_to_the_heading_and_nothing_scrolls() {
    let window = web_sys::window().unwrap();
    let document = window.document().unwrap();
    let place = document.create_element("div").unwrap();
    place.set_inner_html("<p id='tall'></p><h1 id='page-title' tabindex='-1'>a</h1>");
    document.body().unwrap().append_child(&place).unwrap();
    script("document.getElementById('tall').style.height = '5000px'");
    window.scroll_to_with_x_and_y(0.0, 0.0);
    focus::to_heading();
    assert_eq!(document.active_element().unwrap().id(), "page-title");
    assert!(window.scroll_y().unwrap() < 1.0);
    focus::to("not-there");
    assert_eq!(document.active_element().unwrap().id(), "page-title");
    place.remove();
}

#[wasm_bindgen_test]
fn plural_rules_are_the_languages_own() {
    let english = plural::rule("en");
    assert_eq!((english(1).as_str(), english(2).as_str()), ("one", "other"));
    assert_eq!(plural::rule("zh-CN")(1), "other");
    assert_eq!(plural::rule("no such tag")(1), "other");
}

/// A worker made of this script, which listens by the protocol.
fn worker(script: &str) -> String {
    let blob = web_sys::Blob::new_with_str_sequence(&Array::of1(&script.into())).unwrap();
    web_sys::Url::create_object_url_with_blob(&blob).unwrap()
}

/// Answers each request with its own body, but crashes, breaks or stays silent when asked to.
const ECHO: &str = r#"
    setTimeout(() => postMessage('"ready"\n'), 20);
    onmessage = (event) => {
        // A number: nobody waits for that one any more.
        if (typeof event.data === 'number') return;
        const head = event.data.split('\n')[0];
        const ask = JSON.parse(head);
        if (ask.path === '/crash') return postMessage('"crashed"\n');
        if (ask.path === '/throw') throw new Error('as the test wants it');
        if (ask.path === '/silence') return;
        const answer = {answered: {id: ask.id, status: 200, headers: [['M', ask.method]]}};
        const tell = () => postMessage(JSON.stringify(answer) + event.data.slice(head.length));
        if (ask.path === '/slow') setTimeout(tell, 100); else tell();
    };
"#;

fn post(path: &str, body: &str) -> Request {
    Request { body: body.into(), ..Request::new(Method::Post, path) }
}

fn body(outcome: Result<Response, FetchError>) -> String {
    String::from_utf8(outcome.unwrap().body).unwrap()
}

#[wasm_bindgen_test]
async fn a_request_gets_its_own_answer() {
    let client = WorkerFetch::new(worker(ECHO));
    let calls = join3(client.fetch(post("/slow", "1\n甲")), client.fetch(post("/", "2")), client.fetch(post("/", "")));
    let (one, two, three) = calls.await;
    assert_eq!(two.as_ref().unwrap().header("m"), Some("POST"));
    assert_eq!((body(one), body(two), body(three)), ("1\n甲".to_owned(), "2".to_owned(), String::new()));
}

#[wasm_bindgen_test]
async fn a_worker_that_cannot_be_loaded_was_never_sent_anything() {
    let client = WorkerFetch::new("/no-such-worker.js".to_owned());
    assert_eq!(client.fetch(post("/", "1")).await, Err(FetchError::NeverSent));
    assert_eq!(client.fetch(post("/", "2")).await, Err(FetchError::NeverSent));
}

#[wasm_bindgen_test]
async fn a_worker_that_fails_may_have_carried_out_what_it_was_sent_and_is_started_again() {
    let client = WorkerFetch::new(worker(ECHO));
    let (silent, crash) = join(client.fetch(post("/silence", "")), client.fetch(post("/crash", ""))).await;
    assert_eq!((silent, crash), (Err(FetchError::MaybeSent), Err(FetchError::MaybeSent)));
    assert_eq!(body(client.fetch(post("/", "again")).await), "again");
    assert_eq!(client.fetch(post("/throw", "")).await, Err(FetchError::MaybeSent));
    assert_eq!(body(client.fetch(post("/", "once more")).await), "once more");
}

/// Asks the page whether it may live. Breaks before it listens if not, and at the first request of all that it is told to.
const MORTAL: &str = r#"
    const page = new BroadcastChannel('lives');
    let breaks, dies;
    page.onmessage = ({data}) => {
        breaks = data === 'later';
        dies = data === 'silently';
        if (data === 'now') throw new Error('as the test wants it');
        postMessage('"ready"\n');
    };
    page.postMessage('');
    onmessage = (event) => {
        if (typeof event.data === 'number') return;
        if (breaks) throw new Error('as the test wants it');
        if (dies) return close();
        const head = event.data.split('\n')[0];
        postMessage(JSON.stringify({answered: {id: JSON.parse(head).id, status: 200, headers: []}}) + event.data.slice(head.length));
    };
"#;

#[wasm_bindgen_test]
async fn a_worker_that_dies_is_started_again_with_what_can_be_sent_again() {
    script(
        "window.lives = new BroadcastChannel('lives'); lives.onmessage = () => lives.postMessage(window.ends.shift())",
    );
    let keyed = |body: &str| {
        let mut request = post("/", body);
        request.headers.push(("Idempotency-Key".to_owned(), "\"k\"".to_owned()));
        request
    };
    // Before its first answer, twice, and once with all of them under way.
    for ends in ["['now', 'now', 'never']", "['later', 'never']", "['now', 'later', 'never']"] {
        script(&["window.ends = ", ends].concat());
        let client = WorkerFetch::new(worker(MORTAL));
        let calls = join(client.fetch(keyed("sent")), client.fetch(Request::new(Method::Get, "/")));
        let (sent, read) = calls.await;
        assert_eq!((body(sent), body(read)), ("sent".to_owned(), String::new()), "{ends}");
    }
    // What has no key is sent once.
    script("window.ends = ['later', 'never']");
    let client = WorkerFetch::new(worker(MORTAL));
    let (plain, read) = join(client.fetch(post("/", "")), client.fetch(Request::new(Method::Get, "/"))).await;
    assert_eq!(plain, Err(FetchError::MaybeSent));
    assert_eq!(body(read), "");
    // Of one that dies without a word nobody hears; the limit tells.
    script("window.ends = ['silently', 'never']");
    let client = WorkerFetch::with_limit(worker(MORTAL), 600);
    assert_eq!(client.fetch(Request::new(Method::Get, "/")).await, Err(FetchError::MaybeSent));
    assert_eq!(body(client.fetch(post("/", "lives")).await), "lives");
    // One that never lives is not tried for ever.
    script("window.ends = ['now', 'now', 'now', 'now']");
    let client = WorkerFetch::new(worker(MORTAL));
    assert_eq!(client.fetch(post("/", "")).await, Err(FetchError::NeverSent));
    script("lives.close()");
}

#[wasm_bindgen_test]
async fn silence_has_an_end() {
    let client = WorkerFetch::with_limit(worker(ECHO), 600);
    assert_eq!(client.fetch(post("/silence", "")).await, Err(FetchError::MaybeSent));
    assert_eq!(body(client.fetch(post("/", "still there")).await), "still there");
    let never = WorkerFetch::with_limit(worker("onmessage = () => {}"), 600);
    assert_eq!(never.fetch(post("/", "")).await, Err(FetchError::NeverSent));
}

#[wasm_bindgen_test]
async fn an_answer_nobody_waits_for_is_dropped() {
    let client = WorkerFetch::new(worker(ECHO));
    assert_eq!(body(client.fetch(post("/", "start")).await), "start");
    drop(client.fetch(post("/", "never begun")));
    {
        let begun = client.fetch(post("/slow", "dropped"));
        let _ = join(begun, TimeoutFuture::new(0)).await;
    }
    assert_eq!(body(client.fetch(post("/", "next")).await), "next");
}
