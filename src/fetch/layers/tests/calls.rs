//! What calls have in common: shared requests, kept answers, headers, traces.

use super::{Fake, World, answer, get, keyed, post, stack, status};
use crate::fetch::layers::{cache, client};
use crate::fetch::{Backend, Csrf, FetchError, Remote, Request, Response};
use contract::http::{BACKGROUND, Method, Outcome, PURPOSE, TRACEPARENT};

fn tagged(tag: &str, body: &str, control: &str) -> Outcome {
    let mut answer = Response::new(200);
    for (name, value) in [("ETag", tag), ("Cache-Control", control), ("Date", "Sun, 06 Nov 1994 08:49:37 GMT")] {
        answer.headers.push((name.to_owned(), value.to_owned()));
    }
    answer.body = body.into();
    Ok(answer)
}

fn parent(trace: u32) -> String {
    format!("00-{trace:032x}-{trace:016x}-01")
}

/// The request as the journey makes it.
fn traced(mut request: Request, trace: u32) -> Request {
    request.headers.push((TRACEPARENT.to_owned(), parent(trace)));
    request
}

#[test]
fn who_asks_the_same_at_the_same_time_shares_one_request() {
    let world = World::new(1);
    let (fake, transport) = Fake::new(&world, Box::new(|_, _| (100, answer(200, &[]))));
    for backend in [Backend::Embedded, Backend::Http(Remote::default())] {
        let before = fake.count();
        let client = client(&backend, &world.around(), std::rc::Rc::clone(&transport));
        let calls: Vec<_> = (0..50).map(|n| world.call(&client, traced(get("/v1/cities"), n))).collect();
        let other = world.call(&client, get("/v1/card"));
        world.run();
        assert_eq!(fake.count() - before, 2);
        assert!(calls.iter().chain([&other]).all(|(slot, _)| status(&slot.borrow().clone().unwrap().1) == 200));
        // Over is over: the next one is a request of its own.
        world.fetch(&client, get("/v1/cities")).1.unwrap();
        assert_eq!(fake.count() - before, 3);
    }
}

#[test]
fn a_shared_request_is_stopped_when_the_last_who_waits_is_gone() {
    let world = World::new(1);
    let (fake, transport) = Fake::new(&world, Box::new(|_, _| (100, answer(200, &[]))));
    let client = stack(&world, Remote::default(), transport);
    let (first, second) = (world.call(&client, get("/v1/cities")), world.call(&client, get("/v1/cities")));
    world.run_until(10);
    drop(first.1);
    world.run_until(20);
    assert_eq!(fake.stopped.get(), 0);
    drop(second.1);
    world.run_until(30);
    assert_eq!((fake.stopped.get(), fake.count()), (1, 1));
    // What was stopped is not joined.
    world.fetch(&client, get("/v1/cities")).1.unwrap();
    assert_eq!(fake.count(), 2);
    // The first to ask may leave, and the other still has his answer.
    let (first, second) = (world.call(&client, get("/v1/cities")), world.call(&client, get("/v1/cities")));
    world.run_until(world.now() + 10);
    drop(first.1);
    world.run();
    assert_eq!((status(&second.0.borrow().clone().unwrap().1), fake.count()), (200, 3));
}

#[test]
fn what_was_read_before_a_change_is_not_given_to_who_asks_after_it() {
    let world = World::new(1);
    let (fake, transport) = Fake::new(&world, Box::new(|_, _| (100, answer(200, &[]))));
    let client = stack(&world, Remote::default(), transport);
    let early = world.call(&client, get("/v1/applications"));
    let change = world.call(&client, keyed("/v1/applications"));
    let during = world.call(&client, get("/v1/applications"));
    world.run_until(50);
    assert_eq!(fake.count(), 3);
    drop(change.1);
    world.run_until(60);
    let after = world.call(&client, get("/v1/applications"));
    world.run();
    assert_eq!(fake.count(), 4);
    assert!([early.0, during.0, after.0].iter().all(|slot| slot.borrow().is_some()));
}

