//! One attempt and the next: what is sent again, when, and what is reported.

use super::{Fake, World, answer, get, keyed, post, stack, status};
use crate::fetch::{FetchError, Limits, Remote, Request, Retry};
use contract::http::{Method, Outcome};
use proptest::prelude::*;

fn remote(count: u32) -> Remote {
    Remote { retry: Retry { count, ..Retry::default() }, ..Remote::default() }
}

/// What comes of one call to a backend that answers with these, one after another, the last for ever.
fn ends(request: Request, outcomes: Vec<Outcome>) -> (usize, Outcome) {
    let world = World::new(7);
    let (fake, transport) = Fake::new(&world, Box::new(move |n, _| (10, outcomes[n.min(outcomes.len() - 1)].clone())));
    let client = stack(&world, remote(3), transport);
    let (_, outcome) = world.fetch(&client, request);
    (fake.count(), outcome)
}

const fn empty(status: u16) -> Outcome {
    Ok(crate::fetch::Response::new(status))
}

#[test]
fn what_only_reads_and_what_has_a_key_is_sent_again() {
    let lost = || vec![Err(FetchError::MaybeSent), empty(200)];
    for request in [get("/v1/card"), keyed("/v1/applications")] {
        let (attempts, outcome) = ends(request, lost());
        assert_eq!((attempts, status(&outcome)), (2, 200));
    }
    for method in [Method::Post, Method::Put, Method::Patch, Method::Delete] {
        let (attempts, outcome) = ends(Request::new(method, "/v1/session"), lost());
        assert_eq!((attempts, outcome), (1, Err(FetchError::MaybeSent)), "{method:?}");
    }
    assert_eq!(ends(post("/v1/card/code"), vec![Err(FetchError::NeverSent), empty(200)]).0, 1);
}

#[test]
fn only_answers_that_ask_for_it_are_asked_again() {
    for code in [408, 425, 429, 502, 503, 504] {
        assert_eq!(ends(get("/v1/card"), vec![empty(code), empty(200)]).0, 2, "{code}");
    }
    for code in [200, 204, 304, 400, 401, 403, 404, 409, 422, 423, 500, 501] {
        assert_eq!(ends(get("/v1/card"), vec![empty(code), empty(200)]).0, 1, "{code}");
    }
    assert_eq!(ends(get("/v1/card"), vec![Err(FetchError::Unusable), empty(200)]).0, 1);
}

#[test]
fn the_worst_of_the_attempts_is_reported() {
    use FetchError::{MaybeSent, NeverSent};
    // The earlier one may have arrived, whatever is certain about the later one.
    for outcomes in [vec![Err(MaybeSent), Err(NeverSent)], vec![empty(504), Err(NeverSent)]] {
        assert_eq!(ends(keyed("/v1/applications"), outcomes), (2, Err(MaybeSent)));
    }
    assert_eq!(ends(keyed("/v1/applications"), vec![Err(NeverSent)]), (2, Err(NeverSent)));
    // Who is not signed in is not told what became of the earlier attempt.
    assert_eq!(ends(keyed("/v1/applications"), vec![Err(MaybeSent), empty(401)]), (2, Err(MaybeSent)));
    let (_, outcome) = ends(keyed("/v1/applications"), vec![Err(NeverSent), empty(401)]);
    assert_eq!(status(&outcome), 401);
    let (_, outcome) = ends(get("/v1/card"), vec![Err(MaybeSent), empty(401)]);
    assert_eq!(status(&outcome), 401);
}

type Headers = &'static [(&'static str, &'static str)];

#[test]
fn the_backend_says_when_it_may_be_asked_again() {
    // (the answer's headers, the shortest wait, or none at all)
    let cases: [(Headers, Option<i64>); 9] = [
        (&[("Retry-After", "3")], Some(3_000)),
        (&[("Retry-After", "0")], Some(0)),
        (&[("Retry-After", "Thu, 01 Jan 1970 00:00:05 GMT")], Some(5_000)),
        (&[("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"), ("Date", "Sun, 06 Nov 1994 08:49:33 GMT")], Some(4_000)),
        (&[("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"), ("Date", "Sun, 06 Nov 1994 09:00:00 GMT")], Some(0)),
        (&[("Retry-After", "soon")], Some(0)),
        (&[("Retry-After", "9")], None),
        (&[("Retry-After", "99999999999999999999999999")], None),
        (&[("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT")], None),
    ];
    for (headers, wait) in cases {
        let said = answer(503, headers);
        let world = World::new(3);
        let (fake, transport) =
            Fake::new(&world, Box::new(move |n, _| (0, if n == 0 { said.clone() } else { answer(200, &[]) })));
        let (took, outcome) = world.fetch(&stack(&world, remote(2), transport), get("/v1/card"));
        match wait {
            Some(wait) => {
                assert_eq!((fake.count(), status(&outcome)), (2, 200), "{headers:?}");
                assert!((wait..=wait + 400).contains(&took), "{headers:?}: {took}");
            }
            None => assert_eq!((fake.count(), status(&outcome), took), (1, 503, 0), "{headers:?}"),
        }
    }
}

