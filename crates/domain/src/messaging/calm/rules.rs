//! Slow mode, what is a question, and how long a message is kept.

use chrono::NaiveDate;

use crate::{moment::Moment, schools::types::school_year_of};

/// How many messages are pinned in a room, at most.
pub const PINS_MAX: i64 = 5;
/// From so many answers to one question on, members of a class room wait.
pub const ANSWERS: i64 = 5;
/// Answers of so many seconds are counted: ten minutes.
pub const ANSWERS_SECONDS: i64 = 600;
/// How long a member then waits between two messages, in seconds.
pub const ANSWERS_PAUSE: i64 = 120;
/// How many days a recap looks back.
pub const RECAP_SECONDS: i64 = 7 * 24 * 3600;
/// How many questions a recap shows of each sort.
pub const RECAP_QUESTIONS: usize = 5;

/// What slow mode asks of a member who is not staff and does not moderate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pace {
    /// How many seconds lie between two messages of one member, as a moderator has set it.
    pub seconds: i64,
    /// When the message answers another one in a class room: how many answers that one got in the last ten minutes.
    pub answers: i64,
}

impl Pace {
    /// How many seconds a member still waits whose last message in the room is so old; nothing when they may write.
    #[must_use]
    pub fn wait(self, last: Option<Moment>, now: Moment) -> Option<i64> {
        let by_itself = if self.answers >= ANSWERS { ANSWERS_PAUSE } else { 0 };
        let pause = self.seconds.max(by_itself);
        let passed = now.seconds_since(last?);
        (pause > 0 && passed < pause).then(|| (pause - passed).clamp(1, pause))
    }
}

/// Whether a text asks something: a question mark that ends a word. The one inside of an address does not count.
#[must_use]
pub fn is_question(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let end = word.trim_end_matches(['!', '.', ')', '"', '»', '”', '…']);
        end.ends_with('?') && !end.contains("://")
    })
}

/// The first day on which an announcement of this day is not kept any more: the end of its school year, and so many years.
#[must_use]
pub fn announcement_ends(written: NaiveDate, years: i32) -> NaiveDate {
    // school years begin on 1 August
    NaiveDate::from_ymd_opt(school_year_of(written) + 1 + years, 8, 1).unwrap_or(NaiveDate::MAX)
}

/// Announcements of before this day are not kept any more.
#[must_use]
pub fn announcements_before(today: NaiveDate, years: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(school_year_of(today) - years, 8, 1).unwrap_or(NaiveDate::MIN)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn at(seconds: i64) -> Moment {
        Moment::from_micros(1_700_000_000_000_000 + seconds * 1_000_000).unwrap()
    }

    #[rstest]
    #[case(0, 0, Some(0), 1, None)]
    #[case(30, 0, None, 1, None)]
    #[case(30, 0, Some(0), 10, Some(20))]
    #[case(30, 0, Some(0), 30, None)]
    #[case(0, 4, Some(0), 10, None)]
    #[case(0, 5, Some(0), 10, Some(110))]
    #[case(0, 5, Some(0), 120, None)]
    #[case(0, 5, None, 0, None)]
    // the longer of the two
    #[case(300, 9, Some(0), 10, Some(290))]
    // a clock that went back makes nobody wait longer than the pause
    #[case(30, 0, Some(100), 0, Some(30))]
    fn who_waits(
        #[case] seconds: i64,
        #[case] answers: i64,
        #[case] last: Option<i64>,
        #[case] now: i64,
        #[case] wait: Option<i64>,
    ) {
        assert_eq!(Pace { seconds, answers }.wait(last.map(at), at(now)), wait);
    }

    #[rstest]
    #[case("C'est quoi le devoir ?", true)]
    #[case("Qui vient? Moi oui.", true)]
    #[case("Vraiment ?!", true)]
    #[case("(quelqu'un sait ?)", true)]
    #[case("https://exemple.be/?page=2", false)]
    #[case("https://exemple.be/?", false)]
    #[case("Merci !", false)]
    #[case("", false)]
    fn questions_are_known_by_their_mark(#[case] text: &str, #[case] asks: bool) {
        assert_eq!(is_question(text), asks);
    }

    #[rstest]
    #[case((2026, 11, 20), 1, (2028, 8, 1))]
    #[case((2026, 7, 31), 1, (2027, 8, 1))]
    #[case((2026, 8, 1), 0, (2027, 8, 1))]
    fn announcements_stay_for_their_year_and_more(
        #[case] day: (i32, u32, u32),
        #[case] years: i32,
        #[case] end: (i32, u32, u32),
    ) {
        let date = |(y, m, d)| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(announcement_ends(date(day), years), date(end));
        assert!(
            announcements_before(date(end), years) > date(day),
            "on that day it goes"
        );
        let eve = date(end).pred_opt().unwrap();
        assert!(announcements_before(eve, years) <= date(day), "the day before it stays");
    }
}
