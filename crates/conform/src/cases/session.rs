//! Signing in, who is signed in and where, signing out.

use super::wrong_body;
use crate::case::cases;
use crate::jar::cookies;
use crate::kit::{Kit, Visitor};
use crate::roles::Role;
use crate::verdict::{Check, ensure, if_supported, skip};
use crate::watch::is_personal;
use contract::http::{Method, Request};
use contract::problem::ProblemType;
use contract::session::{
    NumberCheck, RESIDENT_ID, Session, SessionEntry, Sessions, SignInMethod, SignInMethods, SignInWay,
};
use contract_document::Operation;
use serde_json::{Value, json};
use std::collections::BTreeSet;

cases! { "session":
    reads "Signing in gives the session" => signing_in as nobody,
    reads "A session's cookie is HttpOnly, SameSite=Strict, for the whole site, and Secure over TLS" =>
        cookie as nobody,
    reads "Who is signed in is told so, and is the same person each time" => who as Payer,
    reads "A session ends at a time to come" => ends as Payer,
    reads "Without a session, every personal read is 401" => need_it(Method::Get) as nobody,
    reads "Without a session, every personal write is 401" => writes_need_it as nobody,
    reads "A cookie that nobody was given is no session" => forged as new Payer,
    reads "Signing out ends the session, also for who kept its cookie" => signing_out as new Payer,
    reads "Signing out takes the cookie back" => taken_back as new Payer,
    reads "Signing out where nobody is signed in succeeds" => twice as nobody,
    reads "Signing in anew ends the session before" => anew as new Payer,
    reads "Where a person is signed in is listed, this session first" => listed as new Payer,
    reads "Nobody's list has a session of somebody else" => own_only as new Payer,
    reads "Ending the other sessions ends them, and not the one that asks" => others_end as new Payer,
    reads "A way to sign in that is not there is 400 and names `/method`" =>
        wrong_body("/v1/session", json!({ "method": "by_magic" }), &["/method"]) as nobody,
    reads "The ways to sign in are the same for everyone" => same_ways as Payer,
    reads "Who signs in by SMS code or password has a document to do so by" => documents as nobody,
    reads "A redirect says where to, and a kind of document what its numbers look like" => whole_ways as nobody,
    reads "A kind of document that is not listed is 400 and names `/document`" => unlisted_document as nobody,
    reads "A number that does not fit its kind of document is 400 and names `/number`" => ill_fitting as nobody,
    reads "A code from an embedder that nobody was given is refused" => host_code as nobody,
    writes "A write from a foreign origin is 403" => foreign_origin as Payer,
}

async fn signing_in(nobody: &Visitor<'_>) -> Check {
    let answer = nobody.sign_in(Role::Payer).await?;
    answer.fits()?.read::<Session>()?;
    Ok(())
}

async fn cookie(nobody: &Visitor<'_>) -> Check {
    let answer = nobody.sign_in(Role::Payer).await?;
    let mut needs = vec!["httponly", "samesite=strict", "path=/"];
    if nobody.kit.over_tls {
        needs.push("secure");
    }
    let whole = |cookie: &str| {
        let parts: Vec<_> = cookie.split(';').map(|part| part.trim().to_ascii_lowercase()).collect();
        needs.iter().all(|need| parts.iter().any(|part| part == need))
    };
    let safe = cookies(&answer.response).any(whole);
    ensure!(safe, "no cookie with {needs:?} is set: {}", names(&answer.response));
    Ok(())
}

/// Cookies without their values: a report is no place for secrets.
fn names(response: &contract::http::Response) -> String {
    let bare = |cookie: &str| {
        let (name, rest) = cookie.split_once('=').unwrap_or((cookie, ""));
        format!("{name}=…;{}", rest.split_once(';').map_or("", |(_, rest)| rest))
    };
    let all: Vec<_> = cookies(response).map(bare).collect();
    if all.is_empty() { "none at all".to_owned() } else { all.join(", ") }
}

async fn who(person: &Visitor<'_>) -> Check {
    let (one, two): (Session, Session) =
        (person.get("/v1/session").await?.is(200)?.read()?, person.get("/v1/session").await?.is(200)?.read()?);
    let same = one.citizen == two.citizen && !one.citizen.is_empty();
    ensure!(same, "the person's id is {} and {}", one.citizen, two.citizen);
    if let Ok(other) = person.kit.of(Role::Employee).await {
        let other: Session = other.get("/v1/session").await?.is(200)?.read()?;
        ensure!(other.citizen != one.citizen, "payer and employee have the same id");
    }
    Ok(())
}

async fn ends(person: &Visitor<'_>) -> Check {
    let answer = person.get("/v1/session").await?;
    let session: Session = answer.is(200)?.read()?;
    ensure!(session.signed_in_at <= answer.date()?.plus_seconds(1), "it began at a time to come");
    ensure!(session.expires_at > answer.date()?, "it has ended by its `expires_at`, and is answered");
    ensure!(session.idle_seconds > 0, "idle_seconds is 0");
    Ok(())
}

