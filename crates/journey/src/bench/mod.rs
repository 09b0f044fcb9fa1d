//! A bench for the unit tests: a model, a clock, and answers written by hand.

pub(crate) mod samples;

use crate::steps::account::sign_in;
use crate::view::{Chrome, Screen};
use crate::{Effect, Event, Model, Moment, Number, Route, Start, Stored};
use contract::http::{FetchError, Outcome, Request, Response};
use contract::problem::{Problem, ProblemType};
use contract::values::Instant;
use serde::Serialize;

/// The time all tests begin at: 2026-03-02T02:00:00Z, ten in the morning in China.
pub(crate) const NOW: Instant = Instant::from_ms(1_772_416_800_000);

/// A model under test.
pub(crate) struct Bench {
    pub(crate) model: Model,
    pub(crate) now: Instant,
    pub(crate) index: u32,
    /// Whether the first address is known.
    arrived: bool,
    pending: Vec<(Number, Request)>,
    /// The request that came to its end last.
    spent: Option<Number>,
    turns: u8,
    /// Whether the ways to sign in are known as soon as they are asked for.
    pub(crate) ways: bool,
}

/// The question for the ways to sign in.
pub(crate) const WAYS: &str = "GET /v1/sign-in-methods";

impl Bench {
    pub(crate) fn with(stored: Stored) -> Self {
        Self::started(Start { demo: true, lang: "en".to_owned(), stored, ..Start::default() })
    }

    pub(crate) fn started(start: Start) -> Self {
        let mut bench = Self {
            model: Model::default(),
            now: NOW,
            index: 0,
            arrived: false,
            pending: Vec::new(),
            spent: None,
            turns: 0,
            ways: true,
        };
        bench.send(Event::Started(Box::new(start)));
        bench
    }

    pub(crate) fn new() -> Self {
        Self::with(Stored::default())
    }

    /// Signed in as `me`, on a page.
    pub(crate) fn on(path: &str) -> Self {
        let mut bench = Self::new();
        bench.open("/me");
        bench.ok("GET /v1/session", &samples::session("me"));
        bench.ok("GET /v1/cities", &samples::cities());
        bench.open(path);
        bench
    }

    pub(crate) fn send(&mut self, event: Event) -> Vec<Effect> {
        self.turns = self.turns.wrapping_add(1);
        let effects = self.model.update(Moment { now: self.now, chance: [self.turns; 16] }, event);
        for effect in &effects {
            match effect {
                // The same for everyone, and asked for by most tests on their way to something else.
                Effect::Call { number, request } if self.ways && operation(request) == WAYS => {
                    let outcome = Ok(response(200, &samples::ways()));
                    self.model.update(
                        Moment { now: self.now, chance: [self.turns; 16] },
                        Event::Answered { number: *number, outcome },
                    );
                }
                Effect::Call { number, request } => self.pending.push((*number, request.clone())),
                Effect::Abort { number } => self.pending.retain(|(n, _)| n != number),
                _ => {}
            }
        }
        effects
    }

    /// A link is followed.
    pub(crate) fn open(&mut self, path: &str) -> Vec<Effect> {
        self.index += 1;
        self.go(path)
    }

    /// The address changes at this place of the history.
    pub(crate) fn go(&mut self, path: &str) -> Vec<Effect> {
        self.arrive(path, false)
    }

    fn arrive(&mut self, path: &str, again: bool) -> Vec<Effect> {
        let index = self.index;
        self.arrived = true;
        self.send(Event::RouteChanged { route: Route::parse(path), index, again })
    }

    /// Back or forward in the history; at first, a reload at this place of it.
    pub(crate) fn at(&mut self, index: u32, path: &str) -> Vec<Effect> {
        self.index = index;
        self.arrive(path, self.arrived)
    }

    pub(crate) fn wait(&mut self, seconds: i64) -> Vec<Effect> {
        self.now = self.now.plus_seconds(seconds);
        self.send(Event::Woke)
    }

    /// Somebody signs in with a password.
    pub(crate) fn sign_in(&mut self, citizen: &str) {
        let (id_number, password) = ("11010519491231002X".to_owned(), "123456".to_owned());
        self.send(Event::SignIn(sign_in::Event::PasswordSubmitted { id_number, password }));
        self.ok("POST /v1/session", &samples::session(citizen));
    }

    pub(crate) fn sign_out(&mut self) -> Vec<Effect> {
        self.send(Event::SignIn(sign_in::Event::SignOutTapped))
    }

