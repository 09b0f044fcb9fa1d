//! Submitting an application and following it.

use crate::case::cases;
use crate::flow::KIND;
use crate::kit::Visitor;
use crate::roles::Role;
use crate::verdict::{Check, ensure, skip};
use contract::application::{ApplicationState, ReasonCode};
use contract::percent::decode;
use contract::problem::ProblemType;
use contract::values::Actor;
use serde_json::json;

cases! { "application":
    writes "A submission gives 201 with the application and where it is" => submitted as Payer,
    writes "A submission says what was confirmed" => as_confirmed as Payer,
    writes "An application can be read where its `Location` says" => location as Payer,
    writes "An id in a path is the same however it is percent-encoded" => encoded as Payer,
    writes "The newest application is the first of the list" => listed as Payer,
    writes "An application's life begins with its submission by the citizen" => timeline as Payer,
    writes "Who acts next is said, with a deadline to come" => next as Payer,
    writes "Two applications have two ids, numbers and checksums" => distinct as Payer,
    writes "A second of the same kind, with a key of its own, is 409 and names the first" => under_way as Payer,
    writes "While one is under way, a check names it" => check_names_it as Payer,
    writes "Who may not is refused with 422, and nothing is filed" => not_eligible as Employee,
    writes "A loss that was not ticked is 400 and names `/acknowledged`" => not_ticked as Payer,
    writes "A month that was not offered is 400 and names `/effective_month`" => other_month as Payer,
    writes "A motive that is none is 400 and names `/motive`" => other_motive as Payer,
    writes "A refused submission leaves nothing behind" => nothing_left as Payer,
}

async fn submitted(person: &Visitor<'_>) -> Check {
    let filed = person.file().await?;
    filed.answer.fits()?;
    let location = filed.answer.response.header("Location").unwrap_or_default();
    let id = location.rsplit_once("/v1/applications/").and_then(|(_, id)| decode(id));
    ensure!(id.as_ref() == Some(&filed.application.id), "Location is `{location}`");
    ensure!(!filed.application.number.is_empty(), "it has no number to tell the office");
    ensure!(!filed.application.checksum.is_empty(), "it has no checksum");
    person.clear().await
}

async fn as_confirmed(person: &Visitor<'_>) -> Check {
    let filed = person.file().await?;
    let application = &filed.application;
    ensure!(json!(application.kind) == KIND, "it is of another kind: {:?}", application.kind);
    for name in ["motive", "effective_month"] {
        let (wished, is) = (filed.wish.get(name), filed.answer.body.get(name));
        ensure!(wished.is_none() || wished == is, "{name} was {wished:?}, and is {is:?}");
    }
    person.clear().await
}

async fn location(person: &Visitor<'_>) -> Check {
    let filed = person.file().await?;
    let location = filed.answer.response.header("Location").unwrap_or_default();
    // The path only: a backend may be behind another address than it knows itself.
    let path = location.find("/v1/").map_or("", |at| &location[at..]);
    let answer = person.get(path).await?;
    answer.is(200)?.fits()?;
    ensure!(answer.body["id"] == filed.answer.body["id"], "there is another application");
    ensure!(answer.body["number"] == filed.answer.body["number"], "it has another number");
    person.clear().await
}

/// Every octet of an id as a percent-encoding, which stands for the same (RFC 3986, 2.3).
fn octets(id: &str) -> String {
    id.bytes().fold(String::new(), |all, octet| format!("{all}%{octet:02X}"))
}

async fn encoded(person: &Visitor<'_>) -> Check {
    let (id, right, _) = person.asked(Role::Payer).await?;
    let path = format!("/v1/verifications/{}/answer", octets(&id));
    person.post(&path, &json!({ "answer": right })).await?.is(200)?;
    let application = person.file().await?.application;
    let path = format!("/v1/applications/{}", octets(&application.id));
    let answer = person.get(&path).await?;
    ensure!(answer.is(200)?.body["id"] == application.id, "there is another application");
    let answer = person.post(&format!("{path}/withdrawal"), &json!({})).await?;
    ensure!(answer.is(200)?.body["id"] == application.id, "another application is withdrawn");
    person.clear().await
}

async fn listed(person: &Visitor<'_>) -> Check {
    let filed = person.file().await?;
    let all = person.applications().await?;
    ensure!(all.first().is_some_and(|a| a.id == filed.application.id), "it is not the first");
    let ordered = all.windows(2).all(|pair| pair[0].submitted_at >= pair[1].submitted_at);
    ensure!(ordered, "an older one stands before a newer one");
    person.clear().await
}

