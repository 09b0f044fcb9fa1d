//! Social Security Card: what can be done to the card now. What ends it comes last.

use crate::words::SharedString;
use journey::domain::{ApplicationKind, Availability, CardService, CardServiceId, CardServices};
use journey::steps::card::card_services::View;
use journey::view::Chrome;
use journey::{Route, Stage};

use crate::ui::Ui;
use crate::ui::components::{Cell, Icon, Shape, Tone, cell, cell_group, lead, link, nothing, notice, section, stack};
use crate::ui::pages::common::{Frame, apply, ready, stale};
use crate::ui::pages::home::center::outlets;
use crate::ui::pages::home::why_not;
use crate::ui::pages::wording;
use crate::ui::vdom::{Children, El, children};
use crate::words::key;

/// Draws the card services.
pub fn draw(ui: Ui, chrome: &Chrome, view: &View) -> Frame {
    let body = match ready(ui, &view.services, Shape::Cells(8)) {
        Ok(services) => stack(contents(ui, chrome, services)),
        Err(instead) => instead,
    };
    Frame::new(children![stale(ui, view.stale.as_ref()), left_behind(ui, view), body])
}

/// An application that was left: a way to go on where the person stopped.
fn left_behind(ui: Ui, view: &View) -> El {
    let Some(kind) = view.left_behind else { return nothing() };
    // The first step that is still open comes in the place of this one.
    let on = link(ui.t(key::CARD_SERVICES_GO_ON), ui.href(&Route::Apply { kind, stage: Stage::Review }));
    let what = wording::application_kind(ui, kind);
    notice(Tone::Info, ui.fill(key::CARD_SERVICES_LEFT, &[("what", &what)]), Some(on))
}

fn contents(ui: Ui, chrome: &Chrome, services: &CardServices) -> Children {
    let (tone, state) = wording::card_state(ui, services.card_state);
    // The counters have a place of their own below, and so has what ends the card.
    let apart = [CardServiceId::Cancel, CardServiceId::Outlets];
    let of = |fits: fn(Availability) -> bool| -> Vec<&CardService> {
        services.items.iter().filter(|item| !apart.contains(&item.id) && fits(item.availability)).collect()
    };
    let at_counter = |how| matches!(how, Availability::WindowOnly | Availability::Appointment | Availability::Unknown);
    let cancel = services.items.iter().find(|item| item.id == CardServiceId::Cancel);
    children![
        lead(ui.t(key::CARD_SERVICES_LEAD)),
        cell_group(children![cell(Cell {
            icon: Some(Icon::Card),
            tag: Some((tone, state)),
            ..Cell::new(ui.t(key::CARD_SERVICES_STATE))
        })]),
        group(ui, ui.t(key::CARD_SERVICES_ONLINE), &of(wording::is_online)),
        group(ui, ui.t(key::CARD_SERVICES_ELSEWHERE), &of(at_counter)),
        group(
            ui,
            ui.t(key::CARD_SERVICES_NOT_NOW),
            &of(|how| matches!(how, Availability::NotForYou | Availability::NotOffered)),
        ),
        counters(ui, services),
        section(
            ui.t(key::CARD_SERVICES_DANGER),
            children![cell_group(children![cell(Cell {
                icon: Some(Icon::Stop),
                note: wording::card_service_note(ui, CardServiceId::Cancel),
                tag: cancel.map(|item| wording::availability(ui, item.availability)),
                action: ui.link(&Route::Cancellation),
                danger: true,
                guide: chrome.guide,
                ..Cell::new(wording::card_service(ui, CardServiceId::Cancel))
            })])],
        ),
    ]
}

fn group(ui: Ui, title: SharedString, items: &[&CardService]) -> El {
    if items.is_empty() {
        return nothing();
    }
    section(title, children![cell_group(items.iter().map(|item| row(ui, item)).collect())])
}

/// Where to action, for what cannot be done here.
fn counters(ui: Ui, services: &CardServices) -> El {
    let all = outlets(ui, services.items.iter().filter_map(|item| item.outlet.as_ref()));
    if all.is_empty() {
        return nothing();
    }
    section(ui.t(key::CARD_SERVICES_OUTLETS), all)
}

fn row(ui: Ui, item: &CardService) -> El {
    let online = wording::is_online(item.availability);
    let action = match item.id {
        CardServiceId::ReportLost if online => ui.link(&apply(ApplicationKind::ReportLoss)),
        CardServiceId::CardStatus if online => ui.link(&Route::Card),
        _ => why_not(ui, item.availability, item.reason.as_ref()),
    };
    let off = !action.is_live();
    cell(Cell {
        icon: Some(wording::card_service_icon(item.id)),
        note: wording::card_service_note(ui, item.id),
        tag: (!off || !online).then(|| wording::availability(ui, item.availability)),
        action,
        ..Cell::new(wording::card_service(ui, item.id))
    })
}
