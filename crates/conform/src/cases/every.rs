//! What holds for every answer there was. Each case asks for some itself, so that it finds something to look at
//! when it runs alone, and then looks back at all that was answered in this run.

use crate::answer::Answer;
use crate::case::cases;
use crate::kit::{Kit, Visitor};
use crate::roles::Role;
use crate::verdict::{Check, ensure, fail, if_supported};
use crate::watch::Fault;
use contract::http::{Method, Request};
use contract::percent::encode;
use contract::session::Session;
use serde_json::json;
use std::collections::BTreeMap;

cases! {
    "caching":
        reads "Every personal answer is `no-store`" => no_store,
        reads "An answer for everyone sets no cookie" => no_cookie as nobody,
        reads "Where an `ETag` is given, `If-None-Match` gives 304" => etag as nobody,
        reads "Where a personal answer has an `ETag`, `If-None-Match` gives 304" => personal_etag as Payer,
        writes "An application that has changed is not 304 for the `ETag` it had before" => changed as Payer;
    "headers":
        reads "Every answer has an `X-Request-Id`" => never(Fault::NoRequestId),
        reads "No two answers have the same `X-Request-Id`" => unique,
        reads "Every answer has a `Date`" => never(Fault::NoDate),
        reads "Every answer with a body is `application/json`, refusals apart" => never(Fault::Media),
        reads "Every 405 says which methods there are" => never(Fault::NoAllow),
        reads "Every 423, 429 and 503 says after how many seconds to try again" => never(Fault::NoRetryAfter);
    "clock":
        reads "Every `Date` has the one form of RFC 9110" => one_form,
        reads "The `Date` does not run backwards" => forward,
        reads "What happens now is dated now, by the answer's `Date`" => now as nobody,
        reads "Every instant is in UTC, with `Z`" => never(Fault::NotUtc);
    "schema":
        reads "Every answer's body fits the schema of its operation and status" => never(Fault::Schema),
        reads "Every success has a status that the operation lists" => never(Fault::Unlisted),
        reads "`null` is never sent" => never(Fault::Null),
        reads "Every id has 1 to 128 characters, and a path can hold it" => never(Fault::NoId),
        reads "Every refusal is a problem document" => never(Fault::NoProblem),
        reads "The status in a problem is the status of the answer" => never(Fault::ProblemStatus),
        reads "Every problem has the status that belongs to its type" => never(Fault::ProblemType),
        reads "No request is answered with a server error" => never(Fault::Broken),
}

/// Reads everything there is to read, and is refused in some ways.
async fn sweep(kit: &Kit) -> Check<Vec<Answer>> {
    let mut all = Vec::new();
    let reads = kit.watch.document.operations().filter(|operation| operation.method == "get");
    let mut paths: Vec<_> = reads.map(|operation| operation.path.replace("{id}", "conform-none")).collect();
    paths.push("/v1/contributions?limit=0".to_owned());
    for role in Role::ALL {
        let Ok(person) = kit.of(role).await else { continue };
        for path in &paths {
            all.extend(if_supported(person.get(path).await)?);
        }
    }
    let nobody = kit.nobody();
    for path in ["/v1/cities", "/v1/services", "/v1/session", "/v1/nothing"] {
        all.extend(if_supported(nobody.get(path).await)?);
    }
    all.push(nobody.send(Request::new(Method::Put, "/v1/cities")).await?);
    all.extend(if_supported(nobody.post("/v1/session", &json!({ "method": "by_magic" })).await)?);
    Ok(all)
}

/// The log has it all after the first time.
async fn sweep_once(kit: &Kit) -> Check {
    if kit.is_first_sweep() {
        sweep(kit).await?;
    }
    Ok(())
}

/// Whether nothing is wrong in this way, with all that was answered.
async fn never(kit: &Kit, fault: Fault) -> Check {
    sweep_once(kit).await?;
    kit.never(fault)
}

async fn no_store(kit: &Kit) -> Check {
    // Without a person nothing personal was answered, and nothing would be found out.
    kit.person(Role::Payer)?;
    never(kit, Fault::Cacheable).await
}

async fn no_cookie(nobody: &Visitor<'_>) -> Check {
    for path in ["/v1/cities", "/v1/nothing"] {
        let answer = nobody.get(path).await?;
        let cookie = answer.response.header("Set-Cookie");
        ensure!(cookie.is_none(), "{path} sets a cookie: a cache would hand it on");
    }
    Ok(())
}

async fn etag(nobody: &Visitor<'_>) -> Check {
    confirmed(nobody, "/v1/cities").await
}

/// What the app asks again for while a page stays open.
async fn personal_etag(person: &Visitor<'_>) -> Check {
    confirmed(person, "/v1/card").await?;
    confirmed(person, "/v1/applications").await
}

async fn confirmed(visitor: &Visitor<'_>, path: &str) -> Check {
    let answer = visitor.get(path).await?;
    let Some(tag) = answer.is(200)?.response.header("ETag") else { return Ok(()) };
    let again = unless(visitor, path, tag).await?;
    again.is(304)?;
    ensure!(again.response.body.is_empty(), "304 has a body");
    Ok(())
}

/// Asks for something unless it still is what has that tag.
async fn unless(visitor: &Visitor<'_>, path: &str, tag: &str) -> Check<Answer> {
    let mut request = Request::new(Method::Get, path);
    request.headers.push(("If-None-Match".to_owned(), tag.to_owned()));
    visitor.send(request).await
}

async fn changed(person: &Visitor<'_>) -> Check {
    let id = person.file().await?.application.id;
    for path in [format!("/v1/applications/{}", encode(&id)), "/v1/applications".to_owned()] {
        let before = person.get(&path).await?;
        let Some(tag) = before.is(200)?.response.header("ETag") else { continue };
        // The second time it is withdrawn already, and files another one.
        person.clear().await?;
        if path == "/v1/applications" {
            person.file().await?;
        }
        unless(person, &path, tag).await?.is(200)?.fits()?;
    }
    person.clear().await
}

async fn unique(kit: &Kit) -> Check {
    sweep_once(kit).await?;
    let mut seen = BTreeMap::new();
    for answer in kit.seen.borrow().iter() {
        let Some(id) = &answer.id else { continue };
        if let Some(before) = seen.insert(id, &answer.request) {
            return fail(format!("{before} and {} have the same: {id}", answer.request));
        }
    }
    Ok(())
}

async fn one_form(kit: &Kit) -> Check {
    for answer in sweep(kit).await? {
        answer.date()?;
    }
    Ok(())
}

async fn forward(kit: &Kit) -> Check {
    let all = sweep(kit).await?;
    let mut last = None;
    for answer in &all {
        let date = answer.date()?;
        // A second of grace: several machines may answer for one backend.
        let forward = last.is_none_or(|last| date.plus_seconds(1) >= last);
        ensure!(forward, "{} is dated before the answer before it", answer.request);
        last = Some(date);
    }
    Ok(())
}

async fn now(nobody: &Visitor<'_>) -> Check {
    let answer = nobody.sign_in(Role::Payer).await?;
    let session: Session = answer.read()?;
    let off = (session.signed_in_at.ms() - answer.date()?.ms()).abs();
    ensure!(off <= 5000, "signed_in_at and Date are {} s apart: countdowns would be wrong", off / 1000);
    Ok(())
}
