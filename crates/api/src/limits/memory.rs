//! Limits in the memory of one node, for what is counted too often to be written down.

use std::{collections::HashMap, hash::Hash};

use domain::{limit::Quota, moment::Moment};
use parking_lot::Mutex;

/// How many callers are remembered before those who have nothing used up are forgotten.
const KEPT: usize = 20_000;

/// What everybody has used up.
pub(super) struct Memory<K> {
    used_until: Mutex<HashMap<K, Moment>>,
}

/// What is left after a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Left {
    /// How many calls.
    pub calls: i64,
    /// In how many seconds all are there again.
    pub full_in: i64,
    /// How many microseconds to wait, when this one was refused.
    pub wait: Option<i64>,
}

impl<K> Default for Memory<K> {
    fn default() -> Self {
        Self {
            used_until: Mutex::default(),
        }
    }
}

impl<K: Eq + Hash> Memory<K> {
    /// Takes one, if there is one.
    pub fn take(&self, key: K, quota: Quota, now: Moment) -> Left {
        let mut known = self.used_until.lock();
        if known.len() >= KEPT && !known.contains_key(&key) {
            known.retain(|_, until| *until > now);
        }
        if known.len() >= KEPT {
            // so many at once are nobody's visitors: begin again rather than grow
            known.clear();
        }
        let before = known.get(&key).copied();
        let taken = quota.take(before, now);
        let after = taken.ok().or(before);
        if let Ok(until) = taken {
            known.insert(key, until);
        }
        drop(known);
        Left {
            calls: quota.left(after, now),
            full_in: quota.full_in(after, now),
            wait: taken.err(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_a_share_of_their_own() {
        let memory = Memory::default();
        let quota = Quota::new(2, 60, 60);
        let now = Moment::from_micros(1_700_000_000_000_000).unwrap();
        assert_eq!(memory.take("marie", quota, now).calls, 1);
        assert_eq!(memory.take("marie", quota, now).calls, 0);
        let refused = memory.take("marie", quota, now);
        assert_eq!((refused.calls, refused.wait), (0, Some(1_000_000)));
        assert_eq!(memory.take("jean", quota, now).wait, None);
        assert_eq!(memory.take("marie", quota, now.plus_seconds(1)).wait, None);
    }

    #[test]
    fn memory_does_not_grow_without_end() {
        let memory = Memory::default();
        let quota = Quota::new(2, 60, 60);
        let now = Moment::from_micros(1_700_000_000_000_000).unwrap();
        for caller in 0..3 * KEPT {
            memory.take(caller, quota, now);
        }
        assert!(memory.used_until.lock().len() <= KEPT);
    }
}
