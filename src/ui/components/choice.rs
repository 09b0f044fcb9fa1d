//! Choosing: ticks, one of several, one of many, views of the same thing.

use crate::words::{SharedString, joined};
use std::rc::Rc;

use leptos::prelude::{event_target_checked, event_target_value};

use super::action::{Action, OnInput, OnToggle};
use super::field::{described, error_el, frame, hint_el};
use super::icon::{self, Icon};
use crate::ui::vdom::{El, div, el, span};

/// A tick.
pub struct Checkbox {
    /// The element's id.
    pub id: SharedString,
    /// What is ticked off.
    pub text: SharedString,
    /// A further line.
    pub note: Option<SharedString>,
    /// Whether it is ticked.
    pub ticked: bool,
    /// It was missing: what is wrong.
    pub error: Option<SharedString>,
    /// Called when it changes.
    pub on_change: Option<OnToggle>,
}

impl Checkbox {
    /// only the required fields.
    pub fn new(id: SharedString, text: SharedString) -> Self {
        Self { id, text, note: None, ticked: false, error: None, on_change: None }
    }
}

/// Draws a tick; the whole row is its target.
pub fn checkbox(checkbox: Checkbox) -> El {
    let id = checkbox.id;
    let mut input =
        el("input").class("tick__input").attr("type", "checkbox").attr("id", id.clone()).checked(checkbox.ticked);
    input = described(input, &id, checkbox.note.is_some(), checkbox.error.is_some());
    if let Some(told) = checkbox.on_change {
        input = input.on("change", Rc::new(move |event| told(event_target_checked(event))));
    }
    div("tick")
        .class_if(checkbox.error.is_some(), "tick--error")
        .key(id.clone())
        .maybe_child(checkbox.error.map(|text| error_el(&id, text)))
        .child(
            el("label")
                .class("tick__label")
                .attr("for", id.clone())
                .child(input)
                .child(span("tick__box").attr("aria-hidden", "true").child(icon::draw(Icon::Check)))
                .child(span("tick__text").text(checkbox.text)),
        )
        .maybe_child(checkbox.note.map(|text| hint_el(&id, text).class("tick__note")))
}

/// One of the answers of a [`RadioGroup`].
#[derive(Clone)]
pub struct Choice {
    /// What is told when it is chosen.
    pub value: SharedString,
    /// What it says.
    pub text: SharedString,
    /// A further line.
    pub note: Option<SharedString>,
    /// Cannot be chosen, for this reason.
    pub off: Option<SharedString>,
}

impl Choice {
    /// only the required fields.
    pub fn new(value: SharedString, text: SharedString) -> Self {
        Self { value, text, note: None, off: None }
    }
}

/// A question with few answers.
pub struct RadioGroup {
    /// The group's id; the answers have ids made of it, the first one the id itself.
    pub id: SharedString,
    /// The question.
    pub legend: SharedString,
    /// Whether the page's title already asks it: then it is only said.
    pub legend_hidden: bool,
    /// A further line under the question.
    pub hint: Option<SharedString>,
    /// What is wrong.
    pub error: Option<SharedString>,
    /// The answers.
    pub choices: Vec<Choice>,
    /// The value of the answer chosen.
    pub chosen: Option<SharedString>,
    /// Called with the value of an answer.
    pub on_change: Option<OnInput>,
}

impl RadioGroup {
    /// only the required fields.
    pub fn new(id: SharedString, legend: SharedString) -> Self {
        Self {
            id,
            legend,
            legend_hidden: false,
            hint: None,
            error: None,
            choices: Vec::new(),
            chosen: None,
            on_change: None,
        }
    }
}

