//! The pages, one file per step of the journey. A page is a plain function from a view,
//! which is plain data, to what is drawn.

pub mod account;
pub mod apply;
pub mod card;
pub mod common;
pub mod demo;
pub mod guide;
pub mod home;
pub mod wording;

use crate::ui::Ui;
use crate::ui::vdom::El;
use crate::words::{Key, SharedString, key};
use account::sign_in;
use common::Frame;
use home::{asking, not_found};
use journey::steps::account::idle::Warning;
use journey::view::{Chrome, Screen, View};
use journey::{Part, Route};

/// What is there from the start is no beginning of a part.
macro_rules! whole {
    ($part:ident $id:literal, $($function:tt)*) => { $($function)* };
}

macro_rules! pages {
    ($($make:ident)::+, $part:ident $in_part:ident, $(
        $(#[$doc:meta])*
        $variant:ident $({ $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })? $(($id:ident: $id_type:ty))?
        named $name:expr, in $($page:ident)::+, at $address:literal, $access:ident, below $above:expr
        $(, loads |$model:ident| $loads:expr)?
        $(, draws $view:ty = |$it:ident| $draws:expr)?;
    )*) => {
        $($make)::+! { $part "03",
            /// The page of this part that the table of screens names, or that for signing in.
            #[allow(unused_variables, reason = "pages of other parts are not drawn here")]
            fn $in_part(ui: Ui, chrome: &Chrome, screen: &Screen) -> Frame {
                match screen {
                    $(Screen::$variant $(($it))? => journey::part!($part [$($page)+] {
                        $($page::)+draw(ui, chrome $(, $it)?)
                    } { not_found::draw(ui, chrome) }),)*
                    Screen::SignIn(it) => journey::part!($part [account] {
                        sign_in::draw(ui, chrome, it)
                    } { not_found::draw(ui, chrome) }),
                    // What stands in the place of any page is drawn by `page`.
                    Screen::NotFound | Screen::Arriving(_) | Screen::AskingWho(_) => not_found::draw(ui, chrome),
                }
            }
        }
    };
}

macro_rules! pages_of_each_part {
    ($($rows:tt)*) => {
        pages!(whole, home home_page, $($rows)*);
        pages!(parts::split, account account_page, $($rows)*);
        pages!(parts::split, card card_page, $($rows)*);
        pages!(parts::split, apply apply_page, $($rows)*);
        pages!(parts::split, guide guide_page, $($rows)*);
        pages!(parts::split, demo demo_page, $($rows)*);
    };
}
journey::screens!(pages_of_each_part);

parts::split! { account "04",
    /// What is said over a page before the session ends.
    fn session_end(ui: Ui, warning: &Warning) -> El {
        account::session_end::draw(ui, warning)
    }
}

/// The page of a view, or what stands in the place of one.
fn page(ui: Ui, chrome: &Chrome, screen: &Screen) -> Frame {
    let part = match screen {
        Screen::Arriving(wait) | Screen::AskingWho(wait) => return asking::draw(ui, chrome, wait),
        Screen::NotFound => return not_found::draw(ui, chrome),
        Screen::SignIn(_) => Some(Part::Account),
        _ => chrome.route.part(),
    };
    match part {
        None => home_page(ui, chrome, screen),
        Some(Part::Account) => account_page(ui, chrome, screen),
        Some(Part::Card) => card_page(ui, chrome, screen),
        Some(Part::Apply) => apply_page(ui, chrome, screen),
        Some(Part::Guide) => guide_page(ui, chrome, screen),
        Some(Part::Demo) => demo_page(ui, chrome, screen),
    }
}

parts::split! { guide "04",
    /// What a search on Home found.
    fn search_results(ui: Ui, chrome: &Chrome, view: &journey::steps::home::View) -> El {
        guide::search::draw(ui, chrome, view)
    }
}

/// Draws the page of a view.
pub fn draw(ui: Ui, view: &View) -> El {
    #[cfg(any(debug_assertions, feature = "gallery"))]
    if view.screen == Screen::Gallery {
        return demo::gallery::gallery();
    }
    let mut frame = page(ui, &view.chrome, &view.screen);
    if let Some(warning) = &view.chrome.warning {
        frame.over = Some(session_end(ui, warning));
    }
    common::frame(ui, &view.chrome, id(view), title(ui, view), frame)
}

/// Whether the page is that for signing in, which may be on its way.
fn is_sign_in(view: &View) -> bool {
    match view.screen {
        Screen::SignIn(_) => true,
        Screen::Arriving(_) => view.chrome.route.is_personal() && view.chrome.session.is_none(),
        _ => false,
    }
}

/// Which page a view is: the focus goes to the heading when this changes.
pub fn id(view: &View) -> &'static str {
    match &view.screen {
        _ if is_sign_in(view) => "sign-in",
        Screen::NotFound => "not-found",
        Screen::Apply(it) => apply::id(it),
        _ => view.chrome.route.name(),
    }
}

/// The title of a page: its heading, and the document's title.
pub fn title(ui: Ui, view: &View) -> SharedString {
    match &view.screen {
        _ if is_sign_in(view) => ui.t(key::SIGN_IN_TITLE),
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
mod truth_tests;

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
