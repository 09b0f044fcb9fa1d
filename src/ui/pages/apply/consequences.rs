//! What follows, from the person's own record: what stays first, then what is lost, with a tick each.

use crate::words::{SharedString, joined};
use std::rc::Rc;

use journey::Event;
use journey::domain::{Check, Consequence, ConsequenceCode};
use journey::steps::apply;
use journey::view::Chrome;

use super::{Step, basis, go_on, is_local, missing, on_check};
use crate::ui::Ui;
use crate::ui::components::{
    Action, Checkbox, Icon, Tone, button_bar, checkbox, icon, lead, nothing, notice, primary, section, stack, tag,
};
use crate::ui::pages::{common, wording};
use crate::ui::vdom::{Children, El, children, div, el, span};
use crate::words::key;

/// Draws what follows.
pub fn draw(ui: Ui, _: &Chrome, view: &apply::View) -> Step {
    on_check(ui, view, |check| page(ui, view, check))
}

fn page(ui: Ui, view: &apply::View, check: &Check) -> (Children, Option<El>) {
    let open = |c: &Consequence| c.acknowledge && !view.acknowledged.contains(&c.code);
    let errors = check
        .consequences
        .iter()
        .enumerate()
        .filter(|(_, c)| view.incomplete && open(c))
        .map(|(at, c)| (wording::consequence(ui, c).0, id(at)))
        .collect();
    let (mut stays, mut lost) = (children![], children![]);
    for (at, consequence) in check.consequences.iter().enumerate() {
        if consequence.acknowledge {
            let wrong = view.incomplete && open(consequence);
            let ticked = view.acknowledged.contains(&consequence.code);
            lost.push(effect(ui, consequence, at, Some(tick(ui, consequence, at, ticked, wrong))));
        } else {
            stays.push(effect(ui, consequence, at, None));
        }
    }
    let part = |title, children: Children| {
        if children.is_empty() { nothing() } else { section(ui.t(title), children![stack(children)]) }
    };
    let nothing_lost =
        if lost.is_empty() { notice(Tone::Success, ui.t(key::APPLY_CONSEQUENCES_NONE), None) } else { nothing() };
    let body = children![
        missing(ui, key::APPLY_CONSEQUENCES_MISSING, errors),
        lead(ui.t(key::APPLY_CONSEQUENCES_LEAD)),
        common::as_of(ui, check.as_of),
        nothing_lost,
        part(key::APPLY_CONSEQUENCES_STAYS, stays),
        part(key::APPLY_CONSEQUENCES_LOST, lost),
    ];
    (body, Some(button_bar(children![primary(ui.t(key::COMMON_CONTINUE), Action::run(go_on(ui)))])))
}

fn id(at: usize) -> SharedString {
    joined(&["tick-", &at.to_string()])
}

fn effect(ui: Ui, consequence: &Consequence, at: usize, tick: Option<El>) -> El {
    let (title, text) = wording::consequence(ui, consequence);
    let lost = consequence.acknowledge;
    // The words of a purely local rule begin with saying that it is one.
    let local = consequence.code != ConsequenceCode::Local && is_local(&consequence.basis);
    let name = ["then-", &at.to_string()].concat();
    // A group, so that "I understand this" is said together with what is understood.
    div("effect")
        .attr_if(lost, "role", "group")
        .attr_if(lost, "aria-labelledby", name.clone())
        .class(if lost { "effect--lost tone-warning" } else { "effect--stays tone-success" })
        .child(
            div("effect__head")
                .child(icon(if lost { Icon::Warning } else { Icon::CheckCircle }))
                .child(el("h3").class("effect__title").attr("id", name).text(title))
                .maybe_child(local.then(|| span("effect__local").child(tag(Tone::Plain, ui.t(key::LAW_LOCAL))))),
        )
        .child(el("p").class("effect__text").text(text))
        .child(basis(ui, &consequence.basis))
        .maybe_child(tick)
}

fn tick(ui: Ui, consequence: &Consequence, at: usize, ticked: bool, wrong: bool) -> El {
    let code = consequence.code;
    checkbox(Checkbox {
        ticked,
        error: wrong.then(|| ui.t(key::APPLY_CONSEQUENCES_TICK_THIS)),
        on_change: Some(Rc::new(move |ticked| {
            ui.send(Event::Apply(apply::Event::Acknowledged { code, ticked }));
        })),
        ..Checkbox::new(id(at), ui.t(key::APPLY_CONSEQUENCES_TICK))
    })
}
