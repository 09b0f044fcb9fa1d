//! An address that is none.

use journey::Route;
use journey::view::Chrome;

use crate::ui::Ui;
use crate::ui::components::{Empty, Icon, empty, primary};
use crate::ui::pages::common::Frame;
use crate::ui::vdom::children;
use crate::words::key;

/// Draws that there is no such page.
pub fn draw(ui: Ui, _: &Chrome) -> Frame {
    let body = empty(Empty {
        icon: Icon::LinkOff,
        title: ui.t(key::NOT_FOUND_TITLE),
        text: ui.t(key::NOT_FOUND_TEXT),
        action: Some(primary(ui.t(key::NOT_FOUND_HOME), ui.link(&Route::Home))),
    });
    Frame::new(children![body])
}
