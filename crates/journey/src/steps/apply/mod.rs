//! From "Cancel" to the receipt: what is meant, may I, what follows, reason and month, everything once
//! more, identity, and the one submission.
//!
//! - `draft`: what is kept over a reload while the person decides.
//! - `proof`: proving identity.
//! - `sending`: the submission, which happens once whatever the network does.
//! - `stages`: from one step to the next.
//! - `end`: the last word and what comes of it, or thinking again.
//! - `entries`: which entries of the history are to be taken off it at the end.

pub mod applications;
mod draft;
mod end;
mod entries;
mod proof;
mod sending;
mod stages;
mod view;

pub use proof::Identity;
pub use sending::Progress;
pub use view::View;

use crate::answer::Answer;
use crate::api;
use crate::cx::Cx;
use crate::effect::{How, Keep};
use crate::load::Load;
use crate::requests::Slot;
use crate::route::{Route, Stage};
use contract::application::{ApplicationKind, Check, CheckRequest, ConsequenceCode, Motive};
use contract::operations as op;
use contract::values::YearMonth;
use contract::verification::VerificationMethod;
use draft::Draft;
use entries::Entries;
use proof::Proof;
use sending::Outbox;

/// What is known in the steps of this group.
#[derive(Default)]
pub(crate) struct Steps {
    pub(crate) flow: State,
    pub(crate) applications: applications::State,
}

impl Steps {
    /// The application was submitted, or not.
    pub(crate) fn submitted(&mut self, cx: &mut Cx, answer: &Answer) {
        if let Some(application) = self.flow.submitted(cx, answer) {
            self.applications.submitted(cx, application);
        }
    }

    /// Signed out: nothing of the person stays in memory. What is kept on the device names nobody.
    pub(crate) fn forget_person(&mut self) {
        let entries = std::mem::take(&mut self.flow.entries);
        *self = Self { flow: State { entries, ..State::default() }, ..Self::default() };
    }
}

/// An application being prepared, or sent.
#[derive(Default)]
pub(crate) struct State {
    draft: Option<Draft>,
    check: Load<Check>,
    /// "Continue" was tapped where something is missing: the page says what.
    incomplete: bool,
    pub(crate) proof: Proof,
    pub(crate) outbox: Outbox,
    pub(crate) entries: Entries,
}

/// What happened between "Cancel" and the receipt.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
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
    /// A code or password was entered.
    AnswerSubmitted(String),
    /// "Verify again" was tapped after the verification ran out.
    VerifyAgainTapped,
    /// The last button was tapped.
    ConfirmTapped,
    /// "Check again" was tapped while nobody knows.
    CheckAgainTapped,
    /// "Think again" was tapped: the draft is forgotten.
    Abandoned,
}

impl State {
    /// What was kept on the device, for this person.
    pub(crate) fn restore(&mut self, cx: &Cx, citizen: &str, draft: Option<&str>, sending: Option<&str>) {
        self.outbox.restore(citizen, sending);
        if self.draft.is_none() {
            self.draft = draft.and_then(Draft::read).filter(|d| d.citizen == citizen);
            if let Some(kept) = self.draft.as_ref().and_then(|d| d.entries) {
                self.entries.restore(kept, cx.route.is_flow(), cx.index);
            }
            // What is refused is filled in still, for another try: the draft of it may be gone, as its person has signed out.
            if self.draft.is_none() {
                self.draft = self.outbox.body().map(|body| Draft::of(citizen, body));
            }
        }
    }

    /// A step was entered, by a link, by its address, or by going back.
    pub(crate) fn enter(&mut self, cx: &mut Cx, kind: ApplicationKind, stage: Stage) {
        self.incomplete = false;
        if self.outbox.is_sending() {
            // One at a time: whatever step this is, it shows how the sending goes.
            return;
        }
        if self.draft.as_ref().is_none_or(|d| d.kind != kind) {
            let Some(session) = cx.session() else { return };
            self.draft = Some(Draft::new(&session.citizen, kind));
            self.check = Load::Idle;
            self.clear_proof(cx);
            self.proof = Proof::default();
        }
        let span = self.entries.span();
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
        cx.ask(Slot::Check, api::tell::<op::CheckApplication>(&CheckRequest { kind }));
    }

