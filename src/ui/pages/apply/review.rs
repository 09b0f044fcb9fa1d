//! Everything once more, with a way back to each answer.

use crate::words::SharedString;
use journey::domain::{Check, Consequence};
use journey::steps::apply;
use journey::view::Chrome;
use journey::{Route, Stage};

use super::{Step, go_on, href, insurances, on_check, time_taken, undo};
use crate::ui::Ui;
use crate::ui::components::Section;
use crate::ui::components::{
    Action, Pair, bullets, button_bar, card_box, hidden, key_values, lead, nothing, paragraph, primary, section_with,
};
use crate::ui::pages::{common, wording};
use crate::ui::vdom::{Children, El, children, el};
use crate::words::key;

/// Draws the answers.
pub fn draw(ui: Ui, _: &Chrome, view: &apply::View) -> Step {
    on_check(ui, view, |check| page(ui, view, check))
}

fn page(ui: Ui, view: &apply::View, check: &Check) -> (Children, Option<El>) {
    // A city's own rules share one code, and not each of them asks for a tick.
    let ticks = |c: &&Consequence| c.acknowledge && view.acknowledged.contains(&c.code);
    let ticked: Vec<_> = check.consequences.iter().filter(ticks).collect();
    let known = if ticked.is_empty() {
        nothing()
    } else {
        let points = ticked.iter().map(|c| paragraph(wording::consequence(ui, c).0)).collect();
        let title = ui.t(key::APPLY_REVIEW_KNOWN);
        section_with(Section {
            action: Some(change(ui, &title, href(ui, check.kind, Stage::Consequences))),
            ..Section::new(title, children![card_box(children![bullets(points)])])
        })
    };
    let body = children![
        lead(ui.t(key::APPLY_REVIEW_LEAD)),
        card_box(children![key_values(answers(ui, view, check))]),
        known,
        card_box(children![key_values(terms(ui, check))]),
    ];
    let action = primary(ui.t(key::APPLY_REVIEW_VERIFY), Action::run(go_on(ui)));
    (body, Some(button_bar(children![action])))
}

/// What the person chose.
fn answers(ui: Ui, view: &apply::View, check: &Check) -> Vec<Pair> {
    let pair = |name: SharedString, value, to| Pair { action: Some(change(ui, &name, to)), ..Pair::new(name, value) };
    let details = || href(ui, check.kind, Stage::Details);
    let mut pairs = vec![Pair {
        strong: true,
        ..pair(ui.t(key::APPLY_ELIGIBILITY_WHAT), wording::application_kind(ui, check.kind), ui.href(&Route::Intent))
    }];
    if let Some(motive) = view.motive.filter(|m| check.motives.contains(m)) {
        pairs.push(pair(ui.t(key::APPLY_REVIEW_MOTIVE), wording::motive(ui, motive), details()));
    }
    if let Some(month) = view.month.filter(|m| check.effective_months.contains(m)) {
        pairs.push(pair(ui.t(key::APPLY_REVIEW_MONTH), common::month(ui, month), details()));
    }
    if !check.insurances.is_empty() {
        pairs.push(Pair::new(ui.t(key::APPLY_ELIGIBILITY_INSURANCES), insurances(ui, &check.insurances)));
    }
    pairs
}

/// What holds whatever was chosen: who decides, until when, and until when it can be undone.
fn terms(ui: Ui, check: &Check) -> Vec<Pair> {
    let pair = |name, value| Pair::new(ui.t(name), value);
    let mut pairs = Vec::new();
    if check.decision_working_days > 0 {
        pairs.push(pair(key::APPLY_REVIEW_WHO, ui.t(key::ACTOR_AGENCY)));
    }
    pairs.push(pair(key::APPLY_ELIGIBILITY_DECISION, time_taken(ui, check)));
    pairs.push(pair(key::APPLY_ELIGIBILITY_UNDO, undo(ui, check)));
    pairs
}

/// A link back to an answer; screen readers hear which one.
fn change(ui: Ui, what: &str, href: SharedString) -> El {
    let said = ui.fill(key::APPLY_CHANGE_OF, &[("what", what)]);
    el("a")
        .class("link change")
        .attr("href", href)
        .child(el("span").attr("aria-hidden", "true").text(ui.t(key::APPLY_CHANGE)))
        .child(hidden(said))
}
