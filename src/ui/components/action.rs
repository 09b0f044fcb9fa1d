//! What parts are given to do, and the tones they speak in.

use std::rc::Rc;

use leptos::ev::{Event, MouseEvent};
use wasm_bindgen::JsCast;

use super::icon::Icon;
use crate::ui::vdom::{El, Handler, div, el};
use crate::words::SharedString;

/// Something to do, with nothing to tell.
pub type OnClick = Rc<dyn Fn()>;
/// Something to do with a text that a person typed or chose.
pub type OnInput = Rc<dyn Fn(String)>;
/// Something to do with a tick that was set or taken away.
pub type OnToggle = Rc<dyn Fn(bool)>;

/// An [`OnClick`] from a closure.
pub fn on_click(callback: impl Fn() + 'static) -> OnClick {
    Rc::new(callback)
}

/// A [`OnInput`] from a closure.
pub fn on_input(callback: impl Fn(String) + 'static) -> OnInput {
    Rc::new(callback)
}

/// What a tap on a part does; nothing by default: then the part only shows something. One
/// word wide, as it is handed on a lot.
#[derive(Clone, Default)]
pub struct Action(Option<Rc<Kind>>);

enum Kind {
    /// A real link, that opens in a new tab and can be copied.
    To(SharedString),
    /// A link that does something on the way.
    Also(SharedString, OnClick),
    /// A link whose plain tap does something instead of following it.
    Instead(SharedString, OnClick),
    /// A button.
    Run(OnClick),
    /// Cannot be used now, for this reason.
    Off(SharedString),
}

impl Action {
    /// Goes to an address: a real link, that opens in a new tab and can be copied.
    #[inline(never)]
    pub fn link(href: SharedString) -> Self {
        Self(Some(Rc::new(Kind::To(href))))
    }

    /// Goes to an address, and does something on the way.
    #[inline(never)]
    pub fn link_also(href: SharedString, callback: OnClick) -> Self {
        Self(Some(Rc::new(Kind::Also(href, callback))))
    }

    /// A real link whose plain tap does something instead of following it: the way back,
    /// which goes back in the history where there is one.
    #[inline(never)]
    pub fn link_instead(href: SharedString, callback: OnClick) -> Self {
        Self(Some(Rc::new(Kind::Instead(href, callback))))
    }

    /// Does something: a button.
    #[inline(never)]
    pub fn run(callback: OnClick) -> Self {
        Self(Some(Rc::new(Kind::Run(callback))))
    }

    /// Cannot be used now, for this reason, which is shown.
    #[inline(never)]
    pub fn off(why: SharedString) -> Self {
        Self(Some(Rc::new(Kind::Off(why))))
    }

    /// Nothing: the part only shows something.
    pub const fn none() -> Self {
        Self(None)
    }

    /// The element that a tap on does this: `<a>`, `<button>`, or one that does nothing.
    #[inline(never)]
    pub(super) fn el(&self, class: &'static str) -> El {
        let Some(kind) = &self.0 else { return div(class) };
        let link = |href: &SharedString| el("a").class(class).attr("href", href.clone());
        match &**kind {
            Kind::To(href) => link(href),
            Kind::Also(href, callback) => link(href).on_click(Rc::clone(callback)),
            Kind::Instead(href, callback) => {
                let callback = Rc::clone(callback);
                let handler: Handler = Rc::new(move |event| {
                    if is_plain(event) {
                        event.prevent_default();
                        callback();
                    }
                });
                link(href).on("click", handler)
            }
            Kind::Run(callback) => el("button").class(class).attr("type", "button").on_click(Rc::clone(callback)),
            Kind::Off(_) => div(class).class("is-off"),
        }
    }

    /// Whether a tap does something.
    pub fn is_live(&self) -> bool {
        self.0.as_ref().is_some_and(|kind| !matches!(**kind, Kind::Off(_)))
    }

    /// Whether it is a link.
    pub(super) fn is_link(&self) -> bool {
        self.is_live() && !matches!(self.0.as_deref(), Some(Kind::Run(_)))
    }

    /// Where it leads, if it is a link: the key of an entry in a list.
    pub(super) fn key(&self) -> Option<SharedString> {
        match self.0.as_deref()? {
            Kind::To(href) | Kind::Also(href, _) | Kind::Instead(href, _) => Some(href.clone()),
            Kind::Run(_) | Kind::Off(_) => None,
        }
    }

    /// The reason why it cannot be used.
    pub(super) fn why(&self) -> Option<SharedString> {
        if let Some(Kind::Off(why)) = self.0.as_deref() { Some(why.clone()) } else { None }
    }
}

/// Whether a click is one that follows a link in this window.
fn is_plain(event: &Event) -> bool {
    event.dyn_ref::<MouseEvent>().is_none_or(|mouse| {
        mouse.button() == 0 && !(mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key())
    })
}

/// What a mark or a message means. Never told by colour alone: each has an icon, and
/// the part shows a text beside it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Of no special meaning.
    #[default]
    Plain,
    /// Good to know.
    Info,
    /// Under way, somebody's turn.
    Waiting,
    /// Done, in order.
    Success,
    /// Something to look at.
    Warning,
    /// Failed, refused, or cannot be undone.
    Danger,
}

impl Tone {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Plain => "tone-plain",
            Self::Info => "tone-info",
            Self::Waiting => "tone-waiting",
            Self::Success => "tone-success",
            Self::Warning => "tone-warning",
            Self::Danger => "tone-danger",
        }
    }

    pub(super) const fn icon(self) -> Icon {
        match self {
            Self::Plain | Self::Info => Icon::Info,
            Self::Waiting => Icon::Clock,
            Self::Success => Icon::CheckCircle,
            Self::Warning => Icon::Warning,
            Self::Danger => Icon::CrossCircle,
        }
    }
}
