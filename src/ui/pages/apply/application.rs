//! One of my applications: its timeline, and what can be done with it.

use journey::Route;
use journey::domain::{Application, ApplicationKind, ApplicationState};
use journey::steps::apply::applications::View;
use journey::view::Chrome;

use super::help_line;
use super::receipt::{course, facts, standing, undo};
use crate::ui::Ui;
use crate::ui::components::{Cell, Icon, Shape, card_box, cell, cell_group, key_values, nothing, section};
use crate::ui::pages::common::{self, Frame, ready};
use crate::ui::vdom::{Children, children};
use crate::words::key;

/// Draws it.
pub fn draw(ui: Ui, chrome: &Chrome, view: &View) -> Frame {
    let mut body = children![common::stale(ui, view.stale.as_ref())];
    match ready(ui, &view.application, Shape::Cells(5)) {
        Ok(application) => body.extend(contents(ui, chrome, application)),
        Err(instead) => body.push(instead),
    }
    Frame::new(body)
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
