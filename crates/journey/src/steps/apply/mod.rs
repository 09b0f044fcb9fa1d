//! From "Cancel" to the receipt: what is meant, may I, what follows, reason and month, everything once
//! more, identity, and the one submission.
//!
//! - [`draft`](self): what is kept over a reload while the person decides.
//! - `sending`: the submission, which happens once whatever the network does.

pub mod applications;
mod draft;
mod sending;
mod view;

pub(crate) use draft::Draft;
pub use sending::Progress;
pub(crate) use sending::Sending;
pub use view::{Identity, View};

use crate::cx::Cx;
use crate::domain::{CodeError, SixDigits};
use crate::effect::{How, Keep, Notice};
use crate::failure::Failure;
use crate::load::Load;
use crate::requests::Slot;
use crate::route::{Route, Stage};
use crate::shared::Shared;
use crate::{Event as AppEvent, api};
use contract::application::{Application, ApplicationKind, Check, ConsequenceCode, Motive};
use contract::problem::ProblemType;
use contract::values::{Instant, YearMonth};
use contract::verification::{Verification, VerificationMethod, VerificationRequest, Verified};

/// An application being prepared, or sent.
#[derive(Default)]
pub(crate) struct State {
    draft: Option<Draft>,
    check: Load<Check>,
    /// "Continue" was tapped where something is missing: the page says what.
    incomplete: bool,
    verification: Load<Verification>,
    /// How identity is being proved.
    method: Option<VerificationMethod>,
    code_error: Option<CodeError>,
    answer_failure: Option<Failure>,
    sending: Option<Sending>,
    /// What other people have under way on this device: kept for them, and not looked at.
    others: Vec<Sending>,
    progress: Option<Progress>,
    /// When it was last found that nobody knows.
    unknown_since: Instant,
    /// First and last entry of the flow in the history, as far as they are in one piece.
    span: Option<(u32, u32)>,
    /// Whether the last entry visited is of the flow.
    inside: bool,
}

/// What happened between "Cancel" and the receipt.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The check came, or not.
    Checked(Result<Shared<Check>, Failure>),
    /// A consequence was ticked, or its tick taken back.
    Acknowledged {
        /// Which.
        code: ConsequenceCode,
        /// Whether it is ticked now.
        ticked: bool,
    },
    /// A reason was chosen.
    MotiveChosen(Motive),
    /// A month was chosen.
    MonthChosen(YearMonth),
    /// "Continue" was tapped.
    ContinueTapped,
    /// A way to prove identity was chosen.
    MethodChosen(VerificationMethod),
    /// "Send again" was tapped.
    ResendTapped,
    /// The code was sent (or the password may be typed), or not.
    VerificationBegun(Result<Shared<Verification>, Failure>),
    /// A code or password was entered.
    AnswerSubmitted(String),
    /// It was right, or not.
    Answered(Result<Shared<Verified>, Failure>),
    /// "Verify again" was tapped after the verification ran out.
    VerifyAgainTapped,
    /// The last button was tapped.
    ConfirmTapped,
    /// The submission came to its end, or nobody knows.
    Submitted(Result<Shared<Application>, Failure>),
    /// "Check again" was tapped while nobody knows.
    CheckAgainTapped,
    /// "Think again" was tapped: the draft is forgotten.
    Abandoned,
}

impl State {
    /// What was kept on the device, for this person.
    pub(crate) fn restore(&mut self, cx: &Cx, citizen: &str, draft: Option<&str>, sending: Option<&str>) {
        if self.sending.is_none() {
            let kept = sending.map(Sending::read).unwrap_or_default();
            let (mine, others): (Vec<_>, Vec<_>) = kept.into_iter().partition(|s| s.citizen == citizen);
            self.sending = mine.into_iter().next();
            self.others = others;
        }
        if self.draft.is_none() {
            self.draft = draft.and_then(Draft::read).filter(|d| d.citizen == citizen);
            if let Some((first, last)) = self.draft.as_ref().and_then(|d| d.entries) {
                self.span = match self.span {
                    Some((f, l)) if f <= last && first <= l => Some((f.min(first), l.max(last))),
                    None => Some((first, last)),
                    other => other,
                };
                self.visit(&cx.route, cx.index);
            }
        }
    }

    /// Notes which entries of the history are of the flow, so that they can be taken off it at its end.
    pub(crate) fn visit(&mut self, route: &Route, index: u32) {
        let was_inside = std::mem::replace(&mut self.inside, route.is_flow());
        self.span = match self.span {
            Some((first, last)) if (first..=last).contains(&index) => {
                // Another page in the place of one of them: what came after is gone.
                if self.inside {
                    Some((first, last))
                } else {
                    index.checked_sub(1).filter(|l| *l >= first).map(|l| (first, l))
                }
            }
            Some((first, last)) if self.inside && was_inside && last.checked_add(1) == Some(index) => {
                Some((first, index))
            }
            _ if self.inside => Some((index, index)),
            other => other,
        };
    }

