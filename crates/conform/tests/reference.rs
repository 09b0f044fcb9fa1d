//! The reference backend keeps every promise of the contract, and none is left out.

use backend::testing::ids::{inward, outward};
use conform::backend::{Backend, World};
use conform::kit::Kit;
use conform::reference::Reference;
use conform::roles::{Person, Role};
use conform::run::{Choice, Count, Verdict, run};
use contract::http::{Method, Outcome, PROBLEM_JSON, Request};
use contract::values::Instant;
use futures_util::future::LocalBoxFuture;
use std::cell::RefCell;
use std::rc::Rc;

/// A kit for that backend, which is the reference or something around it.
async fn kit(backend: impl Backend + 'static, reference: &Reference) -> Kit {
    Kit::new(Rc::new(backend), Rc::new(reference.clone()), reference.roles().await, Vec::new())
}

/// Runs every case, shows those that do not pass, and counts.
async fn count(kit: &Kit) -> Count {
    let all = run(kit, &Choice::default(), |outcome| {
        if outcome.verdict != Verdict::Passed {
            println!("{}: {:?}", outcome.case.name, outcome.verdict);
        }
    })
    .await;
    Count::of(&all)
}

#[test]
fn the_reference_backend_passes_every_case() {
    pollster::block_on(async {
        let reference = Reference::new();
        let kit = kit(reference.clone(), &reference).await;
        let count = count(&kit).await;
        assert_eq!((count.failed, count.skipped), (0, 0));
        assert!(count.passed >= 160, "{count:?}");
        println!("{} requests", kit.requests());
    });
}

#[test]
fn who_has_no_password_has_no_second_factor_and_fails_nothing() {
    pollster::block_on(async {
        let reference = Reference::new();
        let mut roles = reference.roles().await;
        for role in Role::ALL {
            let person = roles.get(role).unwrap().clone();
            roles.set(role, Person { password: None, ..person });
        }
        let kit = Kit::new(Rc::new(reference.clone()), Rc::new(reference.clone()), roles, Vec::new());
        let count = count(&kit).await;
        assert_eq!(count.failed, 0);
        assert!(count.passed >= 110, "{count:?}");
    });
}

/// Signs nobody in by an SMS code.
struct PasswordsOnly(Reference);

impl Backend for PasswordsOnly {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Outcome> {
        let entry = request.path == "/v1/verifications" && String::from_utf8_lossy(&request.body).contains("sign_in");
        if entry { unsupported(&self.0) } else { self.0.send(request) }
    }
}

/// A kit in which everybody signs in by the password, and so proves identity by SMS codes.
async fn by_sms(reference: &Reference) -> Kit {
    kit(PasswordsOnly(reference.clone()), reference).await
}

#[test]
fn who_signs_in_by_the_password_proves_identity_by_sms_codes() {
    pollster::block_on(async {
        let kit = by_sms(&Reference::new()).await;
        let count = count(&kit).await;
        assert_eq!((count.failed, count.skipped), (0, 6), "what needs a code to sign in by is left out");
    });
}

#[test]
fn no_case_depends_on_how_many_sms_codes_were_sent_before_it() {
    // The reference backend sends ten an hour: the kit waits for the eleventh, wherever in a case that comes.
    pollster::block_on(async {
        let only = |name: &str| Choice { only: vec![name.to_owned()], ..Choice::default() };
        for sent in 0..10 {
            let kit = by_sms(&Reference::new()).await;
            for _ in 0..sent {
                run(&kit, &only("A right answer makes it good for a time"), |_| ()).await;
            }
            for name in [
                "Two confirmations sent at once",
                "A second of the same kind",
                "makes the unanswered one before it void",
            ] {
                for outcome in run(&kit, &only(name), |_| ()).await {
                    assert_eq!(outcome.verdict, Verdict::Passed, "{} after {sent}", outcome.case.name);
                }
            }
        }
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
        let kit = kit(listed, &reference).await;
        run(&kit, &Choice::default(), |_| ()).await;
        let beside: Vec<_> = paths.borrow().iter().filter(|path| !path.starts_with("/v1/")).cloned().collect();
        assert!(paths.borrow().len() >= 1000 && beside.is_empty(), "{beside:?}");
    });
}

/// Does not support one operation: it has no GET of that path.
struct Without(Reference, &'static str);

impl Backend for Without {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Outcome> {
        if request.method != Method::Get || request.path != self.1 {
            return self.0.send(request);
        }
        unsupported(&self.0)
    }
}

/// The answer where an operation is not offered.
fn unsupported(reference: &Reference) -> LocalBoxFuture<'static, Outcome> {
    let answered = reference.send(Request::new(Method::Get, "/v1/cities"));
    Box::pin(async {
        let mut response = answered.await?;
        response.status = 501;
        response.body = br#"{"type":"/problems/not-supported","title":"Not supported","status":501}"#.to_vec();
        response.headers.retain(|(name, _)| name != "Content-Type");
        response.headers.push(("Content-Type".to_owned(), PROBLEM_JSON.to_owned()));
        Ok(response)
    })
}

#[test]
fn what_needs_an_operation_that_is_not_supported_is_left_out_and_says_so() {
    pollster::block_on(async {
        for (path, name) in [("/v1/access-log", "getAccessLog"), ("/v1/card/services", "listCardServices")] {
            let reference = Reference::new();
            let kit = kit(Without(reference.clone(), path), &reference).await;
            let mut left_out = 0;
            for outcome in run(&kit, &Choice::default(), |_| ()).await {
                if let Verdict::Skipped(why) = &outcome.verdict {
                    assert_eq!(*why, format!("{name} is not supported by the backend"), "{}", outcome.case.name);
                    left_out += 1;
                } else {
                    assert_eq!(outcome.verdict, Verdict::Passed, "{}", outcome.case.name);
                }
            }
            // The cases about it, and not those about all operations.
            assert!((1..6).contains(&left_out), "{name}: {left_out}");
        }
    });
}

/// A world in which nothing is waited for longer than a wrong answer makes one wait.
struct Impatient(Reference);

impl World for Impatient {
    fn now(&self) -> Instant {
        self.0.now()
    }

    fn pass(&self, seconds: u32) -> LocalBoxFuture<'_, Result<(), String>> {
        if seconds <= 10 {
            return self.0.pass(seconds);
        }
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
        let only = ["told apart by nothing", "one less each time", "after the last one left locks that way alone"];
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

/// The reference backend with other ids: of every kind of character, and as long as an id can be.
struct OddIds(Reference);

impl Backend for OddIds {
    fn send(&self, mut request: Request) -> LocalBoxFuture<'static, Outcome> {
        inward(&mut request);
        let answered = self.0.send(request);
        Box::pin(async {
            let mut response = answered.await?;
            outward(&mut response);
            Ok(response)
        })
    }
}

#[test]
fn a_backend_whose_ids_are_of_any_kind_passes_every_case() {
    pollster::block_on(async {
        let reference = Reference::new();
        let kit = kit(OddIds(reference.clone()), &reference).await;
        let count = count(&kit).await;
        assert_eq!((count.failed, count.skipped), (0, 0));
    });
}
