//! `GET DELETE /v1/sessions`: where a person is signed in.

use super::Cx;
use super::session::{SessionLimits, token};
use crate::chance::digest;
use crate::reply::{Done, json};
use crate::state::{self, SessionState};
use crate::store::StoreError;
use crate::store::unit::Unit;
use contract::http::Response;
use contract::session::{SessionEntry, Sessions};
use contract::values::Instant;

/// Sessions of one person at a time; one more ends the oldest. More than the devices and browsers that somebody uses
/// within a session's twelve hours, and few enough to read in the list and to look through with each sign-in.
const MOST: usize = 16;

/// Lists the sessions.
pub(super) async fn list(cx: &mut Cx<'_>) -> Done {
    let citizen = cx.session().await?.citizen;
    let here = token(cx.request).map(|token| state::session(&token));
    let mut items: Vec<SessionEntry> = alive(&mut cx.unit, &citizen, cx.limits, cx.moment.now)
        .await?
        .into_iter()
        .map(|(key, session)| SessionEntry {
            id: ["ss-", digest(&["session-id", &key]).get(..16).unwrap_or_default()].concat(),
            current: Some(&key) == here.as_ref(),
            signed_in_at: session.signed_in_at,
            seen_at: session.seen_at,
            method: session.method,
            device: session.device,
        })
        .collect();
    items.sort_by_key(|entry| (!entry.current, std::cmp::Reverse(entry.seen_at)));
    Ok(json(200, &Sessions { items }))
}

/// Ends all but the one that asks.
pub(super) async fn end_others(cx: &mut Cx<'_>) -> Done {
    let citizen = cx.session().await?.citizen;
    let here = token(cx.request).map(|token| state::session(&token));
    let all: Vec<String> = cx.unit.get(&state::sessions(&citizen)).await?.unwrap_or_default();
    let (stays, ends): (Vec<_>, Vec<_>) = all.into_iter().partition(|key| Some(key) == here.as_ref());
    end(&mut cx.unit, &ends).await?;
    cx.unit.put(&state::sessions(&citizen), &stays);
    Ok(Response::new(204))
}

/// Writes down a session that begins. What has ended is forgotten.
pub(super) async fn note(
    unit: &mut Unit<'_>,
    citizen: &str,
    key: String,
    limits: SessionLimits,
    now: Instant,
) -> Result<(), StoreError> {
    let alive = alive(unit, citizen, limits, now).await?;
    let mut keys: Vec<String> = alive.into_iter().map(|(key, _)| key).filter(|known| *known != key).collect();
    keys.push(key);
    let surplus: Vec<_> = keys.drain(..keys.len().saturating_sub(MOST)).collect();
    end(unit, &surplus).await?;
    unit.put(&state::sessions(citizen), &keys);
    Ok(())
}

/// The sessions of a person that have not ended, the oldest first.
async fn alive(
    unit: &mut Unit<'_>,
    citizen: &str,
    limits: SessionLimits,
    now: Instant,
) -> Result<Vec<(String, SessionState)>, StoreError> {
    let keys: Vec<String> = unit.get(&state::sessions(citizen)).await?.unwrap_or_default();
    unit.read(keys.clone()).await?;
    let mut alive = Vec::new();
    for key in keys {
        if let Some(session) = unit.get::<SessionState>(&key).await?.filter(|session| !limits.over(session, now)) {
            alive.push((key, session));
        }
    }
    Ok(alive)
}

async fn end(unit: &mut Unit<'_>, keys: &[String]) -> Result<(), StoreError> {
    for key in keys {
        if unit.get::<SessionState>(key).await?.is_some() {
            unit.remove(key);
        }
    }
    Ok(())
}
