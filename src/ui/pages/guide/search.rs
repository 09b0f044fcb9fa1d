//! What a search on Home finds: the services of the city, and the app's own pages. It knows other words for them, in both
//! languages and in pinyin (`search.…` in the locales, with `|` between).

use journey::Route;
use journey::domain::{ApplicationKind, Text, finds, fold, nearly_finds};
use journey::steps::home::View;
use journey::view::Chrome;
use journey::{LoadView, Stage};

use crate::ui::Ui;
use crate::ui::components::{Cell, Empty, Icon, Shape, cell, cell_group, empty, hidden, small, stack};
use crate::ui::pages::common::{call_help, ready};
use crate::ui::pages::{home, wording};
use crate::ui::vdom::{Children, El, children, div};
use crate::words::{Key, key};

/// The app's own pages: title, other words for it, icon, address.
const OWN: [(Key, Key, Icon, Route); 16] = [
    (key::CARD_TITLE, key::SEARCH_CARD, Icon::Card, Route::Card),
    (key::RECORD_TITLE, key::SEARCH_RECORD, Icon::Chart, Route::Record { insurance: None, year: None }),
    (key::RECORD_CARD, key::SEARCH_CARD_SERVICES, Icon::Edit, Route::CardServices),
    (key::KIND_REPORT_LOSS, key::SEARCH_LOSS, Icon::Warning, apply(ApplicationKind::ReportLoss)),
    (key::KIND_STOP_CONTRIBUTIONS, key::SEARCH_STOP, Icon::Stop, apply(ApplicationKind::StopContributions)),
    (key::KIND_RESUME_CONTRIBUTIONS, key::SEARCH_RESUME, Icon::Refresh, apply(ApplicationKind::ResumeContributions)),
    (key::CARD_SERVICE_CANCEL, key::SEARCH_CANCEL, Icon::Stop, Route::Cancellation),
    (key::HOME_APPLICATIONS, key::SEARCH_APPLICATIONS, Icon::List, Route::Applications),
    (key::KIND_UNLINK_CARD, key::SEARCH_UNLINK, Icon::Phone, apply(ApplicationKind::UnlinkCard)),
    (key::SESSIONS_TITLE, key::SEARCH_SESSIONS, Icon::Phone, Route::Sessions),
    (key::ME_TITLE, key::SEARCH_ME, Icon::User, Route::Me),
    (key::SETTINGS_TITLE, key::SEARCH_SETTINGS, Icon::Settings, Route::Settings),
    (key::CITIES_TITLE, key::SEARCH_CITIES, Icon::City, Route::Cities),
    (key::ACCESS_LOG_TITLE, key::SEARCH_ACCESS, Icon::Eye, Route::AccessLog),
    (key::HOME_HELP, key::SEARCH_HELP, Icon::Question, Route::Help),
    (key::LAW_TITLE, key::SEARCH_LAW, Icon::Book, Route::Law),
];

/// Other words for the services that the app knows.
const SERVICES: [(&str, Key); 15] = [
    ("social_security", key::SEARCH_SOCIAL_SECURITY),
    ("benefit_check", key::SEARCH_BENEFIT_CHECK),
    ("flexible_registration", key::SEARCH_FLEXIBLE_REGISTRATION),
    ("unemployment_benefit", key::SEARCH_UNEMPLOYMENT_BENEFIT),
    ("medical_voucher", key::SEARCH_MEDICAL_VOUCHER),
    ("medical_transfer", key::SEARCH_MEDICAL_TRANSFER),
    ("hospital_booking", key::SEARCH_HOSPITAL_BOOKING),
    ("housing_fund", key::SEARCH_HOUSING_FUND),
    ("public_rental", key::SEARCH_PUBLIC_RENTAL),
    ("transit_card", key::SEARCH_TRANSIT_CARD),
    ("driving_licence", key::SEARCH_DRIVING_LICENCE),
    ("residence_permit", key::SEARCH_RESIDENCE_PERMIT),
    ("marriage_booking", key::SEARCH_MARRIAGE_BOOKING),
    ("business_registration", key::SEARCH_BUSINESS_REGISTRATION),
    ("tax", key::SEARCH_TAX),
];

const fn apply(kind: ApplicationKind) -> Route {
    Route::Apply { kind, stage: Stage::Eligibility }
}

/// The rows of what is found by its names.
fn rows(ui: Ui, view: &View, is_found: &dyn Fn(&[&str]) -> bool) -> Children {
    let mut rows = children![];
    if let LoadView::Ready(services) = &view.services {
        rows.extend(services.iter().filter_map(|service| {
            let name = wording::service(ui, service);
            let words = SERVICES.iter().find(|(id, _)| *id == service.id).map(|(_, words)| ui.t(*words));
            let own = service.name.iter().flat_map(Text::values);
            let names: Vec<&str> = own.chain([&*name]).chain(words.as_deref()).collect();
            is_found(&names).then(|| home::row(ui, service, false))
        }));
    }
    for (title, words, icon, route) in OWN {
        let title = ui.t(title);
        if is_found(&[&title, &ui.t(words)]) {
            rows.push(cell(Cell { icon: Some(icon), action: ui.link(&route), ..Cell::new(title) }));
        }
    }
    rows
}

