//! Why something did not work.

use crate::words::SharedString;
use journey::domain::ProblemType as P;
use journey::{Failure, FailureKind};

use crate::ui::Ui;
use crate::words::key;

/// What happened, and what it means and what to do.
pub fn failure(ui: Ui, failure: &Failure) -> (SharedString, SharedString) {
    let (title, text) = match failure.kind {
        FailureKind::NeverSent => (key::FAILURE_NEVER_SENT, key::FAILURE_NEVER_SENT_TEXT),
        FailureKind::MaybeSent => (key::FAILURE_MAYBE_SENT, key::FAILURE_MAYBE_SENT_TEXT),
        FailureKind::Unusable => (key::FAILURE_UNUSABLE, key::FAILURE_UNUSABLE_TEXT),
        FailureKind::Refused(problem) => match problem {
            P::InvalidRequest | P::IdempotencyKeyMissing | P::IdempotencyKeyReused | P::MethodNotAllowed => {
                (key::FAILURE_INVALID, key::FAILURE_INVALID_TEXT)
            }
            P::NotSignedIn => (key::FAILURE_SIGNED_OUT, key::FAILURE_SIGNED_OUT_TEXT),
            P::Forbidden => (key::FAILURE_FORBIDDEN, key::FAILURE_FORBIDDEN_TEXT),
            P::VerificationRequired => (key::FAILURE_VERIFY, key::FAILURE_VERIFY_TEXT),
            P::NotFound => (key::FAILURE_NOT_FOUND, key::FAILURE_NOT_FOUND_TEXT),
            P::RequestInProgress => (key::FAILURE_IN_PROGRESS, key::FAILURE_IN_PROGRESS_TEXT),
            P::AlreadyUnderWay => (key::FAILURE_UNDER_WAY, key::FAILURE_UNDER_WAY_TEXT),
            P::NotWithdrawable => (key::FAILURE_NOT_WITHDRAWABLE, key::FAILURE_NOT_WITHDRAWABLE_TEXT),
            P::VerificationExpired => (key::FAILURE_EXPIRED, key::FAILURE_EXPIRED_TEXT),
            P::WrongAnswer => (key::FAILURE_WRONG, key::FAILURE_WRONG_TEXT),
            P::NotEligible => (key::FAILURE_NOT_ELIGIBLE, key::FAILURE_NOT_ELIGIBLE_TEXT),
            P::Locked => (key::FAILURE_LOCKED, key::FAILURE_LOCKED_TEXT),
            P::TooManyRequests => (key::FAILURE_TOO_MANY, key::FAILURE_TOO_MANY_TEXT),
            P::NotSupported => (key::FAILURE_NOT_SUPPORTED, key::FAILURE_NOT_SUPPORTED_TEXT),
            P::Unavailable => (key::FAILURE_UNAVAILABLE, key::FAILURE_UNAVAILABLE_TEXT),
            P::ServerError | P::Unknown => (key::FAILURE_SERVER, key::FAILURE_SERVER_TEXT),
        },
    };
    (ui.t(title), ui.t(text))
}
