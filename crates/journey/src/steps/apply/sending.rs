//! The one submission. Its key is made at the person's confirmation, kept on the device before the first
//! byte is sent, and the same on every try, reload and tab; it is never used for another payload.
//! While nobody knows what became of it, the screen says so, and never "sent" or "failed".

use crate::answer::Answer;
use crate::api;
use crate::cx::{self, Cx};
use crate::effect::{Keep, Notice};
use crate::failure::{Failure, FailureKind};
use crate::requests::Slot;
use crate::shared::Shared;
use contract::application::{Application, ApplicationKind, Submission};
use contract::json::{self, FromJson, ToJson};
use contract::problem::ProblemType;
use contract::values::{Instant, is_id};

/// A submission under way, as it is kept on the device.
#[derive(Clone, Debug, PartialEq, Eq, FromJson, ToJson)]
struct Sending {
    /// Opaque id of the person.
    citizen: String,
    /// The idempotency key.
    key: String,
    /// What is sent, to the letter.
    body: Submission,
    /// When the person confirmed.
    confirmed_at: Instant,
    /// Whether any try may have arrived. A try that certainly did not leaves this as it was.
    maybe_arrived: bool,
    /// How many tries there were.
    tries: u32,
}

impl Sending {
    /// Keeps it on the device as one that may have arrived: if the page is killed now, nobody knows.
    fn keep(&self, cx: &mut Cx) {
        let kept = Self { maybe_arrived: true, ..self.clone() };
        cx.keep(Keep::Sending, &self.key, Some(json::write(&kept)));
    }
}

