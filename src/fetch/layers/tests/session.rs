//! The session: tokens, and renewals that are one for everybody.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::{Fake, World, answer, get, keyed, post, stack, status};
use crate::fetch::{Bearer, Fetch, FetchError, Remote, Request, Response};
use contract::http::{Method, Outcome};

const RENEWAL: &str = "/v1/session/renewal";

fn cookie() -> Remote {
    Remote { renewal: Some(RENEWAL.to_owned()), ..Remote::default() }
}

fn with_token() -> Remote {
    Remote { bearer: Some(Bearer { token: "/data/0/to~1ken".to_owned() }), ..cookie() }
}

fn token(text: &str) -> Outcome {
    Ok(Response { body: format!(r#"{{"data":[{{"to/ken":"{text}"}}]}}"#).into(), ..Response::new(200) })
}

/// A backend whose session, a cookie, has ended; a renewal brings it back if it answers this. The time each renewal
/// takes is in milliseconds.
fn ended(world: &World, renewal: Outcome, takes: u32) -> (Rc<Fake>, Rc<dyn Fetch>) {
    let alive = Cell::new(false);
    Fake::new(
        world,
        Box::new(move |n, request| {
            if request.path == RENEWAL {
                alive.set(renewal.is_ok() && status(&renewal) < 300);
                return (takes, renewal.clone());
            }
            // Not all of them come back at once.
            let late = u32::try_from(n % 7).unwrap() * 20;
            (10 + late, answer(if alive.get() { 200 } else { 401 }, &[]))
        }),
    )
}

fn renewals(fake: &Fake) -> usize {
    fake.asked.borrow().iter().filter(|(_, request)| request.path == RENEWAL).count()
}

#[test]
fn fifty_requests_of_two_tabs_are_renewed_by_one_renewal() {
    let world = World::new(1);
    let (fake, transport) = ended(&world, answer(204, &[]), 300);
    let tabs = [0, 1].map(|_| stack(&world, cookie(), Rc::clone(&transport)));
    let calls: Vec<_> = (0..50).map(|n| world.call(&tabs[n % 2], get(&format!("/v1/{n}")))).collect();
    world.run();
    assert!(calls.iter().all(|(slot, _)| status(&slot.borrow().clone().unwrap().1) == 200));
    assert_eq!(renewals(&fake), 1);
    assert_eq!(fake.count(), 50 + 50 + 1);
}

#[test]
fn a_renewal_that_fails_gives_everybody_his_own_refusal_once() {
    for refusal in [answer(401, &[]), answer(500, &[]), Err(FetchError::MaybeSent), Err(FetchError::Unusable)] {
        let world = World::new(1);
        let (fake, transport) = ended(&world, refusal, 300);
        let client = stack(&world, cookie(), transport);
        let calls: Vec<_> = (0..50).map(|n| world.call(&client, get(&format!("/v1/{n}")))).collect();
        world.run();
        assert!(calls.iter().all(|(slot, _)| status(&slot.borrow().clone().unwrap().1) == 401));
        assert_eq!((renewals(&fake), fake.count()), (1, 51));
    }
}

#[test]
fn a_session_that_ends_again_at_once_is_no_loop() {
    let world = World::new(1);
    let (fake, transport) =
        Fake::new(&world, Box::new(|_, r| (1, answer(if r.path == RENEWAL { 204 } else { 401 }, &[]))));
    let client = stack(&world, cookie(), transport);
    assert_eq!(status(&world.fetch(&client, get("/v1/card")).1), 401);
    assert_eq!((renewals(&fake), fake.count()), (2, 5));
    // Without a renewal 401 is the end of it.
    let client = stack(&world, Remote::default(), ended(&world, answer(204, &[]), 1).1);
    assert_eq!(status(&world.fetch(&client, get("/v1/card")).1), 401);
}

#[test]
fn whatever_was_refused_for_the_session_is_sent_again_as_it_was() {
    for request in [post("/v1/applications/check"), keyed("/v1/applications")] {
        let world = World::new(1);
        let (fake, transport) = ended(&world, answer(204, &[]), 1);
        assert_eq!(status(&world.fetch(&stack(&world, cookie(), transport), request.clone()).1), 200);
        let asked = fake.asked.borrow();
        assert_eq!(asked.len(), 3);
        for at in [0, 2] {
            assert_eq!(asked[at].1.body, request.body);
            assert_eq!(asked[at].1.header("Idempotency-Key"), request.header("Idempotency-Key"));
        }
        assert_eq!(asked[1].1.header("X-Requested-With"), Some("citizen-center"), "a renewal is protected as well");
    }
    // Signing in and out is not: a wrong password is no session that has ended.
    for request in [post("/v1/session"), Request::new(Method::Delete, "/v1/session")] {
        let world = World::new(1);
        let (fake, transport) = ended(&world, answer(204, &[]), 1);
        assert_eq!(status(&world.fetch(&stack(&world, cookie(), transport), request).1), 401);
        assert_eq!(fake.count(), 1);
    }
}

#[test]
fn a_renewal_goes_on_when_nobody_waits_any_more() {
    let world = World::new(1);
    let (fake, transport) = ended(&world, answer(204, &[]), 300);
    let client = stack(&world, cookie(), transport);
    let (_, waits) = world.call(&client, get("/v1/card"));
    world.run_until(100);
    assert_eq!(renewals(&fake), 1);
    drop(waits);
    world.run();
    assert_eq!(fake.stopped.get(), 0);
    assert_eq!(status(&world.fetch(&client, get("/v1/card")).1), 200);
    assert_eq!(renewals(&fake), 1);
}

#[test]
fn a_tab_that_sleeps_with_the_lock_holds_nobody_up_for_ever() {
    let world = World::new(1);
    let (fake, transport) = ended(&world, answer(204, &[]), 10);
    let asleep = Rc::new(RefCell::new(None));
    let (place, lock) = (Rc::clone(&asleep), (world.around().lock)("", 1));
    (world.around().spawn)(Box::pin(async move { drop(place.replace(Some(lock.await))) }));
    world.run();
    let (took, outcome) = world.fetch(&stack(&world, cookie(), transport), get("/v1/card"));
    assert_eq!((status(&outcome), renewals(&fake)), (200, 1));
    assert!((20_000..21_000).contains(&took), "{took}");
    assert!(asleep.borrow().as_ref().is_some_and(|lock| !lock.waited && lock.held.is_some()));
}

#[test]
fn a_token_is_taken_from_the_sign_in_sent_with_everything_and_forgotten_with_the_session() {
    let world = World::new(1);
    let (fake, transport) = Fake::new(
        &world,
        Box::new(|n, request| match (request.method, &*request.path) {
            (Method::Post, "/v1/session") => (1, token("t1")),
            (Method::Post, RENEWAL) => (1, token("t2")),
            (Method::Delete, _) => (1, answer(204, &[])),
            _ => (1, answer(if n == 3 { 401 } else { 200 }, &[])),
        }),
    );
    let client = stack(&world, with_token(), transport);
    for request in [get("/v1/cities"), post("/v1/session"), get("/v1/card"), keyed("/v1/applications")] {
        assert_eq!(status(&world.fetch(&client, request).1), 200);
    }
    let _ = world.fetch(&client, Request::new(Method::Delete, "/v1/session"));
    let _ = world.fetch(&client, get("/v1/cities"));
    let asked = fake.asked.borrow();
    let sent: Vec<_> = asked.iter().map(|(_, request)| request.header("Authorization")).collect();
    let (first, second) = (Some("Bearer t1"), Some("Bearer t2"));
    // cities, sign-in, card, the submission refused, its renewal, it again, sign-out, cities
    assert_eq!(sent, [None, None, first, first, first, second, second, None]);
}

#[test]
fn every_tab_with_a_token_renews_its_own() {
    let world = World::new(1);
    let (fake, transport) = Fake::new(
        &world,
        Box::new(|_, request| match (&*request.path, request.header("Authorization")) {
            (RENEWAL, _) => (100, token("t")),
            (_, None) => (1, answer(401, &[])),
            _ => (1, answer(200, &[])),
        }),
    );
    let tabs = [0, 1].map(|_| stack(&world, with_token(), Rc::clone(&transport)));
    let calls: Vec<_> = (0..50).map(|n| world.call(&tabs[n % 2], get(&format!("/v1/{n}")))).collect();
    world.run();
    assert!(calls.iter().all(|(slot, _)| status(&slot.borrow().clone().unwrap().1) == 200));
    assert_eq!(renewals(&fake), 2);
}

#[test]
fn what_is_no_token_does_not_become_part_of_a_header() {
    for text in ["", "a b", "a\\r\\nX-Evil: 1", "\\u00e4"] {
        let world = World::new(1);
        let (fake, transport) = Fake::new(&world, Box::new(move |_, _| (1, token(text))));
        let client = stack(&world, with_token(), transport);
        let _ = (world.fetch(&client, post("/v1/session")), world.fetch(&client, get("/v1/card")));
        assert_eq!(fake.asked.borrow()[1].1.header("Authorization"), None, "{text}");
    }
}
