//! Moments in Brussels: this evening, tomorrow morning, Monday morning.

use domain::moment::Moment;

use crate::{
    i18n::dates,
    ui::date_field::{day_of, day_start},
};

const EVENING: &str = "18:00";
const MORNING: &str = "07:30";

/// The moments that people mean most often, from now on; no two the same.
pub fn presets(now: Moment) -> Vec<Moment> {
    let today = day_of(now);
    let evening = at_time(&today, EVENING).filter(|at| *at > now);
    let mut presets: Vec<Moment> = evening.into_iter().collect();
    presets.extend(day_start(&today, 1).and_then(|tomorrow| at_time(&day_of(tomorrow), MORNING)));
    let monday = (1..=7)
        .filter_map(|later| day_start(&today, later))
        .find(|day| is_monday(*day))
        .and_then(|day| at_time(&day_of(day), MORNING));
    presets.extend(monday.filter(|monday| !presets.contains(monday)));
    presets
}

/// A day and a time of a form, `2026-11-20` and `07:30`, as a moment in Brussels.
pub fn at_time(day: &str, time: &str) -> Option<Moment> {
    let (hours, minutes) = time.split_once(':')?;
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.get(..2)?.parse().ok()?);
    let start = day_start(day, 0)?;
    let wanted = start.plus_seconds(hours * 3_600 + minutes * 60);
    // on two days of the year an hour is missing or there twice
    let shown = format!("{hours:02}:{minutes:02}");
    let moved = [0, -3_600, 3_600].into_iter().map(|by| wanted.plus_seconds(by));
    moved.into_iter().find(|at| dates::time(*at) == shown).or(Some(wanted))
}

/// Whether a moment lies on a Monday: the first day of 1970 was a Thursday.
fn is_monday(day_start: Moment) -> bool {
    let noon = day_start.plus_seconds(12 * 3_600);
    (noon.as_micros().div_euclid(86_400_000_000) + 4).rem_euclid(7) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mondays_are_known() {
        let monday: Moment = "2026-11-22T23:00:00Z".parse().unwrap();
        assert!(is_monday(monday));
        assert!(!is_monday(monday.plus_seconds(86_400)));
        assert!(!is_monday(monday.plus_seconds(-86_400)));
    }
}