/// Gives each submission of everybody who used this device an entry of its own: up to version 0.1 they were one.
pub(super) fn split_old(cx: &mut Cx) {
    let Some(old) = cx.stored.get(Keep::Sending, "") else { return };
    let old: Vec<Sending> = json::read(old.as_bytes()).unwrap_or_default();
    for sending in old.iter().filter(|sending| !sending.key.is_empty()) {
        sending.keep(cx);
    }
    cx.keep(Keep::Sending, "", None);
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
/// For how many seconds a backend certainly keeps a key and what it stands for (the contract's rule). A refusal
/// that comes later may be of a second application, not of the first.
const KEY_SECONDS: i64 = 24 * 3600;

/// The submission under way, and how it goes.
#[derive(Default)]
pub(crate) struct Outbox {
    sending: Option<Sending>,
    /// Others of this person that were kept, and have their turn when this one has come to its end.
    next: Vec<Sending>,
    progress: Option<Progress>,
    /// What was applied for with a refusal, and whether the person has seen that it was refused.
    refused: Option<(ApplicationKind, bool)>,
    /// When it was last found that nobody knows.
    unknown_since: Instant,
}

/// What the flow learns of an answer to the submission.
pub(super) enum News {
    /// It was accepted.
    Accepted(Shared<Application>),
    /// It is over, and only the list of applications can tell whether it was carried out.
    SeeList,
    /// [`Outbox::progress`] says how it stands.
    Progress,
}

impl Outbox {
    /// What was kept on the device, for this person; anything unreadable is none.
    pub(crate) fn restore(&mut self, cx: &Cx) {
        let Some(session) = cx.session() else { return };
        let kept = cx.stored.of(Keep::Sending).filter_map(|kept| json::read::<Sending>(kept.text.as_bytes()));
        let here = self.sending.as_ref().map(|s| &s.key);
        self.next = kept.filter(|s| s.citizen == session.citizen && here != Some(&s.key)).collect();
    }

    /// What the one sends that has its turn next.
    pub(super) fn next_body(&self) -> Option<&Submission> {
        self.next.last().map(|s| &s.body)
    }

    /// What is being sent; `None` where nothing is.
    pub(super) fn body(&self) -> Option<&Submission> {
        self.sending.as_ref().map(|s| &s.body)
    }

    /// Whether a submission is under way.
    pub(crate) const fn is_sending(&self) -> bool {
        self.sending.is_some()
    }

    /// How the sending goes, or how it ended.
    pub(super) const fn progress(&self) -> Option<&Progress> {
        self.progress.as_ref()
    }

    /// What was applied for, where it was refused.
    pub(super) fn refused(&self) -> Option<ApplicationKind> {
        self.refused.map(|(kind, _)| kind)
    }

    /// Whether the flow shows how a submission goes or ended, whatever step the person is at.
    pub(crate) const fn is_shown(&self) -> bool {
        self.is_sending() || self.refused.is_some()
    }

    /// How the submission under way goes, or that it was refused, as long as the person has not seen that.
    pub(crate) fn under_way(&self) -> Option<&Progress> {
        self.progress().filter(|_| self.is_sending() || matches!(self.refused, Some((_, false))))
    }

    /// The person confirmed this: its key is made.
    pub(super) fn begin(&mut self, cx: &mut Cx, citizen: String, body: Submission) {
        self.sending = Some(Sending {
            citizen,
            key: cx::key(&cx.chance),
            body,
            confirmed_at: cx.now,
            maybe_arrived: false,
            tries: 0,
        });
        self.send(cx);
    }

    /// The last button was tapped again: what is under way is not begun anew.
    pub(super) fn confirm_again(&mut self, cx: &mut Cx) {
        if matches!(self.progress, Some(Progress::NotSent(_))) {
            self.send(cx);
        }
    }

    /// Sends, or sends again: the same key, the same payload.
    pub(super) fn send(&mut self, cx: &mut Cx) {
        if cx.requests.is_pending(Slot::Submit) {
            return;
        }
        let Some(sending) = &mut self.sending else { return };
        sending.tries = sending.tries.saturating_add(1);
        // Before the first byte.
        sending.keep(cx);
        self.progress = Some(Progress::Sending { tries: sending.tries });
        cx.ask(Slot::Submit, api::submit(&sending.body, &sending.key));
    }

    /// What was kept from before a reload is asked about; so is what waits for its next try.
    pub(crate) fn resume(&mut self, cx: &mut Cx) {
        while self.sending.is_none() && self.progress.is_none() {
            let Some(next) = self.next.pop() else { return };
            // Another tab may have come to its end.
            self.sending = cx.stored.get(Keep::Sending, &next.key).is_some().then_some(next);
        }
        let due = match &self.progress {
            None => true,
            // A clock that was put back must not make the wait longer.
            Some(Progress::Unknown { next_try, .. }) => *next_try <= cx.now || cx.now < self.unknown_since,
            Some(_) => false,
        };
        if due {
            self.send(cx);
        }
    }

    /// The network is back: what is not known is asked about at once.
    pub(crate) fn network_back(&mut self, cx: &mut Cx) {
        if matches!(self.progress, Some(Progress::Unknown { .. })) {
            self.send(cx);
        }
    }

    /// The submission came to its end, or nobody knows.
    pub(super) fn answered(&mut self, cx: &mut Cx, answer: &Answer) -> News {
        let Some(sending) = &mut self.sending else { return News::Progress };
        // Without an id it could not be asked about again.
        let failure = match answer.read_if(|a: &Application| a.kind == sending.body.kind && is_id(&a.id)) {
            Ok(application) => {
                self.end(cx);
                return News::Accepted(application);
            }
            Err(failure) => failure,
        };
        match judge(&failure) {
            Verdict::NotSent if !sending.maybe_arrived => {
                cx.keep(Keep::Sending, &sending.key, None);
                cx.announce(Notice::CouldNotSend);
                self.progress = Some(Progress::NotSent(failure));
            }
            Verdict::Refused if !failure.is_signed_out() => {
                let key_forgotten = cx.now >= sending.confirmed_at.plus_seconds(KEY_SECONDS);
                let unknown = sending.maybe_arrived && key_forgotten;
                let kind = sending.body.kind;
                self.end(cx);
                if unknown {
                    return News::SeeList;
                }
                cx.announce(Notice::NotAccepted);
                self.progress = Some(Progress::Refused(failure));
                self.refused = Some((kind, cx.route.is_flow()));
            }
            verdict => {
                sending.maybe_arrived |= verdict == Verdict::Unknown;
                let n = usize::try_from(sending.tries).unwrap_or(usize::MAX);
                let pause = PAUSES[n.saturating_sub(1).min(PAUSES.len() - 1)];
                let longest = cx.now.plus_seconds(LONGEST_PAUSE);
                let next_try = failure.retry_at.unwrap_or(cx.now).min(longest).max(cx.now.plus_seconds(pause));
                self.unknown_since = cx.now;
                sending.keep(cx);
                cx.wake_at(next_try);
                self.progress = Some(Progress::Unknown { failure, next_try });
            }
        }
        News::Progress
    }

    fn end(&mut self, cx: &mut Cx) {
        if let Some(sending) = self.sending.take() {
            cx.keep(Keep::Sending, &sending.key, None);
        }
        self.clear_progress();
    }

    /// The person gives up what certainly did not leave the device, or goes on from a refusal that they have seen. One that came
    /// while they were elsewhere stays until they have.
    pub(crate) fn leave(&mut self, cx: &mut Cx) {
        match (&self.progress, &mut self.refused) {
            (Some(Progress::NotSent(_)), _) => self.end(cx),
            (_, Some((_, seen))) if !*seen => *seen = cx.route.is_flow(),
            (Some(Progress::Refused(_)), _) => self.clear_progress(),
            _ => {}
        }
    }

    /// How it went is of no interest any more.
    pub(super) fn clear_progress(&mut self) {
        self.progress = None;
        self.refused = None;
    }

    /// Asks to be woken for the next try.
    pub(super) fn wake(&self, cx: &mut Cx) {
        if let Some(Progress::Unknown { next_try, .. }) = &self.progress {
            cx.wake_at(*next_try);
        }
    }
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
