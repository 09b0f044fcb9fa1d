//! Fields to type in. What is typed stays in the page: the model is told, and gives a
//! value only to start with.

use crate::words::SharedString;
use std::rc::Rc;

use leptos::prelude::event_target_value;

use super::action::OnInput;
use super::icon::{self, Icon};
use crate::ui::vdom::{El, div, el, span};

/// What is typed, and with it the keyboard a phone shows.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Input {
    /// Words.
    #[default]
    Text,
    /// Digits only.
    Digits,
    /// Digits and letters in no language: an ID number, which may end in X.
    Code,
    /// A phone number.
    Phone,
    /// A secret.
    Password,
    /// A secret of digits.
    Pin,
}

/// A field.
pub struct Field {
    /// The element's id.
    pub id: SharedString,
    /// What is asked.
    pub label: SharedString,
    /// A further line: where to find it, how to write it.
    pub hint: Option<SharedString>,
    /// What is wrong with what was typed.
    pub error: Option<SharedString>,
    /// What stands in it at first; a later change of this replaces what was typed.
    pub value: SharedString,
    /// What is typed.
    pub kind: Input,
    /// What the browser may fill in (`tel`, `current-password`, `off`, ...).
    pub autocomplete: &'static str,
    /// Called at every change.
    pub on_input: Option<OnInput>,
    /// Called when a change is finished.
    pub on_change: Option<OnInput>,
    /// Something beside it: a button that sends a code.
    pub beside: Option<El>,
}

impl Field {
    /// only the required fields.
    pub fn new(id: SharedString, label: SharedString) -> Self {
        Self {
            id,
            label,
            hint: None,
            error: None,
            value: SharedString::default(),
            kind: Input::default(),
            autocomplete: "",
            on_input: None,
            on_change: None,
            beside: None,
        }
    }
}

/// Ties an element to its hint and its error.
pub(super) fn described(element: El, id: &str, hint: bool, error: bool) -> El {
    let by = match (hint, error) {
        (false, false) => return element,
        (true, false) => [id, "-hint"].concat(),
        (false, true) => [id, "-error"].concat(),
        (true, true) => [id, "-error ", id, "-hint"].concat(),
    };
    let invalid = error && element.tag() != "fieldset";
    element.attr("aria-describedby", by).attr_if(invalid, "aria-invalid", "true")
}

pub(super) fn hint_el(id: &str, text: SharedString) -> El {
    span("field__hint").attr("id", [id, "-hint"].concat()).text(text)
}

pub(super) fn error_el(id: &str, text: SharedString) -> El {
    span("field__error")
        .attr("id", [id, "-error"].concat())
        .child(icon::draw(Icon::Warning))
        .child(el("span").text(text))
}

/// A label over what is filled in, with what helps to do so between them.
pub(super) fn frame(
    id: &str,
    label: SharedString,
    hint: Option<SharedString>,
    error: Option<SharedString>,
    inside: El,
) -> El {
    div("field")
        .class_if(error.is_some(), "field--error")
        .key(id.to_owned())
        .child(el("label").class("field__label").attr("for", id.to_owned()).text(label))
        .maybe_child(hint.map(|text| hint_el(id, text)))
        .maybe_child(error.map(|text| error_el(id, text)))
        .child(inside)
}

fn listen(input: El, on_input: Option<OnInput>, on_change: Option<OnInput>) -> El {
    let mut input = input;
    if let Some(told) = on_input {
        input = input.on("input", Rc::new(move |event| told(event_target_value(event))));
    }
    if let Some(told) = on_change {
        input = input.on("change", Rc::new(move |event| told(event_target_value(event))));
    }
    input
}

/// Draws a field.
pub fn field(field: Field) -> El {
    let id = field.id;
    let (kind, mode) = match field.kind {
        Input::Text | Input::Code => ("text", "text"),
        Input::Digits => ("text", "numeric"),
        Input::Phone => ("tel", "tel"),
        Input::Password => ("password", "text"),
        Input::Pin => ("password", "numeric"),
    };
    let plain = field.kind != Input::Text;
    let mut input = el("input")
        .class("input")
        .attr("id", id.clone())
        .attr("name", id.clone())
        .attr("type", kind)
        .attr("inputmode", mode)
        .attr("value", field.value)
        .attr_if(!field.autocomplete.is_empty(), "autocomplete", field.autocomplete)
        .attr_if(plain, "autocapitalize", "off")
        .attr_if(plain, "spellcheck", "false");
    input = described(input, &id, field.hint.is_some(), field.error.is_some());
    input = listen(input, field.on_input, field.on_change);
    let row = div("field__row").child(input).maybe_child(field.beside);
    frame(&id, field.label, field.hint, field.error, row)
}

/// A field for a code of a few digits.
pub struct CodeField {
    /// The element's id.
    pub id: SharedString,
    /// What is asked.
    pub label: SharedString,
    /// A further line: where the code was sent.
    pub hint: Option<SharedString>,
    /// What is wrong.
    pub error: Option<SharedString>,
    /// What stands in it at first; a later change of this replaces what was typed.
    pub value: SharedString,
    /// A password: its digits are not shown, and the browser does not fill in a code.
    pub secret: bool,
    /// Called at every change.
    pub on_input: Option<OnInput>,
}

impl CodeField {
    /// only the required fields.
    pub fn new(id: SharedString, label: SharedString) -> Self {
        Self { id, label, hint: None, error: None, value: SharedString::default(), secret: false, on_input: None }
    }
}

/// Draws a field for a code: one real input, because only a real input can be filled in
/// from a text message, pasted into and read out. It takes as much as is pasted: what is typed is cleaned before it is
/// checked, and a limit would cut it before that.
pub fn code_field(code: CodeField) -> El {
    let id = code.id;
    let mut input = el("input")
        .class("input input--code")
        .attr("id", id.clone())
        .attr("name", id.clone())
        .attr("type", if code.secret { "password" } else { "text" })
        .attr("inputmode", "numeric")
        .attr("pattern", "[0-9]*")
        .attr("autocomplete", if code.secret { "off" } else { "one-time-code" })
        .attr("value", code.value);
    input = described(input, &id, code.hint.is_some(), code.error.is_some());
    input = listen(input, code.on_input, None);
    frame(&id, code.label, code.hint, code.error, input)
}

#[cfg(test)]
mod tests {
    use super::{CodeField, Field, Input, code_field, field};
    use crate::ui::vdom::html;

    #[test]
    fn nothing_cuts_what_is_pasted_before_it_is_cleaned() {
        let kinds = [Input::Text, Input::Digits, Input::Code, Input::Phone, Input::Password, Input::Pin];
        let mut all: Vec<_> =
            kinds.into_iter().map(|kind| field(Field { kind, ..Field::new("id".into(), "Number".into()) })).collect();
        for secret in [false, true] {
            all.push(code_field(CodeField { secret, ..CodeField::new("code".into(), "Code".into()) }));
        }
        for drawn in all.iter().map(html) {
            assert!(drawn.contains("<input") && !drawn.contains("maxlength"), "{drawn}");
        }
    }
}
