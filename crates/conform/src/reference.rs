//! The reference backend, in this process: no server, and a clock that can be moved.

use crate::backend::{Backend, World};
use crate::roles::{Person, Role, Roles};
use backend::embedded::Embedded;
use backend::testing::{Faulty, START, seeded};
use backend::{Backend as Rules, Moment};
use contract::demo::Demo;
use contract::http::{Method, Outcome, Request};
use contract::values::Instant;
use futures_util::future::LocalBoxFuture;
use std::cell::Cell;
use std::rc::Rc;

/// Who of the demo is who here.
const CITIZENS: [(Role, &str); 4] =
    [(Role::Payer, "c-jia"), (Role::Employee, "c-yi"), (Role::Cardless, "c-geng"), (Role::Lockable, "c-ji")];

/// The rules, a store in memory, and a clock.
#[derive(Clone)]
pub struct Reference(Rc<Inner>);

struct Inner {
    rules: Rules,
    /// The same store with the demo's panel before it: who there is, and which codes were sent.
    panel: Embedded,
    now: Cell<Instant>,
    count: Cell<u64>,
}

impl Reference {
    /// A new one, as the demo begins.
    pub fn new() -> Self {
        let store = Rc::new(Faulty::yielding(Rc::new(seeded()), 1));
        let (rules, panel) = (Rules::new(store.clone()), Embedded::new(Some(store)));
        Self(Rc::new(Inner { rules, panel, now: Cell::new(START), count: Cell::new(0) }))
    }

    /// The people of the demo in the roles of the kit.
    pub async fn roles(&self) -> Roles {
        let mut roles = Roles::default();
        let demo = self.demo().await;
        for (role, id) in CITIZENS {
            if let Some(citizen) = demo.iter().flat_map(|d| &d.citizens).find(|c| c.id == id) {
                let (id_number, password) = (Some(citizen.id_number.clone()), Some(citizen.password.clone()));
                roles.set(role, Person { id_number, password, ..Person::default() });
            }
        }
        roles
    }

    async fn demo(&self) -> Option<Demo> {
        let request = Request::new(Method::Get, "/demo");
        let answered = self.0.panel.fetch(request, self.0.now.get(), self.0.bytes()).await;
        serde_json::from_slice(&answered.outcome.ok()?.body).ok()
    }
}

impl Default for Reference {
    fn default() -> Self {
        Self::new()
    }
}

impl Inner {
    /// What is needed of chance: other bytes each time. Everything else the rules hash out of it.
    fn bytes(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&self.next().to_be_bytes());
        bytes
    }

    fn next(&self) -> u64 {
        self.count.update(|n| n + 1);
        self.count.get()
    }
}

impl Backend for Reference {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Outcome> {
        let inner = self.0.clone();
        Box::pin(async move {
            let moment = Moment { now: inner.now.get(), chance: inner.bytes() };
            Ok(inner.rules.handle(request, moment).await)
        })
    }
}

impl World for Reference {
    fn now(&self) -> Instant {
        self.0.now.get()
    }

    fn pass(&self, seconds: u32) -> LocalBoxFuture<'_, Result<(), String>> {
        self.0.now.set(self.0.now.get().plus_seconds(i64::from(seconds)));
        Box::pin(async { Ok(()) })
    }

    fn code<'a>(&'a self, _: &'a Person, _: Option<&'a str>) -> LocalBoxFuture<'a, Result<String, String>> {
        Box::pin(async {
            let sent = self.demo().await.and_then(|demo| demo.outbox.first().map(|sms| sms.code.clone()));
            sent.ok_or_else(|| "no code was sent".to_owned())
        })
    }

    fn chance(&self) -> String {
        format!("{:032x}", self.0.next())
    }
}
