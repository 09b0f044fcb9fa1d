//! The card, its code, its services.

use crate::case::cases;
use crate::kit::Kit;
use crate::roles::Role;
use crate::verdict::{Check, ensure};
use contract::card::{Card, CardCode, CardServices};
use contract::city::Availability;
use contract::problem::ProblemType;
use serde_json::json;

cases! { Card:
    reads "The card is given to its holder" => given,
    reads "A card says when it was last asked for" => as_of,
    reads "The card services go by the state of the card" => services,
    reads "A card service that cannot be had online says why" => why,
    reads "Cancelling the card is among the card services" => cancel,
    writes "A code is for now, and ends soon" => code,
    writes "Each code is another one" => other_code,
    reads "Who has no card is told 404" => none,
}

async fn card(kit: &Kit) -> Check<Card> {
    kit.of(Role::Payer).await?.get("/v1/card").await?.is(200)?.read()
}

async fn given(kit: &Kit) -> Check {
    kit.of(Role::Payer).await?.get("/v1/card").await?.is(200)?.fits()?;
    Ok(())
}

async fn as_of(kit: &Kit) -> Check {
    let answer = kit.of(Role::Payer).await?.get("/v1/card").await?;
    let (card, now) = (answer.is(200)?.read::<Card>()?, answer.date()?.plus_seconds(1));
    ensure!(card.as_of <= now, "as_of is {}, after the answer's Date", card.as_of);
    ensure!(card.state_since <= now, "state_since is {}, after the answer's Date", card.state_since);
    Ok(())
}

async fn list(kit: &Kit) -> Check<CardServices> {
    kit.of(Role::Payer).await?.get("/v1/card/services").await?.is(200)?.read()
}

async fn services(kit: &Kit) -> Check {
    let (card, services) = (card(kit).await?, list(kit).await?);
    ensure!(
        card.state == services.card_state,
        "the card is {:?}, its services say {:?}",
        card.state,
        services.card_state
    );
    ensure!(!services.items.is_empty(), "there are none");
    Ok(())
}

async fn why(kit: &Kit) -> Check {
    for service in list(kit).await?.items {
        let says = service.availability == Availability::Online || service.reason.is_some();
        ensure!(says, "{:?} cannot be had online and says nothing", service.id);
    }
    Ok(())
}

async fn cancel(kit: &Kit) -> Check {
    let found = list(kit).await?.items.iter().any(|s| s.id == contract::card::CardServiceId::Cancel);
    ensure!(found, "`cancel` is not among them; where it is not offered, its availability says so");
    Ok(())
}

async fn code(kit: &Kit) -> Check {
    let person = kit.of(Role::Payer).await?;
    let available = card(kit).await?.code_available;
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

async fn other_code(kit: &Kit) -> Check {
    let person = kit.of(Role::Payer).await?;
    if !card(kit).await?.code_available {
        return crate::verdict::skip("no code can be shown for the payer's card now");
    }
    let (one, two): (CardCode, CardCode) = (
        person.post("/v1/card/code", &json!({})).await?.is(200)?.read()?,
        person.post("/v1/card/code", &json!({})).await?.is(200)?.read()?,
    );
    ensure!(one.payload != two.payload, "two codes have the same payload");
    Ok(())
}

async fn none(kit: &Kit) -> Check {
    let person = kit.of(Role::Cardless).await?;
    person.get("/v1/card").await?.refused(ProblemType::NotFound)?;
    person.get("/v1/card/services").await?.refused(ProblemType::NotFound)?;
    Ok(())
}
