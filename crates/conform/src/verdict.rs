//! What a case comes to before its end: it failed, or it could not be asked.

/// Why a case did not go on to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The backend does not keep the contract; what was seen, and what was to be.
    Failed(String),
    /// It could not be asked, and why: no role, no code, no time. Never the backend's fault, never a pass.
    Skipped(String),
    /// The backend does not support an operation that the case needs, by its name. Skipped as well.
    Unsupported(String),
}

/// What a step of a case comes to.
pub type Check<T = ()> = Result<T, Stop>;

/// Fails the case.
pub(crate) fn fail<T>(why: impl Into<String>) -> Check<T> {
    Err(Stop::Failed(why.into()))
}

/// Leaves the case out.
pub(crate) fn skip<T>(why: impl Into<String>) -> Check<T> {
    Err(Stop::Skipped(why.into()))
}

/// The answer, or `None` where the backend does not support the operation: for a case that asks many.
pub(crate) fn if_supported<T>(answer: Check<T>) -> Check<Option<T>> {
    match answer {
        Err(Stop::Unsupported(_)) => Ok(None),
        answer => answer.map(Some),
    }
}

/// Fails the case unless this holds.
macro_rules! ensure {
    ($holds:expr, $($why:tt)+) => {
        if !$holds {
            return Err($crate::verdict::Stop::Failed(format!($($why)+)));
        }
    };
}
pub(crate) use ensure;
