//! Once, and only once (draft-ietf-httpapi-idempotency-key-header).

use crate::answer::Answer;
use crate::case::cases;
use crate::flow::{KIND, submission};
use crate::kit::Visitor;
use crate::roles::Role;
use crate::verdict::{Check, ensure};
use contract::problem::ProblemType;
use futures_util::future::join_all;
use serde_json::{Value, json};

cases! { "idempotency":
    writes "A submission without a key is 400 idempotency-key-missing" => no_key as Payer,
    writes "A key that is no string in double quotes is 400 idempotency-key-missing" => malformed_key as Payer,
    writes "A repeat gives the first answer, and nothing is filed twice" => repeat as Payer,
    writes "Members in another order are the same payload" => reordered as Payer,
    writes "A repeat gives the first answer even after the application was withdrawn" => moved_on as Payer,
    writes "A key that came with another payload is 422 idempotency-key-reused" => reused as Payer,
    writes "The same confirmation sent at once several times takes effect once" => same_at_once as Payer,
    writes "Two confirmations sent at once take effect once, and one is told of the other" => two_at_once as Payer,
    writes "A key belongs to a person: somebody else's is another key" => of_a_person as Payer,
    writes "A refusal that decided nothing leaves the key free" => undecided as Payer,
    writes "A decided refusal is given again for the same key" => decided as Employee,
}

async fn no_key(person: &Visitor<'_>) -> Check {
    let wish = person.wish().await?;
    let before = person.count().await?;
    person.post("/v1/applications", &wish).await?.refused(ProblemType::IdempotencyKeyMissing)?;
    ensure!(person.count().await? == before, "and yet something was filed");
    Ok(())
}

async fn malformed_key(person: &Visitor<'_>) -> Check {
    let wish = person.wish().await?;
    let long = format!("\"{}\"", "k".repeat(256));
    for key in ["bare", "\"\"", "\"open", "1", ":YQ==:", "\"a\\x\"", &long] {
        person.submit(key, &wish).await?.refused(ProblemType::IdempotencyKeyMissing)?;
    }
    Ok(())
}

/// Expects the first answer once more.
fn same(again: &Answer, first: &Answer) -> Check {
    again.is(first.status())?;
    ensure!(again.body == first.body, "the repeat has another body: {} instead of {}", again.body, first.body);
    let (one, two) = (again.response.header("Location"), first.response.header("Location"));
    ensure!(one == two, "the repeat has another Location: {one:?} instead of {two:?}");
    Ok(())
}

async fn repeat(person: &Visitor<'_>) -> Check {
    let filed = person.file().await?;
    let before = person.count().await?;
    for _ in 0..3 {
        same(&person.submit(&filed.key, &filed.wish).await?, &filed.answer)?;
    }
    ensure!(person.count().await? == before, "the repeats filed more applications");
    person.clear().await
}

async fn reordered(person: &Visitor<'_>) -> Check {
    let filed = person.file().await?;
    let mut request = submission(&filed.key, &filed.wish);
    let members = filed.wish.as_object().into_iter().flatten().rev();
    let text: Vec<_> = members.map(|(name, value)| format!("{} : {value}", json!(name))).collect();
    request.body = format!("{{\n  {}\n}}", text.join(" ,\n  ")).into_bytes();
    same(&person.send(request).await?, &filed.answer)?;
    person.clear().await
}

async fn moved_on(person: &Visitor<'_>) -> Check {
    let filed = person.file().await?;
    person.withdraw(&filed.application.id).await?.is(200)?;
    same(&person.submit(&filed.key, &filed.wish).await?, &filed.answer)
}

async fn reused(person: &Visitor<'_>) -> Check {
    let filed = person.file().await?;
    let mut other = filed.wish.clone();
    other["verification"] = json!("vf-another");
    person.submit(&filed.key, &other).await?.refused(ProblemType::IdempotencyKeyReused)?;
    person.clear().await
}

/// Sends all of them at the same moment.
async fn at_once(person: &Visitor<'_>, all: &[(String, Value)]) -> Check<Vec<Answer>> {
    join_all(all.iter().map(|(key, wish)| person.once(submission(key, wish)))).await.into_iter().collect()
}

async fn same_at_once(person: &Visitor<'_>) -> Check {
    for _ in 0..3 {
        let wish = person.wish().await?;
        let before = person.count().await?;
        let key = person.kit.key();
        let answers = at_once(person, &vec![(key.clone(), wish.clone()); 4]).await?;
        for answer in &answers {
            if answer.status() == 409 {
                answer.refused(ProblemType::RequestInProgress)?;
            } else {
                answer.is(201)?;
            }
        }
        let count = person.count().await? - before;
        ensure!(count == 1, "four times the same confirmation filed {count} applications");
        let first = person.submit(&key, &wish).await?;
        first.is(201)?;
        for answer in answers.iter().filter(|answer| answer.status() == 201) {
            same(&first, answer)?;
        }
        person.clear().await?;
    }
    Ok(())
}

async fn two_at_once(person: &Visitor<'_>) -> Check {
    for _ in 0..3 {
        let draft = person.draft().await?;
        let [one, two] = person.verified_twice(Role::Payer).await?.map(|verification| {
            let mut wish = draft.clone();
            wish["verification"] = json!(verification);
            wish
        });
        let before = person.count().await?;
        let answers = at_once(person, &[(person.kit.key(), one), (person.kit.key(), two)]).await?;
        let count = person.count().await? - before;
        ensure!(count == 1, "two confirmations filed {count} applications");
        let (taken, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status() == 201);
        ensure!(taken.len() == 1, "{} of two were taken", taken.len());
        for answer in refused {
            let problem = answer.refused(ProblemType::AlreadyUnderWay)?;
            ensure!(problem.application.is_some(), "the one that was refused is not told of the other");
        }
        person.clear().await?;
    }
    Ok(())
}

async fn of_a_person(person: &Visitor<'_>) -> Check {
    let other = person.kit.of(Role::Employee).await?;
    let filed = person.file().await?;
    let answer = other.submit(&filed.key, &filed.wish).await?;
    answer.is_refused()?;
    let taken =
        answer.body["type"] == "/problems/idempotency-key-reused" || answer.body["id"] == filed.answer.body["id"];
    ensure!(!taken, "the key is taken for the payer's: {}", answer.said());
    person.clear().await
}

async fn undecided(person: &Visitor<'_>) -> Check {
    let (key, right) = (person.kit.key(), person.wish().await?);
    let mut wrong = right.clone();
    wrong["verification"] = json!("vf-unknown");
    person.submit(&key, &wrong).await?.refused(ProblemType::VerificationExpired)?;
    person.submit(&key, &right).await?.is(201)?;
    person.clear().await
}

async fn decided(person: &Visitor<'_>) -> Check {
    let wish = json!({ "kind": KIND, "verification": person.verified(Role::Employee).await? });
    let key = person.kit.key();
    let first = person.submit(&key, &wish).await?;
    first.refused(ProblemType::NotEligible)?;
    person.submit(&key, &wish).await?.refused(ProblemType::NotEligible)?;
    let other = json!({ "kind": KIND, "verification": "vf-another" });
    person.submit(&key, &other).await?.refused(ProblemType::IdempotencyKeyReused)?;
    Ok(())
}
