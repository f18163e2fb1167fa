//! How many frames a socket may send: ten a second, twenty at once, and no more than its person has left for all their sockets. What is
//! beyond is refused, and whoever goes on is let go.

use tokio::time::Instant;

/// Frames for each second.
const RATE: f64 = 10.0;

/// Frames at once.
const BURST: f64 = 20.0;

/// How many refused frames are borne before the socket is closed.
const GRACE: u32 = 40;

/// What a client may still send.
#[derive(Debug)]
pub(crate) struct Bucket {
    left: f64,
    filled: Instant,
    refused: u32,
}

/// What is done with a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is taken.
    Taken,
    /// It is refused.
    Refused,
    /// The client has been told often enough.
    Flood,
}

impl Bucket {
    /// A bucket from which nothing was taken yet.
    pub fn full(now: Instant) -> Self {
        Self {
            left: BURST,
            filled: now,
            refused: 0,
        }
    }

    /// Takes the place of one frame, if there is one here and then one in the share of its person, which a flood that is refused here does
    /// not use up.
    pub fn take(&mut self, now: Instant, of_person: impl FnOnce() -> bool) -> Verdict {
        let since = now.saturating_duration_since(self.filled).as_secs_f64();
        self.left = since.mul_add(RATE, self.left).min(BURST);
        self.filled = now;
        if self.left >= 1.0 && of_person() {
            self.left -= 1.0;
            // a client that has calmed down for a while is forgiven
            if self.left > BURST / 2.0 {
                self.refused = 0;
            }
            return Verdict::Taken;
        }
        self.refused += 1;
        if self.refused > GRACE {
            Verdict::Flood
        } else {
            Verdict::Refused
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn twenty_at_once_then_ten_a_second_then_the_end() {
        let start = Instant::now();
        let mut bucket = Bucket::full(start);
        for _ in 0..20 {
            assert_eq!(bucket.take(start, || true), Verdict::Taken);
        }
        assert_eq!(bucket.take(start, || true), Verdict::Refused);
        assert_eq!(bucket.take(start + Duration::from_millis(100), || true), Verdict::Taken);
        for _ in 1..GRACE {
            assert_eq!(
                bucket.take(start + Duration::from_millis(100), || true),
                Verdict::Refused
            );
        }
        assert_eq!(bucket.take(start + Duration::from_millis(100), || true), Verdict::Flood);
    }

    #[test]
    fn whoever_calms_down_is_forgiven() {
        let start = Instant::now();
        let mut bucket = Bucket::full(start);
        for _ in 0..50 {
            bucket.take(start, || true);
        }
        let later = start + Duration::from_secs(2);
        assert_eq!(bucket.take(later, || true), Verdict::Taken);
        assert_eq!(bucket.refused, 0);
    }

    #[test]
    fn what_the_person_has_used_up_elsewhere_is_refused_here_too() {
        let start = Instant::now();
        let mut bucket = Bucket::full(start);
        assert_eq!(bucket.take(start, || false), Verdict::Refused);
        for _ in 0..20 {
            assert_eq!(bucket.take(start, || true), Verdict::Taken);
        }
        let asked = || -> bool { unreachable!("an empty socket takes nothing from its person") };
        assert_eq!(bucket.take(start, asked), Verdict::Refused);
    }
}
