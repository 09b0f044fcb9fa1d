//! From "Cancel" to the receipt: what is meant, may I, what follows, reason and month, everything once
//! more, identity, and the one submission.
//!
//! - `draft`: what is kept over a reload while the person decides, for each kind.
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
use crate::effect::{Effect, How};
use crate::load::Load;
use crate::requests::Slot;
use crate::route::{Route, Stage};
use contract::application::{ApplicationKind, Check, CheckRequest, ConsequenceCode, LawRef, Motive};
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
    /// The ticks of several consequences of one code, as long as not all of them are ticked: only then that code is acknowledged.
    partly: Vec<(ConsequenceCode, usize)>,
    /// "Continue" was tapped where something is missing: the page says what.
    incomplete: bool,
    /// The article that is open in a sheet.
    pub(crate) law: Option<LawRef>,
    /// "Think again" was tapped, and whether to leave is asked.
    leaving: bool,
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
        /// Of several of that code to be acknowledged, as local rules are, which: counted from 0.
        nth: usize,
        /// Whether it is ticked now.
        ticked: bool,
    },
    /// A citation was tapped: its article opens in a sheet. `None`: it was closed.
    LawTapped(Option<LawRef>),
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
    /// "Think again" was tapped: where something was answered, it is asked first.
    LeaveTapped,
    /// The person stays after all.
    StayTapped,
    /// The person leaves: what was answered is kept for a day, the proof of identity is not.
    Abandoned,
}

impl State {
    /// What was kept on the device, for this person.
    pub(crate) fn restore(&mut self, cx: &mut Cx) {
        Draft::tidy(cx);
        sending::split_old(cx);
        self.outbox.restore(cx);
        // A step that is entered takes up its own draft, unless something is being sent.
        if let Some(body) = self.outbox.next_body().cloned() {
            // What is refused is filled in still, for another try: the draft of it may be gone, as its person has signed out.
            if let Some(citizen) = cx.session().map(|session| session.citizen.clone())
                && Draft::kept(cx, body.kind, &citizen).is_none()
            {
                Draft::of(&citizen, &body).keep(cx);
            }
            self.take_up(cx, body.kind);
        }
    }

    /// Whether the flow of that kind has come to its end, submitted or given up: each that has not has a draft. One that was left
    /// can be gone on with, but not by its entries in the history.
    fn is_over(&self, cx: &Cx, kind: ApplicationKind) -> bool {
        let here = self.draft.as_ref().is_some_and(|d| d.kind == kind);
        let kept = |citizen: &str| Draft::kept(cx, kind, citizen).filter(|draft| draft.left.is_none());
        !here && cx.session().is_some_and(|session| kept(&session.citizen).is_none())
    }

    /// Goes on with the draft of that kind, kept or new.
    fn take_up(&mut self, cx: &mut Cx, kind: ApplicationKind) {
        if self.draft.as_ref().is_some_and(|d| d.kind == kind && !d.is_over(cx.now)) {
            return;
        }
        let Some(session) = cx.session() else { return };
        let draft = Draft::kept(cx, kind, &session.citizen).unwrap_or_else(|| Draft::new(&session.citizen, kind));
        if let Some(kept) = draft.entries {
            self.entries.restore(kept, cx.route.is_flow(), cx.index);
        }
        self.draft = Some(draft);
        self.partly.clear();
        self.check = Load::Idle;
        self.proof.clear(cx);
        self.proof = Proof::default();
    }

    /// Another tab kept or forgot a draft or a submission of that name. What is ticked there is ticked here.
    /// Who is at a step here has not left, whatever was done there; but what is not proven any more is asked for again.
    pub(crate) fn kept_elsewhere(&mut self, cx: &mut Cx, of: &str) {
        let Some(draft) = self.draft.as_mut().filter(|d| draft::name(d.kind, &d.citizen) == of) else { return };
        let Some(kept) = Draft::kept(cx, draft.kind, &draft.citizen) else { return };
        let here = match cx.route {
            Route::Apply { kind, stage } if kind == draft.kind => Some(stage),
            _ => None,
        };
        let left = kept.left.filter(|_| here.is_none());
        *draft = Draft { entries: draft.entries, left, ..kept };
        if let Some(stage) = here.filter(|_| !self.outbox.is_shown()) {
            self.guard(cx, stage);
        }
    }

    /// A step was entered, by a link, by its address, or by going back.
    pub(crate) fn enter(&mut self, cx: &mut Cx, kind: ApplicationKind, stage: Stage) {
        self.incomplete = false;
        self.leaving = false;
        if self.outbox.is_sending() {
            // One at a time: whatever step this is, it shows how the sending goes.
            return;
        }
        if cx.again && self.is_over(cx, kind) {
            // The browser takes no entry off its history. One of a finished flow is passed by: the way it was come to is
            // gone back.
            match cx.index {
                0 => cx.go(Route::Applications, How::Replace),
                _ => cx.effects.push(Effect::Back),
            }
            return;
        }
        self.take_up(cx, kind);
        let span = self.entries.span();
        if self.draft.as_ref().is_some_and(|d| d.entries != span || d.left.is_some()) {
            self.change(cx, |d| {
                d.entries = span;
                d.left = None;
            });
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
            Event::Acknowledged { code, nth, ticked } => self.acknowledge(cx, code, nth, ticked),
            Event::LawTapped(law) => self.law = law,
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
                if let Some(kind) = self.outbox.refused() {
                    self.take_up(cx, kind);
                }
                self.clear_proof(cx);
                self.outbox.clear_progress();
                self.go_to(cx, Stage::Verify, How::Replace);
            }
            Event::ConfirmTapped => self.confirm(cx),
            Event::CheckAgainTapped => self.outbox.send(cx),
            Event::LeaveTapped => {
                self.leaving = self.draft.as_ref().is_some_and(Draft::has_answers);
                if !self.leaving {
                    self.abandon(cx);
                }
            }
            Event::StayTapped => self.leaving = false,
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
            draft.keep(cx);
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
