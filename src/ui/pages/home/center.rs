//! Citizen Center: every service of the city, by category, with how it can be had.

use crate::words::SharedString;
use journey::Route;
use journey::domain::{Outlet, Service};
use journey::steps::home;
use journey::view::Chrome;

use crate::ui::Ui;
use crate::ui::components::{
    Empty, Icon, Shape, cell_group, disclosure, empty, lead, nav_action, nothing, secondary, section, stack,
};
use crate::ui::pages::common::{Frame, local, outlet, ready};
use crate::ui::pages::{home as start, wording};
use crate::ui::vdom::{Children, El, children};
use crate::words::key;

/// Draws the Citizen Center.
pub fn draw(ui: Ui, chrome: &Chrome, view: &home::View) -> Frame {
    let city = view.city.as_ref().map(|city| local(ui, &city.name)).unwrap_or_default();
    let body = match ready(ui, &view.services, Shape::Cells(6)) {
        Ok(services) if services.is_empty() => empty(Empty {
            icon: Icon::Apps,
            title: ui.t(key::HOME_EMPTY),
            text: ui.t(key::HOME_EMPTY_TEXT),
            action: Some(secondary(ui.t(key::CENTER_CITY), ui.link(&Route::Cities))),
        }),
        Ok(services) => {
            let mut all = children![lead(ui.fill(key::CENTER_LEAD, &[("city", &city)]))];
            for (id, name) in wording::category(ui) {
                let of: Vec<&Service> = services.iter().filter(|s| wording::category_of(s) == id).collect();
                all.push(category(ui, chrome, name, &of));
            }
            stack(all)
        }
        Err(instead) => instead,
    };
    let change = nav_action(Some(Icon::Location), ui.t(key::CENTER_CITY), ui.link(&Route::Cities));
    Frame { nav_action: Some(change), tabs: true, ..Frame::new(children![body]) }
}

fn category(ui: Ui, chrome: &Chrome, name: SharedString, services: &[&Service]) -> El {
    if services.is_empty() {
        return nothing();
    }
    let rows = services
        .iter()
        .map(|service| start::row(ui, service, chrome.guide && service.id == "social_security"))
        .collect();
    let mut children = children![cell_group(rows)];
    children.extend(outlets(ui, services.iter().filter_map(|s| s.outlet.as_ref())));
    section(name, children)
}

/// The counters to go to, each once.
pub(in crate::ui::pages) fn outlets<'a>(ui: Ui, all: impl Iterator<Item = &'a Outlet>) -> Children {
    let mut seen: Vec<&Outlet> = Vec::new();
    for one in all {
        if !seen.contains(&one) {
            seen.push(one);
        }
    }
    seen.into_iter()
        .map(|one| {
            let name = local(ui, &one.name);
            disclosure(ui.fill(key::CENTER_OUTLET, &[("name", &name)]), children![outlet(ui, one)])
        })
        .collect()
}
