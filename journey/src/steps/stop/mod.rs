//! From "Cancel" to the receipt: what is meant, may I, what follows, reason and month, everything once
//! more, identity, and the one submission.
//!
//! - [`draft`](self): what is kept over a reload while the person decides.
//! - `sending`: the submission, which happens once whatever the network does.

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
use crate::{Event as AppEvent, api};
use contract::application::{Application, ApplicationKind, Check, ConsequenceCode, Motive};
use contract::problem::ProblemType;
use contract::values::YearMonth;
use contract::verification::{Verification, VerificationMethod, VerificationRequest, Verified};

/// An application being prepared, or sent.
#[derive(Default)]
pub(crate) struct State {
    draft: Option<Draft>,
    check: Load<Check>,
    /// "Continue" was tapped where something is missing: the page says what.
    incomplete: bool,
    verification: Load<Verification>,
    code_error: Option<CodeError>,
    answer_failure: Option<Failure>,
    sending: Option<Sending>,
    progress: Option<Progress>,
    /// Position in the history of the entry before "Cancel".
    began_at: Option<u32>,
}

/// What happened between "Cancel" and the receipt.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The check came, or not.
    Checked(Result<Check, Failure>),
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
    VerificationBegun(Result<Verification, Failure>),
    /// A code or password was entered.
    AnswerSubmitted(String),
    /// It was right, or not.
    Answered(Result<Verified, Failure>),
    /// "Verify again" was tapped after the verification ran out.
    VerifyAgainTapped,
    /// The last button was tapped.
    ConfirmTapped,
    /// The submission came to its end, or nobody knows.
    Submitted(Result<Application, Failure>),
    /// "Check again" was tapped while nobody knows.
    CheckAgainTapped,
    /// "Think again" was tapped: the draft is forgotten.
    Abandoned,
}

impl State {
    /// What was kept on the device, for this person.
    pub(crate) fn restore(&mut self, citizen: &str, draft: Option<&str>, sending: Option<&str>) {
        if self.sending.is_none() {
            self.sending = sending.and_then(Sending::read).filter(|s| s.citizen == citizen);
        }
        if self.draft.is_none() {
            self.draft = draft.and_then(Draft::read).filter(|d| d.citizen == citizen);
        }
    }

    /// Whether a submission is under way.
    pub(crate) const fn is_sending(&self) -> bool {
        self.sending.is_some()
    }

    pub(crate) const fn progress(&self) -> Option<&Progress> {
        self.progress.as_ref()
    }

    /// "What do you mean?" was entered.
    pub(crate) fn enter_intent(&mut self, cx: &Cx) {
        self.began_at = Some(cx.index);
    }

    /// A step was entered, by a link, by its address, or by going back.
    pub(crate) fn enter(&mut self, cx: &mut Cx, kind: ApplicationKind, stage: Stage) {
        self.incomplete = false;
        if self.sending.is_some() {
            // One at a time: whatever step this is, it shows how the sending goes.
            return;
        }
        if self.draft.as_ref().is_none_or(|d| d.kind != kind) {
            let Some(session) = cx.session else { return };
            self.draft = Some(Draft::new(&session.citizen, kind));
            self.check = Load::Idle;
            self.clear_verification(cx);
        }
        if self.began_at.is_none() {
            self.began_at = Some(cx.index.saturating_sub(Self::depth(stage)));
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

    /// How many entries a step is below "What do you mean?", if all were walked.
    fn depth(stage: Stage) -> u32 {
        Stage::ALL.iter().position(|s| *s == stage).map_or(0, |n| u32::try_from(n).unwrap_or(0) + 1)
    }

    pub(crate) fn load_check(&mut self, cx: &mut Cx) {
        let Some(kind) = self.draft.as_ref().map(|d| d.kind) else { return };
        self.check.ask(cx.now);
        cx.ask(Slot::Check, api::check(kind), |r| AppEvent::Stop(Event::Checked(r)));
    }

    pub(crate) fn update(&mut self, cx: &mut Cx, event: Event) -> Option<Application> {
        match event {
            Event::Checked(result) => {
                self.check.settle(result, cx.now);
                if let Route::Apply { stage, .. } = *cx.route {
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
                if let Ok(v) = &result {
                    cx.wake_at(v.resend_at);
                    cx.wake_at(v.expires_at);
                    if v.method == VerificationMethod::SmsCode {
                        cx.announce(Notice::CodeSent);
                    }
                }
                self.verification.settle(result, cx.now);
            }
            Event::AnswerSubmitted(text) => self.answer(cx, &text),
            Event::Answered(result) => self.answered(cx, result),
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
            cx.keep(Keep::Draft, draft.write());
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
        if self.check.data().is_some() && stage > self.open_stage() {
            let open = self.open_stage();
            self.go_to(cx, open, How::Replace);
        }
    }

    fn go_to(&self, cx: &mut Cx, stage: Stage, how: How) {
        if let Some(draft) = &self.draft {
            cx.go(Route::Apply { kind: draft.kind, stage }, how);
        }
    }

    /// "Continue": to the next step, or says what is missing in this one.
    fn go_on(&mut self, cx: &mut Cx) {
        let Route::Apply { stage, .. } = *cx.route else { return };
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
        if self.draft.as_ref().is_some_and(|d| d.verified.is_some()) {
            self.change(cx, |d| d.verified = None);
        }
    }

    fn begin_verification(&mut self, cx: &mut Cx, method: VerificationMethod) {
        if self.sending.is_some() || cx.requests.is_pending(Slot::Answer) {
            return;
        }
        self.clear_verification(cx);
        self.verification.ask(cx.now);
        let body = VerificationRequest::Application { method };
        cx.ask(Slot::Verification, api::verification(&body), |r| AppEvent::Stop(Event::VerificationBegun(r)));
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
                AppEvent::Stop(Event::Answered(r))
            }),
            Err(e) => self.code_error = Some(e),
        }
    }

    fn answered(&mut self, cx: &mut Cx, result: Result<Verified, Failure>) {
        match result {
            Ok(verified) => {
                self.change(cx, |d| d.verified = Some(verified.id));
                // In place of the code: going back must not ask for a code that was used.
                self.go_to(cx, Stage::Confirm, How::Replace);
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
        let back = self.began_at.take().map_or(0, |at| cx.index.saturating_sub(at));
        cx.go(route, How::Unwind(back));
    }

    /// Signed out: nothing of the person stays in memory. What is kept on the device names nobody.
    pub(crate) fn forget_person(&mut self) {
        *self = Self { began_at: self.began_at, ..Self::default() };
    }
}
