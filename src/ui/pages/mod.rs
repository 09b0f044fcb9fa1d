//! The pages, one file per step of the journey. A page is a plain function from a view,
//! which is plain data, to what is drawn.

pub mod home;

pub mod card;

pub mod apply;

pub mod guide;

pub mod demo;

pub mod common;
pub mod wording;

use crate::words::SharedString;
use journey::Route;
use journey::view::{Screen, View};

use crate::ui::Ui;
use crate::ui::vdom::El;
use crate::words::{Key, key};
use apply::{applications, intent, receipt, withdraw};
use card::{access_log, cancellation, card_services, month, record};
use guide::{about, characteristics, help, law};
use home::{asking, center, cities, me, not_found, settings, sign_in, social_security};

/// Draws the page of a view.
pub fn draw(ui: Ui, view: &View) -> El {
    let chrome = &view.chrome;
    match &view.screen {
        Screen::Home(it) => home::draw(ui, chrome, it),
        Screen::Center(it) => center::draw(ui, chrome, it),
        Screen::Cities(it) => cities::draw(ui, chrome, it),
        Screen::SocialSecurity => social_security::draw(ui, chrome),
        Screen::Card(it) => card::draw(ui, chrome, it),
        Screen::Record(it) => record::draw(ui, chrome, it),
        Screen::Month(it) => month::draw(ui, chrome, it),
        Screen::CardServices(it) => card_services::draw(ui, chrome, it),
        Screen::Cancellation(it) => cancellation::draw(ui, chrome, it),
        Screen::Intent => intent::draw(ui, chrome),
        Screen::Apply(it) => apply::draw(ui, chrome, it),
        Screen::Receipt(it) => receipt::draw(ui, chrome, it),
        Screen::Applications(it) => applications::draw(ui, chrome, it),
        Screen::Application(it) => applications::one(ui, chrome, it),
        Screen::Withdraw(it) => withdraw::draw(ui, chrome, it),
        Screen::AccessLog(it) => access_log::draw(ui, chrome, it),
        Screen::Me(who) => me::draw(ui, chrome, who),
        Screen::Settings => settings::draw(ui, chrome),
        Screen::About => about::draw(ui, chrome),
        Screen::Help => help::draw(ui, chrome),
        Screen::Characteristics => characteristics::draw(ui, chrome),
        Screen::Law => law::draw(ui, chrome),
        Screen::Demo(it) => demo::draw(ui, chrome, it),
        #[cfg(any(debug_assertions, feature = "gallery"))]
        Screen::Gallery => demo::gallery::gallery(),
        #[cfg(not(any(debug_assertions, feature = "gallery")))]
        Screen::Gallery => not_found::draw(ui, chrome),
        Screen::NotFound => not_found::draw(ui, chrome),
        Screen::SignIn(it) => sign_in::draw(ui, chrome, it),
        Screen::AskingWho(who) => asking::draw(ui, chrome, who, chrome.route.name(), route_title(ui, &chrome.route)),
    }
}

/// Which page a view is: the focus goes to the heading when this changes.
pub fn id(view: &View) -> &'static str {
    match &view.screen {
        Screen::SignIn(_) => "sign-in",
        Screen::NotFound => "not-found",
        Screen::Apply(it) => apply::id(it),
        _ => view.chrome.route.name(),
    }
}

/// The title of a page: its heading, and the document's title.
pub fn title(ui: Ui, view: &View) -> SharedString {
    match &view.screen {
        Screen::SignIn(_) => ui.t(key::SIGN_IN_TITLE),
        Screen::NotFound => ui.t(key::NOT_FOUND_TITLE),
        Screen::Apply(it) => apply::title(ui, it),
        _ => route_title(ui, &view.chrome.route),
    }
}

fn route_title(ui: Ui, route: &Route) -> SharedString {
    match route {
        Route::Month { month, .. } => common::month(ui, *month),
        Route::Gallery => ui.t(key::APP_NAME),
        _ => ui.t(Key::title(route.name())),
    }
}

#[cfg(test)]
mod tests {
    use crate::words::{Key, Words};
    use journey::{Route, Stage};

    #[test]
    fn every_screen_has_a_title() {
        let words = Words::parse(include_str!("../../../locales/zh-CN.json")).unwrap();
        let screens = Route::ADDRESSES.iter().flat_map(|address| {
            let address =
                address.replace("{insurance}", "pension").replace("{year}", "2025").replace("{month}", "2025-03");
            let address = address.replace("{kind}", "cancel-card").replace("{id}", "AP1").replace("/{stage}", "");
            let route = Route::parse(&address);
            assert_eq!(route.to_string(), address);
            let stages = Stage::ALL.iter().filter(|_| matches!(route, Route::Apply { .. })).map(|stage| stage.name());
            std::iter::once(route.name()).chain(stages).collect::<Vec<_>>()
        });
        // A month's title is the month, and the gallery is not for the public.
        for name in screens.filter(|name| !["month", "gallery"].contains(name)) {
            assert!(words.has(Key::title(name)), "locales/zh-CN.json has no {name}.title");
        }
    }
}