#[test]
fn a_known_answer_is_asked_about_and_given_out_again() {
    let world = World::new(1);
    let (fake, transport) = Fake::new(
        &world,
        Box::new(|_, request| match request.header("If-None-Match") {
            Some("\"1\"") => (1, answer(304, &[("Date", "Sun, 06 Nov 1994 09:00:00 GMT"), ("X-New", "a")])),
            _ => (1, tagged("\"1\"", "cities", "no-cache")),
        }),
    );
    let client = stack(&world, Remote::default(), transport);
    let first = world.fetch(&client, traced(get("/v1/cities"), 1)).1.unwrap();
    let again = world.fetch(&client, traced(get("/v1/cities"), 2)).1.unwrap();
    assert_eq!((fake.count(), again.status, &again.body), (2, 200, &first.body));
    // What the new answer says about itself holds: the app reads the backend's clock from it.
    assert_eq!(again.header("Date"), Some("Sun, 06 Nov 1994 09:00:00 GMT"));
    assert_eq!((again.header("X-New"), again.header("ETag")), (Some("a"), Some("\"1\"")));
    let of = |n: usize| fake.asked.borrow()[n].1.header(TRACEPARENT).unwrap()[..35].to_owned();
    assert_eq!((of(0), of(1)), (parent(1)[..35].to_owned(), parent(2)[..35].to_owned()), "each in its own trace");
    // Another request is another answer.
    let mut other = get("/v1/cities");
    other.headers.push(("Accept-Language".to_owned(), "en".to_owned()));
    world.fetch(&client, other).1.unwrap();
    assert_eq!(fake.asked.borrow()[2].1.header("If-None-Match"), None);
}

#[test]
fn a_page_that_stays_open_is_told_that_nothing_has_changed() {
    let world = World::new(1);
    let (fake, transport) = Fake::new(
        &world,
        Box::new(|_, request| match request.header("If-None-Match") {
            Some("\"1\"") => (1, answer(304, &[("ETag", "\"1\""), ("Cache-Control", "no-store")])),
            _ => (1, tagged("\"1\"", "the application", "no-store")),
        }),
    );
    let client = stack(&world, Remote::default(), transport);
    let mut timer = get("/v1/applications/x");
    timer.headers.push((PURPOSE.to_owned(), BACKGROUND.to_owned()));
    for request in [get("/v1/applications/x"), timer.clone(), get("/v1/applications/x"), timer] {
        let purpose = request.header(PURPOSE).map(str::to_owned);
        let answer = world.fetch(&client, request).1.unwrap();
        assert_eq!((answer.status, &*answer.body), (200, &b"the application"[..]));
        let asked = fake.asked.borrow();
        let asked = &asked.last().unwrap().1;
        assert_eq!(asked.header(PURPOSE), purpose.as_deref(), "the backend is told that no person asked");
        assert_eq!(asked.header("If-None-Match").is_some(), fake.count() > 1);
    }
}

#[test]
fn what_must_not_be_kept_is_not_and_the_rest_has_its_bounds() {
    let world = World::new(1);
    let long = "a".repeat(cache::LONGEST + 1);
    let (fake, transport) = Fake::new(
        &world,
        Box::new(move |_, request| match &*request.path {
            "/long" => (1, tagged("\"1\"", &long, "no-cache")),
            "/untagged" => (1, answer(200, &[])),
            "/error" => (1, answer(404, &[("ETag", "\"1\"")])),
            _ => (1, tagged("\"1\"", "", "no-cache")),
        }),
    );
    let client = stack(&world, Remote::default(), transport);
    let asks = |path: &str| {
        let _ = world.fetch(&client, get(path));
        fake.asked.borrow().last().unwrap().1.header("If-None-Match").is_some()
    };
    for path in ["/long", "/untagged", "/error"] {
        assert!(!asks(path) && !asks(path), "{path}");
    }
    for n in 0..=cache::MOST {
        assert!(!asks(&format!("/{n}")));
    }
    assert!(asks("/1") && !asks("/0"), "the oldest has made room");
}

