//! Messages in and out, and what is kept between them: the map, and the token of the session.
//!
//! Config and address of the page come in the fragment of the worker's own address, both percent-encoded with a comma
//! between: `boot.js` puts them there.

use crate::fetch::Backend;
use adapter::{Change, Map, Moment, Step, begin};
use contract::channel::{Ask, Tell};
use contract::http::{FetchError, Outcome, Request};
use contract::json::{self, Json};
use contract::values::{Instant, Steady};
use futures_util::future::{AbortHandle, abortable};
use js_sys::decode_uri_component;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Url};

/// What is under way, so that it can be stopped.
type UnderWay = Rc<RefCell<Vec<(u32, AbortHandle)>>>;

struct Adapter {
    map: Map,
    backend: Backend,
    token: RefCell<Option<String>>,
    steady: Steady,
}

/// Answers messages for as long as the worker lives. Does nothing where there is no worker.
pub fn run() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    wasm_bindgen_futures::spawn_local(async move {
        let adapter = Rc::new(load(&scope).await);
        let post = scope.clone();
        let calls = UnderWay::default();
        let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            let abandoned = message.data();
            if abandoned.as_f64().is_some() {
                if let Some((_, call)) = calls.borrow().iter().find(|(id, _)| abandoned == *id) {
                    call.abort();
                }
                return;
            }
            let Some(Ask { id, request }) = message.data().as_string().as_deref().and_then(Ask::read) else { return };
            let (adapter, scope, calls) = (Rc::clone(&adapter), post.clone(), Rc::clone(&calls));
            let (call, handle) = abortable(async move {
                match &*adapter {
                    Some(adapter) => adapter.answer(&request).await,
                    // What is wrong was said when the map was read.
                    None => Err(FetchError::NeverSent),
                }
            });
            calls.borrow_mut().push((id, handle));
            wasm_bindgen_futures::spawn_local(async move {
                let outcome = call.await;
                calls.borrow_mut().retain(|(other, _)| *other != id);
                if let Ok(outcome) = outcome {
                    tell(&scope, Tell::Answer { id, outcome });
                }
            });
        });
        scope.set_onmessage(Some(listen.into_js_value().unchecked_ref()));
        tell(&scope, Tell::Ready);
    });
}

fn tell(scope: &DedicatedWorkerGlobalScope, tell: Tell) {
    let _ = scope.post_message(&JsValue::from(tell.write()));
}

fn complain(text: &str) {
    web_sys::console::error_1(&text.into());
}

/// Reads config and map; says on the console what is wrong with them.
async fn load(scope: &DedicatedWorkerGlobalScope) -> Option<Adapter> {
    let hash = scope.location().hash();
    let (page, config) = hash.trim_start_matches('#').split_once(',')?;
    let decoded = |text| decode_uri_component(text).ok().map(String::from);
    let (page, config) = (decoded(page)?, decoded(config)?);
    let config = Json::parse(&config).ok()?;
    let of_backend = |name| Some(json::find(json::find(&config, "backend")?, name)?.text()?.into_owned());
    let file = of_backend("adapter")?;
    // As the app has it where the config says nothing: `Remote::default` in `src/fetch/config`.
    let csrf = match json::find(&config, "backend").and_then(|backend| json::find(backend, "csrf")) {
        None => Some(("X-Requested-With".to_owned(), "citizen-center".to_owned())),
        Some(csrf) => {
            let of = |name| Some(json::find(csrf, name)?.text()?.into_owned());
            of("name").zip(of("value"))
        }
    };
    let backend = Backend::new(scope.clone(), &of_backend("base_url")?, of_backend("credentials").as_deref(), csrf);
    let address = Url::new_with_base(&file, &page).ok()?.href();
    let Ok(text) = backend.file(&address).await else {
        complain(&[file.as_str(), ": cannot be loaded"].concat());
        return None;
    };
    match Map::parse(&text) {
        Ok(map) => Some(Adapter { map, backend, token: RefCell::default(), steady: Steady::new() }),
        Err(wrong) => {
            for wrong in wrong {
                complain(&[file.as_str(), " ", &wrong.at, ": not ", wrong.what].concat());
            }
            None
        }
    }
}

impl Adapter {
    async fn answer(&self, request: &Request) -> Outcome {
        let token = self.token.borrow().clone();
        let mut step = begin(&self.map, request, token.as_deref(), self.moment());
        loop {
            match step {
                Step::Send(call, foreign) => match self.backend.send(foreign, request).await {
                    Ok(response) => step = call.answered(&response),
                    Err(why) => return call.failed(why),
                },
                Step::Done(answer) => {
                    if let Some(fault) = &answer.fault {
                        complain(&["adapter: ", &request.path, ": ", &fault.at, ": ", fault.what].concat());
                    }
                    match answer.session {
                        Change::None => {}
                        Change::Begun(token) => self.token.replace(Some(token)).map_or((), drop),
                        // A request that set out with a token of before says nothing of the one there is now.
                        Change::Ended if *self.token.borrow() != token => {}
                        Change::Ended => self.token.take().map_or((), drop),
                    }
                    return answer.outcome;
                }
            }
        }
    }

    /// The moment. Its time is what an answer without a `Date` is dated with, and what countdowns are reckoned from then.
    #[allow(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are far below 2^53")]
    fn moment(&self) -> Moment {
        let now = Instant::from_ms(self.steady.at(js_sys::Date::now(), self.backend.ticks()) as i64);
        // `0.7234…`: its digits are a name that hardly any other request has, and no secret.
        let chance = js_sys::Math::random().to_string();
        Moment { now, id: ["ad-", chance.trim_start_matches("0.")].concat().chars().take(32).collect() }
    }
}
