//! A personal page while it is not known yet who is signed in.

use journey::view::Chrome;
use journey::{LoadView, Route};

use crate::ui::Ui;
use crate::ui::components::{Shape, nothing};
use crate::ui::pages::common::{Frame, ready};
use crate::ui::vdom::children;

/// Draws the wait, or why it could not be asked, under the title of the page wanted.
pub fn draw(ui: Ui, chrome: &Chrome, who: &LoadView<()>) -> Frame {
    let shape = if chrome.route == Route::Card { Shape::Card } else { Shape::Cells(6) };
    let body = match ready(ui, who, shape) {
        Ok(()) => nothing(),
        Err(instead) => instead,
    };
    let tabs = chrome.route == Route::Card;
    Frame { tabs, ..Frame::new(children![body]) }
}
