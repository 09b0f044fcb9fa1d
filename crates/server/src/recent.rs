//! What was seen lately, in bounded memory.

use std::collections::HashMap;

/// What belongs to keys, of which the latest are held: at least half as many as there may be, and never more.
///
/// Two maps: a full one becomes the old one, whose place it takes; what is asked for moves to the new one. So nothing
/// is sorted, and what is used stays.
pub struct Recent<V> {
    half: usize,
    new: HashMap<u64, V>,
    old: HashMap<u64, V>,
}

impl<V: Copy> Recent<V> {
    /// An empty one, for so many at a time.
    pub fn new(most: usize) -> Self {
        Self { half: (most / 2).max(1), new: HashMap::new(), old: HashMap::new() }
    }

    /// What belongs to a key, if it was put there lately.
    pub fn get(&mut self, key: u64) -> Option<V> {
        if let Some(value) = self.new.get(&key) {
            return Some(*value);
        }
        let value = self.old.remove(&key)?;
        self.put(key, value);
        Some(value)
    }

    /// Puts it there.
    pub fn put(&mut self, key: u64, value: V) {
        if self.new.len() >= self.half && !self.new.contains_key(&key) {
            self.old = std::mem::take(&mut self.new);
        }
        self.old.remove(&key);
        self.new.insert(key, value);
    }

    /// Takes it away.
    pub fn remove(&mut self, key: u64) {
        self.new.remove(&key);
        self.old.remove(&key);
    }
}

#[cfg(test)]
mod tests {
    use super::Recent;

    #[test]
    fn the_latest_are_held_and_never_more_than_there_may_be() {
        let mut recent = Recent::new(100);
        for key in 0..10_000 {
            recent.put(key, key * 2);
            assert!(recent.new.len() + recent.old.len() <= 100);
            // What is asked for stays, however many come.
            assert_eq!(recent.get(0), Some(0), "{key}");
            assert_eq!(recent.get(key), Some(key * 2));
        }
        assert!((9960..10_000).all(|key| recent.get(key).is_some()));
        assert_eq!(recent.get(5000), None);
        recent.remove(9999);
        assert_eq!(recent.get(9999), None);
        recent.put(0, 7);
        assert_eq!(recent.get(0), Some(7));
    }
}
