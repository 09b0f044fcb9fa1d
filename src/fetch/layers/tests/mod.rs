//! The layers on a clock of their own, in front of backends that do as they are told.
#![allow(clippy::unnecessary_wraps, reason = "what a backend answers is an outcome, as others are")]

mod attempts;
mod calls;
mod outage;
mod session;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::{Lock, OutcomeFuture, Surroundings, layer};
use crate::fetch::{Backend, Fetch, LocalBoxFuture, Remote, Request, Response};
use contract::http::{IDEMPOTENCY_KEY, Method, Outcome};
use futures_channel::oneshot;
use futures_executor::{LocalPool, LocalSpawner};
use futures_util::FutureExt;
use futures_util::future::select;
use futures_util::task::LocalSpawnExt;

/// Who is to be woken, and when.
type Timers = Rc<RefCell<Vec<(i64, oneshot::Sender<()>)>>>;

/// A world with a clock that goes on only when nothing else does.
pub struct World {
    now: Rc<Cell<i64>>,
    timers: Timers,
    seed: Rc<Cell<u64>>,
    locked: Rc<Locks>,
    pool: RefCell<LocalPool>,
    spawner: LocalSpawner,
}

/// The one lock of the world: whether it is held, and who waits.
#[derive(Default)]
struct Locks {
    held: Cell<bool>,
    waiting: RefCell<Vec<oneshot::Sender<()>>>,
}

struct Held(Rc<Locks>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.held.set(false);
        for waiting in self.0.waiting.take() {
            let _ = waiting.send(());
        }
    }
}

/// Where a call's outcome will be, with the time it came at.
pub type Slot = Rc<RefCell<Option<(i64, Outcome)>>>;

impl World {
    pub fn new(seed: u64) -> Self {
        let pool = LocalPool::new();
        let spawner = pool.spawner();
        Self {
            now: Rc::default(),
            timers: Rc::default(),
            seed: Rc::new(Cell::new(seed)),
            locked: Rc::default(),
            pool: RefCell::new(pool),
            spawner,
        }
    }

    pub fn now(&self) -> i64 {
        self.now.get()
    }

    /// A number below `n`.
    pub fn below(&self, n: u32) -> u32 {
        chance(&self.seed) % n
    }

    pub fn around(&self) -> Rc<Surroundings> {
        let (now, seed, locks) = (Rc::clone(&self.now), Rc::clone(&self.seed), Rc::clone(&self.locked));
        let (clock, timers, spawner) = (Rc::clone(&self.now), Rc::clone(&self.timers), self.spawner.clone());
        let sleep = move |ms: u32| -> LocalBoxFuture<'static, ()> {
            let (sender, receiver) = oneshot::channel();
            timers.borrow_mut().push((clock.get() + i64::from(ms), sender));
            Box::pin(receiver.map(|_| ()))
        };
        let pause = sleep.clone();
        Rc::new(Surroundings {
            now: Box::new(move || now.get()),
            chance: Box::new(move || chance(&seed)),
            sleep: Box::new(sleep),
            lock: Box::new(move |_, ms| {
                let (locks, patience) = (Rc::clone(&locks), pause(ms));
                let got = async move {
                    let mut waited = false;
                    while locks.held.replace(true) {
                        waited = true;
                        let (sender, receiver) = oneshot::channel();
                        locks.waiting.borrow_mut().push(sender);
                        let _ = receiver.await;
                    }
                    Lock { waited, held: Some(Box::new(Held(locks))) }
                };
                let asleep = patience.map(|()| Lock::default());
                Box::pin(select(Box::pin(got), asleep).map(|either| either.factor_first().0))
            }),
            spawn: Box::new(move |future| spawner.spawn_local(future).unwrap()),
        })
    }

    /// Starts a call; dropping the second part is the end of it.
    pub fn call(&self, client: &Rc<dyn Fetch>, request: Request) -> (Slot, oneshot::Sender<()>) {
        let (gone, ends) = oneshot::channel::<()>();
        let (slot, now, answer) = (Slot::default(), Rc::clone(&self.now), client.fetch(request));
        let place = Rc::clone(&slot);
        let waits = async move {
            let outcome = answer.await;
            place.replace(Some((now.get(), outcome)));
        };
        let waits = select(Box::pin(waits), ends).map(|_| ());
        self.spawner.spawn_local(waits).unwrap();
        (slot, gone)
    }

    /// Lets time pass until nothing more happens, or until `end`.
    pub fn run_until(&self, end: i64) {
        loop {
            self.pool.borrow_mut().run_until_stalled();
            let mut timers = self.timers.borrow_mut();
            timers.retain(|(_, timer)| !timer.is_canceled());
            let Some(first) = (0..timers.len()).min_by_key(|n| timers[*n].0) else { return };
            if timers[first].0 > end {
                self.now.set(end);
                return;
            }
            let (at, timer) = timers.swap_remove(first);
            drop(timers);
            self.now.set(at);
            let _ = timer.send(());
        }
    }

    pub fn run(&self) {
        self.run_until(i64::MAX);
    }

    /// What comes of one call, and after how long.
    pub fn fetch(&self, client: &Rc<dyn Fetch>, request: Request) -> (i64, Outcome) {
        let began = self.now();
        let (slot, _waits) = self.call(client, request);
        self.run();
        let (at, outcome) = slot.take().expect("a call comes to its end");
        (at - began, outcome)
    }
}

