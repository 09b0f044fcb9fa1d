//! My applications: the list, and the timeline of one.

use journey::Route;
use journey::domain::{Application, ApplicationKind, ApplicationState};
use journey::steps::applications::{ListView, View};
use journey::view::Chrome;

use super::help_line;
use super::receipt::{course, facts, standing, undo};
use crate::ui::Ui;
use crate::ui::components::{
    Cell, Empty, Icon, Shape, card_box, cell, cell_group, empty, key_values, nothing, primary, section,
};
use crate::ui::pages::common::{self, Frame, frame, ready};
use crate::ui::pages::wording;
use crate::ui::vdom::{Children, El, children};
use crate::words::key;

/// Draws the list.
pub fn draw(ui: Ui, chrome: &Chrome, view: &ListView) -> El {
    let list = match ready(ui, &view.items, Shape::Cells(3)) {
        Ok(items) if items.is_empty() => empty(Empty {
            icon: Icon::File,
            title: ui.t(key::APPLICATIONS_EMPTY),
            text: ui.t(key::APPLICATIONS_EMPTY_TEXT),
            action: Some(primary(ui.t(key::APPLICATIONS_EMPTY_GO), ui.link(&Route::CardServices))),
        }),
        Ok(items) => cell_group(items.iter().map(|application| row(ui, application)).collect()),
        Err(instead) => instead,
    };
    frame(
        ui,
        chrome,
        Frame {
            body: children![common::stale(ui, view.stale.as_ref()), list],
            ..Frame::new("applications", ui.t(key::APPLICATIONS_TITLE))
        },
    )
}

fn row(ui: Ui, application: &Application) -> El {
    let submitted = common::at(ui, application.submitted_at);
    let mut note = ui.fill(key::APPLICATIONS_AT, &[("when", &submitted)]);
    if let Some(month) = application.effective_month {
        let from = ui.fill(key::APPLICATIONS_FROM, &[("month", &common::month(ui, month))]);
        note = [from, note].join(" · ").into();
    }
    cell(Cell {
        note: Some(note),
        tag: Some(wording::application_state(ui, application.state)),
        action: ui.link(&Route::Application(application.id.clone())),
        ..Cell::new(wording::application_kind(ui, application.kind))
    })
}

/// Draws one of them.
pub fn one(ui: Ui, chrome: &Chrome, view: &View) -> El {
    let mut body = children![common::stale(ui, view.stale.as_ref())];
    match ready(ui, &view.application, Shape::Cells(5)) {
        Ok(application) => body.extend(contents(ui, chrome, application)),
        Err(instead) => body.push(instead),
    }
    frame(ui, chrome, Frame { body, ..Frame::new("application", ui.t(key::APPLICATION_TITLE)) })
}

fn contents(ui: Ui, chrome: &Chrome, application: &Application) -> Children {
    children![
        standing(ui, application),
        undo(ui, application),
        card_box(children![key_values(facts(ui, application))]),
        section(ui.t(key::RECEIPT_PROGRESS), children![card_box(children![course(ui, application)])]),
        cell_group(ways_on(ui, application)),
        help_line(ui, chrome),
    ]
}

/// What can be done with it now.
fn ways_on(ui: Ui, application: &Application) -> Children {
    let way = |icon, title, note, route: &Route, danger| {
        cell(Cell { icon: Some(icon), note, action: ui.link(route), danger, ..Cell::new(ui.t(title)) })
    };
    let receipt = Route::Receipt(application.id.clone());
    let mut ways = children![way(Icon::File, key::APPLICATIONS_RECEIPT, None, &receipt, false)];
    let stopped = application.kind == ApplicationKind::StopContributions
        && matches!(application.state, ApplicationState::Effective | ApplicationState::Approved);
    ways.push(if stopped {
        let note = Some(ui.t(key::APPLICATIONS_RESUME_NOTE));
        let resume = common::apply(ApplicationKind::ResumeContributions);
        way(Icon::Refresh, key::APPLICATIONS_RESUME, note, &resume, false)
    } else {
        nothing()
    });
    // In the undo window the box above says it, with the time that is left.
    ways.push(if application.withdrawable && application.undo_until.is_none() {
        let note = Some(ui.t(key::APPLICATIONS_WITHDRAW_NOTE));
        way(Icon::Undo, key::APPLICATIONS_WITHDRAW, note, &Route::Withdraw(application.id.clone()), true)
    } else {
        nothing()
    });
    ways
}
