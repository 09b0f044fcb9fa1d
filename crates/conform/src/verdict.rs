//! What a case comes to before its end: it failed, or it could not be asked.

/// Why a case did not go on to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The backend does not keep the contract; what was seen, and what was to be.
    Failed(String),
    /// It could not be asked, and why: no role, no code, no time. Never the backend's fault, never a pass.
    Skipped(String),
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

/// Fails the case unless this holds.
macro_rules! ensure {
    ($holds:expr, $($why:tt)+) => {
        if !$holds {
            return Err($crate::verdict::Stop::Failed(format!($($why)+)));
        }
    };
}
pub(crate) use ensure;