    /// What is waited for, in the order it was sent.
    pub(crate) fn pending(&self) -> Vec<String> {
        self.pending.iter().map(|(_, r)| operation(r)).collect()
    }

    /// The request of that operation that is waited for.
    pub(crate) fn request(&self, operation: &str) -> &Request {
        let found = self.pending.iter().find(|(_, r)| self::operation(r) == operation);
        &found.unwrap_or_else(|| panic!("nobody waits for {operation}: {:?}", self.pending())).1
    }

    pub(crate) fn take(&mut self, operation: &str) -> Number {
        let at = self.pending.iter().position(|(_, r)| self::operation(r) == operation);
        let at = at.unwrap_or_else(|| panic!("nobody waits for {operation}: {:?}", self.pending()));
        let number = self.pending.remove(at).0;
        self.spent = Some(number);
        number
    }

    /// Another answer to the request that came to its end last: nobody waits for it.
    pub(crate) fn late(&mut self, outcome: Outcome) -> Vec<Effect> {
        match self.spent {
            Some(number) => self.send(Event::Answered { number, outcome }),
            None => Vec::new(),
        }
    }

    pub(crate) fn answer(&mut self, operation: &str, outcome: Outcome) -> Vec<Effect> {
        let number = self.take(operation);
        self.send(Event::Answered { number, outcome })
    }

    pub(crate) fn ok(&mut self, operation: &str, body: &impl Serialize) -> Vec<Effect> {
        self.answer(operation, Ok(response(200, body)))
    }

    pub(crate) fn lost(&mut self, operation: &str, how: FetchError) -> Vec<Effect> {
        self.answer(operation, Err(how))
    }

    pub(crate) fn refuse(&mut self, operation: &str, kind: ProblemType) -> Vec<Effect> {
        self.answer(operation, Ok(response(kind.status(), &Problem::new(kind))))
    }

    pub(crate) fn screen(&self) -> Screen {
        self.model.view().screen
    }

    pub(crate) fn chrome(&self) -> Chrome {
        self.model.view().chrome
    }
}

/// `GET /v1/card`: method and path, the query left out.
pub(crate) fn operation(request: &Request) -> String {
    let path = request.path.split('?').next().unwrap_or_default();
    format!("{} {path}", request.method.as_str())
}

pub(crate) fn response(status: u16, body: &impl Serialize) -> Response {
    Response { body: serde_json::to_vec(body).unwrap(), ..Response::new(status) }
}

/// Where the effects lead.
pub(crate) fn gone(effects: &[Effect]) -> Option<(String, crate::How)> {
    effects.iter().rev().find_map(|e| match e {
        Effect::Go { route, how } => Some((route.to_string(), *how)),
        _ => None,
    })
}

/// What a device holds that held nothing before these effects.
pub(crate) fn stored(effects: &[Effect]) -> Stored {
    let mut stored = Stored::default();
    for effect in effects {
        if let Effect::Keep { what, of, text } = effect {
            stored.set(*what, of, text.clone());
        }
    }
    stored
}

/// A device that holds one text of a kind, under its kind alone: so did version 0.1.
pub(crate) fn old(what: crate::Keep, text: &str) -> Stored {
    let mut stored = Stored::default();
    stored.set(what, "", Some(text.to_owned()));
    stored
}

/// A device with an entry of that kind that cannot be read.
pub(crate) fn unreadable(what: crate::Keep) -> Stored {
    let mut stored = Stored::default();
    stored.set(what, "x", Some("{".to_owned()));
    stored
}

/// What the effects keep of that kind: the outer is whether, the inner what.
#[allow(clippy::option_option, reason = "nothing kept is another thing than nothing to keep")]
pub(crate) fn kept(effects: &[Effect], name: crate::Keep) -> Option<Option<String>> {
    effects.iter().rev().find_map(|e| match e {
        Effect::Keep { what, text, .. } if *what == name => Some(text.clone()),
        _ => None,
    })
}

/// Whether the effects say so.
pub(crate) fn says(effects: &[Effect], notice: crate::Notice) -> bool {
    effects.contains(&Effect::Announce(notice))
}

/// Everything drawn from this part is there.
pub(crate) fn ready<T>(load: crate::LoadView<T>) -> T {
    match load {
        crate::LoadView::Ready(it) => it,
        crate::LoadView::Loading { .. } => panic!("still loading"),
        crate::LoadView::Failed(failure) => panic!("failed: {failure:?}"),
    }
}
