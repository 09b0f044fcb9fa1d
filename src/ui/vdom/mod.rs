//! An element as data. A Leptos view is a type of its own for every shape of markup,
//! and each type brings its own code to build, patch and drop it; here tag, attributes,
//! listeners and children are data, so that one implementation serves every part and
//! page. Patching is in place: an element keeps its DOM node as long as its tag, key
//! and listeners stay the same, so focus and typed text survive a redraw.

mod draw;

use std::rc::Rc;

use leptos::ev::Event;

use crate::words::{SharedString, joined};

/// What is done with an event.
pub type Handler = Rc<dyn Fn(&Event)>;

/// What is drawn again by itself: see [`live`].
type Live = Rc<dyn Fn() -> El>;

/// An element to be drawn; also nothing, a text by itself, or what changes by itself: then
/// it has no tag. What every part and page is made of, and one pointer wide, so that
/// handing it on costs next to nothing.
pub struct El(Box<Parts>);

/// Elements in their order: one word wide, as [`El`] is. Made by [`kids!`].
#[derive(Default)]
#[allow(clippy::box_collection, reason = "a list by itself is three words wide")]
pub struct Kids(Box<Vec<El>>);

/// What an attribute or a text says.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// Known when the app is built.
    Known(&'static str),
    /// Made while it runs.
    Made(SharedString),
}

/// A text or an attribute's value, whichever way it comes.
pub trait Says {
    /// Sets an attribute to it.
    fn attr(self, to: El, name: &'static str) -> El;
    /// Adds it as a text.
    fn text(self, to: El) -> El;
    /// As a key.
    fn key(self) -> SharedString;
}

struct Parts {
    /// Without a tag it is its only kid, or nothing.
    tag: &'static str,
    svg: bool,
    key: Option<SharedString>,
    attrs: Vec<(&'static str, Value)>,
    handlers: Vec<(&'static str, Handler)>,
    kids: Vec<Kid>,
    live: Option<Live>,
}

enum Kid {
    Nothing,
    Text(Value),
    El(El),
}

// Everything that makes an element is out of line: it is called from every step of making
// every part.

/// An HTML element.
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    El(Box::new(Parts {
        tag,
        svg: false,
        key: None,
        attrs: Vec::new(),
        handlers: Vec::new(),
        kids: Vec::new(),
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
    /// Another key makes another element: it is replaced, not patched. Give one to what
    /// holds a person's typing, and to each page.
    #[must_use]
    pub fn key(mut self, key: impl Says) -> Self {
        self.0.key = Some(key.key());
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
    pub fn attr(self, name: &'static str, value: impl Says) -> Self {
        value.attr(self, name)
    }

    /// Sets an attribute when something holds.
    #[must_use]
    pub fn attr_if(self, holds: bool, name: &'static str, value: impl Says) -> Self {
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
    pub fn tap(self, act: Rc<dyn Fn()>) -> Self {
        self.on("click", Rc::new(move |_| act()))
    }

    /// Adds a text.
    #[must_use]
    pub fn text(self, text: impl Says) -> Self {
        text.text(self)
    }

    /// Adds an element.
    #[must_use]
    #[inline(never)]
    pub fn kid(self, kid: El) -> Self {
        self.with(Kid::El(kid))
    }

    /// Adds an element or, so that what follows keeps its place, nothing.
    #[must_use]
    #[inline(never)]
    pub fn maybe(self, kid: Option<El>) -> Self {
        self.with(kid.map_or(Kid::Nothing, Kid::El))
    }

    /// Adds elements.
    #[must_use]
    #[inline(never)]
    pub fn kids(mut self, kids: Kids) -> Self {
        self.0.kids.extend(kids.0.into_iter().map(Kid::El));
        self
    }

    #[inline(never)]
    fn with(mut self, kid: Kid) -> Self {
        self.0.kids.push(kid);
        self
    }

    /// Its tag.
    pub fn tag(&self) -> &'static str {
        self.0.tag
    }
}

impl Kids {
    /// None yet.
    #[inline(never)]
    pub fn new() -> Self {
        Self::default()
    }

    /// One.
    #[inline(never)]
    pub fn of(kid: El) -> Self {
        Self(Box::new(vec![kid]))
    }

    /// One more.
    #[must_use]
    #[inline(never)]
    pub fn with(mut self, kid: El) -> Self {
        self.0.push(kid);
        self
    }

    /// Adds one more.
    #[inline(never)]
    pub fn push(&mut self, kid: El) {
        self.0.push(kid);
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

impl FromIterator<El> for Kids {
    fn from_iter<I: IntoIterator<Item = El>>(all: I) -> Self {
        let mut kids = Self::new();
        for kid in all {
            kids.push(kid);
        }
        kids
    }
}

impl Extend<El> for Kids {
    fn extend<I: IntoIterator<Item = El>>(&mut self, all: I) {
        for kid in all {
            self.push(kid);
        }
    }
}

impl IntoIterator for Kids {
    type Item = El;
    type IntoIter = std::vec::IntoIter<El>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Elements in their order: `kids![a, b]`.
macro_rules! kids {
    () => {
        $crate::ui::vdom::Kids::new()
    };
    ($first:expr $(, $kid:expr)* $(,)?) => {
        $crate::ui::vdom::Kids::of($first)$(.with($kid))*
    };
}
pub(crate) use kids;

impl std::ops::Deref for Value {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Known(text) => text,
            Self::Made(text) => text,
        }
    }
}

impl Says for &'static str {
    #[inline(never)]
    fn attr(self, mut to: El, name: &'static str) -> El {
        to.0.attrs.push((name, Value::Known(self)));
        to
    }

    #[inline(never)]
    fn text(self, to: El) -> El {
        to.with(Kid::Text(Value::Known(self)))
    }

    fn key(self) -> SharedString {
        self.into()
    }
}

impl Says for SharedString {
    #[inline(never)]
    fn attr(self, mut to: El, name: &'static str) -> El {
        to.0.attrs.push((name, Value::Made(self)));
        to
    }

    #[inline(never)]
    fn text(self, to: El) -> El {
        to.with(Kid::Text(Value::Made(self)))
    }

    fn key(self) -> SharedString {
        self
    }
}

impl Says for String {
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
