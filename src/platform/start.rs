//! What `boot.js` hands over: the config, the language it settled on with its words (fetched while the
//! wasm was), and where other files are. `boot.js` puts it in `window.citizenBoot`.

use journey::domain::Instant;
use js_sys::{Function, JSON, JsString, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::clock;

/// What the app starts with.
pub struct Start {
    /// The text of `config.json`; empty if there is none.
    pub config: String,
    /// The languages there are: `tag=name`, with `|` between.
    pub languages: String,
    /// BCP 47 tag of the language in use.
    pub lang: String,
    /// The text of its locale file.
    pub words: String,
    /// Address of the embedded backend's worker, or of the adapter's; empty where the backend is a server or a function.
    pub worker: String,
    /// A one-time code of the embedder's, which was in the address; empty if there was none.
    pub code: String,
    /// The nonce that this page had made for it; empty if it had not.
    pub nonce: String,
    /// Whether the embedder can sign somebody in.
    pub embedder_signs_in: bool,
    /// The function in place of the web's `fetch` that the page around the app has given to `boot.js`.
    pub embedder: Option<Function>,
    /// Locks between tabs: `(name, ms) => Promise<{ waited, release }>`.
    pub lock: Option<Function>,
}

fn handed() -> Option<JsValue> {
    let handed = Reflect::get(&js_sys::global(), &JsString::from("citizenBoot")).ok()?;
    handed.is_object().then_some(handed)
}

/// A text, or anything else as JSON; empty if it is not there.
fn text(handed: Option<&JsValue>, name: &str) -> String {
    let value = handed.and_then(|handed| Reflect::get(handed, &JsString::from(name)).ok());
    let Some(value) = value.filter(|value| !value.is_undefined() && !value.is_null()) else { return String::new() };
    let text = value.as_string().or_else(|| JSON::stringify(&value).ok().map(String::from));
    text.unwrap_or_default()
}

fn function(handed: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(handed, &JsString::from(name)).ok()?.dyn_into().ok()
}

/// What was handed over.
pub fn read() -> Start {
    let handed = handed();
    let handed = handed.as_ref();
    Start {
        config: text(handed, "config"),
        languages: text(handed, "languages"),
        lang: text(handed, "lang"),
        words: text(handed, "words"),
        worker: text(handed, "worker"),
        code: text(handed, "code"),
        nonce: text(handed, "nonce"),
        embedder_signs_in: handed.is_some_and(|handed| function(handed, "askEmbedder").is_some()),
        embedder: handed.and_then(|handed| function(handed, "fetch")),
        lock: handed.and_then(|handed| function(handed, "lock")),
    }
}

/// The text of another language's words; `None` if it cannot be had.
pub async fn speak(lang: &str) -> Option<String> {
    asked("speak", &[lang]).await
}

/// Loads a part of the app. Gives the text of its words in that language; `None` if either cannot be had.
pub async fn part(name: &str, lang: &str) -> Option<String> {
    asked("part", &[name, lang]).await
}

/// Links a part of the app that has neither words nor pages. Gives whether it is here.
pub async fn link(name: &str) -> bool {
    asked("link", &[name]).await.is_some()
}

/// A code of the embedder's, bound to the nonce; `None` if it gives none. One that gives no answers is waited for
/// as long as the page is there.
pub async fn ask_embedder(nonce: &str) -> Option<String> {
    asked("askEmbedder", &[nonce]).await
}

async fn asked(name: &str, arguments: &[&str]) -> Option<String> {
    let list = arguments.iter().map(|argument| JsValue::from_str(argument)).collect();
    let answer = function(&handed()?, name)?.apply(&JsValue::UNDEFINED, &list).ok()?;
    JsFuture::from(Promise::resolve(&answer)).await.ok()?.as_string()
}

/// When the person did something last, in this tab or another, by the device's clock as [`clock::now`] counts it. `boot.js`
/// says how long ago that is: what is done to the clock meanwhile does not matter.
#[allow(clippy::cast_possible_truncation, reason = "more than there is: never")]
pub fn acted() -> Instant {
    let ago = handed().and_then(|handed| function(&handed, "acted")?.call0(&JsValue::UNDEFINED).ok()?.as_f64());
    Instant::from_ms(clock::now().ms().saturating_sub(ago.unwrap_or(f64::INFINITY) as i64))
}

/// Logs an error to the console.
pub fn complain(text: &str) {
    web_sys::console::error_1(&text.into());
}

fn say(to: &str, what: &str) {
    if let Some(function) = handed().and_then(|handed| function(&handed, to)) {
        let _ = function.call1(&JsValue::UNDEFINED, &what.into());
    }
}

/// The app cannot go on: shows the page that says so, with the reason's name. `boot.js` has the words.
pub fn failed(why: &str) {
    say("fail", why);
}

/// The app is there: the shell that stood in for it can go.
pub fn ready() {
    say("ready", "");
}

/// Draws another page: at once, or with a transition where the engine has them and the device is quick.
pub fn turn(draw: Box<dyn FnOnce()>) {
    let draw: Function = Closure::once_into_js(draw).unchecked_into();
    let turned = handed().and_then(|handed| function(&handed, "turn")?.call1(&JsValue::UNDEFINED, &draw).ok());
    if turned.is_none() {
        let _ = draw.call0(&JsValue::UNDEFINED);
    }
}

/// Says on the document's root which language it is in, and which way it runs.
pub fn mark_language(tag: &str) {
    say("mark", tag);
}

/// Tells whoever embeds the page what has happened.
pub fn tell(event: &str) {
    say("tell", event);
}

/// Tells whoever embeds the page which page of the app is there now.
pub fn at(page: &str) {
    say("at", page);
}
