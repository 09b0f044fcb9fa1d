//! The reference backend, in this process: no server, and a clock that can be moved.

use crate::backend::{Backend, World};
use crate::roles::{Person, Role, Roles};
use backend::embedded::Embedded;
use backend::store::{Answer, Committed, Document, MemoryStore, Store, Write};
use backend::{Backend as Rules, Moment};
use contract::demo::Demo;
use contract::http::{Method, Outcome, Request};
use contract::values::Instant;
use futures_util::future::LocalBoxFuture;
use std::cell::Cell;
use std::future::poll_fn;
use std::rc::Rc;
use std::sync::OnceLock;
use std::task::Poll;

/// 2026-11-23, a Monday, 10:00 in China.
const START_MS: i64 = 1_795_399_200_000;

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
        let store = Rc::new(Yielding { inner: filled(), dice: Cell::new(1) });
        let (rules, panel) = (Rules::new(store.clone()), Embedded::new(Some(store)));
        Self(Rc::new(Inner { rules, panel, now: Cell::new(Instant::from_ms(START_MS)), count: Cell::new(0) }))
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

/// A store as it is after the first request. It is filled once: filling takes longer than most cases.
fn filled() -> MemoryStore {
    static FILLED: OnceLock<Vec<Document>> = OnceLock::new();
    let documents = FILLED.get_or_init(|| {
        let store = Rc::new(MemoryStore::new());
        let moment = Moment { now: Instant::from_ms(START_MS), chance: [0; 32] };
        pollster::block_on(async {
            Rules::new(store.clone()).handle(Request::new(Method::Get, "/v1/cities"), moment).await;
            store.page("", None, usize::MAX).await.unwrap_or_default()
        })
    });
    let write = |d: &Document| Write { key: d.key.clone(), expected: 0, json: Some(d.json.clone()) };
    let store = MemoryStore::new();
    // An empty store in memory takes everything.
    let _ = pollster::block_on(store.commit(&documents.iter().map(write).collect::<Vec<_>>()));
    store
}

impl Default for Reference {
    fn default() -> Self {
        Self::new()
    }
}

impl Inner {
    /// Another number each time.
    fn next(&self) -> u64 {
        self.count.update(|n| n + 1);
        self.count.get()
    }

    /// What is needed of chance: other bytes each time. Everything else the rules hash out of it.
    fn bytes(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&self.next().to_be_bytes());
        bytes
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

/// A store that lets others go first now and then, as a real one does: else two requests sent at once would be
/// carried out one after the other, and nothing would be learnt.
struct Yielding {
    inner: MemoryStore,
    dice: Cell<u32>,
}

impl Yielding {
    async fn later(&self) {
        let next = self.dice.get().wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        self.dice.set(next);
        let mut left = (next >> 24) % 4;
        poll_fn(|cx| {
            if left == 0 {
                return Poll::Ready(());
            }
            left -= 1;
            cx.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }
}

impl Store for Yielding {
    fn load<'a>(&'a self, keys: &'a [String]) -> Answer<'a, Vec<Option<Document>>> {
        Box::pin(async move {
            self.later().await;
            self.inner.load(keys).await
        })
    }

    fn page<'a>(&'a self, prefix: &'a str, before: Option<&'a str>, limit: usize) -> Answer<'a, Vec<Document>> {
        Box::pin(async move {
            self.later().await;
            self.inner.page(prefix, before, limit).await
        })
    }

    fn commit<'a>(&'a self, writes: &'a [Write]) -> Answer<'a, Committed> {
        Box::pin(async move {
            self.later().await;
            self.inner.commit(writes).await
        })
    }

    fn reset(&self) -> Answer<'_, ()> {
        self.inner.reset()
    }
}
