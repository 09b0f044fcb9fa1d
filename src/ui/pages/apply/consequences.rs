//! What follows, from the person's own record: what is lost first, then what is good to know, then what stays. What the
//! backend wants acknowledged has a tick, wherever it stands.

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
use crate::ui::pages::wording::EffectKind;
use crate::ui::pages::{common, wording};
use crate::ui::vdom::{Children, El, children, div, el, span};
use crate::words::key;

/// Draws what follows.
pub fn draw(ui: Ui, _: &Chrome, view: &apply::View) -> Step {
    on_check(ui, view, |check| page(ui, view, check))
}

fn page(ui: Ui, view: &apply::View, check: &Check) -> (Children, Option<El>) {
    let all = &check.consequences;
    // Several may have one code: local rules do.
    let nth = |at: usize| {
        let same = |c: &&Consequence| c.acknowledge && Some(c.code) == all.get(at).map(|c| c.code);
        all.iter().take(at).filter(same).count()
    };
    let open = |at: usize, c: &Consequence| c.acknowledge && !view.is_ticked(c.code, nth(at));
    let errors = all
        .iter()
        .enumerate()
        .filter(|(at, c)| view.incomplete && open(*at, c))
        .map(|(at, c)| (wording::consequence(ui, c).0, id(at)))
        .collect();
    let (mut lost, mut to_know, mut stays) = (children![], children![], children![]);
    for (at, consequence) in check.consequences.iter().enumerate() {
        let tick = consequence.acknowledge.then(|| {
            let wrong = view.incomplete && open(at, consequence);
            tick(ui, (consequence.code, nth(at)), at, view.is_ticked(consequence.code, nth(at)), wrong)
        });
        let kind = wording::effect_kind(consequence);
        let group = match kind {
            EffectKind::Lost => &mut lost,
            EffectKind::ToKnow => &mut to_know,
            EffectKind::Stays => &mut stays,
        };
        group.push(effect(ui, consequence, kind, at, tick));
    }
    let part = |title, children: Children| {
        if children.is_empty() { nothing() } else { section(ui.t(title), children![stack(children)]) }
    };
    let nothing_lost =
        if lost.is_empty() { notice(Tone::Success, ui.t(key::APPLY_CONSEQUENCES_NONE), None) } else { nothing() };
    let ticks = check.consequences.iter().any(|c| c.acknowledge);
    let body = children![
        missing(ui, key::APPLY_CONSEQUENCES_MISSING, errors),
        lead(ui.t(if ticks { key::APPLY_CONSEQUENCES_LEAD_TICK } else { key::APPLY_CONSEQUENCES_LEAD })),
        common::as_of(ui, check.as_of),
        nothing_lost,
        part(key::APPLY_CONSEQUENCES_LOST, lost),
        part(key::APPLY_CONSEQUENCES_KNOW, to_know),
        part(key::APPLY_CONSEQUENCES_STAYS, stays),
    ];
    (body, Some(button_bar(children![primary(ui.t(key::COMMON_CONTINUE), Action::run(go_on(ui)))])))
}

fn id(at: usize) -> SharedString {
    joined(&["tick-", &at.to_string()])
}

fn effect(ui: Ui, consequence: &Consequence, kind: EffectKind, at: usize, tick: Option<El>) -> El {
    let (title, text) = wording::consequence(ui, consequence);
    let local = is_local(&consequence.basis);
    let (look, mark) = match kind {
        EffectKind::Lost => ("effect--lost tone-warning", Icon::Warning),
        EffectKind::ToKnow => ("effect--know tone-info", Icon::Info),
        EffectKind::Stays => ("effect--stays tone-success", Icon::CheckCircle),
    };
    let name = ["then-", &at.to_string()].concat();
    // A group, so that "I understand this" is said together with what is understood.
    div("effect")
        .attr_if(tick.is_some(), "role", "group")
        .attr_if(tick.is_some(), "aria-labelledby", name.clone())
        .class(look)
        .child(
            div("effect__head")
                .child(icon(mark))
                .child(el("h3").class("effect__title").attr("id", name).text(title))
                .maybe_child(local.then(|| span("effect__local").child(tag(Tone::Plain, ui.t(key::LAW_LOCAL))))),
        )
        .child(if text.is_empty() { nothing() } else { el("p").class("effect__text").text(text) })
        .child(basis(ui, &consequence.basis))
        .maybe_child(tick)
}

fn tick(ui: Ui, (code, nth): (ConsequenceCode, usize), at: usize, ticked: bool, wrong: bool) -> El {
    checkbox(Checkbox {
        ticked,
        error: wrong.then(|| ui.t(key::APPLY_CONSEQUENCES_TICK_THIS)),
        on_change: Some(Rc::new(move |ticked| {
            ui.send(Event::Apply(apply::Event::Acknowledged { code, nth, ticked }));
        })),
        ..Checkbox::new(id(at), ui.t(key::APPLY_CONSEQUENCES_TICK))
    })
}
