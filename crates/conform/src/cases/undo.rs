//! Taking an application back.

use crate::case::cases;
use crate::flow::KIND;
use crate::kit::Visitor;
use crate::verdict::{Check, ensure, fail};
use contract::application::{Application, ApplicationState};
use contract::values::Actor;
use futures_util::future::join;

cases! { "undo":
    writes "An application can be undone for as long as the check said" => window as Payer,
    writes "Withdrawing gives the application as it is then" => withdrawn as Payer,
    writes "A withdrawal is in the timeline, by the citizen" => in_timeline as Payer,
    writes "Withdrawing again comes to the same" => again as Payer,
    writes "Withdrawing at once from two places comes to the same" => at_once as Payer,
    writes "After a withdrawal it can be applied for anew" => anew as Payer,
}

async fn window(person: &Visitor<'_>) -> Check {
    person.clear().await?;
    let seconds = i64::from(person.check(KIND).await?.undo_seconds);
    let application = person.file().await?.application;
    ensure!(application.withdrawable, "it cannot be withdrawn");
    let Some(until) = application.undo_until else { return fail("there is no undo_until") };
    let off = (until.ms() - application.submitted_at.plus_seconds(seconds).ms()).abs();
    ensure!(off <= 5000, "undo_until is {until}, which is {} s off {seconds} s after the submission", off / 1000);
    person.clear().await
}

async fn withdrawn(person: &Visitor<'_>) -> Check {
    let id = person.file().await?.application.id;
    let answer = person.withdraw(&id).await?;
    let application: Application = answer.is(200)?.fits()?.read()?;
    ensure!(application.id == id, "it is another application");
    ensure!(application.state == ApplicationState::Withdrawn, "it is {:?}", application.state);
    ensure!(!application.withdrawable, "it can be withdrawn once more");
    ensure!(application.next.is_none(), "somebody is said to act next");
    Ok(())
}

async fn in_timeline(person: &Visitor<'_>) -> Check {
    let id = person.file().await?.application.id;
    person.withdraw(&id).await?.is(200)?;
    let application = person.application(&id).await?;
    let last = application.timeline.last();
    let right = last.is_some_and(|e| e.state == ApplicationState::Withdrawn && e.actor == Actor::Citizen);
    ensure!(right, "it ends with {last:?}");
    Ok(())
}

async fn again(person: &Visitor<'_>) -> Check {
    let id = person.file().await?.application.id;
    let one = person.withdraw(&id).await?;
    let two = person.withdraw(&id).await?;
    ensure!(one.is(200)?.body == two.is(200)?.body, "the second time it is another answer");
    Ok(())
}

async fn at_once(person: &Visitor<'_>) -> Check {
    let id = person.file().await?.application.id;
    let (one, two) = join(person.withdraw(&id), person.withdraw(&id)).await;
    let (one, two): (Application, Application) = (one?.is(200)?.read()?, two?.is(200)?.read()?);
    let both = [one.state, two.state];
    ensure!(both == [ApplicationState::Withdrawn; 2], "it is {:?} and {:?}", one.state, two.state);
    let times = |a: &Application| a.timeline.iter().filter(|e| e.state == ApplicationState::Withdrawn).count();
    let times = times(&person.application(&id).await?);
    ensure!(times == 1, "the timeline has {times} withdrawals");
    Ok(())
}

async fn anew(person: &Visitor<'_>) -> Check {
    let id = person.file().await?.application.id;
    person.withdraw(&id).await?.is(200)?;
    ensure!(person.check(KIND).await?.eligible, "the check says no");
    let new = person.file().await?.application;
    ensure!(new.id != id, "it is the one that was withdrawn");
    person.clear().await
}
