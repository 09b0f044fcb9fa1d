//! Single requests, carried out by small maps.

use crate::sample::{requests, trial};
use crate::{Change, Map, Moment, Step, begin};
use contract::http::{FetchError, Method, Request, Response};
use contract::operations::{ALL, OperationId, Row};
use contract::percent::encode;
use contract::values::Instant;
use serde_json::{Value, json};

/// A map of nothing but this operation.
fn map(operation: OperationId, plan: &Value, more: &Value) -> Result<Map, Vec<(String, &'static str)>> {
    let mut map = json!({ "adapter": 1, "operations": {} });
    map["operations"][Row::of(operation).name] = plan.clone();
    for (name, value) in more.as_object().into_iter().flatten() {
        map[name] = value.clone();
    }
    Map::parse(&map.to_string()).map_err(|all| all.into_iter().map(|wrong| (wrong.at, wrong.what)).collect())
}

fn moment() -> Moment {
    Moment { now: Instant::from_ms(1_795_397_400_000), id: "rq-1".to_owned() }
}

fn card(answer: &Value) -> Value {
    json!({ "request": { "method": "GET", "path": "/card" }, "answer": { "object": answer } })
}

/// What the answer of a backend to `GET /v1/card` becomes.
fn becomes(map: &Map, response: &Response) -> Result<Value, (FetchError, String)> {
    let request = Request::new(Method::Get, "/v1/card");
    let Step::Send(call, _) = begin(map, &request, None, moment()) else { panic!("nothing is sent") };
    let Step::Done(answer) = call.answered(response) else { panic!("more is sent") };
    let fault = answer.fault.map(|fault| fault.at).unwrap_or_default();
    answer.outcome.map(|r| serde_json::from_slice(&r.body).unwrap()).map_err(|why| (why, fault))
}

fn gives(body: &Value) -> Response {
    Response { body: body.to_string().into_bytes(), ..Response::new(200) }
}

#[test]
fn what_is_missing_makes_the_answer_unusable_and_is_named() {
    let map = map(
        OperationId::GetCard,
        &card(&json!({ "name": "/data/n", "bank": { "from": "/data/b", "optional": true } })),
        &json!({}),
    );
    let map = map.unwrap();
    assert_eq!(becomes(&map, &gives(&json!({ "n": "示*", "b": null }))), Ok(json!({ "name": "示*" })));
    assert_eq!(becomes(&map, &gives(&json!({ "b": "x" }))), Err((FetchError::Unusable, "/data/n".to_owned())));
    assert_eq!(becomes(&map, &gives(&json!("text"))), Err((FetchError::Unusable, "/data/n".to_owned())));
    let no_json = Response { body: b"<html>".to_vec(), ..Response::new(200) };
    assert!(becomes(&map, &no_json).is_err());
}

#[test]
fn a_refusal_that_no_rule_is_about_goes_by_its_status() {
    let map = map(
        OperationId::GetCard,
        &card(&json!({})),
        &json!({ "envelope": { "success": { "at": "/ok", "is": [true] }, "code": "/c" } }),
    );
    let map = map.unwrap();
    let kind = |status: u16, body: &Value| becomes(&map, &Response { status, ..gives(body) }).unwrap()["type"].clone();
    assert_eq!(kind(401, &json!({})), "/problems/not-signed-in");
    assert_eq!(kind(502, &json!("gateway")), "/problems/unavailable");
    assert_eq!(kind(200, &json!({ "ok": false, "c": 7 })), "/problems/server-error");
    // One that says neither that it went well nor why not may have been carried out.
    assert_eq!(becomes(&map, &gives(&json!({}))), Err((FetchError::Unusable, "/answer".to_owned())));
}

