//! Rows of a grouped list.

use super::action::{Action, Tone};
use super::data::tag_el;
use super::icon::{self, Icon};
use crate::ui::vdom::{Children, El, div, el, span};
use crate::words::{SharedString, joined};

/// One row.
pub struct Cell {
    /// The element's id, unique on its page, for a row that something leads to.
    pub id: &'static str,
    /// An icon at the start.
    pub icon: Option<Icon>,
    /// What it is.
    pub title: SharedString,
    /// Its name, where the title alone is another row's, too; begins with the title.
    pub name: Option<SharedString>,
    /// A second line: its effect, in a few words.
    pub note: Option<SharedString>,
    /// A value at the end.
    pub extra: Option<SharedString>,
    /// A mark at the end.
    pub tag: Option<(Tone, SharedString)>,
    /// What a tap does. With [`Action::off`] the reason is the last line.
    pub action: Action,
    /// Does what cannot simply be undone.
    pub danger: bool,
    /// Chosen among its like: shows a tick, and says so.
    pub chosen: Option<bool>,
    /// The next tap of "guide me".
    pub guide: bool,
}

impl Cell {
    /// only the required fields.
    pub fn new(title: SharedString) -> Self {
        Self {
            id: "",
            icon: None,
            title,
            name: None,
            note: None,
            extra: None,
            tag: None,
            action: Action::none(),
            danger: false,
            chosen: None,
            guide: false,
        }
    }
}

/// Draws a row. A tap anywhere on it is one on its title: that alone is its name, which is what a person says to tap it. Note, value
/// and mark stand beside the link or button, and so are read out in their turn, by whatever reads the page; with the focus on the
/// title they describe it as well. One that is a link is keyed by where it leads; give any other one of a list a key.
pub fn cell(cell: Cell) -> El {
    let chosen = cell.chosen == Some(true);
    let key = cell.action.key();
    let live = cell.action.is_live();
    let why = cell.action.why();
    let mut title = if live { cell.action.el("cell__title cell__link") } else { span("cell__title") };
    if cell.chosen.is_some() {
        title = if cell.action.is_link() {
            title.attr_if(chosen, "aria-current", "true")
        } else {
            title.attr("aria-pressed", if chosen { "true" } else { "false" })
        };
    }
    let rest = live.then(|| {
        let words = [&cell.note, &cell.extra].into_iter().flatten();
        id_of(&words.fold([cell.id, &*cell.title].concat(), |all, word| all + word))
    });
    title = title.attr_if(!cell.id.is_empty(), "id", cell.id);
    if let Some(name) = cell.name {
        title = title.attr("aria-label", name);
    }
    let note_id = rest.as_ref().map(|id| joined(&[id, "-note"])).filter(|_| cell.note.is_some());
    let end_id = rest.map(|id| joined(&[&id, "-end"])).filter(|_| cell.extra.is_some() || cell.tag.is_some());
    title = match (&note_id, &end_id) {
        (None, None) => title,
        (Some(id), None) | (None, Some(id)) => title.attr("aria-describedby", id.clone()),
        (Some(note), Some(end)) => title.attr("aria-describedby", joined(&[note, " ", end])),
    };
    let end = (cell.extra.is_some() || cell.tag.is_some()).then(|| {
        describing(span("cell__end"), end_id)
            .maybe_child(cell.extra.map(|text| span("cell__extra").text(text)))
            .maybe_child(cell.tag.map(|(tone, text)| tag_el(tone, text)))
    });
    let arrow = if chosen {
        Some(span("cell__tick").child(icon::draw(Icon::Check)))
    } else {
        (live && cell.chosen.is_none()).then(|| span("cell__arrow").child(icon::draw(Icon::Forward)))
    };
    let row = div("cell__row")
        .class_if(cell.danger, "cell__row--danger")
        .class_if(cell.guide, "is-guided")
        .class_if(why.is_some(), "is-off")
        .maybe_child(cell.icon.map(|icon| span("cell__icon").child(icon::draw(icon))))
        .child(
            span("cell__body")
                .child(span("cell__main").child(title.text(cell.title)).maybe_child(end))
                .maybe_child(cell.note.map(|text| describing(span("cell__note"), note_id).text(text)))
                .maybe_child(why.map(|text| span("cell__why").text(text))),
        )
        .maybe_child(arrow);
    el("li").maybe_key(key).class("cell").child(row)
}

/// An id made of words, the same at every redraw.
pub(super) fn id_of(words: &str) -> SharedString {
    let hash = words.bytes().fold(0u32, |hash, byte| hash.wrapping_mul(31) ^ u32::from(byte));
    joined(&["d", &hash.to_string()])
}

/// With an id this part describes something.
fn describing(part: El, id: Option<SharedString>) -> El {
    match id {
        Some(id) => part.attr("id", id),
        None => part,
    }
}

/// Rows that belong together, in one box.
pub fn cell_group(cells: Children) -> El {
    div("cells").child(el("ul").class("cells__list").children(cells))
}