/// Draws what was found, or else what may have been meant.
pub fn draw(ui: Ui, chrome: &Chrome, view: &View) -> El {
    let query = view.query.trim();
    // Signs alone are in no name.
    let says_nothing = fold(query).is_empty();
    let mut rows_found = rows(ui, view, &|names| !says_nothing && finds(query, names));
    if rows_found.is_empty() {
        rows_found = rows(ui, view, &|names| nearly_finds(query, names));
    }
    // Of services that have not come nothing is known: not that there is none.
    let services = ready(ui, &view.services, Shape::Cells(4)).err();
    if rows_found.is_empty() {
        return services.unwrap_or_else(|| none(ui, chrome, query));
    }
    let found = ui.plural(key::HOME_FOUND, u32::try_from(rows_found.len()).unwrap_or(u32::MAX));
    let mut all = children![
        // Said to those who do not see the list change.
        div("home-found").attr("role", "status").child(small(found)),
        hidden(ui.t(key::HOME_RESULTS)),
        cell_group(rows_found),
    ];
    all.extend(services);
    stack(all)
}

fn none(ui: Ui, chrome: &Chrome, query: &str) -> El {
    empty(Empty {
        icon: Icon::Search,
        title: ui.fill(key::HOME_NONE, &[("query", query)]),
        text: ui.t(key::HOME_NONE_TEXT),
        action: Some(call_help(ui, chrome)),
    })
}

#[cfg(test)]
mod tests {
    use super::draw;
    use crate::ui::Ui;
    use crate::ui::testing::{CHINESE, ENGLISH, chrome, ui};
    use crate::ui::vdom::html;
    use crate::words::key;
    use contract::city::Services;
    use journey::domain::{Availability, Service, Text};
    use journey::steps::home::View;
    use journey::{Failure, FailureKind, Items, LoadView, Route, Shared};

    fn service(id: &str, zh: &str, en: &str) -> Service {
        let (id, category) = (id.to_owned(), "social".to_owned());
        let (availability, name) = (Availability::Online, Some(Text::new(zh, en)));
        Service { id, name, category, availability, reason: None, outlet: None }
    }

    /// What a search shows, of a city with three services.
    fn found(ui: Ui, query: &str) -> String {
        let items = vec![
            service("social_security", "社保", "Social Security"),
            service("hospital_booking", "预约挂号", "Hospital booking"),
            service("x_ferry", "渡轮年票", "Ferry pass"),
        ];
        let services = Services { city: "c".to_owned(), items };
        shown(ui, query, LoadView::Ready(Items::of(&Shared::new(services))))
    }

    fn shown(ui: Ui, query: &str, services: LoadView<Items<Services>>) -> String {
        let chrome = chrome(Route::Home, &ui.tag());
        let query = query.to_owned();
        let view = View { city: None, services, query, search: LoadView::Ready(()), recent: Vec::new() };
        html(&draw(ui, &chrome, &view))
    }

    #[test]
    fn other_words_pinyin_and_the_other_language_are_known() {
        for ui in [ui(CHINESE), ui(ENGLISH)] {
            for (query, place) in [
                ("停保", "#/apply/stop-contributions"),
                ("停止缴费", "#/apply/stop-contributions"),
                ("TINGBAO", "#/apply/stop-contributions"),
                ("stop", "#/apply/stop-contributions"),
                ("挂失", "#/apply/report-loss"),
                ("gua shi", "#/apply/report-loss"),
                ("ＬＯＳＴ", "#/apply/report-loss"),
                ("养老", "#/record"),
                ("yǎng lǎo", "#/record"),
                ("pension", "#/record"),
                ("社保卡", "#/card"),
                ("she'bao'ka", "#/card"),
                ("large text", "#/settings"),
                ("大 字", "#/settings"),
                ("注销", "#/card/cancellation"),
                ("社保卡挂失", "#/apply/report-loss"),
                ("怎么停保", "#/apply/stop-contributions"),
                ("注销社保卡", "#/card/cancellation"),
                ("lost my card", "#/apply/report-loss"),
                ("how to stop paying", "#/apply/stop-contributions"),
                ("解除关联", "#/apply/unlink-card"),
                ("补缴", "#/record"),
                ("退出登录", "#/me"),
                ("登录设备", "#/sessions"),
            ] {
                let shown = found(ui, query);
                assert!(shown.contains(&format!("href=\"{place}")), "{query}: {shown}");
            }
            for (query, name) in [("guahao", key::SERVICE_HOSPITAL_BOOKING), ("doctor", key::SERVICE_HOSPITAL_BOOKING)]
            {
                assert!(found(ui, query).contains(&*ui.t(name)), "{query}");
            }
            // Of what the app has no words for, the backend's name in any language.
            assert!(found(ui, "ferry").contains(if &*ui.tag() == "en" { "Ferry pass" } else { "渡轮年票" }));
        }
    }

    #[test]
    fn nothing_found_offers_the_help_line() {
        let ui = ui(CHINESE);
        for query in ["qqqq", "？", "'"] {
            let shown = found(ui, query);
            let none = format!("没有找到“{query}”");
            assert!(shown.contains(&none) && shown.contains("href=\"tel:12333\""), "{shown}");
        }
    }

    #[test]
    fn services_that_have_not_come_are_not_said_to_be_missing() {
        let ui = ui(ENGLISH);
        let failure = Failure::new(FailureKind::NeverSent, "C-1");
        for (services, instead) in [
            (LoadView::Loading { slow: false }, ui.t(key::COMMON_LOADING)),
            (LoadView::Failed(failure), ui.t(key::COMMON_RETRY)),
        ] {
            let none = shown(ui, "qqqq", services.clone());
            assert!(none.contains(&*instead) && !none.contains("qqqq"), "{none}");
            let own = shown(ui, "pension", services);
            assert!(own.contains(&*instead) && own.contains("href=\"#/record\""), "{own}");
        }
    }
}
