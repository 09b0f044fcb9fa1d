//! The card, its code, its services.

use crate::case::cases;
use crate::kit::Visitor;
use crate::verdict::{Check, ensure, fail, skip};
use contract::application::{Check as Checked, ReasonCode};
use contract::card::{Card, CardCode, CardServiceId, CardServices};
use contract::city::Availability;
use contract::problem::ProblemType;
use serde_json::json;

cases! { "card":
    reads "The card is given to its holder" => given as Payer,
    reads "A card says when it was last asked for" => as_of as Payer,
    reads "The card services go by the state of the card" => services as Payer,
    reads "A card service that cannot be had online says why" => why as Payer,
    reads "Cancelling the card is among the card services" => cancel as Payer,
    writes "The card services offer the cancelling that its check allows, and no other" => one_truth as Payer,
    writes "A code is for now, and ends soon" => code as Payer,
    writes "Each code is another one" => other_code as Payer,
    reads "Who has no card is told 404" => none as Cardless,
}

async fn card(person: &Visitor<'_>) -> Check<Card> {
    person.get("/v1/card").await?.is(200)?.read()
}

async fn given(person: &Visitor<'_>) -> Check {
    person.get("/v1/card").await?.is(200)?.fits()?;
    Ok(())
}

async fn as_of(person: &Visitor<'_>) -> Check {
    let answer = person.get("/v1/card").await?;
    let (card, now) = (answer.is(200)?.read::<Card>()?, answer.date()?.plus_seconds(1));
    ensure!(card.as_of <= now, "as_of is {}, after the answer's Date", card.as_of);
    ensure!(card.state_since <= now, "state_since is {}, after the answer's Date", card.state_since);
    Ok(())
}

async fn list(person: &Visitor<'_>) -> Check<CardServices> {
    person.get("/v1/card/services").await?.is(200)?.read()
}

async fn services(person: &Visitor<'_>) -> Check {
    let (card, services) = (card(person).await?, list(person).await?);
    let (is, said) = (card.state, services.card_state);
    ensure!(is == said, "the card is {is:?}, its services say {said:?}");
    ensure!(!services.items.is_empty(), "there are none");
    Ok(())
}

async fn why(person: &Visitor<'_>) -> Check {
    for service in list(person).await?.items {
        let says = service.availability == Availability::Online || service.reason.is_some();
        ensure!(says, "{:?} cannot be had online and says nothing", service.id);
    }
    Ok(())
}

async fn cancel(person: &Visitor<'_>) -> Check {
    let found = list(person).await?.items.iter().any(|s| s.id == CardServiceId::Cancel);
    ensure!(found, "`cancel` is not among them; where it is not offered, its availability says so");
    Ok(())
}

async fn one_truth(person: &Visitor<'_>) -> Check {
    let offered = list(person)
        .await?
        .items
        .iter()
        .any(|s| s.id == CardServiceId::Cancel && s.availability == Availability::Online);
    let answer = person.post("/v1/applications/check", &json!({ "kind": "cancel_card" })).await?;
    let check: Checked = answer.is(200)?.read()?;
    // That one is under way does not make it another service.
    let why = check.reasons.iter().map(|reason| reason.code).find(|code| *code != ReasonCode::UnderWay);
    match (offered, why) {
        (true, Some(why)) => fail(format!("the card services offer it online, its check says {why:?}")),
        (false, None) => fail("its check allows it, the card services do not offer it online"),
        _ => Ok(()),
    }
}

async fn code(person: &Visitor<'_>) -> Check {
    let available = card(person).await?.code_available;
    let answer = person.post("/v1/card/code", &json!({})).await?;
    if !available {
        answer.refused(ProblemType::Forbidden)?;
        return Ok(());
    }
    let (code, now) = (answer.is(200)?.fits()?.read::<CardCode>()?, answer.date()?);
    ensure!(code.issued_at <= now.plus_seconds(1), "it was made at a time to come");
    ensure!(code.expires_at > code.issued_at && code.expires_at > now, "it has ended already");
    let seconds = code.issued_at.seconds_until(code.expires_at);
    ensure!(seconds <= 600, "it lasts {seconds} s, which is not short-lived");
    Ok(())
}

async fn other_code(person: &Visitor<'_>) -> Check {
    if !card(person).await?.code_available {
        return skip("no code can be shown for the payer's card now");
    }
    let (one, two): (CardCode, CardCode) = (
        person.post("/v1/card/code", &json!({})).await?.is(200)?.read()?,
        person.post("/v1/card/code", &json!({})).await?.is(200)?.read()?,
    );
    ensure!(one.payload != two.payload, "two codes have the same payload");
    Ok(())
}

async fn none(person: &Visitor<'_>) -> Check {
    person.get("/v1/card").await?.refused(ProblemType::NotFound)?;
    person.get("/v1/card/services").await?.refused(ProblemType::NotFound)?;
    Ok(())
}
