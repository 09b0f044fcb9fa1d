//! What happened: past-tense facts, one closed enum. It holds what a page, the shell or the embedder can say; what the
//! backend says comes as [`Event::Answered`] only.

use crate::effect::{Keep, Stored};
use crate::part::Part;
use crate::requests::Number;
use crate::route::Route;
use crate::steps::account::sign_in::EmbedderCode;
use crate::steps::{
    account::{sessions, sign_in},
    apply::{self, applications},
    card::{self, record},
    demo,
    home::{self, cities, settings},
};
use contract::http::Outcome;
use contract::values::Instant;

/// Time and chance, handed in with each event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The device's time. It goes on evenly: what is done to the device's clock while the app is open does not show here.
    pub now: Instant,
    /// Sixteen fresh random bytes.
    pub chance: [u8; 16],
}

/// What the app starts with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Start {
    /// Whether the backend is the embedded one, with its demo panel.
    pub demo: bool,
    /// Language in use, as a BCP 47 tag.
    pub lang: String,
    /// Whether only Home is here yet, and the other parts are loaded as they are wanted.
    pub in_parts: bool,
    /// What was kept.
    pub stored: Stored,
    /// Whether the embedder can sign somebody in.
    pub embedder_signs_in: bool,
    /// What the embedder has put into the address for that.
    pub handed: Option<EmbedderCode>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The app started. Followed by [`Event::RouteChanged`] with the first route.
    Started(Box<Start>),
    /// The address changed: a link, back, forward, or an [`crate::Effect::Go`].
    RouteChanged {
        /// Where the person is now.
        route: Route,
        /// Position of the entry in the history, counted from the app's first; 0 if unknown.
        index: u32,
        /// Whether the entry was there before: back or forward. A new one, and one in the place of another, was not.
        again: bool,
    },
    /// A request came to its end.
    Answered {
        /// Which one.
        number: Number,
        /// How.
        outcome: Outcome,
    },
    /// A part of the app came, or could not be had.
    PartSettled {
        /// Which.
        part: Part,
        /// Whether it is here.
        came: bool,
    },
    /// A link was touched: most likely it is followed in a moment.
    Touched(Route),
    /// Another tab kept a text on the device, or forgot it.
    KeptElsewhere {
        /// What kind of text.
        what: Keep,
        /// Which of its kind; empty where there is one.
        of: String,
        /// The text; `None`: it is forgotten.
        text: Option<String>,
    },
    /// The time asked for has come.
    Woke,
    /// The page went out of sight.
    Hidden,
    /// The page came into sight again, or got the focus.
    Shown,
    /// The device's clock was set, or the device slept with the page in sight, by so many milliseconds: what follows is as after
    /// a time out of sight. If it slept past the end of the session, nothing personal is shown before it is known who is there.
    ClockJumped(i64),
    /// The page was taken out of the browser's back-forward cache: nothing was heard meanwhile. What is kept on the device now.
    Restored(Stored),
    /// The person did something, here or in another tab, at that time by the device's clock. Sent before [`Event::Woke`].
    Acted(Instant),
    /// The device says whether it has a network. It can be wrong: requests are tried all the same.
    ConnectionChanged {
        /// Whether it has one.
        online: bool,
    },
    /// The back link of the app's own bar was tapped.
    BackTapped,
    /// "Try again" was tapped on a page that could not be loaded, or a page was pulled down.
    RetryTapped,
    /// Signing in and out.
    SignIn(sign_in::Event),
    /// Where the person is signed in.
    Sessions(sessions::Event),
    /// Home and its search.
    Home(home::Event),
    /// The city picker.
    Cities(cities::Event),
    /// The electronic card.
    Card(card::Event),
    /// The record.
    Record(record::Event),
    /// From "Cancel" to the receipt.
    Apply(apply::Event),
    /// Applications, their timeline, withdrawal.
    Applications(applications::Event),
    /// Settings, and the guide.
    Settings(settings::Event),
    /// The demo panel.
    Demo(demo::Event),
}
