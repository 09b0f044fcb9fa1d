//! Backends that are broken on purpose, each in one way, and each caught by the case that is named for it.

use conform::backend::Backend;
use conform::kit::Kit;
use conform::reference::Reference;
use conform::run::{Choice, Verdict, run};
use std::rc::Rc;

mod twists;
use twists::{TWISTS, Twisted};

async fn verdict(backend: impl Backend + 'static, reference: Reference, name: &str) -> Verdict {
    let roles = reference.roles().await;
    let kit = Kit::new(Rc::new(backend), Rc::new(reference), roles, Vec::new());
    let choice = Choice { only: vec![name.to_owned()], ..Choice::default() };
    let mut all = run(&kit, &choice, |_| ()).await;
    assert_eq!(all.len(), 1, "there is one case named `{name}`");
    all.remove(0).verdict
}

#[test]
fn every_broken_backend_is_caught_by_the_case_named_for_it() {
    pollster::block_on(async {
        let mut missed = Vec::new();
        for (twist, name) in TWISTS {
            let reference = Reference::new();
            match verdict(Twisted::new(reference.clone(), *twist), reference, name).await {
                Verdict::Failed(why) => println!("{twist:?}: {why}"),
                other => missed.push(format!("{twist:?} came to {other:?} in `{name}`")),
            }
        }
        assert!(missed.is_empty(), "{missed:#?}");
    });
}

#[test]
fn no_two_broken_backends_are_caught_by_the_same_case_and_the_guide_counts_them() {
    let names: std::collections::BTreeSet<_> = TWISTS.iter().map(|(_, name)| name).collect();
    assert_eq!(names.len(), TWISTS.len());
    let guide = include_str!("../../../docs/conformance.md");
    assert!(guide.contains(&format!("{} backends that are broken on purpose", TWISTS.len())), "{}", TWISTS.len());
}
