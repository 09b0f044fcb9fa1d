//! The demo panel's state: how answers are delayed and made to fail, and how far the clock is ahead.

use crate::reply;
use contract::demo::{DemoChange, Fault};
use contract::http::{JSON, Response};
use contract::json::{FromJson, ToJson};
use contract::problem::{Problem, ProblemType};
use contract::values::Instant;

/// The greatest delay, in milliseconds.
pub(crate) const MAX_LATENCY_MS: u32 = 60_000;
/// What `Retry-After` says on a made-up refusal, in seconds.
const RETRY_SECONDS: i64 = 5;

/// State of the panel, kept in the store so that every tab and every reload sees the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromJson, ToJson)]
pub(crate) struct Panel {
    pub(crate) latency_ms: u32,
    pub(crate) fault: Option<Fault>,
    pub(crate) fault_count: u32,
    pub(crate) ahead_seconds: i32,
    /// The session cookie: the embedded backend is its own cookie jar.
    pub(crate) cookie: Option<String>,
}

/// What becomes of a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// This is the answer; the rules never see the request.
    Answer(Response),
    /// It never leaves.
    NotSent,
    /// The rules answer it; whether the answer is then lost.
    Carry {
        /// Whether the answer is lost.
        lose_answer: bool,
    },
}

impl Panel {
    /// The backend's time.
    pub(crate) fn time(&self, device: Instant) -> Instant {
        device.plus_seconds(i64::from(self.ahead_seconds))
    }

    /// Decides what becomes of the next request, and counts it.
    pub(crate) fn before(&mut self, now: Instant) -> Action {
        let Some(fault) = self.fault.filter(|_| self.fault_count > 0) else {
            return Action::Carry { lose_answer: false };
        };
        if self.fault_count != u32::MAX {
            self.fault_count -= 1;
        }
        if self.fault_count == 0 {
            self.fault = None;
        }
        match fault {
            Fault::Offline => Action::NotSent,
            Fault::LostAnswer => Action::Carry { lose_answer: true },
            Fault::ServerError => refuse(ProblemType::ServerError, None, now),
            Fault::TooManyRequests => refuse(ProblemType::TooManyRequests, Some(now.plus_seconds(RETRY_SECONDS)), now),
            Fault::Conflict => refuse(ProblemType::RequestInProgress, None, now),
            Fault::Malformed => {
                let mut response = Response::new(200);
                response.body = b"{\"items\":[{\"id\":".to_vec();
                reply::set(&mut response, "Content-Type", JSON);
                Action::Answer(response)
            }
        }
    }

    /// Applies a change; what is absent stays.
    pub(crate) fn change(&mut self, change: &DemoChange) {
        if change.reset {
            *self = Self::default();
        }
        if let Some(ms) = change.latency_ms {
            self.latency_ms = ms.min(MAX_LATENCY_MS);
        }
        if let Some(fault) = change.fault {
            (self.fault, self.fault_count) = (Some(fault), 1);
        }
        if let Some(count) = change.fault_count {
            self.fault_count = count;
        }
        if self.fault_count == 0 || self.fault.is_none() {
            (self.fault, self.fault_count) = (None, 0);
        }
        if let Some(seconds) = change.advance_seconds {
            self.ahead_seconds = self.ahead_seconds.saturating_add(seconds.max(0));
        }
    }
}

fn refuse(kind: ProblemType, retry_at: Option<Instant>, now: Instant) -> Action {
    let detail = Some("made to fail by the demo panel".to_owned());
    Action::Answer(reply::problem(Problem { retry_at, detail, ..Problem::new(kind) }, now))
}

#[cfg(test)]
mod tests {
    use super::{Action, Panel};
    use contract::demo::{DemoChange, Fault};
    use contract::values::Instant;

    const NOW: Instant = Instant::from_ms(1_800_000_000_000);
    const CARRY: Action = Action::Carry { lose_answer: false };

    #[test]
    fn a_fault_lasts_as_long_as_asked_for() {
        let mut panel = Panel::default();
        assert_eq!(panel.before(NOW), CARRY);
        panel.change(&DemoChange { fault: Some(Fault::Offline), fault_count: Some(2), ..DemoChange::default() });
        assert_eq!(
            [panel.before(NOW), panel.before(NOW), panel.before(NOW)],
            [Action::NotSent, Action::NotSent, CARRY]
        );
        assert_eq!((panel.fault, panel.fault_count), (None, 0));
        panel.change(&DemoChange { fault: Some(Fault::LostAnswer), ..DemoChange::default() });
        assert_eq!([panel.before(NOW), panel.before(NOW)], [Action::Carry { lose_answer: true }, CARRY]);
        panel.change(&DemoChange { fault: Some(Fault::Offline), fault_count: Some(u32::MAX), ..DemoChange::default() });
        assert!((0..1000).all(|_| panel.before(NOW) == Action::NotSent));
        panel.change(&DemoChange { fault_count: Some(0), ..DemoChange::default() });
        assert_eq!(panel.before(NOW), CARRY);
        panel.change(&DemoChange { fault_count: Some(9), ..DemoChange::default() });
        assert_eq!(panel.fault_count, 0, "a count without a fault is none");
    }

    #[test]
    fn refusals_look_like_the_real_ones() {
        for (fault, status, retry) in [
            (Fault::ServerError, 500, None),
            (Fault::TooManyRequests, 429, Some("5")),
            (Fault::Conflict, 409, Some("1")),
            (Fault::Malformed, 200, None),
        ] {
            let mut panel = Panel { fault: Some(fault), fault_count: 1, ..Panel::default() };
            let Action::Answer(response) = panel.before(NOW) else { panic!("{fault:?} answers") };
            assert_eq!((response.status, response.header("Retry-After")), (status, retry));
            let readable = serde_json::from_slice::<serde_json::Value>(&response.body).is_ok();
            assert_eq!(readable, fault != Fault::Malformed);
        }
    }

    #[test]
    fn the_clock_only_goes_forward_and_a_reset_sets_it_back() {
        let mut panel = Panel::default();
        let ahead = |seconds| DemoChange { advance_seconds: Some(seconds), ..DemoChange::default() };
        panel.change(&ahead(600));
        panel.change(&ahead(-1));
        assert_eq!(panel.time(NOW), NOW.plus_seconds(600));
        panel.change(&ahead(i32::MAX));
        assert_eq!(panel.ahead_seconds, i32::MAX);
        let change = DemoChange { reset: true, latency_ms: Some(u32::MAX), ..DemoChange::default() };
        panel.change(&change);
        assert_eq!(panel, Panel { latency_ms: super::MAX_LATENCY_MS, ..Panel::default() });
    }
}
