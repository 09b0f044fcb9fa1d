//! The page that is painted before the app is there, drawn by the app's own pages: `web/first/home.html` is Home as it is drawn
//! first, `web/first/page.html` the frame of any other page. Words stand in them as `{key}`, what is there at times only
//! between `{?fact}` and `{/}`; `web/first/paint.mjs` fills them in.

use journey::view::{Chrome, Screen, View};
use journey::{LoadView, Route, Settings};

use super::components::{Shape, skeleton};
use super::pages::common::{self, Frame};
use super::pages::draw;
use super::vdom::{children, still};
use super::{Ui, testing};
use crate::words::{Words, key};

/// The screens that anybody sees, beside Home.
const PUBLIC: [Route; 8] = [
    Route::Center,
    Route::Cities,
    Route::SocialSecurity,
    Route::Settings,
    Route::About,
    Route::Help,
    Route::Characteristics,
    Route::Law,
];

/// A door to words each of which is its own key.
pub(in crate::ui) fn door() -> Ui {
    let words: serde_json::Map<String, serde_json::Value> = serde_json::from_str(testing::CHINESE.1).unwrap();
    let keys = words.iter().filter(|(_, word)| word.is_string());
    let keys: serde_json::Map<_, _> = keys.map(|(key, _)| (key.clone(), format!("{{{key}}}").into())).collect();
    let words = Words::parse(&serde_json::Value::from(keys).to_string()).unwrap();
    testing::door("zh-CN", words, 0)
}

pub(in crate::ui) fn chrome(route: Route) -> Chrome {
    Chrome {
        back: (route != Route::Home).then_some(Route::Home),
        demo: true,
        settings: Settings { recent: vec!["social_security".to_owned()], ..Settings::default() },
        ..testing::chrome(route, "zh-CN")
    }
}

/// Marks a part of a page, from one text up to another, as one that is there only when a fact holds.
fn at_times(page: &str, fact: &str, from: &str, to: &str) -> String {
    let (before, rest) = page.split_once(from).unwrap_or_else(|| panic!("{from} in {page}"));
    let (part, after) = rest.split_once(to).unwrap_or_else(|| panic!("{to} after {from}"));
    format!("{before}{{?{fact}}}{from}{part}{{/}}{to}{after}")
}

fn home() -> String {
    let chrome = chrome(Route::Home);
    let view = journey::steps::home::View {
        city: None,
        services: LoadView::Loading { slow: false },
        query: String::new(),
        search: LoadView::Loading { slow: false },
        recent: chrome.settings.recent.clone(),
    };
    let page = still(&draw(door(), &View { screen: Screen::Home(view), chrome }));
    let page = at_times(&page, "demo", "<div class=\"ribbon\">", "<div class=\"home-head\">");
    let elder = "{?standard}{home.elder}{/}{?elder}{home.elder-off}{/}";
    assert!(page.contains("{home.elder}"));
    let page = page.replace("{home.elder}", elder);
    let recent = "<section class=\"section\"><div class=\"section__head\"><h2 class=\"section__title\">{home.recent}";
    at_times(
        &page,
        "recent",
        recent,
        "<section class=\"section\"><div class=\"section__head\"><h2 class=\"section__title\">{home.mine}",
    )
}

fn page() -> String {
    let ui = door();
    let title = "{title}";
    let frame = Frame { tabs: true, ..Frame::new(children![skeleton(Shape::Cells(6), ui.t(key::COMMON_LOADING))]) };
    let page = still(&common::frame(ui, &chrome(Route::Settings), "", title.into(), frame));
    // A title is a word where the address alone says which page it is: who is not signed in signs in on a personal one.
    let titles = PUBLIC.iter().map(|route| format!("{{?{route}}}{{{}.title}}{{/}}", route.name()));
    let bone = "{?bone}<span class=\"bone first-title\"></span>{/}".to_owned();
    let page = page.replace("{title}", &titles.chain([bone]).collect::<String>());
    let page = at_times(&page, "demo", "<div class=\"ribbon\">", "<div class=\"nav-bar\">");
    // The way back is the app's to know.
    let page = page.replace("class=\"nav-bar__back\" data-to=\"/\"", "class=\"nav-bar__back\"");
    let (before, tabs) = page.split_once("<nav class=\"tab-bar\"").unwrap();
    let (tabs, after) = tabs.split_once("</nav>").unwrap();
    format!("{before}{{?tabs}}<nav class=\"tab-bar\"{tabs}</nav>{{/}}{after}")
}

/// Whoever changes Home or the frame runs this twice.
#[test]
fn what_is_painted_first_is_what_the_app_draws() {
    let made =
        [("web/first/home.html", home()), ("web/first/page.html", page())].map(|(path, made)| (path, made + "\n"));
    // The script reads tags and texts, not character references.
    assert!(made.iter().all(|(_, made)| !made.contains('&')));
    let old: Vec<_> =
        made.iter().filter(|(path, made)| std::fs::read_to_string(path).ok().as_ref() != Some(made)).collect();
    for (path, made) in &old {
        std::fs::write(path, made).unwrap();
    }
    let old: Vec<_> = old.iter().map(|(path, _)| path).collect();
    assert!(old.is_empty(), "{old:?} out of date, and written anew: look at it, and run this again");
}
