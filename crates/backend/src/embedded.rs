//! The backend as an app carries it with itself: rules, demo panel and cookie jar in one.
//!
//! The caller (a web worker, a test) hands in the device's time and chance with each request, waits as long as
//! it is told to, and hands on the outcome. Everything else happens here.

use crate::backend::{Backend, Read};
use crate::body::Fields;
use crate::chance::Moment;
use crate::demo::panel::{Action, MAX_LATENCY_MS, Panel};
use crate::ops::not_allowed;
use crate::ops::session::COOKIE;
use crate::reply::{self, Done, Halt};
use crate::state;
use crate::store::unit::Unit;
use crate::store::{Committed, Fallback, MemoryStore, Store};
use contract::demo::{Demo, DemoChange, DemoSms, DemoStorage};
use contract::http::{FetchError, Method, Outcome, Request, Response};
use contract::problem::{Problem, ProblemType};
use contract::values::Instant;
use std::cell::RefCell;
use std::rc::Rc;

/// Messages the panel shows.
const SHOWN: usize = 5;
/// How often a change of the panel starts again because another tab made one.
const ATTEMPTS: u32 = 16;

/// A backend within the app.
pub struct Embedded {
    backend: Backend,
    store: Rc<Fallback>,
    kept: bool,
    /// The cookie that the panel had last, to foretell what will be read.
    cookie: RefCell<Option<String>>,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// How long to wait before the outcome is handed on, in milliseconds.
    pub delay_ms: u32,
    /// The outcome.
    pub outcome: Outcome,
}

impl Embedded {
    /// A backend on that store; without one, or when it fails later, in memory.
    pub fn new(store: Option<Rc<dyn Store>>) -> Self {
        let kept = store.is_some();
        let store = Rc::new(Fallback::new(store.unwrap_or_else(|| Rc::new(MemoryStore::new()))));
        Self { backend: Backend::new(store.clone()), store, kept, cookie: RefCell::default() }
    }

    /// Answers a request. `now` is the device's time, `chance` 32 fresh random bytes.
    pub async fn fetch(&self, request: Request, now: Instant, chance: [u8; 32]) -> Answered {
        let path = request.path.split('?').next().unwrap_or_default();
        if path == "/demo" {
            let response = self.demo(&request, Moment { now, chance }).await;
            return Answered { delay_ms: 0, outcome: Ok(response) };
        }
        let (panel, action, read) = self.begin(&request, now).await;
        let moment = Moment { now: panel.time(now), chance };
        let outcome = match action {
            Action::NotSent => Err(FetchError::NeverSent),
            Action::Answer(mut response) => {
                reply::finish(&mut response, moment.now, &moment.id("request"));
                Ok(response)
            }
            Action::Carry { lose_answer } => {
                let response = self.carry(request, panel.cookie, moment, read).await;
                if lose_answer { Err(FetchError::MaybeSent) } else { Ok(response) }
            }
        };
        Answered { delay_ms: panel.latency_ms, outcome }
    }

    /// Lets the panel decide on a request. What the rules will need is read with the panel: one transaction for all.
    async fn begin(&self, request: &Request, now: Instant) -> (Panel, Action, Read) {
        let token = self.cookie.borrow().clone();
        let mut unit = Unit::new(&*self.store);
        let mut keys = self.backend.ahead.keys(request, token.as_deref());
        keys.push(state::PANEL.to_owned());
        let _ = unit.read(keys).await;
        let mut panel: Panel = unit.get(state::PANEL).await.ok().flatten().unwrap_or_default();
        self.cookie.borrow_mut().clone_from(&panel.cookie);
        let before = panel.clone();
        let action = panel.before(panel.time(now));
        if panel == before {
            return (panel, action, unit.into_read());
        }
        // It is counted, which another tab may be doing as well: from the start, and on its own.
        let (panel, action) = self.panel(|panel| panel.before(panel.time(now))).await;
        (panel, action, Read::new())
    }

