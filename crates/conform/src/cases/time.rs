//! What takes time, and what locks somebody out for a time: last of those that act.

use crate::case::cases;
use crate::kit::{Kit, Visitor, post};
use crate::roles::Role;
use crate::verdict::{Check, Stop, ensure, fail, if_supported, skip};
use contract::application::{Application, ApplicationState};
use contract::http::{BACKGROUND, Method, PURPOSE, Request};
use contract::problem::ProblemType;
use contract::session::Session;
use contract::values::Instant;
use serde_json::json;

cases! { "time":
    writes "A verification that has run out of time is 410" => expired as Payer,
    writes "A repeat gives the first answer also when the undo window has passed" => late_repeat,
    writes "After the undo window an application is withdrawn only if it says so" => after_window,
    reads "A session ends when nothing is asked for `idle_seconds`" => idle as new Payer,
    reads "A session goes on as long as something is asked" => kept_alive as new Payer,
    reads "What a timer asks for does not keep a session alive" => background as new Payer,
    writes "A wrong answer says how many are left, one less each time" => counted,
    writes "Wrong passwords of somebody who is not signed in change neither the card nor a session" => stranger,
    writes "A right answer in one way resets the count of no other" => own_count,
    writes "A right answer that is sent again resets no count" => no_count,
    writes "The wrong answer after the last one left locks that way alone, and says until when" => locked,
    writes "A lock after another lasts longer" => longer,
}

/// Tries of somebody who is not signed in, at most.
const TRIES: u32 = 20;

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

fn begin(method: &str) -> Request {
    post("/v1/verifications", &json!({ "purpose": "application", "method": method }))
}

/// The lockable person, signed in; left out where a run has locked the password.
async fn open(kit: &Kit) -> Check<Visitor<'_>> {
    kit.signs_in(Role::Lockable)?;
    let person = kit.of(Role::Lockable).await?;
    if person.method(Role::Lockable)? == "password" && person.once(begin("password")).await?.status() == 423 {
        return skip("the password of the lockable person is locked, as a run leaves it; it ends by itself");
    }
    Ok(person)
}

/// A verification of the lockable person, ready to be answered wrongly.
async fn lockable(kit: &Kit) -> Check<(Visitor<'_>, String, String, u32)> {
    let person = open(kit).await?;
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

async fn stranger(kit: &Kit) -> Check {
    let Some(password) = &kit.signs_in(Role::Lockable)?.password else {
        return skip("the password of the lockable person is not configured");
    };
    let person = open(kit).await?;
    let (number, wrong) = (kit.id_number(Role::Lockable)?, Visitor::wrong(password));
    let body = json!({ "method": "password", "id_number": number, "password": wrong });
    let mut ends = None;
    for _ in 0..TRIES {
        let answer = kit.nobody().once(post("/v1/session", &body)).await?;
        let wait = answer.response.header("Retry-After").and_then(|text| text.parse().ok());
        match (answer.status(), wait) {
            (422, _) => {}
            (429, Some(wait)) if kit.pass(wait).await.is_ok() => {}
            (423, wait) => {
                ends = wait;
                break;
            }
            _ => break,
        }
    }
    let session = person.get("/v1/session").await?.status();
    ensure!(session == 200, "the session is answered with {session}");
    if let Some(card) = if_supported(person.get("/v1/card").await)? {
        let locked = card.status() == 200 && card.body["state"] == "locked";
        ensure!(!locked, "the card is locked");
    }
    let begun = person.once(begin(person.method(Role::Lockable)?)).await?.status();
    ensure!(begun != ProblemType::Locked.status(), "the person who is signed in cannot prove identity");
    let (id, right, _) = person.asked(Role::Lockable).await?;
    person.answer(&id, &right).await?.is(200)?;
    // Who is not signed in may be locked out yet: a backend need not be able to tell the two apart.
    if let Some(seconds) = ends {
        let _ = kit.pass(seconds).await;
    }
    Ok(())
}

/// Begins to prove identity; with how many wrong answers are left.
async fn left(person: &Visitor<'_>) -> Check<(String, String, u64)> {
    let (id, right, begun) = person.asked(Role::Lockable).await?;
    let Some(left) = begun.body["attempts_left"].as_u64() else { return fail("attempts_left is missing") };
    Ok((id, right, left))
}

/// Gives a wrong answer; how many are left then.
async fn miss(person: &Visitor<'_>) -> Check<u64> {
    let (id, right, _) = left(person).await?;
    person.answer(&id, Visitor::wrong(&right)).await?.refused(ProblemType::WrongAnswer)?;
    Ok(left(person).await?.2)
}

async fn own_count(kit: &Kit) -> Check {
    let person = open(kit).await?;
    let before = miss(&person).await?;
    // The same person, who came in by the other way, and so proves identity in another one.
    let other = kit.enter(Role::Lockable).await?;
    if other.method(Role::Lockable)? != person.method(Role::Lockable)? {
        let (id, right, _) = other.asked(Role::Lockable).await?;
        other.answer(&id, &right).await?.is(200)?;
    }
    other.sign_out().await?.is(204)?;
    let (id, right, after) = left(&person).await?;
    ensure!(after == before, "right answers in other ways took those left from {before} to {after}");
    person.answer(&id, &right).await?.is(200)?;
    Ok(())
}

async fn no_count(kit: &Kit) -> Check {
    let person = open(kit).await?;
    let (first, answer, _) = left(&person).await?;
    person.answer(&first, &answer).await?.is(200)?;
    let before = miss(&person).await?;
    person.answer(&first, &answer).await?;
    let (id, right, after) = left(&person).await?;
    ensure!(after == before, "what was answered before took those left from {before} to {after}");
    person.answer(&id, &right).await?.is(200)?;
    Ok(())
}

/// Gives wrong answers until it is locked; now, and until when, if it ends by itself.
async fn lock(person: &Visitor<'_>, id: &str, right: &str, left: u64) -> Check<(Instant, Option<Instant>)> {
    let mut answer = person.answer(id, Visitor::wrong(right)).await?;
    for _ in 1..left {
        answer.refused(ProblemType::WrongAnswer)?;
        answer = person.answer(id, Visitor::wrong(right)).await?;
    }
    let (until, now) = (answer.refused(ProblemType::Locked)?.retry_at, answer.date()?);
    ensure!(until.is_none_or(|until| until > now), "retry_at has passed already");
    Ok((now, until))
}

/// Lets the lock run out, and signs in. A lock that does not end would keep people from their own records.
async fn unlocked(kit: &Kit, seconds: u32) -> Check<Visitor<'_>> {
    kit.pass(seconds + 1).await?;
    match kit.enter(Role::Lockable).await {
        Err(Stop::Skipped(why)) => fail(format!("after `retry_at`: {why}")),
        entered => entered,
    }
}

