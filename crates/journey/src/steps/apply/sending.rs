//! The one submission. Its key is made at the person's confirmation, kept on the device before the first
//! byte is sent, and the same on every try, reload and tab; it is never used for another payload.
//! While nobody knows what became of it, the screen says so, and never "sent" or "failed".

use super::{Event, State};
use crate::cx::{self, Cx};
use crate::domain::Instant;
use crate::effect::{EmbedderEvent, Keep, Notice};
use crate::failure::{Failure, FailureKind};
use crate::requests::Slot;
use crate::route::Route;
use crate::shared::Shared;
use crate::{Event as AppEvent, api};
use contract::application::{Application, Submission};
use contract::json::{self, FromJson, ToJson};
use contract::problem::ProblemType;

/// A submission under way, as it is kept on the device.
#[derive(Clone, Debug, PartialEq, Eq, FromJson, ToJson)]
pub(crate) struct Sending {
    /// Opaque id of the person.
    pub(crate) citizen: String,
    /// The idempotency key.
    pub(crate) key: String,
    /// What is sent, to the letter.
    pub(crate) body: Submission,
    /// When the person confirmed.
    pub(crate) confirmed_at: Instant,
    /// Whether any try may have arrived. A try that certainly did not leaves this as it was.
    pub(crate) maybe_arrived: bool,
    /// How many tries there were.
    pub(crate) tries: u32,
}

impl Sending {
    /// Reads what was kept, of everybody who used this device; anything unreadable is none.
    pub(crate) fn read(text: &str) -> Vec<Self> {
        json::read(text.as_bytes()).unwrap_or_default()
    }

    /// Keeps it beside what others have under way; `None`: theirs only.
    fn keep(this: Option<&Self>, others: &[Self], cx: &mut Cx) {
        let all: Vec<&Self> = this.into_iter().chain(others).take(MOST_KEPT).collect();
        cx.keep(Keep::Sending, if all.is_empty() { None } else { Some(json::write(&all)) });
    }
}

/// How the sending goes.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// On its way.
    Sending {
        /// How many tries there were, this one included.
        tries: u32,
    },
    /// It certainly did not leave the device: nothing was submitted, try again.
    NotSent(Failure),
    /// Nobody knows yet whether it arrived. It is asked again by itself.
    Unknown {
        /// What happened last.
        failure: Failure,
        /// When it is asked again.
        next_try: Instant,
    },
    /// The backend refused: nothing was submitted.
    Refused(Failure),
}

/// Seconds before the tries after the first; then always the last.
const PAUSES: [i64; 5] = [2, 5, 10, 30, 60];
/// However long the backend asks to be left alone, the person learns within that many seconds how it stands.
const LONGEST_PAUSE: i64 = 3600;
/// How many people's submissions are kept on one device.
const MOST_KEPT: usize = 8;
/// For how many seconds a backend certainly keeps a key and what it stands for (the contract's rule). A refusal
/// that comes later may be of a second application, not of the first.
const KEY_SECONDS: i64 = 24 * 3600;

impl State {
    /// The last button. A second tap finds the sending under way and does nothing.
    pub(super) fn confirm(&mut self, cx: &mut Cx) {
        if self.sending.is_some() {
            if matches!(self.progress, Some(Progress::NotSent(_))) {
                self.send(cx);
            }
            return;
        }
        if !matches!(cx.route, Route::Apply { stage: crate::Stage::Confirm, .. }) {
            return;
        }
        let Some(check) = self.check.data().filter(|c| c.eligible) else { return };
        let Some(draft) = self.draft.as_ref().filter(|d| {
            d.kind == check.kind
                && d.open_stage(check) == crate::Stage::Confirm
                && cx.session().is_some_and(|s| s.citizen == d.citizen)
        }) else {
            return;
        };
        let Some(body) = draft.submission(check) else { return };
        self.sending = Some(Sending {
            citizen: draft.citizen.clone(),
            key: cx::key(&cx.chance),
            body,
            confirmed_at: cx.now,
            maybe_arrived: false,
            tries: 0,
        });
        self.send(cx);
    }

    /// Sends, or sends again: the same key, the same payload.
    pub(super) fn send(&mut self, cx: &mut Cx) {
        if cx.requests.is_pending(Slot::Submit) {
            return;
        }
        let Some(sending) = &mut self.sending else { return };
        sending.tries = sending.tries.saturating_add(1);
        // Kept as "may have arrived" before the first byte: if the page is killed now, nobody knows.
        let kept = Sending { maybe_arrived: true, ..sending.clone() };
        Sending::keep(Some(&kept), &self.others, cx);
        self.progress = Some(Progress::Sending { tries: sending.tries });
        let (call, kind) = (api::submit(&sending.body, &sending.key), sending.body.kind);
        let fits = Box::new(move |a: &Application| a.kind == kind && has_id(a));
        cx.ask_of(Slot::Submit, call, fits, |r| AppEvent::Apply(Event::Submitted(r)));
    }

