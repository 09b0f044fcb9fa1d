//! Refusals of requests that have not the form of the contract.

use super::wrong_body;
use crate::case::cases;
use crate::kit::{Kit, Visitor, post};
use crate::roles::Role;
use crate::verdict::{Check, ensure, skip};
use contract::http::{JSON, Method, Request};
use contract::problem::ProblemType;
use serde_json::json;

cases! { "problems":
    reads "A path that is not there is 404" => unknown_path,
    reads "A method that a path has not is 405 and names those it has" => wrong_method as Payer,
    reads "A body that is no JSON is 400 and says where" => no_json as Payer,
    reads "A body that is no object is 400" => no_object as Payer,
    reads "A body that is missing is 400" => no_body as Payer,
    reads "A body of another media type is refused" => other_media as Payer,
    reads "Everything that is wrong is named, not only the first" =>
        wrong_body("/v1/session", json!({ "method": "password", "id_number": "1", "password": "12a456" }),
            &["/id_number", "/password"]) as nobody,
    reads "A member that is missing is said to be missing" => missing as nobody,
    reads "A number where a text belongs is 400" => wrong_kind as Payer,
    writes "Who asks for a second SMS code too soon is told 429, and how long to wait" => too_soon as new Payer,
}

async fn unknown_path(kit: &Kit) -> Check {
    // For somebody signed in, where that can be: a backend may ask who it is before it says what there is.
    let visitor = if kit.person(Role::Payer).is_ok() { kit.of(Role::Payer).await? } else { kit.nobody() };
    // Below `/v1/` only: what is beside it is no business of the contract, and may be the app's own files.
    for path in ["/v1/nothing", "/v1/card/nothing", "/v1/v1/card", "/v1/applications/a/b/c"] {
        visitor.get(path).await?.refused(ProblemType::NotFound)?;
    }
    Ok(())
}

async fn wrong_method(person: &Visitor<'_>) -> Check {
    for (method, path, has) in [
        (Method::Put, "/v1/session", vec!["GET", "POST", "DELETE"]),
        (Method::Delete, "/v1/applications", vec!["GET", "POST"]),
        (Method::Patch, "/v1/card", vec!["GET"]),
        (Method::Get, "/v1/reveals", vec!["POST"]),
        (Method::Post, "/v1/cities", vec!["GET"]),
    ] {
        let answer = person.send(Request::new(method, path)).await?;
        answer.refused(ProblemType::MethodNotAllowed)?;
        let allow = answer.response.header("Allow").unwrap_or_default();
        let named = |name: &&str| allow.split(',').any(|word| word.trim() == *name);
        ensure!(has.iter().all(named), "{}: Allow is `{allow}`, and misses one of {has:?}", answer.request);
        ensure!(!named(&method.as_str()), "{}: Allow names the method that was refused", answer.request);
    }
    Ok(())
}

/// A check of which only the body is anybody's business.
async fn body(visitor: &Visitor<'_>, media: &str, body: &[u8]) -> Check<crate::answer::Answer> {
    let mut request = Request::new(Method::Post, "/v1/applications/check");
    request.headers.push(("Content-Type".to_owned(), media.to_owned()));
    request.body = body.to_vec();
    visitor.send(request).await
}

async fn no_json(person: &Visitor<'_>) -> Check {
    for text in [&b"{"[..], b"{\"kind\":}", b"kind=cancel_card", b"{\"kind\": \"cancel_card\"} and more", b"\xff\xfe"] {
        let answer = body(person, JSON, text).await?;
        let problem = answer.refused(ProblemType::InvalidRequest)?;
        ensure!(!problem.errors.is_empty(), "{}: `errors` is empty and does not say where", answer.request);
    }
    Ok(())
}

async fn no_object(person: &Visitor<'_>) -> Check {
    for text in ["[]", "1", "\"cancel_card\"", "null", "true"] {
        body(person, JSON, text.as_bytes()).await?.refused(ProblemType::InvalidRequest)?;
    }
    Ok(())
}

async fn no_body(person: &Visitor<'_>) -> Check {
    body(person, JSON, b"").await?.refused(ProblemType::InvalidRequest)?;
    Ok(())
}

async fn other_media(person: &Visitor<'_>) -> Check {
    // A page of another origin can send these without asking first (Fetch standard, "CORS-safelisted").
    for media in ["text/plain", "application/x-www-form-urlencoded"] {
        let answer = body(person, media, br#"{"kind": "cancel_card"}"#).await?;
        ensure!([400, 415].contains(&answer.status()), "{media} gave {}, not 400 or 415", answer.said());
    }
    body(person, "application/json; charset=utf-8", br#"{"kind": "cancel_card"}"#).await?.is(200)?;
    Ok(())
}

async fn missing(nobody: &Visitor<'_>) -> Check {
    for (path, wrong, pointer) in [
        ("/v1/session", json!({}), "/method"),
        ("/v1/session", json!({ "method": "password", "id_number": super::verification::NOBODY }), "/password"),
        ("/v1/verifications", json!({ "purpose": "sign_in" }), "/id_number"),
    ] {
        let answer = nobody.post(path, &wrong).await?;
        answer.points_at(&[pointer])?;
        let code = answer.list("/errors")?.iter().find(|e| e["pointer"] == pointer).map(|e| e["code"].clone());
        ensure!(code == Some(json!("missing")), "{}: {pointer} is missing, its code is {code:?}", answer.request);
    }
    Ok(())
}

async fn wrong_kind(person: &Visitor<'_>) -> Check {
    for wrong in [json!({ "kind": 7 }), json!({ "kind": ["cancel_card"] }), json!({ "kind": null })] {
        person.send(post("/v1/applications/check", &wrong)).await?.points_at(&["/kind"])?;
    }
    Ok(())
}

async fn too_soon(person: &Visitor<'_>) -> Check {
    let ask = || post("/v1/verifications", &json!({ "purpose": "application", "method": "sms_code" }));
    let first = person.send(ask()).await?;
    if first.status() == 400 {
        return skip("the backend sends no SMS codes");
    }
    if first.is(201)?.instant("/resend_at")? <= first.date()? {
        return skip("the backend lets a new code be asked for at once");
    }
    let answer = person.once(ask()).await?;
    answer.refused(ProblemType::TooManyRequests)?;
    let after = answer.response.header("Retry-After").unwrap_or_default();
    let seconds = after.parse::<u32>();
    ensure!(seconds.is_ok_and(|s| (1..=3600).contains(&s)), "Retry-After is `{after}`, not seconds up to an hour");
    Ok(())
}
