//! An element as data. A Leptos view is a type of its own for every shape of markup,
//! and each type brings its own code to build, patch and drop it; here tag, attributes,
//! listeners and children are data, so that one implementation serves every part and
//! page. Patching is in place: an element keeps its DOM node as long as its tag and key
//! stay the same, so focus and typed text survive a redraw. Among its siblings an element
//! with a key is found again wherever it was, anything else by its place.

mod attrs;
mod draw;
#[cfg(test)]
mod html;

use std::rc::Rc;

use leptos::ev::Event;

use crate::words::{SharedString, joined};
pub use draw::make_ahead;
#[cfg(test)]
pub use html::{heard, html, links, still};

/// What is done with an event.
pub type Handler = Rc<dyn Fn(&Event)>;

/// What is drawn again by itself: see [`live`].
type Live = Rc<dyn Fn() -> El>;

/// An element to be drawn; also nothing, a text by itself, or what changes by itself: then
/// it has no tag. What every part and page is made of, and one pointer wide, so that
/// handing it on costs next to nothing.
pub struct El(Box<ElementData>);

/// Elements in their order: one word wide, as [`El`] is. Made by [`children!`].
#[derive(Default)]
#[allow(clippy::box_collection, reason = "a list by itself is three words wide")]
pub struct Children(Box<Vec<El>>);

/// What an attribute or a text says.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// Known when the app is built.
    Known(&'static str),
    /// Made while it runs.
    Made(SharedString),
}

/// A text or an attribute's value, whichever way it comes.
pub trait IntoText {
    /// Sets an attribute to it.
    fn attr(self, to: El, name: &'static str) -> El;
    /// Adds it as a text.
    fn text(self, to: El) -> El;
    /// As a key.
    fn key(self) -> SharedString;
}

struct ElementData {
    /// Without a tag it is its only child, or nothing.
    tag: &'static str,
    svg: bool,
    key: Option<SharedString>,
    attrs: Vec<(&'static str, Value)>,
    handlers: Vec<(&'static str, Handler)>,
    children: Vec<Child>,
    live: Option<Live>,
}

enum Child {
    Nothing,
    Text(Value),
    El(El),
}

// Everything that makes an element is out of line: it is called from every step of making
// every part.

/// An HTML element.
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    El(Box::new(ElementData {
        tag,
        svg: false,
        key: None,
        attrs: Vec::new(),
        handlers: Vec::new(),
        children: Vec::new(),
        live: None,
    }))
}

/// Nothing, in the place of something that is there at other times.
pub fn nothing() -> El {
    el("")
}

/// What is drawn again whenever a signal it reads changes, without the page being drawn
/// again.
pub fn live(draw: Rc<dyn Fn() -> El>) -> El {
    let mut made = el("");
    made.0.live = Some(draw);
    made
}

/// An element of a drawing.
pub fn svg(tag: &'static str) -> El {
    let mut made = el(tag);
    made.0.svg = true;
    made
}

/// A `<div>` of a class.
#[inline(never)]
pub fn div(class: &'static str) -> El {
    el("div").class(class)
}

/// A `<span>` of a class.
#[inline(never)]
pub fn span(class: &'static str) -> El {
    el("span").class(class)
}

impl El {
    /// Another key makes another element: it is replaced, not patched; the same key among
    /// the same siblings is the same element, wherever it stands. Give one to what holds a
    /// person's typing, to each page, and to each entry of a list.
    #[must_use]
    pub fn key(mut self, key: impl IntoText) -> Self {
        self.0.key = Some(key.key());
        self
    }

    /// The same, where there may be none.
    #[must_use]
    #[inline(never)]
    pub fn maybe_key(mut self, key: Option<SharedString>) -> Self {
        self.0.key = key;
        self
    }

    /// Adds classes.
    #[must_use]
    #[inline(never)]
    pub fn class(mut self, class: &'static str) -> Self {
        match self.0.attrs.iter_mut().find(|(name, _)| *name == "class") {
            Some((_, classes)) => *classes = Value::Made(joined(&[classes, " ", class])),
            None => self.0.attrs.push(("class", Value::Known(class))),
        }
        self
    }

    /// Adds classes when something holds.
    #[must_use]
    #[inline(never)]
    pub fn class_if(self, holds: bool, class: &'static str) -> Self {
        if holds { self.class(class) } else { self }
    }

    /// Sets an attribute. Two kinds of name are special: one that starts with `--` is a
    /// custom property (set by script, as the content security policy forbids `style`),
    /// and `value` sets the live value too when it changes.
    #[must_use]
    pub fn attr(self, name: &'static str, value: impl IntoText) -> Self {
        value.attr(self, name)
    }

