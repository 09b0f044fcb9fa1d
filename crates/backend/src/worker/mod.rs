//! Runs the backend in the browser: a web worker that answers the app's messages from the rules, with what
//! they keep in `IndexedDB`. The messages are [`contract::channel`]'s.

mod idb;

pub use idb::IdbStore;

use crate::embedded::Embedded;
use crate::store::Store;
use contract::channel::{Ask, Tell};
use contract::http::FetchError;
use contract::values::{Instant, Steady};
use futures_util::future::{Either, select};
use std::pin::pin;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// The database's name.
pub const DATABASE: &str = "citizen-center";
/// A database that does not open is given up after so long: there are browsers in which it never does,
/// and never says so.
const OPEN_MS: u32 = 4_000;

/// Answers messages for as long as the worker lives. Does nothing where there is no worker.
pub fn run() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    tell_when_crashed(scope.clone());
    wasm_bindgen_futures::spawn_local(async move {
        let embedded = Rc::new(Embedded::new(open().await));
        let post = scope.clone();
        let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            let Some(ask) = message.data().as_string().as_deref().and_then(Ask::read) else { return };
            let (embedded, scope) = (Rc::clone(&embedded), post.clone());
            wasm_bindgen_futures::spawn_local(async move { answer(&embedded, &scope, ask).await });
        });
        scope.set_onmessage(Some(listen.into_js_value().unchecked_ref()));
        tell(&scope, Tell::Ready);
    });
}

async fn open() -> Option<Rc<dyn Store>> {
    let late = pin!(gloo_timers::future::TimeoutFuture::new(OPEN_MS));
    match select(pin!(IdbStore::open(DATABASE)), late).await {
        Either::Left((Ok(store), _)) => Some(Rc::new(store)),
        _ => None,
    }
}

async fn answer(embedded: &Embedded, scope: &DedicatedWorkerGlobalScope, Ask { id, request }: Ask) {
    let outcome = match chance(scope) {
        Some(chance) => {
            let answered = embedded.fetch(request, now(scope), chance).await;
            if answered.delay_ms > 0 {
                gloo_timers::future::TimeoutFuture::new(answered.delay_ms).await;
            }
            answered.outcome
        }
        // Without chance there is no session that could not be guessed: nothing was done.
        None => Err(FetchError::NeverSent),
    };
    tell(scope, Tell::Answer { id, outcome });
}

fn tell(scope: &DedicatedWorkerGlobalScope, tell: Tell) {
    let _ = scope.post_message(&JsValue::from(tell.write()));
}

/// A panic in a task is a rejected promise, of which the app would never hear.
fn tell_when_crashed(scope: DedicatedWorkerGlobalScope) {
    let scope = send_wrapper::SendWrapper::new(scope);
    std::panic::set_hook(Box::new(move |_| tell(&scope, Tell::Crashed)));
}

thread_local! {
    static STEADY: Steady = const { Steady::new() };
}

/// The time of a server, whose clock nobody puts back while an application can be undone.
#[allow(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are far below 2^53")]
fn now(scope: &DedicatedWorkerGlobalScope) -> Instant {
    let wall = js_sys::Date::now();
    let ticks = scope.performance().map_or(wall, |ticks| ticks.now());
    Instant::from_ms(STEADY.with(|steady| steady.at(wall, ticks)) as i64)
}

fn chance(scope: &DedicatedWorkerGlobalScope) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    scope.crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}
