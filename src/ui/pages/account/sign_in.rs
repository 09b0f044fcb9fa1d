//! Signing in, on the page that needs it.

use crate::words::SharedString;
use std::rc::Rc;

use journey::domain::{
    CodeError, IdNumberError, NumberCheck, ProblemType, RESIDENT_ID, SignInMethod, SignInMethods, SignInWay,
    Verification,
};
use journey::steps::account::sign_in::{self, View, Way};
use journey::view::Chrome;
use journey::{Event, LoadView, Route};

use super::me::leaving;
use crate::platform::{field, focus, location};
use crate::ui::Ui;
use crate::ui::components::{
    Action, Button, Capsule, CodeField, Field, Icon, Input, Kind, Select, Shape, Tone, button, capsules, card_box,
    code_field, disclosure, field as text_field, lead, link, nothing, notice, on_input, paragraph, secondary, select,
    small, stack, text_button,
};
use crate::ui::pages::common::{Frame, clock, left, local, ready, refused, said};
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
        match ready(ui, &view.methods, Shape::Cells(3)) {
            Ok(methods) => ways(ui, view, methods),
            Err(instead) => instead,
        },
        // There from the start, so that what is put in it is read out.
        div("sign-in__said")
            .attr("role", "alert")
            .child(above.map_or_else(nothing, |failure| refused(ui, failure)))
            .maybe_child(wrong(ui, view).map(|text| span("hidden").text(text))),
        view.way.map_or_else(nothing, |way| form(ui, view, way)),
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

/// The ways that there are: those that lead away, and where something can be typed in two, the choice.
fn ways(ui: Ui, view: &View, methods: &SignInMethods) -> El {
    let mut all = children![];
    let mut typed = Vec::new();
    let mut way = |way, text| {
        let action = Action::run(ui.on(Event::SignIn(sign_in::Event::WayChosen(way))));
        typed.push(Capsule { text: ui.t(text), action, here: view.way == Some(way) });
    };
    for method in &methods.methods {
        match method.method {
            SignInWay::SmsCode => way(Way::Sms, key::SIGN_IN_SMS),
            SignInWay::Password => way(Way::Password, key::SIGN_IN_PASSWORD_WAY),
            SignInWay::EmbedderCode if view.embedder_signs_in => all.push(by_embedder(ui)),
            SignInWay::Redirect => all.extend(elsewhere(ui, method)),
            SignInWay::EmbedderCode | SignInWay::Unknown => {}
        }
    }
    if typed.len() > 1 {
        all.push(capsules(ui.t(key::SIGN_IN_WAY), typed));
    } else if all.is_empty() && typed.is_empty() {
        all.push(notice(Tone::Warning, ui.t(key::SIGN_IN_NO_WAY), None));
    }
    stack(all)
}

/// The city's own sign-on, a real link. Only to where a link of a backend may lead.
fn elsewhere(ui: Ui, method: &SignInMethod) -> Option<El> {
    let url = method.url.as_deref().filter(|url| {
        let own = url.starts_with('/') && !url.starts_with("//");
        (own || url.starts_with("https://")) && !url.contains(['\\', '#'])
    })?;
    let name = method.name.as_ref().map_or_else(|| ui.t(key::SIGN_IN_REDIRECT_NAME), |name| local(ui, name));
    let text = ui.fill(key::SIGN_IN_REDIRECT, &[("name", &name)]);
    // Not in a frame, which such pages refuse; and never a page of the app's.
    Some(secondary(text, Action::link(location::to_sign_on(url).into())).attr("target", "_top"))
}

/// The embedder knows who is there: nothing has to be typed.
fn by_embedder(ui: Ui) -> El {
    button(Button {
        action: Action::run(ui.on(Event::SignIn(sign_in::Event::EmbedderTapped))),
        ..Button::new(ui.t(key::SIGN_IN_EMBEDDER))
    })
}

