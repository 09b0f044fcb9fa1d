//! What is filled in and chosen.

use crate::words::SharedString;
use std::rc::Rc;

use super::s;
use crate::ui::components::{
    Action, Button, Capsule, Checkbox, Choice, CodeField, ErrorSummary, Field, Input, Kind, RadioGroup, SearchField,
    Select, button, capsules, checkbox, code_field, error_summary, field, on_click, on_input, radio_group,
    search_field, section, select, stack,
};
use crate::ui::vdom::{Children, El, children};

pub(super) fn all() -> Children {
    children![
        section(
            s("What is wrong"),
            children![error_summary(ErrorSummary {
                title: s("Two things need your attention"),
                errors: vec![
                    (s("Write the number as on the card"), s("bad-id")),
                    (s("Choose a reason"), s("bad-reason")),
                ],
            })],
        ),
        section(s("Fields"), children![stack(fields())]),
        section(s("Search"), children![search_field(SearchField::new(s("search"), s("Search services")))],),
        section(s("Ticks"), children![stack(ticks())]),
        section(
            s("One of a few"),
            children![stack(children![radios("reason", None), radios("bad-reason", Some(s("Choose a reason")))])],
        ),
        section(
            s("One of many"),
            children![months("month", None), months("bad-month", Some(s("Choose a month that is still to come")))],
        ),
        section(s("Views side by side"), children![kinds()]),
    ]
}

fn fields() -> Children {
    let of = |id: &str, label: &str, kind| Field { kind, ..Field::new(s(id), s(label)) };
    children![
        field(Field {
            hint: Some(s("18 characters, the last may be X")),
            autocomplete: "off",
            on_change: Some(on_input(|_| {})),
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
                kind: Kind::Secondary,
                small: true,
                action: Action::run(on_click(|| {})),
                ..Button::new(s("Send a code"))
            })),
            ..of("phone", "Phone number", Input::Phone)
        }),
        field(Field {
            value: s("secret"),
            autocomplete: "current-password",
            ..of("password", "Password", Input::Password)
        }),
        code_field(CodeField {
            hint: Some(s("Six digits, sent to 138****0001")),
            value: s("482913"),
            ..CodeField::new(s("code"), s("Code"))
        }),
        code_field(CodeField {
            error: Some(s("This code has expired: ask for a new one")),
            ..CodeField::new(s("bad-code"), s("Code"))
        }),
    ]
}

fn ticks() -> Children {
    let of = |id: &str, ticked| Checkbox {
        ticked,
        on_change: Some(Rc::new(|_| {})),
        ..Checkbox::new(s(id), s("I understand that no months are added after April 2025."))
    };
    children![
        checkbox(of("tick-1", false)),
        checkbox(Checkbox { note: Some(s("Social Insurance Law, article 16")), ..of("tick-2", true) }),
        checkbox(Checkbox { error: Some(s("Tick this to go on")), ..of("tick-3", false) }),
    ]
}

fn radios(id: &str, error: Option<SharedString>) -> El {
    let choice = |value: &str, text: &str| Choice::new(s(value), s(text));
    let question = if error.is_some() { "Why do you resume?" } else { "Why do you stop?" };
    radio_group(RadioGroup {
        hint: Some(s("It decides what is checked.")),
        chosen: error.is_none().then(|| s("job")),
        error,
        choices: vec![
            choice("job", "I have an employer now"),
            Choice { note: Some(s("The record goes with you")), ..choice("move", "I move to another city") },
            Choice { off: Some(s("Only from the age of 60")), ..choice("retire", "I retire") },
        ],
        on_change: Some(on_input(|_| {})),
        ..RadioGroup::new(s(id), s(question))
    })
}

fn months(id: &str, error: Option<SharedString>) -> El {
    select(Select {
        id: s(id),
        label: s("From which month?"),
        hint: Some(s("The current month is already due.")),
        error,
        options: vec![(s("2025-04"), s("April 2025")), (s("2025-05"), s("May 2025")), (s("2025-06"), s("June 2025"))],
        chosen: s("2025-05"),
        on_change: Some(on_input(|_| {})),
    })
}

fn kinds() -> El {
    let of = |text: &str, here| Capsule { text: s(text), action: Action::run(on_click(|| {})), here };
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
