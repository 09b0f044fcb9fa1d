//! Withdraw it? Asked once more, with what it means.

use journey::domain::{Application, ApplicationState, ProblemType};
use journey::steps::apply::applications::{Event as Its, View};
use journey::view::Chrome;
use journey::{Event, Failure, FailureKind, Route};

use super::receipt::facts;
use crate::ui::Ui;
use crate::ui::components::{
    Action, Button, Kind, ResultPanel, Shape, Tone, button, button_bar, card_box, key_values, lead, nothing, notice,
    primary, result_panel, small,
};
use crate::ui::pages::common::{self, Frame, ready};
use crate::ui::pages::wording;
use crate::ui::vdom::{Children, El, children, el};
use crate::words::{DOT, key};

/// Draws the question.
pub fn draw(ui: Ui, _: &Chrome, view: &View) -> Frame {
    let (body, actions) = match ready(ui, &view.application, Shape::Cells(3)) {
        Ok(application) if application.withdrawable => ask(ui, view, application),
        Ok(application) => over(ui, application),
        Err(instead) => (children![instead], None),
    };
    Frame { actions, ..Frame::new(body) }
}

type Body = (Children, Option<El>);

fn ask(ui: Ui, view: &View, application: &Application) -> Body {
    // At once and still to be taken back: it is in force already, so "all is put back".
    let in_force = application.next.is_none();
    let text = if in_force { key::WITHDRAW_TEXT_AT_ONCE } else { key::WITHDRAW_TEXT };
    let body = children![
        result_panel(ResultPanel {
            tone: Tone::Warning,
            title: ui.t(key::WITHDRAW_ASK),
            text: Some(ui.t(text)),
            children: children![]
        }),
        view.failure.as_ref().map_or_else(nothing, |failure| failed(ui, failure)),
        card_box(children![key_values(facts(ui, application))]),
        application.undo_until.map_or_else(nothing, |end| {
            el("p").class("text text--small").child(common::until(ui, end, key::RECEIPT_UNDO_LEFT))
        }),
    ];
    let back = Route::Application(application.id.clone());
    let actions = button_bar(children![
        button(Button {
            kind: Kind::Danger,
            action: Action::run(ui.on(Event::Applications(Its::WithdrawConfirmed))),
            busy: view.withdrawing.then(|| ui.t(key::WITHDRAW_BUSY)),
            ..Button::new(ui.t(key::WITHDRAW_GO))
        }),
        button(Button {
            kind: Kind::Secondary,
            action: Action::link_instead(ui.href(&back), ui.on(Event::BackTapped)),
            ..Button::new(ui.t(key::WITHDRAW_KEEP))
        }),
    ]);
    (body, Some(actions))
}

/// It did not work, or nobody knows; either way it is safe to try again.
fn failed(ui: Ui, failure: &Failure) -> El {
    let text = match (failure.kind, failure.refusal()) {
        (FailureKind::NeverSent, _) => key::WITHDRAW_FAILED_OFFLINE,
        (_, Some(ProblemType::NotWithdrawable)) => key::WITHDRAW_TOO_LATE,
        _ => key::WITHDRAW_FAILED,
    };
    let (why, _) = wording::failure(ui, failure);
    let code = [ui.t(key::COMMON_SUPPORT_CODE), failure.support_code.clone().into()].join(" ");
    let why =
        if failure.kind == FailureKind::NeverSent { nothing() } else { small([why, code.into()].join(DOT).into()) };
    el("div").attr("role", "alert").child(notice(Tone::Danger, ui.t(text), Some(why)))
}

/// It is decided, ended or withdrawn: nothing to ask.
fn over(ui: Ui, application: &Application) -> Body {
    let (tone, title) = wording::application_state(ui, application.state);
    let withdrawn = application.state == ApplicationState::Withdrawn;
    let body = children![
        if withdrawn { nothing() } else { lead(ui.t(key::WITHDRAW_NOT)) },
        result_panel(ResultPanel {
            tone,
            title,
            text: Some(wording::application_state_meaning(ui, application.state)),
            children: children![],
        }),
    ];
    let see = primary(ui.t(key::WITHDRAW_TOO_LATE_GO), ui.link(&Route::Application(application.id.clone())));
    (body, Some(button_bar(children![see])))
}
