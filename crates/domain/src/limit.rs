//! How often something may be done: so many at once, then one every so often (the generic cell rate algorithm). All that is kept of a
//! caller is one moment: until when the share is used up.

use crate::moment::Moment;

/// How often something may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// How many at once.
    burst: i64,
    /// After how many microseconds there is one more.
    every: i64,
}

impl Quota {
    /// So many at once, and so many in so many seconds from then on.
    #[must_use]
    pub const fn new(burst: u32, count: u32, seconds: u32) -> Self {
        let count = if count == 0 { 1 } else { count };
        Self {
            burst: widened(burst),
            every: widened(seconds) * 1_000_000 / widened(count),
        }
    }

    /// Takes one. The moment to keep from now on; or, when nothing is left, how many microseconds to wait.
    ///
    /// # Errors
    /// The wait.
    pub fn take(self, used_until: Option<Moment>, now: Moment) -> Result<Moment, i64> {
        let ahead = self.ahead(used_until, now) + self.every;
        let beyond = ahead - self.burst * self.every;
        if beyond > 0 {
            return Err(beyond);
        }
        Ok(after(now, ahead))
    }

    /// Gives one back.
    #[must_use]
    pub fn give_back(self, used_until: Moment) -> Moment {
        after(used_until, -self.every)
    }

    /// How many are left.
    #[must_use]
    pub fn left(self, used_until: Option<Moment>, now: Moment) -> i64 {
        (self.burst * self.every - self.ahead(used_until, now)) / self.every
    }

    /// In how many seconds all are there again.
    #[must_use]
    pub fn full_in(self, used_until: Option<Moment>, now: Moment) -> i64 {
        seconds(self.ahead(used_until, now))
    }

    /// How many at once.
    #[must_use]
    pub const fn burst(self) -> i64 {
        self.burst
    }

    /// In how many seconds none become all.
    #[must_use]
    pub fn window(self) -> i64 {
        seconds(self.burst * self.every)
    }

    fn ahead(self, used_until: Option<Moment>, now: Moment) -> i64 {
        used_until.map_or(0, |until| (until.as_micros() - now.as_micros()).max(0))
    }
}

/// Microseconds as seconds, and the rest as a whole one.
#[must_use]
pub const fn seconds(micros: i64) -> i64 {
    (micros + 999_999) / 1_000_000
}

fn after(moment: Moment, micros: i64) -> Moment {
    Moment::from_micros(moment.as_micros() + micros).unwrap_or(moment)
}

const fn widened(number: u32) -> i64 {
    number as i64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(seconds: i64) -> Moment {
        Moment::from_micros(1_700_000_000_000_000 + seconds * 1_000_000).unwrap()
    }

    #[test]
    fn so_many_at_once_then_one_every_so_often() {
        let quota = Quota::new(3, 60, 600);
        let mut used = None;
        for left in [2, 1, 0] {
            used = Some(quota.take(used, at(0)).unwrap());
            assert_eq!(quota.left(used, at(0)), left);
        }
        assert_eq!(quota.take(used, at(0)), Err(10_000_000));
        assert_eq!(quota.take(used, at(7)), Err(3_000_000));
        used = Some(quota.take(used, at(10)).unwrap());
        assert!(quota.take(used, at(10)).is_err());
        assert_eq!(quota.full_in(used, at(10)), 30);
        assert_eq!(quota.left(used, at(1_000)), 3);
        assert_eq!(quota.window(), 30);
    }

    #[test]
    fn what_is_given_back_may_be_taken_again() {
        let quota = Quota::new(1, 1, 3600);
        let used = quota.take(None, at(0)).unwrap();
        assert!(quota.take(Some(used), at(0)).is_err());
        assert_eq!(quota.left(Some(quota.give_back(used)), at(0)), 1);
    }

    proptest! {
        /// In any hour no more are taken than the burst and what comes in an hour.
        #[test]
        fn an_hour_never_sees_more_than_its_share(pauses in proptest::collection::vec(0_i64..400, 1..200)) {
            let quota = Quota::new(10, 10, 3600);
            let (mut used, mut now, mut taken) = (None, 0, Vec::new());
            for pause in pauses {
                now += pause;
                if let Ok(until) = quota.take(used, at(now)) {
                    used = Some(until);
                    taken.push(now);
                }
            }
            for start in &taken {
                let within = taken.iter().filter(|one| (*start..start + 3600).contains(*one)).count();
                prop_assert!(within <= 20, "{within} within an hour");
            }
        }
    }
}
