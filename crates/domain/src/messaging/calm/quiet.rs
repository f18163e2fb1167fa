//! Quiet hours by the clock of Brussels, with its summer time: when somebody who is written to now will be notified.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::moment::Moment;

/// From when to when somebody is not to be disturbed, in minutes of the day; the same twice is never.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// From.
    pub from: i32,
    /// To; on the following day when it is before `from`.
    pub to: i32,
}

impl Window {
    /// From 20:00 to 07:00.
    pub const DEFAULT: Self = Self {
        from: 20 * 60,
        to: 7 * 60,
    };

    /// Whether a minute of the day is quiet.
    #[must_use]
    pub const fn holds(self, minute: i32) -> bool {
        if self.from <= self.to {
            self.from <= minute && minute < self.to
        } else {
            minute >= self.from || minute < self.to
        }
    }

    /// When somebody with these quiet hours will be notified of what is written now; nothing when that is at once.
    #[must_use]
    pub fn notified_at(self, now: Moment) -> Option<Moment> {
        let here = in_brussels(now.as_utc());
        let minute = minute_of(here);
        if !self.holds(minute) {
            return None;
        }
        let day = if self.to <= minute {
            here.date() + Duration::days(1)
        } else {
            here.date()
        };
        let end = NaiveTime::from_num_seconds_from_midnight_opt(u32::try_from(self.to).ok()? * 60, 0)?;
        Some(Moment::from_utc(first_after(now.as_utc(), day.and_time(end))))
    }
}

/// Minutes of the day of a time such as `07:30`.
///
/// # Errors
/// `not_a_time`.
pub fn minutes(time: &str) -> Result<i32, garde::Error> {
    let wrong = || garde::Error::new("not_a_time");
    let (hours, minutes) = time.split_once(':').ok_or_else(wrong)?;
    let digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hours) || !digits(minutes) {
        return Err(wrong());
    }
    let (hours, minutes): (i32, i32) = (
        hours.parse().map_err(|_| wrong())?,
        minutes.parse().map_err(|_| wrong())?,
    );
    if hours > 23 || minutes > 59 {
        return Err(wrong());
    }
    Ok(hours * 60 + minutes)
}

/// A time such as `07:30`.
///
/// # Errors
/// `not_a_time`.
pub fn time_of_day(time: &str, (): &()) -> Result<(), garde::Error> {
    minutes(time).map(drop)
}

/// Minutes of the day as a time such as `07:30`.
#[must_use]
pub fn written(minutes: i32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// What clock and calendar in Brussels show: `21/11/2026 18:04`.
#[must_use]
pub fn written_in_brussels(at: Moment) -> String {
    let here = in_brussels(at.as_utc());
    format!(
        "{:02}/{:02}/{} {}",
        here.day(),
        here.month(),
        here.year(),
        written(minute_of(here))
    )
}

/// When a day begins in Brussels. The clocks change at another hour: there is one midnight a day.
#[must_use]
pub fn midnight_in_brussels(day: NaiveDate) -> Moment {
    let shown = day.and_time(NaiveTime::MIN);
    let summer = shown - Duration::hours(2);
    let winter = shown - Duration::hours(1);
    let is_summer = in_brussels(summer) == shown;
    Moment::from_utc(if is_summer { summer } else { winter })
}

/// The calendar day in Brussels.
#[must_use]
pub fn day_in_brussels(at: Moment) -> NaiveDate {
    in_brussels(at.as_utc()).date()
}

/// How many minutes of the day in Brussels are over, from 0 to 1,439.
#[must_use]
pub fn minute_in_brussels(at: Moment) -> i32 {
    minute_of(in_brussels(at.as_utc()))
}

fn minute_of(at: NaiveDateTime) -> i32 {
    i32::try_from(at.time().hour() * 60 + at.time().minute()).unwrap_or(0)
}

fn in_brussels(utc: NaiveDateTime) -> NaiveDateTime {
    utc + Duration::hours(ahead(utc))
}

/// How many hours the clock of Brussels is ahead: two from the last Sunday of March to the last of October, at 1:00 UTC.
fn ahead(utc: NaiveDateTime) -> i64 {
    let year = utc.date().year();
    match (changes(year, 3), changes(year, 10)) {
        (Some(summer), Some(winter)) if summer <= utc && utc < winter => 2,
        _ => 1,
    }
}

/// The last Sunday of a month of 31 days, 1:00 UTC.
fn changes(year: i32, month: u32) -> Option<NaiveDateTime> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    let sunday = last - Duration::days(i64::from(last.weekday().num_days_from_sunday()));
    sunday.and_hms_opt(1, 0, 0)
}

