//! The grid of services.

use super::act::Go;
use super::icon::{self, Icon};
use crate::ui::vdom::{El, el, span};
use crate::words::SharedString;

/// One service in the grid.
pub struct Tile {
    /// Its icon.
    pub icon: Icon,
    /// Its name.
    pub text: SharedString,
    /// Where it is. With [`Go::Off`] the reason stands below the name.
    pub go: Go,
    /// The next tap of "guide me".
    pub guide: bool,
}

/// The grid: four in a row, fewer when the text is large. `label` names it.
pub fn tile_grid(label: SharedString, tiles: Vec<Tile>) -> El {
    let mut list = el("ul").class("tiles").attr("aria-label", label);
    for tile in tiles {
        let face = tile
            .go
            .el("tile")
            .class_if(tile.guide, "is-guided")
            .kid(span("tile__icon").kid(icon::draw(tile.icon)))
            .kid(span("tile__text").text(tile.text))
            .maybe(tile.go.why().map(|why| span("tile__why").text(why)));
        list = list.kid(el("li").class("tiles__item").kid(face));
    }
    list
}
