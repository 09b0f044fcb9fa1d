//! The pages, one file per step of the journey. A page is a plain function from a view,
//! which is plain data, to what is drawn.

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
use common::Frame;
use home::{asking, not_found, sign_in};
use journey::Route;
use journey::view::{Chrome, Screen, View};

macro_rules! pages {
    ($(
        $(#[$doc:meta])*
        $variant:ident $({ $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })? $(($id:ident: $id_type:ty))?
        named $name:expr, in $($page:ident)::+, at $address:literal, $access:ident, below $above:expr
        $(, loads |$model:ident| $loads:expr)?
        $(, draws $view:ty = |$it:ident| $draws:expr)?;
    )*) => {
        /// The page of a view: that which the table of screens names, or what stands in the place of one.
        fn page(ui: Ui, chrome: &Chrome, screen: &Screen) -> Frame {
            match screen {
                $(Screen::$variant $(($it))? => $($page::)+draw(ui, chrome $(, $it)?),)*
                Screen::NotFound => not_found::draw(ui, chrome),
                Screen::SignIn(it) => sign_in::draw(ui, chrome, it),
                Screen::AskingWho(who) => asking::draw(ui, chrome, who),
            }
        }
    };
}
journey::screens!(pages);

/// Draws the page of a view.
pub fn draw(ui: Ui, view: &View) -> El {
    #[cfg(any(debug_assertions, feature = "gallery"))]
    if view.screen == Screen::Gallery {
        return demo::gallery::gallery();
    }
    let frame = page(ui, &view.chrome, &view.screen);
    common::frame(ui, &view.chrome, id(view), title(ui, view), frame)
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
