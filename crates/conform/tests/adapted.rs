//! Backends of other shapes keep the contract behind a map, and a map is all they need.

use conform::kit::Kit;
use conform::run::{Choice, Count, Verdict, run};
use std::rc::Rc;

mod foreign;
use foreign::Foreign;

/// Why the cases of what is asked for ahead, and of what a timer asks for, are left out.
const NOT_SAID: [&str; 2] = ["the session does not say `prefetch`", "the session does not say `background`"];

/// Runs every case. Only what needs an operation that the map does not name may be left out.
fn passes(name: &str) {
    let foreign = Rc::new(Foreign::start(name));
    let backend = foreign.behind(name);
    let unsupported: Vec<_> =
        Foreign::map(name).unsupported().map(|row| format!("{} is not supported by the backend", row.name)).collect();
    let kit = Kit::new(backend, foreign, Foreign::roles(), Vec::new());
    let mut wrong = Vec::new();
    let all = pollster::block_on(run(&kit, &Choice::default(), |outcome| match &outcome.verdict {
        Verdict::Passed => {}
        Verdict::Skipped(why) if unsupported.contains(why) => {}
        // None of them tells in its log what was asked for ahead, so the app does not ask; and none tells timers from people.
        Verdict::Skipped(why) if NOT_SAID.contains(&&**why) => {}
        other => wrong.push(format!("{}: {other:?}", outcome.case.name)),
    }));
    println!("{name}: {:?}, {} requests", Count::of(&all), kit.requests());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_backend_with_an_envelope_passes_every_case_behind_its_map() {
    passes("envelope");
}

#[test]
fn a_backend_of_coded_fields_passes_every_case_behind_its_map() {
    passes("coded");
}

#[test]
fn a_backend_of_resources_and_problems_passes_every_case_behind_its_map() {
    passes("snake");
}