/// Every personal operation, as a request that is right but for its session.
fn personal(kit: &Kit) -> Vec<Request> {
    let document = &kit.watch.document;
    let request = |Operation { method, path, body }: Operation<'_>| {
        let method = if method == "get" { Method::Get } else { Method::Post };
        let mut request = Request::new(method, path.replace("{id}", "conform-none"));
        let media = body.pointer("/requestBody/content/application~1json");
        if let Some((_, example)) = media.and_then(|media| document.body_examples(media).next()) {
            request = crate::kit::post(&request.path, example);
        }
        request
    };
    let of = |o: &Operation<'_>| ["get", "post"].contains(&o.method) && is_personal(document, o.body);
    document.operations().filter(of).map(request).collect()
}

async fn need_it(nobody: &Visitor<'_>, method: Method) -> Check {
    for mut request in personal(nobody.kit).into_iter().filter(|request| request.method == method) {
        if request.path == "/v1/applications" && method == Method::Post {
            request.headers.push((contract::http::IDEMPOTENCY_KEY.to_owned(), nobody.kit.key()));
        }
        if let Some(answer) = if_supported(nobody.send(request).await)? {
            answer.refused(ProblemType::NotSignedIn)?;
        }
    }
    Ok(())
}

async fn writes_need_it(nobody: &Visitor<'_>) -> Check {
    need_it(nobody, Method::Post).await?;
    let body = json!({ "purpose": "application", "method": "password" });
    nobody.post("/v1/verifications", &body).await?.refused(ProblemType::NotSignedIn)?;
    Ok(())
}

async fn forged(person: &Visitor<'_>) -> Check {
    let forged = person.kit.nobody();
    *forged.jar.borrow_mut() = person.jar.borrow().forged();
    if forged.jar.borrow().is_empty() {
        return skip("the backend sets no cookie");
    }
    forged.get("/v1/card").await?.refused(ProblemType::NotSignedIn)?;
    person.sign_out().await?.is(204)?;
    Ok(())
}

async fn signing_out(person: &Visitor<'_>) -> Check {
    let kept = person.copy();
    person.get("/v1/session").await?.is(200)?;
    person.sign_out().await?.is(204)?;
    for visitor in [person, &kept] {
        visitor.get("/v1/session").await?.refused(ProblemType::NotSignedIn)?;
        visitor.get("/v1/card").await?.refused(ProblemType::NotSignedIn)?;
    }
    Ok(())
}

async fn taken_back(person: &Visitor<'_>) -> Check {
    if person.jar.borrow().is_empty() {
        return skip("the backend sets no cookie");
    }
    person.sign_out().await?.is(204)?.fits()?;
    ensure!(person.jar.borrow().is_empty(), "a cookie is still there after signing out");
    Ok(())
}

async fn twice(nobody: &Visitor<'_>) -> Check {
    nobody.sign_out().await?.is(204)?;
    Ok(())
}

async fn anew(person: &Visitor<'_>) -> Check {
    let before = person.copy();
    person.sign_in(Role::Payer).await?;
    before.get("/v1/session").await?.refused(ProblemType::NotSignedIn)?;
    person.get("/v1/session").await?.is(200)?;
    person.sign_out().await?.is(204)?;
    Ok(())
}

/// The ways to sign in; a backend older than they are does not say.
async fn ways(visitor: &Visitor<'_>) -> Check<SignInMethods> {
    let answer = visitor.get("/v1/sign-in-methods").await?;
    if answer.status() == 404 {
        return skip("the backend does not say which ways to sign in there are");
    }
    answer.is(200)?.fits()?.read()
}

async fn same_ways(person: &Visitor<'_>) -> Check {
    let (mine, theirs) = (ways(person).await?, ways(&person.kit.nobody()).await?);
    ensure!(mine == theirs, "who is signed in sees other ways to sign in");
    ensure!(!mine.methods.is_empty(), "there is no way to sign in");
    Ok(())
}

async fn documents(nobody: &Visitor<'_>) -> Check {
    let ways = ways(nobody).await?;
    let typed = |one: &SignInMethod| matches!(one.method, SignInWay::SmsCode | SignInWay::Password);
    let none = ways.methods.iter().any(typed) && ways.documents.is_empty();
    ensure!(!none, "there is no document to sign in by");
    let mut kinds: Vec<_> = ways.documents.iter().map(|one| &one.kind).collect();
    kinds.sort();
    kinds.dedup();
    ensure!(kinds.len() == ways.documents.len(), "a kind of document is there twice");
    Ok(())
}

