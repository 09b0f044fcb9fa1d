//! What the core wants done: plain data, one closed enum.

use crate::part::Part;
use crate::requests::Number;
use crate::route::Route;
use crate::settings::Settings;
use contract::http::Request;
use contract::values::Instant;

/// Something for the shell to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send this request; answer with [`crate::Event::Answered`] and the same number.
    Call {
        /// Which request it is.
        number: Number,
        /// What to send.
        request: Request,
    },
    /// Nobody waits for this request any more. Its answer, should one come, is dropped.
    Abort {
        /// Which request it was.
        number: Number,
    },
    /// Go to a route; answer with [`crate::Event::RouteChanged`].
    Go {
        /// Where to.
        route: Route,
        /// What happens to the history.
        how: How,
    },
    /// One entry back in the history; answer with [`crate::Event::RouteChanged`].
    Back,
    /// Keep a text over reloads, or forget it.
    Keep {
        /// Which text.
        what: Keep,
        /// The text; `None` forgets it.
        text: Option<String>,
    },
    /// Dispatch [`crate::Event::Woke`] at that time or soon after (device time).
    WakeAt(Instant),
    /// Say this to everybody, those who do not see included: live region and a short toast.
    Announce(Notice),
    /// The settings changed: text size, appearance.
    Apply(Settings),
    /// Load the words of a language, then speak it from now on and answer with
    /// [`crate::steps::home::settings::Event::LanguageSpoken`]; or, where they cannot be had, change nothing and answer
    /// with [`crate::steps::home::settings::Event::LanguageFailed`]. One that is still loading is given up.
    Speak(String),
    /// Load a part of the app, with its words; answer with [`crate::Event::PartSettled`].
    Load(Part),
    /// Tell the embedder.
    Tell(EmbedderEvent),
    /// Ask the embedder to sign somebody in, with a code bound to this. One that can answer is answered for with
    /// [`crate::steps::account::sign_in::Event::EmbedderAnswered`]; any other brings the code with the address it opens next.
    AskEmbedder {
        /// What the code is to be bound to.
        nonce: String,
    },
}

/// What going somewhere does to the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// A new entry.
    Push,
    /// In place of the current entry.
    Replace,
    /// Back over so many entries first, then in place of the one there: a finished flow leaves no
    /// entry behind that back could re-enter.
    Unwind(u32),
}

/// Texts kept on the device. None of them holds a name, a number of a person or a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// [`Settings`].
    Settings,
    /// The application being prepared.
    Draft,
    /// The submission under way, with its idempotency key: written before the first byte is sent.
    Sending,
    /// A sign-out that the backend has not confirmed yet, and whether the person asked for it: written before the first byte
    /// is sent.
    SignOut,
}

impl Keep {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Settings, Self::Draft, Self::Sending, Self::SignOut];
}

/// Short things to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A code was sent.
    CodeSent,
    /// The embedder did not sign anybody in.
    EmbedderFailed,
    /// Signed in.
    SignedIn,
    /// Signed out.
    SignedOut,
    /// The application was submitted.
    Submitted,
    /// The application was withdrawn.
    Withdrawn,
    /// The list or page was brought up to date.
    Refreshed,
    /// The setting was saved.
    Saved,
    /// The city was changed.
    CityChanged,
    /// Something could not be loaded.
    CouldNotLoad,
    /// Something could not be sent.
    CouldNotSend,
    /// A revealed number was masked again.
    Masked,
    /// A number was copied.
    Copied,
    /// A number could not be copied.
    NotCopied,
}

/// What the embedder is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmbedderEvent {
    /// An application was submitted.
    Submitted,
    /// An application was withdrawn.
    Withdrawn,
}
