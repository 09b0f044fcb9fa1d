//! Input that means harm is refused like any other that is wrong: never carried out, never a failure.

use crate::case::cases;
use crate::kit::{Visitor, post};
use crate::verdict::{Check, ensure};
use contract::http::{Method, Request};
use serde_json::{Value, json};

cases! { "hostile":
    reads "Very long values are refused" => everywhere(&[&"长".repeat(129), &"长".repeat(4000)]) as Payer,
    reads "A body of a megabyte is refused" => large as Payer,
    reads "Deeply nested JSON is refused" => deep as Payer,
    reads "SQL and markup in values are refused" => everywhere(&INJECTED) as Payer,
    reads "Odd Unicode in values is refused" => everywhere(&ODD) as Payer,
    reads "Odd ids in a path are refused" => paths as Payer,
    reads "Odd queries are refused or ignored" => queries as Payer,
    reads "A refusal repeats no markup that was sent as markup" => no_echo as nobody,
    reads "HEAD and OPTIONS are answered" => probes as nobody,
    writes "A submission full of nonsense files nothing" => nonsense as Payer,
}

/// Texts that broke something somewhere.
const INJECTED: [&str; 7] = [
    "' OR '1'='1",
    "'; DROP TABLE citizens; --",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "{{7*7}}${7*7}",
    "../../etc/passwd",
    "%00%0d%0aSet-Cookie: session=x",
];

const ODD: [&str; 6] =
    ["\u{0}", "\u{202e}abc", "\u{feff}", "e\u{301}\u{301}\u{301}", "\u{1f468}\u{200d}\u{1f469}", "\u{fffd}\u{d7ff}"];

/// Puts each text wherever the contract has a place for one, and expects a refusal each time.
async fn everywhere(person: &Visitor<'_>, texts: &[&str]) -> Check {
    let nobody = &person.kit.nobody();
    for text in texts {
        let all: [(&Visitor<'_>, &str, Value); 7] = [
            (nobody, "/v1/session", json!({ "method": text })),
            (nobody, "/v1/session", json!({ "method": "password", "id_number": text, "password": text })),
            (nobody, "/v1/session", json!({ "method": "sms_code", "verification": text, "code": text })),
            (nobody, "/v1/verifications", json!({ "purpose": "sign_in", "id_number": text })),
            (person, "/v1/reveals", json!({ "field": text })),
            (person, "/v1/applications/check", json!({ "kind": text })),
            (person, "/v1/verifications/vf-unknown/answer", json!({ "answer": text })),
        ];
        for (visitor, path, body) in all {
            visitor.post(path, &body).await?.is_refused()?;
        }
    }
    Ok(())
}

async fn large(person: &Visitor<'_>) -> Check {
    let body = json!({ "kind": "cancel_card", "padding": "x".repeat(1 << 20) });
    person.send(post("/v1/applications/check", &body)).await?.is_refused()?;
    Ok(())
}

async fn deep(person: &Visitor<'_>) -> Check {
    for depth in [200, 5000] {
        let mut request = post("/v1/applications/check", &json!({}));
        request.body = format!("{{\"kind\":{}{}}}", "[".repeat(depth), "]".repeat(depth)).into_bytes();
        person.send(request).await?.is_refused()?;
    }
    Ok(())
}

async fn paths(person: &Visitor<'_>) -> Check {
    let long = "a".repeat(2000);
    for id in ["%27%20OR%201%3D1", "..%2f..%2fetc%2fpasswd", "%F0%9F%98%80", "%ff%fe", "%3Cscript%3E", &long] {
        person.get(&format!("/v1/applications/{id}")).await?.is_refused()?;
        let path = format!("/v1/verifications/{id}/answer");
        person.post(&path, &json!({ "answer": "135790" })).await?.is_refused()?;
    }
    Ok(())
}

async fn queries(person: &Visitor<'_>) -> Check {
    let long = "9".repeat(2000);
    for query in [
        "insurance=%27",
        "from=%00",
        "cursor=%ff",
        &format!("cursor={long}"),
        &format!("limit={long}"),
        "&&&",
        "=",
        "limit=1&limit=2",
    ] {
        let answer = person.get(&format!("/v1/contributions?{query}")).await?;
        ensure!(answer.status() < 500, "{} gave {}", answer.request, answer.said());
    }
    Ok(())
}

async fn no_echo(nobody: &Visitor<'_>) -> Check {
    let markup = "<script>alert(1)</script>";
    let answer = nobody.post("/v1/session", &json!({ "method": markup })).await?;
    let media = answer.is_refused()?.response.header("Content-Type").unwrap_or_default();
    ensure!(!media.contains("html"), "{} is answered as {media}", answer.request);
    Ok(())
}

async fn probes(nobody: &Visitor<'_>) -> Check {
    for method in [Method::Head, Method::Options] {
        for path in ["/v1/cities", "/v1/card", "/v1/applications", "/v1/nothing"] {
            let answer = nobody.send(Request::new(method, path)).await?;
            ensure!(answer.status() < 500, "{} gave {}", answer.request, answer.said());
        }
    }
    Ok(())
}

async fn nonsense(person: &Visitor<'_>) -> Check {
    let before = person.count().await?;
    let right = person.draft().await?;
    for text in INJECTED.into_iter().chain(ODD) {
        for name in ["kind", "motive", "effective_month", "verification"] {
            let mut wish = right.clone();
            wish["verification"] = json!("vf-unknown");
            wish[name] = json!(text);
            person.submit(&person.kit.key(), &wish).await?.is_refused()?;
        }
        let mut wish = right.clone();
        (wish["verification"], wish["acknowledged"]) = (json!("vf-unknown"), json!([text, { "a": [text] }]));
        person.submit(&person.kit.key(), &wish).await?.is_refused()?;
    }
    ensure!(person.count().await? == before, "something was filed");
    Ok(())
}