/// Numerical Recipes' generator: the same seed, the same world.
fn chance(seed: &Cell<u64>) -> u32 {
    seed.set(seed.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407));
    u32::try_from(seed.get() >> 32).unwrap()
}

/// A backend: what was asked of it and when, and how many requests were answered, and stopped before they were.
pub struct Fake {
    pub asked: RefCell<Vec<(i64, Request)>>,
    pub stopped: Cell<usize>,
    pub answered: Cell<usize>,
}

/// What a backend does with a request, the first being number 0: an outcome, and the milliseconds until it comes.
type Does = dyn Fn(usize, &Request) -> (u32, Outcome);

/// A request under way; one that is dropped before it is answered was stopped.
struct UnderWay(Option<Rc<Fake>>);

impl UnderWay {
    fn answered(mut self) {
        if let Some(fake) = self.0.take() {
            fake.answered.set(fake.answered.get() + 1);
        }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        if let Some(fake) = &self.0 {
            fake.stopped.set(fake.stopped.get() + 1);
        }
    }
}

impl Fake {
    pub fn new(world: &World, does: Box<Does>) -> (Rc<Self>, Rc<dyn Fetch>) {
        let fake = Rc::new(Self { asked: RefCell::default(), stopped: Cell::default(), answered: Cell::default() });
        let (this, around) = (Rc::clone(&fake), world.around());
        let fetch = move |request: Request| -> OutcomeFuture {
            let number = this.asked.borrow().len();
            let (ms, outcome) = does(number, &request);
            this.asked.borrow_mut().push(((around.now)(), request));
            let (under_way, sleep) = (UnderWay(Some(Rc::clone(&this))), (around.sleep)(ms));
            Box::pin(async move {
                sleep.await;
                under_way.answered();
                outcome
            })
        };
        (fake, layer(fetch))
    }

    pub fn count(&self) -> usize {
        self.asked.borrow().len()
    }
}

pub fn get(path: &str) -> Request {
    Request::new(Method::Get, path)
}

pub fn post(path: &str) -> Request {
    let mut request = Request::new(Method::Post, path);
    request.body = b"{\"a\":1}".to_vec();
    request
}

pub fn keyed(path: &str) -> Request {
    let mut request = post(path);
    request.headers.push((IDEMPOTENCY_KEY.to_owned(), "\"k1\"".to_owned()));
    request
}

pub fn answer(status: u16, headers: &[(&str, &str)]) -> Outcome {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Ok(Response { status, headers, body: Vec::new() })
}

pub fn status(outcome: &Outcome) -> u16 {
    outcome.as_ref().map_or(0, |answer| answer.status)
}

/// The whole stack in front of a transport.
pub fn stack(world: &World, remote: Remote, transport: Rc<dyn Fetch>) -> Rc<dyn Fetch> {
    super::client(&Backend::Http(remote), &world.around(), transport)
}