fn form(ui: Ui, view: &View, way: Way) -> El {
    let (id, children, send): (_, _, fn(Ui)) = match (way, &view.code) {
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

/// The kind of document, where there are several, and its number.
fn id_field(ui: Ui, view: &View) -> El {
    let document = view.document.as_ref();
    let resident = document.is_none_or(|document| document.kind == RESIDENT_ID);
    let digits = document.is_none_or(|document| document.check == NumberCheck::Gb11643);
    let hint = document.and_then(|document| document.hint.as_ref()).map(|hint| local(ui, hint));
    let number = text_field(Field {
        hint: hint.or_else(|| resident.then(|| ui.t(key::SIGN_IN_ID_HINT))),
        error: view.id_error.map(|error| id_error(ui, error, digits)),
        kind: Input::Code,
        autocomplete: "off",
        ..Field::new(ID.into(), ui.t(if resident { key::SIGN_IN_ID } else { key::SIGN_IN_NUMBER }))
    });
    let all = if let LoadView::Ready(methods) = &view.methods { &*methods.documents } else { &[] };
    if all.len() < 2 {
        return number;
    }
    let kinds = select(Select {
        options: all.iter().map(|one| (one.kind.as_str().into(), local(ui, &one.name))).collect(),
        chosen: document.map(|document| document.kind.as_str().into()).unwrap_or_default(),
        on_change: Some(on_input(move |kind| tell(ui, sign_in::Event::DocumentChosen(kind)))),
        ..Select::new("sign-in-document".into(), ui.t(key::SIGN_IN_DOCUMENT))
    });
    stack(children![kinds, number])
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
    Some(ui.sentences(ui.t(key::FAILURE_WRONG_TEXT), &left))
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
    let shown = live(Rc::new(move || match left(ui, end) {
        0 => notice(Tone::Warning, ui.t(key::SIGN_IN_CODE_OVER), None),
        seconds => small(ui.fill(key::SIGN_IN_CODE_ENDS, &[("time", &clock(ui, seconds))])),
    }));
    el("div").child(shown).child(said(ui, end, key::SIGN_IN_CODE_ENDS, key::SIGN_IN_CODE_OVER))
}

/// Another code: when it may be asked for, and then a button; follows the clock.
fn again(ui: Ui, code: &Verification) -> El {
    let due = code.resend_at;
    let shown = live(Rc::new(move || match left(ui, due) {
        0 => button(Button {
            kind: Kind::Secondary,
            icon: Some(Icon::Refresh),
            action: Action::run(ui.on(Event::SignIn(sign_in::Event::ResendTapped))),
            ..Button::new(ui.t(key::RESEND_BUTTON))
        }),
        seconds => small(ui.fill(key::RESEND_IN, &[("time", &clock(ui, seconds))])),
    }));
    el("div").child(shown).child(said(ui, due, key::RESEND_IN, key::RESEND_NOW))
}

fn id_error(ui: Ui, error: IdNumberError, digits: bool) -> SharedString {
    ui.t(match error {
        IdNumberError::Characters(c) if !digits => {
            return ui.fill(key::ID_ERROR_LETTERS, &[("c", &c.to_string())]);
        }
        IdNumberError::Form => key::ID_ERROR_FORM,
        IdNumberError::Length(n) => {
            return ui.plural(key::ID_ERROR_LENGTH, u32::try_from(n).unwrap_or(u32::MAX));
        }
        IdNumberError::Characters(c) => return ui.fill(key::ID_ERROR_CHARACTERS, &[("c", &c.to_string())]),
        IdNumberError::Empty => key::ID_ERROR_EMPTY,
        IdNumberError::OldLength => key::ID_ERROR_OLD,
        IdNumberError::Region => key::ID_ERROR_REGION,
        IdNumberError::BirthDate => key::ID_ERROR_BIRTH,
        IdNumberError::CheckDigit => key::ID_ERROR_CHECK,
    })
}

fn code_error(ui: Ui, error: CodeError) -> SharedString {
    match error {
        CodeError::Empty => ui.t(key::CODE_ERROR_EMPTY),
        CodeError::Length(n) => ui.plural(key::CODE_ERROR_LENGTH, u32::try_from(n).unwrap_or(u32::MAX)),
        CodeError::Characters(c) => ui.fill(key::CODE_ERROR_CHARACTERS, &[("c", &c.to_string())]),
    }
}

#[cfg(test)]
mod tests {
    use super::{again, draw};
    use crate::ui::testing::{self, ENGLISH, chrome, ui};
    use crate::ui::vdom::{el, html};
    use journey::domain::SignInMethods;
    use journey::steps::account::sign_in::{View, Way};
    use journey::{LoadView, Route, Shared};

    /// The page with these ways.
    fn drawn(methods: &str, way: Option<Way>) -> String {
        let (ui, chrome) = (ui(ENGLISH), chrome(Route::Card, "en"));
        let methods: SignInMethods = serde_json::from_str(methods).unwrap();
        let view = View {
            document: methods.documents.last().cloned(),
            methods: LoadView::Ready(Shared::new(methods)),
            way,
            id_error: None,
            code_error: None,
            code: None,
            busy: false,
            failure: None,
            ended: false,
            embedder_signs_in: true,
            resumes: false,
        };
        html(&el("main").children(draw(ui, &chrome, &view).body))
    }

    #[test]
    fn when_another_code_can_be_had_is_said() {
        let said = testing::said_of_resending(again);
        assert_eq!(said, ["You can resend it in 60 s", "You can resend it in 10 s", "You can resend the code now"]);
    }

    #[test]
    fn ways_that_are_not_there_are_not_shown() {
        let typed = r#""documents":[{"kind":"resident_id","name":{"en":"ID card"},"check":"gb11643"}]"#;
        let sms = drawn(&format!(r#"{{"methods":[{{"method":"sms_code"}}],{typed}}}"#), Some(Way::Sms));
        assert!(sms.contains("sign-in-id") && sms.contains("Send code"), "{sms}");
        for absent in ["SMS code", "sign-in-password", "sign-in-document", "Sign in with", "aria-pressed"] {
            assert!(!sms.contains(absent), "{absent}: {sms}");
        }
        let none = drawn(r#"{"methods":[{"method":"x_by_magic"}]}"#, None);
        assert!(none.contains("There is no way to sign in here now") && !none.contains("<form"), "{none}");
        let embedder = drawn(r#"{"methods":[{"method":"host_code"}]}"#, None);
        assert!(embedder.contains("<button") && !embedder.contains("<form"), "{embedder}");
    }

    #[test]
    fn the_citys_own_sign_on_is_a_link_with_the_way_back() {
        let of = |url: &str| {
            let method = format!(r#"{{"method":"redirect","url":"{url}","name":{{"en":"Shili Online"}}}}"#);
            drawn(&format!(r#"{{"methods":[{method}]}}"#), None)
        };
        for (url, link) in [
            ("https://id.example.gov/a?b=c", "href=\"https://id.example.gov/a?b=c&return_to="),
            ("/sign-on", "href=\"/sign-on?return_to="),
        ] {
            let drawn = of(url);
            assert!(drawn.contains(link) && drawn.contains("Sign in with Shili Online"), "{drawn}");
        }
        for url in ["javascript:alert(1)", "http://id.example.gov", "//id.example.gov", "data:,a", "", "/a#b"] {
            assert!(!of(url).contains("Shili Online"), "{url}");
        }
    }

    #[test]
    fn each_kind_of_document_has_its_name_and_hint() {
        let documents = r#"[{"kind":"resident_id","name":{"en":"ID card"},"check":"gb11643"},
            {"kind":"passport","name":{"en":"Passport"},"hint":{"en":"With the photo"},"check":"letters_digits"}]"#;
        let drawn =
            drawn(&format!(r#"{{"methods":[{{"method":"password"}}],"documents":{documents}}}"#), Some(Way::Password));
        for part in ["<select", "ID card", "Passport", "With the photo", "Document number", "sign-in-password"] {
            assert!(drawn.contains(part), "{part}: {drawn}");
        }
        assert!(!drawn.contains("18"), "{drawn}");
    }
}