#[test]
fn an_attempt_that_takes_too_long_is_stopped_and_the_call_has_its_deadline() {
    let world = World::new(1);
    let limits = Limits { call_ms: 5_000, attempt_ms: 2_000 };
    for (request, attempts, outcome) in [
        (post("/v1/card/code"), 1, Err(FetchError::MaybeSent)),
        (keyed("/v1/applications"), 2, Err(FetchError::MaybeSent)),
        (get("/v1/card"), 2, Err(FetchError::NeverSent)),
    ] {
        let (fake, transport) = Fake::new(&world, Box::new(|_, _| (1_000_000, answer(200, &[]))));
        let client = stack(&world, Remote { limits, ..remote(5) }, transport);
        let (took, got) = world.fetch(&client, request);
        assert_eq!((fake.count(), got), (attempts, outcome));
        assert!(took <= 5_000, "{took}");
        assert_eq!(fake.stopped.get(), attempts, "each was stopped");
    }
    // A deadline shorter than an attempt.
    let (fake, transport) = Fake::new(&world, Box::new(|_, _| (1_000_000, answer(200, &[]))));
    let limits = Limits { call_ms: 1_000, attempt_ms: 60_000 };
    let client = stack(&world, Remote { limits, ..remote(5) }, transport);
    assert_eq!(world.fetch(&client, post("/v1/verifications")), (1_000, Err(FetchError::MaybeSent)));
    assert_eq!(fake.stopped.get(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the backend does, and however chance falls.
    #[test]
    fn a_call_keeps_to_its_limits(
        seed: u64,
        count in 0_u32..=5,
        call_ms in 1_000_u32..60_000,
        attempt_ms in 1_000_u32..60_000,
        base_ms in 0_u32..5_000,
        cap_ms in 0_u32..60_000,
        kind in 0_u8..3,
        leaves in prop::option::of(0_i64..20_000),
    ) {
        let world = World::new(seed);
        let dice = World::new(seed ^ 1);
        let (fake, transport) = Fake::new(&world, Box::new(move |_, _| {
            let outcome = match dice.below(9) {
                0 => answer(200, &[]),
                1 => answer(429, &[("Retry-After", "2")]),
                2 => answer(503, &[]),
                3 => answer(401, &[]),
                4 => Err(FetchError::Unusable),
                5 | 6 => Err(FetchError::NeverSent),
                _ => Err(FetchError::MaybeSent),
            };
            (dice.below(30_000), outcome)
        }));
        let retry = Retry { count, base_ms, cap_ms };
        let limits = Limits { call_ms, attempt_ms };
        let client = stack(&world, Remote { limits, retry, ..Remote::default() }, transport);
        let request = [get("/v1/card"), post("/v1/card/code"), keyed("/v1/applications")][usize::from(kind)].clone();
        let (slot, waits) = world.call(&client, request.clone());
        if let Some(at) = leaves {
            world.run_until(at);
            let before = fake.count();
            drop(waits);
            world.run();
            prop_assert_eq!(fake.count(), before, "nothing is sent once nobody waits");
        } else {
            world.run();
            let (at, outcome) = slot.take().expect("an outcome");
            prop_assert!(at <= i64::from(call_ms), "{at} ms");
            let asked = fake.asked.borrow();
            if outcome == Err(FetchError::NeverSent) && request.method != Method::Get {
                prop_assert!(fake.stopped.get() == 0, "a stopped attempt may have arrived");
            }
            prop_assert!(asked.iter().all(|(began, _)| *began < i64::from(call_ms)));
        }
        prop_assert_eq!(fake.answered.get() + fake.stopped.get(), fake.count(), "what is under way is stopped");
        let asked = fake.asked.borrow();
        let most = if kind == 1 { 1 } else { usize::try_from(count).unwrap() + 1 };
        prop_assert!((1..=most).contains(&asked.len()), "{} attempts", asked.len());
        for (_, sent) in asked.iter() {
            prop_assert_eq!(&sent.body, &request.body, "the same bytes");
            prop_assert_eq!(sent.header("Idempotency-Key"), request.header("Idempotency-Key"), "the same key");
        }
    }
}
