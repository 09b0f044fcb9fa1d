//! Proving identity: choose a way, then type the code or the password.

use crate::words::SharedString;
use std::rc::Rc;

use journey::domain::{CodeError, ProblemType, Verification, VerificationMethod};
use journey::steps::apply::{self, Identity};
use journey::view::Chrome;
use journey::{Event, Failure, LoadView, Route};

use super::{Step, help_line, on_check, time_left};
use crate::platform::field;
use crate::ui::Ui;
use crate::ui::components::{
    Action, Button, Cell, CodeField, Icon, Kind, OnClick, Shape, Tone, button, button_bar, cell, cell_group,
    code_field, link, nothing, notice, on_click, section, small, stack, text_button,
};
use crate::ui::pages::{common, wording};
use crate::ui::vdom::{Children, El, children, div, el, live};
use crate::words::key;

const CODE: &str = "code";

/// Draws where the proof stands.
pub fn draw(ui: Ui, chrome: &Chrome, view: &apply::View) -> Step {
    on_check(ui, view, |_| {
        let failure = view.answer_failure.as_ref();
        match &view.identity {
            Identity::Choose(methods) => (choose(ui, chrome, methods, failure), None),
            Identity::Beginning { slow } => (children![common::waiting(ui, *slow, Shape::Lines(3))], None),
            Identity::Waiting { verification, busy } => {
                let send = submit(ui);
                (answer(ui, chrome, view, verification, &send), Some(actions(ui, *busy, send)))
            }
            Identity::Failed(failure) => (choose(ui, chrome, methods(view), Some(failure)), None),
        }
    })
}

/// The ways on offer.
fn methods(view: &apply::View) -> &[VerificationMethod] {
    if let LoadView::Ready(check) = &view.check { &check.methods } else { &[] }
}

fn choose(ui: Ui, chrome: &Chrome, methods: &[VerificationMethod], failure: Option<&Failure>) -> Children {
    let rows: Children = methods
        .iter()
        .filter_map(|method| {
            let (icon, note) = match method {
                VerificationMethod::SmsCode => (Icon::Phone, key::APPLY_VERIFY_SMS_NOTE),
                VerificationMethod::Password => (Icon::Lock, key::APPLY_VERIFY_PASSWORD_NOTE),
                VerificationMethod::Unknown => return None,
            };
            Some(cell(Cell {
                icon: Some(icon),
                note: Some(ui.t(note)),
                action: Action::run(ui.on(Event::Apply(apply::Event::MethodChosen(*method)))),
                ..Cell::new(wording::method(ui, *method))
            }))
        })
        .collect();
    let ways = if rows.is_empty() {
        stack(children![notice(Tone::Warning, ui.t(key::APPLY_VERIFY_NONE), None), help_line(ui, chrome)])
    } else {
        section(ui.t(key::APPLY_VERIFY_CHOOSE), children![cell_group(rows), second_factor(ui, chrome)])
    };
    children![failure.map_or_else(nothing, |failure| common::refused(ui, failure)), ways, demo_hint(ui, chrome)]
}

/// Why the way in which the person signed in is not among them.
fn second_factor(ui: Ui, chrome: &Chrome) -> El {
    chrome
        .session
        .as_ref()
        .filter(|session| session.method.is_some())
        .map_or_else(nothing, |_| small(ui.t(key::APPLY_VERIFY_SECOND)))
}

/// Takes what stands in the field.
fn submit(ui: Ui) -> OnClick {
    on_click(move || ui.send(Event::Apply(apply::Event::AnswerSubmitted(field::value(CODE)))))
}

fn answer(ui: Ui, chrome: &Chrome, view: &apply::View, verification: &Verification, send: &OnClick) -> Children {
    let secret = verification.method != VerificationMethod::SmsCode;
    let hint = if secret {
        ui.t(key::APPLY_VERIFY_PIN_HINT)
    } else {
        verification.sent_to.as_ref().map_or_else(
            || ui.t(key::APPLY_VERIFY_SENT_ANON),
            |phone| ui.fill(key::APPLY_VERIFY_SENT, &[("phone", phone)]),
        )
    };
    let typed = code_field(CodeField {
        hint: Some(hint),
        error: error(ui, view),
        secret,
        ..CodeField::new(CODE.into(), ui.t(if secret { key::APPLY_VERIFY_PIN } else { key::APPLY_VERIFY_CODE }))
    });
    let send = Rc::clone(send);
    // A form, so that the keyboard's own "go" works.
    let form = el("form")
        .class("verify")
        .key(if secret { "pin" } else { "sms" })
        .attr("novalidate", "")
        .on(
            "submit",
            Rc::new(move |event| {
                event.prevent_default();
                send();
            }),
        )
        .child(typed);
    // What is wrong with what was typed stands at the field; anything else, above it.
    let failure = view.answer_failure.as_ref().filter(|f| f.refusal() != Some(ProblemType::WrongAnswer));
    children![
        failure.map_or_else(nothing, |failure| common::refused(ui, failure)),
        // There from the start, so that what is put in it is read out.
        div("hidden").attr("role", "alert").text(error(ui, view).unwrap_or_default()),
        form,
        expiry(ui, verification, secret),
        if secret { nothing() } else { resend(ui, verification) },
        small(ui.t(key::APPLY_VERIFY_NEVER)),
        others(ui, view, verification.method),
        demo_hint(ui, chrome),
    ]
}