/// Draws a question with few answers.
pub fn radio_group(group: RadioGroup) -> El {
    let id = group.id;
    let mut list = div("radios");
    for (at, choice) in group.choices.into_iter().enumerate() {
        let own = if at == 0 { id.clone() } else { joined(&[&*id, "-", &at.to_string()]) };
        let mut input = el("input")
            .class("tick__input")
            .attr("type", "radio")
            .attr("name", id.clone())
            .attr("id", own.clone())
            .attr("value", choice.value.clone())
            .attr_if(choice.off.is_some(), "disabled", "")
            .checked(group.chosen.as_deref() == Some(&*choice.value));
        let notes = choice.note.is_some() || choice.off.is_some();
        input = input.attr_if(notes, "aria-describedby", [&*own, "-hint"].concat());
        if let Some(told) = group.on_change.clone() {
            input = input.on("change", Rc::new(move |event| told(event_target_value(event))));
        }
        let note = choice.note.into_iter().chain(choice.off.clone()).collect::<Vec<_>>();
        let mut notes = span("tick__note").attr("id", [&*own, "-hint"].concat());
        let any = !note.is_empty();
        for line in note {
            notes = notes.child(span("tick__line").text(line));
        }
        list = list.child(
            div("tick tick--radio")
                .class_if(choice.off.is_some(), "is-off")
                .child(
                    el("label")
                        .class("tick__label")
                        .attr("for", own)
                        .child(input)
                        .child(span("tick__dot").attr("aria-hidden", "true"))
                        .child(span("tick__text").text(choice.text)),
                )
                .maybe_child(any.then_some(notes)),
        );
    }
    let fields = el("fieldset").class("group").key(id.clone());
    described(fields, &id, group.hint.is_some(), group.error.is_some())
        .class_if(group.error.is_some(), "group--error")
        .child(el("legend").class("group__legend").class_if(group.legend_hidden, "hidden").text(group.legend))
        .maybe_child(group.hint.map(|text| hint_el(&id, text)))
        .maybe_child(group.error.map(|text| error_el(&id, text)))
        .child(list)
}

/// A question with many answers.
pub struct Select {
    /// The element's id.
    pub id: SharedString,
    /// The question.
    pub label: SharedString,
    /// A further line.
    pub hint: Option<SharedString>,
    /// What is wrong.
    pub error: Option<SharedString>,
    /// The answers, each a value and what it says.
    pub options: Vec<(SharedString, SharedString)>,
    /// The value chosen.
    pub chosen: SharedString,
    /// Called with the value of an answer.
    pub on_change: Option<OnInput>,
}

impl Select {
    /// only the required fields.
    pub fn new(id: SharedString, label: SharedString) -> Self {
        Self {
            id,
            label,
            hint: None,
            error: None,
            options: Vec::new(),
            chosen: SharedString::default(),
            on_change: None,
        }
    }
}

/// Draws a question with many answers, with the system's own chooser.
pub fn select(select: Select) -> El {
    let id = select.id;
    let mut list = el("select").class("input input--select").attr("id", id.clone());
    list = described(list, &id, select.hint.is_some(), select.error.is_some());
    if let Some(told) = select.on_change {
        list = list.on("change", Rc::new(move |event| told(event_target_value(event))));
    }
    for (value, text) in select.options {
        let chosen = value == select.chosen;
        list = list.child(el("option").attr("value", value).selected(chosen).text(text));
    }
    let inside = div("select").child(list).child(icon::draw(Icon::Down));
    frame(&id, select.label, select.hint, select.error, inside)
}

/// One view of the same thing.
pub struct Capsule {
    /// Its name.
    pub text: SharedString,
    /// Shows it.
    pub action: Action,
    /// Whether it is shown.
    pub here: bool,
}

/// Views of the same thing side by side (insurances, years); `label` names them. They
/// scroll sideways when there are many.
pub fn capsules(label: SharedString, capsules: Vec<Capsule>) -> El {
    let mut list = el("ul").class("capsules__list");
    for capsule in capsules {
        let link = capsule.action.is_link();
        let one = capsule.action.el("capsule").text(capsule.text);
        let one = if link {
            one.attr_if(capsule.here, "aria-current", "true")
        } else {
            one.attr("aria-pressed", if capsule.here { "true" } else { "false" })
        };
        list = list.child(el("li").class("capsules__item").child(one));
    }
    div("capsules").attr("role", "group").attr("aria-label", label).child(list)
}
