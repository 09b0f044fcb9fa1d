//! Where the person is signed in.

use crate::bench::{Bench, NOW, ready};
use crate::domain::ProblemType;
use crate::steps::account::sessions::{Event as E, View};
use crate::view::Screen;
use crate::{Event, LoadView};
use contract::http::{FetchError, Response};
use contract::session::{SessionEntry, Sessions};

const LIST: &str = "GET /v1/sessions";
const END: &str = "DELETE /v1/sessions";

fn sessions(n: usize) -> Sessions {
    let entry = |i: usize| SessionEntry {
        id: format!("s{i}"),
        current: i == 0,
        signed_in_at: NOW,
        seen_at: NOW,
        method: None,
        device: None,
    };
    Sessions { items: (0..n).map(entry).collect() }
}

fn page(b: &Bench) -> View {
    match b.screen() {
        Screen::Sessions(view) => view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_other_sessions_are_ended_by_one_tap_and_the_list_is_asked_for_anew() {
    let mut b = Bench::on("/sessions");
    b.ok(LIST, &sessions(3));
    assert_eq!(ready(page(&b).list).items.len(), 3);
    b.send(Event::Sessions(E::EndOthersTapped));
    b.send(Event::Sessions(E::EndOthersTapped));
    assert_eq!(b.pending(), [END], "a double tap is one tap");
    assert!(page(&b).busy);
    b.answer(END, Ok(Response::new(204)));
    assert!(page(&b).ended && matches!(page(&b).list, LoadView::Loading { .. }), "what has ended is not shown");
    b.ok(LIST, &sessions(1));
    assert_eq!(ready(page(&b).list).items.len(), 1);
    b.open("/me");
    b.open("/sessions");
    assert!(!page(&b).ended, "it is said once");
}

#[test]
fn sessions_that_could_not_be_ended_are_said_to_go_on() {
    let mut b = Bench::on("/sessions");
    b.ok(LIST, &sessions(2));
    b.send(Event::Sessions(E::EndOthersTapped));
    b.lost(END, FetchError::MaybeSent);
    assert!(!page(&b).ended && page(&b).failure.is_some());
    b.send(Event::Sessions(E::EndOthersTapped));
    assert!(page(&b).failure.is_none());
    b.refuse(END, ProblemType::NotSignedIn);
    assert!(matches!(b.screen(), Screen::SignIn(_)), "{:?}", b.screen());
    b.sign_in("other");
    assert!(matches!(page(&b).list, LoadView::Loading { .. }), "the first person's sessions are not the next one's");
}
