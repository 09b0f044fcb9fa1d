//! Something that is loaded: never asked for, on its way, here, or not to be had.

use crate::failure::Failure;
use crate::shared::Shared;
use contract::values::Instant;

/// After how many milliseconds a wait is called slow, and said to be.
pub const SLOW_MS: i64 = 2000;

/// After how many seconds a page that stays open asks again for what it shows.
const AGAIN_SECONDS: i64 = 16;
/// The same where little can change, or the last time failed.
const SELDOM_SECONDS: i64 = 60;

/// When a page that stays open asks again for what it asked for at `asked`.
pub(crate) const fn again_at(asked: Instant, seldom: bool) -> Instant {
    asked.plus_seconds(if seldom { SELDOM_SECONDS } else { AGAIN_SECONDS })
}

/// Whether what was asked for at `since` takes long.
pub(crate) const fn is_slow(since: Instant, now: Instant) -> bool {
    now.ms().saturating_sub(since.ms()) >= SLOW_MS
}

/// Something that is loaded.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Load<T> {
    /// Not asked for yet.
    #[default]
    Idle,
    /// On its way.
    Loading {
        /// Since when.
        since: Instant,
    },
    /// Here.
    Loaded {
        /// What came.
        data: Shared<T>,
        /// When.
        at: Instant,
        /// Why it could not be brought up to date since; the older data stays on the screen.
        stale: Option<Failure>,
    },
    /// Not to be had.
    Failed(Failure),
}

/// A [`Load`] as a page draws it.
#[derive(Clone, Debug, PartialEq)]
pub enum LoadView<T> {
    /// Show the skeleton.
    Loading {
        /// And say that it takes long.
        slow: bool,
    },
    /// Show it.
    Ready(T),
    /// Say why not, and offer to try again.
    Failed(Failure),
}

impl<T> Load<T> {
    /// It was asked for. What is here already stays until the answer comes.
    pub fn ask(&mut self, now: Instant) {
        if !matches!(self, Self::Loaded { .. }) {
            *self = Self::Loading { since: now };
        }
    }

    /// The answer came.
    pub fn settle(&mut self, answer: Result<Shared<T>, Failure>, now: Instant) {
        match (answer, &mut *self) {
            (Ok(data), _) => *self = Self::Loaded { data, at: now, stale: None },
            (Err(failure), Self::Loaded { stale, .. }) if !failure.is_signed_out() => *stale = Some(failure),
            (Err(failure), _) => *self = Self::Failed(failure),
        }
    }

    /// The data, if here.
    pub fn data(&self) -> Option<&T> {
        match self {
            Self::Loaded { data, .. } => Some(data),
            _ => None,
        }
    }

    /// Why the data on the screen could not be brought up to date.
    pub const fn stale(&self) -> Option<&Failure> {
        match self {
            Self::Loaded { stale, .. } => stale.as_ref(),
            _ => None,
        }
    }

    /// As a page draws it.
    pub fn view<U>(&self, now: Instant, draw: impl FnOnce(&Shared<T>) -> U) -> LoadView<U> {
        match self {
            Self::Idle => LoadView::Loading { slow: false },
            Self::Loading { since } => LoadView::Loading { slow: is_slow(*since, now) },
            Self::Loaded { data, .. } => LoadView::Ready(draw(data)),
            Self::Failed(failure) => LoadView::Failed(failure.clone()),
        }
    }
}
