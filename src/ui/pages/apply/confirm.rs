//! The last word, with the exact verb on the button; then how the sending goes, and never more than is known.

use crate::words::SharedString;

use journey::domain::{ApplicationKind, Check, Instant, ProblemType};
use journey::steps::apply::{self, Progress};
use journey::view::Chrome;
use journey::{Event, Failure, Route, Stage};

use super::{Step, help_line, href, insurances, on_check, think_again, undo};
use crate::ui::Ui;
use crate::ui::components::{
    Action, Button, Kind, Pair, ResultPanel, Shape, Tone, button, button_bar, card_box, danger, key_values, lead,
    notice, primary, result_panel, secondary, skeleton, small, stack,
};
use crate::ui::pages::{common, wording};
use crate::ui::vdom::{Children, El, children, el};
use crate::words::{DOT, Key, key};

/// Draws the last word, or how the sending goes.
pub fn draw(ui: Ui, chrome: &Chrome, view: &apply::View) -> Step {
    let Some(progress) = &view.progress else {
        return on_check(ui, view, |check| ask(ui, view, check));
    };
    let (body, actions) = match progress {
        Progress::Sending { tries } => sending(ui, *tries),
        Progress::NotSent(failure) => not_sent(ui, failure),
        Progress::Unknown { failure, next_try } => unknown(ui, chrome, failure, *next_try),
        Progress::Refused(failure) => refused(ui, chrome, view, failure),
    };
    Step { body: children![stack(body)], actions, leave: false }
}

type Body = (Children, Option<El>);

/// How it stands. Read out when it changes: the person waits for it, and may not look.
fn state(tone: Tone, title: SharedString, text: SharedString) -> El {
    let shown = result_panel(ResultPanel { tone, title, text: Some(text), children: children![] });
    el("div").attr("role", "status").child(shown)
}

fn ask(ui: Ui, view: &apply::View, check: &Check) -> Body {
    let pair = |name, value| Pair::new(ui.t(name), value);
    let mut facts =
        vec![Pair { strong: true, ..pair(key::APPLY_ELIGIBILITY_WHAT, wording::application_kind(ui, check.kind)) }];
    if let Some(month) = view.month.filter(|m| check.effective_months.contains(m)) {
        facts.push(Pair { strong: true, ..pair(key::APPLY_REVIEW_MONTH, common::month(ui, month)) });
    }
    if !check.insurances.is_empty() {
        facts.push(pair(key::APPLY_ELIGIBILITY_INSURANCES, insurances(ui, &check.insurances)));
    }
    let verb = ui.t(verb(check.kind));
    let body = children![
        lead(ui.fill(key::APPLY_CONFIRM_LEAD, &[("button", &verb)])),
        card_box(children![key_values(facts)]),
        notice(Tone::Info, undo(ui, check), None),
    ];
    let action = Action::run(ui.on(Event::Apply(apply::Event::ConfirmTapped)));
    let takes_away = matches!(check.kind, ApplicationKind::StopContributions | ApplicationKind::CancelCard);
    let last = if takes_away { danger } else { primary };
    let actions = button_bar(children![last(verb, action), secondary(ui.t(key::APPLY_CONFIRM_NOT), think_again(ui))]);
    (body, Some(actions))
}

/// What the last button does, as exactly as it can be said.
fn verb(kind: ApplicationKind) -> Key {
    match kind {
        ApplicationKind::StopContributions => key::APPLY_CONFIRM_STOP,
        ApplicationKind::CancelCard => key::APPLY_CONFIRM_CARD,
        ApplicationKind::UnlinkCard => key::APPLY_CONFIRM_UNLINK,
        ApplicationKind::ReportLoss => key::APPLY_CONFIRM_LOSS,
        ApplicationKind::ResumeContributions => key::APPLY_CONFIRM_RESUME,
    }
}

fn sending(ui: Ui, tries: u32) -> Body {
    let text = if tries > 1 {
        ui.fill(key::APPLY_SENDING_AGAIN, &[("n", &tries.to_string())])
    } else {
        ui.t(key::APPLY_SENDING_TEXT)
    };
    let body = children![
        state(Tone::Waiting, ui.t(key::APPLY_SENDING_TITLE), text),
        skeleton(Shape::Lines(3), ui.t(key::APPLY_SENDING_TITLE)),
    ];
    (body, None)
}

fn not_sent(ui: Ui, failure: &Failure) -> Body {
    let (_, text) = wording::failure(ui, failure);
    let body = children![state(Tone::Warning, ui.t(key::APPLY_NOT_SENT_TITLE), text)];
    let again = Action::run(ui.on(Event::Apply(apply::Event::ConfirmTapped)));
    let actions = button_bar(children![
        primary(ui.t(key::COMMON_RETRY), again),
        secondary(ui.t(key::APPLY_THINK), think_again(ui))
    ]);
    (body, Some(actions))
}

fn unknown(ui: Ui, chrome: &Chrome, failure: &Failure, next_try: Instant) -> Body {
    let (why, _) = wording::failure(ui, failure);
    let when = common::until(ui, next_try, key::APPLY_ASK_IN).class("text text--small");
    let body = children![
        state(Tone::Waiting, ui.t(key::APPLY_UNKNOWN_TITLE), ui.t(key::APPLY_UNKNOWN_TEXT)),
        el("div").class("centred").child(when),
        notice(Tone::Info, ui.t(key::APPLY_UNKNOWN_LEAVE), None),
        small([why, ui.t(key::COMMON_SUPPORT_CODE), failure.support_code.clone().into()].join(DOT).into()),
        help_line(ui, chrome),
    ];
    let actions = button_bar(children![
        button(Button {
            kind: Kind::Primary,
            action: Action::run(ui.on(Event::Apply(apply::Event::CheckAgainTapped))),
            ..Button::new(ui.t(key::APPLY_UNKNOWN_NOW))
        }),
        secondary(ui.t(key::APPLICATIONS_TITLE), ui.link(&Route::Applications)),
    ]);
    (body, Some(actions))
}

fn refused(ui: Ui, chrome: &Chrome, view: &apply::View, failure: &Failure) -> Body {
    let (title, text) = wording::failure(ui, failure);
    let go_back = ui.on(Event::Apply(apply::Event::VerifyAgainTapped));
    let next = match failure.refusal() {
        Some(ProblemType::VerificationExpired | ProblemType::VerificationRequired) => {
            primary(ui.t(key::APPLY_REFUSED_VERIFY_GO), Action::run(go_back))
        }
        Some(ProblemType::AlreadyUnderWay) => {
            let route = failure.application.clone().map_or(Route::Applications, Route::Application);
            primary(ui.t(key::APPLY_ELIGIBILITY_FOLLOW), ui.link(&route))
        }
        Some(ProblemType::NotEligible) => {
            let first = href(ui, view.kind, Stage::Eligibility);
            primary(ui.t(key::APPLY_REFUSED_NOT_ELIGIBLE_GO), Action::link(first))
        }
        _ => primary(ui.t(key::APPLY_REFUSED_AGAIN), Action::link(href(ui, view.kind, Stage::Review))),
    };
    let body = children![
        state(Tone::Danger, ui.t(key::APPLY_REFUSED_TITLE), ui.t(key::APPLY_REFUSED_NONE)),
        notice(Tone::Warning, title, Some(small(text))),
        small([ui.t(key::COMMON_SUPPORT_CODE), failure.support_code.clone().into()].join(" ").into()),
        help_line(ui, chrome),
    ];
    let actions = button_bar(children![next, secondary(ui.t(key::APPLY_THINK), think_again(ui))]);
    (body, Some(actions))
}
