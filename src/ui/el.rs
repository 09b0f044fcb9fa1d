//! An element as data. A Leptos view is a type of its own for every shape of markup,
//! and each type brings its own code to build, patch and drop it; here tag, attributes,
//! listeners and children are data, so that one implementation serves every part and
//! page (the README's size table says what that saves). Patching is in place: an
//! element keeps its DOM node as long as its tag, key and listeners stay the same, so
//! focus and typed text survive a redraw.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use leptos::ev::Event;
use leptos::prelude::{AddAnyAttr, AnyView, IntoAny, Mountable, Render, RenderHtml};
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::{CastFrom, RemoveEventHandler, Rndr, types};
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Position, PositionState};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};

type Text = Cow<'static, str>;
/// What is done with an event.
pub type Handler = Rc<dyn Fn(&Event)>;
/// A listener whose handler can be changed without touching the DOM.
type Slot = Rc<RefCell<Handler>>;

/// An element to be drawn.
pub struct El(SendWrapper<Box<Parts>>);

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
    El(SendWrapper::new(Box::new(Parts {
        tag,
        svg: false,
        key: Text::Borrowed(""),
        attrs: Vec::new(),
        handlers: Vec::new(),
        kids: Vec::new(),
    })))
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
        self.0.attrs.push((name, value.into()));
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
        self.0.kids.push(Kid::Text(text.into()));
        self
    }

    /// Adds an element.
    #[must_use]
    pub fn kid(mut self, kid: El) -> Self {
        self.0.kids.push(Kid::El(kid));
        self
    }

    /// Adds an element or, so that what follows keeps its place, nothing.
    #[must_use]
    pub fn maybe(mut self, kid: Option<El>) -> Self {
        self.0.kids.push(kid.map_or(Kid::Nothing, Kid::El));
        self
    }

    /// Adds any view.
    #[must_use]
    pub fn any(mut self, kid: AnyView) -> Self {
        self.0.kids.push(Kid::Any(kid));
        self
    }

    /// Adds a view or, so that what follows keeps its place, nothing.
    #[must_use]
    pub fn maybe_any(mut self, kid: Option<AnyView>) -> Self {
        self.0.kids.push(kid.map_or(Kid::Nothing, Kid::Any));
        self
    }

    /// Adds views.
    #[must_use]
    pub fn anys(mut self, kids: Vec<AnyView>) -> Self {
        self.0.kids.extend(kids.into_iter().map(Kid::Any));
        self
    }

    /// Its tag.
    pub fn tag(&self) -> &'static str {
        self.0.tag
    }

    /// As a view for any Leptos code.
    pub fn view(self) -> AnyView {
        self.into_any()
    }
}

