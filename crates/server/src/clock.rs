//! Time and chance, which the rules have handed in.

use backend::Moment;
use contract::values::Instant;
use std::sync::Arc;
use std::time::SystemTime;

/// Where the time comes from. Two kinds of it: the time of day, which somebody may set, and the time since the start,
/// which nobody can.
#[derive(Clone)]
pub struct Clock {
    wall: Arc<dyn Fn() -> Instant + Send + Sync>,
    steady: Arc<dyn Fn() -> u64 + Send + Sync>,
}

impl Clock {
    /// The machine's.
    pub fn system() -> Self {
        let start = std::time::Instant::now();
        let wall = || {
            let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
            Instant::from_ms(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
        };
        let steady = move || u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        Self { wall: Arc::new(wall), steady: Arc::new(steady) }
    }

    /// A clock that stands until somebody moves it: `now` gives milliseconds since 1970.
    pub fn fixed(now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        let now = Arc::new(now);
        let again = Arc::clone(&now);
        Self {
            wall: Arc::new(move || Instant::from_ms(now())),
            steady: Arc::new(move || u64::try_from(again()).unwrap_or_default()),
        }
    }

    /// The time of day.
    pub fn now(&self) -> Instant {
        (self.wall)()
    }

    /// Milliseconds since some start; never goes back.
    pub fn steady_ms(&self) -> u64 {
        (self.steady)()
    }

    /// What a request has handed in; `None` where the system has no randomness, and nothing may be answered.
    pub fn moment(&self) -> Option<Moment> {
        let mut chance = [0; 32];
        getrandom::fill(&mut chance).ok()?;
        Some(Moment { now: self.now(), chance })
    }
}