    /// Does what a browser does with cookies, on both sides of the rules.
    async fn carry(&self, mut request: Request, cookie: Option<String>, moment: Moment, read: Read) -> Response {
        request.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("Cookie"));
        if let Some(token) = cookie {
            request.headers.push(("Cookie".to_owned(), format!("{COOKIE}={token}")));
        }
        let mut response = self.backend.handle_with(request, moment, read).await;
        if let Some(set) = response.header("Set-Cookie") {
            let pair = set.split(';').next().and_then(|pair| pair.split_once('='));
            let token = pair.map(|(_, token)| token.to_owned()).filter(|token| !token.is_empty());
            self.panel(|panel| panel.cookie.clone_from(&token)).await;
        }
        response.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("Set-Cookie"));
        response
    }

    /// Changes the panel; gives it as it is then. A store that fails gives the panel of a new demo.
    async fn panel<T>(&self, mut change: impl FnMut(&mut Panel) -> T) -> (Panel, T) {
        for _ in 0..ATTEMPTS {
            let mut unit = Unit::new(&*self.store);
            let mut panel: Panel = unit.get(state::PANEL).await.ok().flatten().unwrap_or_default();
            let before = panel.clone();
            let made = change(&mut panel);
            if panel == before {
                return (panel, made);
            }
            unit.put(state::PANEL, &panel);
            if unit.commit().await != Ok(Committed::Conflict) {
                return (panel, made);
            }
        }
        let mut panel = Panel::default();
        let made = change(&mut panel);
        (panel, made)
    }

    async fn demo(&self, request: &Request, moment: Moment) -> Response {
        let done = match request.method {
            Method::Get => self.show().await,
            Method::Patch => self.change(request, moment).await,
            _ => Ok(not_allowed("GET, PATCH", moment.now)),
        };
        let mut response = match done {
            Ok(response) => response,
            Err(Halt::Refused(problem)) => reply::problem(*problem, moment.now),
            Err(Halt::Broken(_)) => reply::problem(Problem::new(ProblemType::ServerError), moment.now),
        };
        reply::finish(&mut response, moment.now, &moment.id("request"));
        response
    }

    async fn show(&self) -> Done {
        let (panel, ()) = self.panel(|_| ()).await;
        let mut unit = Unit::new(&*self.store);
        let mut outbox: Vec<DemoSms> = unit.get(state::OUTBOX).await?.unwrap_or_default();
        outbox.reverse();
        outbox.truncate(SHOWN);
        let kept = self.kept && !self.store.is_memory_only();
        let body = Demo {
            citizens: crate::demo::roster(),
            outbox,
            latency_ms: panel.latency_ms,
            fault: panel.fault,
            fault_count: panel.fault_count,
            clock_ahead_seconds: panel.ahead_seconds,
            storage: if kept { DemoStorage::Kept } else { DemoStorage::MemoryOnly },
        };
        Ok(reply::json(200, &body))
    }

    async fn change(&self, request: &Request, moment: Moment) -> Done {
        let change = read(&request.body)?;
        if change.reset {
            self.store.reset().await?;
        }
        let (panel, ()) = self.panel(|panel| panel.change(&change)).await;
        if let Some(citizen) = &change.sign_in {
            let moment = Moment { now: panel.time(moment.now), chance: moment.chance };
            let token = self.backend.sign_in_as(citizen, moment).await?;
            let token = token.ok_or_else(|| reply::invalid("/sign_in", "unknown"))?;
            self.panel(|panel| panel.cookie = Some(token.clone())).await;
        }
        self.show().await
    }
}

fn read(body: &[u8]) -> Result<DemoChange, Halt> {
    let mut fields = Fields::parse(body)?;
    let change = DemoChange {
        latency_ms: fields.may("latency_ms"),
        fault: fields.may("fault"),
        fault_count: fields.may("fault_count"),
        advance_seconds: fields.may("advance_seconds"),
        sign_in: fields.may("sign_in"),
        reset: fields.may("reset").unwrap_or_default(),
    };
    if change.latency_ms.is_some_and(|ms| ms > MAX_LATENCY_MS) {
        fields.wrong("/latency_ms", "out_of_range");
    }
    if change.advance_seconds.is_some_and(|s| s < 0) {
        // Time that has come cannot be taken back: what happened by then is told already.
        fields.wrong("/advance_seconds", "out_of_range");
    }
    fields.finish()?;
    Ok(change)
}