    /// Whether a submission is under way.
    pub(crate) const fn is_sending(&self) -> bool {
        self.sending.is_some()
    }

    pub(crate) const fn progress(&self) -> Option<&Progress> {
        self.progress.as_ref()
    }

    /// A step was entered, by a link, by its address, or by going back.
    pub(crate) fn enter(&mut self, cx: &mut Cx, kind: ApplicationKind, stage: Stage) {
        self.incomplete = false;
        if self.sending.is_some() {
            // One at a time: whatever step this is, it shows how the sending goes.
            return;
        }
        if self.draft.as_ref().is_none_or(|d| d.kind != kind) {
            let Some(session) = cx.session() else { return };
            self.draft = Some(Draft::new(&session.citizen, kind));
            self.check = Load::Idle;
            self.clear_verification(cx);
            self.method = None;
        }
        let span = self.span;
        if self.draft.as_ref().is_some_and(|d| d.entries != span) {
            self.change(cx, |d| d.entries = span);
        }
        let other = self.check.data().is_some_and(|c| c.kind != kind);
        if other {
            self.check = Load::Idle;
        }
        // The first step asks each time: the record may have changed. The later ones build on its answer.
        if stage == Stage::Eligibility || self.check.data().is_none() {
            self.load_check(cx);
        } else {
            self.guard(cx, stage);
        }
    }

    pub(crate) fn load_check(&mut self, cx: &mut Cx) {
        let Some(kind) = self.draft.as_ref().map(|d| d.kind) else { return };
        self.check.ask(cx.now);
        let fits = Box::new(move |c: &Check| c.kind == kind);
        cx.ask_of(Slot::Check, api::check(kind), fits, |r| AppEvent::Apply(Event::Checked(r)));
    }

    /// "Try again" where identity could not begin to be proved.
    pub(crate) fn retry_verification(&mut self, cx: &mut Cx) {
        if let (Load::Failed(_), Some(method)) = (&self.verification, self.method) {
            self.begin_verification(cx, method);
        }
    }

    pub(crate) fn update(&mut self, cx: &mut Cx, event: Event) -> Option<Shared<Application>> {
        match event {
            Event::Checked(result) => {
                self.check.settle(result, cx.now);
                if let Route::Apply { stage, .. } = cx.route {
                    self.guard(cx, stage);
                }
            }
            Event::Acknowledged { code, ticked } => self.change(cx, |d| d.acknowledge(code, ticked)),
            Event::MotiveChosen(motive) => self.change(cx, |d| d.motive = Some(motive)),
            Event::MonthChosen(month) => self.change(cx, |d| d.month = Some(month)),
            Event::ContinueTapped => self.go_on(cx),
            Event::MethodChosen(method) => self.begin_verification(cx, method),
            Event::ResendTapped => {
                let due = self.verification.data().filter(|v| v.resend_at <= cx.now).map(|v| v.method);
                if let Some(method) = due {
                    self.begin_verification(cx, method);
                }
            }
            Event::VerificationBegun(result) => {
                if result.as_ref().is_ok_and(|v| v.method == VerificationMethod::SmsCode) {
                    cx.announce(Notice::CodeSent);
                }
                self.verification.settle(result, cx.now);
                self.wake(cx);
            }
            Event::AnswerSubmitted(text) => self.answer(cx, &text),
            Event::Answered(result) => self.answered(cx, result),
            // What is being sent may rest on the verification: it is not to be given up under it.
            Event::VerifyAgainTapped if self.sending.is_some() => {}
            Event::VerifyAgainTapped => {
                self.clear_verification(cx);
                self.progress = None;
                self.go_to(cx, Stage::Verify, How::Replace);
            }
            Event::ConfirmTapped => self.confirm(cx),
            Event::Submitted(result) => return self.submitted(cx, result),
            Event::CheckAgainTapped => self.send(cx),
            Event::Abandoned => self.abandon(cx),
        }
        None
    }

    /// Changes the draft and keeps it. What is being sent does not change any more.
    fn change(&mut self, cx: &mut Cx, change: impl FnOnce(&mut Draft)) {
        if self.sending.is_some() {
            return;
        }
        if let Some(draft) = &mut self.draft {
            change(draft);
            cx.keep(Keep::Draft, Some(draft.write()));
        }
    }

    /// The first step that is not done yet.
    fn open_stage(&self) -> Stage {
        match (self.check.data().filter(|c| c.eligible), &self.draft) {
            (Some(check), Some(draft)) => draft.open_stage(check),
            _ => Stage::Eligibility,
        }
    }

    /// A step whose ground is not laid is not shown; the first open one is, in its place.
    fn guard(&mut self, cx: &mut Cx, stage: Stage) {
        let Some(check) = self.check.data() else { return };
        let open = self.open_stage();
        if stage > open {
            self.go_to(cx, open, How::Replace);
        } else if stage == Stage::Details && !Draft::asks_details(check) {
            // Nothing is asked there: the step before is where back leads, too.
            self.go_to(cx, Stage::Consequences, How::Replace);
        }
    }

