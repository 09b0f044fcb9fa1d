//! An answer in the hands of the step that asked: the step says what type it is of, and whether it is about what was
//! asked.

use crate::failure::{self, Failure, FailureKind};
use crate::shared::Shared;
use contract::http::Outcome;
use contract::operations::FromBody;
use contract::values::Instant;

/// What came of a request.
pub(crate) struct Answer {
    body: Result<Vec<u8>, Failure>,
    support_code: String,
}

impl Answer {
    /// Sorts an outcome. `own_code` is the support code made for the request: whatever is wrong with an answer, the
    /// backend's log has it under the code that the answer brings, if it brings one.
    pub(crate) fn new(outcome: Outcome, own_code: String, now: Instant) -> Self {
        let brought = outcome.as_ref().ok().and_then(failure::code_in).map(str::to_owned);
        let support_code = brought.unwrap_or(own_code);
        Self { body: Failure::sort(outcome, &support_code, now), support_code }
    }

    /// Decodes the body of a success.
    ///
    /// # Errors
    /// Why there is none, or [`FailureKind::Unusable`] where it is not readable.
    pub(crate) fn decode<T: FromBody>(&self) -> Result<T, Failure> {
        let body = self.body.as_ref().ok();
        body.and_then(|body| T::read(body)).ok_or_else(|| self.failure())
    }

    /// Decodes the body of a success, to be kept as it came.
    ///
    /// # Errors
    /// As [`Self::decode`].
    #[inline(never)]
    pub(crate) fn read<T: FromBody>(&self) -> Result<Shared<T>, Failure> {
        let body = self.body.as_ref().ok();
        body.and_then(|body| T::read(body).map(Shared::new)).ok_or_else(|| self.failure())
    }

    /// The same, where an answer can be about something else than what was asked.
    ///
    /// # Errors
    /// As [`Self::decode`], and [`FailureKind::Unusable`] where it does not fit.
    pub(crate) fn read_if<T: FromBody>(&self, fits: impl FnOnce(&T) -> bool) -> Result<Shared<T>, Failure> {
        let read = self.read()?;
        if fits(&read) { Ok(read) } else { Err(self.unusable()) }
    }

    /// Why there is no answer, or none that can be read.
    #[inline(never)]
    fn failure(&self) -> Failure {
        self.body.as_ref().err().cloned().unwrap_or_else(|| self.unusable())
    }

    /// It came, and is of no use.
    #[inline(never)]
    pub(crate) fn unusable(&self) -> Failure {
        Failure::new(FailureKind::Unusable, &self.support_code)
    }
}
