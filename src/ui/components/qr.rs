//! A QR code.

use crate::ui::vdom::{Children, El, div, el, svg};
use crate::words::SharedString;

/// A QR code.
#[derive(Default)]
pub struct Qr {
    /// Its dark modules as path data, one unit a module; none while it is hidden.
    pub path: SharedString,
    /// Its side in modules, without the quiet zone.
    pub size: u32,
    /// What it is for, to screen readers.
    pub label: SharedString,
    /// Below it: how long it is valid (see [`super::countdown`]), how to refresh it.
    pub below: Children,
    /// In its place when it is hidden, expired or loading: what is the matter, and a button.
    pub over: Option<Children>,
}

/// Draws the code on white, with its quiet zone of four modules, also in the dark look:
/// a scanner needs dark on light. The white is part of the drawing: an engine that makes
/// pages dark changes the grounds of elements, and leaves a drawing of this size alone.
pub fn qr(qr: Qr) -> El {
    let side = (qr.size + 8).to_string();
    let covered = qr.over.is_some();
    let drawing = svg("svg")
        .class("qr__code")
        .attr("viewBox", ["-4 -4 ", &side, " ", &side].concat())
        .attr("shape-rendering", "crispEdges")
        .attr("role", "img")
        .attr("aria-label", qr.label)
        .child(svg("path").class("qr__ground").attr("d", ["M-4-4h", &side, "v", &side, "h-", &side, "z"].concat()))
        .child(svg("path").attr("d", qr.path));
    let over = qr.over.map(|children| div("qr__over").children(children));
    el("div")
        .class("qr")
        .child(
            div("qr__paper")
                .child(div("qr__frame").class_if(covered, "qr__frame--covered").child(drawing))
                .maybe_child(over),
        )
        .child(div("qr__below").children(qr.below))
}