#[test]
fn a_value_without_a_name_on_the_other_side_is_refused_before_anything_is_sent() {
    let plan = json!({
        "request": { "method": "POST", "path": "/check", "body": { "object": { "k": { "from": "/body/kind", "map": { "cancel_card": 1 } } } } },
        "answer": { "object": {} }
    });
    let map = map(OperationId::CheckApplication, &plan, &json!({})).unwrap();
    let [cancel, stop] = &requests(Row::of(OperationId::CheckApplication))[..] else { panic!() };
    let refused = trial(&map, stop);
    let body: Value = serde_json::from_slice(&refused.answer.unwrap().outcome.unwrap().body).unwrap();
    assert_eq!((refused.sent.len(), &body["errors"]), (0, &json!([{ "pointer": "/kind", "code": "unknown" }])));
    assert_eq!(trial(&map, cancel).sent[0].body, br#"{"k":1}"#);
}

#[test]
fn an_id_of_any_kind_is_one_part_of_an_address_and_changes_nothing_else() {
    let plan = json!({ "request": { "method": "GET", "path": "/files/{/path/id}/now" }, "answer": { "object": {} } });
    let map = map(OperationId::GetApplication, &plan, &json!({})).unwrap();
    let ask = |id: &str| match begin(&map, &Request::new(Method::Get, format!("/v1/applications/{id}")), None, moment())
    {
        Step::Send(_, request) => Ok(request.path),
        Step::Done(answer) => Err(answer.outcome.unwrap().status),
    };
    assert_eq!(ask("ap-3~F_d.9").as_deref(), Ok("/files/ap-3~F_d.9/now"));
    for (id, part) in [
        ("a%2fb", "a%2Fb"),
        ("a%3Fb%23", "a%3Fb%23"),
        ("%2525", "%2525"),
        ("%5c%00", "%5C%00"),
        ("a%20b", "a%20b"),
        ("%e7%94%b2", "%E7%94%B2"),
        ("%61...", "a..."),
    ] {
        assert_eq!(ask(id), Ok(format!("/files/{part}/now")), "{id}");
    }
    let long = encode(&"甲".repeat(128));
    assert_eq!(ask(&long), Ok(format!("/files/{long}/now")));
    for id in ["..", ".", "%2e%2e", ".%2E", "%ff", "", "%", "a/b", &"a".repeat(129), &"甲".repeat(129)] {
        assert_eq!(ask(id), Err(404), "{id}");
    }
}

#[test]
fn a_token_is_kept_from_signing_in_to_signing_out_and_goes_where_the_map_says() {
    let more = json!({
        "session": { "token": "/data/t" },
        "headers": { "X-Token": { "text": "t {/token}", "if": "/token" } }
    });
    let plan = json!({
        "before": [{ "method": "POST", "path": "/in", "body": { "object": { "p": "/body/password" } } }],
        "request": { "method": "GET", "path": "/me" },
        "answer": { "object": { "citizen": "/data/id", "name": "/before/0/n" } }
    });
    let map = map(OperationId::SignIn, &plan, &more).unwrap();
    let requests = requests(Row::of(OperationId::SignIn));
    let request = requests.iter().find(|request| request.body.starts_with(br#"{"id_number"#)).unwrap();
    let Step::Send(call, first) = begin(&map, request, None, moment()) else { panic!() };
    assert_eq!((first.header("X-Token"), first.body.as_slice()), (None, &br#"{"p":"135790"}"#[..]));
    let Step::Send(call, second) = call.answered(&gives(&json!({ "t": "abc", "n": "示*" }))) else { panic!() };
    assert_eq!(second.header("X-Token"), Some("t abc"));
    // The first was sent, so nobody may say that nothing was.
    assert_eq!(call.failed(FetchError::NeverSent), Err(FetchError::MaybeSent));
    let Step::Done(answer) = call.answered(&gives(&json!({ "id": "c-1" }))) else { panic!() };
    assert_eq!(answer.session, Change::Begun("abc".to_owned()));
    let body: Value = serde_json::from_slice(&answer.outcome.unwrap().body).unwrap();
    assert_eq!(body, json!({ "citizen": "c-1", "name": "示*" }));
}

#[test]
fn an_operation_that_the_map_does_not_name_is_refused_as_not_supported() {
    let map = map(OperationId::GetCard, &card(&json!({})), &json!({})).unwrap();
    let unsupported: Vec<_> = map.unsupported().map(|row| row.id).collect();
    assert_eq!(unsupported.len(), ALL.len() - 1);
    assert!(!unsupported.contains(&OperationId::GetCard));
    let access_log = &requests(Row::of(OperationId::GetAccessLog))[0];
    let answer = trial(&map, access_log).answer.unwrap().outcome.unwrap();
    let body: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!((answer.status, &body["type"]), (501, &json!("/problems/not-supported")));
    // What has not the form of the contract is still refused for that.
    let unknown = trial(&map, &Request::new(Method::Get, "/v1/nothing")).answer.unwrap().outcome.unwrap();
    assert_eq!(unknown.status, 404);
}

#[test]
fn what_is_wrong_in_a_map_is_named_by_its_place() {
    let wrong = |answer: Value| map(OperationId::GetCard, &card(&answer), &json!({})).unwrap_err();
    let at = |answer: Value| wrong(answer).into_iter().map(|(at, _)| at).collect::<Vec<_>>();
    let whole = "/operations/getCard/answer/object/x";
    for (node, rest) in [
        (json!(7), ""),
        (json!("data"), ""),
        (json!({ "from": "/data", "colour": 1 }), "/colour"),
        (json!({ "from": "/data", "month": "YYYY" }), "/month"),
        (json!({ "from": "/data", "month": "YYYYMM", "as": "text" }), "/month"),
        (json!({ "from": "/data", "map": "nowhere" }), "/map"),
        (json!({ "from": "/data", "otherwise": "x" }), "/otherwise"),
        (json!({ "from": "/before/0/x" }), "/from"),
        (json!({ "text": "{/data" }), "/text"),
        (json!({ "each": "/data" }), "/item"),
        (json!({ "each": "/data", "item": "^/nowhere" }), "/item"),
        (json!({ "each": "/data", "item": "", "split": "n" }), "/split"),
        (json!({ "use": "nothing", "at": "/data" }), "/use"),
        (json!({ "object": [] }), "/object"),
    ] {
        assert_eq!(at(json!({ "x": node })), [format!("{whole}{rest}")], "{node}");
    }
    let mut deep = json!("/data");
    for _ in 0..40 {
        deep = json!({ "object": { "x": deep } });
    }
    assert_eq!(wrong(json!({ "x": deep }))[0].1, "too deep");
}

#[test]
fn a_submission_is_one_request_and_nothing_before_it() {
    let exchange = json!({ "method": "POST", "path": "/a", "body": { "object": {} } });
    let plan = json!({ "before": [exchange], "request": exchange, "answer": { "object": {} } });
    let wrong = map(OperationId::SubmitApplication, &plan, &json!({})).unwrap_err();
    assert_eq!(wrong[0].0, "/operations/submitApplication/before");
}

#[test]
fn shapes_within_shapes_end_by_the_count_of_steps() {
    // Each shape holds the one before it ten times: a million million values, if nobody counted.
    let mut shapes = json!({ "s0": { "object": { "x": "" } } });
    for n in 1..12 {
        let inner = json!({ "use": format!("s{}", n - 1) });
        let members: serde_json::Map<_, _> = (0..10).map(|m| (format!("m{m}"), inner.clone())).collect();
        shapes[format!("s{n}")] = json!({ "object": members });
    }
    let card = card(&json!({ "x": { "use": "s11", "at": "/data" } }));
    let map = map(OperationId::GetCard, &card, &json!({ "shapes": shapes })).unwrap();
    assert_eq!(becomes(&map, &gives(&json!("y"))), Err((FetchError::Unusable, String::new())));
}

#[test]
fn a_shape_that_holds_itself_is_refused() {
    let shapes =
        json!({ "a": { "use": "b" }, "b": { "object": { "x": { "use": "a" } } }, "c": { "use": "c" }, "d": "" });
    let wrong =
        map(OperationId::GetCard, &card(&json!({ "x": { "use": "d", "at": "/data" } })), &json!({ "shapes": shapes }));
    let at: Vec<_> = wrong.unwrap_err().into_iter().map(|(at, _)| at).collect();
    assert_eq!(at, ["/shapes/a/use", "/shapes/b/object/x/use", "/shapes/c/use"]);
}
