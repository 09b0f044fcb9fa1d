//! `GET /v1/access-log`, and writing it.

use super::Cx;
use crate::reply::{Done, Halt, json};
use crate::rules::calendar::end_of;
use crate::rules::lock::too_many;
use crate::state;
use crate::store::StoreError;
use contract::http::{BACKGROUND, PREFETCH, PURPOSE};
use contract::session::{Access, AccessLog, AccessedData};
use contract::values::Actor;

/// Days of the log that are shown: the contract wants 90 at least.
pub(crate) const DAYS: u32 = 184;
/// Looking at the same thing again within so many seconds is one look.
const ONE_LOOK_SECONDS: i64 = 60;
/// Numbers that are revealed to a person in a day.
const REVEALS: usize = 20;
/// The same for a page that stays open and asks again by itself. Not for ever: what is read is written down.
const ONE_OPEN_PAGE_SECONDS: i64 = 900;

/// The log, newest first.
pub(super) async fn log(cx: &mut Cx<'_>) -> Done {
    let citizen = cx.citizen().await?;
    let since = cx.now().plus_seconds(-i64::from(DAYS) * 86_400);
    let mut lines: Vec<Access> = cx.unit.get(&state::access(&citizen.id)).await?.unwrap_or_default();
    for day in cx.unit.page(&state::access_days(&citizen.id), None, DAYS as usize).await?.iter().rev() {
        let more: Vec<Access> = contract::json::read(day.json.as_bytes()).ok_or(StoreError::Corrupt)?;
        lines.extend(more);
    }
    let mut items: Vec<Access> = Vec::new();
    for line in lines.into_iter().rev().filter(|line| since < line.at) {
        // What was asked for ahead and looked at soon after is one look.
        let soon = line.at.plus_seconds(ONE_LOOK_SECONDS);
        let looked = |l: &Access| l.what == line.what && l.actor == line.actor && l.ahead.is_none() && l.at < soon;
        if line.ahead.is_none() || !items.iter().any(looked) {
            items.push(line);
        }
    }
    Ok(json(200, &AccessLog { items }))
}

/// Writes down that the person looked at something, or that the app asked for it ahead. Lines are only added: what was
/// asked for ahead and is looked at then has another one, which is shown in its place. Revealed numbers are written down each time.
pub(super) async fn note(cx: &mut Cx<'_>, citizen: &str, what: AccessedData) -> Result<(), Halt> {
    let now = cx.now();
    let purpose = cx.request.header(PURPOSE);
    let ahead = (purpose == Some(PREFETCH)).then_some(true);
    let one_look = if purpose == Some(BACKGROUND) { ONE_OPEN_PAGE_SECONDS } else { ONE_LOOK_SECONDS };
    let key = state::access_of(citizen, now);
    let mut lines: Vec<Access> = cx.unit.get(&key).await?.unwrap_or_default();
    if reveals(what) {
        if lines.iter().filter(|l| reveals(l.what)).count() >= REVEALS {
            return Err(too_many(end_of(now.china_date())).into());
        }
    } else {
        let same = |l: &&Access| l.what == what && l.actor == Actor::Citizen;
        let last = lines.iter().rev().find(same).filter(|l| now < l.at.plus_seconds(one_look));
        if last.is_some_and(|last| ahead.is_some() || last.ahead.is_none()) {
            return Ok(());
        }
    }
    lines.push(Access { at: now, actor: Actor::Citizen, what, ahead });
    cx.unit.put(&key, &lines);
    Ok(())
}

/// Whether that was given in full.
fn reveals(what: AccessedData) -> bool {
    matches!(what, AccessedData::IdNumber | AccessedData::CardNumber)
}
