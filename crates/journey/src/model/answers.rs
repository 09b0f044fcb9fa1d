//! What comes of the requests: each answer goes to the step that asked.

use super::Model;
use crate::answer::Answer;
use crate::requests::{Number, Slot};
use crate::route::Route;
use contract::http::Outcome;
use contract::values::Instant;

/// A difference of clocks below this is the `Date` header's own coarseness, in milliseconds.
const CLOCK_TOLERANCE_MS: i64 = 2000;

impl Model {
    /// A request came to its end. An answer that nobody waits for is dropped.
    pub(super) fn answered(&mut self, number: Number, outcome: Outcome) {
        let Some(request) = self.cx.requests.finish(number) else { return };
        let mut signed_out = false;
        if let Ok(response) = &outcome {
            signed_out = response.status == 401;
            if let Some(at) = response.header("Date").and_then(Instant::from_http_date) {
                self.learn_clock(request.sent, at);
            }
        }
        self.hand_on(request.slot, &Answer::new(outcome, request.code, self.cx.now));
        if signed_out && self.cx.session().is_some() {
            self.sign_in.end(&mut self.cx);
        }
    }

    /// Hands an answer to the step that asked.
    fn hand_on(&mut self, slot: Slot, answer: &Answer) {
        let cx = &mut self.cx;
        match slot {
            Slot::Session => self.sign_in.asked(cx, answer),
            Slot::SignIn => self.sign_in.signed_in(cx, answer),
            Slot::SignInCode => self.sign_in.code_sent(cx, answer),
            Slot::SignOut => self.sign_in.signed_out(answer),
            Slot::Cities => {
                self.cities.loaded(cx, answer);
                if matches!(cx.route, Route::Home | Route::Center) {
                    self.load_services();
                }
            }
            Slot::Services => self.home.loaded(cx, answer),
            Slot::Card => self.card.loaded(cx, answer),
            Slot::CardCode => self.card.code_loaded(cx, answer),
            Slot::Reveal(field) => self.card.revealed(cx, field, answer),
            Slot::CardServices => self.card_services.loaded(cx, answer),
            Slot::Summary => self.record.summary_loaded(cx, answer),
            Slot::Months => self.record.months_loaded(cx, answer),
            Slot::Check => self.apply.checked(cx, answer),
            Slot::Verification => self.apply.proof.begun(cx, answer),
            Slot::VerificationAnswer => self.apply.proof_answered(cx, answer),
            Slot::Submit => {
                if let Some(application) = self.apply.submitted(cx, answer) {
                    self.applications.submitted(cx, application);
                }
            }
            Slot::Applications => self.applications.list_loaded(cx, answer),
            Slot::Application => self.applications.loaded(cx, answer),
            Slot::Withdraw => self.applications.withdrawn(cx, answer),
            Slot::AccessLog => self.applications.access_loaded(cx, answer),
            Slot::Demo => {
                if self.demo.loaded(cx, answer) {
                    self.renew();
                }
            }
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
        self.apply.wake(&mut self.cx);
        self.card.wake(&mut self.cx);
        self.applications.wake(&mut self.cx);
    }
}
