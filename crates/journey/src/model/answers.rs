//! What comes of the requests: each answer goes to the step that asked.

use super::Model;
use super::parts::Call;
use crate::answer::Answer;
use crate::part::Part;
use crate::requests::{Number, Slot};
use crate::route::Route;
use crate::slots::slots;
use contract::http::Outcome;
use contract::values::Instant;

/// A difference of clocks below this is the `Date` header's own coarseness, in milliseconds.
const CLOCK_TOLERANCE_MS: i64 = 2000;

impl Model {
    /// A request came to its end. An answer that nobody waits for is dropped; one that comes before the part with the step
    /// that will ask for it is kept.
    pub(super) fn answered(&mut self, number: Number, outcome: Outcome) {
        let Some(outcome) = self.cx.requests.keep_early(number, outcome) else { return };
        let Some(request) = self.cx.requests.finish(number) else { return };
        let mut signed_out = false;
        // What follows from an answer follows from what its request did.
        self.cx.by_itself = request.by_itself;
        if let Ok(response) = &outcome {
            signed_out = response.status == 401;
            if !signed_out && !request.by_itself && request.slot.keeps_alive() {
                // A time to come is that of a clock that was put back since.
                if self.cx.seen <= request.sent || self.cx.seen > self.device_now {
                    self.cx.seen = request.sent;
                }
                self.account.idle.warning = None;
            }
            if let Some(at) = response.header("Date").and_then(Instant::from_http_date) {
                self.learn_clock(request.sent, at);
            }
        }
        self.note_too_early(&outcome);
        let answer = Answer::new(outcome, request.code, self.cx.now);
        match request.slot.part() {
            None => self.hand_on_in_home(request.slot, &answer),
            Some(part) => self.call(part, Call::Answered(request.slot, &answer)),
        }
        if signed_out && self.cx.session().is_some() {
            self.account.sign_in.end(&mut self.cx);
        }
    }

    /// The cities came, or not. Home shows what can be done in the one chosen.
    fn cities_loaded(&mut self, answer: &Answer) {
        self.home.cities.loaded(&self.cx, answer);
        if matches!(self.cx.route, Route::Home | Route::Center) {
            self.load_services();
        }
    }

    /// The state of the demo came, or not: after some changes everything is asked anew.
    fn demo_loaded(&mut self, answer: &Answer) {
        if self.demo.loaded(&self.cx, answer) {
            self.renew();
        }
    }

    /// An answer was dated at some time between its request's leaving and its own coming, and the date is cut
    /// to the second: a slow answer does not make a good clock a wrong one.
    fn learn_clock(&mut self, sent: Instant, at: Instant) {
        let most = self.device_now.ms().saturating_sub(at.ms());
        let least = sent.ms().saturating_sub(at.ms()).saturating_sub(999).min(most);
        let fits = |ahead: i64| {
            least.saturating_sub(CLOCK_TOLERANCE_MS) < ahead && ahead < most.saturating_add(CLOCK_TOLERANCE_MS)
        };
        if fits(self.cx.device_ahead_ms) {
            return;
        }
        self.cx.device_ahead_ms = if fits(0) { 0 } else { 0_i64.clamp(least, most).max(-i64::MAX) };
        self.read_clock();
        // What was to happen at some time of the backend's happens at another of the device's.
        self.call(Part::Account, Call::ClockLearnt);
        self.call_personal(|| Call::ClockLearnt);
    }
}

macro_rules! in_part {
    ($part:ident $hand_on:ident, $(
        $slot:ident $(($field:ident: $type:ty))? $whose:ident $wait:ident in $of:ident => |$m:ident, $answer:ident| $to:expr;
    )*) => {
        #[allow(unused_variables, clippy::match_same_arms, reason = "answers for other parts do nothing here")]
        impl Model {
            /// Hands an answer to the step of this part that asked.
            pub(super) fn $hand_on(&mut self, slot: Slot, answer: &Answer) {
                match slot {
                    $(Slot::$slot $(($field))? => crate::part!($part [$of] {
                        let ($m, $answer) = (self, answer);
                        $to;
                    } {}),)*
                }
            }
        }
    };
}

macro_rules! in_each_part {
    ($($rows:tt)*) => {
        in_part!(home hand_on_in_home, $($rows)*);
        in_part!(account hand_on_in_account, $($rows)*);
        in_part!(card hand_on_in_card, $($rows)*);
        in_part!(apply hand_on_in_apply, $($rows)*);
        in_part!(demo hand_on_in_demo, $($rows)*);
    };
}
slots!(in_each_part);
