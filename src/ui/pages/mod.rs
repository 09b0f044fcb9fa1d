//! The pages, one file per step of the journey. A page is a plain function from a view,
//! which is plain data, to what is drawn.

pub mod apply;
pub mod card;
pub mod common;
pub mod demo;
pub mod guide;
pub mod home;
pub mod wording;

use crate::words::SharedString;
use journey::view::{Screen, View};
use journey::{Route, Stage};

use crate::ui::Ui;
use crate::ui::vdom::El;
use crate::words::key;
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
        Screen::AskingWho(who) => {
            asking::draw(ui, chrome, who, route_id(&chrome.route), route_title(ui, &chrome.route))
        }
    }
}

/// Which page a view is: the focus goes to the heading when this changes.
pub fn id(view: &View) -> &'static str {
    match &view.screen {
        Screen::SignIn(_) => "sign-in",
        Screen::NotFound => "not-found",
        Screen::Apply(it) => apply::id(it),
        _ => route_id(&view.chrome.route),
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

fn route_id(route: &Route) -> &'static str {
    match route {
        Route::Home => "home",
        Route::Center => "center",
        Route::Cities => "cities",
        Route::SocialSecurity => "social-security",
        Route::Card => "card",
        Route::Record { .. } => "record",
        Route::Month { .. } => "month",
        Route::CardServices => "card-services",
        Route::Cancellation => "cancellation",
        Route::Intent => "intent",
        Route::Apply { stage, .. } => apply::stage_id(*stage),
        Route::Receipt(_) => "receipt",
        Route::Applications => "applications",
        Route::Application(_) => "application",
        Route::Withdraw(_) => "withdraw",
        Route::AccessLog => "access-log",
        Route::Me => "me",
        Route::Settings => "settings",
        Route::About => "about",
        Route::Help => "help",
        Route::Characteristics => "characteristics",
        Route::Law => "law",
        Route::Demo => "demo",
        Route::Gallery => "gallery",
        Route::NotFound(_) => "not-found",
    }
}

fn route_title(ui: Ui, route: &Route) -> SharedString {
    ui.t(match route {
        Route::Home => key::HOME_TITLE,
        Route::Center => key::CENTER_TITLE,
        Route::Cities => key::CITIES_TITLE,
        Route::SocialSecurity => key::SOCIAL_SECURITY_TITLE,
        Route::Card => key::CARD_TITLE,
        Route::Record { .. } => key::RECORD_TITLE,
        Route::Month { month, .. } => return common::month(ui, *month),
        Route::CardServices => key::CARD_SERVICES_TITLE,
        Route::Cancellation => key::CANCELLATION_TITLE,
        Route::Intent => key::APPLY_TITLE,
        Route::Apply { stage, .. } => match stage {
            Stage::Eligibility => key::APPLY_ELIGIBILITY_TITLE,
            Stage::Consequences => key::APPLY_CONSEQUENCES_TITLE,
            Stage::Details => key::APPLY_DETAILS_TITLE,
            Stage::Review => key::APPLY_REVIEW_TITLE,
            Stage::Verify => key::APPLY_VERIFY_TITLE,
            Stage::Confirm => key::APPLY_CONFIRM_TITLE,
        },
        Route::Receipt(_) => key::RECEIPT_TITLE,
        Route::Applications => key::APPLICATIONS_TITLE,
        Route::Application(_) => key::APPLICATIONS_ONE,
        Route::Withdraw(_) => key::WITHDRAW_TITLE,
        Route::AccessLog => key::ACCESS_LOG_TITLE,
        Route::Me => key::ME_TITLE,
        Route::Settings => key::SETTINGS_TITLE,
        Route::About => key::ABOUT_TITLE,
        Route::Help => key::HELP_TITLE,
        Route::Characteristics => key::CHARACTERISTICS_TITLE,
        Route::Law => key::LAW_TITLE,
        Route::Demo => key::DEMO_TITLE,
        Route::Gallery => key::APP_NAME,
        Route::NotFound(_) => key::NOT_FOUND_TITLE,
    })
}
