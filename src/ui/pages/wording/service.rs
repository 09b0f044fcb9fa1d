//! The services of a city. The app has words, an icon and perhaps a page for the ids it
//! knows; for any other it shows what the backend says.

use crate::words::SharedString;
use journey::Route;
use journey::domain::Service;

use super::super::common::local;
use crate::ui::Ui;
use crate::ui::components::Icon;
use crate::words::Key;

/// Name of a service: the backend's own, else the app's.
pub fn service(ui: Ui, service: &Service) -> SharedString {
    service_by_id(ui, &service.id)
        .unwrap_or_else(|| service.name.as_ref().map_or_else(|| service.id.as_str().into(), |name| local(ui, name)))
}

/// The app's own name of a service, if it has one.
pub fn service_by_id(ui: Ui, id: &str) -> Option<SharedString> {
    let key = Key::of(&["service.", id].concat());
    ui.has(key).then(|| ui.t(key))
}

/// Icon of a service.
pub fn service_icon(service: &Service) -> Icon {
    match service.id.as_str() {
        "social_security" => Icon::Shield,
        "medical_voucher" => Icon::Qr,
        "medical_transfer" => Icon::Outside,
        "housing_fund" => Icon::Bank,
        "residence_permit" => Icon::Location,
        "transit_card" => Icon::Card,
        "benefit_check" => Icon::CheckCircle,
        "flexible_registration" => Icon::Edit,
        "public_rental" => Icon::Home,
        "marriage_booking" => Icon::Heart,
        "tax" => Icon::Yuan,
        _ => match service.category.as_str() {
            "social" => Icon::Umbrella,
            "medical" => Icon::Medical,
            "housing" => Icon::City,
            "transport" => Icon::Car,
            "family" => Icon::People,
            "business" => Icon::Briefcase,
            _ => Icon::File,
        },
    }
}

/// The page of a service, if the app has one.
pub fn service_route(id: &str) -> Option<Route> {
    (id == "social_security").then_some(Route::SocialSecurity)
}

/// The categories, in the order to show them.
const CATEGORIES: [&str; 7] = ["social", "medical", "housing", "transport", "family", "business", "other"];

/// The names of the categories, in order, with their ids.
pub fn category(ui: Ui) -> Vec<(&'static str, SharedString)> {
    CATEGORIES.iter().map(|id| (*id, ui.t(Key::of(&["category.", id].concat())))).collect()
}

/// The category to show a service in.
pub fn category_of(service: &Service) -> &'static str {
    CATEGORIES.into_iter().find(|id| *id == service.category).unwrap_or("other")
}
