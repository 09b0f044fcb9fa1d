//! What takes time, and what locks somebody out for a time: last of those that act.

use crate::case::cases;
use crate::kit::{Kit, Visitor, post};
use crate::roles::Role;
use crate::verdict::{Check, Stop, ensure, fail, skip};
use contract::application::{Application, ApplicationState};
use contract::http::{BACKGROUND, Method, PURPOSE, Request};
use contract::problem::ProblemType;
use contract::session::Session;
use serde_json::json;

cases! { "time":
    writes "A verification that has run out of time is 410" => expired as Payer,
    writes "A repeat gives the first answer also when the undo window has passed" => late_repeat,
    writes "After the undo window an application is withdrawn only if it says so" => after_window,
    reads "A session ends when nothing is asked for `idle_seconds`" => idle as new Payer,
    reads "A session goes on as long as something is asked" => kept_alive as new Payer,
    reads "What a timer asks for does not keep a session alive" => background as new Payer,
    writes "A wrong answer says how many are left, one less each time" => counted,
    writes "The wrong answer after the last one left locks, and says until when" => locked,
}

async fn expired(person: &Visitor<'_>) -> Check {
    let (id, right, begun) = person.asked(Role::Payer).await?;
    let seconds = begun.date()?.seconds_until(begun.instant("/expires_at")?);
    person.kit.pass(seconds + 1).await?;
    let person = person.kit.of(Role::Payer).await?;
    person.answer(&id, &right).await?.refused(ProblemType::VerificationExpired)?;
    Ok(())
}

/// Files, and lets the undo window pass.
async fn past_the_window(kit: &Kit) -> Check<(Visitor<'_>, crate::flow::Filed)> {
    let person = kit.of(Role::Payer).await?;
    let filed = person.file().await?;
    let Some(until) = filed.application.undo_until else { return skip("the application cannot be undone") };
    let seconds = filed.application.submitted_at.seconds_until(until) + 1;
    if let Err(why) = kit.pass(seconds).await {
        person.clear().await?;
        return Err(why);
    }
    Ok((kit.of(Role::Payer).await?, filed))
}

async fn late_repeat(kit: &Kit) -> Check {
    let (person, filed) = past_the_window(kit).await?;
    let again = person.submit(&filed.key, &filed.wish).await?;
    ensure!(again.is(201)?.body == filed.answer.body, "the repeat has another body");
    person.clear().await
}

async fn after_window(kit: &Kit) -> Check {
    let (person, filed) = past_the_window(kit).await?;
    let now = person.application(&filed.application.id).await?;
    ensure!(now.state != ApplicationState::Submitted, "it is `submitted`, which stands for: can be undone");
    ensure!(now.timeline.len() > filed.application.timeline.len(), "nothing of that is in its timeline");
    let answer = person.withdraw(&now.id).await?;
    if now.withdrawable {
        let application: Application = answer.is(200)?.read()?;
        ensure!(application.state == ApplicationState::Withdrawn, "it is {:?}", application.state);
    } else {
        answer.refused(ProblemType::NotWithdrawable)?;
    }
    Ok(())
}

async fn idle(person: &Visitor<'_>) -> Check {
    let session: Session = person.get("/v1/session").await?.is(200)?.read()?;
    person.kit.pass(session.idle_seconds + 1).await?;
    person.get("/v1/session").await?.refused(ProblemType::NotSignedIn)?;
    person.get("/v1/contributions").await?.refused(ProblemType::NotSignedIn)?;
    Ok(())
}

async fn kept_alive(person: &Visitor<'_>) -> Check {
    let session: Session = person.get("/v1/session").await?.is(200)?.read()?;
    for _ in 0..3 {
        person.kit.pass(session.idle_seconds.div_ceil(2)).await?;
        person.get("/v1/card").await?.is(200)?;
    }
    let later: Session = person.get("/v1/session").await?.is(200)?.read()?;
    ensure!(later.expires_at == session.expires_at, "asking puts off `expires_at`, which holds in any case");
    person.sign_out().await?.is(204)?;
    Ok(())
}

async fn background(person: &Visitor<'_>) -> Check {
    let session: Session = person.get("/v1/session").await?.is(200)?.read()?;
    if session.background != Some(true) {
        return skip("the session does not say `background`");
    }
    person.kit.pass(session.idle_seconds.div_ceil(2)).await?;
    let mut request = Request::new(Method::Get, "/v1/card");
    request.headers.push((PURPOSE.to_owned(), BACKGROUND.to_owned()));
    person.send(request).await?.is(200)?;
    person.kit.pass(session.idle_seconds.div_ceil(2)).await?;
    person.get("/v1/session").await?.refused(ProblemType::NotSignedIn)?;
    Ok(())
}

/// A verification of the lockable person, ready to be answered wrongly.
async fn lockable(kit: &Kit) -> Check<(Visitor<'_>, String, String, u32)> {
    kit.signs_in(Role::Lockable)?;
    let person = kit.of(Role::Lockable).await?;
    let (id, right, _) = person.asked(Role::Lockable).await?;
    let wrong = person.answer(&id, Visitor::wrong(&right)).await?.refused(ProblemType::WrongAnswer)?;
    let Some(left) = wrong.attempts_left else { return fail("a wrong answer has no attempts_left") };
    Ok((person, id, right, left))
}

async fn counted(kit: &Kit) -> Check {
    let (person, id, right, left) = lockable(kit).await?;
    ensure!(left >= 2, "after one wrong answer there are {left} left: a slip of the finger would lock people out");
    let problem = person.answer(&id, Visitor::wrong(&right)).await?.refused(ProblemType::WrongAnswer)?;
    let then = problem.attempts_left;
    ensure!(then == Some(left - 1), "attempts_left went from {left} to {then:?}");
    // The count starts anew with a right answer.
    person.answer(&id, &right).await?.is(200)?;
    let begun = person.begin(person.method(Role::Lockable)?).await?;
    let anew = begun.body["attempts_left"].as_u64();
    ensure!(anew > Some(u64::from(left)), "after a right answer there are {anew:?} left, no more than before");
    Ok(())
}

async fn locked(kit: &Kit) -> Check {
    let (person, id, right, left) = lockable(kit).await?;
    ensure!(left <= 20, "there are {left} wrong answers left: six digits can be guessed");
    let mut answer = person.answer(&id, Visitor::wrong(&right)).await?;
    for _ in 1..left {
        answer.refused(ProblemType::WrongAnswer)?;
        answer = person.answer(&id, Visitor::wrong(&right)).await?;
    }
    let problem = answer.refused(ProblemType::Locked)?;
    let Some(until) = problem.retry_at else { return fail("retry_at is missing") };
    let now = answer.date()?;
    ensure!(until > now, "retry_at has passed already");
    person.answer(&id, &right).await?.refused(ProblemType::Locked)?;
    let begin = json!({ "purpose": "application", "method": person.method(Role::Lockable)? });
    person.once(post("/v1/verifications", &begin)).await?.refused(ProblemType::Locked)?;
    if kit.pass(now.seconds_until(until) + 1).await.is_ok() {
        // A lock that does not end would keep people from their own records.
        match kit.enter(Role::Lockable).await {
            Err(Stop::Skipped(why)) => return fail(format!("after `retry_at`: {why}")),
            entered => drop(entered?),
        }
    }
    Ok(())
}
