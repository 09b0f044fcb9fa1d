//! Support for the tests of crates that run the rules: a seeded store, a store that fails, conflicts or yields on demand,
//! and a valid submission.

pub mod ids;

use crate::backend::Backend;
use crate::chance::Moment;
use crate::store::{Answer, Committed, Document, MemoryStore, Store, StoreError, Write};
use contract::values::Instant;
use futures_util::FutureExt;
use serde_json::{Value, json};
use std::cell::Cell;
use std::future::poll_fn;
use std::rc::Rc;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::task::Poll;

/// 2026-11-23, a Monday, 10:00 in China.
pub const START: Instant = Instant::from_ms(1_795_399_200_000);

/// A store as the first request at [`START`] leaves it. It is filled once: filling takes longer than most tests.
pub fn seeded() -> MemoryStore {
    static SEEDED: LazyLock<Mutex<MemoryStore>> = LazyLock::new(|| {
        let store = Rc::new(MemoryStore::new());
        let ready = Backend::new(store.clone()).ready(Moment { now: START, chance: [0; 32] }).now_or_never();
        assert_eq!(ready, Some(Ok(())), "a store in memory never waits and takes everything");
        Mutex::new((*store).clone())
    });
    SEEDED.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// What somebody would submit who ticks all there is to tick in that check and takes what is first.
pub fn wish(kind: &str, check: &Value, verification: &str) -> Value {
    let effects = check["consequences"].as_array().into_iter().flatten();
    let ticked: Vec<_> = effects.map(|effect| effect["code"].clone()).collect();
    let mut wish = json!({ "kind": kind, "acknowledged": ticked, "verification": verification });
    for (member, list) in [("motive", "motives"), ("effective_month", "effective_months")] {
        if let Some(first) = check[list].get(0) {
            wish[member] = first.clone();
        }
    }
    wish
}

/// A store in memory that works until it is told not to.
#[derive(Default)]
pub struct Faulty {
    inner: Rc<MemoryStore>,
    /// What reading comes to.
    pub reads: Cell<Option<StoreError>>,
    /// What writing comes to.
    pub writes: Cell<Option<StoreError>>,
    /// Whether somebody else is always faster.
    pub conflicts: Cell<bool>,
    dice: Cell<Option<u32>>,
}

impl Faulty {
    /// Lets others go first now and then, as a real store does: else two requests sent at once would be carried out
    /// one after the other, and nothing would be learnt. `seed` decides when.
    pub fn yielding(inner: Rc<MemoryStore>, seed: u32) -> Self {
        Self { inner, dice: Cell::new(Some(seed)), ..Self::default() }
    }

    async fn turn(&self, fails: &Cell<Option<StoreError>>) -> Result<(), StoreError> {
        if let Some(dice) = self.dice.get() {
            let next = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            self.dice.set(Some(next));
            let mut polls = 0..(next >> 24) % 4;
            poll_fn(|cx| {
                cx.waker().wake_by_ref();
                if polls.next().is_some() { Poll::Pending } else { Poll::Ready(()) }
            })
            .await;
        }
        fails.get().map_or(Ok(()), Err)
    }
}

impl Store for Faulty {
    fn load<'a>(&'a self, keys: &'a [String]) -> Answer<'a, Vec<Option<Document>>> {
        Box::pin(async move {
            self.turn(&self.reads).await?;
            self.inner.load(keys).await
        })
    }

    fn page<'a>(&'a self, prefix: &'a str, before: Option<&'a str>, limit: usize) -> Answer<'a, Vec<Document>> {
        Box::pin(async move {
            self.turn(&self.reads).await?;
            self.inner.page(prefix, before, limit).await
        })
    }

    fn commit<'a>(&'a self, writes: &'a [Write]) -> Answer<'a, Committed> {
        Box::pin(async move {
            self.turn(&self.writes).await?;
            if self.conflicts.get() { Ok(Committed::Conflict) } else { self.inner.commit(writes).await }
        })
    }

    fn reset(&self) -> Answer<'_, ()> {
        Box::pin(async move {
            self.turn(&self.writes).await?;
            self.inner.reset().await
        })
    }
}
