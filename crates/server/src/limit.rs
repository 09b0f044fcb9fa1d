//! How often somebody may try to sign in or to prove who they are (ASVS 5.0, 6.3.1).
//!
//! A bucket that holds so many tries and fills up again with time, reckoned as the time at which it will be full (the
//! "generic cell rate algorithm"): one number a bucket, and no work while nobody asks. `governor` does the same; it
//! brings 20 crates for what are 30 lines here, and no bound on its memory.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};

/// So many tries at once, and so many more each minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// What a bucket holds; at least 1.
    pub burst: u32,
    /// What comes back in a minute; at least 1.
    pub per_minute: u32,
}

impl Rate {
    fn interval_ms(self) -> u64 {
        60_000 / u64::from(self.per_minute.clamp(1, 60_000))
    }

    /// How long before it is full again a bucket may still be taken from.
    fn slack_ms(self) -> u64 {
        self.interval_ms() * u64::from(self.burst.max(1) - 1)
    }
}

/// Buckets for many, in bounded memory.
pub struct Buckets {
    rate: Rate,
    most: usize,
    hasher: RandomState,
    /// When each will be full again. Only the keyed hash of whose it is is held, never an ID number.
    full_at: HashMap<u64, u64>,
    /// The one that all share for whom there is no room.
    others: u64,
}

impl Buckets {
    /// Full buckets of that rate, for at most so many at a time.
    pub fn new(rate: Rate, most: usize) -> Self {
        Self { rate, most, hasher: RandomState::new(), full_at: HashMap::new(), others: 0 }
    }

    /// Takes one try from the bucket of `whose`, at a time in milliseconds that never goes back.
    ///
    /// # Errors
    /// When it is empty: after how many milliseconds there is another.
    pub fn take(&mut self, whose: &(impl Hash + ?Sized), now: u64) -> Result<(), u64> {
        let key = self.hasher.hash_one(whose);
        if self.full_at.len() >= self.most && !self.full_at.contains_key(&key) {
            // Who has a full bucket needs none. If nobody has, strangers share one: whoever makes up many names
            // hinders others with new names, and neither fills the memory nor empties the bucket of one who has it.
            self.full_at.retain(|_, full_at| *full_at > now);
            if self.full_at.len() >= self.most {
                return step(self.rate, &mut self.others, now);
            }
        }
        step(self.rate, self.full_at.entry(key).or_default(), now)
    }
}

fn step(rate: Rate, full_at: &mut u64, now: u64) -> Result<(), u64> {
    let from = (*full_at).max(now);
    let wait = from.saturating_sub(now).saturating_sub(rate.slack_ms());
    if wait > 0 {
        return Err(wait);
    }
    *full_at = from.saturating_add(rate.interval_ms());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Buckets, Rate};

    #[test]
    fn a_bucket_empties_and_fills_up_again() {
        let mut buckets = Buckets::new(Rate { burst: 3, per_minute: 6 }, 10);
        for _ in 0..3 {
            assert_eq!(buckets.take("a", 1000), Ok(()));
        }
        assert_eq!(buckets.take("a", 1000), Err(10_000));
        assert_eq!(buckets.take("a", 10_999), Err(1));
        assert_eq!(buckets.take("b", 10_999), Ok(()), "another's is another");
        assert_eq!(buckets.take("a", 11_000), Ok(()));
        assert_eq!(buckets.take("a", 11_000), Err(10_000));
        for _ in 0..3 {
            assert_eq!(buckets.take("a", 100_000), Ok(()), "no more than full");
        }
        assert!(buckets.take("a", 100_000).is_err());
    }

    #[test]
    fn over_a_long_time_no_more_than_the_rate_goes_through() {
        let rate = Rate { burst: 5, per_minute: 30 };
        let mut buckets = Buckets::new(rate, 10);
        let through = (0..600_000).step_by(37).filter(|now| buckets.take("a", *now).is_ok()).count();
        assert_eq!(through, 5 + 299);
    }

    #[test]
    fn memory_is_bounded_and_strangers_share() {
        let mut buckets = Buckets::new(Rate { burst: 2, per_minute: 60 }, 100);
        assert_eq!(buckets.take("me", 0), Ok(()));
        for n in 0..5000 {
            let _ = buckets.take(&n.to_string(), 0);
        }
        assert_eq!(buckets.full_at.len(), 100);
        assert!(buckets.take("stranger", 0).is_err(), "the shared one is empty");
        assert_eq!(buckets.take("me", 0), Ok(()), "mine is not");
        assert_eq!(buckets.take("stranger", 2000), Ok(()), "those that are full again make room");
        assert!((1..=100).contains(&buckets.full_at.len()));
    }

    #[test]
    fn a_rate_of_nothing_is_a_rate_of_one() {
        let mut buckets = Buckets::new(Rate { burst: 0, per_minute: 0 }, 1);
        assert_eq!(buckets.take("a", 0), Ok(()));
        assert_eq!(buckets.take("a", 0), Err(60_000));
    }
}
