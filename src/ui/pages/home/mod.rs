//! Home: the card first, then the services of the city.

pub mod asking;
pub mod center;
pub mod not_found;

use journey::domain::{Availability, Service, Text};
use journey::steps::home;
use journey::steps::home::settings::Event as Chosen;
use journey::view::Chrome;
use journey::{Event, LoadView, Route, TextSize};

use crate::ui::Ui;
use crate::ui::components::{
    Action, Banner, Cell, Icon, SearchField, Section, Shape, Tile, banner, cell, cell_group, hidden, icon, link,
    nothing, on_input, search_field, section, section_with, slow_notice, stack, tile_grid,
};
use crate::ui::pages::common::{Frame, local, ready};
use crate::ui::pages::{search_results, wording};
use crate::ui::vdom::{Children, El, children, div, el, span};
use crate::words::{Key, key};

/// How many services the grid shows beside the Citizen Center.
const SHOWN: usize = 7;

/// Draws Home.
pub fn draw(ui: Ui, chrome: &Chrome, view: &home::View) -> Frame {
    let searching = !view.query.trim().is_empty();
    let body = if searching {
        children![match ready(ui, &view.search, Shape::Cells(4)) {
            Ok(()) => search_results(ui, chrome, view),
            Err(instead) => instead,
        }]
    } else {
        children![
            banner(Banner {
                title: ui.t(key::CARD_TITLE),
                text: Some(ui.t(key::HOME_CARD_TEXT)),
                button: Some(ui.t(key::HOME_CARD_ACTION)),
                action: ui.link(&Route::Card),
                guide: false,
            }),
            grid(ui, chrome, view),
            recent(ui, view),
            section(
                ui.t(key::HOME_MINE),
                children![cell_group(children![
                    cell(Cell {
                        icon: Some(Icon::List),
                        note: Some(ui.t(key::HOME_APPLICATIONS_NOTE)),
                        action: ui.link(&Route::Applications),
                        ..Cell::new(ui.t(key::HOME_APPLICATIONS))
                    }),
                    cell(Cell {
                        icon: Some(Icon::Question),
                        note: Some(ui.t(key::HOME_HELP_NOTE)),
                        action: ui.link(&Route::Help),
                        ..Cell::new(ui.t(key::HOME_HELP))
                    }),
                ])],
            ),
        ]
    };
    Frame { nav: Some(head(ui, chrome, view)), tabs: true, ..Frame::new(children![stack(body)]) }
}

/// The city, the title, the entry of the elder mode, and the search.
fn head(ui: Ui, chrome: &Chrome, view: &home::View) -> El {
    let (name, label) = match &view.city {
        Some(city) => {
            let name = local(ui, &city.name);
            let label = ui.fill(key::HOME_CITY, &[("city", &name)]);
            (name, label)
        }
        None => (ui.t(key::HOME_NO_CITY), ui.t(key::HOME_NO_CITY)),
    };
    let city = el("a")
        .class("home-head__city")
        .attr("href", ui.href(&Route::Cities))
        .attr("aria-label", label)
        .child(icon(Icon::Location))
        .child(span("home-head__name").text(name))
        // A name that comes may be longer: nothing that was there before stands behind it.
        .maybe_child(view.city.as_ref().map(|_| icon(Icon::Down)));
    let elder = chrome.settings.text_size == TextSize::Elder;
    let (size, text) =
        if elder { (TextSize::Standard, key::HOME_ELDER_OFF) } else { (TextSize::Elder, key::HOME_ELDER) };
    let elder = el("button")
        .class("home-head__elder")
        .attr("type", "button")
        .on_click(ui.on(Event::Settings(Chosen::TextSizeChosen(size))))
        .child(span("home-head__name").text(ui.t(text)));
    div("home-head")
        .child(
            div("home-head__row")
                // First, so that it does not move when the city's name comes.
                .child(
                    el("h1")
                        .class("home-head__title")
                        .attr("id", "page-title")
                        .attr("tabindex", "-1")
                        .text(ui.t(key::HOME_TITLE)),
                )
                .child(city)
                .child(elder),
        )
        .child(search_field(SearchField {
            id: "home-search-field".into(),
            label: ui.t(key::HOME_SEARCH),
            value: view.query.clone().into(),
            on_input: Some(on_input(move |text| {
                ui.send(Event::Home(home::Event::SearchTyped(text)));
            })),
        }))
}

