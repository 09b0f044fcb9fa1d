//! What a page is given to draw: plain data, one variant per screen. Pages need not understand the
//! machinery behind it.

use crate::load::LoadView;
use crate::route::Route;
use crate::settings::Settings;
use crate::shared::Shared;
use crate::steps::{account, apply, card, demo, home};
use contract::city::City;
use contract::session::Session;

/// Everything on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The page.
    pub screen: Screen,
    /// What is around it.
    pub chrome: Chrome,
}

/// What is around every page.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Chrome {
    /// Where the person is.
    pub route: Route,
    /// Where the back link leads.
    pub back: Option<Route>,
    /// Who is signed in.
    pub session: Option<Shared<Session>>,
    /// The person has signed out here, and the backend has not confirmed it yet.
    pub leaving: bool,
    /// The session is about to end.
    pub warning: Option<account::idle::Warning>,
    /// The city in use.
    pub city: Option<Shared<City>>,
    /// Whether the backend is the embedded one.
    pub demo: bool,
    /// Whether the device says it has a network.
    pub online: bool,
    /// Whether the guide is on: the page marks the next of the seven taps.
    pub guide: bool,
    /// A submission under way, on whatever screen the person is.
    pub sending: Option<apply::Progress>,
    /// Backend's clock minus device's, in milliseconds: countdowns are by the backend's.
    pub clock_offset_ms: i64,
    /// What was chosen about the app.
    pub settings: Settings,
    /// Language chosen, as a BCP 47 tag: the one in use, or one whose words are on their way.
    pub lang: String,
}

macro_rules! variants {
    ($(
        $(#[$doc:meta])*
        $variant:ident $({ $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })? $(($id:ident: $id_type:ty))?
        named $name:expr, in $($page:ident)::+, at $address:literal, $access:ident, below $above:expr
        $(, loads |$model:ident| $loads:expr)?
        $(, draws $view:ty = |$m:ident| $draws:expr)?;
    )*) => {
        /// The pages, with what they draw: those of the table of [`screens`](crate::screens), and what stands in the place of
        /// one.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Screen {
            $($(#[$doc])* $variant $(($view))?,)*
            /// No such page.
            NotFound,
            /// Personal, and nobody is signed in: sign in here.
            SignIn(account::sign_in::View),
            /// The part of the app that draws it is on its way, or could not be had.
            Arriving(LoadView<()>),
            /// Personal, and it is not known yet who is signed in.
            AskingWho(LoadView<()>),
        }
    };
}
crate::screens!(variants);

/// Whether a personal screen may be shown.
pub(crate) enum Gate {
    /// Yes.
    Open,
    /// No: this is shown instead.
    Closed(Box<Screen>),
}

impl Gate {
    /// No: this is shown instead.
    pub(crate) fn closed(screen: Screen) -> Self {
        Self::Closed(Box::new(screen))
    }
}
