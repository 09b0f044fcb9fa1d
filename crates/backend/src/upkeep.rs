//! What somebody has to do beside answering: send the messages, and throw away what has run out.

use crate::backend::Backend;
use crate::chance::Moment;
use crate::state::{self, EmbedderGrant, SessionState, SignInCode};
use crate::store::unit::Unit;
use crate::store::{Committed, Document, StoreError};
use contract::demo::DemoSms;
use contract::json::{self, FromJson};

/// How many documents are looked at in one step.
const STEP: usize = 100;
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

    /// Throws away sessions, codes and grants that have run out, which nobody asks for again; gives how many.
    ///
    /// # Errors
    /// When the store fails; what was thrown away by then stays so.
    pub async fn sweep(&self, moment: Moment) -> Result<usize, StoreError> {
        let now = moment.sane().now;
        let sessions = self.sweep_of::<SessionState>("session/", |session| self.limits.over(session, now)).await?;
        let codes = self.sweep_of::<SignInCode>("sign-in/", |code| now >= code.expires_at).await?;
        let grants = self.sweep_of::<EmbedderGrant>("host/", |grant| now >= grant.expires_at).await?;
        Ok(sessions + codes + grants)
    }

    async fn sweep_of<T: FromJson>(&self, prefix: &str, over: impl Fn(&T) -> bool) -> Result<usize, StoreError> {
        let (mut swept, mut before) = (0, None::<String>);
        loop {
            let mut unit = Unit::new(&*self.store);
            let page = unit.page(prefix, before.as_deref(), STEP).await?;
            let full = page.len() == STEP;
            before = page.last().map(|document| document.key.clone());
            let run_out = |document: &Document| json::read(document.json.as_bytes()).is_some_and(|state| over(&state));
            let mut old = 0;
            for document in page.into_iter().filter(run_out) {
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
