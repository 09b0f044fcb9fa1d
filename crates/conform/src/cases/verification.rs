//! Proving identity.

use super::wrong_body;
use crate::case::cases;
use crate::flow::KIND;
use crate::kit::{Kit, Visitor};
use crate::roles::Role;
use crate::verdict::{Check, ensure, skip};
use contract::problem::ProblemType;
use contract::verification::{Verification, VerificationMethod, Verified};
use serde_json::{Value, json};

/// A number that nobody has: of a region that does not exist, with the right check digit (GB 11643-1999).
pub(super) const NOBODY: &str = "990000190001019993";

cases! { "verification":
    writes "A verification says until when, and how often it may be answered" => begun as Payer,
    writes "Where a code went is masked" => sent_to as new Payer,
    writes "A right answer makes it good for a time" => right as Payer,
    writes "A right answer that is sent again comes to the same" => right_again as Payer,
    writes "A verification that is not answered is not taken" => not_answered as Payer,
    writes "A verification that nobody began is 410" => unknown as Payer,
    writes "A verification is good for one submission" => once as Payer,
    writes "A verification is good for the person who answered it only" => bound as Payer,
    writes "A new verification makes the unanswered one before it void" => replaced as Payer,
    writes "An answer that is not six digits is 400 and names `/answer`" => malformed as Payer,
    writes "A way to prove identity that is none is 400 and names `/method`" =>
        wrong_body("/v1/verifications", json!({ "purpose": "application", "method": "palm_reading" }), &["/method"])
            as Payer,
    writes "Identity is proved in another way than the person signed in by" => second_factor,
    writes "A purpose that is none is 400 and names `/purpose`" =>
        wrong_body("/v1/verifications", json!({ "purpose": "fun" }), &["/purpose"]) as nobody,
    writes "An ID number that nobody has is asked for a code like any other" => nobody,
    writes "A wrong password and an ID number that nobody has are told apart by nothing" => told_apart,
}

async fn begun(person: &Visitor<'_>) -> Check {
    let answer = person.begin(person.method(Role::Payer)?).await?;
    let (verification, now): (Verification, _) = (answer.fits()?.read()?, answer.date()?);
    ensure!(verification.expires_at > now, "it has expired already");
    ensure!(verification.resend_at <= verification.expires_at, "a new one can be had only after it has expired");
    ensure!(verification.attempts_left > 0, "attempts_left is 0");
    let by_password = verification.method == VerificationMethod::Password;
    ensure!(!by_password || verification.sent_to.is_none(), "a password was sent to {:?}", verification.sent_to);
    Ok(())
}

async fn sent_to(person: &Visitor<'_>) -> Check {
    let answer = person.post("/v1/verifications", &json!({ "purpose": "application", "method": "sms_code" })).await?;
    if answer.status() == 400 {
        return skip("the backend sends no SMS codes");
    }
    let to = answer.is(201)?.text("/sent_to")?;
    ensure!(to.contains('*'), "the telephone number is not masked");
    Ok(())
}

async fn right(person: &Visitor<'_>) -> Check {
    let (id, right, _) = person.asked(Role::Payer).await?;
    let answer = person.answer(&id, &right).await?;
    let verified: Verified = answer.is(200)?.fits()?.read()?;
    ensure!(verified.id == id, "it is another verification");
    ensure!(verified.expires_at > answer.date()?, "it is good for no time at all");
    Ok(())
}

async fn right_again(person: &Visitor<'_>) -> Check {
    let (id, right, _) = person.asked(Role::Payer).await?;
    let (one, two) = (person.answer(&id, &right).await?, person.answer(&id, &right).await?);
    ensure!(one.is(200)?.body["id"] == two.is(200)?.body["id"], "the second time it is another one");
    Ok(())
}

/// Expects that a verification is not taken: 403, and nothing is filed.
async fn not_taken(person: &Visitor<'_>, wish: &Value, kind: ProblemType) -> Check {
    let before = person.count().await?;
    person.submit(&person.kit.key(), wish).await?.refused(kind)?;
    ensure!(person.count().await? == before, "and yet something was filed");
    Ok(())
}

async fn not_answered(person: &Visitor<'_>) -> Check {
    let mut wish = person.draft().await?;
    let begun = person.begin(person.method(Role::Payer)?).await?;
    wish["verification"] = json!(begun.text("/id")?);
    not_taken(person, &wish, ProblemType::VerificationRequired).await
}