    /// Sets an attribute when something holds.
    #[must_use]
    pub fn attr_if(self, holds: bool, name: &'static str, value: impl IntoText) -> Self {
        if holds { self.attr(name, value) } else { self }
    }

    /// Ticks a checkbox or a radio button, or not: what the model says is what is seen,
    /// also after a tap that the model did not accept.
    #[must_use]
    #[inline(never)]
    pub fn checked(self, holds: bool) -> Self {
        self.attr("checked", if holds { "1" } else { "" })
    }

    /// Chooses an option of a `<select>`, or not.
    #[must_use]
    #[inline(never)]
    pub fn selected(self, holds: bool) -> Self {
        self.attr("selected", if holds { "1" } else { "" })
    }

    /// Listens to an event.
    #[must_use]
    #[inline(never)]
    pub fn on(mut self, event: &'static str, handler: Handler) -> Self {
        self.0.handlers.push((event, handler));
        self
    }

    /// Acts on a tap, or on Enter or Space where the browser makes a click of them.
    #[must_use]
    #[inline(never)]
    pub fn on_click(self, act: Rc<dyn Fn()>) -> Self {
        self.on("click", Rc::new(move |_| act()))
    }

    /// Adds a text.
    #[must_use]
    pub fn text(self, text: impl IntoText) -> Self {
        text.text(self)
    }

    /// Adds an element.
    #[must_use]
    #[inline(never)]
    pub fn child(self, child: El) -> Self {
        self.with(Child::El(child))
    }

    /// Adds an element or, so that what follows keeps its place, nothing.
    #[must_use]
    #[inline(never)]
    pub fn maybe_child(self, child: Option<El>) -> Self {
        self.with(child.map_or(Child::Nothing, Child::El))
    }

    /// Adds elements.
    #[must_use]
    #[inline(never)]
    pub fn children(mut self, children: Children) -> Self {
        self.0.children.extend(children.0.into_iter().map(Child::El));
        self
    }

    #[inline(never)]
    fn with(mut self, child: Child) -> Self {
        self.0.children.push(child);
        self
    }

    /// Its tag.
    pub fn tag(&self) -> &'static str {
        self.0.tag
    }
}

impl Children {
    /// None yet.
    #[inline(never)]
    pub fn new() -> Self {
        Self::default()
    }

    /// One.
    #[inline(never)]
    pub fn of(child: El) -> Self {
        Self(Box::new(vec![child]))
    }

    /// One more.
    #[must_use]
    #[inline(never)]
    pub fn with(mut self, child: El) -> Self {
        self.0.push(child);
        self
    }

    /// Adds one more.
    #[inline(never)]
    pub fn push(&mut self, child: El) {
        self.0.push(child);
    }

    /// Adds others behind these.
    #[inline(never)]
    pub fn append(&mut self, others: Self) {
        self.0.extend(*others.0);
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl FromIterator<El> for Children {
    fn from_iter<I: IntoIterator<Item = El>>(all: I) -> Self {
        let mut children = Self::new();
        for child in all {
            children.push(child);
        }
        children
    }
}

impl Extend<El> for Children {
    fn extend<I: IntoIterator<Item = El>>(&mut self, all: I) {
        for child in all {
            self.push(child);
        }
    }
}

impl IntoIterator for Children {
    type Item = El;
    type IntoIter = std::vec::IntoIter<El>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Elements in their order: `children![a, b]`.
macro_rules! children {
    () => {
        $crate::ui::vdom::Children::new()
    };
    ($first:expr $(, $child:expr)* $(,)?) => {
        $crate::ui::vdom::Children::of($first)$(.with($child))*
    };
}
pub(crate) use children;

impl std::ops::Deref for Value {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Known(text) => text,
            Self::Made(text) => text,
        }
    }
}

impl IntoText for &'static str {
    #[inline(never)]
    fn attr(self, mut to: El, name: &'static str) -> El {
        to.0.attrs.push((name, Value::Known(self)));
        to
    }

    #[inline(never)]
    fn text(self, to: El) -> El {
        to.with(Child::Text(Value::Known(self)))
    }

    fn key(self) -> SharedString {
        self.into()
    }
}

impl IntoText for SharedString {
    #[inline(never)]
    fn attr(self, mut to: El, name: &'static str) -> El {
        to.0.attrs.push((name, Value::Made(self)));
        to
    }

    #[inline(never)]
    fn text(self, to: El) -> El {
        to.with(Child::Text(Value::Made(self)))
    }

    fn key(self) -> SharedString {
        self
    }
}

impl IntoText for String {
    fn attr(self, to: El, name: &'static str) -> El {
        SharedString::from(self).attr(to, name)
    }

    fn text(self, to: El) -> El {
        SharedString::from(self).text(to)
    }

    fn key(self) -> SharedString {
        self.into()
    }
}
