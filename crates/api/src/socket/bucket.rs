//! How many frames a client may send: ten a second, twenty at once. What is beyond is refused, and whoever goes on is let go.

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

    /// Takes the place of one frame, if there is one.
    pub fn take(&mut self, now: Instant) -> Verdict {
        let since = now.saturating_duration_since(self.filled).as_secs_f64();
        self.left = since.mul_add(RATE, self.left).min(BURST);
        self.filled = now;
        if self.left >= 1.0 {
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
            assert_eq!(bucket.take(start), Verdict::Taken);
        }
        assert_eq!(bucket.take(start), Verdict::Refused);
        assert_eq!(bucket.take(start + Duration::from_millis(100)), Verdict::Taken);
        for _ in 1..GRACE {
            assert_eq!(bucket.take(start + Duration::from_millis(100)), Verdict::Refused);
        }
        assert_eq!(bucket.take(start + Duration::from_millis(100)), Verdict::Flood);
    }

    #[test]
    fn whoever_calms_down_is_forgiven() {
        let start = Instant::now();
        let mut bucket = Bucket::full(start);
        for _ in 0..50 {
            bucket.take(start);
        }
        let later = start + Duration::from_secs(2);
        assert_eq!(bucket.take(later), Verdict::Taken);
        assert_eq!(bucket.refused, 0);
    }
}
