//! An element as data. A Leptos view is a type of its own for every shape of markup,
//! and each type brings its own code to build, patch and drop it; here tag, attributes,
//! listeners and children are data, so that one implementation serves every part and
//! page. Patching is in place: an element keeps its DOM node as long as its tag, key
//! and listeners stay the same, so focus and typed text survive a redraw.

mod draw;

use std::borrow::Cow;
use std::rc::Rc;

use draw::ElState;
use leptos::ev::Event;
use leptos::prelude::{AddAnyAttr, AnyView, IntoAny, RenderHtml};
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::{Position, PositionState};
use send_wrapper::SendWrapper;

type Text = Cow<'static, str>;
/// What is done with an event.
pub type Handler = Rc<dyn Fn(&Event)>;

/// An element to be drawn.
pub struct El(Box<Parts>);

/// An element as Leptos wants a view: one that could be sent to another thread. It never
/// is, there is only one; wrapped here, once, rather than in every step of making it.
struct Sent(SendWrapper<El>);

struct Parts {
    tag: &'static str,
    svg: bool,
    key: Text,
    attrs: Vec<(&'static str, Text)>,
    handlers: Vec<(&'static str, Handler)>,
    kids: Vec<Kid>,
}

enum Kid {
    Nothing,
    Text(Text),
    El(El),
    Any(AnyView),
}

/// An HTML element.
pub fn el(tag: &'static str) -> El {
    El(Box::new(Parts {
        tag,
        svg: false,
        key: Text::Borrowed(""),
        attrs: Vec::new(),
        handlers: Vec::new(),
        kids: Vec::new(),
    }))
}

/// An element of a drawing.
pub fn svg(tag: &'static str) -> El {
    let mut made = el(tag);
    made.0.svg = true;
    made
}

/// A `<div>` of a class.
pub fn div(class: &'static str) -> El {
    el("div").class(class)
}

/// A `<span>` of a class.
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
    pub fn class_if(self, holds: bool, class: &'static str) -> Self {
        if holds { self.class(class) } else { self }
    }

    /// Sets an attribute. Two kinds of name are special: one that starts with `--` is a
    /// custom property (set by script, as the content security policy forbids `style`),
    /// and `value` sets the live value too when it changes.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: impl Into<Text>) -> Self {
        self.push_attr(name, value.into());
        self
    }

    /// Sets an attribute when something holds.
    #[must_use]
    pub fn attr_if(self, holds: bool, name: &'static str, value: impl Into<Text>) -> Self {
        if holds { self.attr(name, value) } else { self }
    }

    /// Ticks a checkbox or a radio button, or not: what the model says is what is seen,
    /// also after a tap that the model did not accept.
    #[must_use]
    pub fn checked(self, holds: bool) -> Self {
        self.attr("checked", if holds { "1" } else { "" })
    }

    /// Chooses an option of a `<select>`, or not.
    #[must_use]
    pub fn selected(self, holds: bool) -> Self {
        self.attr("selected", if holds { "1" } else { "" })
    }

    /// Listens to an event.
    #[must_use]
    pub fn on(mut self, event: &'static str, handler: Handler) -> Self {
        self.0.handlers.push((event, handler));
        self
    }

    /// Acts on a tap, or on Enter or Space where the browser makes a click of them.
    #[must_use]
    pub fn tap(self, act: Rc<dyn Fn()>) -> Self {
        self.on("click", Rc::new(move |_| act()))
    }

    /// Adds a text.
    #[must_use]
    pub fn text(mut self, text: impl Into<Text>) -> Self {
        self.push(Kid::Text(text.into()));
        self
    }

    /// Adds an element.
    #[must_use]
    pub fn kid(mut self, kid: El) -> Self {
        self.push(Kid::El(kid));
        self
    }

    /// Adds an element or, so that what follows keeps its place, nothing.
    #[must_use]
    pub fn maybe(mut self, kid: Option<El>) -> Self {
        self.push(kid.map_or(Kid::Nothing, Kid::El));
        self
    }

    /// Adds any view.
    #[must_use]
    pub fn any(mut self, kid: AnyView) -> Self {
        self.push(Kid::Any(kid));
        self
    }

    /// Adds a view or, so that what follows keeps its place, nothing.
    #[must_use]
    pub fn maybe_any(mut self, kid: Option<AnyView>) -> Self {
        self.push(kid.map_or(Kid::Nothing, Kid::Any));
        self
    }

    /// Adds views.
    #[must_use]
    pub fn anys(mut self, kids: Vec<AnyView>) -> Self {
        self.0.kids.extend(kids.into_iter().map(Kid::Any));
        self
    }

    // Out of line: these are called from every step of making every part.
    #[inline(never)]
    fn push(&mut self, kid: Kid) {
        self.0.kids.push(kid);
    }

    #[inline(never)]
    fn push_attr(&mut self, name: &'static str, value: Text) {
        self.0.attrs.push((name, value));
    }

    /// Its tag.
    pub fn tag(&self) -> &'static str {
        self.0.tag
    }

    /// As a view for any Leptos code.
    pub fn view(self) -> AnyView {
        Sent(SendWrapper::new(self)).into_any()
    }
}

impl AddAnyAttr for Sent {
    type Output<A: Attribute> = Self;

    /// Attributes come with [`El::attr`]; those that Leptos would add from outside (by
    /// spreading onto a component) are not used in this app.
    fn add_any_attr<A: Attribute>(self, _: A) -> Self {
        self
    }
}

/// The app is drawn in the browser only; there is no page from a server to take over.
impl RenderHtml for Sent {
    type AsyncOutput = Self;
    type Owned = Self;
    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> ElState {
        draw::build(self.0.take())
    }

    fn into_owned(self) -> Self {
        self
    }
}
