//! Which clicks the app follows itself, without loading the page anew.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

use super::{Mode, entry};

/// The path within the app that a click leads to; `None` where the browser is to follow it: another key held, another
/// target, another place. With [`Mode::Hash`] the browser follows every link but the one to the current address: some
/// engines (Firefox) drop the entry's state then, and tell nobody.
pub fn path_of_click(event: &Event, mode: Mode, base: &str) -> Option<String> {
    let mouse = event.dyn_ref::<MouseEvent>()?;
    let plain = mouse.button() == 0
        && !(mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key())
        && !event.default_prevented();
    let link = link_of(event)?;
    let ours = plain
        && (link.target().is_empty() || link.target() == "_self")
        && !link.has_attribute("download")
        && (mode != Mode::Hash || link.href() == entry::address());
    ours.then(|| path_of(event, mode, base))?
}

/// The path within the app of the link that something happens to.
pub fn path_of(event: &Event, mode: Mode, base: &str) -> Option<String> {
    let link = link_of(event)?;
    let location = entry::location()?;
    let here = Some(link.origin()) == location.origin().ok();
    let (path, hash) = (link.pathname(), link.hash());
    let path = match mode {
        Mode::Path => path.strip_prefix(base).filter(|_| hash.is_empty())?,
        Mode::Hash | Mode::Memory => hash.strip_prefix("#/").filter(|_| location.pathname().ok() == Some(path))?,
    };
    here.then(|| ["/", path].concat())
}

fn link_of(event: &Event) -> Option<HtmlAnchorElement> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("a[href]").ok()??.dyn_into().ok()
}
