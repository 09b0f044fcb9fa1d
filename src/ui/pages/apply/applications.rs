//! My applications: the list.

use journey::Route;
use journey::domain::Application;
use journey::steps::apply::applications::ListView;
use journey::view::Chrome;

use crate::ui::Ui;
use crate::ui::components::{Cell, Empty, Icon, Shape, cell, cell_group, empty, primary};
use crate::ui::pages::common::{self, Frame, ready};
use crate::ui::pages::wording;
use crate::ui::vdom::{El, children};
use crate::words::{DOT, key};

/// Draws the list.
pub fn draw(ui: Ui, _: &Chrome, view: &ListView) -> Frame {
    let list = match ready(ui, &view.items, Shape::Cells(3)) {
        Ok(items) if items.is_empty() => empty(Empty {
            icon: Icon::File,
            title: ui.t(key::APPLICATIONS_EMPTY),
            text: ui.t(key::APPLICATIONS_EMPTY_TEXT),
            action: Some(primary(ui.t(key::APPLICATIONS_EMPTY_GO), ui.link(&Route::CardServices))),
        }),
        Ok(items) => cell_group(items.iter().map(|application| row(ui, application, items)).collect()),
        Err(instead) => instead,
    };
    Frame::new(children![common::stale(ui, view.stale.as_ref()), list])
}

fn row(ui: Ui, application: &Application, all: &[Application]) -> El {
    let submitted = common::at(ui, application.submitted_at);
    let mut note = ui.fill(key::APPLICATIONS_AT, &[("when", &submitted)]);
    if let Some(month) = application.effective_month {
        let from = ui.fill(key::APPLICATIONS_FROM, &[("month", &common::month(ui, month))]);
        note = [from, note].join(DOT).into();
    }
    let title = wording::application_kind(ui, application.kind);
    // Two of a kind are told apart by the time.
    let again = all.iter().filter(|other| other.kind == application.kind).count() > 1;
    cell(Cell {
        name: again.then(|| [&*title, &*note].join(" · ").into()),
        note: Some(note),
        tag: Some(wording::application_state(ui, application.state)),
        action: ui.link(&Route::Application(application.id.clone())),
        ..Cell::new(title)
    })
}
