//! What is heard by somebody who does not see the screen: rows, and time that runs out.

use journey::domain::Instant;

use super::components::{Action, Cell, Tone, cell};
use super::pages::common;
use super::vdom::{heard, links};
use super::{Ui, testing};
use crate::words::{Words, key};

/// A door to the English words, at some second.
fn door(now: i64) -> Ui {
    let (tag, words) = testing::ENGLISH;
    testing::door(tag, Words::parse(words).unwrap(), now)
}

#[test]
fn note_value_and_mark_of_a_row_are_read_out_and_its_name_is_its_title() {
    let row = |action| {
        cell(Cell {
            note: Some("The card becomes void".into()),
            extra: Some("at once".into()),
            tag: Some((Tone::Info, "Online".into())),
            action,
            ..Cell::new("Cancel the card".into())
        })
    };
    let all = ["Cancel the card", "at once", "Online", "The card becomes void"];
    let linked = row(Action::link("#/apply".into()));
    assert_eq!(heard(&linked), all);
    assert_eq!(links(&linked), [("Cancel the card".to_owned(), "#/apply".to_owned())]);
    assert_eq!(heard(&row(Action::none())), all);
    let off = row(Action::off("Not in your city".into()));
    assert_eq!(heard(&off).last().map(String::as_str), Some("Not in your city"), "the reason");
}

#[test]
fn two_rows_of_one_title_have_names_that_differ() {
    let row = |when: &str| {
        let name = Some(["Stop contributions · ", when].concat().into());
        cell(Cell { name, action: Action::link("#".into()), ..Cell::new("Stop contributions".into()) })
    };
    assert_ne!(links(&row("1 March"))[0].0, links(&row("2 March"))[0].0);
}

#[test]
fn a_countdown_is_said_one_minute_and_ten_seconds_before_its_end_and_at_it() {
    let end = 1_000_000;
    let ui = door(end - 600);
    let shown = common::until(ui, Instant::from_ms(end * 1000), key::RECEIPT_UNDO_LEFT);
    // A busy device leaves seconds out: what is said is said all the same, and once.
    for step in 1..=5 {
        let said = testing::said(ui, &shown, end, step);
        assert_eq!(said, ["Time left to undo: 60 s", "Time left to undo: 10 s", "The time is up"], "each {step} s");
    }
    ui.set_clock(end + 60);
    assert_eq!(heard(&shown).len(), 1, "nothing is left to be said");
}

#[test]
fn a_countdown_of_ten_minutes_begins_as_that() {
    let end = Instant::from_ms(1_000_000_500);
    let ui = door(999_400);
    assert_eq!(heard(&common::until(ui, end, key::RECEIPT_UNDO_LEFT)), ["Time left to undo: 10:00"]);
}
