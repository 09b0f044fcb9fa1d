//! What all steps share: the time and the chance of the moment, where the person is and who, and the effects asked for.

use crate::effect::{Effect, EmbedderEvent, How, Keep, Notice, Stored};
use crate::failure::Failure;
use crate::part::Part;
use crate::requests::{Requests, Slot};
use crate::route::Route;
use crate::settings::Settings;
use crate::shared::Shared;
use contract::http::{BACKGROUND, PREFETCH, PURPOSE, Request, TRACEPARENT};
use contract::session::Session;
use contract::values::Instant;

/// Who is there.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Who {
    /// Not asked yet.
    #[default]
    Unknown,
    /// Being asked, since then.
    Asking(Instant),
    /// The backend could not be asked.
    Unclear(Failure),
    /// Nobody.
    Out,
    /// Somebody.
    In(Shared<Session>),
}

/// What is around the steps. Made once, and lent to whichever step takes in what happened.
#[derive(Default)]
pub(crate) struct Cx {
    /// The backend's clock, as well as it is known.
    pub(crate) now: Instant,
    /// Device's clock minus the backend's, in milliseconds.
    pub(crate) device_ahead_ms: i64,
    /// Sixteen fresh random bytes.
    pub(crate) chance: [u8; 16],
    /// When the person did something last, by the device's clock.
    pub(crate) acted: Instant,
    /// When the last request left that the backend answered and that keeps the session alive, by the device's clock.
    pub(crate) seen: Instant,
    /// What is asked for now follows from a timer, not from something the person did.
    pub(crate) by_itself: bool,
    /// Where the person is.
    pub(crate) route: Route,
    /// Position of the current entry in the history.
    pub(crate) index: u32,
    /// Whether the person came back to it, or forward.
    pub(crate) again: bool,
    /// The page is out of sight.
    pub(crate) hidden: bool,
    /// Who is signed in.
    pub(crate) who: Who,
    /// What was chosen about the app.
    pub(crate) settings: Settings,
    /// What is kept on the device, as far as this tab knows.
    pub(crate) stored: Stored,
    pub(crate) requests: Requests,
    /// What is to be done once the update is over.
    pub(crate) effects: Vec<Effect>,
}

impl Cx {
    pub(crate) const fn session(&self) -> Option<&Shared<Session>> {
        match &self.who {
            Who::In(session) => Some(session),
            _ => None,
        }
    }

    /// Sends a request. The model hands its answer to the step whose slot it is.
    pub(crate) fn ask(&mut self, slot: Slot, mut request: Request) {
        if self.requests.claim(slot, &request.path) {
            return;
        }
        let trace = trace(&self.chance);
        request.headers.push((TRACEPARENT.to_owned(), ["00-", &trace, "-", &trace[16..], "-01"].concat()));
        // This page shows nothing of the card or the record: it is for the pages behind it.
        if self.route == Route::SocialSecurity && slot.part() == Some(Part::Card) {
            request.headers.push((PURPOSE.to_owned(), PREFETCH.to_owned()));
        } else if self.by_itself && self.session().is_some_and(|session| session.background == Some(true)) {
            request.headers.push((PURPOSE.to_owned(), BACKGROUND.to_owned()));
        }
        let code = support_code(&trace);
        let sent = self.device_time(self.now);
        let (number, older) = self.requests.begin(slot, sent, code, self.by_itself);
        if let Some(number) = older {
            self.effects.push(Effect::Abort { number });
        }
        self.effects.push(Effect::Call { number, request });
        self.wake_in_ms(crate::load::SLOW_MS);
    }

    /// Sends a request ahead of the step that will ask for it.
    pub(crate) fn ask_ahead(&mut self, slot: Slot, request: Request) {
        let path = request.path.clone();
        self.ask(slot, request);
        self.requests.note_ahead(path);
    }

    /// Nobody waits for that any more.
    pub(crate) fn forget(&mut self, slot: Slot) {
        if let Some(number) = self.requests.end_slot(slot) {
            self.effects.push(Effect::Abort { number });
        }
    }

    pub(crate) fn go(&mut self, route: Route, how: How) {
        self.effects.push(Effect::Go { route, how });
    }

    /// Keeps a text on the device, or forgets it.
    pub(crate) fn keep(&mut self, what: Keep, of: &str, text: Option<String>) {
        self.stored.set(what, of, text.clone());
        self.effects.push(Effect::Keep { what, of: of.to_owned(), text });
    }

    pub(crate) fn announce(&mut self, notice: Notice) {
        self.effects.push(Effect::Announce(notice));
    }

    pub(crate) fn tell(&mut self, event: EmbedderEvent) {
        self.effects.push(Effect::Tell(event));
    }

    /// Asks to be woken when the backend's clock shows `at`.
    pub(crate) fn wake_at(&mut self, at: Instant) {
        self.effects.push(Effect::WakeAt(self.device_time(at)));
    }

    /// What the device's clock shows when the backend's shows `at`.
    const fn device_time(&self, at: Instant) -> Instant {
        Instant::from_ms(at.ms().saturating_add(self.device_ahead_ms))
    }

    /// What the backend's clock showed when the device's showed `at`.
    pub(crate) const fn backend_time(&self, at: Instant) -> Instant {
        Instant::from_ms(at.ms().saturating_sub(self.device_ahead_ms))
    }

    pub(crate) fn wake_in_ms(&mut self, ms: i64) {
        let at = Instant::from_ms(self.now.ms().saturating_add(ms));
        self.wake_at(at);
    }
}

/// The trace of all that one event asks for: 128 bits, as W3C Trace Context (level 1, 3.2.2.3) wants them. Not the key
/// of a submission, which may be made in the same event: traces are written to logs.
pub(crate) fn trace(chance: &[u8; 16]) -> String {
    let mut other = *chance;
    other.reverse();
    // Never all zero, which would be no id.
    other[0] |= 1;
    other[15] |= 1;
    key(&other)
}

/// The support code of a request whose answer never says one: the first twelve digits of its trace, which is short
/// enough to be read out on the telephone, and finds the request in the backend's log.
pub(crate) fn support_code(trace: &str) -> String {
    trace.get(..12).unwrap_or(trace).to_owned()
}

/// A key for one submission: 128 bits in hexadecimal.
pub(crate) fn key(chance: &[u8; 16]) -> String {
    let mut key = String::with_capacity(32);
    for b in chance {
        for n in [b >> 4, b & 15] {
            key.push(char::from(b"0123456789abcdef"[usize::from(n)]));
        }
    }
    key
}
