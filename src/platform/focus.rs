//! Where the focus is: a dialog takes it, keeps it and gives it back; a page's heading
//! gets it after a navigation; a message about a field leads to the field.

use std::cell::RefCell;

use leptos::prelude::{on_cleanup, request_animation_frame};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, window};

thread_local! {
    /// The dialogs that are open, the topmost last, each with what had the focus before it.
    static OPEN: RefCell<Vec<(String, Option<HtmlElement>)>> = const { RefCell::new(Vec::new()) };
    /// What [`once`] was last called with.
    static ASKED: RefCell<String> = const { RefCell::new(String::new()) };
}

const CAN_HAVE_FOCUS: &str =
    "a[href],button:not([disabled]),input:not([disabled]),select,textarea,summary,[tabindex]:not([tabindex='-1'])";

fn document() -> Option<Document> {
    window()?.document()
}

fn by_id(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

fn active() -> Option<HtmlElement> {
    document()?.active_element()?.dyn_into().ok()
}

fn inside(frame: &Element, element: Option<&HtmlElement>) -> bool {
    element.is_some_and(|element| frame.contains(Some(element)))
}

/// Whether this element or something in it has the focus.
pub fn is_within(element: &Element) -> bool {
    inside(element, active().as_ref())
}

/// What has, or had, the focus.
pub struct Held(HtmlElement);

/// What has the focus, if anything has.
pub fn held() -> Option<Held> {
    active().filter(|element| element.tag_name() != "BODY").map(Held)
}

impl Held {
    /// Whether it is gone from the page and nothing else has the focus, nor a dialog is about to give it back. Who has tabbed
    /// past the end of the page has lost nothing.
    pub fn is_lost(&self) -> bool {
        !self.0.is_connected() && held().is_none() && OPEN.with_borrow(Vec::is_empty)
    }
}

/// Moves the focus to the element with this id, if there is one. Does not scroll: the
/// page has just been put where it belongs.
pub fn to(id: &str) {
    let Some(element) = by_id(id) else { return };
    // `preventScroll` in an options object is older than our engine floor; where it is
    // not known the options are ignored.
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &"preventScroll".into(), &true.into());
    if let Ok(focus) = js_sys::Reflect::get(&element, &"focus".into())
        && let Some(focus) = focus.dyn_ref::<js_sys::Function>()
    {
        let _ = focus.call1(&element, &options);
    }
}

/// Moves the focus to the page's heading.
pub fn to_heading() {
    to("page-title");
}

/// Scrolls the element with this id into view.
pub fn scroll_to(id: &str) {
    if let Some(element) = by_id(id) {
        element.scroll_into_view();
    }
}

/// Moves the focus to a field, its label scrolled into view first: with the field alone
/// at the top edge, the question would be out of sight.
pub fn to_field(id: &str) {
    let label = document().and_then(|document| {
        let selector = ["label[for='", id, "']"].concat();
        document.query_selector(&selector).ok().flatten()
    });
    if let Some(label) = label {
        label.scroll_into_view();
    } else {
        scroll_to(id);
    }
    to(id);
}

/// After a form was refused: moves the focus to the first field with something wrong in it.
pub fn to_invalid() {
    request_animation_frame(|| {
        let wrong = document().and_then(|document| document.query_selector("[aria-invalid='true']").ok().flatten());
        if let Some(wrong) = wrong {
            to_field(&wrong.id());
        }
    });
}

/// To be called by a field each time it is drawn, with a name of what is asked: when that is asked for
/// the first time, the focus moves to the field.
pub fn once(name: &str, field: &'static str) {
    let new = ASKED.with_borrow_mut(|asked| {
        let new = asked != name;
        if new {
            name.clone_into(asked);
        }
        new
    });
    if new {
        request_animation_frame(move || to_field(field));
    }
}

/// To be called by a dialog each time it is drawn. When it has just appeared, the focus
/// moves to what carries `data-first` in it (the safe choice), or to its title; once it
/// is gone, the focus goes back.
pub fn dialog_drawn(id: &str) {
    let id = id.to_owned();
    request_animation_frame(move || enter(&id));
    // Runs when the page is drawn again or goes away: only then can the dialog have gone.
    on_cleanup(|| request_animation_frame(leave_the_gone));
}

fn enter(id: &str) {
    leave_the_gone();
    let Some(dialog) = by_id(id) else { return };
    let known = OPEN.with_borrow(|open| open.iter().any(|(known, _)| known == id));
    if !known {
        OPEN.with_borrow_mut(|open| open.push((id.to_owned(), active())));
        lock_page(true);
    }
    if inside(&dialog, active().as_ref()) {
        return;
    }
    let first =
        dialog.query_selector("[data-first]").ok().flatten().and_then(|first| first.dyn_into::<HtmlElement>().ok());
    let _ = first.unwrap_or(dialog).focus();
}

/// Gives the focus back for each dialog that is no longer there.
fn leave_the_gone() {
    loop {
        let gone = OPEN.with_borrow_mut(|open| match open.last() {
            Some((id, _)) if by_id(id).is_none() => open.pop(),
            _ => None,
        });
        let Some((_, before)) = gone else { break };
        lock_page(OPEN.with_borrow(|open| !open.is_empty()));
        // Somebody may have moved on meanwhile, to another page's heading for instance.
        let free = active().is_none_or(|active| active.tag_name() == "BODY");
        if let Some(before) = before
            && free
            && before.is_connected()
        {
            let _ = before.focus();
        }
    }
}

/// Keeps the page behind a dialog from scrolling.
fn lock_page(locked: bool) {
    let Some(root) = document().and_then(|document| document.document_element()) else {
        return;
    };
    let _ = if locked { root.class_list().add_1("is-locked") } else { root.class_list().remove_1("is-locked") };
}

/// Where Tab would leave the dialog, moves the focus to its other end instead; says
/// whether it did, so that the key's own effect can be prevented.
pub fn keep_inside(id: &str, backwards: bool) -> bool {
    let Some(dialog) = by_id(id) else {
        return false;
    };
    let Ok(all) = dialog.query_selector_all(CAN_HAVE_FOCUS) else {
        return false;
    };
    let end = |at: u32| all.get(at).and_then(|node| node.dyn_into::<HtmlElement>().ok());
    let (first, last) = (end(0), end(all.length().saturating_sub(1)));
    let now = active();
    let at_edge = if backwards { now == first || now.as_ref() == Some(&dialog) } else { now == last };
    if !at_edge && inside(&dialog, now.as_ref()) {
        return false;
    }
    match if backwards { last } else { first } {
        Some(target) => target.focus().is_ok(),
        // Nothing in it can have the focus: it stays on the dialog.
        None => true,
    }
}
