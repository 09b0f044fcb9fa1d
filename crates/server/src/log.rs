//! The log: one JSON object a line, and nothing in it that is about a person.
//!
//! That is so by the type of what can be said: no member of an [`Event`] can hold a text that came with a request
//! (ASVS 5.0, 16.2.5). A path is written as the template it fits, a request as the id made for it here.

use crate::clock::Clock;
use serde::Serialize;
use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;

/// What can be said.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub(crate) enum Event {
    /// The server answers from now on.
    Listening { address: SocketAddr },
    /// A request was answered.
    Request {
        /// `OTHER` for one that HTTP does not name.
        method: &'static str,
        /// The template that its path fits.
        route: &'static str,
        status: u16,
        /// How long it took until the answer was there, in milliseconds.
        ms: u64,
        /// Its id, which the answer has in `X-Request-Id`.
        request_id: RequestId,
    },
    /// The store could not be used.
    Store { failure: &'static str },
    /// What has run out was thrown away: so many documents.
    Swept { documents: usize },
    /// A part of the program gave up; what it said is not here, for it may quote a request.
    Panic { place: Place },
    /// No new connections are taken.
    Stopping,
    /// The end. It is clean if every request that had begun was answered, and the log of the store moved into its file.
    Stopped { clean: bool },
}

/// A place in the sources.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Place(String);

impl From<&std::panic::Location<'_>> for Place {
    fn from(at: &std::panic::Location<'_>) -> Self {
        Self(format!("{}:{}", at.file(), at.line()))
    }
}

impl Event {
    const fn level(&self) -> &'static str {
        match self {
            Self::Request { status: 500.., .. } | Self::Store { .. } | Self::Panic { .. } => "error",
            Self::Stopped { clean: false } => "warn",
            _ => "info",
        }
    }
}

/// The id of a request: 16 characters (80 bits) that are not mistaken for one another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct RequestId(String);

impl RequestId {
    /// A fresh one. Without randomness it is one that says so; such a request is refused in any case.
    pub fn fresh() -> Self {
        const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
        let mut chance = [0; 16];
        let _ = getrandom::fill(&mut chance);
        Self(chance.map(|byte| char::from(LETTERS[usize::from(byte % 32)])).iter().collect())
    }

    /// The same as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where the lines go.
pub type Sink = Arc<dyn Fn(&str) + Send + Sync>;

/// The log.
#[derive(Clone)]
pub struct Log {
    clock: Clock,
    sink: Sink,
}

#[derive(Serialize)]
struct Line {
    at: String,
    level: &'static str,
    #[serde(flatten)]
    event: Event,
}

impl Log {
    /// A log with that clock, into that sink.
    pub fn new(clock: Clock, sink: Sink) -> Self {
        Self { clock, sink }
    }

    /// Says where a part of the program gave up, from now on.
    pub fn take_panics(self) {
        std::panic::set_hook(Box::new(move |info| {
            let place = info.location().unwrap_or(std::panic::Location::caller());
            self.say(Event::Panic { place: place.into() });
        }));
    }

    pub(crate) fn say(&self, event: Event) {
        let line = Line { at: self.clock.now().to_string(), level: event.level(), event };
        if let Ok(text) = serde_json::to_string(&line) {
            (self.sink)(&text);
        }
    }
}

/// Standard error. A line that cannot be written is lost: nothing else can be done about it.
pub fn stderr() -> Sink {
    Arc::new(|line| {
        let _ = writeln!(std::io::stderr().lock(), "{line}");
    })
}

#[cfg(test)]
mod tests {
    use super::{Event, Log, Place, RequestId};
    use crate::clock::Clock;
    use std::sync::{Arc, Mutex};

    #[test]
    fn a_line_is_one_object_with_a_level() {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&lines);
        let log = Log::new(Clock::fixed(|| 0), Arc::new(move |line| kept.lock().unwrap().push(line.to_owned())));
        log.say(Event::Stopping);
        log.say(Event::Request {
            method: "GET",
            route: "/v1/card",
            status: 503,
            ms: 2,
            request_id: RequestId("A".repeat(16)),
        });
        let lines = lines.lock().unwrap();
        assert_eq!(lines[0], r#"{"at":"1970-01-01T00:00:00Z","level":"info","event":"stopping"}"#);
        assert_eq!(
            lines[1],
            r#"{"at":"1970-01-01T00:00:00Z","level":"error","event":"request","method":"GET","route":"/v1/card","status":503,"ms":2,"request_id":"AAAAAAAAAAAAAAAA"}"#
        );
    }

    #[test]
    fn a_panic_is_a_place_and_levels_tell_what_needs_somebody() {
        let place = Place::from(std::panic::Location::caller());
        let event = Event::Panic { place };
        assert_eq!(event.level(), "error");
        let text = serde_json::to_string(&event).unwrap();
        assert!(text.contains("log.rs:") && !text.contains("message"), "{text}");
        assert_eq!(Event::Stopped { clean: false }.level(), "warn");
        assert_eq!(Event::Store { failure: "full" }.level(), "error");
    }

    #[test]
    fn two_requests_have_two_ids() {
        assert_ne!(RequestId::fresh(), RequestId::fresh());
        assert!(RequestId::fresh().as_str().bytes().all(|b| b.is_ascii_alphanumeric()));
    }
}
