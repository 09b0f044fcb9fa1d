//! Card Cancellation: who may, what is needed, what it does not do; and the "Cancel" tap.

use journey::domain::{Availability, CardService, Law, LawRef};
use journey::steps::card::card_services::CancellationView;
use journey::view::Chrome;
use journey::{LoadView, Route};

use crate::ui::Ui;
use crate::ui::components::Icon;
use crate::ui::components::{
    Button, Kind, Shape, Tone, bullets, button, button_bar, card_box, lead, link, nav_action, nothing, notice,
    paragraph, section, stack,
};
use crate::ui::pages::common::{Frame, law, local, ready};
use crate::ui::pages::home::center::outlets;
use crate::ui::pages::wording;
use crate::ui::vdom::{El, children};
use crate::words::{Key, key};

/// Draws the page of the cancellation. The way on is there whatever could not be loaded:
/// what is asked next has other answers than cancelling the card.
pub fn draw(ui: Ui, chrome: &Chrome, view: &CancellationView) -> Frame {
    let here = match ready(ui, &view.service, Shape::Lines(2)) {
        Ok(service) => service.as_ref().map_or_else(nothing, |service| in_this_city(ui, service)),
        Err(instead) => instead,
    };
    // Who may is for the backend to say: of this person it says it here, and why not above.
    let may = matches!(&view.service, LoadView::Ready(Some(service)) if wording::is_online(service.availability));
    let who = points(
        ui,
        key::CANCELLATION_WHO,
        if may {
            &[key::CANCELLATION_WHO_ONLINE, key::CANCELLATION_WHO_OTHERS]
        } else {
            &[key::CANCELLATION_WHO_OTHERS]
        },
    );
    let body = children![
        lead(ui.t(key::CANCELLATION_LEAD)),
        here,
        points(ui, key::CANCELLATION_NOT, &[key::CANCELLATION_NOT_1, key::CANCELLATION_NOT_2, key::CANCELLATION_NOT_3]),
        who,
        points(
            ui,
            key::CANCELLATION_MATERIALS,
            &[key::CANCELLATION_MATERIALS_1, key::CANCELLATION_MATERIALS_2, key::CANCELLATION_MATERIALS_3],
        ),
        words(ui, key::CANCELLATION_TIME, key::CANCELLATION_TIME_TEXT),
        words(ui, key::CANCELLATION_FEE, key::CANCELLATION_FEE_TEXT),
        section(
            ui.t(key::CANCELLATION_LAW),
            children![card_box(children![
                law(ui, &[LawRef { law: Law::Sil, article: 14 }, LawRef { law: Law::Sil, article: 60 }]),
                link(ui.t(key::CANCELLATION_LAW_LINK), ui.href(&Route::Law)),
            ])],
        ),
    ];
    let cancel = button(Button {
        kind: Kind::Danger,
        action: ui.link(&Route::Intent),
        guide: chrome.guide,
        ..Button::new(ui.t(key::CANCELLATION_BUTTON))
    });
    Frame {
        nav_action: Some(nav_action(Some(Icon::Question), ui.t(key::HELP_TITLE), ui.link(&Route::Help))),

        actions: Some(button_bar(children![cancel])),
        ..Frame::new(children![stack(body)])
    }
}

fn in_this_city(ui: Ui, service: &CardService) -> El {
    let text = match service.availability {
        Availability::Online => return nothing(),
        Availability::WindowOnly => key::CANCELLATION_WINDOW,
        Availability::Appointment => key::CANCELLATION_APPOINTMENT,
        _ => key::CANCELLATION_OFF,
    };
    let mut text = ui.t(text);
    if let Some(reason) = &service.reason {
        text = ui.sentences(text, &local(ui, reason));
    }
    let mut children = children![notice(Tone::Warning, text, None)];
    children.extend(outlets(ui, service.outlet.iter()));
    stack(children)
}

/// A section with points.
pub(in crate::ui::pages) fn points(ui: Ui, title: Key, all: &[Key]) -> El {
    let all = all.iter().map(|key| paragraph(ui.t(*key))).collect();
    section(ui.t(title), children![card_box(children![bullets(all)])])
}

fn words(ui: Ui, title: Key, text: Key) -> El {
    section(ui.t(title), children![card_box(children![paragraph(ui.t(text))])])
}
