//! Lists of text, what can be opened, and a long list with an index.

use crate::words::SharedString;
use std::rc::Rc;

use crate::platform::focus;
use crate::ui::vdom::{El, Kids, div, el, span};

/// Points in no order.
pub fn bullets(points: Kids) -> El {
    list("ul", "bullets", points)
}

/// Points in their order.
pub fn numbered(points: Kids) -> El {
    list("ol", "numbered", points)
}

fn list(tag: &'static str, class: &'static str, points: Kids) -> El {
    let mut made = el(tag).class(class);
    for point in points {
        made = made.kid(el("li").kid(point));
    }
    made
}

/// More about something, shown on demand. Whether it is open stays in the page.
pub fn disclosure(summary: SharedString, kids: Kids) -> El {
    el("details")
        .class("more")
        .kid(el("summary").class("more__summary").kid(span("more__text").text(summary)))
        .kid(div("more__body").kids(kids))
}

/// The entries under one letter.
pub struct IndexGroup {
    /// The letter, or a short name such as "Hot".
    pub letter: SharedString,
    /// The rows: see [`super::cell`].
    pub cells: Kids,
}

/// A long list in groups, with an index to jump by; `label` names the index. `id`
/// begins the ids of the groups.
pub fn index_list(id: &'static str, label: SharedString, groups: Vec<IndexGroup>) -> El {
    let mut index = el("ul").class("index__letters");
    let mut body = div("index__groups");
    for (at, group) in groups.into_iter().enumerate() {
        let place = [id, "-", &at.to_string()].concat();
        let target = place.clone();
        let go = el("button")
            .class("index__letter")
            .attr("type", "button")
            .tap(Rc::new(move || {
                focus::scroll_to(&target);
                focus::to(&target);
            }))
            .text(group.letter.clone());
        index = index.kid(el("li").kid(go));
        body = body.kid(
            el("section")
                .class("index__group")
                .kid(el("h2").class("index__heading").attr("id", place).attr("tabindex", "-1").text(group.letter))
                .kid(div("cells").kid(el("ul").class("cells__list").kids(group.cells))),
        );
    }
    div("index").kid(el("nav").class("index__nav").attr("aria-label", label).kid(index)).kid(body)
}
