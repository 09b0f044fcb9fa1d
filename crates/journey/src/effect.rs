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
    /// Keep a text over reloads, or forget it. Each is an entry of its own: what another tab keeps stays as it is.
    Keep {
        /// What kind of text.
        what: Keep,
        /// Of a kind of which there are several, which; else empty.
        of: String,
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
    /// An application being prepared: one entry for each kind and person, `{kind}.{citizen}`. Version 0.1 had one in all.
    Draft,
    /// A submission under way: one entry for each, by its idempotency key, written before the first byte is sent. Version 0.1
    /// had one in all, with a list.
    Sending,
    /// A sign-out that the backend has not confirmed yet, and whether the person asked for it: written before the first byte
    /// is sent.
    SignOut,
}

impl Keep {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Settings, Self::Draft, Self::Sending, Self::SignOut];
}

/// A text that is kept on the device: whatever is found there, readable or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What kind of text.
    pub what: Keep,
    /// Which of its kind; empty where there is one.
    pub of: String,
    /// The text.
    pub text: String,
}

/// All texts that are kept on the device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored(pub Vec<Kept>);

impl Stored {
    /// The text of that kind and name.
    pub fn get(&self, what: Keep, of: &str) -> Option<&str> {
        self.of(what).find(|kept| kept.of == of).map(|kept| &*kept.text)
    }

    /// All of that kind.
    pub fn of(&self, what: Keep) -> impl Iterator<Item = &Kept> {
        self.0.iter().filter(move |kept| kept.what == what)
    }

    /// Puts a text in the place of the one of that kind and name, or takes it away.
    pub fn set(&mut self, what: Keep, of: &str, text: Option<String>) {
        self.0.retain(|kept| kept.what != what || kept.of != of);
        self.0.extend(text.map(|text| Kept { what, of: of.to_owned(), text }));
    }
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
    /// The setting was changed. Whether the device keeps it over a reload is not known.
    Saved,
    /// The browser was asked for something, and may do nothing: there are other ways.
    HandedOver,
    /// The city was changed.
    CityChanged,
    /// Something could not be loaded.
    CouldNotLoad,
    /// Something could not be sent.
    CouldNotSend,
    /// An application was refused by the backend.
    NotAccepted,
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
