//! Social Security: where the electronic card is, and what else there is.

use journey::Route;
use journey::domain::{ApplicationKind, Insurance};
use journey::view::Chrome;

use crate::ui::Ui;
use crate::ui::components::{
    Banner, Cell, Icon, Section, banner, cell, cell_group, lead, section, section_with, stack,
};
use crate::ui::pages::common::{Frame, apply};
use crate::ui::pages::wording;
use crate::ui::vdom::{El, children};
use crate::words::{Key, key};

/// Draws Social Security.
pub fn draw(ui: Ui, chrome: &Chrome) -> Frame {
    let body = children![
        lead(ui.t(key::SOCIAL_SECURITY_LEAD)),
        banner(Banner {
            title: ui.t(key::CARD_TITLE),
            text: Some(ui.t(key::SOCIAL_SECURITY_CARD_TEXT)),
            button: None,
            action: ui.link(&Route::Card),
            guide: chrome.guide,
        }),
        section(
            ui.t(key::SOCIAL_SECURITY_RECORD),
            children![cell_group(children![row(
                ui,
                Icon::Chart,
                key::RECORD_TITLE,
                Some(key::SOCIAL_SECURITY_RECORD_NOTE),
                &Route::Record { insurance: None, year: None },
            )])],
        ),
        section(
            ui.t(key::SOCIAL_SECURITY_MATTERS),
            children![cell_group(children![
                row(ui, Icon::List, key::SOCIAL_SECURITY_APPLICATIONS, None, &Route::Applications),
                row(
                    ui,
                    Icon::Refresh,
                    key::SOCIAL_SECURITY_RESUME,
                    Some(key::SOCIAL_SECURITY_RESUME_NOTE),
                    &apply(ApplicationKind::ResumeContributions),
                ),
                row(ui, Icon::Eye, key::SOCIAL_SECURITY_ACCESS, None, &Route::AccessLog),
            ])],
        ),
        section_with(Section {
            note: Some(ui.t(key::SOCIAL_SECURITY_INSURANCES_NOTE)),
            ..Section::new(
                ui.t(key::SOCIAL_SECURITY_INSURANCES),
                children![cell_group(Insurance::ALL.into_iter().map(|i| insurance(ui, i)).collect())]
            )
        }),
        section(
            ui.t(key::SOCIAL_SECURITY_HELP),
            children![cell_group(children![
                row(ui, Icon::Question, key::HELP_TITLE, None, &Route::Help),
                row(ui, Icon::Umbrella, key::HELP_CHARACTERISTICS, None, &Route::Characteristics),
                row(ui, Icon::Book, key::HELP_LAW, None, &Route::Law),
            ])],
        ),
    ];
    Frame::new(children![stack(body)])
}

/// A row that leads to another page.
pub(in crate::ui::pages) fn row(ui: Ui, icon: Icon, title: Key, note: Option<Key>, route: &Route) -> El {
    cell(Cell { icon: Some(icon), note: note.map(|note| ui.t(note)), action: ui.link(route), ..Cell::new(ui.t(title)) })
}

fn insurance(ui: Ui, insurance: Insurance) -> El {
    let (icon, note) = match insurance {
        Insurance::Pension => (Icon::Umbrella, key::SOCIAL_SECURITY_PENSION),
        Insurance::Medical => (Icon::Medical, key::SOCIAL_SECURITY_MEDICAL),
        Insurance::WorkInjury => (Icon::Warning, key::SOCIAL_SECURITY_WORK_INJURY),
        Insurance::Unemployment => (Icon::Briefcase, key::SOCIAL_SECURITY_UNEMPLOYMENT),
        Insurance::Maternity => (Icon::Heart, key::SOCIAL_SECURITY_MATERNITY),
    };
    cell(Cell {
        icon: Some(icon),
        note: Some(ui.t(note)),
        action: ui.link(&Route::Record { insurance: Some(insurance), year: None }),
        ..Cell::new(wording::insurance(ui, insurance))
    })
}