/// The first moment after `now` at which the clock shows this; where it leaves it out, the moment at which it jumps.
fn first_after(now: NaiveDateTime, shown: NaiveDateTime) -> NaiveDateTime {
    let early = shown - Duration::hours(2);
    let late = shown - Duration::hours(1);
    let real = |utc: &NaiveDateTime| in_brussels(*utc) == shown && *utc > now;
    [early, late].into_iter().find(real).unwrap_or_else(|| {
        let jump = changes(shown.date().year(), 3);
        jump.filter(|jump| jump.date() == shown.date()).unwrap_or(late)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[rstest]
    // winter: 20:30 in Brussels is 19:30 UTC
    #[case("2026-11-20T19:30:00Z", Some("2026-11-21T06:00:00Z"))]
    #[case("2026-11-20T05:59:59Z", Some("2026-11-20T06:00:00Z"))]
    #[case("2026-11-20T06:00:00Z", None)]
    #[case("2026-11-20T18:59:59Z", None)]
    #[case("2026-11-20T19:00:00Z", Some("2026-11-21T06:00:00Z"))]
    // summer: two hours ahead
    #[case("2026-07-01T17:59:59Z", None)]
    #[case("2026-07-01T18:00:00Z", Some("2026-07-02T05:00:00Z"))]
    // the night in which the clocks go forward, 29 March 2026: it is one hour shorter
    #[case("2026-03-28T19:00:00Z", Some("2026-03-29T05:00:00Z"))]
    // the night in which they go back, 25 October 2026: it is one hour longer
    #[case("2026-10-24T18:00:00Z", Some("2026-10-25T06:00:00Z"))]
    // the last evening of the year
    #[case("2026-12-31T22:59:00Z", Some("2027-01-01T06:00:00Z"))]
    fn by_default_from_20_to_7_in_brussels(#[case] now: &str, #[case] then: Option<&str>) {
        assert_eq!(Window::DEFAULT.notified_at(at(now)), then.map(at));
    }

    #[rstest]
    // 02:30 does not exist on 29 March: the quiet ends when the clock jumps from 2 to 3
    #[case("2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z")]
    // 02:30 comes twice on 25 October: the quiet ends at the first, and again after the clock went back
    #[case("2026-10-25T00:10:00Z", "2026-10-25T00:30:00Z")]
    #[case("2026-10-25T01:10:00Z", "2026-10-25T01:30:00Z")]
    fn the_hour_that_is_missing_or_doubled(#[case] now: &str, #[case] then: &str) {
        let window = Window { from: 60, to: 150 };
        assert_eq!(window.notified_at(at(now)), Some(at(then)));
    }

    #[rstest]
    #[case("2026-11-20", "2026-11-19T23:00:00Z", "20/11/2026 00:00")]
    #[case("2026-07-01", "2026-06-30T22:00:00Z", "01/07/2026 00:00")]
    // the day of 23 hours and the one after it
    #[case("2026-03-29", "2026-03-28T23:00:00Z", "29/03/2026 00:00")]
    #[case("2026-03-30", "2026-03-29T22:00:00Z", "30/03/2026 00:00")]
    // the day of 25 hours and the one after it
    #[case("2026-10-25", "2026-10-24T22:00:00Z", "25/10/2026 00:00")]
    #[case("2026-10-26", "2026-10-25T23:00:00Z", "26/10/2026 00:00")]
    fn a_day_begins_at_midnight_in_brussels(#[case] day: NaiveDate, #[case] began: &str, #[case] shown: &str) {
        assert_eq!(midnight_in_brussels(day), at(began));
        assert_eq!(written_in_brussels(at(began)), shown);
        assert_eq!(day_in_brussels(at(began)), day);
        assert_eq!(day_in_brussels(at(began).plus_seconds(-1)), day.pred_opt().unwrap());
    }

    #[test]
    fn the_same_time_twice_is_never_quiet() {
        let never = Window { from: 0, to: 0 };
        assert_eq!(never.notified_at(at("2026-11-20T02:00:00Z")), None);
    }

    #[rstest]
    #[case("07:30", Some(450))]
    #[case("00:00", Some(0))]
    #[case("23:59", Some(1439))]
    #[case("24:00", None)]
    #[case("7:30", None)]
    #[case("07:60", None)]
    #[case("+7:30", None)]
    #[case("0730", None)]
    fn times_are_read(#[case] text: &str, #[case] read: Option<i32>) {
        assert_eq!(minutes(text).ok(), read);
        if let Some(read) = read {
            assert_eq!(written(read), text);
        }
    }

    proptest! {
        /// Whoever is notified is notified later than now, within a day, and not in the quiet.
        #[test]
        fn nobody_is_notified_in_the_quiet(minute in 0_i64..2_000_000, from in 0_i32..1440, to in 0_i32..1440) {
            let now = Moment::from_micros((1_767_225_600 + minute * 60) * 1_000_000).unwrap();
            let window = Window { from, to };
            let here = minute_in_brussels(now);
            match window.notified_at(now) {
                None => prop_assert!(!window.holds(here)),
                Some(then) => {
                    prop_assert!(window.holds(here));
                    prop_assert!(then > now && then.seconds_since(now) <= 25 * 3600);
                    prop_assert!(!window.holds(minute_in_brussels(then)));
                }
            }
        }
    }
}