async fn whole_ways(nobody: &Visitor<'_>) -> Check {
    let ways = ways(nobody).await?;
    for one in ways.methods.iter().filter(|one| one.method == SignInWay::Redirect) {
        let url = one.url.as_deref().unwrap_or_default();
        let fits = url.starts_with("https://") || url.starts_with('/') && !url.starts_with("//");
        ensure!(fits, "a redirect leads to `{url}`: neither an https: address nor a path from the root");
    }
    for one in &ways.documents {
        let resident = one.kind == RESIDENT_ID;
        ensure!(!resident || one.check == NumberCheck::Gb11643, "the number of a resident ID card has a check digit");
        ensure!(one.check != NumberCheck::Forms || !one.forms.is_empty(), "{} has no forms", one.kind);
        let (least, most) = (one.min_length.unwrap_or(1), one.max_length.unwrap_or(32));
        ensure!(least <= most, "{} has numbers of {least} to {most} characters", one.kind);
        ensure!(one.name.values().any(|name| !name.is_empty()), "{} has no name", one.kind);
    }
    Ok(())
}

/// A sign-in by that document; nobody's.
fn by_document(document: &str, number: &str) -> Value {
    json!({ "method": "document_password", "document": document, "number": number, "password": "135790" })
}

async fn unlisted_document(nobody: &Visitor<'_>) -> Check {
    ways(nobody).await?;
    wrong_body(nobody, "/v1/session", by_document("x_library_card", "E00000001"), &["/document"]).await
}

async fn ill_fitting(nobody: &Visitor<'_>) -> Check {
    let ways = ways(nobody).await?;
    let others = || ways.documents.iter().filter(|one| one.kind != RESIDENT_ID);
    if others().next().is_none() {
        return skip("there is no document but the resident ID card");
    }
    for one in others() {
        nobody.post("/v1/session", &by_document(&one.kind, "?")).await?.points_at(&["/number"])?;
    }
    Ok(())
}

/// Where this visitor's person is signed in.
async fn places(person: &Visitor<'_>) -> Check<Vec<SessionEntry>> {
    Ok(person.get("/v1/sessions").await?.is(200)?.fits()?.read::<Sessions>()?.items)
}

async fn listed(person: &Visitor<'_>) -> Check {
    let other = person.kit.enter(Role::Payer).await?;
    for visitor in [person, &other] {
        let places = places(visitor).await?;
        let current: Vec<_> = places.iter().map(|entry| entry.current).collect();
        ensure!(current.first() == Some(&true), "the session that asks is not the first: {current:?}");
        ensure!(!current[1..].contains(&true), "more than one session is marked as this one: {current:?}");
        ensure!(current.len() > 1, "the other session of the same person is not listed");
        let ids: BTreeSet<_> = places.iter().map(|entry| &entry.id).collect();
        ensure!(ids.len() == places.len(), "two sessions have the same id");
    }
    let (here, there) = (places(person).await?, places(&other).await?);
    ensure!(here[0].id != there[0].id, "two sessions are one to this backend");
    for visitor in [person, &other] {
        visitor.sign_out().await?.is(204)?;
    }
    Ok(())
}

async fn own_only(person: &Visitor<'_>) -> Check {
    let other = person.kit.of(Role::Employee).await?;
    let (mine, others) = (places(person).await?, places(&other).await?);
    let shared = mine.iter().filter(|entry| others.iter().any(|other| other.id == entry.id)).count();
    ensure!(shared == 0, "{shared} sessions of the payer are in the employee's list");
    person.sign_out().await?.is(204)?;
    Ok(())
}

async fn others_end(person: &Visitor<'_>) -> Check {
    let other = person.kit.enter(Role::Payer).await?;
    let end = || person.send(Request::new(Method::Delete, "/v1/sessions"));
    end().await?.is(204)?;
    other.get("/v1/session").await?.refused(ProblemType::NotSignedIn)?;
    other.get("/v1/card").await?.refused(ProblemType::NotSignedIn)?;
    person.get("/v1/session").await?.is(200)?;
    ensure!(places(person).await?.len() == 1, "sessions that were ended are still listed");
    // Where there is no other, there is nothing to do.
    end().await?.is(204)?;
    person.sign_out().await?.is(204)?;
    Ok(())
}

async fn host_code(nobody: &Visitor<'_>) -> Check {
    let body = json!({ "method": "host_code", "code": "hc-nobody-was-given-this", "nonce": "0f6a1b7e55d24c90" });
    let answer = nobody.post("/v1/session", &body).await?;
    answer.is_refused()?;
    ensure!(answer.status() != 401, "{} gave 401, which is for operations that need a session", answer.request);
    Ok(())
}

async fn foreign_origin(person: &Visitor<'_>) -> Check {
    person.kit.signs_in(Role::Payer)?;
    let mut request = crate::kit::post("/v1/card/code", &json!({}));
    request.headers.push(("Origin".to_owned(), "https://foreign.invalid".to_owned()));
    person.send(request).await?.refused(ProblemType::Forbidden)?;
    Ok(())
}