async fn locked(kit: &Kit) -> Check {
    let (person, id, right, left) = lockable(kit).await?;
    ensure!(left <= 20, "there are {left} wrong answers left: six digits can be guessed");
    let (now, Some(until)) = lock(&person, &id, &right, left.into()).await? else {
        return fail("retry_at is missing: the first lock is to end by itself");
    };
    person.answer(&id, &right).await?.refused(ProblemType::Locked)?;
    let method = person.method(Role::Lockable)?;
    person.once(begin(method)).await?.refused(ProblemType::Locked)?;
    let other = if method == "password" { "sms_code" } else { "password" };
    let number = kit.id_number(Role::Lockable);
    // Who came in by the other way is not asked for it again: what has to stay open is the way in.
    let other_way = match (person.came_by() == Some(other), &kit.person(Role::Lockable)?.password) {
        (false, _) => begin(other),
        (true, Some(password)) if other == "password" => {
            post("/v1/session", &json!({ "method": other, "id_number": number?, "password": password }))
        }
        (true, _) => post("/v1/verifications", &json!({ "purpose": "sign_in", "id_number": number? })),
    };
    let asker = if person.came_by() == Some(other) { kit.nobody() } else { person.clone() };
    let status = asker.once(other_way).await?.status();
    ensure!(status != ProblemType::Locked.status(), "`{other}` is locked with `{method}`: no way stays open");
    match unlocked(kit, now.seconds_until(until)).await {
        Err(Stop::Skipped(_)) => Ok(()),
        entered => entered.map(drop),
    }
}

async fn longer(kit: &Kit) -> Check {
    let (person, id, right, left) = lockable(kit).await?;
    let (now, Some(until)) = lock(&person, &id, &right, left.into()).await? else {
        return skip("it is locked until somebody opens it at a counter");
    };
    let first = now.seconds_until(until);
    unlocked(kit, first).await?;
    let person = kit.of(Role::Lockable).await?;
    let (id, right, left) = self::left(&person).await?;
    let (now, until) = lock(&person, &id, &right, left).await?;
    // Without an end it is ended at a counter: longer than any.
    let Some(second) = until.map(|until| now.seconds_until(until)) else { return Ok(()) };
    ensure!(second > first, "the first lock lasts {first} s, the one after it {second} s");
    drop(unlocked(kit, second).await?);
    Ok(())
}
