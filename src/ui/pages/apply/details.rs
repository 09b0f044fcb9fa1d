//! Reason and month, where they are asked.

use journey::Event;
use journey::domain::{ApplicationKind, Check, Motive, YearMonth};
use journey::steps::apply;
use journey::view::Chrome;

use super::{Step, go_on, missing, on_check};
use crate::ui::Ui;
use crate::ui::components::{
    Action, Choice, RadioGroup, Select, button_bar, card_box, nothing, on_input, primary, radio_group, select,
};
use crate::ui::pages::{common, wording};
use crate::ui::vdom::{Children, El, children};
use crate::words::{SharedString, key};

const REASON: &str = "reason";
const MONTH: &str = "month";

/// Draws the questions.
pub fn draw(ui: Ui, _: &Chrome, view: &apply::View) -> Step {
    on_check(ui, view, |check| page(ui, view, check))
}

fn page(ui: Ui, view: &apply::View, check: &Check) -> (Children, Option<El>) {
    let motive = view.motive.filter(|m| check.motives.contains(m));
    let month = view.month.filter(|m| check.effective_months.contains(m));
    let no_motive = view.incomplete && !check.motives.is_empty() && motive.is_none();
    let no_month = view.incomplete && !check.effective_months.is_empty() && month.is_none();
    let mut errors = Vec::new();
    if no_motive {
        errors.push((ui.t(key::APPLY_DETAILS_MISSING_WHY), REASON.into()));
    }
    if no_month {
        errors.push((ui.t(key::APPLY_DETAILS_MISSING_MONTH), MONTH.into()));
    }
    let why =
        if check.motives.is_empty() { nothing() } else { card_box(children![reasons(ui, check, motive, no_motive)]) };
    let when = if check.effective_months.is_empty() {
        nothing()
    } else {
        card_box(children![months(ui, check, month, no_month)])
    };
    let body = children![missing(ui, key::APPLY_DETAILS_MISSING, errors), why, when];
    (body, Some(button_bar(children![primary(ui.t(key::COMMON_CONTINUE), Action::run(go_on(ui)))])))
}

fn reasons(ui: Ui, check: &Check, chosen: Option<Motive>, wrong: bool) -> El {
    // The value is the place in the list: the page needs no names of its own for the reasons.
    let place = |motive: &Motive| check.motives.iter().position(|m| m == motive).map(|at| at.to_string());
    let choices = check
        .motives
        .iter()
        .map(|motive| Choice::new(place(motive).unwrap_or_default().into(), wording::motive(ui, *motive)));
    let motives = check.motives.clone();
    radio_group(RadioGroup {
        hint: Some(ui.t(key::APPLY_DETAILS_WHY_HINT)),
        error: wrong.then(|| ui.t(key::APPLY_DETAILS_MISSING_WHY)),
        choices: choices.collect(),
        chosen: chosen.as_ref().and_then(place).map(SharedString::from),
        on_change: Some(on_input(move |value| {
            let motive = value.parse::<usize>().ok().and_then(|at| motives.get(at).copied());
            if let Some(motive) = motive {
                ui.send(Event::Apply(apply::Event::MotiveChosen(motive)));
            }
        })),
        ..RadioGroup::new(REASON.into(), ui.t(key::APPLY_DETAILS_WHY))
    })
}

fn months(ui: Ui, check: &Check, chosen: Option<YearMonth>, wrong: bool) -> El {
    let name = |month: YearMonth| common::month(ui, month);
    let earliest = check.effective_months.first().map(|m| name(*m)).unwrap_or_default();
    let mut options = Vec::new();
    if chosen.is_none() {
        options.push((SharedString::default(), ui.t(key::APPLY_DETAILS_MONTH_CHOOSE)));
    }
    options.extend(check.effective_months.iter().map(|month| (month.to_string().into(), name(*month))));
    select(Select {
        id: MONTH.into(),
        label: ui.t(match check.kind {
            ApplicationKind::StopContributions => key::APPLY_DETAILS_MONTH_STOP,
            ApplicationKind::ResumeContributions => key::APPLY_DETAILS_MONTH_RESUME,
            _ => key::APPLY_DETAILS_MONTH_OTHER,
        }),
        hint: Some(ui.fill(key::APPLY_DETAILS_MONTH_HINT, &[("month", &earliest)])),
        error: wrong.then(|| ui.t(key::APPLY_DETAILS_MISSING_MONTH)),
        options,
        chosen: chosen.map(|m| m.to_string()).unwrap_or_default().into(),
        on_change: Some(on_input(move |value| {
            if let Ok(month) = YearMonth::parse(&value) {
                ui.send(Event::Apply(apply::Event::MonthChosen(month)));
            }
        })),
    })
}
