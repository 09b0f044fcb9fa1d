//! Proving identity before the last word: a code or a password, asked of the backend and answered to it.

use crate::answer::Answer;
use crate::api;
use crate::cx::Cx;
use crate::domain::{CodeError, SixDigits};
use crate::effect::Notice;
use crate::failure::Failure;
use crate::load::{self, Load};
use crate::requests::{Requests, Slot};
use crate::shared::Shared;
use contract::operations as op;
use contract::problem::ProblemType;
use contract::values::{Instant, is_id};
use contract::verification::{Verification, VerificationMethod, VerificationRequest, Verified};

/// How proving identity goes.
#[derive(Clone, Debug, PartialEq)]
pub enum Identity {
    /// A way is to be chosen.
    Choose(Vec<VerificationMethod>),
    /// It is being begun.
    Beginning {
        /// And it takes long.
        slow: bool,
    },
    /// A code or password is waited for.
    Waiting {
        /// What was begun.
        verification: Shared<Verification>,
        /// An answer is being checked.
        busy: bool,
    },
    /// It could not be begun.
    Failed(Failure),
}

/// A verification that is begun and answered.
#[derive(Default)]
pub(crate) struct Proof {
    verification: Load<Verification>,
    /// How identity is being proved.
    method: Option<VerificationMethod>,
    /// What is wrong with the code or password as typed.
    pub(super) code_error: Option<CodeError>,
    /// What the backend said to it.
    pub(super) failure: Option<Failure>,
}

impl Proof {
    /// A second tap must not ask for a second code: the backend would refuse it, and the first be lost.
    pub(super) fn is_busy(requests: &Requests) -> bool {
        requests.is_pending(Slot::VerificationAnswer) || requests.is_pending(Slot::Verification)
    }

    /// Begins, whatever was begun before.
    pub(super) fn begin(&mut self, cx: &mut Cx, method: VerificationMethod) {
        self.method = Some(method);
        self.verification.ask(cx.now);
        cx.ask(Slot::Verification, api::tell::<op::StartVerification>(&VerificationRequest::Application { method }));
    }

    /// The method to begin with again, where it could not be begun.
    pub(super) fn failed_method(&self) -> Option<VerificationMethod> {
        self.method.filter(|_| matches!(self.verification, Load::Failed(_)))
    }

    /// The method to begin with again, where another code can be sent by now.
    pub(super) fn resend_method(&self, now: Instant) -> Option<VerificationMethod> {
        self.verification.data().filter(|v| v.resend_at <= now).map(|v| v.method)
    }

    /// The code was sent (or the password may be typed), or not.
    pub(crate) fn begun(&mut self, cx: &mut Cx, answer: &Answer) {
        // Without an id it could not be answered.
        let result = answer.read_if(|v: &Verification| is_id(&v.id));
        if result.as_ref().is_ok_and(|v| v.method == VerificationMethod::SmsCode) {
            cx.announce(Notice::CodeSent);
        }
        self.verification.settle(result, cx.now);
        self.wake(cx);
    }

    /// A code or password was entered.
    pub(super) fn submit(&mut self, cx: &mut Cx, text: &str) {
        let Some(verification) = self.verification.data() else { return };
        if cx.requests.is_pending(Slot::VerificationAnswer) {
            return;
        }
        self.failure = None;
        self.code_error = None;
        match SixDigits::parse(text) {
            Ok(code) => cx.ask(Slot::VerificationAnswer, api::answer(&verification.id, code.as_str())),
            Err(e) => self.code_error = Some(e),
        }
    }

    /// It was right, or not. Gives the id of the verification if so.
    pub(super) fn answered(&mut self, answer: &Answer) -> Option<String> {
        match answer.decode::<Verified>() {
            Ok(verified) => Some(verified.id),
            Err(failure) => {
                if matches!(failure.refusal(), Some(ProblemType::VerificationExpired | ProblemType::Locked)) {
                    self.verification = Load::Idle;
                }
                self.failure = Some(failure);
                None
            }
        }
    }

    /// What was begun is given up; the method stays chosen.
    pub(super) fn clear(&mut self, cx: &mut Cx) {
        *self = Self { method: self.method, ..Self::default() };
        cx.forget(Slot::Verification);
        cx.forget(Slot::VerificationAnswer);
    }

    /// Asks to be woken when a code can be sent again, and when it runs out.
    pub(super) fn wake(&self, cx: &mut Cx) {
        if let Some(v) = self.verification.data() {
            cx.wake_at(v.resend_at);
            cx.wake_at(v.expires_at);
        }
    }

    pub(super) fn view(&self, cx: &Cx, methods: &[VerificationMethod]) -> Identity {
        match &self.verification {
            Load::Idle => Identity::Choose(methods.to_vec()),
            Load::Loading { since } => Identity::Beginning { slow: load::is_slow(*since, cx.now) },
            Load::Loaded { data, .. } => {
                Identity::Waiting { verification: data.clone(), busy: cx.requests.is_pending(Slot::VerificationAnswer) }
            }
            Load::Failed(failure) => Identity::Failed(failure.clone()),
        }
    }
}
