//! Requests under way: an answer is recognised by its number, and dropped when nobody waits for it.

use crate::event::Event;
use crate::failure::{self, Failure};
use contract::http::Outcome;
use contract::values::Instant;

/// The number of a request; never used twice in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(u32);

impl Number {
    /// The plain number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

/// What a request is for. A new one takes the place of an older one for the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    Session,
    SignIn,
    SignInCode,
    SignOut,
    Cities,
    Services,
    Card,
    CardCode,
    RevealIdNumber,
    RevealCardNumber,
    CardServices,
    Summary,
    Months,
    Check,
    Verification,
    Answer,
    Submit,
    Applications,
    Application,
    Withdraw,
    AccessLog,
    Demo,
}

impl Slot {
    /// Whether the request changes something, or is not for one screen only: it is waited for wherever the
    /// person goes.
    const fn is_kept(self) -> bool {
        self.is_anybodys() && !matches!(self, Self::Services)
            || matches!(self, Self::Submit | Self::Withdraw | Self::Verification | Self::Answer)
    }

    /// Whether the answer is the same whoever is signed in, or says who is.
    const fn is_anybodys(self) -> bool {
        matches!(
            self,
            Self::Session
                | Self::SignIn
                | Self::SignInCode
                | Self::SignOut
                | Self::Cities
                | Self::Services
                | Self::Demo
        )
    }
}

/// Turns the body of a success, or why there is none, into the event it means; with the support code made for the
/// request.
pub(crate) type Then = Box<dyn FnOnce(Result<Vec<u8>, Failure>, &str) -> Event>;

struct Pending {
    number: Number,
    slot: Slot,
    /// When it left, by the device's clock.
    sent: Instant,
    code: String,
    then: Then,
}

/// The requests under way.
#[derive(Default)]
pub(crate) struct Requests {
    last: u32,
    pending: Vec<Pending>,
    dropped: u32,
}

impl Requests {
    /// Notes a new request; gives its number, and the one whose place it takes.
    pub(crate) fn begin(&mut self, slot: Slot, sent: Instant, code: String, then: Then) -> (Number, Option<Number>) {
        let older = self.end_slot(slot);
        self.last += 1;
        let number = Number(self.last);
        self.pending.push(Pending { number, slot, sent, code, then });
        (number, older)
    }

    /// The event an answer means; `None` if nobody waits for it.
    pub(crate) fn finish(&mut self, number: Number, outcome: Outcome, now: Instant) -> Option<Event> {
        let Some(at) = self.pending.iter().position(|p| p.number == number) else {
            self.dropped += 1;
            return None;
        };
        let mut pending = self.pending.swap_remove(at);
        // Whatever is wrong with an answer, the backend's log has it under the name that the answer gives.
        if let Some(code) = outcome.as_ref().ok().and_then(failure::code_in) {
            code.clone_into(&mut pending.code);
        }
        Some((pending.then)(Failure::sort(outcome, &pending.code, now), &pending.code))
    }

    /// When a request left, by the device's clock; `None` if nobody waits for it.
    pub(crate) fn sent_at(&self, number: Number) -> Option<Instant> {
        self.pending.iter().find(|p| p.number == number).map(|p| p.sent)
    }

    /// Whether a request for that is under way.
    pub(crate) fn is_pending(&self, slot: Slot) -> bool {
        self.pending.iter().any(|p| p.slot == slot)
    }

    /// Nobody waits for that any more.
    pub(crate) fn end_slot(&mut self, slot: Slot) -> Option<Number> {
        let at = self.pending.iter().position(|p| p.slot == slot)?;
        Some(self.pending.swap_remove(at).number)
    }

    /// The person left the screen: nobody waits for what it was loading.
    pub(crate) fn end_reads(&mut self) -> Vec<Number> {
        self.keep_only(Slot::is_kept)
    }

    /// The person is gone: what comes for them now must not be shown to the next.
    pub(crate) fn end_personal(&mut self) -> Vec<Number> {
        self.keep_only(Slot::is_anybodys)
    }

    fn keep_only(&mut self, keep: fn(Slot) -> bool) -> Vec<Number> {
        let mut ended = Vec::new();
        self.pending.retain(|p| {
            if !keep(p.slot) {
                ended.push(p.number);
            }
            keep(p.slot)
        });
        ended
    }

    /// How many answers came that nobody waited for.
    pub(crate) const fn dropped(&self) -> u32 {
        self.dropped
    }
}
