//! What a backend that is down has to bear.

use super::{Fake, World, answer, get, keyed, stack};
use crate::fetch::{FetchError, Remote, Retry};

/// Calls and attempts while a backend is down, after so many calls that went well.
fn load(seed: u64, before: usize, calls: usize) -> f64 {
    let world = World::new(seed);
    let (fake, transport) = Fake::new(
        &world,
        Box::new(move |n, _| match n {
            _ if n < before => (1, answer(200, &[])),
            _ if n % 3 == 0 => (1, answer(503, &[])),
            _ if n % 3 == 1 => (1, Err(FetchError::MaybeSent)),
            _ => (1, Err(FetchError::NeverSent)),
        }),
    );
    let retry = Retry { count: 5, ..Retry::default() };
    let client = stack(&world, Remote { retry, ..Remote::default() }, transport);
    for n in 0..before + calls {
        let request = if n % 4 == 0 { keyed("/v1/applications") } else { get("/v1/card") };
        world.fetch(&client, request).1.ok();
    }
    let added = u32::try_from(fake.count() - before - calls).unwrap();
    f64::from(added) / f64::from(u32::try_from(calls).unwrap())
}

#[test]
fn in_a_full_outage_the_added_load_is_at_most_a_tenth() {
    for seed in 0..200 {
        // A page that was opened during the outage, over twenty calls; one that had saved all it can, over a hundred.
        assert!(load(seed, 0, 20) <= 0.1, "seed {seed}");
        assert!(load(seed, 30, 100) <= 0.1, "seed {seed}");
    }
    let mean = (0..200).map(|seed| load(seed, 30, 300)).sum::<f64>() / 200.0;
    assert!(mean <= 0.07, "{mean}");
}

#[test]
fn a_call_that_fails_now_and_then_is_sent_again_all_the_same() {
    let world = World::new(5);
    // Every third attempt is lost.
    let (fake, transport) =
        Fake::new(&world, Box::new(|n, _| (1, if n % 3 == 2 { Err(FetchError::MaybeSent) } else { answer(200, &[]) })));
    let client = stack(&world, Remote::default(), transport);
    for n in 0..60 {
        assert!(world.fetch(&client, get("/v1/card")).1.is_ok(), "call {n}");
    }
    assert_eq!(fake.count(), 60 + 29);
}