    /// What was kept from before a reload is asked about; so is what waits for its next try.
    pub(crate) fn resume(&mut self, cx: &mut Cx) {
        let due = match &self.progress {
            None => true,
            // A clock that was put back must not make the wait longer.
            Some(Progress::Unknown { next_try, .. }) => *next_try <= cx.now || cx.now < self.unknown_since,
            Some(_) => false,
        };
        if due && self.sending.is_some() {
            self.send(cx);
        }
    }

    /// The network is back: what is not known is asked about at once.
    pub(crate) fn network_back(&mut self, cx: &mut Cx) {
        if matches!(self.progress, Some(Progress::Unknown { .. })) {
            self.send(cx);
        }
    }

    /// Gives the application, if it was accepted.
    pub(super) fn submitted(
        &mut self,
        cx: &mut Cx,
        result: Result<Shared<Application>, Failure>,
    ) -> Option<Shared<Application>> {
        let Some(sending) = &mut self.sending else { return None };
        match result {
            Ok(application) => {
                self.sending = None;
                self.progress = None;
                self.draft = None;
                self.check = crate::Load::Idle;
                self.verification = crate::Load::Idle;
                Sending::keep(None, &self.others, cx);
                cx.keep(Keep::Draft, None);
                cx.announce(Notice::Submitted);
                cx.tell(EmbedderEvent::Submitted);
                // A person who went elsewhere meanwhile is not pulled away: the notice says it, the list has it.
                if cx.route.is_flow() {
                    self.leave_flow(cx, Route::Receipt(application.id.clone()));
                }
                return Some(application);
            }
            Err(failure) => match judge(&failure) {
                Verdict::NotSent if !sending.maybe_arrived => {
                    Sending::keep(None, &self.others, cx);
                    cx.announce(Notice::CouldNotSend);
                    self.progress = Some(Progress::NotSent(failure));
                }
                Verdict::Refused if !failure.is_signed_out() => {
                    let key_forgotten = cx.now >= sending.confirmed_at.plus_seconds(KEY_SECONDS);
                    let unknown = sending.maybe_arrived && key_forgotten;
                    self.sending = None;
                    Sending::keep(None, &self.others, cx);
                    if unknown {
                        // Whether the first try was carried out only the list can tell now.
                        self.progress = None;
                        if cx.route.is_flow() {
                            self.leave_flow(cx, Route::Applications);
                        }
                        return None;
                    }
                    cx.announce(Notice::CouldNotSend);
                    self.progress = Some(Progress::Refused(failure));
                }
                verdict => {
                    sending.maybe_arrived |= verdict == Verdict::Unknown;
                    let n = usize::try_from(sending.tries).unwrap_or(usize::MAX);
                    let pause = PAUSES[n.saturating_sub(1).min(PAUSES.len() - 1)];
                    let longest = cx.now.plus_seconds(LONGEST_PAUSE);
                    let next_try = failure.retry_at.unwrap_or(cx.now).min(longest).max(cx.now.plus_seconds(pause));
                    self.unknown_since = cx.now;
                    let kept = Sending { maybe_arrived: true, ..sending.clone() };
                    Sending::keep(Some(&kept), &self.others, cx);
                    cx.wake_at(next_try);
                    self.progress = Some(Progress::Unknown { failure, next_try });
                }
            },
        }
        None
    }

    /// The person gives up what certainly did not leave the device, or closes a refusal.
    pub(crate) fn leave_sending(&mut self, cx: &mut Cx) {
        match self.progress {
            Some(Progress::NotSent(_)) => {
                self.sending = None;
                self.progress = None;
                Sending::keep(None, &self.others, cx);
            }
            Some(Progress::Refused(_)) => self.progress = None,
            _ => {}
        }
    }
}

/// Whether it can be asked about again: an id has to fit into an address (the contract's rule).
fn has_id(application: &Application) -> bool {
    (1..=128).contains(&application.id.len())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// This try certainly changed nothing.
    NotSent,
    /// This try may have been carried out.
    Unknown,
    /// The backend read it and said no.
    Refused,
}

/// What a failed try means for the question "was it submitted?".
fn judge(failure: &Failure) -> Verdict {
    match failure.kind {
        FailureKind::NeverSent => Verdict::NotSent,
        FailureKind::MaybeSent | FailureKind::Unusable => Verdict::Unknown,
        // Without the backend's own word the no may be anybody's, after a yes that was lost.
        FailureKind::Refused(ProblemType::NotSignedIn) => Verdict::Refused,
        FailureKind::Refused(_) if !failure.documented => Verdict::Unknown,
        FailureKind::Refused(problem) => match problem {
            // The first request with this key may still be carried out, or be cut off by the failure.
            ProblemType::RequestInProgress
            | ProblemType::ServerError
            | ProblemType::Unavailable
            | ProblemType::TooManyRequests
            | ProblemType::Unknown => Verdict::Unknown,
            _ => Verdict::Refused,
        },
    }
}
