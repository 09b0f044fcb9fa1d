//! A backend of another shape, behind a map.
//!
//! In a browser each person has an adapter, which holds the session's token in its memory, and the browser holds the
//! cookies. The kit is many visitors at once. So each that signs in gets a cookie of the kit's own, by which their
//! tokens are told apart; where the backend sets cookies, those go to and fro as they are.

use crate::backend::{Backend, World};
use crate::jar::cookies;
use adapter::{Change, Fault, Map, Moment, Step, begin};
use contract::http::{Outcome, Request};
use futures_util::future::LocalBoxFuture;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The cookie by which visitors are told apart.
const COOKIE: &str = "adapter";

/// A backend, and the map that makes it one of the contract.
pub struct Adapted(Rc<Inner>);

struct Inner {
    backend: Rc<dyn Backend>,
    map: Map,
    world: Rc<dyn World>,
    over_tls: bool,
    /// Tokens by the visitors' cookies.
    tokens: RefCell<BTreeMap<String, String>>,
}

impl Adapted {
    /// That backend behind that map. `over_tls`: its cookies are `Secure`.
    pub fn new(backend: Rc<dyn Backend>, map: Map, world: Rc<dyn World>, over_tls: bool) -> Self {
        Self(Rc::new(Inner { backend, map, world, over_tls, tokens: RefCell::default() }))
    }
}

impl Backend for Adapted {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Outcome> {
        let inner = Rc::clone(&self.0);
        Box::pin(async move { inner.answer(&request).await })
    }
}

impl Inner {
    async fn answer(&self, request: &Request) -> Outcome {
        let cookie = request.header("Cookie").unwrap_or_default();
        let (own, others): (Vec<_>, Vec<_>) =
            cookie.split("; ").filter_map(|pair| pair.split_once('=')).partition(|(name, _)| *name == COOKIE);
        let own = own.first().map(|(_, value)| (*value).to_owned());
        let token = own.as_ref().and_then(|own| self.tokens.borrow().get(own).cloned());
        let moment = Moment { now: self.world.now(), id: self.world.chance() };
        let mut set = Vec::new();
        let mut step = begin(&self.map, request, token.as_deref(), moment);
        loop {
            match step {
                Step::Send(call, mut foreign) => {
                    // What a browser adds by itself.
                    let pairs: Vec<_> = others.iter().map(|(name, value)| format!("{name}={value}")).collect();
                    if !pairs.is_empty() {
                        foreign.headers.push(("Cookie".to_owned(), pairs.join("; ")));
                    }
                    foreign
                        .headers
                        .extend(request.header("Origin").map(|origin| ("Origin".to_owned(), origin.to_owned())));
                    match self.backend.send(foreign).await {
                        Ok(response) => {
                            set.extend(cookies(&response).map(str::to_owned));
                            step = call.answered(&response);
                        }
                        Err(why) => return call.failed(why),
                    }
                }
                Step::Done(answer) => {
                    if let Some(Fault { at, what }) = &answer.fault {
                        eprintln!("adapter: {} {}: {at}: {what}", request.method.as_str(), request.path);
                    }
                    let mut response = answer.outcome?;
                    set.extend(self.session(answer.session, own));
                    response.headers.extend(set.into_iter().map(|cookie| ("Set-Cookie".to_owned(), cookie)));
                    return Ok(response);
                }
            }
        }
    }

    /// Keeps a token, or forgets it; gives the cookie that is set by that.
    fn session(&self, change: Change, own: Option<String>) -> Option<String> {
        if change == Change::None {
            return None;
        }
        let mut tokens = self.tokens.borrow_mut();
        let known = own.and_then(|own| tokens.remove(&own)).is_some();
        let secure = if self.over_tls { "; Secure" } else { "" };
        match change {
            Change::Begun(token) => {
                let id = self.world.chance();
                tokens.insert(id.clone(), token);
                Some(format!("{COOKIE}={id}; Path=/; HttpOnly; SameSite=Strict{secure}"))
            }
            _ => known.then(|| format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0{secure}")),
        }
    }
}
