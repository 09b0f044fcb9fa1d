//! The log: one JSON object a line, and nothing in it that is about a person.
//!
//! That is so by the type of what can be said: no member of an [`Event`] can hold a text that came with a request
//! (ASVS 5.0, 16.2.5). A path is written as the template it fits, a request as the id made for it here. A person and a
//! network are written as pseudonyms: who has the key can tell whether a line is about one that is known already, and
//! nobody else can try all numbers and addresses until one fits.

use crate::clock::Clock;
use crate::network::Network;
use hmac::{Hmac, Mac};
use serde::{Serialize, Serializer};
use sha2::{Digest as _, Sha256};
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
        /// Where it came from.
        #[serde(skip_serializing_if = "Option::is_none")]
        network: Option<Pseudonym>,
        /// Who is signed in, or tries to.
        #[serde(skip_serializing_if = "Option::is_none")]
        subject: Option<Pseudonym>,
    },
    /// A security event (ASVS 5.0, 16.3).
    Security {
        name: Security,
        #[serde(skip_serializing_if = "Option::is_none")]
        request_id: Option<RequestId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        network: Option<Pseudonym>,
        #[serde(skip_serializing_if = "Option::is_none")]
        subject: Option<Pseudonym>,
        /// Of who has signed in: what tries at that were logged under, with a subject of their own as nobody was known yet.
        #[serde(skip_serializing_if = "Option::is_none")]
        tried: Option<Pseudonym>,
    },
    /// A proxy stands in front, and nobody has said which: all clients count as one.
    ProxiesMissing { advice: &'static str },
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

/// The security events, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Security {
    /// Somebody has signed in.
    SignedIn,
    /// Somebody could not sign in: a wrong answer, or nobody of that number.
    SignInFailed,
    /// Somebody has signed out.
    SignedOut,
    /// Somebody who is signed in has proved who they are once more.
    Verified,
    /// They could not.
    VerificationFailed,
    /// What was asked is locked, after too many wrong answers.
    Locked,
    /// A token that is none, or none any more.
    SessionRefused,
    /// Another page made a browser ask.
    ForgedRequest,
    /// Too many tries, for one subject or from one network.
    TriesExceeded,
    /// A trusted proxy has sent an `X-Forwarded-For` that cannot be read.
    ForwardedUnreadable,
    /// Somebody who is no trusted proxy has sent `X-Forwarded-For`. Said once: it may be a proxy that is not listed.
    ForwardedUntrusted,
    /// A network wanted more connections than one may have. Said once a minute.
    ConnectionsExceeded,
}

/// What stands for a person or a network: 64 bits of an HMAC (RFC 2104).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pseudonym(u64);

impl Serialize for Pseudonym {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:016x}", self.0))
    }
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
            Self::Security { name: Security::SignedIn | Security::SignedOut | Security::Verified, .. } => "info",
            Self::Stopped { clean: false } | Self::ProxiesMissing { .. } | Self::Security { .. } => "warn",
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
    /// Of the length that an HMAC of SHA-256 uses as it is.
    key: [u8; 64],
}

#[derive(Serialize)]
struct Line {
    at: String,
    level: &'static str,
    #[serde(flatten)]
    event: Event,
}

impl Log {
    /// A log with that clock, into that sink. Its pseudonyms are its own.
    pub fn new(clock: Clock, sink: Sink) -> Self {
        let mut key = [0; 64];
        // Without randomness nothing is answered, and so nobody is named.
        let _ = getrandom::fill(&mut key);
        Self { clock, sink, key }
    }

    /// The same with a key of that secret: the pseudonyms of two logs with one secret are the same.
    #[must_use]
    pub fn keyed(mut self, secret: &[u8]) -> Self {
        self.key = [0; 64];
        self.key.iter_mut().zip(Sha256::digest(secret)).for_each(|(byte, digest)| *byte = digest);
        self
    }

    fn pseudonym(&self, kind: &[u8], bytes: &[u8]) -> Pseudonym {
        let mac = Hmac::<Sha256>::new(&self.key.into()).chain_update(kind).chain_update(bytes);
        let bytes = mac.finalize().into_bytes();
        Pseudonym(bytes.iter().take(8).fold(0, |all, byte| all << 8 | u64::from(*byte)))
    }

    /// The pseudonym of a network.
    pub fn network(&self, network: Network) -> Pseudonym {
        self.pseudonym(b"network:", &network.bits())
    }

    /// The pseudonym of a person, by a number or a name that only they have.
    pub fn subject(&self, named: &str) -> Pseudonym {
        self.pseudonym(b"subject:", named.as_bytes())
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
    use super::{Event, Log, Place, Pseudonym, RequestId, Security};
    use crate::clock::Clock;
    use crate::network::Network;
    use std::net::IpAddr;
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
            network: Some(Pseudonym(0xab)),
            subject: None,
        });
        let lines = lines.lock().unwrap();
        assert_eq!(lines[0], r#"{"at":"1970-01-01T00:00:00Z","level":"info","event":"stopping"}"#);
        assert_eq!(
            lines[1],
            r#"{"at":"1970-01-01T00:00:00Z","level":"error","event":"request","method":"GET","route":"/v1/card","status":503,"ms":2,"request_id":"AAAAAAAAAAAAAAAA","network":"00000000000000ab"}"#
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
    fn a_pseudonym_is_the_same_for_who_has_the_key_and_for_nobody_else() {
        let log = || Log::new(Clock::fixed(|| 0), Arc::new(|_| {}));
        let [one, other] = [[192, 0, 2, 1], [192, 0, 2, 2]].map(|address| Network::from(IpAddr::from(address)));
        let own = log();
        assert_eq!(own.network(one), own.network(one));
        assert_ne!(own.network(one), own.network(other));
        assert_ne!(own.network(one), log().network(one), "each log has a key of its own");
        let keyed = || log().keyed(b"a secret of a deployment");
        assert_eq!(keyed().subject("990000198506010034"), keyed().subject("990000198506010034"));
        assert_ne!(keyed().subject("a"), log().keyed(b"another").subject("a"));
        assert_eq!(log().keyed(b"secret").subject("a"), Pseudonym(OF_SECRET));
    }

    /// `printf 'subject:a' | openssl dgst -sha256 -mac HMAC -macopt hexkey:$(printf secret | sha256sum | cut -c-64)`.
    const OF_SECRET: u64 = 0x9520_2f65_eea3_71ee;

    #[test]
    fn a_security_event_has_a_name_and_a_level() {
        for (name, level, text) in
            [(Security::SignInFailed, "warn", "sign_in_failed"), (Security::SignedIn, "info", "signed_in")]
        {
            let event =
                Event::Security { name, request_id: None, network: None, subject: Some(Pseudonym(1)), tried: None };
            assert_eq!(event.level(), level);
            let line = serde_json::to_string(&event).unwrap();
            assert_eq!(line, format!(r#"{{"event":"security","name":"{text}","subject":"0000000000000001"}}"#));
        }
    }

    #[test]
    fn two_requests_have_two_ids() {
        assert_ne!(RequestId::fresh(), RequestId::fresh());
        assert!(RequestId::fresh().as_str().bytes().all(|b| b.is_ascii_alphanumeric()));
    }
}
