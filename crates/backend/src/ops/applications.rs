//! `POST /v1/applications/check`, `GET /v1/applications`, `GET /v1/applications/{id}`,
//! `POST /v1/applications/{id}/withdrawal`.

use super::{Cx, access};
use crate::reply::{Done, invalid, json};
use crate::rules::check;
use crate::state;
use contract::application::{ApplicationKind, Applications};
use contract::problem::{Problem, ProblemType};
use contract::session::AccessedData;

/// May I, and what follows. Changes nothing.
pub(super) async fn check(cx: &mut Cx<'_>) -> Done {
    let citizen = cx.citizen().await?;
    let mut fields = cx.fields()?;
    let kind: Option<ApplicationKind> = fields.need("kind");
    fields.finish()?;
    let kind = kind.ok_or_else(|| invalid("/kind", "missing"))?;
    let guard = cx.guard(&citizen.id_number).await?;
    Ok(json(200, &check::check(cx.case(&citizen, &guard)?, kind)))
}

/// All of the person's, newest first.
pub(super) async fn list(cx: &mut Cx<'_>) -> Done {
    let citizen = cx.citizen().await?;
    let all = &citizen.applications;
    let items = all.iter().rev().map(|filed| cx.shown(filed, all)).collect();
    Ok(json(200, &Applications { items }))
}

/// One of them.
pub(super) async fn one(cx: &mut Cx<'_>, id: &str) -> Done {
    let citizen = cx.citizen().await?;
    access::note(cx, &citizen.id, AccessedData::Application).await?;
    let all = &citizen.applications;
    let filed = all.iter().find(|f| f.id == id).ok_or(ProblemType::NotFound)?;
    Ok(json(200, &cx.shown(filed, all)))
}

/// Takes one back. Doing so twice comes to the same.
pub(super) async fn withdraw(cx: &mut Cx<'_>, id: &str) -> Done {
    let now = cx.now();
    let mut citizen = cx.citizen().await?;
    let at = citizen.applications.iter().position(|f| f.id == id).ok_or(ProblemType::NotFound)?;
    let filed = citizen.applications.get(at).ok_or(ProblemType::NotFound)?;
    if filed.withdrawn_at.is_none() {
        if !filed.is_withdrawable(&citizen.applications, now) {
            let application = Some(filed.id.clone());
            return Err(Problem { application, ..Problem::new(ProblemType::NotWithdrawable) }.into());
        }
        if let Some(filed) = citizen.applications.get_mut(at) {
            filed.withdrawn_at = Some(now);
        }
        cx.unit.put(&state::citizen(&citizen.id), &citizen);
    }
    let filed = citizen.applications.get(at).ok_or(ProblemType::NotFound)?;
    Ok(json(200, &cx.shown(filed, &citizen.applications)))
}
