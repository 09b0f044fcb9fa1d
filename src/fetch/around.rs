//! What the layers need of the world, as the browser has it.

use std::rc::Rc;

use super::layers::{Lock, Surroundings};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

impl Surroundings {
    /// Those of this browser. `now` in milliseconds since 1970 and `chance` are its clock and its dice; `lock` is what
    /// `boot.js` hands over: `(name, ms) => Promise<{ waited, release }>`, kept there as it is a third of the size.
    pub fn browser(now: fn() -> i64, chance: fn() -> u32, lock: Option<Function>) -> Rc<Self> {
        Rc::new(Self {
            now: Box::new(now),
            chance: Box::new(chance),
            sleep: Box::new(|ms| Box::pin(TimeoutFuture::new(ms))),
            lock: Box::new(move |name, ms| {
                let asked =
                    lock.as_ref().and_then(|lock| lock.call2(&JsValue::UNDEFINED, &name.into(), &ms.into()).ok());
                Box::pin(async move {
                    let promise = asked.unwrap_or(JsValue::UNDEFINED);
                    let got = JsFuture::from(Promise::resolve(&promise)).await.unwrap_or(JsValue::UNDEFINED);
                    let of = |name: &str| Reflect::get(&got, &name.into()).ok();
                    let held = of("release").and_then(|release| release.dyn_into().ok()).map(Held);
                    Lock {
                        waited: of("waited").is_some_and(|waited| waited.is_truthy()),
                        held: held.map(|held| Box::new(held) as _),
                    }
                })
            }),
            spawn: Box::new(wasm_bindgen_futures::spawn_local),
        })
    }
}

/// Gives a lock back when it is dropped.
struct Held(Function);

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.0.call0(&JsValue::UNDEFINED);
    }
}