async fn timeline(person: &Visitor<'_>) -> Check {
    let filed = person.file().await?;
    let application = &filed.application;
    let first = application.timeline.first();
    let begins = first.is_some_and(|e| e.state == ApplicationState::Submitted && e.actor == Actor::Citizen);
    ensure!(begins, "it begins with {first:?}");
    ensure!(first.is_some_and(|e| e.at == application.submitted_at), "its first entry is not of `submitted_at`");
    for application in person.applications().await? {
        let ordered = application.timeline.windows(2).all(|pair| pair[0].at <= pair[1].at);
        ensure!(ordered, "the timeline of {} is not in order", application.id);
        let last = application.timeline.last().map(|e| e.state);
        ensure!(
            last == Some(application.state),
            "{} is {:?}, its timeline ends with {last:?}",
            application.id,
            application.state
        );
    }
    person.clear().await
}

async fn next(person: &Visitor<'_>) -> Check {
    let filed = person.file().await?;
    let Some(next) = &filed.application.next else {
        ensure!(filed.application.state == ApplicationState::Effective, "nobody is said to act next");
        return skip("the application took effect at once: nobody acts next");
    };
    ensure!(next.deadline.is_none_or(|at| at > filed.application.submitted_at), "the deadline has passed already");
    person.clear().await
}

async fn distinct(person: &Visitor<'_>) -> Check {
    let (one, two) = (person.file().await?.application, person.file().await?.application);
    ensure!(one.id != two.id, "both have the id {}", one.id);
    ensure!(one.number != two.number, "both have the number {}", one.number);
    ensure!(one.checksum != two.checksum, "both have the checksum {}", one.checksum);
    person.clear().await
}

async fn under_way(person: &Visitor<'_>) -> Check {
    let filed = person.file().await?;
    let mut wish = filed.wish.clone();
    wish["verification"] = json!(person.verified(Role::Payer).await?);
    let before = person.count().await?;
    let problem = person.submit(&person.kit.key(), &wish).await?.refused(ProblemType::AlreadyUnderWay)?;
    let named = problem.application.as_deref() == Some(&filed.application.id);
    ensure!(named, "`application` is {:?}, not {}", problem.application, filed.application.id);
    ensure!(person.count().await? == before, "and yet there is one more");
    person.clear().await
}

async fn check_names_it(person: &Visitor<'_>) -> Check {
    let filed = person.file().await?;
    let check = person.check(KIND).await?;
    ensure!(!check.eligible, "a second one is said to be possible");
    let reason = check.reasons.iter().find(|r| r.code == ReasonCode::UnderWay);
    let named = reason.is_some_and(|r| r.application.as_deref() == Some(&filed.application.id));
    ensure!(named, "no reason `under_way` names it: {:?}", check.reasons);
    person.clear().await
}

async fn not_eligible(person: &Visitor<'_>) -> Check {
    let before = person.count().await?;
    let wish = json!({ "kind": KIND, "verification": person.verified(Role::Employee).await? });
    person.submit(&person.kit.key(), &wish).await?.refused(ProblemType::NotEligible)?;
    ensure!(person.count().await? == before, "and yet there is one more");
    Ok(())
}

async fn not_ticked(person: &Visitor<'_>) -> Check {
    let mut wish = person.wish().await?;
    if wish["acknowledged"].as_array().is_none_or(Vec::is_empty) {
        return skip("nothing is to be ticked");
    }
    wish["acknowledged"] = json!([]);
    person.submit(&person.kit.key(), &wish).await?.points_at(&["/acknowledged"])
}

async fn other_month(person: &Visitor<'_>) -> Check {
    let mut wish = person.wish().await?;
    if wish.get("effective_month").is_none() {
        return skip("no month is asked for");
    }
    for month in ["2020-01", "2199-12"] {
        wish["effective_month"] = json!(month);
        person.submit(&person.kit.key(), &wish).await?.points_at(&["/effective_month"])?;
    }
    Ok(())
}

async fn other_motive(person: &Visitor<'_>) -> Check {
    let mut wish = person.wish().await?;
    wish["motive"] = json!("because");
    person.submit(&person.kit.key(), &wish).await?.points_at(&["/motive"])
}

async fn nothing_left(person: &Visitor<'_>) -> Check {
    let mut wish = person.wish().await?;
    let (before, right) = (person.count().await?, wish.clone());
    wish["motive"] = json!("because");
    person.submit(&person.kit.key(), &wish).await?.is_refused()?;
    ensure!(person.count().await? == before, "a refused submission is in the list");
    // The verification was not used up by it.
    person.submit(&person.kit.key(), &right).await?.is(201)?;
    person.clear().await
}