fn error(ui: Ui, view: &apply::View) -> Option<SharedString> {
    if let Some(error) = view.code_error {
        return Some(match error {
            CodeError::Empty => ui.t(key::APPLY_VERIFY_EMPTY),
            CodeError::Length(n) => ui.fill(key::APPLY_VERIFY_LENGTH, &[("n", &n.to_string())]),
            CodeError::Characters(c) => ui.fill(key::APPLY_VERIFY_CHARACTERS, &[("c", &c.to_string())]),
        });
    }
    let failure = view.answer_failure.as_ref().filter(|f| f.refusal() == Some(ProblemType::WrongAnswer))?;
    let left =
        failure.attempts_left.filter(|n| *n > 0).map(|n| ui.plural(key::COMMON_ATTEMPTS_LEFT, n)).unwrap_or_default();
    Some(ui.sentences(ui.t(key::APPLY_VERIFY_WRONG), &left))
}

/// How long the code is good; follows the clock.
fn expiry(ui: Ui, verification: &Verification, secret: bool) -> El {
    let end = verification.expires_at;
    let text = if secret { key::APPLY_EXPIRES_PASSWORD } else { key::APPLY_EXPIRES };
    let shown = live(Rc::new(move || {
        if common::left(ui, end) == 0 {
            return notice(Tone::Warning, ui.t(key::FAILURE_EXPIRED), None);
        }
        small(ui.fill(text, &[("time", &time_left(ui, end))]))
    }));
    el("div").child(shown).child(common::said(ui, end, text, key::FAILURE_EXPIRED))
}

/// Another code: when it may be asked for, and then a button; follows the clock.
fn resend(ui: Ui, verification: &Verification) -> El {
    let at = verification.resend_at;
    let shown = live(Rc::new(move || {
        if common::left(ui, at) > 0 {
            return small(ui.fill(key::RESEND_IN, &[("time", &time_left(ui, at))]));
        }
        let again = ui.on(Event::Apply(apply::Event::ResendTapped));
        text_button(ui.t(key::RESEND_BUTTON), Action::run(again))
    }));
    div("verify__resend").child(shown).child(common::said(ui, at, key::RESEND_IN, key::RESEND_NOW))
}

/// The other way, for somebody whose phone or password is not at hand.
fn others(ui: Ui, view: &apply::View, here: VerificationMethod) -> El {
    let other = methods(view).iter().find(|m| **m != here && **m != VerificationMethod::Unknown);
    other.map_or_else(nothing, |&method| {
        let text = ui.fill(key::APPLY_VERIFY_OTHER, &[("way", &wording::method(ui, method))]);
        text_button(text, Action::run(ui.on(Event::Apply(apply::Event::MethodChosen(method)))))
    })
}

fn actions(ui: Ui, busy: bool, send: OnClick) -> El {
    button_bar(children![button(Button {
        kind: Kind::Primary,
        action: Action::run(send),
        busy: busy.then(|| ui.t(key::APPLY_VERIFY_BUSY)),
        ..Button::new(ui.t(key::APPLY_VERIFY_GO))
    })])
}

/// Where the code is, as no SMS is sent in the demo.
fn demo_hint(ui: Ui, chrome: &Chrome) -> El {
    if !chrome.demo {
        return nothing();
    }
    let open = link(ui.t(key::APPLY_VERIFY_DEMO_OPEN), ui.href(&Route::Demo));
    notice(Tone::Info, ui.t(key::APPLY_VERIFY_DEMO), Some(open))
}

#[cfg(test)]
mod tests {
    use super::resend;
    use crate::ui::testing;

    #[test]
    fn when_another_code_can_be_had_is_said() {
        let said = testing::said_of_resending(resend);
        assert_eq!(said, ["You can resend it in 60 s", "You can resend it in 10 s", "You can resend the code now"]);
    }
}
