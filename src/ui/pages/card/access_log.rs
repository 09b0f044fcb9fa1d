//! Who saw my data.

use journey::steps::applications::AccessView;
use journey::view::Chrome;

use crate::ui::Ui;
use crate::ui::components::{Cell, Empty, Icon, Shape, cell, cell_group, empty, lead};
use crate::ui::pages::apply::help_line;
use crate::ui::pages::common::{self, Frame, frame, ready};
use crate::ui::pages::wording;
use crate::ui::vdom::{El, children};
use crate::words::key;

/// Draws the log, the latest first.
pub fn draw(ui: Ui, chrome: &Chrome, view: &AccessView) -> El {
    let list = match ready(ui, &view.items, Shape::Cells(6)) {
        Ok(log) if log.items.is_empty() => empty(Empty {
            icon: Icon::Eye,
            title: ui.t(key::ACCESS_LOG_EMPTY),
            text: ui.t(key::ACCESS_LOG_EMPTY_TEXT),
            action: None,
        }),
        Ok(log) => cell_group(
            log.items
                .iter()
                .map(|access| {
                    cell(Cell {
                        note: Some([wording::actor(ui, access.actor), common::at(ui, access.at)].join(" · ").into()),
                        ..Cell::new(wording::accessed(ui, access.what))
                    })
                })
                .collect(),
        ),
        Err(instead) => instead,
    };
    frame(
        ui,
        chrome,
        Frame {
            body: children![lead(ui.t(key::ACCESS_LOG_LEAD)), list, help_line(ui, chrome)],
            ..Frame::new("access-log", ui.t(key::ACCESS_LOG_TITLE))
        },
    )
}
