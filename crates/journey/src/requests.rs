//! Requests under way: an answer is recognised by its number, and dropped when nobody waits for it.

use crate::part::{Part, part_named};
use crate::slots::slots;
use contract::card::RevealField;
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

macro_rules! whether {
    (anybodys anybodys) => {
        true
    };
    (anywhere anywhere) => {
        true
    };
    ($column:ident $of_row:ident) => {
        false
    };
}

macro_rules! declare {
    ($(
        $slot:ident $(($field:ident: $type:ty))? $whose:ident $wait:ident in $part:ident => |$m:ident, $answer:ident| $to:expr;
    )*) => {
        /// What a request is for. A new one takes the place of an older one for the same thing.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Slot {
            $($slot $(($type))?,)*
        }

        impl Slot {
            /// Whether the request is waited for wherever the person goes.
            const fn is_kept(self) -> bool {
                match self { $(Self::$slot { .. } => whether!(anywhere $wait),)* }
            }

            /// The part that the step which asks is in; `None`: it is there from the start.
            pub(crate) const fn part(self) -> Option<Part> {
                match self { $(Self::$slot { .. } => part_named!($part),)* }
            }

            /// Whether the answer is the same whoever is signed in, or says who is.
            const fn is_anybodys(self) -> bool {
                match self { $(Self::$slot { .. } => whether!(anybodys $whose),)* }
            }

            /// Whether the request keeps a session alive: nothing that anybody may ask does, but for the session itself.
            pub(crate) const fn keeps_alive(self) -> bool {
                !self.is_anybodys() || matches!(self, Self::Session | Self::SignIn)
            }
        }
    };
}
slots!(declare);

/// A request that is waited for.
#[derive(Clone)]
pub(crate) struct Pending {
    number: Number,
    /// What it is for.
    pub(crate) slot: Slot,
    /// When it left, by the device's clock.
    pub(crate) sent: Instant,
    /// The support code made for it.
    pub(crate) code: String,
    /// It follows from a timer, not from something the person did.
    pub(crate) by_itself: bool,
    /// The path, while the request was sent ahead of the step that will ask for it.
    ahead: Option<String>,
    /// The answer, if it came before that step asked.
    early: Option<Outcome>,
}

/// The requests under way.
#[derive(Clone, Default)]
pub(crate) struct Requests {
    last: u32,
    /// The last request before a link was touched: what is asked for since is for the screen it leads to.
    touched: Option<u32>,
    pending: Vec<Pending>,
    dropped: u32,
}

impl Requests {
    /// Notes a new request; gives its number, and the one whose place it takes.
    pub(crate) fn begin(
        &mut self,
        slot: Slot,
        sent: Instant,
        code: String,
        by_itself: bool,
    ) -> (Number, Option<Number>) {
        let older = self.end_slot(slot);
        self.last += 1;
        let number = Number(self.last);
        self.pending.push(Pending { number, slot, sent, code, by_itself, ahead: None, early: None });
        (number, older)
    }

    /// The request begun last was sent ahead of the step that will ask for it.
    pub(crate) fn note_ahead(&mut self, path: String) {
        if let Some(last) = self.pending.last_mut() {
            last.ahead = Some(path);
        }
    }

    /// A step asks for what may be on its way already, sent ahead of it. Gives whether it is: then it is the step's.
    pub(crate) fn claim(&mut self, slot: Slot, path: &str) -> bool {
        let ahead = self.pending.iter_mut().find(|p| p.slot == slot && p.ahead.as_deref() == Some(path));
        ahead.is_some_and(|pending| pending.ahead.take().is_some())
    }

    /// Keeps an answer that came before the step that will ask for it; gives back any other. It goes when nobody waits for
    /// the request any more.
    pub(crate) fn keep_early(&mut self, number: Number, outcome: Outcome) -> Option<Outcome> {
        let Some(ahead) = self.pending.iter_mut().find(|p| p.number == number && p.ahead.is_some()) else {
            return Some(outcome);
        };
        ahead.early = Some(outcome);
        None
    }

    /// An answer that came early, and that a step has asked for since.
    pub(crate) fn take_early(&mut self) -> Option<(Number, Outcome)> {
        let mut claimed = self.pending.iter_mut().filter(|p| p.ahead.is_none());
        claimed.find_map(|p| Some((p.number, p.early.take()?)))
    }

    /// The request came to its end; `None`, and counted, if nobody waits for it.
    pub(crate) fn finish(&mut self, number: Number) -> Option<Pending> {
        let at = self.pending.iter().position(|p| p.number == number);
        self.dropped += u32::from(at.is_none());
        at.map(|at| self.pending.swap_remove(at))
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

    /// A link was touched.
    pub(crate) const fn note_touch(&mut self) {
        self.touched = Some(self.last);
    }

    /// The person left the screen: nobody waits for what it was loading, but for what was sent ahead at the touch of a link.
    pub(crate) fn end_reads(&mut self) -> Vec<Number> {
        let touched = self.touched.take();
        self.keep_only(|p| p.slot.is_kept() || p.ahead.is_some() && touched.is_some_and(|last| p.number.0 > last))
    }

    /// The person is gone: what comes for them now must not be shown to the next.
    pub(crate) fn end_personal(&mut self) -> Vec<Number> {
        self.keep_only(|p| p.slot.is_anybodys())
    }

    fn keep_only(&mut self, keep: impl Fn(&Pending) -> bool) -> Vec<Number> {
        let mut ended = Vec::new();
        self.pending.retain(|p| {
            let kept = keep(p);
            if !kept {
                ended.push(p.number);
            }
            kept
        });
        ended
    }

    /// How many answers came that nobody waited for.
    pub(crate) const fn dropped(&self) -> u32 {
        self.dropped
    }
}
