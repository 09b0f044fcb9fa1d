//! The reference backend keeps every promise of the contract, and none is left out.

use conform::backend::{Backend, World};
use conform::kit::Kit;
use conform::reference::Reference;
use conform::roles::{Person, Role};
use conform::run::{Choice, Count, Verdict, run};
use contract::http::{Outcome, Request};
use contract::values::Instant;
use futures_util::future::LocalBoxFuture;
use std::cell::RefCell;
use std::rc::Rc;

#[test]
fn the_reference_backend_passes_every_case() {
    pollster::block_on(async {
        let reference = Reference::new();
        let kit = Kit::new(Rc::new(reference.clone()), Rc::new(reference.clone()), reference.roles().await, Vec::new());
        let all = run(&kit, &Choice::default(), |outcome| {
            if outcome.verdict != Verdict::Passed {
                println!("{}: {:?}", outcome.case.name, outcome.verdict);
            }
        })
        .await;
        let count = Count::of(&all);
        assert_eq!((count.failed, count.skipped), (0, 0));
        assert!(count.passed >= 160, "{count:?}");
        println!("{} requests", kit.requests());
    });
}

#[test]
fn who_has_no_password_is_asked_for_sms_codes() {
    pollster::block_on(async {
        let reference = Reference::new();
        let mut roles = reference.roles().await;
        for role in Role::ALL {
            let person = roles.get(role).unwrap().clone();
            roles.set(role, Person { password: None, ..person });
        }
        let kit = Kit::new(Rc::new(reference.clone()), Rc::new(reference), roles, Vec::new());
        let all = run(&kit, &Choice::default(), |outcome| {
            if outcome.verdict != Verdict::Passed {
                println!("{}: {:?}", outcome.case.name, outcome.verdict);
            }
        })
        .await;
        let count = Count::of(&all);
        assert_eq!((count.failed, count.skipped), (0, 1), "one case is about passwords");
    });
}

/// Writes down what is asked for.
struct Listed(Reference, Rc<RefCell<Vec<String>>>);

impl Backend for Listed {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Outcome> {
        self.1.borrow_mut().push(request.path.clone());
        self.0.send(request)
    }
}

#[test]
fn nothing_is_asked_for_beside_the_paths_of_the_contract() {
    // An address may be shared with other things, for example the app's own files.
    pollster::block_on(async {
        let (reference, paths) = (Reference::new(), Rc::default());
        let listed = Listed(reference.clone(), Rc::clone(&paths));
        let kit = Kit::new(Rc::new(listed), Rc::new(reference.clone()), reference.roles().await, Vec::new());
        run(&kit, &Choice::default(), |_| ()).await;
        let beside: Vec<_> = paths.borrow().iter().filter(|path| !path.starts_with("/v1/")).cloned().collect();
        assert!(paths.borrow().len() >= 1000 && beside.is_empty(), "{beside:?}");
    });
}

/// A world in which nothing is waited for.
struct Impatient(Reference);

impl World for Impatient {
    fn now(&self) -> Instant {
        self.0.now()
    }

    fn pass(&self, _: u32) -> LocalBoxFuture<'_, Result<(), String>> {
        Box::pin(async { Err("there is no time".to_owned()) })
    }

    fn code<'a>(&'a self, person: &'a Person, sent_to: Option<&'a str>) -> LocalBoxFuture<'a, Result<String, String>> {
        self.0.code(person, sent_to)
    }

    fn chance(&self) -> String {
        self.0.chance()
    }
}

#[test]
fn who_is_locked_since_the_run_before_is_left_out_and_fails_nothing() {
    pollster::block_on(async {
        let reference = Reference::new();
        let only = ["told apart by nothing", "one less each time", "after the last one left locks"];
        let choice = Choice { only: only.map(str::to_owned).to_vec(), ..Choice::default() };
        let mut counts = Vec::new();
        for _ in 0..2 {
            let world = Rc::new(Impatient(reference.clone()));
            let kit = Kit::new(Rc::new(reference.clone()), world, reference.roles().await, Vec::new());
            let count = Count::of(&run(&kit, &choice, |_| ()).await);
            counts.push((count.passed, count.failed, count.skipped));
        }
        assert_eq!(counts, [(3, 0, 0), (0, 0, 3)]);
    });
}
