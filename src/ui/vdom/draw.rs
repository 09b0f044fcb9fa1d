//! Drawing an element, and patching what was drawn.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{Mountable, Render, RenderEffect, untrack};
use leptos::tachys::renderer::{CastFrom, RemoveEventHandler, Rndr, types};
use wasm_bindgen::{JsCast, JsValue};

use super::attrs;
use super::{Child, El, ElementData, Handler, Live, Value};
use crate::platform::focus;
use crate::words::SharedString;

/// A listener whose handler can be changed without touching the DOM.
type Slot = Rc<RefCell<Handler>>;

/// A listener: its event and its handler. It is removed when its third part is dropped.
type Listener = (&'static str, Slot, RemoveEventHandler<types::Element>);

/// A drawn element.
pub struct RenderedElement {
    node: types::Element,
    tag: &'static str,
    key: Option<SharedString>,
    attrs: Vec<(&'static str, Value)>,
    listeners: Vec<Listener>,
    children: Vec<RenderedNode>,
}

/// What was drawn.
pub enum RenderedNode {
    /// Nothing, which keeps its place.
    Nothing(types::Placeholder),
    /// A text.
    Text(types::Text, Value),
    /// An element.
    El(RenderedElement),
    /// What is drawn again by itself.
    Live(RenderEffect<RenderedNode>),
}

fn build(data: ElementData) -> RenderedElement {
    let space = if data.svg { Some("http://www.w3.org/2000/svg") } else { None };
    let node = Rndr::create_element(data.tag, space);
    for (name, value) in &data.attrs {
        attrs::set(&node, name, value);
    }
    let listeners = data.handlers.into_iter().map(|(name, handler)| listen(&node, name, handler)).collect();
    let mut children = Vec::with_capacity(data.children.len());
    for child in data.children {
        let mut child = build_child(child);
        child.mount(&node, None);
        children.push(child);
    }
    RenderedElement { node, tag: data.tag, key: data.key, attrs: data.attrs, listeners, children }
}

fn listen(node: &types::Element, name: &'static str, handler: Handler) -> Listener {
    let slot: Slot = Rc::new(RefCell::new(handler));
    let call = Rc::clone(&slot);
    let remove = Rndr::add_event_listener(
        node,
        name,
        Box::new(move |event: JsValue| {
            // Let go of the slot first: the handler may redraw this very element.
            let handler = Rc::clone(&*call.borrow());
            untrack(|| handler(event.unchecked_ref()));
        }),
    );
    (name, slot, remove)
}

fn build_child(child: Child) -> RenderedNode {
    match child {
        Child::Nothing => RenderedNode::Nothing(Rndr::create_placeholder()),
        Child::Text(text) => RenderedNode::Text(Rndr::create_text_node(&text), text),
        Child::El(el) => {
            let mut data = *el.0;
            if let Some(draw) = data.live {
                RenderedNode::Live(build_live(draw, None))
            } else if data.tag.is_empty() {
                build_child(data.children.pop().unwrap_or(Child::Nothing))
            } else {
                RenderedNode::El(build(data))
            }
        }
    }
}

/// What is drawn again by itself, from what is there already on.
fn build_live(draw: Live, there: Option<RenderedNode>) -> RenderEffect<RenderedNode> {
    let again = move |before: Option<RenderedNode>| {
        let el = draw();
        match before {
            Some(mut state) => {
                el.rebuild(&mut state);
                state
            }
            None => el.build(),
        }
    };
    RenderEffect::new_with_value(again, there)
}

thread_local! {
    /// An element that was made ahead, out of the document.
    static AHEAD: RefCell<Option<RenderedElement>> = const { RefCell::new(None) };
}

/// Makes an element ahead, out of the document. It needs a key: the next element that is drawn anew under that key is this one,
/// patched. `None` drops what was made.
pub fn make_ahead(el: Option<El>) {
    let made = el.and_then(|el| el.0.key.is_some().then(|| build(*el.0)));
    AHEAD.with_borrow_mut(|ahead| *ahead = made);
}

fn patch(data: ElementData, state: &mut RenderedElement) {
    if data.tag != state.tag || data.key != state.key {
        let ahead =
            AHEAD.with_borrow_mut(|ahead| ahead.take_if(|ahead| ahead.tag == data.tag && ahead.key == data.key));
        let mut new = match ahead {
            Some(mut ahead) => {
                patch(data, &mut ahead);
                ahead
            }
            None => build(data),
        };
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
        return;
    }
    attrs::patch(&state.node, &mut state.attrs, data.attrs);
    let listeners = &mut state.listeners;
    listeners.truncate(data.handlers.len());
    for (at, (name, handler)) in data.handlers.into_iter().enumerate() {
        match listeners.get(at) {
            Some((old, slot, _)) if *old == name => *slot.borrow_mut() = handler,
            _ => {
                listeners.truncate(at);
                listeners.push(listen(&state.node, name, handler));
            }
        }
    }
    patch_children(data.children, state);
}

/// An element with a key is found again wherever it was, anything else by its place.
fn patch_children(new: Vec<Child>, state: &mut RenderedElement) {
    let RenderedElement { node, children: old, .. } = state;
    let mut changed = false;
    let mut at = 0;
    let mut new = new.into_iter();
    while let Some(child) = new.next() {
        let key = child.key();
        let mut adds = at == old.len();
        if let Some(there) = old.get(at).map(RenderedNode::key).filter(|there| *there != key) {
            let from = old.iter().skip(at).position(|other| key.is_some() && other.key() == key);
            // What is there is wanted further on: the new one comes before it.
            adds = from.is_none() && there.is_some() && new.as_slice().iter().any(|next| next.key() == there);
            if let Some(span) = from.and_then(|by| old.get_mut(at..=at + by)) {
                bring_first(node, span);
            }
        }
        if adds {
            let mut made = build_child(child);
            match old.get(at) {
                Some(there) => {
                    there.insert_before_this(&mut made);
                }
                None => made.mount(node, None),
            }
            old.insert(at, made);
            changed = true;
        } else if let Some(there) = old.get_mut(at) {
            changed |= patch_child(child, there);
        }
        at += 1;
    }
    while old.len() > at {
        if let Some(mut gone) = old.pop() {
            gone.unmount();
        }
    }
    if changed {
        set_right(node, old);
    }
}

/// Moves the last of these before the others. What has the focus is never moved, as it would lose it.
fn bring_first(parent: &types::Element, span: &mut [RenderedNode]) {
    if let Some((last, before)) = span.split_last_mut() {
        match last {
            RenderedNode::El(RenderedElement { node, .. }) if focus::is_within(node) => {
                let after = Rndr::next_sibling(node);
                for other in before {
                    other.mount(parent, after.as_ref());
                }
            }
            _ => {
                if let Some(first) = before.first() {
                    first.insert_before_this(last);
                }
            }
        }
    }
    span.rotate_right(1);
}

/// Somebody else may have put nodes in the place of ours, as a program does that translates the page: with ours out of the
/// document, nobody would see that they change. Then what is not ours goes, and ours come back.
fn set_right(node: &types::Element, children: &[RenderedNode]) {
    let parent: &types::Node = node.as_ref();
    let own: Vec<types::Node> = children.iter().filter_map(RenderedNode::node).collect();
    if own.iter().all(|one| Rndr::get_parent(one).as_ref() == Some(parent)) {
        return;
    }
    let mut next = Rndr::first_child(node);
    while let Some(there) = next {
        next = Rndr::next_sibling(&there);
        if !own.contains(&there) {
            Rndr::remove(&there);
        }
    }
    let mut next = Rndr::first_child(node);
    for one in own {
        if next.as_ref() == Some(&one) {
            next = Rndr::next_sibling(&one);
        } else {
            Rndr::insert_node(node, &one, next.as_ref());
        }
    }
}

/// Gives whether something of this very place is another one now: the text, or the node.
fn patch_child(child: Child, state: &mut RenderedNode) -> bool {
    match (child, &mut *state) {
        (Child::Nothing, RenderedNode::Nothing(_)) => false,
        (Child::Text(new), RenderedNode::Text(node, old)) => {
            let changed = new != *old;
            if changed {
                Rndr::set_text(node, &new);
                *old = new;
            }
            changed
        }
        (Child::El(el), _) if el.0.live.is_none() && el.0.tag.is_empty() => {
            let mut data = *el.0;
            patch_child(data.children.pop().unwrap_or(Child::Nothing), state)
        }
        (Child::El(el), RenderedNode::El(old)) if el.0.live.is_none() => {
            patch(*el.0, old);
            false
        }
        (Child::El(el), RenderedNode::Live(old)) if el.0.live.is_some() => {
            // The same elements go on: somebody may have the focus in them.
            let there = old.take_value();
            if let Some(draw) = el.0.live {
                *old = build_live(draw, there);
            }
            false
        }
        (child, _) => {
            let mut new = build_child(child);
            state.insert_before_this(&mut new);
            state.unmount();
            *state = new;
            true
        }
    }
}

impl Child {
    fn key(&self) -> Option<&SharedString> {
        match self {
            Self::El(El(data)) if data.tag.is_empty() => data.children.last()?.key(),
            Self::El(El(data)) => data.key.as_ref(),
            _ => None,
        }
    }
}

impl RenderedNode {
    fn key(&self) -> Option<&SharedString> {
        if let Self::El(state) = self { state.key.as_ref() } else { None }
    }

    fn node(&self) -> Option<types::Node> {
        let node: &types::Node = match self {
            Self::Nothing(node) => node,
            Self::Text(node, _) => node,
            Self::El(state) => state.node.as_ref(),
            Self::Live(state) => return state.with_value_mut(|state| state.node())?,
        };
        Some(node.clone())
    }

    fn inner(&self) -> &dyn Mountable {
        match self {
            Self::Nothing(node) => node,
            Self::Text(node, _) => node,
            Self::El(state) => state,
            Self::Live(state) => state,
        }
    }

    fn inner_mut(&mut self) -> &mut dyn Mountable {
        match self {
            Self::Nothing(node) => node,
            Self::Text(node, _) => node,
            Self::El(state) => state,
            Self::Live(state) => state,
        }
    }
}

impl Mountable for RenderedNode {
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

impl Mountable for RenderedElement {
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

/// The app is drawn in the browser only, so that this is all that Leptos asks for.
impl Render for El {
    type State = RenderedNode;

    fn build(self) -> RenderedNode {
        build_child(Child::El(self))
    }

    fn rebuild(self, state: &mut RenderedNode) {
        patch_child(Child::El(self), state);
    }
}
