//! What is around a transport: each layer a function from `Rc<dyn Fetch>` to `Rc<dyn Fetch>`.
//!
//! From the outside in, for a backend outside of the app:
//!
//! | ring | layer | |
//! |---|---|---|
//! | per call | [`limit`] | the deadline; dropping stops everything further in |
//! | | [`single_flight`] | who asks the same at the same time shares one request |
//! | | [`cache`] | what is known already is asked about, not fetched anew |
//! | | [`auth`] | the bearer token; renews a session that has ended, once for everybody |
//! | | [`headers`] | the headers of the config, and the one against forged requests |
//! | | [`retry`] | again, when that can help and do no harm |
//! | per attempt | [`limit`] | the time limit of an attempt |
//! | | [`trace::per_attempt`] | one span for one attempt, in the trace that the journey begins |
//!
//! Time, chance and the other tabs are handed in ([`Surroundings`]), so tests run on a clock of their own.

pub mod auth;
pub mod cache;
mod flight;
pub mod headers;
pub mod limit;
pub mod retry;
pub mod single_flight;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
pub mod trace;

use std::any::Any;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use super::{Backend, Fetch, LocalBoxFuture, Request};
use contract::http::{Method, Outcome};
use contract::operations::{Operation, SignIn};

/// What a fetch gives.
pub type OutcomeFuture = LocalBoxFuture<'static, Outcome>;

/// What the layers need of the world.
pub struct Surroundings {
    /// The device's clock, in milliseconds since 1970. It may be put forward and back.
    pub now: Box<dyn Fn() -> i64>,
    /// Thirty-two random bits.
    pub chance: Box<dyn Fn() -> u32>,
    /// Comes to its end after so many milliseconds.
    pub sleep: Box<dyn Fn(u32) -> LocalBoxFuture<'static, ()>>,
    /// Waits until nobody else in this browser holds the lock of that name, but no longer than so many milliseconds:
    /// then it goes on without it, as a tab that holds it for so long is asleep.
    pub lock: Box<AsksForLock>,
    /// Keeps a future going that nobody waits for.
    pub spawn: Box<dyn Fn(LocalBoxFuture<'static, ()>)>,
}

/// Asks for the lock of a name, for at most so many milliseconds.
pub type AsksForLock = dyn Fn(&str, u32) -> LocalBoxFuture<'static, Lock>;

/// A lock that is held until this is dropped. Where the browser has no locks between tabs, nothing is held.
#[derive(Default)]
pub struct Lock {
    /// Whether somebody else held it when it was asked for.
    pub waited: bool,
    /// Gives it back when dropped.
    pub held: Option<Box<dyn Any>>,
}

/// A function as a [`Fetch`].
struct Layer<F>(F);

impl<F: Fn(Request) -> OutcomeFuture> Fetch for Layer<F> {
    fn fetch(&self, request: Request) -> OutcomeFuture {
        (self.0)(request)
    }
}

/// An answer, and what is made of it.
struct Then(OutcomeFuture, Option<Box<dyn FnOnce(Outcome) -> Outcome>>);

impl Future for Then {
    type Output = Outcome;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Outcome> {
        let outcome = ready!(self.0.as_mut().poll(cx));
        let then = self.1.take();
        Poll::Ready(if let Some(then) = then { then(outcome) } else { outcome })
    }
}

/// What is made of an answer once it is there. One type for all layers: each `async` block would be one of its own.
fn then(answer: OutcomeFuture, made: Box<dyn FnOnce(Outcome) -> Outcome>) -> OutcomeFuture {
    Box::pin(Then(answer, Some(made)))
}

fn layer(fetch: impl Fn(Request) -> OutcomeFuture + 'static) -> Rc<dyn Fetch> {
    Rc::new(Layer(fetch))
}

/// The client of a backend: its transport with everything that is around it.
///
/// The embedded backend has no network between, no session of the browser's, and failures that are there to be seen:
/// around it there is only what keeps calls apart from requests.
pub fn client(backend: &Backend, around: &Rc<Surroundings>, transport: Rc<dyn Fetch>) -> Rc<dyn Fetch> {
    let (Backend::Http(remote) | Backend::Embedder(remote)) = backend else {
        return single_flight::single_flight(transport);
    };
    let mut client = transport;
    client = if remote.trace { trace::per_attempt(around, client) } else { trace::none(client) };
    client = limit::limit(remote.limits.attempt_ms, around, client);
    client = retry::retry(remote.retry, remote.limits.call_ms, around, client);
    client = headers::headers(remote, client);
    if remote.bearer.is_some() || remote.renewal.is_some() {
        client = auth::auth(remote, around, client);
    }
    client = cache::cache(client);
    client = single_flight::single_flight(client);
    limit::limit(remote.limits.call_ms, around, client)
}

/// Whether a request begins or ends a session.
fn changes_session(request: &Request) -> bool {
    request.path == SignIn::ROW.path && request.method != Method::Get
}

/// Whether two requests ask for the same: all of them but the trace they belong to.
#[inline(never)]
fn same(a: &Request, b: &Request) -> bool {
    let traceless = |(name, _): &&contract::http::Header| name != contract::http::TRACEPARENT;
    let headers = a.headers.iter().filter(traceless).eq(b.headers.iter().filter(traceless));
    a.method == b.method && a.path == b.path && a.body == b.body && headers
}

/// Puts a header in the place of any that has its name.
#[inline(never)]
fn set(headers: &mut Vec<contract::http::Header>, name: &str, value: String) {
    headers.retain(|(n, _)| !n.eq_ignore_ascii_case(name));
    headers.push((name.to_owned(), value));
}
