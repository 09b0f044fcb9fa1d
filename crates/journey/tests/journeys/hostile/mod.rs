//! Hostile answers: whatever comes in the place of a right answer, the step that waits for it ends in a failure that is
//! told, with a support code, and can be tried again; or, where the contract allows what came, in a page that shows just
//! that. Never in a panic, never in a "none" or a "done" that is not true.

mod answers;
mod ends;
mod once;
mod sign_out;
mod steps;

use crate::support::{Phone, operation};
use answers::{Spoilt, beside, refusals, spoilt};
use contract::http::{Request, Response};
use contract::operations::{EndOtherSessions, Operation, OperationId, SignOut};
use contract_document::{Document, Validator};
use ends::failures;
use journey::FailureKind;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use steps::{Step, steps};

/// The name that every spoilt answer has in the backend's log.
pub const CODE: &str = "rq-hostile";

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    told: usize,
    shown: usize,
    lies: usize,
}

/// The operations of the contract by name, and the schema of what they give.
fn operations(document: &Document) -> BTreeMap<&str, Option<Validator>> {
    let schema = |body| {
        let success = document.responses(body).find(|(status, _)| status.starts_with('2')).expect("a success").1;
        Some(document.validator(success.pointer("/content/application~1json/schema")?))
    };
    document.operations().map(|o| (o.body["operationId"].as_str().expect(o.path), schema(o.body))).collect()
}

/// One step meets one spoilt answer, and the right one after that.
fn meet(step: &Step, ready: &Phone, schema: &Validator, it: &Spoilt, count: &mut Count) {
    let mut phone = step.twin(ready);
    phone.instead = vec![(step.operation(), it.answer.clone())];
    phone.load();
    (step.ask)(&mut phone);
    let what = format!("{} at {}: {}", step.row.name, step.at, it.what);
    assert!(phone.instead.is_empty(), "{what}: was not asked for");
    let told = failures(&phone.screen());
    if told.iter().any(|failure| failure.support_code == CODE) {
        for failure in &told {
            assert_eq!((failure.kind, &*failure.support_code), (FailureKind::Unusable, CODE), "{what}");
        }
        (step.open)(&phone, &what);
        count.told += 1;
    } else {
        assert!((step.reads)(&it.answer.body), "{what}: nobody says that it is unreadable: {:?}", phone.screen());
        let value = serde_json::from_slice(&it.answer.body).unwrap_or_default();
        let allowed = it.tolerated || schema.is_valid(&value);
        assert!(allowed, "{what}: nobody says that the contract does not allow it");
        if !told.is_empty() {
            // A lie in the form of the contract: an id that leads nowhere. The next question has shown it.
            count.lies += 1;
            return;
        }
        // What is in a list is on the screen; and nothing else is.
        if let (Some(items), Some(listed)) = (value["items"].as_array(), (step.lists)(&phone.screen())) {
            assert_eq!(listed, items.len(), "{what}");
        }
        count.shown += 1;
    }
    (step.again)(&mut phone);
    assert_eq!(failures(&phone.screen()), [], "{what}: a right answer does not bring it back");
    assert!((step.done)(&phone), "{what}: in the end there is {:?}", phone.screen());
}

/// What the step gets from the backend when all goes well.
fn right(step: &Step, ready: &mut Phone) -> String {
    let heard = Rc::new(RefCell::default());
    let mut phone = ready.twin();
    phone.heard = Some(Rc::clone(&heard));
    phone.load();
    (step.ask)(&mut phone);
    assert_eq!(failures(&phone.screen()), [], "{}", step.row.name);
    assert!((step.done)(&phone), "{} at {}: {:?}", step.row.name, step.at, phone.screen());
    let body = answer_to(&step.operation(), &heard.borrow());
    assert!((step.reads)(body.as_bytes()), "{}", step.row.name);
    ready.heard = Some(heard);
    body
}

/// What an operation was answered with last.
pub fn answer_to(name: &str, heard: &[(Request, Response)]) -> String {
    let (_, answer) = heard.iter().rev().find(|(request, _)| operation(request) == name).expect(name);
    String::from_utf8(answer.body.clone()).unwrap()
}

fn run(which: impl Fn(usize) -> bool) {
    let document = Document::load();
    let operations = operations(&document);
    for (n, step) in steps().iter().enumerate().filter(|(n, _)| which(*n)) {
        let began = std::time::Instant::now();
        let mut ready = (step.prepare)();
        let body = right(step, &mut ready);
        let schema = operations[step.row.name].as_ref().expect("a schema");
        let mut count = Count::default();
        for it in spoilt(&body).into_iter().chain(beside(&body)) {
            meet(step, &ready, schema, &it, &mut count);
        }
        // One part of them each: what is made of a refusal is the same for all.
        let refused: Vec<Spoilt> = refusals().into_iter().skip(n % 5).step_by(5).collect();
        let refusals = refused.len();
        for it in refused {
            let mut phone = step.twin(&ready);
            // Where a backend does not say which ways to sign in there are, there are the usual ones.
            let usual = step.row.id == OperationId::ListSignInMethods && it.answer.status == 404;
            phone.instead = vec![(step.operation(), it.answer)];
            phone.load();
            (step.ask)(&mut phone);
            assert!(phone.instead.is_empty());
            let told = failures(&phone.screen());
            let what = format!("{} at {}: {}", step.row.name, step.at, it.what);
            assert!(
                it.signed_out || usual || !told.is_empty(),
                "{what}: a refusal that nobody tells of: {:?}",
                phone.screen()
            );
            assert!(told.iter().all(|failure| failure.support_code == CODE), "{what}");
        }
        println!(
            "{n:2} {:40} {:4} told, {:4} shown, {refusals} refusals, {:?}",
            [step.row.name, " ", step.at].concat(),
            count.told,
            count.shown,
            began.elapsed()
        );
        assert!(count.told > 100 && count.shown > 3, "{}: {count:?}", step.row.name);
    }
}

#[test]
fn every_operation_of_the_contract_has_a_step() {
    let document = Document::load();
    let operations: BTreeSet<&str> = operations(&document).into_keys().collect();
    let mut covered: BTreeSet<&str> = steps().iter().map(|step| step.row.name).collect();
    covered.extend([SignOut::ROW.name, EndOtherSessions::ROW.name]);
    let missing: Vec<_> = operations.difference(&covered).collect();
    assert!(missing.is_empty(), "{missing:?} in openapi.yaml, not in hostile::steps");
    assert_eq!(covered, operations);
}

// In two halves: there are two threads.
#[test]
fn every_hostile_answer_is_told_or_is_just_what_is_shown() {
    run(|n| n % 2 == 0);
}

#[test]
fn every_hostile_answer_to_the_others_is_told_or_is_just_what_is_shown() {
    run(|n| n % 2 == 1);
}
