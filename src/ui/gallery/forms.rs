//! What is filled in and chosen.

use std::rc::Rc;

use super::s;
use crate::ui::el::El;
use crate::ui::parts::{
    Button, Capsule, Checkbox, Choice, CodeField, ErrorSummary, Field, Go, Input, Kind, RadioGroup, SearchField,
    Select, act, button, capsules, checkbox, code_field, error_summary, field, radio_group, search_field, section,
    select, stack, told,
};

pub(super) fn all() -> Vec<El> {
    vec![
        section(
            s("What is wrong"),
            vec![error_summary(ErrorSummary {
                title: s("Two things need your attention"),
                errors: vec![
                    (s("Write the number as on the card"), s("bad-id")),
                    (s("Choose a reason"), s("bad-reason")),
                ],
            })],
        ),
        section(s("Fields"), vec![stack(fields())]),
        section(
            s("Search"),
            vec![search_field(SearchField { id: s("search"), label: s("Search services"), ..SearchField::default() })],
        ),
        section(s("Ticks"), vec![stack(ticks())]),
        section(
            s("One of a few"),
            vec![stack(vec![radios("reason", None), radios("bad-reason", Some(s("Choose a reason")))])],
        ),
        section(
            s("One of many"),
            vec![months("month", None), months("bad-month", Some(s("Choose a month that is still to come")))],
        ),
        section(s("Views side by side"), vec![kinds()]),
    ]
}

fn fields() -> Vec<El> {
    let of = |id: &str, label: &str, kind| Field { id: s(id), label: s(label), kind, ..Field::default() };
    vec![
        field(Field {
            hint: Some(s("18 characters, the last may be X")),
            autocomplete: "off",
            on_change: Some(told(|_| {})),
            ..of("id", "ID number", Input::Code)
        }),
        field(Field {
            value: s("34010219800101001"),
            hint: Some(s("18 characters, the last may be X")),
            error: Some(s("Write the number as on the card: one character is missing")),
            ..of("bad-id", "ID number", Input::Code)
        }),
        field(Field {
            autocomplete: "tel",
            beside: Some(button(Button {
                text: s("Send a code"),
                kind: Kind::Secondary,
                small: true,
                go: Go::Do(act(|| {})),
                ..Button::default()
            })),
            ..of("phone", "Phone number", Input::Phone)
        }),
        field(Field {
            value: s("secret"),
            autocomplete: "current-password",
            ..of("password", "Password", Input::Password)
        }),
        code_field(CodeField {
            id: s("code"),
            label: s("Code"),
            hint: Some(s("Six digits, sent to 138****0001")),
            digits: 6,
            value: s("482913"),
            ..CodeField::default()
        }),
        code_field(CodeField {
            id: s("bad-code"),
            label: s("Code"),
            error: Some(s("This code has expired: ask for a new one")),
            digits: 6,
            ..CodeField::default()
        }),
    ]
}

fn ticks() -> Vec<El> {
    let of = |id: &str, ticked| Checkbox {
        id: s(id),
        text: s("I understand that no months are added after April 2025."),
        ticked,
        on_change: Some(Rc::new(|_| {})),
        ..Checkbox::default()
    };
    vec![
        checkbox(of("tick-1", false)),
        checkbox(Checkbox { note: Some(s("Social Insurance Law, article 16")), ..of("tick-2", true) }),
        checkbox(Checkbox { error: Some(s("Tick this to go on")), ..of("tick-3", false) }),
    ]
}

fn radios(id: &str, error: Option<String>) -> El {
    let choice = |value: &str, text: &str| Choice { value: s(value), text: s(text), ..Choice::default() };
    radio_group(RadioGroup {
        id: s(id),
        legend: s("Why do you stop?"),
        hint: Some(s("It decides what is checked.")),
        chosen: error.is_none().then(|| s("job")),
        error,
        choices: vec![
            choice("job", "I have an employer now"),
            Choice { note: Some(s("The record goes with you")), ..choice("move", "I move to another city") },
            Choice { off: Some(s("Only from the age of 60")), ..choice("retire", "I retire") },
        ],
        on_change: Some(told(|_| {})),
        ..RadioGroup::default()
    })
}

fn months(id: &str, error: Option<String>) -> El {
    select(Select {
        id: s(id),
        label: s("From which month?"),
        hint: Some(s("The current month is already due.")),
        error,
        options: vec![(s("2025-04"), s("April 2025")), (s("2025-05"), s("May 2025")), (s("2025-06"), s("June 2025"))],
        chosen: s("2025-05"),
        on_change: Some(told(|_| {})),
    })
}

fn kinds() -> El {
    let of = |text: &str, here| Capsule { text: s(text), go: Go::Do(act(|| {})), here };
    capsules(
        s("Insurance"),
        vec![
            of("Basic pension", true),
            of("Basic medical", false),
            of("Unemployment", false),
            of("Work-related injury", false),
        ],
    )
}
