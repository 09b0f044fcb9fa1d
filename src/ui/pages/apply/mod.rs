//! The steps of one application, from "may I?" to the last button: one file per step. Each shows how far
//! one is, and has a safe way out that asks first where something was answered.

pub mod application;
pub mod applications;
mod article;
mod confirm;
mod consequences;
mod details;
mod eligibility;
pub mod intent;
mod leave;
pub mod receipt;
mod review;
mod verify;
pub mod withdraw;

use crate::words::{SharedString, joined};
use journey::domain::{ApplicationKind, Check, Instant, Insurance, Law, LawRef};
use journey::steps::apply;
use journey::view::Chrome;
use journey::{Event, LoadView, Route, Stage};
use leptos::prelude::request_animation_frame;

use crate::platform::focus;
use crate::ui::Ui;
use crate::ui::components::{
    Action, ErrorSummary, OnClick, Shape, error_summary, link, nav_action, nothing, on_click, progress,
};
use crate::ui::pages::common::{self, Frame, ready};
use crate::ui::pages::wording;
use crate::ui::vdom::{Children, El, children, el};
use crate::words::{Key, Plural, key};

/// What a step draws.
struct Step {
    /// Under "step n of m".
    body: Children,
    /// At the bottom.
    actions: Option<El>,
    /// Whether there is a way out: not while something is on its way.
    leave: bool,
}

/// Which page a step is.
pub fn id(view: &apply::View) -> &'static str {
    match view.stage {
        // What is asked changes under the same address: it is another page, and the focus goes to its title.
        Stage::Verify if matches!(view.identity, apply::Identity::Waiting { .. }) => "apply-code",
        Stage::Confirm if view.progress.is_some() => "apply-sending",
        stage => stage.name(),
    }
}

/// The title of a step.
pub fn title(ui: Ui, view: &apply::View) -> SharedString {
    match view.stage {
        Stage::Confirm if view.progress.is_some() => wording::application_kind(ui, view.kind),
        Stage::Consequences => ui.t(match view.kind {
            ApplicationKind::StopContributions => key::CONSEQUENCES_STOP_CONTRIBUTIONS,
            ApplicationKind::CancelCard => key::CONSEQUENCES_CANCEL_CARD,
            ApplicationKind::UnlinkCard => key::CONSEQUENCES_UNLINK_CARD,
            ApplicationKind::ReportLoss => key::CONSEQUENCES_REPORT_LOSS,
            ApplicationKind::ResumeContributions => key::CONSEQUENCES_RESUME_CONTRIBUTIONS,
        }),
        stage => ui.t(Key::title(stage.name())),
    }
}

/// Draws the step the person is at.
pub fn draw(ui: Ui, chrome: &Chrome, view: &apply::View) -> Frame {
    let step = match view.stage {
        Stage::Eligibility => eligibility::draw,
        Stage::Consequences => consequences::draw,
        Stage::Details => details::draw,
        Stage::Review => review::draw,
        Stage::Verify => verify::draw,
        Stage::Confirm => confirm::draw,
    }(ui, chrome, view);
    let (n, m) = view.position;
    let small = |n: u32| u8::try_from(n).unwrap_or(u8::MAX);
    // Who may not go on is at no step of anything.
    let barred = matches!(&view.check, LoadView::Ready(check) if !check.eligible);
    let along = if step.leave && m > 0 && !barred {
        let text = ui.fill(key::APPLY_STEP, &[("n", &n.to_string()), ("m", &m.to_string())]);
        progress(text, small(n), small(m))
    } else {
        nothing()
    };
    let mut body = children![along];
    body.extend(step.body);
    Frame {
        nav_action: step.leave.then(|| nav_action(None, ui.t(key::APPLY_THINK), think_again(ui))),
        actions: step.actions,
        over: if view.leaving { Some(leave::ask(ui, view)) } else { article::draw(ui, view) },
        ..Frame::new(body)
    }
}

/// The safe way out: nothing is submitted.
fn think_again(ui: Ui) -> Action {
    Action::run(ui.on(Event::Apply(apply::Event::LeaveTapped)))
}

