//! Where the person is signed in.

use journey::Event;
use journey::domain::SessionEntry;
use journey::steps::account::sessions::{self, View};
use journey::view::Chrome;

use crate::ui::Ui;
use crate::ui::components::{
    Action, Button, Cell, Icon, Kind, Shape, Tone, button, cell, cell_group, lead, nothing, notice, small, stack,
};
use crate::ui::pages::common::{self, Frame, ready, refused};
use crate::ui::pages::wording;
use crate::ui::vdom::{El, children, el};
use crate::words::{DOT, SharedString, key};

/// Draws the list, this session first, and the way to end the others.
pub fn draw(ui: Ui, _: &Chrome, view: &View) -> Frame {
    let body = match ready(ui, &view.list, Shape::Cells(3)) {
        Ok(list) => stack(children![
            cell_group(list.items.iter().map(|entry| row(ui, entry)).collect()),
            if list.items.iter().any(|entry| !entry.current) {
                others(ui, view)
            } else {
                small(ui.t(key::SESSIONS_ONLY))
            },
        ]),
        Err(instead) => instead,
    };
    let ended = if view.ended { notice(Tone::Success, ui.t(key::SESSIONS_ENDED), None) } else { nothing() };
    Frame::new(children![
        lead(ui.t(key::SESSIONS_LEAD)),
        // There from the start, so that what is put in it is read out.
        el("div").attr("role", "status").child(ended),
        body,
    ])
}

fn row(ui: Ui, entry: &SessionEntry) -> El {
    let mut note: Vec<SharedString> =
        vec![ui.fill(key::SESSIONS_SINCE, &[("time", &common::at(ui, entry.signed_in_at))])];
    if let Some(method) = entry.method {
        note.push(wording::method(ui, method));
    }
    if !entry.current {
        note.push(ui.fill(key::SESSIONS_SEEN, &[("time", &common::at(ui, entry.seen_at))]));
    }
    let device = entry.device.as_deref().map_or_else(|| ui.t(key::SESSIONS_DEVICE), Into::into);
    cell(Cell {
        icon: Some(Icon::Phone),
        note: Some(note.join(DOT).into()),
        extra: entry.current.then(|| ui.t(key::SESSIONS_HERE)),
        ..Cell::new(device)
    })
}

fn others(ui: Ui, view: &View) -> El {
    let end = button(Button {
        kind: Kind::Secondary,
        action: Action::run(ui.on(Event::Sessions(sessions::Event::EndOthersTapped))),
        busy: view.busy.then(|| ui.t(key::SESSIONS_ENDING)),
        ..Button::new(ui.t(key::SESSIONS_END))
    });
    stack(children![
        view.failure.as_ref().map_or_else(nothing, |failure| refused(ui, failure)),
        small(ui.t(key::SESSIONS_STRANGE)),
        end
    ])
}