fn grid(ui: Ui, chrome: &Chrome, view: &home::View) -> El {
    let mut tiles = vec![Tile {
        icon: Icon::Apps,
        text: ui.t(key::CENTER_TITLE),
        action: ui.link(&Route::Center),
        guide: chrome.guide,
    }];
    let name = ui.t(key::HOME_SERVICES);
    let (grid, slow) = match ready(ui, &view.services, Shape::Cells(4)) {
        Ok(services) => {
            tiles.extend(services.iter().take(SHOWN).map(|service| tile(ui, service)));
            (tile_grid(name, tiles, 0), nothing())
        }
        Err(_) if matches!(view.services, LoadView::Loading { .. }) => {
            (tile_grid(name, tiles, SHOWN), loading(ui, view))
        }
        Err(failed) => (failed, nothing()),
    };
    section_with(Section {
        action: Some(link(ui.t(key::HOME_ALL), ui.href(&Route::Center))),
        ..Section::new(ui.t(key::HOME_SERVICES), children![grid, slow])
    })
}

/// What is said while the services are on their way: their places are there.
fn loading(ui: Ui, view: &home::View) -> El {
    let slow = matches!(view.services, LoadView::Loading { slow: true });
    let said = hidden(ui.t(key::COMMON_LOADING)).attr("role", "status");
    if slow { slow_notice(ui.t(key::COMMON_SLOW)) } else { said }
}

fn tile(ui: Ui, service: &Service) -> Tile {
    let why = |key: Key| Action::off(ui.t(key));
    let action = match open(ui, service) {
        Some(action) => action,
        None if wording::is_online(service.availability) => why(key::SERVICE_NOT_HERE),
        None => Action::off(wording::availability(ui, service.availability).1),
    };
    Tile { icon: wording::service_icon(service), text: wording::service(ui, service), action, guide: false }
}

/// Opens a service that can be had here, and remembers that it was opened.
pub(super) fn open(ui: Ui, service: &Service) -> Option<Action> {
    if wording::is_online(service.availability) { open_by_id(ui, &service.id) } else { None }
}

fn open_by_id(ui: Ui, id: &str) -> Option<Action> {
    let route = wording::service_route(id)?;
    let opened = Chosen::ServiceOpened(id.to_owned());
    Some(Action::link_also(ui.href(&route), ui.on(Event::Settings(opened))))
}

/// A row for a service: how it can be had, and why not here.
pub(in crate::ui::pages) fn row(ui: Ui, service: &Service, guide: bool) -> El {
    let action = open(ui, service).unwrap_or_else(|| why_not(ui, service.availability, service.reason.as_ref()));
    let live = action.is_live();
    let here = live || !wording::is_online(service.availability);
    cell(Cell {
        icon: Some(wording::service_icon(service)),
        tag: here.then(|| wording::availability(ui, service.availability)),
        action,
        guide,
        ..Cell::new(wording::service(ui, service))
    })
}

/// Why something cannot be had here: the backend's reason; else, of what could be had
/// online, that this app has no page for it.
pub(super) fn why_not(ui: Ui, availability: Availability, reason: Option<&Text>) -> Action {
    match reason {
        Some(reason) => Action::off(local(ui, reason)),
        None if wording::is_online(availability) => Action::off(ui.t(key::SERVICE_NOT_HERE)),
        // The mark beside it says it all.
        None => Action::none(),
    }
}

fn recent(ui: Ui, view: &home::View) -> El {
    let rows: Children = view
        .recent
        .iter()
        .filter_map(|id| {
            let (action, name) = match &view.services {
                LoadView::Ready(services) => {
                    let service = services.iter().find(|s| s.id == *id)?;
                    (open(ui, service)?, wording::service(ui, service))
                }
                // What was opened before is shown at once: it is rare that a city takes a service back.
                LoadView::Loading { .. } => (open_by_id(ui, id)?, wording::service_by_id(ui, id)?),
                LoadView::Failed(_) => return None,
            };
            Some(cell(Cell { icon: Some(Icon::Clock), action, ..Cell::new(name) }))
        })
        .collect();
    if rows.is_empty() {
        return nothing();
    }
    section(ui.t(key::HOME_RECENT), children![cell_group(rows)])
}
