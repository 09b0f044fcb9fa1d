//! May I, and what follows.

use super::record::whole_fen;
use super::wrong_body;
use crate::case::cases;
use crate::flow::KIND;
use crate::kit::{Kit, Visitor};
use crate::roles::Role;
use crate::verdict::{Check, ensure, skip};
use contract::application::{Check as Checked, ConsequenceCode, Law, ReasonCode};
use contract::contribution::Summary;
use contract::values::{Fen, Insurance};
use serde_json::json;

cases! { "check":
    writes "Who may stop is told what follows, and how to prove identity" => eligible as Payer,
    reads "Who may not is told why" => not_eligible as Employee,
    reads "A reason why not carries its legal basis" => basis_of_reasons as Employee,
    writes "What follows carries its legal basis" => basis_of_consequences as Payer,
    writes "No article is cited that the law does not have" => articles,
    writes "What follows is worked out from the person's own record" => own_record as Payer,
    writes "Money in a check is a whole number of fen" => money,
    writes "Months to choose from are in order, the earliest first, and none has passed" => months as Payer,
    reads "A check changes nothing: it may be repeated, and says the same" => repeated as Payer,
    reads "Every kind of application can be checked" => every_kind as Payer,
    reads "A kind that is none is 400 and names `/kind`" =>
        wrong_body("/v1/applications/check", json!({ "kind": "retire" }), &["/kind"]) as Payer,
}

const KINDS: [&str; 5] = ["stop_contributions", "cancel_card", "unlink_card", "report_loss", "resume_contributions"];

/// The check of somebody who may.
async fn granted(person: &Visitor<'_>) -> Check<Checked> {
    person.clear().await?;
    let check = person.check(KIND).await?;
    if check.eligible { Ok(check) } else { skip("the payer may not stop contributions now") }
}

async fn eligible(person: &Visitor<'_>) -> Check {
    let check = granted(person).await?;
    ensure!(check.reasons.is_empty(), "there are reasons why not, and it is said to be possible");
    ensure!(!check.consequences.is_empty(), "nothing is said to follow");
    ensure!(!check.methods.is_empty(), "there is no way to prove identity");
    ensure!(!check.insurances.is_empty(), "it is about no insurance");
    ensure!(check.undo_seconds > 0, "undo_seconds is 0: a tap too many could not be taken back");
    Ok(())
}

async fn refused(person: &Visitor<'_>) -> Check<Checked> {
    let check = person.check(KIND).await?;
    ensure!(!check.eligible, "the employee may stop contributions, which the employer reports and pays (SIL 58, 60)");
    Ok(check)
}

async fn not_eligible(person: &Visitor<'_>) -> Check {
    let check = refused(person).await?;
    ensure!(!check.reasons.is_empty(), "no reason is given");
    for reason in &check.reasons {
        let said = reason.code != ReasonCode::Other || reason.text.is_some();
        ensure!(said, "a reason with the code `other` has no text");
    }
    Ok(())
}

async fn basis_of_reasons(person: &Visitor<'_>) -> Check {
    for reason in refused(person).await?.reasons {
        // That something is under way is a fact, not a rule.
        let grounded = reason.code == ReasonCode::UnderWay || !reason.basis.is_empty();
        ensure!(grounded, "{:?} has no basis", reason.code);
    }
    Ok(())
}

async fn basis_of_consequences(person: &Visitor<'_>) -> Check {
    for consequence in granted(person).await?.consequences {
        ensure!(!consequence.basis.is_empty(), "{:?} has no basis", consequence.code);
        let said = consequence.code != ConsequenceCode::Local || consequence.text.is_some();
        ensure!(said, "a consequence with the code `local` has no text");
    }
    Ok(())
}

/// How many articles a law has; `None`: a text that has none, or that is not known.
const fn count(law: Law) -> Option<u16> {
    match law {
        Law::Sil => Some(98),
        Law::Reg => Some(63),
        Law::Npc2024 | Law::Local | Law::Other => None,
    }
}

async fn articles(kit: &Kit) -> Check {
    kit.person(Role::Payer)?;
    for role in [Role::Payer, Role::Employee] {
        let Ok(person) = kit.of(role).await else { continue };
        for kind in KINDS {
            let answer = person.post("/v1/applications/check", &json!({ "kind": kind })).await?;
            let check: Checked = answer.is(200)?.read()?;
            let reasons = check.reasons.iter().flat_map(|reason| &reason.basis);
            for cited in reasons.chain(check.consequences.iter().flat_map(|consequence| &consequence.basis)) {
                let there = count(cited.law).is_none_or(|count| cited.article <= count);
                ensure!(there, "{kind}: {:?} has no article {}", cited.law, cited.article);
            }
        }
    }
    Ok(())
}

async fn own_record(person: &Visitor<'_>) -> Check {
    let check = granted(person).await?;
    let summary: Summary = person.get("/v1/contributions/summary").await?.is(200)?.read()?;
    let Some(pension) = summary.items.iter().find(|i| i.insurance == Insurance::Pension) else {
        return skip("the payer has no pension insurance");
    };
    let counted = pension.months_posted + pension.months_deemed.unwrap_or(0);
    for consequence in &check.consequences {
        let (says, is) = match consequence.code {
            ConsequenceCode::AccountStays => (consequence.amount_fen.map(Fen::get), pension.balance_fen.map(Fen::get)),
            ConsequenceCode::MonthsKept | ConsequenceCode::Threshold => {
                (consequence.months.map(i64::from), Some(i64::from(counted)))
            }
            _ => continue,
        };
        ensure!(says.is_none() || says == is, "{:?} says {says:?}, the summary {is:?}", consequence.code);
    }
    Ok(())
}

async fn money(kit: &Kit) -> Check {
    granted(&kit.of(Role::Payer).await?).await?;
    for role in [Role::Payer, Role::Employee] {
        let Ok(person) = kit.of(role).await else { continue };
        let answer = person.post("/v1/applications/check", &json!({ "kind": KIND })).await?;
        whole_fen(&answer.body, &answer.request)?;
    }
    Ok(())
}

async fn months(person: &Visitor<'_>) -> Check {
    let check = granted(person).await?;
    let this = person.kit.now().china_date().year_month();
    ensure!(check.effective_months.windows(2).all(|pair| pair[0] < pair[1]), "they are out of order");
    ensure!(check.effective_months.iter().all(|m| *m >= this), "a month that has passed is offered");
    Ok(())
}

async fn repeated(person: &Visitor<'_>) -> Check {
    let before = person.count().await?;
    let (one, two) = (person.check(KIND).await?, person.check(KIND).await?);
    ensure!((one.eligible, &one.reasons) == (two.eligible, &two.reasons), "the second time it says something else");
    ensure!(one.consequences == two.consequences, "the second time other things follow");
    ensure!(person.count().await? == before, "a check made an application");
    Ok(())
}

async fn every_kind(person: &Visitor<'_>) -> Check {
    for kind in KINDS {
        let answer = person.post("/v1/applications/check", &json!({ "kind": kind })).await?;
        let check: Checked = answer.is(200)?.fits()?.read()?;
        ensure!(json!(check.kind) == kind, "the check of {kind} is of {:?}", check.kind);
        let said = check.eligible || !check.reasons.is_empty();
        ensure!(said, "{kind} is not possible, and no reason is given");
    }
    Ok(())
}
