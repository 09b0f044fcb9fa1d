//! Masking, revealing, the access log, and whose data it is.

use super::wrong_body;
use crate::case::cases;
use crate::flow::KIND;
use crate::kit::Visitor;
use crate::roles::Role;
use crate::verdict::{Check, ensure, skip};
use contract::application::ApplicationKind;
use contract::card::{Card, Reveal};
use contract::http::{Method, PREFETCH, PURPOSE, Request};
use contract::problem::ProblemType;
use contract::session::{AccessLog, AccessedData, Session};
use serde_json::json;

cases! { "privacy":
    reads "The session masks name and ID number" => session as Payer,
    reads "The card masks name, ID number and card number" => card as Payer,
    writes "A revealed number fits its mask, and says when it must be masked again" => reveal as Payer,
    writes "A revealed number is written down in the access log" => logged as Payer,
    reads "The access log is given, newest first" => newest_first as Payer,
    reads "What is asked for ahead is answered like any other, and marked if it is written down" => ahead as Payer,
    reads "A number that cannot be revealed is 400 and names `/field`" =>
        wrong_body("/v1/reveals", json!({ "field": "telephone" }), &["/field"]) as Payer,
    writes "Nobody reads an application of somebody else" => not_read as Payer,
    writes "Nobody withdraws an application of somebody else" => not_withdrawn as Payer,
    writes "Nobody sees an application of somebody else among his own" => not_listed as Payer,
    reads "An application that is not there is 404, like one of somebody else" => none as Payer,
}

/// Whether it hides something.
fn masked(text: &str) -> bool {
    text.contains('*')
}

async fn session(person: &Visitor<'_>) -> Check {
    let session: Session = person.get("/v1/session").await?.is(200)?.read()?;
    ensure!(masked(&session.id_number), "the ID number is not masked");
    ensure!(masked(&session.name), "the name is not masked");
    Ok(())
}

async fn card(person: &Visitor<'_>) -> Check {
    let card: Card = person.get("/v1/card").await?.is(200)?.read()?;
    for (what, text) in [("name", card.name), ("id_number", card.id_number), ("card_number", card.card_number)] {
        ensure!(masked(&text), "{what} is not masked");
    }
    Ok(())
}

/// Whether a mask hides this text: where it shows characters, at its ends, they are the text's.
fn hides(mask: &str, text: &str) -> bool {
    let bare: String = mask.split_whitespace().collect();
    let text: String = text.split_whitespace().collect();
    let start = bare.split('*').next().unwrap_or_default();
    let end = bare.rsplit('*').next().unwrap_or_default();
    text.starts_with(start) && text.ends_with(end)
}

async fn reveal(person: &Visitor<'_>) -> Check {
    let card: Card = person.get("/v1/card").await?.is(200)?.read()?;
    for (field, mask) in [("id_number", card.id_number), ("card_number", card.card_number)] {
        let answer = person.post("/v1/reveals", &json!({ "field": field })).await?;
        let reveal: Reveal = answer.is(200)?.fits()?.read()?;
        ensure!(!masked(&reveal.value), "the {field} is still masked");
        ensure!(hides(&mask, &reveal.value), "the revealed {field} does not fit what the card shows of it");
        ensure!(reveal.mask_at > answer.date()?, "mask_at of the {field} has passed already");
        let known = if field == "id_number" { person.kit.person(Role::Payer)?.id_number.as_deref() } else { None };
        ensure!(known.is_none_or(|known| known == reveal.value), "it is another ID number than the person's");
    }
    Ok(())
}

async fn log(person: &Visitor<'_>) -> Check<AccessLog> {
    person.get("/v1/access-log").await?.is(200)?.read()
}

async fn logged(person: &Visitor<'_>) -> Check {
    let count = |log: &AccessLog| log.items.iter().filter(|line| line.what == AccessedData::IdNumber).count();
    let before = count(&log(person).await?);
    person.post("/v1/reveals", &json!({ "field": "id_number" })).await?.is(200)?;
    let after = log(person).await?;
    ensure!(count(&after) > before, "the log has no new line `id_number`");
    Ok(())
}

async fn ahead(person: &Visitor<'_>) -> Check {
    let session: Session = person.get("/v1/session").await?.is(200)?.read()?;
    if session.prefetch != Some(true) {
        return skip("the session does not say `prefetch`");
    }
    let asked = |path: &str| {
        let mut request = Request::new(Method::Get, path);
        request.headers.push((PURPOSE.to_owned(), PREFETCH.to_owned()));
        person.send(request)
    };
    let looks = |log: &AccessLog| log.items.iter().filter(|line| line.ahead != Some(true)).count();
    let known: Card = person.get("/v1/card").await?.is(200)?.read()?;
    let opened = looks(&log(person).await?);
    let card: Card = asked("/v1/card").await?.is(200)?.fits()?.read()?;
    ensure!(card.card_number == known.card_number, "it is another card");
    asked("/v1/contributions/summary").await?.is(200)?.fits()?;
    let after = looks(&log(person).await?);
    // A backend may write down no reading at all; then it has nothing to mark.
    ensure!(after == opened, "what was asked for ahead stands in the log as a look");
    Ok(())
}

async fn newest_first(person: &Visitor<'_>) -> Check {
    let answer = person.get("/v1/access-log").await?;
    let log: AccessLog = answer.is(200)?.fits()?.read()?;
    ensure!(log.items.windows(2).all(|pair| pair[0].at >= pair[1].at), "an older line stands before a newer one");
    Ok(())
}

/// The id of an application of the payer's, and somebody else.
async fn theirs<'k>(payer: &Visitor<'k>) -> Check<(String, Visitor<'k>)> {
    let other = payer.kit.of(Role::Employee).await?;
    Ok((payer.file().await?.application.id, other))
}

async fn not_read(person: &Visitor<'_>) -> Check {
    let (id, other) = theirs(person).await?;
    other.get(&format!("/v1/applications/{id}")).await?.refused(ProblemType::NotFound)?;
    person.clear().await
}

async fn not_withdrawn(person: &Visitor<'_>) -> Check {
    let (id, other) = theirs(person).await?;
    other.withdraw(&id).await?.refused(ProblemType::NotFound)?;
    let stands = person.application(&id).await?.withdrawable;
    ensure!(stands, "after somebody else's try the application is not as it was");
    person.clear().await
}

async fn not_listed(person: &Visitor<'_>) -> Check {
    let (id, other) = theirs(person).await?;
    let seen = other.applications().await?.iter().any(|a| a.id == id);
    ensure!(!seen, "the employee sees an application of the payer");
    let check = other.check(KIND).await?;
    ensure!(check.kind == ApplicationKind::StopContributions, "the check is of another kind");
    let named = check.reasons.iter().any(|r| r.application.as_deref() == Some(&id));
    ensure!(!named, "the employee's check names an application of the payer");
    person.clear().await
}

async fn none(person: &Visitor<'_>) -> Check {
    for id in ["conform-none", "..%2Fcard", "1"] {
        let answer = person.get(&format!("/v1/applications/{id}")).await?;
        if answer.status() == 200 {
            return skip(format!("an application has the id {id}"));
        }
        answer.refused(ProblemType::NotFound)?;
        person.withdraw(id).await?.refused(ProblemType::NotFound)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::hides;

    #[test]
    fn a_mask_shows_the_ends_of_what_it_hides() {
        assert!(hides("9900**********0018", "990000198506010018") && hides("***** 0276", "62170000 0276"));
        assert!(!hides("9900**********0018", "990000198506010026") && !hides("1*", "2"));
    }
}
