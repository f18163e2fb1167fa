//! What the clock on the wall says in Evere.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use domain::moment::Moment;

/// So many minutes after midnight of this day, by the clock of Brussels. For hours of the day, not for the night when clocks change.
#[must_use]
pub fn brussels(day: NaiveDate, minutes: i64) -> Moment {
    let hours_ahead = if is_summer(day) { 2 } else { 1 };
    let midnight = Moment::from_utc(day.and_time(chrono::NaiveTime::MIN));
    midnight.plus_seconds((minutes - hours_ahead * 60) * 60)
}

/// The hour of the day in Brussels.
#[must_use]
pub fn hour_in_brussels(moment: Moment) -> i64 {
    let hours_ahead = if is_summer(moment.date()) { 2 } else { 1 };
    let midnight = Moment::from_utc(moment.date().and_time(chrono::NaiveTime::MIN));
    (moment.seconds_since(midnight) / 3600 + hours_ahead) % 24
}

/// The day so many days before, and on a school day if asked for: Friday instead of a weekend.
#[must_use]
pub fn days_before(today: NaiveDate, days: u64, on_school_day: bool) -> NaiveDate {
    let day = today.checked_sub_days(Days::new(days)).unwrap_or(today);
    let back = match day.weekday() {
        Weekday::Sat if on_school_day => 1,
        Weekday::Sun if on_school_day => 2,
        _ => 0,
    };
    day.checked_sub_days(Days::new(back)).unwrap_or(day)
}

/// Summer time by day: from the last Sunday of March until the day before the last one of October.
fn is_summer(day: NaiveDate) -> bool {
    let (Some(begin), Some(end)) = (last_sunday(day.year(), 3), last_sunday(day.year(), 10)) else {
        return false;
    };
    begin <= day && day < end
}

/// Both months have 31 days.
fn last_sunday(year: i32, month: u32) -> Option<NaiveDate> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    last.checked_sub_days(Days::new(last.weekday().num_days_from_sunday().into()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(2026, 11, 20, "2026-11-20T07:30:00.000000Z")]
    #[case(2026, 7, 1, "2026-07-01T06:30:00.000000Z")]
    #[case(2026, 3, 29, "2026-03-29T06:30:00.000000Z")]
    #[case(2026, 10, 24, "2026-10-24T06:30:00.000000Z")]
    #[case(2026, 10, 25, "2026-10-25T07:30:00.000000Z")]
    fn half_past_eight_on_the_wall(#[case] y: i32, #[case] m: u32, #[case] d: u32, #[case] utc: &str) {
        let day = NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let moment = brussels(day, 8 * 60 + 30);
        assert_eq!(moment.to_string(), utc);
        assert_eq!(hour_in_brussels(moment), 8);
    }

    #[test]
    fn a_school_day_is_not_on_a_weekend() {
        let monday = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        assert_eq!(days_before(monday, 1, true).weekday(), Weekday::Fri);
        assert_eq!(days_before(monday, 2, true).weekday(), Weekday::Fri);
        assert_eq!(days_before(monday, 1, false).weekday(), Weekday::Sun);
    }
}
