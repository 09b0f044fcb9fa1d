//! The city picker.

use journey::domain::City;
use journey::steps::home::cities;
use journey::view::Chrome;
use journey::{Event, LoadView};

use crate::ui::Ui;
use crate::ui::components::{
    Action, Button, Cell, Dialog, Empty, Icon, IndexGroup, Kind, SearchField, Shape, button, cell, cell_group, dialog,
    empty, index_list, on_input, search_field, section, stack,
};
use crate::ui::pages::common::{Frame, call_help, local, ready};
use crate::ui::vdom::{El, children};
use crate::words::{DOT, SharedString, joined, key};

/// Draws the city picker.
pub fn draw(ui: Ui, chrome: &Chrome, view: &cities::View) -> Frame {
    let search = search_field(SearchField {
        id: "city-search".into(),
        label: ui.t(key::CITIES_SEARCH),
        value: view.query.clone().into(),
        on_input: Some(on_input(move |text| {
            ui.send(Event::Cities(cities::Event::SearchTyped(text)));
        })),
    });
    let list = match ready(ui, &view.cities, Shape::Cells(8)) {
        Ok(_) if !view.searches => everything(ui, view),
        Ok(found) if found.is_empty() => empty(Empty {
            icon: Icon::City,
            title: ui.fill(key::CITIES_NONE, &[("query", view.query.trim())]),
            text: ui.t(key::CITIES_NONE_TEXT),
            action: Some(call_help(ui, chrome)),
        }),
        Ok(found) => section(
            ui.t(key::CITIES_FOUND),
            children![cell_group(found.iter().map(|city| row(ui, view, city, true)).collect())],
        ),
        Err(instead) => instead,
    };
    Frame { over: view.confirm.as_ref().map(|city| ask(ui, view, city)), ..Frame::new(children![search, list]) }
}

fn everything(ui: Ui, view: &cities::View) -> El {
    let groups = view.index.iter().map(|group| {
        let cells = group.cities.iter().map(|city| row(ui, view, city, group.letter.is_some())).collect();
        let letter = group.letter.map_or_else(|| ui.t(key::CITIES_POPULAR), |letter| letter.to_string().into());
        IndexGroup { letter, cells }
    });
    let groups = groups.collect();
    let mut children = children![];
    if let Some(city) = &view.current {
        let now = cell(Cell {
            icon: Some(Icon::Location),
            extra: Some(local(ui, &city.region)),
            ..Cell::new(local(ui, &city.name))
        });
        children.push(section(ui.t(key::CITIES_CURRENT), children![cell_group(children![now])]));
    }
    children.push(index_list("city", ui.t(key::CITIES_INDEX), groups));
    stack(children)
}

/// The region only once for each city: two rows with the same description would have the
/// same ids.
fn row(ui: Ui, view: &cities::View, city: &City, with_region: bool) -> El {
    let chosen = view.current.as_ref().is_some_and(|current| current.id == city.id);
    let several = is_shared(ui, view, city);
    cell(Cell {
        // Of two cities of one name each says where it is, also to who hears the name alone.
        name: several.then(|| full_name(ui, city)),
        note: (with_region || several).then(|| local(ui, &city.region)),
        action: Action::run(ui.on(Event::Cities(cities::Event::CityTapped(city.id.clone())))),
        chosen: Some(chosen),
        ..Cell::new(local(ui, &city.name))
    })
    .key(city.id.clone())
}

/// The name of a city with that of its region.
fn full_name(ui: Ui, city: &City) -> SharedString {
    joined(&[&local(ui, &city.name), DOT, &local(ui, &city.region)])
}

/// Whether another city has that name.
fn is_shared(ui: Ui, view: &cities::View, city: &City) -> bool {
    let found = if let LoadView::Ready(found) = &view.cities { &**found } else { &[] };
    let mut all = view.index.iter().flat_map(|group| group.cities.iter()).chain(found);
    all.any(|other| other.id != city.id && local(ui, &other.name) == local(ui, &city.name))
}

fn ask(ui: Ui, view: &cities::View, city: &City) -> El {
    let name = if is_shared(ui, view, city) { full_name(ui, city) } else { local(ui, &city.name) };
    let values = [("city", &*name)];
    let tap = |event| ui.on(Event::Cities(event));
    dialog(Dialog {
        id: "city-ask",
        title: ui.fill(key::CITIES_ASK, &values),
        text: Some(ui.fill(key::CITIES_ASK_TEXT, &values)),
        children: children![],
        actions: children![
            button(Button {
                kind: Kind::Secondary,
                action: Action::run(tap(cities::Event::SwitchDismissed)),
                first: true,
                ..Button::new(ui.t(key::CITIES_STAY))
            }),
            button(Button {
                action: Action::run(tap(cities::Event::SwitchConfirmed)),
                ..Button::new(ui.t(key::CITIES_SWITCH))
            }),
        ],
        urgent: false,
        close: tap(cities::Event::SwitchDismissed),
    })
}
