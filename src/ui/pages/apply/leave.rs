//! Leave an application? Says what is kept and what is lost.

use journey::steps::apply::{self, Identity};
use journey::{Event, Stage};

use crate::platform::storage;
use crate::ui::Ui;
use crate::ui::components::{Action, Button, Dialog, Kind, Pair, button, dialog, key_values, paragraph};
use crate::ui::pages::{common, wording};
use crate::ui::vdom::{Children, El, children};
use crate::words::key;

/// Draws the question over a step.
pub fn ask(ui: Ui, view: &apply::View) -> El {
    let tap = |event| ui.on(Event::Apply(event));
    let mut kept = Vec::new();
    if !view.acknowledged.is_empty() {
        kept.push(Pair::new(ui.t(key::APPLY_LEAVE_TICKS), view.acknowledged.len().to_string().into()));
    }
    if let Some(motive) = view.motive {
        kept.push(Pair::new(ui.t(key::APPLY_REVIEW_MOTIVE), wording::motive(ui, motive)));
    }
    if let Some(month) = view.month {
        kept.push(Pair::new(ui.t(key::APPLY_REVIEW_MONTH), common::month(ui, month)));
    }
    let mut inside = Children::new();
    if !kept.is_empty() {
        inside.push(paragraph(ui.t(if storage::outlives() { key::APPLY_LEAVE_KEPT } else { key::APPLY_LEAVE_OPEN })));
        inside.push(key_values(kept));
    }
    // At the last step it has been proved, at the one before it is under way.
    if view.stage == Stage::Confirm || matches!(view.identity, Identity::Waiting { .. }) {
        inside.push(paragraph(ui.t(key::APPLY_LEAVE_LOST)));
    }
    dialog(Dialog {
        id: "leave",
        title: ui.t(key::APPLY_LEAVE_TITLE),
        text: Some(ui.t(key::APPLY_LEAVE_TEXT)),
        children: inside,
        actions: children![
            button(Button {
                kind: Kind::Secondary,
                action: Action::run(tap(apply::Event::StayTapped)),
                first: true,
                ..Button::new(ui.t(key::APPLY_LEAVE_STAY))
            }),
            button(Button {
                action: Action::run(tap(apply::Event::Abandoned)),
                ..Button::new(ui.t(key::APPLY_LEAVE_GO))
            }),
        ],
        urgent: false,
        close: tap(apply::Event::StayTapped),
    })
}
