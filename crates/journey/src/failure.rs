//! Why something did not come: told apart by what the person can do about it.

use contract::http::{FetchError, Outcome, REQUEST_ID, Response};
use contract::json;
use contract::problem::{Problem, ProblemType};
use contract::values::Instant;
use std::ops::Deref;
use std::rc::Rc;

/// The kinds a screen tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// The request did not leave the device: nothing happened, try again.
    NeverSent,
    /// The answer was lost: it may have been carried out.
    MaybeSent,
    /// An answer came that cannot be read: try again, and tell the support code.
    Unusable,
    /// The backend refused, and said why.
    Refused(ProblemType),
}

/// A failure with what helps the person on. It goes from hand to hand a good deal: a clone is the same one, not a copy.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure(Rc<Details>);

/// What is known of a failure.
#[derive(Clone, Debug, PartialEq)]
pub struct Details {
    /// Which kind.
    pub kind: FailureKind,
    /// What to tell the help line.
    pub support_code: String,
    /// When it may be tried again, where the backend said so.
    pub retry_at: Option<Instant>,
    /// Wrong answers left before the lock.
    pub attempts_left: Option<u32>,
    /// The application in the way.
    pub application: Option<String>,
    /// Whether the refusal is the backend's own word (a problem document). One without may come from
    /// anything between: it says nothing about what an earlier try came to.
    pub documented: bool,
}

impl Failure {
    /// A failure of that kind with nothing more known.
    pub fn new(kind: FailureKind, support_code: &str) -> Self {
        Details::new(kind, support_code).into()
    }

    /// The refusal's type, if it is one.
    pub fn refusal(&self) -> Option<ProblemType> {
        match self.kind {
            FailureKind::Refused(problem) => Some(problem),
            _ => None,
        }
    }

    /// Whether nobody is signed in (any more).
    pub fn is_signed_out(&self) -> bool {
        self.refusal() == Some(ProblemType::NotSignedIn)
    }

    /// Reads an outcome: the body if the answer says it was carried out, else why not.
    ///
    /// # Errors
    /// Everything that is not a success. `own_code` is the support code where the answer brings none.
    pub(crate) fn sort(outcome: Outcome, own_code: &str, now: Instant) -> Result<Vec<u8>, Self> {
        let response = outcome.map_err(|e| {
            let kind = match e {
                FetchError::NeverSent => FailureKind::NeverSent,
                FetchError::MaybeSent => FailureKind::MaybeSent,
                FetchError::Unusable => FailureKind::Unusable,
            };
            Self::new(kind, own_code)
        })?;
        if response.is_success() {
            return Ok(response.body);
        }
        Err(Self::refused(&response, own_code, now))
    }

    fn refused(response: &Response, own_code: &str, now: Instant) -> Self {
        let problem = json::read::<Problem>(&response.body);
        let kind = problem.as_ref().map(|p| p.kind).filter(|k| *k != ProblemType::Unknown);
        let kind = kind.unwrap_or(match response.status {
            401 => ProblemType::NotSignedIn,
            403 => ProblemType::Forbidden,
            404 => ProblemType::NotFound,
            // 408: it did not arrive as a whole; 425: too early (RFC 8470). Both ask to be tried again.
            408 | 425 | 503 => ProblemType::Unavailable,
            409 => ProblemType::RequestInProgress,
            429 => ProblemType::TooManyRequests,
            501 => ProblemType::NotSupported,
            400..=499 => ProblemType::InvalidRequest,
            _ => ProblemType::ServerError,
        });
        let mut failure = Details::new(FailureKind::Refused(kind), code_in(response).unwrap_or(own_code));
        failure.retry_at = response
            .header("Retry-After")
            .and_then(|v| v.trim().parse::<u32>().ok())
            .map(|s| now.plus_seconds(i64::from(s)));
        if let Some(p) = problem {
            failure.documented = true;
            failure.retry_at = p.retry_at.or(failure.retry_at);
            failure.attempts_left = p.attempts_left;
            failure.application = p.application;
        }
        failure.into()
    }
}

/// The support code that an answer brings.
pub(crate) fn code_in(response: &Response) -> Option<&str> {
    response.header(REQUEST_ID).filter(|code| !code.is_empty() && code.len() <= 64)
}

impl Details {
    fn new(kind: FailureKind, support_code: &str) -> Self {
        Self {
            kind,
            support_code: support_code.to_owned(),
            retry_at: None,
            attempts_left: None,
            application: None,
            documented: false,
        }
    }
}

impl From<Details> for Failure {
    fn from(details: Details) -> Self {
        Self(Rc::new(details))
    }
}

impl Deref for Failure {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.0
    }
}
