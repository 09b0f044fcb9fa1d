//! What follows is ticked, each by itself.

use super::flow::view;
use super::sending::{CHECK, apply};
use crate::bench::{Bench, samples};
use crate::domain::{ApplicationKind, ConsequenceCode};
use crate::steps::apply::Event as E;

#[test]
fn of_two_local_rules_each_has_its_tick() {
    let mut check = samples::check(ApplicationKind::StopContributions);
    let mut local = check.consequences.remove(0);
    (local.code, local.acknowledge) = (ConsequenceCode::Local, true);
    check.consequences = vec![local.clone(), local];
    let mut b = Bench::on("/apply");
    b.open("/apply/stop-contributions");
    b.ok(CHECK, &check);
    b.open("/apply/stop-contributions/consequences");
    let tick =
        |b: &mut Bench, nth, ticked| b.send(apply(E::Acknowledged { code: ConsequenceCode::Local, nth, ticked }));
    let ticks = |b: &Bench| [0, 1].map(|nth| view(b).is_ticked(ConsequenceCode::Local, nth));
    tick(&mut b, 0, true);
    assert_eq!((ticks(&b), view(&b).acknowledged), ([true, false], vec![]));
    b.send(apply(E::ContinueTapped));
    assert!(view(&b).incomplete, "one is open");
    tick(&mut b, 1, true);
    assert_eq!((ticks(&b), view(&b).acknowledged), ([true, true], vec![ConsequenceCode::Local]));
    tick(&mut b, 0, false);
    assert_eq!((ticks(&b), view(&b).acknowledged), ([false, true], vec![]));
}
