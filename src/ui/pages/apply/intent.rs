//! What do you mean? "Cancel" can mean several things; each is named with its effect and with whether it
//! can be taken back. The harmless ones come first, the one that cannot be taken back last.

use journey::domain::ApplicationKind;
use journey::view::Chrome;
use journey::{Route, Stage};

use crate::ui::Ui;
use crate::ui::components::{Cell, Icon, cell, cell_group, disclosure, lead, paragraph, section};
use crate::ui::pages::common::Frame;
use crate::ui::vdom::{El, children};
use crate::words::{Key, key};

/// One thing that can be meant.
struct Choice {
    icon: Icon,
    title: Key,
    note: Key,
    kind: ApplicationKind,
    danger: bool,
}

const UNLINK: Choice = Choice {
    icon: Icon::LinkOff,
    title: key::INTENT_UNLINK,
    note: key::INTENT_UNLINK_NOTE,
    kind: ApplicationKind::UnlinkCard,
    danger: false,
};
const LOSS: Choice = Choice {
    icon: Icon::Lock,
    title: key::INTENT_LOSS,
    note: key::INTENT_LOSS_NOTE,
    kind: ApplicationKind::ReportLoss,
    danger: false,
};
const RESUME: Choice = Choice {
    icon: Icon::Refresh,
    title: key::INTENT_RESUME,
    note: key::INTENT_RESUME_NOTE,
    kind: ApplicationKind::ResumeContributions,
    danger: false,
};
const STOP: Choice = Choice {
    icon: Icon::Pause,
    title: key::INTENT_STOP,
    note: key::INTENT_STOP_NOTE,
    kind: ApplicationKind::StopContributions,
    danger: false,
};
const CARD: Choice = Choice {
    icon: Icon::CrossCircle,
    title: key::INTENT_CARD,
    note: key::INTENT_CARD_NOTE,
    kind: ApplicationKind::CancelCard,
    danger: true,
};

/// Draws the question.
pub fn draw(ui: Ui, _: &Chrome) -> Frame {
    let group = |title, choices: &[&Choice]| {
        let rows = choices.iter().map(|choice| row(ui, choice)).collect();
        section(ui.t(title), children![cell_group(rows)])
    };
    let job = [key::INTENT_JOB_TEXT, key::INTENT_JOB_MOVE, key::INTENT_JOB_GAP];
    Frame::new(children![
        lead(ui.t(key::INTENT_LEAD)),
        group(key::INTENT_GROUP_SAFE, &[&UNLINK, &LOSS]),
        group(key::INTENT_GROUP_PAY, &[&RESUME, &STOP]),
        group(key::INTENT_GROUP_FINAL, &[&CARD]),
        disclosure(ui.t(key::INTENT_JOB_ASK), job.into_iter().map(|text| paragraph(ui.t(text))).collect()),
    ])
}

fn row(ui: Ui, choice: &Choice) -> El {
    cell(Cell {
        icon: Some(choice.icon),
        note: Some(ui.t(choice.note)),
        action: ui.link(&Route::Apply { kind: choice.kind, stage: Stage::Eligibility }),
        danger: choice.danger,
        ..Cell::new(ui.t(choice.title))
    })
}
