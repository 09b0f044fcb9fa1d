//! What the layers need of the world, as the browser has it.

use std::cell::RefCell;
use std::rc::Rc;

use super::layers::{Lock, Surroundings};
use futures_channel::oneshot;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

impl Surroundings {
    /// Those of this browser; `now` in milliseconds since 1970 and `chance` are its clock and its dice.
    pub fn browser(now: fn() -> i64, chance: fn() -> u32) -> Rc<Self> {
        Rc::new(Self {
            now: Box::new(now),
            chance: Box::new(chance),
            sleep: Box::new(|ms| Box::pin(TimeoutFuture::new(ms))),
            lock: Box::new(|name| Box::pin(lock(name))),
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

/// A lock between tabs (Web Locks; Chrome 69, iOS 15.4). Without them, or where they are barred, nothing is held.
async fn lock(name: String) -> Lock {
    let Some(manager) = manager() else { return Lock::default() };
    if let Some(lock) = request(&manager, &name, true).await {
        return lock;
    }
    match request(&manager, &name, false).await {
        Some(lock) => Lock { waited: true, ..lock },
        None => Lock::default(),
    }
}

fn manager() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    let manager = Reflect::get(&navigator, &"locks".into()).ok()?;
    manager.is_object().then_some(manager)
}

/// Asks for the lock, and waits for it unless it is to be had at once; `None` if it is not.
async fn request(manager: &JsValue, name: &str, at_once: bool) -> Option<Lock> {
    let (got, gotten) = oneshot::channel();
    let got = RefCell::new(Some(got));
    // The lock is held until the promise that this gives is settled.
    let granted = Closure::once_into_js(move |lock: JsValue| {
        let mut held = None;
        let until = Promise::new(&mut |resolve, _| held = Some(Held(resolve)));
        let held = held.filter(|_| !lock.is_null());
        // Where nobody waits any more, `held` is dropped here, and the lock with it.
        let _ = got.borrow_mut().take().map(|got| got.send(held));
        JsValue::from(until)
    });
    let options = Object::new();
    let _ = Reflect::set(&options, &"ifAvailable".into(), &at_once.into());
    let method: Function = Reflect::get(manager, &"request".into()).ok()?.dyn_into().ok()?;
    method.call3(manager, &name.into(), &options, &granted).ok()?;
    let held = gotten.await.ok()??;
    Some(Lock { waited: false, held: Some(Box::new(held)) })
}
