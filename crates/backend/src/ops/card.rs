//! `GET /v1/card`, `POST /v1/card/code`, `GET /v1/card/services`, `POST /v1/reveals`.

use super::{Cx, access};
use crate::reply::{Done, Halt, invalid, json};
use crate::rules::calendar::last_sync;
use crate::rules::check::check;
use crate::rules::mask;
use crate::rules::standing::CardStanding;
use crate::rules::terms::{REVEAL_SECONDS, Terms};
use crate::state::{Citizen, IssuedCard};
use contract::application::{ApplicationKind, Check, ReasonCode};
use contract::card::{Card, CardCode, CardService, CardServiceId, CardServices, CardState, Reveal, RevealField};
use contract::city::{Availability, Outlet};
use contract::problem::ProblemType;
use contract::session::AccessedData;
use contract::text::Text;

/// The person's card, how it stands, and the terms it is under.
async fn standing(cx: &mut Cx<'_>) -> Result<(Citizen, IssuedCard, CardStanding), Halt> {
    let citizen = cx.citizen().await?;
    let card = citizen.card.clone().ok_or(ProblemType::NotFound)?;
    let guard = cx.guard(&citizen.id_number).await?;
    let standing = citizen.card_standing(&card, &guard, cx.terms(&citizen)?, cx.now());
    Ok((citizen, card, standing))
}

/// The card.
pub(super) async fn card(cx: &mut Cx<'_>) -> Done {
    let (citizen, card, standing) = standing(cx).await?;
    access::note(cx, &citizen.id, AccessedData::Card).await?;
    let body = Card {
        name: mask::name(&citizen.name),
        id_number: mask::id_number(&citizen.id_number),
        card_number: mask::card_number(&card.number),
        issuing_place: card.place,
        bank: card.bank,
        issued_on: card.issued_on,
        valid_until: card.valid_until,
        generation: card.generation,
        state: standing.state,
        state_since: standing.since,
        loss_report_ends: standing.loss_ends,
        linked: standing.linked,
        code_available: standing.code_available,
        as_of: last_sync(cx.now()).max(standing.since.min(cx.now())),
    };
    Ok(json(200, &body))
}

/// A short-lived code. Its payload stands for nothing but itself.
pub(super) async fn code(cx: &mut Cx<'_>) -> Done {
    let (citizen, _, standing) = standing(cx).await?;
    if !standing.code_available {
        return Err(ProblemType::Forbidden.into());
    }
    let seconds = cx.terms(&citizen)?.code_seconds;
    let payload = format!("demo:{}", cx.moment.id("card-code"));
    let issued_at = cx.now();
    Ok(json(200, &CardCode { payload, issued_at, expires_at: issued_at.plus_seconds(seconds) }))
}

/// One number in full, written down in the access log.
pub(super) async fn reveal(cx: &mut Cx<'_>) -> Done {
    let citizen = cx.citizen().await?;
    let mut fields = cx.fields()?;
    let field: Option<RevealField> = fields.need("field");
    fields.finish()?;
    let field = field.ok_or_else(|| invalid("/field", "missing"))?;
    let (value, what) = match field {
        RevealField::IdNumber => (citizen.id_number, AccessedData::IdNumber),
        RevealField::CardNumber => (citizen.card.ok_or(ProblemType::NotFound)?.number, AccessedData::CardNumber),
    };
    access::note(cx, &citizen.id, what).await?;
    Ok(json(200, &Reveal { field, value, mask_at: cx.now().plus_seconds(REVEAL_SECONDS) }))
}

/// What can be done to the card now.
pub(super) async fn services(cx: &mut Cx<'_>) -> Done {
    use CardServiceId as Id;
    let (citizen, _, standing) = standing(cx).await?;
    let guard = cx.guard(&citizen.id_number).await?;
    let case = cx.case(&citizen, &guard)?;
    let terms = case.terms;
    let cancel = check(case, ApplicationKind::CancelCard);
    let order = [
        Id::CardStatus,
        Id::Enable,
        Id::ReportLost,
        Id::ReleaseLossReport,
        Id::Replace,
        Id::ChangePassword,
        Id::UpdateDetails,
        Id::ProductionProgress,
        Id::Outlets,
        Id::Apply,
        Id::Cancel,
    ];
    let item = |id| if id == Id::Cancel { cancelling(&cancel, terms) } else { service(id, standing.state, terms) };
    let items = order.into_iter().map(item).collect();
    Ok(json(200, &CardServices { card_state: standing.state, items }))
}

