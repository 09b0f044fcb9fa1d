//! An article that is cited, in a sheet over the page.

use journey::domain::LawRef;
use journey::steps::apply::{self, Event as E};
use journey::{Event, Route};

// Not by its full path: the words of articles come with the guide alone (`xtask/js/words.mjs`), for which the sheet waits.
use super::super::guide::articles;
use crate::ui::Ui;
use crate::ui::components::{Action, Button, Dialog, Kind, Shape, button, link_to, sheet};
use crate::ui::pages::common::ready;
use crate::ui::pages::wording;
use crate::ui::vdom::{El, children};
use crate::words::key;

/// A citation that opens its article: a link to the legal ground, whose plain tap opens a sheet.
pub(super) fn cite(ui: Ui, law: &LawRef) -> El {
    let open = ui.on(Event::Apply(E::LawTapped(Some(law.clone()))));
    link_to(wording::law_ref(ui, law), &Action::link_instead(ui.href(&Route::Law), open))
        .attr("aria-haspopup", "dialog")
}

/// The article that was tapped.
pub(super) fn draw(ui: Ui, view: &apply::View) -> Option<El> {
    let (law, came) = view.law.as_ref()?;
    let close = ui.on(Event::Apply(E::LawTapped(None)));
    let back = Button {
        kind: Kind::Secondary,
        action: Action::run(close.clone()),
        first: true,
        ..Button::new(ui.t(key::COMMON_BACK))
    };
    Some(sheet(Dialog {
        id: "article",
        title: wording::law_ref(ui, law),
        text: None,
        children: match ready(ui, came, Shape::Lines(3)) {
            Ok(()) => articles::explained(ui, law),
            Err(instead) => children![instead],
        },
        actions: children![button(back)],
        urgent: false,
        close,
    }))
}
