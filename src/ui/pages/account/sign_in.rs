//! Signing in, on the page that needs it.

use crate::words::SharedString;
use std::rc::Rc;

use journey::domain::{CodeError, IdNumberError, ProblemType, Verification};
use journey::steps::account::sign_in::{self, View, Way};
use journey::view::Chrome;
use journey::{Event, Route};

use super::me::leaving;
use crate::platform::{field, focus};
use crate::ui::Ui;
use crate::ui::components::{
    Action, Button, Capsule, CodeField, Field, Icon, Input, Kind, Tone, button, capsules, card_box, code_field,
    disclosure, field as text_field, lead, link, nothing, notice, paragraph, small, stack, text_button,
};
use crate::ui::pages::common::{Frame, clock, left, refused};
use crate::ui::vdom::{Children, El, Handler, children, div, el, live, span};
use crate::words::key;

const ID: &str = "sign-in-id";
const CODE: &str = "sign-in-code";
const PASSWORD: &str = "sign-in-password";

/// Draws the sign-in.
pub fn draw(ui: Ui, chrome: &Chrome, view: &View) -> Frame {
    // What was mistyped stands at the field; anything else, above the form.
    let above = view.failure.as_ref().filter(|_| wrong(ui, view).is_none());
    let body = children![
        if chrome.leaving { leaving(ui) } else { nothing() },
        if view.resumes { notice(Tone::Waiting, ui.t(key::SIGN_IN_RESUMES), None) } else { nothing() },
        if view.ended { notice(Tone::Info, ui.t(key::SIGN_IN_ENDED), None) } else { lead(ui.t(key::SIGN_IN_LEAD)) },
        if view.embedder_signs_in { by_embedder(ui) } else { nothing() },
        ways(ui, view),
        // There from the start, so that what is put in it is read out.
        div("sign-in__said")
            .attr("role", "alert")
            .child(above.map_or_else(nothing, |failure| refused(ui, failure)))
            .maybe_child(wrong(ui, view).map(|text| span("hidden").text(text))),
        form(ui, view),
        small(ui.t(key::SIGN_IN_SAFE)),
        disclosure(ui.t(key::SIGN_IN_USE), children![paragraph(ui.t(key::SIGN_IN_USE_TEXT))]),
        if chrome.demo {
            let open = link(ui.t(key::SIGN_IN_DEMO_OPEN), ui.href(&Route::Demo));
            notice(Tone::Info, ui.t(key::SIGN_IN_DEMO), Some(open))
        } else {
            nothing()
        },
    ];
    Frame::new(children![stack(body)])
}

fn tell(ui: Ui, event: sign_in::Event) {
    ui.send(Event::SignIn(event));
}

fn ways(ui: Ui, view: &View) -> El {
    let way = |way, text| Capsule {
        text: ui.t(text),
        action: Action::run(ui.on(Event::SignIn(sign_in::Event::WayChosen(way)))),
        here: view.way == way,
    };
    capsules(
        ui.t(key::SIGN_IN_WAY),
        vec![way(Way::Sms, key::SIGN_IN_SMS), way(Way::Password, key::SIGN_IN_PASSWORD_WAY)],
    )
}

/// The embedder knows who is there: nothing has to be typed.
fn by_embedder(ui: Ui) -> El {
    button(Button {
        action: Action::run(ui.on(Event::SignIn(sign_in::Event::EmbedderTapped))),
        ..Button::new(ui.t(key::SIGN_IN_EMBEDDER))
    })
}

fn form(ui: Ui, view: &View) -> El {
    let (id, children, send): (_, _, fn(Ui)) = match (view.way, &view.code) {
        (Way::Password, _) => ("password", by_password(ui, view), |ui| {
            let (id_number, password) = (field::value(ID), field::value(PASSWORD));
            tell(ui, sign_in::Event::PasswordSubmitted { id_number, password });
        }),
        (Way::Sms, None) => ("number", by_number(ui, view), |ui| {
            tell(ui, sign_in::Event::CodeRequested { id_number: field::value(ID) });
        }),
        (Way::Sms, Some(code)) => ("code", by_code(ui, view, code), |ui| {
            tell(ui, sign_in::Event::CodeSubmitted(field::value(CODE)));
        }),
    };
    // A form, so that the keyboard's own "go" works.
    let submit: Handler = Rc::new(move |event| {
        event.prevent_default();
        send(ui);
        focus::to_invalid();
    });
    let form = el("form").key(id).attr("novalidate", "").on("submit", submit).child(stack(children));
    card_box(children![form])
}

fn id_field(ui: Ui, view: &View) -> El {
    text_field(Field {
        hint: Some(ui.t(key::SIGN_IN_ID_HINT)),
        error: view.id_error.map(|error| id_error(ui, error)),
        kind: Input::Code,
        autocomplete: "off",
        ..Field::new(ID.into(), ui.t(key::SIGN_IN_ID))
    })
}

