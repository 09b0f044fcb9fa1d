//! The grid of services.

use super::action::Action;
use super::icon::{self, Icon};
use crate::ui::vdom::{El, div, el, span};
use crate::words::SharedString;

/// One service in the grid.
pub struct Tile {
    /// Its icon.
    pub icon: Icon,
    /// Its name.
    pub text: SharedString,
    /// Where it is. With [`Action::off`] the reason stands below the name.
    pub action: Action,
    /// The next tap of "guide me".
    pub guide: bool,
}

/// The grid: four in a row, fewer when the text is large. `label` names it. After the tiles there are places for as many
/// more as are still to come.
pub fn tile_grid(label: SharedString, tiles: Vec<Tile>, to_come: usize) -> El {
    // Empty places are for the eye only: a screen reader would announce a list without entries.
    let said = if tiles.is_empty() { ("aria-hidden", "true".into()) } else { ("aria-label", label) };
    let mut list = el("ul").class("tiles").class_if(to_come > 0, "bones").attr(said.0, said.1);
    for tile in tiles {
        let face = tile
            .action
            .el("tile")
            .class_if(tile.guide, "is-guided")
            .child(span("tile__icon").child(icon::draw(tile.icon)))
            .child(span("tile__text").text(tile.text))
            .maybe_child(tile.action.why().map(|why| span("tile__why").text(why)));
        list = list.child(el("li").maybe_key(tile.action.key()).class("tiles__item").child(face));
    }
    for _ in 0..to_come {
        let blank = div("tile is-blank").child(span("tile__icon")).child(span("tile__text bone"));
        list = list.child(el("li").key("to-come").class("tiles__item").attr("aria-hidden", "true").child(blank));
    }
    list
}