    fn go_to(&self, cx: &mut Cx, stage: Stage, how: How) {
        if let Some(draft) = &self.draft {
            cx.go(Route::Apply { kind: draft.kind, stage }, how);
        }
    }

    /// "Continue": to the next step, or says what is missing in this one.
    fn go_on(&mut self, cx: &mut Cx) {
        let Route::Apply { stage, .. } = cx.route else { return };
        let (Some(check), Some(draft)) = (self.check.data().filter(|c| c.eligible), &self.draft) else { return };
        let next = match stage {
            Stage::Eligibility => Stage::Consequences,
            Stage::Consequences if !draft.all_acknowledged(check) => stage,
            Stage::Consequences if Draft::asks_details(check) => Stage::Details,
            Stage::Details if !draft.has_details(check) => stage,
            Stage::Consequences | Stage::Details => Stage::Review,
            Stage::Review if draft.verified.is_some() => Stage::Confirm,
            Stage::Review => Stage::Verify,
            Stage::Verify | Stage::Confirm => stage,
        };
        self.incomplete = next == stage;
        if next != stage {
            self.go_to(cx, next, How::Push);
        }
    }

    fn clear_verification(&mut self, cx: &mut Cx) {
        self.verification = Load::Idle;
        self.code_error = None;
        self.answer_failure = None;
        cx.forget(Slot::Verification);
        cx.forget(Slot::Answer);
        if self.draft.as_ref().is_some_and(|d| d.verified.is_some()) {
            self.change(cx, |d| d.verified = None);
        }
    }

    fn begin_verification(&mut self, cx: &mut Cx, method: VerificationMethod) {
        // A second tap must not ask for a second code: the backend would refuse it, and the first be lost.
        let busy = cx.requests.is_pending(Slot::Answer) || cx.requests.is_pending(Slot::Verification);
        if self.sending.is_some() || busy {
            return;
        }
        self.clear_verification(cx);
        self.method = Some(method);
        self.verification.ask(cx.now);
        let body = VerificationRequest::Application { method };
        cx.ask(Slot::Verification, api::verification(&body), |r| AppEvent::Apply(Event::VerificationBegun(r)));
    }

    fn answer(&mut self, cx: &mut Cx, text: &str) {
        let Some(verification) = self.verification.data() else { return };
        if cx.requests.is_pending(Slot::Answer) {
            return;
        }
        self.answer_failure = None;
        self.code_error = None;
        match SixDigits::parse(text) {
            Ok(code) => cx.ask(Slot::Answer, api::answer(&verification.id, code.as_str()), |r| {
                AppEvent::Apply(Event::Answered(r))
            }),
            Err(e) => self.code_error = Some(e),
        }
    }

    fn answered(&mut self, cx: &mut Cx, result: Result<Shared<Verified>, Failure>) {
        match result {
            Ok(verified) => {
                self.change(cx, |d| d.verified = Some(verified.id.clone()));
                if matches!(cx.route, Route::Apply { stage: Stage::Verify, .. }) {
                    // In place of the code: going back must not ask for a code that was used.
                    self.go_to(cx, Stage::Confirm, How::Replace);
                }
            }
            Err(failure) => {
                let over = matches!(failure.refusal(), Some(ProblemType::VerificationExpired | ProblemType::Locked));
                if over {
                    self.verification = Load::Idle;
                }
                self.answer_failure = Some(failure);
            }
        }
    }

    fn abandon(&mut self, cx: &mut Cx) {
        // What certainly did not leave the device can be given up; what may have arrived cannot.
        self.leave_sending(cx);
        if self.sending.is_some() {
            return;
        }
        self.draft = None;
        self.check = Load::Idle;
        self.clear_verification(cx);
        self.progress = None;
        cx.keep(Keep::Draft, None);
        self.leave_flow(cx, Route::CardServices);
    }

    /// Out of the flow: its entries are taken off the history, so that back does not lead into it again.
    fn leave_flow(&mut self, cx: &mut Cx, route: Route) {
        let back = match self.span.take() {
            Some((first, last)) if (first..=last).contains(&cx.index) => cx.index - first,
            _ => 0,
        };
        cx.go(route, How::Unwind(back));
    }

    /// Signed out: nothing of the person stays in memory. What is kept on the device names nobody.
    pub(crate) fn forget_person(&mut self) {
        *self = Self { span: self.span, inside: self.inside, ..Self::default() };
    }

    /// Asks to be woken when something of this changes by itself.
    pub(crate) fn wake(&self, cx: &mut Cx) {
        if let Some(v) = self.verification.data() {
            cx.wake_at(v.resend_at);
            cx.wake_at(v.expires_at);
        }
        if let Some(Progress::Unknown { next_try, .. }) = &self.progress {
            cx.wake_at(*next_try);
        }
    }
}
