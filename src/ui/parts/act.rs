//! What parts are given to do, and the tones they speak in.

use std::rc::Rc;

use leptos::ev::{Event, MouseEvent};
use wasm_bindgen::JsCast;

use super::icon::Icon;
use crate::ui::el::{El, Handler, el};

/// Something to do, with nothing to tell.
pub type Act = Rc<dyn Fn()>;
/// Something to do with a text that a person typed or chose.
pub type Told = Rc<dyn Fn(String)>;
/// Something to do with a tick that was set or taken away.
pub type Ticked = Rc<dyn Fn(bool)>;

/// An [`Act`] from a closure.
pub fn act(act: impl Fn() + 'static) -> Act {
    Rc::new(act)
}

/// A [`Told`] from a closure.
pub fn told(told: impl Fn(String) + 'static) -> Told {
    Rc::new(told)
}

/// What a tap on a part does.
#[derive(Clone, Default)]
pub enum Go {
    /// Nothing: the part only shows something.
    #[default]
    Nowhere,
    /// Goes to an address: a real link, that opens in a new tab and can be copied.
    To(String),
    /// Goes to an address, and does something on the way.
    Also(String, Act),
    /// A real link whose plain tap does something instead of following it: the way back,
    /// which goes back in the history where there is one.
    Instead(String, Act),
    /// Does something: a button.
    Do(Act),
    /// Cannot be used now, for this reason, which is shown.
    Off(String),
}

impl Go {
    /// The element that a tap on does this: `<a>`, `<button>`, or one that does nothing.
    pub(super) fn el(&self, class: &'static str) -> El {
        match self {
            Self::Nowhere => el("div").class(class),
            Self::To(href) => el("a").class(class).attr("href", href.clone()),
            Self::Also(href, act) => el("a").class(class).attr("href", href.clone()).tap(Rc::clone(act)),
            Self::Instead(href, act) => {
                let act = Rc::clone(act);
                let handler: Handler = Rc::new(move |event| {
                    if is_plain(event) {
                        event.prevent_default();
                        act();
                    }
                });
                el("a").class(class).attr("href", href.clone()).on("click", handler)
            }
            Self::Do(act) => el("button").class(class).attr("type", "button").tap(Rc::clone(act)),
            Self::Off(_) => el("div").class(class).class("is-off"),
        }
    }

    /// Whether a tap does something.
    pub(super) fn is_live(&self) -> bool {
        self.is_link() || matches!(self, Self::Do(_))
    }

    /// Whether it is a link.
    pub(super) fn is_link(&self) -> bool {
        matches!(self, Self::To(_) | Self::Also(..) | Self::Instead(..))
    }

    /// The reason why it cannot be used.
    pub(super) fn why(&self) -> Option<String> {
        if let Self::Off(why) = self { Some(why.clone()) } else { None }
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
