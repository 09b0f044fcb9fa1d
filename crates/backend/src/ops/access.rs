//! `GET /v1/access-log`, and writing it.

use super::Cx;
use crate::reply::{Done, json};
use crate::state;
use crate::store::StoreError;
use contract::http::{BACKGROUND, PREFETCH, PURPOSE};
use contract::session::{Access, AccessLog, AccessedData};
use contract::values::Actor;

/// How many lines are kept: far more than 90 days of anybody's use.
const KEPT: usize = 1000;
/// Looking at the same thing again within so many seconds is one look.
const ONE_LOOK_SECONDS: i64 = 60;
/// The same for a page that stays open and asks again by itself. Not for ever: what is read is written down.
const ONE_OPEN_PAGE_SECONDS: i64 = 900;

/// The log, newest first.
pub(super) async fn log(cx: &mut Cx<'_>) -> Done {
    let citizen = cx.citizen().await?;
    let mut items: Vec<Access> = cx.unit.get(&state::access(&citizen.id)).await?.unwrap_or_default();
    items.reverse();
    Ok(json(200, &AccessLog { items }))
}

/// Writes down that the person looked at something, or that the app asked for it ahead. Revealed numbers are written down each
/// time.
pub(super) async fn note(cx: &mut Cx<'_>, citizen: &str, what: AccessedData) -> Result<(), StoreError> {
    let now = cx.now();
    let purpose = cx.request.header(PURPOSE);
    let ahead = (purpose == Some(PREFETCH)).then_some(true);
    let one_look = if purpose == Some(BACKGROUND) { ONE_OPEN_PAGE_SECONDS } else { ONE_LOOK_SECONDS };
    let key = state::access(citizen);
    let mut lines: Vec<Access> = cx.unit.get(&key).await?.unwrap_or_default();
    let revealed = matches!(what, AccessedData::IdNumber | AccessedData::CardNumber);
    let same = |l: &&mut Access| l.what == what && l.actor == Actor::Citizen;
    let last = lines.iter_mut().rev().find(same).filter(|l| !revealed && now < l.at.plus_seconds(one_look));
    match last {
        // What was asked for ahead has been looked at now.
        Some(last) if ahead.is_none() && last.ahead.is_some() => last.ahead = None,
        Some(_) => return Ok(()),
        None => {
            let surplus = (lines.len() + 1).saturating_sub(KEPT);
            lines.drain(..surplus);
            lines.push(Access { at: now, actor: Actor::Citizen, what, ahead });
        }
    }
    cx.unit.put(&key, &lines);
    Ok(())
}