/// "Continue". Where something is missing the page says so, and the focus goes to what it says; also the
/// second time, when nothing on the page changes any more.
fn go_on(ui: Ui) -> OnClick {
    on_click(move || {
        ui.send(Event::Apply(apply::Event::ContinueTapped));
        request_animation_frame(|| {
            focus::scroll_to("error-summary");
            focus::to("error-summary");
        });
    })
}

/// A step that builds on the check: skeleton or failure until it is there.
fn on_check(ui: Ui, view: &apply::View, draw: impl FnOnce(&Check) -> (Children, Option<El>)) -> Step {
    let (body, actions) = match ready(ui, &view.check, Shape::Cells(4)) {
        Ok(check) => draw(check),
        Err(instead) => (children![instead], None),
    };
    Step { body, actions, leave: true }
}

/// What is missing, above the form; nothing in its place while nothing is.
fn missing(ui: Ui, title: Plural, errors: Vec<(SharedString, SharedString)>) -> El {
    if errors.is_empty() {
        return nothing();
    }
    let count = u32::try_from(errors.len()).unwrap_or(u32::MAX);
    error_summary(ErrorSummary { title: ui.plural(title, count), errors })
}

/// How long it can be undone, in words.
fn undo(ui: Ui, check: &Check) -> SharedString {
    match check.undo_seconds {
        0 => ui.t(key::APPLY_ELIGIBILITY_UNDO_NONE),
        seconds if seconds < 60 => ui.plural(key::APPLY_UNDO_SECONDS, seconds),
        seconds if seconds < 7200 => ui.plural(key::APPLY_UNDO_MINUTES, seconds / 60),
        seconds => ui.plural(key::APPLY_UNDO_HOURS, seconds / 3600),
    }
}

/// How long it takes, in words.
fn time_taken(ui: Ui, check: &Check) -> SharedString {
    match check.decision_working_days {
        0 => ui.t(key::APPLY_ELIGIBILITY_AT_ONCE),
        days => ui.plural(key::APPLY_DECIDE_DAYS, days),
    }
}

/// The insurances it is about, in words.
fn insurances(ui: Ui, insurances: &[Insurance]) -> SharedString {
    let names: Vec<SharedString> = insurances.iter().map(|i| wording::insurance(ui, *i)).collect();
    names.join(&ui.t(key::COMMON_AND)).into()
}

/// The legal ground of something: each article opens in a sheet. Of a local rule the mark beside the title says so.
fn basis(ui: Ui, basis: &[LawRef]) -> El {
    let mut line = el("p").class("text text--small basis").text(ui.fill(key::COMMON_LEGAL_BASIS, &[("law", "")]));
    let mut cited = false;
    for law in basis.iter().filter(|law| law.law != Law::Local) {
        if std::mem::replace(&mut cited, true) {
            line = line.text(ui.t(key::COMMON_AND));
        }
        line = line.child(article::cite(ui, law));
    }
    if cited { line } else { nothing() }
}

/// Whether the city has a rule of its own about it.
fn is_local(basis: &[LawRef]) -> bool {
    basis.iter().any(|law| law.law == Law::Local)
}

/// The address of a step of this application.
fn href(ui: Ui, kind: ApplicationKind, stage: Stage) -> SharedString {
    ui.href(&Route::Apply { kind, stage })
}

/// How long it is until then, by the backend's clock; follows the clock.
fn time_left(ui: Ui, until: Instant) -> SharedString {
    common::clock(ui, common::left(ui, until))
}

/// The help line of the city, to tap on.
pub(super) fn help_line(ui: Ui, chrome: &Chrome) -> El {
    let phone = common::help_line(ui, chrome);
    let call = ui.fill(key::COMMON_CALL, &[("phone", phone)]);
    el("p")
        .class("text text--small")
        .text(ui.t(key::APPLY_HELP))
        .text(ui.gap())
        .child(link(call, joined(&["tel:", phone])))
}
