//! Backends of other shapes keep the contract behind a map, and a map is all they need.

use conform::kit::Kit;
use conform::run::{Choice, Count, Verdict, run};
use std::rc::Rc;

mod foreign;
use foreign::Foreign;

fn passes(name: &str) {
    let foreign = Rc::new(Foreign::start(name));
    let backend = foreign.behind(name);
    let kit = Kit::new(backend, foreign, Foreign::roles(), Vec::new());
    let all = pollster::block_on(run(&kit, &Choice::default(), |outcome| {
        if outcome.verdict != Verdict::Passed {
            println!("{}: {:?}", outcome.case.name, outcome.verdict);
        }
    }));
    let count = Count::of(&all);
    println!("{name}: {count:?}, {} requests", kit.requests());
    assert_eq!((count.failed, count.skipped), (0, 0));
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