    /// The check came, or not. The draft is of the kind that was asked for: another draft asks anew.
    pub(crate) fn checked(&mut self, cx: &mut Cx, answer: &Answer) {
        let Some(kind) = self.draft.as_ref().map(|d| d.kind) else { return };
        self.check.settle(answer.read_if(|c: &Check| c.kind == kind), cx.now);
        if let Route::Apply { stage, .. } = cx.route {
            self.guard(cx, stage);
        }
    }

    pub(crate) fn update(&mut self, cx: &mut Cx, event: Event) {
        match event {
            Event::Acknowledged { code, ticked } => self.change(cx, |d| d.acknowledge(code, ticked)),
            Event::MotiveChosen(motive) => self.change(cx, |d| d.motive = Some(motive)),
            Event::MonthChosen(month) => self.change(cx, |d| d.month = Some(month)),
            Event::ContinueTapped => self.go_on(cx),
            Event::MethodChosen(method) => self.begin_proof(cx, Some(method)),
            Event::ResendTapped => {
                let method = self.proof.resend_method(cx.now);
                self.begin_proof(cx, method);
            }
            Event::AnswerSubmitted(text) => self.proof.submit(cx, &text),
            // What is being sent may rest on the verification: it is not to be given up under it.
            Event::VerifyAgainTapped if self.outbox.is_sending() => {}
            Event::VerifyAgainTapped => {
                self.clear_proof(cx);
                self.outbox.clear_progress();
                self.go_to(cx, Stage::Verify, How::Replace);
            }
            Event::ConfirmTapped => self.confirm(cx),
            Event::CheckAgainTapped => self.outbox.send(cx),
            Event::Abandoned => self.abandon(cx),
        }
    }

    /// Changes the draft and keeps it. What is being sent does not change any more.
    fn change(&mut self, cx: &mut Cx, change: impl FnOnce(&mut Draft)) {
        if self.outbox.is_sending() {
            return;
        }
        if let Some(draft) = &mut self.draft {
            change(draft);
            cx.keep(Keep::Draft, Some(draft.write()));
        }
    }

    fn clear_proof(&mut self, cx: &mut Cx) {
        self.proof.clear(cx);
        if self.draft.as_ref().is_some_and(|d| d.verified.is_some()) {
            self.change(cx, |d| d.verified = None);
        }
    }

    fn begin_proof(&mut self, cx: &mut Cx, method: Option<VerificationMethod>) {
        let Some(method) = method.filter(|_| !self.outbox.is_sending() && !Proof::is_busy(&cx.requests)) else {
            return;
        };
        self.clear_proof(cx);
        self.proof.begin(cx, method);
    }

    /// "Try again" where identity could not begin to be proved.
    pub(crate) fn retry_proof(&mut self, cx: &mut Cx) {
        self.begin_proof(cx, self.proof.failed_method());
    }

    /// The code or password was right, or not.
    pub(crate) fn proof_answered(&mut self, cx: &mut Cx, answer: &Answer) {
        let Some(id) = self.proof.answered(answer) else { return };
        self.change(cx, |d| d.verified = Some(id));
        if matches!(cx.route, Route::Apply { stage: Stage::Verify, .. }) {
            // In place of the code: going back must not ask for a code that was used.
            self.go_to(cx, Stage::Confirm, How::Replace);
        }
    }

    /// Asks to be woken when something of this changes by itself.
    pub(crate) fn wake(&self, cx: &mut Cx) {
        self.proof.wake(cx);
        self.outbox.wake(cx);
    }
}
