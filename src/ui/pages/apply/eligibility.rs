//! May I? Yes, with the terms; or no, with each reason, its legal ground and what can be done instead.

use journey::domain::{ApplicationKind, Check, Reason, ReasonCode};
use journey::steps::apply;
use journey::view::Chrome;
use journey::{Route, Stage};

use super::{Step, basis, go_on, help_line, insurances, is_local, on_check, time_taken, undo};
use crate::ui::Ui;
use crate::ui::components::ResultPanel;
use crate::ui::components::{
    Action, Pair, Tone, button_bar, card_box, heading, key_values, link, nothing, notice, numbered, paragraph, primary,
    result_panel, secondary, section, small, tag,
};
use crate::ui::pages::{common, wording};
use crate::ui::vdom::{Children, El, children};
use crate::words::key;

/// Draws the answer.
pub fn draw(ui: Ui, chrome: &Chrome, view: &apply::View) -> Step {
    on_check(ui, view, |check| if check.eligible { yes(ui, check) } else { no(ui, chrome, check) })
}

fn yes(ui: Ui, check: &Check) -> (Children, Option<El>) {
    let pair = |name, value| Pair::new(ui.t(name), value);
    let mut facts =
        vec![Pair { strong: true, ..pair(key::APPLY_ELIGIBILITY_WHAT, wording::application_kind(ui, check.kind)) }];
    if !check.insurances.is_empty() {
        facts.push(pair(key::APPLY_ELIGIBILITY_INSURANCES, insurances(ui, &check.insurances)));
    }
    facts.push(pair(key::APPLY_ELIGIBILITY_DECISION, time_taken(ui, check)));
    facts.push(pair(key::APPLY_ELIGIBILITY_UNDO, undo(ui, check)));
    let mut next = vec![key::APPLY_ELIGIBILITY_NEXT_THEN];
    if !check.motives.is_empty() || !check.effective_months.is_empty() {
        next.push(key::APPLY_ELIGIBILITY_NEXT_DETAILS);
    }
    next.extend([key::APPLY_ELIGIBILITY_NEXT_VERIFY, key::APPLY_ELIGIBILITY_NEXT_CONFIRM]);
    let next = next.into_iter().map(|text| paragraph(ui.t(text))).collect();
    let body = children![
        notice(Tone::Success, ui.t(key::APPLY_ELIGIBILITY_YES), None),
        card_box(children![key_values(facts)]),
        section(ui.t(key::APPLY_ELIGIBILITY_NEXT), children![card_box(children![numbered(next)])]),
        common::as_of(ui, check.as_of),
    ];
    (body, Some(button_bar(children![primary(ui.t(key::COMMON_CONTINUE), Action::run(go_on(ui)))])))
}

fn no(ui: Ui, chrome: &Chrome, check: &Check) -> (Children, Option<El>) {
    let mut body = children![result_panel(ResultPanel {
        tone: Tone::Warning,
        title: ui.t(key::APPLY_ELIGIBILITY_NO),
        text: Some(ui.fill(key::APPLY_ELIGIBILITY_NO_TEXT, &[("what", &wording::application_kind(ui, check.kind))])),
        children: children![],
    })];
    body.extend(check.reasons.iter().map(|reason| why(ui, reason)));
    body.push(help_line(ui, chrome));
    let actions = button_bar(children![secondary(ui.t(key::APPLY_ELIGIBILITY_OTHER), ui.link(&Route::Intent))]);
    (body, Some(actions))
}

fn why(ui: Ui, reason: &Reason) -> El {
    let (title, text) = wording::reason(ui, reason);
    let follow = reason.application.as_ref().map_or_else(nothing, |id| {
        primary(ui.t(key::APPLY_ELIGIBILITY_FOLLOW), ui.link(&Route::Application(id.clone())))
    });
    let instead = match reason.code {
        ReasonCode::AlreadyPaused => Some(ApplicationKind::ResumeContributions),
        ReasonCode::RelationOpen => Some(ApplicationKind::StopContributions),
        _ => None,
    };
    let instead = instead.map_or_else(nothing, |kind| {
        link(wording::application_kind(ui, kind), ui.href(&Route::Apply { kind, stage: Stage::Eligibility }))
    });
    let outlet = reason.outlet.as_ref().map_or_else(nothing, |outlet| common::outlet(ui, outlet));
    let months = reason.months.map_or_else(nothing, |n| small(ui.plural(key::APPLY_ELIGIBILITY_MONTHS, n)));
    card_box(children![
        heading(2, title),
        paragraph(text),
        months,
        if is_local(&reason.basis) { tag(Tone::Plain, ui.t(key::LAW_LOCAL)) } else { nothing() },
        basis(ui, &reason.basis),
        outlet,
        instead,
        follow,
    ])
}
