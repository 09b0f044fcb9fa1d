//! What waits for the rules: a lane for each client, and the lanes take turns.
//!
//! A client that asks for much waits for itself. Where there is no room left, who has less waiting than another takes
//! the place of the last that the greatest lane has got: that one is handed back, and nothing of it was carried out.
//! Fair queueing with longest-queue drop (RFC 970; RFC 8290, 4.1.2).

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// Jobs in lanes.
pub struct Queue<T> {
    most: usize,
    lanes: Mutex<Lanes<T>>,
    arrived: Notify,
    room: Notify,
}

struct Lanes<T> {
    waiting: HashMap<u64, VecDeque<T>>,
    /// Those with something in them, the next one first.
    turns: VecDeque<u64>,
    count: usize,
    closed: bool,
}

impl<T> Lanes<T> {
    fn length(&self, lane: u64) -> usize {
        self.waiting.get(&lane).map_or(0, VecDeque::len)
    }

    /// Makes room for a job of that lane: what had to leave, or `None` where nobody has more than this lane would have.
    fn displaced(&mut self, lane: u64) -> Option<T> {
        let own = self.length(lane) + 1;
        let greatest = self.turns.iter().copied().max_by_key(|lane| self.length(*lane))?;
        if self.length(greatest) <= own {
            return None;
        }
        self.count -= 1;
        self.waiting.get_mut(&greatest)?.pop_back()
    }
}

impl<T> Queue<T> {
    /// An empty one, for so many jobs.
    pub fn new(most: usize) -> Self {
        let lanes = Lanes { waiting: HashMap::new(), turns: VecDeque::new(), count: 0, closed: false };
        Self { most, lanes: Mutex::new(lanes), arrived: Notify::new(), room: Notify::new() }
    }

    fn lanes(&self) -> MutexGuard<'_, Lanes<T>> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a job into a lane, and gives the one whose place it took.
    ///
    /// # Errors
    /// The job itself: there is no room, or nobody takes jobs any more.
    pub fn put(&self, lane: u64, job: T) -> Result<Option<T>, T> {
        let mut lanes = self.lanes();
        if lanes.closed {
            return Err(job);
        }
        let displaced = if lanes.count < self.most { None } else { lanes.displaced(lane) };
        if lanes.count >= self.most {
            return Err(job);
        }
        lanes.count += 1;
        let own = lanes.waiting.entry(lane).or_default();
        own.push_back(job);
        if own.len() == 1 {
            lanes.turns.push_back(lane);
        }
        drop(lanes);
        self.arrived.notify_one();
        Ok(displaced)
    }

    /// The same, and waits for room so long.
    ///
    /// # Errors
    /// The job, if there was none.
    pub async fn put_within(&self, limit: Duration, lane: u64, job: T) -> Result<Option<T>, T> {
        let deadline = tokio::time::Instant::now() + limit;
        let mut job = job;
        loop {
            let mut room = std::pin::pin!(self.room.notified());
            // From here on: what is taken between the attempt and the wait is heard of.
            room.as_mut().enable();
            match self.put(lane, job) {
                Ok(displaced) => return Ok(displaced),
                Err(back) => job = back,
            }
            if tokio::time::timeout_at(deadline, room).await.is_err() {
                return Err(job);
            }
        }
    }

    /// Waits for the next job: the first of the lane whose turn it is. `None` once the queue is closed and empty.
    pub async fn take(&self) -> Option<T> {
        loop {
            // One that arrives between the attempt and the wait leaves its word.
            let arrived = self.arrived.notified();
            if let Some(job) = self.next() {
                return Some(job);
            }
            if self.lanes().closed {
                return None;
            }
            arrived.await;
        }
    }

    fn next(&self) -> Option<T> {
        let mut lanes = self.lanes();
        let lane = lanes.turns.pop_front()?;
        let own = lanes.waiting.get_mut(&lane)?;
        let job = own.pop_front();
        if own.is_empty() {
            lanes.waiting.remove(&lane);
        } else {
            lanes.turns.push_back(lane);
        }
        lanes.count -= 1;
        drop(lanes);
        self.room.notify_one();
        job
    }

    /// Lets nobody in any more.
    pub fn close(&self) {
        self.lanes().closed = true;
        self.arrived.notify_one();
        self.room.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::Queue;
    use pollster::block_on;
    use std::collections::{HashMap, VecDeque};

    #[test]
    fn lanes_take_turns_and_each_keeps_its_order() {
        let queue = Queue::new(10);
        for (lane, job) in [(1, "a1"), (1, "a2"), (1, "a3"), (2, "b1"), (3, "c1"), (2, "b2")] {
            assert_eq!(queue.put(lane, job), Ok(None));
        }
        queue.close();
        let order: Vec<_> = std::iter::from_fn(|| block_on(queue.take())).collect();
        assert_eq!(order, ["a1", "b1", "c1", "a2", "b2", "a3"]);
        assert_eq!(queue.put(1, "late"), Err("late"));
    }

    #[test]
    fn whoever_has_less_waiting_takes_the_place_of_the_last_of_who_has_most() {
        let queue = Queue::new(4);
        for job in ["a1", "a2", "a3", "a4"] {
            assert_eq!(queue.put(1, job), Ok(None));
        }
        assert_eq!(queue.put(1, "a5"), Err("a5"), "one alone has what there is, and no more");
        assert_eq!(queue.put(2, "b1"), Ok(Some("a4")));
        assert_eq!(queue.put(2, "b2"), Ok(Some("a3")));
        assert_eq!(queue.put(2, "b3"), Err("b3"), "both have as much");
        assert_eq!(queue.put(3, "c1"), Ok(Some("b2")));
    }

    /// However many ask, whoever asks for one thing at a time has it in the next round.
    #[test]
    fn no_flood_keeps_another_out() {
        let mut seed = 7_u32;
        let mut chance = |below: u64| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            u64::from(seed >> 8) % below
        };
        for most in [3, 4, 16, 128] {
            let queue = Queue::new(most);
            for _ in 0..500 {
                // Of two lanes that flood, any number.
                for job in 0..chance(300) {
                    let _ = queue.put(1 + chance(2), job);
                }
                let displaced = queue.put(9, 1_000_000);
                assert!(displaced.is_ok(), "room for {most}");
                let jobs: Vec<_> = (0..3).filter_map(|_| queue.next()).collect();
                assert!(jobs.contains(&1_000_000), "its turn comes after one of each: {jobs:?}");
                let lanes = queue.lanes();
                let count: usize = lanes.waiting.values().map(VecDeque::len).sum();
                assert!(count == lanes.count && count <= most);
                assert_eq!(lanes.waiting.len(), lanes.turns.len());
            }
        }
    }

    #[test]
    fn among_many_floods_each_gets_the_same() {
        let queue = Queue::new(128);
        let mut got: HashMap<u64, u32> = HashMap::new();
        for round in 0..4000 {
            // Lane 0 asks fifty times as often as lane 9.
            for (lane, often) in (0..).zip([100, 50, 20, 10, 5, 5, 4, 3, 2, 2]).filter(|_| round % 20 == 0) {
                for _ in 0..often {
                    let _ = queue.put(lane, lane);
                }
            }
            *got.entry(queue.next().unwrap()).or_default() += 1;
        }
        let (least, most) = (got.values().min().unwrap(), got.values().max().unwrap());
        assert!(got.len() == 10 && most - least <= 15, "{got:?}");
    }
}