/// A drawn element.
pub struct ElState {
    node: types::Element,
    tag: &'static str,
    key: Text,
    attrs: Vec<(&'static str, Text)>,
    /// Each is removed when its third part is dropped.
    listeners: Vec<(&'static str, Slot, RemoveEventHandler<types::Element>)>,
    kids: Vec<KidState>,
}

enum KidState {
    Nothing(types::Placeholder),
    Text(types::Text, Text),
    El(ElState),
    Any(AnyViewState),
}

fn build(el: El) -> ElState {
    let parts = *el.0.take();
    let space = if parts.svg { Some("http://www.w3.org/2000/svg") } else { None };
    let node = Rndr::create_element(parts.tag, space);
    for (name, value) in &parts.attrs {
        set(&node, name, value);
    }
    let mut listeners = Vec::new();
    for (name, handler) in parts.handlers {
        let slot: Slot = Rc::new(RefCell::new(handler));
        let call = Rc::clone(&slot);
        let remove = Rndr::add_event_listener(
            &node,
            name,
            Box::new(move |event: JsValue| {
                // Let go of the slot first: the handler may redraw this very element.
                let handler = Rc::clone(&*call.borrow());
                handler(event.unchecked_ref());
            }),
        );
        listeners.push((name, slot, remove));
    }
    let mut kids = Vec::with_capacity(parts.kids.len());
    for kid in parts.kids {
        let mut kid = build_kid(kid);
        kid.mount(&node, None);
        kids.push(kid);
    }
    ElState { node, tag: parts.tag, key: parts.key, attrs: parts.attrs, listeners, kids }
}

fn build_kid(kid: Kid) -> KidState {
    match kid {
        Kid::Nothing => KidState::Nothing(Rndr::create_placeholder()),
        Kid::Text(text) => KidState::Text(Rndr::create_text_node(&text), text),
        Kid::El(el) => KidState::El(build(el)),
        Kid::Any(view) => KidState::Any(view.build()),
    }
}

fn set(node: &types::Element, name: &'static str, value: &str) {
    if is_live(name) {
        set_live(node, name, &JsValue::from_bool(!value.is_empty()));
    } else if name.starts_with("--") {
        Rndr::set_css_property(&Rndr::style(node), name, value);
    } else {
        Rndr::set_attribute(node, name, value);
    }
}

/// Whether this is a state that a tap changes, so that it is kept as a property.
fn is_live(name: &str) -> bool {
    matches!(name, "checked" | "selected")
}

/// Writes a property, and only where it differs, or the cursor of somebody typing
/// would jump.
fn set_live(node: &types::Element, name: &'static str, value: &JsValue) {
    let name = JsValue::from_str(name);
    if js_sys::Reflect::get(node, &name).is_ok_and(|now| now != *value) {
        let _ = js_sys::Reflect::set(node, &name, value);
    }
}

fn patch(el: El, state: &mut ElState) {
    let same = el.0.tag == state.tag
        && el.0.key == state.key
        && el.0.handlers.len() == state.listeners.len()
        && el.0.handlers.iter().zip(&state.listeners).all(|(new, old)| new.0 == old.0);
    if !same {
        let mut new = build(el);
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
        return;
    }
    let parts = *el.0.take();
    patch_attrs(state, parts.attrs);
    for ((_, new), (_, slot, _)) in parts.handlers.into_iter().zip(&state.listeners) {
        *slot.borrow_mut() = new;
    }
    while state.kids.len() > parts.kids.len() {
        if let Some(mut gone) = state.kids.pop() {
            gone.unmount();
        }
    }
    for (at, kid) in parts.kids.into_iter().enumerate() {
        if let Some(old) = state.kids.get_mut(at) {
            patch_kid(kid, old);
        } else {
            let mut new = build_kid(kid);
            new.mount(&state.node, None);
            state.kids.push(new);
        }
    }
}

fn patch_attrs(state: &mut ElState, attrs: Vec<(&'static str, Text)>) {
    let node = &state.node;
    for (name, _) in &state.attrs {
        if !attrs.iter().any(|(kept, _)| kept == name) {
            Rndr::remove_attribute(node, name);
        }
    }
    for (name, value) in &attrs {
        let old = state.attrs.iter().find(|(old, _)| old == name);
        let changed = old.is_none_or(|(_, old)| old != value);
        if changed || is_live(name) {
            set(node, name, value);
        }
        // Once somebody typed, the attribute is only what a reset would go back to.
        if changed && *name == "value" {
            set_live(node, name, &JsValue::from_str(value));
        }
    }
    state.attrs = attrs;
}

fn patch_kid(kid: Kid, state: &mut KidState) {
    match (kid, &mut *state) {
        (Kid::Nothing, KidState::Nothing(_)) => {}
        (Kid::Text(new), KidState::Text(node, old)) => {
            if new != *old {
                Rndr::set_text(node, &new);
                *old = new;
            }
        }
        (Kid::El(el), KidState::El(old)) => patch(el, old),
        (Kid::Any(view), KidState::Any(old)) => view.rebuild(old),
        (kid, _) => {
            let mut new = build_kid(kid);
            state.insert_before_this(&mut new);
            state.unmount();
            *state = new;
        }
    }
}

impl KidState {
    fn inner(&self) -> &dyn Mountable {
        match self {
            Self::Nothing(node) => node,
            Self::Text(node, _) => node,
            Self::El(state) => state,
            Self::Any(state) => state,
        }
    }

    fn inner_mut(&mut self) -> &mut dyn Mountable {
        match self {
            Self::Nothing(node) => node,
            Self::Text(node, _) => node,
            Self::El(state) => state,
            Self::Any(state) => state,
        }
    }
}

impl Mountable for KidState {
    fn unmount(&mut self) {
        self.inner_mut().unmount();
    }
    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        self.inner_mut().mount(parent, marker);
    }
    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.inner().insert_before_this(child)
    }
    fn elements(&self) -> Vec<types::Element> {
        self.inner().elements()
    }
}

impl Mountable for ElState {
    fn unmount(&mut self) {
        Rndr::remove(self.node.as_ref());
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        Rndr::insert_node(parent, self.node.as_ref(), marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = Rndr::get_parent(self.node.as_ref()).and_then(types::Element::cast_from);
        parent.is_some_and(|parent| {
            child.mount(&parent, Some(self.node.as_ref()));
            true
        })
    }

    fn elements(&self) -> Vec<types::Element> {
        vec![self.node.clone()]
    }
}

impl Render for El {
    type State = ElState;

    fn build(self) -> ElState {
        build(self)
    }

    fn rebuild(self, state: &mut ElState) {
        patch(self, state);
    }
}

impl AddAnyAttr for El {
    type Output<A: Attribute> = Self;

    /// Attributes come with [`El::attr`]; those that Leptos would add from outside (by
    /// spreading onto a component) are not used in this app.
    fn add_any_attr<A: Attribute>(self, _: A) -> Self {
        self
    }
}

/// The app is drawn in the browser only; there is no page from a server to take over.
impl RenderHtml for El {
    type AsyncOutput = Self;
    type Owned = Self;
    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> ElState {
        build(self)
    }

    fn into_owned(self) -> Self {
        self
    }
}
