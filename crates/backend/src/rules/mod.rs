//! The rules: functions of facts and time, nothing else.

pub(crate) mod calendar;
pub(crate) mod check;
pub(crate) mod course;
pub(crate) mod documents;
pub(crate) mod lock;
pub(crate) mod mask;
pub(crate) mod record;
pub(crate) mod retirement;
pub(crate) mod standing;
pub(crate) mod terms;