fn by_number(ui: Ui, view: &View) -> Children {
    children![id_field(ui, view), submit(ui, view, key::SIGN_IN_SEND, key::SIGN_IN_SENDING)]
}

fn by_password(ui: Ui, view: &View) -> Children {
    children![
        id_field(ui, view),
        code_field(CodeField {
            hint: Some(ui.t(key::SIGN_IN_PASSWORD_HINT)),
            error: view.code_error.map(|error| code_error(ui, error)).or_else(|| wrong(ui, view)),
            digits: 6,
            secret: true,
            ..CodeField::new(PASSWORD.into(), ui.t(key::SIGN_IN_PASSWORD))
        }),
        submit(ui, view, key::SIGN_IN_SUBMIT, key::SIGN_IN_BUSY),
    ]
}

fn by_code(ui: Ui, view: &View, code: &Verification) -> Children {
    // The code came to the phone: what is left to do is to type it.
    focus::once(&code.id, CODE);
    children![
        code_field(CodeField {
            hint: Some(ui.t(key::SIGN_IN_CODE_HINT)),
            error: view.code_error.map(|error| code_error(ui, error)).or_else(|| wrong(ui, view)),
            digits: 6,
            ..CodeField::new(CODE.into(), ui.t(key::SIGN_IN_CODE))
        }),
        time_left(ui, code),
        submit(ui, view, key::SIGN_IN_SUBMIT, key::SIGN_IN_BUSY),
        again(ui, code),
        text_button(ui.t(key::SIGN_IN_OTHER), Action::run(ui.on(Event::SignIn(sign_in::Event::OtherNumberTapped)))),
    ]
}

/// What to say at the code or the password when the backend says that it is wrong.
fn wrong(ui: Ui, view: &View) -> Option<SharedString> {
    let failure = view.failure.as_ref().filter(|f| f.refusal() == Some(ProblemType::WrongAnswer))?;
    let left = failure.attempts_left.filter(|left| *left > 0);
    let left = left.map(|left| ui.plural(key::COMMON_ATTEMPTS_LEFT, left)).unwrap_or_default();
    Some([ui.t(key::FAILURE_WRONG_TEXT), left].join(" ").into())
}

/// A button that sends its form, with the keyboard's own "go" too.
fn submit(ui: Ui, view: &View, text: crate::words::Key, busy: crate::words::Key) -> El {
    if view.busy {
        return button(Button { busy: Some(ui.t(busy)), ..Button::new(ui.t(text)) });
    }
    el("button").class("button button--primary").attr("type", "submit").text(ui.t(text))
}

/// How long the code is good; follows the clock.
fn time_left(ui: Ui, code: &Verification) -> El {
    let end = code.expires_at;
    live(Rc::new(move || match left(ui, end) {
        0 => notice(Tone::Warning, ui.t(key::SIGN_IN_CODE_OVER), None),
        seconds => small(ui.fill(key::SIGN_IN_CODE_ENDS, &[("time", &clock(ui, seconds))])),
    }))
}

/// Another code: when it may be asked for, and then a button; follows the clock.
fn again(ui: Ui, code: &Verification) -> El {
    let due = code.resend_at;
    live(Rc::new(move || match left(ui, due) {
        0 => button(Button {
            kind: Kind::Secondary,
            icon: Some(Icon::Refresh),
            action: Action::run(ui.on(Event::SignIn(sign_in::Event::ResendTapped))),
            ..Button::new(ui.t(key::SIGN_IN_RESEND))
        }),
        seconds => small(ui.fill(key::SIGN_IN_RESEND_IN, &[("time", &clock(ui, seconds))])),
    }))
}

fn id_error(ui: Ui, error: IdNumberError) -> SharedString {
    ui.t(match error {
        IdNumberError::Length(n) => {
            return ui.plural(key::ID_ERROR_LENGTH, u32::try_from(n).unwrap_or(u32::MAX));
        }
        IdNumberError::Empty => key::ID_ERROR_EMPTY,
        IdNumberError::OldLength => key::ID_ERROR_OLD,
        IdNumberError::Characters => key::ID_ERROR_CHARACTERS,
        IdNumberError::Region => key::ID_ERROR_REGION,
        IdNumberError::BirthDate => key::ID_ERROR_BIRTH,
        IdNumberError::CheckDigit => key::ID_ERROR_CHECK,
    })
}

fn code_error(ui: Ui, error: CodeError) -> SharedString {
    match error {
        CodeError::Empty => ui.t(key::CODE_ERROR_EMPTY),
        CodeError::Length(n) => ui.plural(key::CODE_ERROR_LENGTH, u32::try_from(n).unwrap_or(u32::MAX)),
        CodeError::Characters => ui.t(key::CODE_ERROR_CHARACTERS),
    }
}