async fn unknown(person: &Visitor<'_>) -> Check {
    person.answer("vf-unknown", "135790").await?.refused(ProblemType::VerificationExpired)?;
    let mut wish = person.draft().await?;
    wish["verification"] = json!("vf-unknown");
    not_taken(person, &wish, ProblemType::VerificationExpired).await
}

async fn once(person: &Visitor<'_>) -> Check {
    let filed = person.file().await?;
    person.withdraw(&filed.application.id).await?.is(200)?;
    not_taken(person, &filed.wish, ProblemType::VerificationRequired).await
}

async fn bound(person: &Visitor<'_>) -> Check {
    let other = person.kit.of(Role::Employee).await?;
    let mut wish = person.draft().await?;
    let (id, right, _) = other.asked(Role::Employee).await?;
    person.answer(&id, &right).await?.refused(ProblemType::VerificationExpired)?;
    other.answer(&id, &right).await?.is(200)?;
    wish["verification"] = json!(id);
    let before = person.count().await?;
    person.submit(&person.kit.key(), &wish).await?.is_refused()?;
    ensure!(person.count().await? == before, "the employee's verification filed the payer's application");
    Ok(())
}

async fn replaced(person: &Visitor<'_>) -> Check {
    let (old, right, _) = person.asked(Role::Payer).await?;
    person.asked(Role::Payer).await?;
    person.answer(&old, &right).await?.refused(ProblemType::VerificationExpired)?;
    Ok(())
}

async fn malformed(person: &Visitor<'_>) -> Check {
    let begun = person.begin(person.method(Role::Payer)?).await?;
    for answer in ["", "12345", "1234567", "12a456", "１２３４５６"] {
        person.answer(begun.text("/id")?, answer).await?.points_at(&["/answer"])?;
    }
    Ok(())
}

async fn second_factor(kit: &Kit) -> Check {
    let mut left_out = None;
    for by_code in [false, true] {
        let person = kit.nobody();
        let signed_in =
            if by_code { person.sign_in_by_code(Role::Payer).await } else { person.sign_in(Role::Payer).await };
        if let Err(why) = signed_in {
            left_out = Some(why);
            continue;
        }
        let way = person.came_by().unwrap_or_default();
        person.clear().await?;
        let check = person.check(KIND).await?;
        let offered = check.methods.iter().any(|method| json!(method) == way);
        ensure!(!offered, "who signed in by {way} is offered {way} once more");
        let body = json!({ "purpose": "application", "method": way });
        person.post("/v1/verifications", &body).await?.points_at(&["/method"])?;
        person.sign_out().await?.is(204)?;
    }
    left_out.map_or(Ok(()), Err)
}

/// The members of an answer, with what differs from one to another left out.
fn shape(answer: &crate::answer::Answer) -> (u16, Vec<String>, Value) {
    let members = answer.body.as_object().map(|o| o.keys().cloned().collect()).unwrap_or_default();
    (answer.status(), members, answer.body["type"].clone())
}

async fn nobody(kit: &Kit) -> Check {
    let number = kit.id_number(Role::Lockable)?;
    let ask = |number: &str| json!({ "purpose": "sign_in", "id_number": number });
    let known = kit.nobody().post("/v1/verifications", &ask(number)).await?;
    let unknown = kit.nobody().post("/v1/verifications", &ask(NOBODY)).await?;
    let (a, b) = (shape(known.is(201)?.fits()?), shape(&unknown));
    ensure!(a == b, "a known number gives {a:?}, an unknown one {b:?}: who asks learns which numbers are known");
    ensure!(unknown.body.get("sent_to").is_none(), "`sent_to` tells who has a number");
    Ok(())
}

async fn told_apart(kit: &Kit) -> Check {
    let person = kit.signs_in(Role::Lockable)?;
    let (number, password) = (kit.id_number(Role::Lockable)?, person.password.as_deref());
    let Some(password) = password else { return skip("the password of the lockable person is not configured") };
    let sign_in =
        |number: &str, password: &str| json!({ "method": "password", "id_number": number, "password": password });
    // First as it should be: it is left out where somebody is locked already.
    kit.nobody().sign_in(Role::Lockable).await?;
    let wrong = kit.nobody().post("/v1/session", &sign_in(number, Visitor::wrong(password))).await?;
    let nobody = kit.nobody().post("/v1/session", &sign_in(NOBODY, password)).await?;
    wrong.refused(ProblemType::WrongAnswer)?;
    let (a, b) = (shape(&wrong), shape(&nobody));
    ensure!(a == b, "a wrong password gives {a:?}, an unknown number {b:?}");
    // The count starts anew with a right answer.
    kit.nobody().sign_in(Role::Lockable).await?;
    Ok(())
}
