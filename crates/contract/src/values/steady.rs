//! Time that goes on evenly, out of the two clocks of a device: one says what time it is, and may be set meanwhile; the other
//! counts, and nobody sets it. All in milliseconds, as `Date.now()` and `performance.now()` give them.

use std::cell::Cell;

/// So much more or less within two looks is no drift of the clock: it was set, or the device was asleep and only counted
/// while it was not.
const JUMP_MS: f64 = 2_000.0;

/// The time as the device had it at first, and what was counted since.
#[derive(Debug)]
pub struct Steady {
    /// The first clock minus the second, when time was read first.
    begun: Cell<f64>,
    /// The same, when it was compared last.
    seen: Cell<f64>,
}

impl Steady {
    /// One that nobody has read yet.
    pub const fn new() -> Self {
        Self { begun: Cell::new(f64::NAN), seen: Cell::new(f64::NAN) }
    }

    /// The time, in milliseconds since 1970, when the first clock shows `wall` and the second has counted to `ticks`.
    pub fn at(&self, wall: f64, ticks: f64) -> f64 {
        if self.begun.get().is_nan() {
            self.begun.set(wall - ticks);
        }
        self.begun.get() + ticks
    }

    /// How far the first has gone on without the second since this was asked last, in milliseconds, or back; `None` where that is
    /// not worth speaking of. A countdown then asks the backend for the time.
    pub fn jump(&self, wall: f64, ticks: f64) -> Option<f64> {
        let apart = wall - ticks;
        Some(apart - self.seen.replace(apart)).filter(|jump| jump.abs() > JUMP_MS)
    }
}

impl Default for Steady {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::Steady;

    const HOUR: f64 = 3_600_000.0;

    #[test]
    fn a_clock_that_is_put_back_or_forward_moves_no_countdown() {
        let steady = Steady::new();
        let (begun, end) = (1_772_416_800_000.0, 1_772_416_800_000.0 + 600_000.0);
        assert!((steady.at(begun, 40.0) - begun).abs() < 0.5);
        for (set, ticks) in [(-3.0, 1_040.0), (5.0, 2_040.0), (-87_600.0, 3_040.0), (0.0, 4_040.0)] {
            let left = end - steady.at(begun + ticks - 40.0 + set * HOUR, ticks);
            assert!((left - 600_000.0 + ticks - 40.0).abs() < 0.5, "set by {set} h");
        }
    }

    #[test]
    fn a_clock_that_was_set_and_a_device_that_was_asleep_are_noticed_once() {
        let steady = Steady::new();
        assert!(steady.jump(0.0, 0.0).is_none(), "the first look has nothing to compare with");
        for (wall, ticks, jumped) in [
            (1_000.0, 1_000.0, false),
            (2_500.0, 2_000.0, false),
            (-3.0 * HOUR, 3_000.0, true),
            (-3.0 * HOUR + 1_000.0, 4_000.0, false),
            (HOUR, 5_000.0, true),
            (HOUR + 1_000.0, 6_000.0, false),
        ] {
            assert_eq!(steady.jump(wall, ticks).is_some(), jumped, "{wall} {ticks}");
        }
    }
}
