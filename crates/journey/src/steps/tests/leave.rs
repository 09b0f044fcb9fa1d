//! Leaving an application with answers, and going on with it.

use super::flow::view;
use super::sending::{CHECK, apply, at_confirm, kind_check};
use crate::bench::{Bench, samples, stored};
use crate::domain::ApplicationKind;
use crate::steps::apply::Event as E;
use crate::view::Screen;
use crate::{Keep, Route, Stage};

/// What the card services offer to go on with, and the step that this leads to.
fn goes_on(b: &mut Bench) -> Option<(ApplicationKind, Stage)> {
    b.open("/card/services");
    let kind = match b.screen() {
        Screen::CardServices(view) => view.left_behind?,
        other => panic!("{other:?}"),
    };
    b.open(&Route::Apply { kind, stage: Stage::Review }.to_string());
    b.ok(CHECK, &kind_check());
    Some((kind, view(b).stage))
}

#[test]
fn leaving_with_answers_asks_and_keeps_them_for_a_day() {
    let mut b = at_confirm();
    assert!(b.send(apply(E::LeaveTapped)).is_empty(), "nothing is given up unasked");
    assert!(view(&b).leaving);
    assert!(b.send(apply(E::StayTapped)).is_empty());
    assert!(!view(&b).leaving);
    b.send(apply(E::LeaveTapped));
    let left = stored(&b.send(apply(E::Abandoned)));
    let draft = left.of(Keep::Draft).next().expect("kept").text.clone();
    assert!(!draft.contains("\"verified\":\"v\""), "the proof of identity is given up: {draft}");
    for (hours, found) in [(0, true), (23, true), (24, false)] {
        let mut again = Bench::with(left.clone());
        again.wait(hours * 3600);
        again.at(1, "/me");
        again.ok("GET /v1/session", &samples::session("me"));
        let on = goes_on(&mut again);
        assert_eq!(on.is_some(), found, "{hours} hours later");
        if let Some((kind, stage)) = on {
            assert_eq!(kind, ApplicationKind::StopContributions);
            assert_eq!((stage, view(&again).acknowledged.len()), (Stage::Review, 1));
            assert_eq!(goes_on(&mut again), None, "it is under way again");
        }
    }
}
