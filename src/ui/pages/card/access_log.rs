//! Who saw my data.

use journey::steps::card::access_log::View;
use journey::view::Chrome;

use crate::ui::Ui;
use crate::ui::components::{Cell, Empty, Icon, Shape, cell, cell_group, empty, lead};
use crate::ui::pages::apply::help_line;
use crate::ui::pages::common::{self, Frame, ready};
use crate::ui::pages::wording;
use crate::ui::vdom::children;
use crate::words::{DOT, key};

/// Draws the log, the latest first.
pub fn draw(ui: Ui, chrome: &Chrome, view: &View) -> Frame {
    let list = match ready(ui, &view.log, Shape::Cells(6)) {
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
                    let mut note = vec![wording::actor(ui, access.actor), common::at(ui, access.at)];
                    if access.ahead == Some(true) {
                        note.push(ui.t(key::ACCESS_LOG_AHEAD));
                    }
                    cell(Cell { note: Some(note.join(DOT).into()), ..Cell::new(wording::accessed(ui, access.what)) })
                })
                .collect(),
        ),
        Err(instead) => instead,
    };
    Frame::new(children![lead(ui.t(key::ACCESS_LOG_LEAD)), list, help_line(ui, chrome)])
}