#[test]
fn what_is_kept_is_forgotten_with_the_session() {
    let ends = |request: Request| {
        let world = World::new(1);
        let (fake, transport) = Fake::new(
            &world,
            Box::new(|_, request| match (&*request.path, request.method) {
                ("/v1/card", _) => (1, answer(401, &[])),
                ("/v1/session", Method::Delete) => (1, Err(FetchError::MaybeSent)),
                ("/slow", _) => (100, tagged("\"2\"", "", "no-cache")),
                _ => (1, tagged("\"1\"", "", "no-cache")),
            }),
        );
        let client = stack(&world, Remote::default(), transport);
        world.fetch(&client, get("/v1/applications")).1.unwrap();
        // Asked for before, answered after: it is the other person's.
        let slow = world.call(&client, get("/slow"));
        let _ended = world.call(&client, request);
        world.run();
        drop(slow);
        let _ = (world.fetch(&client, get("/v1/applications")), world.fetch(&client, get("/slow")));
        let asked = fake.asked.borrow();
        asked.iter().filter(|(_, request)| request.header("If-None-Match").is_some()).count()
    };
    assert_eq!(ends(post("/v1/session")), 0);
    assert_eq!(ends(Request::new(Method::Delete, "/v1/session")), 0);
    assert_eq!(ends(get("/v1/card")), 0, "401");
    assert_eq!(ends(get("/v1/session")), 2, "asking who is signed in changes nothing");
}

#[test]
fn headers_of_the_config_are_sent_and_never_in_the_place_of_the_calls_own() {
    let world = World::new(1);
    let (fake, transport) = Fake::new(&world, Box::new(|_, _| (1, answer(200, &[]))));
    let headers = [("X-Tenant", "a"), ("idempotency-key", "b")].map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec();
    let csrf = Some(Csrf { name: "X-CSRF".to_owned(), value: "1".to_owned() });
    let client = stack(&world, Remote { headers, csrf, ..Remote::default() }, transport);
    for request in [get("/v1/card"), post("/v1/card/code"), keyed("/v1/applications")] {
        world.fetch(&client, request).1.unwrap();
    }
    let asked = fake.asked.borrow();
    let of = |name: &str| asked.iter().map(|(_, request)| request.header(name)).collect::<Vec<_>>();
    assert_eq!(of("X-Tenant"), [Some("a"); 3]);
    assert_eq!(of("X-CSRF"), [None, Some("1"), Some("1")]);
    assert_eq!(of("Idempotency-Key"), [Some("b"), Some("b"), Some("\"k1\"")]);
    assert!(asked[2].1.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("Idempotency-Key")).count() == 1);
}

#[test]
fn a_call_is_one_trace_and_an_attempt_is_one_span() {
    let world = World::new(1);
    let (fake, transport) = Fake::new(
        &world,
        Box::new(|n, _| match n {
            0 => (1, Err(FetchError::MaybeSent)),
            1 => (1, answer(500, &[])),
            _ => (1, answer(200, &[("x-request-id", "r-1")])),
        }),
    );
    let client = stack(&world, Remote::default(), transport);
    // What the journey begins, and, twice, what nobody has begun a trace for.
    for request in [traced(get("/v1/card"), 10), get("/v1/card")] {
        let _ = world.fetch(&client, request).1;
    }
    let asked = fake.asked.borrow();
    let parents: Vec<Vec<&str>> =
        asked.iter().map(|(_, request)| request.header(TRACEPARENT).unwrap().split('-').collect()).collect();
    for parent in &parents {
        let [version, trace, span, flags] = parent[..] else { panic!("{parent:?}") };
        assert_eq!((version, trace.len(), span.len(), flags), ("00", 32, 16, "01"));
        assert!([trace, span].iter().all(|id| id.bytes().all(|b| b"0123456789abcdef".contains(&b))));
    }
    assert_eq!(
        (parents[0][1], parents[1][1]),
        (&parent(10)[3..35], parents[0][1]),
        "one trace, the one that was begun"
    );
    assert_ne!(parents[0][2], parents[1][2], "two spans");
    assert_ne!(parents[1][1], parents[2][1], "two traces");
    // Who does not want it has none.
    let (quiet, transport) = Fake::new(&world, Box::new(|_, _| (1, answer(200, &[]))));
    let client = stack(&world, Remote { trace: false, ..Remote::default() }, transport);
    assert_eq!(world.fetch(&client, traced(get("/v1/card"), 1)).1.map(|answer| answer.status), Ok(200));
    assert_eq!(quiet.asked.borrow()[0].1.header(TRACEPARENT), None);
}

#[test]
fn the_embedded_backend_sees_nothing_of_it() {
    let world = World::new(1);
    let (fake, transport) = Fake::new(&world, Box::new(|_, _| (1, answer(503, &[]))));
    let client = client(&Backend::Embedded, &world.around(), transport);
    assert_eq!(status(&world.fetch(&client, keyed("/v1/applications")).1), 503);
    assert_eq!(fake.asked.borrow()[..], [(0, keyed("/v1/applications"))]);
}