/// How a card can be cancelled: as the check of it says, whose reasons are more than the state of the card. That one is under
/// way already does not make it another service.
fn cancelling(check: &Check, terms: &Terms) -> CardService {
    let why = check.reasons.iter().map(|reason| reason.code).find(|code| *code != ReasonCode::UnderWay);
    let (availability, outlet, zh, en) = match why {
        None => return online(CardServiceId::Cancel),
        Some(ReasonCode::WindowOnly) => {
            (terms.cancel, Some(&terms.bank), "本市须到网点办理注销", "This city cancels cards at a counter")
        }
        Some(ReasonCode::RelationOpen) => {
            let (zh, en) = ("请先办完社保关系转移或账户清算", "First end or move your insurance relation");
            (Availability::NotForYou, Some(&terms.hall), zh, en)
        }
        Some(ReasonCode::CardLost) => {
            (Availability::NotForYou, None, "卡片已正式挂失，已经作废", "The card is formally lost and void already")
        }
        Some(_) => (Availability::NotForYou, None, "卡片已注销", "The card is cancelled"),
    };
    but(CardServiceId::Cancel, availability, outlet, zh, en)
}

const fn online(id: CardServiceId) -> CardService {
    CardService { id, availability: Availability::Online, reason: None, outlet: None }
}

fn but(id: CardServiceId, availability: Availability, outlet: Option<&Outlet>, zh: &str, en: &str) -> CardService {
    CardService { id, availability, reason: Some(Text::new(zh, en)), outlet: outlet.cloned() }
}

fn service(id: CardServiceId, state: CardState, terms: &Terms) -> CardService {
    use CardServiceId as Id;
    use CardState as S;
    let online = || online(id);
    let but = |availability, outlet, zh, en| but(id, availability, outlet, zh, en);
    let not_now = |zh, en| but(Availability::NotForYou, None, zh, en);
    let counter = |outlet, zh, en| but(Availability::WindowOnly, Some(outlet), zh, en);
    match (id, state) {
        (Id::CardStatus | Id::Outlets, _) => online(),
        (Id::Apply | Id::Replace, S::Cancelled) => {
            counter(&terms.bank, "新卡须本人领取", "The new card is handed over in person")
        }
        (Id::Apply, _) => not_now("您已有社会保障卡", "You have a card already"),
        (_, S::Cancelled) => not_now("卡片已注销", "The card is cancelled"),
        (Id::Enable, S::NotEnabled) => counter(&terms.bank, "启用须核对本人", "Enabling needs you in person"),
        (Id::Enable, _) => not_now("卡片已启用", "The card is enabled already"),
        (Id::ReportLost, S::TemporarilyLost | S::FormallyLost) => {
            not_now("卡片已挂失", "The card is reported lost already")
        }
        (Id::ReportLost, _) => online(),
        (Id::ReleaseLossReport, S::TemporarilyLost) => counter(
            &terms.bank,
            "到期自动解挂；提前解挂须本人到网点",
            "It ends by itself; ending it earlier needs you in person",
        ),
        (Id::ReleaseLossReport, S::FormallyLost) => {
            not_now("正式挂失不可撤销", "A formal loss report cannot be taken back")
        }
        (Id::ReleaseLossReport, _) => not_now("卡片没有挂失", "The card is not reported lost"),
        (Id::Replace, _) => counter(&terms.bank, "新卡须本人领取", "The new card is handed over in person"),
        (Id::ChangePassword, _) => counter(&terms.bank, "密码须本人当面设置", "A password is set in person"),
        (Id::UpdateDetails, _) => counter(&terms.hall, "须核对证件原件", "Originals must be seen"),
        (Id::ProductionProgress, _) => not_now("没有正在制作的卡片", "No card is being made"),
        (Id::Cancel | Id::Unknown, _) => not_now("暂不提供", "Not offered"),
    }
}
