//! An element as data. A Leptos view is a type of its own for every shape of markup,
//! and each type brings its own code to build, patch and drop it; here tag, attributes,
//! listeners and children are data, so that one implementation serves every part and
//! page. Patching is in place: an element keeps its DOM node as long as its tag, key
//! and listeners stay the same, so focus and typed text survive a redraw.

mod draw;

use std::borrow::Cow;
use std::rc::Rc;

use leptos::ev::Event;

type Text = Cow<'static, str>;
/// What is done with an event.
pub type Handler = Rc<dyn Fn(&Event)>;

/// What is drawn again by itself: see [`live`].
type Live = Rc<dyn Fn() -> El>;

/// An element to be drawn; also nothing, a text by itself, or what changes by itself: then
/// it has no tag. What every part and page is made of, and one pointer wide, so that
/// handing it on costs next to nothing.
pub struct El(Box<Parts>);

struct Parts {
    /// Without a tag it is its only kid, or nothing.
    tag: &'static str,
    svg: bool,
    key: Text,
    attrs: Vec<(&'static str, Text)>,
    handlers: Vec<(&'static str, Handler)>,
    kids: Vec<Kid>,
    live: Option<Live>,
}

enum Kid {
    Nothing,
    Text(Text),
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
        key: Text::Borrowed(""),
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
    pub fn key(mut self, key: impl Into<Text>) -> Self {
        self.0.key = key.into();
        self
    }

    /// Adds classes.
    #[must_use]
    #[inline(never)]
    pub fn class(mut self, class: &'static str) -> Self {
        match self.0.attrs.iter_mut().find(|(name, _)| *name == "class") {
            Some((_, classes)) => {
                let classes = classes.to_mut();
                classes.push(' ');
                classes.push_str(class);
            }
            None => self.0.attrs.push(("class", Text::Borrowed(class))),
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
    pub fn attr(self, name: &'static str, value: impl Into<Text>) -> Self {
        self.with_attr(name, value.into())
    }

    /// Sets an attribute when something holds.
    #[must_use]
    pub fn attr_if(self, holds: bool, name: &'static str, value: impl Into<Text>) -> Self {
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
    pub fn text(self, text: impl Into<Text>) -> Self {
        self.with(Kid::Text(text.into()))
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
    pub fn kids(mut self, kids: Vec<El>) -> Self {
        self.0.kids.extend(kids.into_iter().map(Kid::El));
        self
    }

    #[inline(never)]
    fn with(mut self, kid: Kid) -> Self {
        self.0.kids.push(kid);
        self
    }

    #[inline(never)]
    fn with_attr(mut self, name: &'static str, value: Text) -> Self {
        self.0.attrs.push((name, value));
        self
    }

    /// Its tag.
    pub fn tag(&self) -> &'static str {
        self.0.tag
    }
}
