//! Lists of text, what can be opened, and a long list with an index.

use crate::words::SharedString;
use std::rc::Rc;

use crate::platform::focus;
use crate::ui::vdom::{Children, El, div, el, span};

/// Points in no order.
pub fn bullets(points: Children) -> El {
    list("ul", "bullets", points)
}

/// Points in their order.
pub fn numbered(points: Children) -> El {
    list("ol", "numbered", points)
}

fn list(tag: &'static str, class: &'static str, points: Children) -> El {
    let mut made = el(tag).class(class);
    for point in points {
        made = made.child(el("li").child(point));
    }
    made
}

/// More about something, shown on demand. Whether it is open stays in the page.
pub fn disclosure(summary: SharedString, children: Children) -> El {
    el("details")
        .key(summary.clone())
        .class("more")
        .child(el("summary").class("more__summary").child(span("more__text").text(summary)))
        .child(div("more__body").children(children))
}

/// The entries under one letter.
pub struct IndexGroup {
    /// The letter, or a short name such as "Hot".
    pub letter: SharedString,
    /// The rows: see [`super::cell`].
    pub cells: Children,
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
            .on_click(Rc::new(move || {
                focus::scroll_to(&target);
                focus::to(&target);
            }))
            .text(group.letter.clone());
        index = index.child(el("li").child(go));
        body = body.child(
            el("section")
                .key(group.letter.clone())
                .class("index__group")
                .child(el("h2").class("index__heading").attr("id", place).attr("tabindex", "-1").text(group.letter))
                .child(div("cells").child(el("ul").class("cells__list").children(group.cells))),
        );
    }
    div("index").child(el("nav").class("index__nav").attr("aria-label", label).child(index)).child(body)
}
