//! What somebody has to do beside answering: send the messages, and throw away what has run out.

use crate::backend::Backend;
use crate::chance::Moment;
use crate::ops::DAYS;
use crate::state::{self, EmbedderGrant, Guard, Repeat, SessionState, SignInCode};
use crate::store::unit::Unit;
use crate::store::{Committed, Document, StoreError};
use contract::demo::DemoSms;
use contract::json::{self, FromJson};
use contract::values::Instant;

/// How many documents are looked at in one step.
const STEP: usize = 100;
/// Numbers that nobody has signed in for whose wrong answers are remembered after a sweep.
pub(crate) const STRANGERS_KEPT: usize = 100_000;
/// How often a step starts again because somebody else changed what it rests on.
const ATTEMPTS: u32 = 16;

impl Backend {
    /// Takes the messages that wait to be sent, oldest first; they are in the store no longer.
    ///
    /// # Errors
    /// When the store fails; the messages wait on.
    pub async fn take_messages(&self) -> Result<Vec<DemoSms>, StoreError> {
        for _ in 0..ATTEMPTS {
            let mut unit = Unit::new(&*self.store);
            let waiting: Vec<DemoSms> = unit.get(state::OUTBOX).await?.unwrap_or_default();
            if waiting.is_empty() {
                return Ok(waiting);
            }
            unit.put(state::OUTBOX, &Vec::<DemoSms>::new());
            if unit.commit().await? == Committed::Done {
                return Ok(waiting);
            }
        }
        Err(StoreError::Unavailable)
    }

    /// Opens what wrong answers have locked for the person with that ID number, as a counter of the agency does once it has
    /// seen who it is; whether there is such a person.
    ///
    /// # Errors
    /// When the store fails; then nothing was opened.
    pub async fn unlock(&self, id_number: &str) -> Result<bool, StoreError> {
        for _ in 0..ATTEMPTS {
            let mut unit = Unit::new(&*self.store);
            if unit.get::<String>(&state::identity(id_number)).await?.is_none() {
                return Ok(false);
            }
            let key = state::guard(id_number);
            if let Some(mut guard) = unit.get::<Guard>(&key).await? {
                guard.lanes.clear();
                unit.put(&key, &guard);
            }
            if unit.commit().await? == Committed::Done {
                return Ok(true);
            }
        }
        Err(StoreError::Unavailable)
    }

    /// Throws away what has run out and what nobody asks for again: sessions, codes, grants, submissions that are not
    /// repeated any more, days of the access log, wrong answers long ago; gives how many documents.
    ///
    /// # Errors
    /// When the store fails; what was thrown away by then stays so.
    pub async fn sweep(&self, moment: Moment) -> Result<usize, StoreError> {
        let now = moment.sane().now;
        let sessions = self.sweep_of::<SessionState>("session/", |session| self.limits.over(session, now)).await?;
        let codes = self.sweep_of::<SignInCode>("sign-in/", |code| now >= code.expires_at).await?;
        let grants = self.sweep_of::<EmbedderGrant>("host/", |grant| now >= grant.expires_at).await?;
        let repeats = self.sweep_of::<Repeat>("repeat/", |repeat| now >= repeat.until()).await?;
        Ok(sessions + codes + grants + repeats + self.sweep_log(now).await? + self.sweep_guards(now).await?)
    }

    /// Days of the access log that are kept no longer.
    async fn sweep_log(&self, now: Instant) -> Result<usize, StoreError> {
        let last = now.plus_seconds(-i64::from(DAYS) * 86_400).china_date().to_string();
        // The day stands in the key; what has none is the demo's.
        let old = |document: &Document| document.key.split('/').nth(2).is_some_and(|day| day < last.as_str());
        self.sweep_where("access/", old).await
    }

    /// Wrong answers that count for nothing any more. Those of numbers that nobody has signed in for have a quota, so that
    /// made-up numbers do not fill the store. Beyond the quota the oldest go.
    async fn sweep_guards(&self, now: Instant) -> Result<usize, StoreError> {
        let read = |document: &Document| json::read::<Guard>(document.json.as_bytes());
        let idle =
            self.sweep_where("guard/", |document| read(document).is_some_and(|guard| guard.is_idle(now))).await?;
        let (mut times, mut before) = (Vec::new(), None::<String>);
        loop {
            let page = self.store.page("guard/", before.as_deref(), STEP).await?;
            times.extend(page.iter().filter_map(read).filter(Guard::is_of_strangers).map(|guard| guard.last()));
            match page.into_iter().last() {
                Some(last) => before = Some(last.key),
                None => break,
            }
        }
        let surplus = times.len().saturating_sub(self.quota);
        if surplus == 0 {
            return Ok(idle);
        }
        times.sort_unstable();
        let until = times.get(surplus - 1).copied().unwrap_or_default();
        let old =
            |document: &Document| read(document).is_some_and(|guard| guard.is_of_strangers() && guard.last() <= until);
        Ok(idle + self.sweep_where("guard/", old).await?)
    }

    async fn sweep_of<T: FromJson>(&self, prefix: &str, over: impl Fn(&T) -> bool) -> Result<usize, StoreError> {
        let run_out = |document: &Document| json::read(document.json.as_bytes()).is_some_and(|state| over(&state));
        self.sweep_where(prefix, run_out).await
    }

    async fn sweep_where(&self, prefix: &str, over: impl Fn(&Document) -> bool) -> Result<usize, StoreError> {
        let (mut swept, mut before) = (0, None::<String>);
        loop {
            let mut unit = Unit::new(&*self.store);
            let page = unit.page(prefix, before.as_deref(), STEP).await?;
            let full = page.len() == STEP;
            before = page.last().map(|document| document.key.clone());
            let mut old = 0;
            for document in page.into_iter().filter(&over) {
                let key = document.key.clone();
                unit.hold(&key, Some(document));
                unit.remove(&key);
                old += 1;
            }
            // Where somebody else has changed one of them, the next sweep will see to the rest.
            if unit.commit().await? == Committed::Done {
                swept += old;
            }
            if !full {
                return Ok(swept);
            }
        }
    }
}
