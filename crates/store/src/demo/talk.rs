//! What is said in the demo school, read from `data/`.

use domain::{accounts::types::Locale, schools::types::Level};

use crate::error::{StoreError, StoreResult};

/// One thread: when it begins, and its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thread<W> {
    /// Where.
    pub place: W,
    /// How many days ago it began.
    pub days_ago: u64,
    /// Whether it began on a school day.
    pub on_school_day: bool,
    /// When it began, in minutes after midnight.
    pub minute: i64,
    /// What was said.
    pub lines: Vec<Line>,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Who, as written in the file.
    pub who: String,
    /// Minutes after the line before.
    pub after: i64,
    /// The text.
    pub text: String,
}

/// Two people, by name.
pub type Pair = (String, String);

/// Who speaks in a class room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker<'a> {
    /// The teacher of the class.
    Teacher,
    /// The parent with this first name.
    Named(&'a str),
    /// Some parent: always the same one for this letter in one thread, perhaps one who speaks a language.
    Some(char, Option<Locale>),
}

impl Line {
    /// Who speaks.
    #[must_use]
    pub fn speaker(&self) -> Speaker<'_> {
        let mut letters = self.who.chars();
        match (letters.next(), letters.next(), letters.next()) {
            (Some('T'), None, _) => Speaker::Teacher,
            (Some(letter), None, _) => Speaker::Some(letter, None),
            (Some(letter), Some('n'), None) => Speaker::Some(letter, Some(Locale::Nl)),
            (Some(letter), Some('e'), None) => Speaker::Some(letter, Some(Locale::En)),
            _ => Speaker::Named(&self.who),
        }
    }
}

/// The threads of the class rooms; one that happens in two classes comes twice.
///
/// # Errors
/// When the file is not written as it says: tests see to it that this does not happen.
pub fn of_rooms() -> StoreResult<Vec<Thread<Level>>> {
    let mut threads = Vec::new();
    for (header, lines) in blocks(include_str!("data/rooms.txt"))? {
        let words: Vec<&str> = header.split_whitespace().collect();
        let Some((time, places)) = words.split_last() else {
            return Err(unreadable(header));
        };
        for place in places {
            let thread = place
                .split_once(':')
                .and_then(|(level, days)| thread(level.parse().ok()?, days, time, &lines));
            threads.push(thread.ok_or_else(|| unreadable(header))?);
        }
    }
    Ok(threads)
}

/// The threads between two people.
///
/// # Errors
/// When the file is not written as it says: tests see to it that this does not happen.
pub fn of_pairs() -> StoreResult<Vec<Thread<Pair>>> {
    let mut threads = Vec::new();
    for (header, lines) in blocks(include_str!("data/directs.txt"))? {
        let fields: Vec<&str> = header.split(';').map(str::trim).collect();
        let [one, other, days, time] = fields.as_slice() else {
            return Err(unreadable(header));
        };
        let pair = ((*one).to_owned(), (*other).to_owned());
        threads.push(thread(pair, days, time, &lines).ok_or_else(|| unreadable(header))?);
    }
    Ok(threads)
}

fn thread<W>(place: W, days: &str, time: &str, lines: &[Line]) -> Option<Thread<W>> {
    let (hour, minute) = time.split_once(':')?;
    Some(Thread {
        place,
        days_ago: days.trim_end_matches('s').parse().ok()?,
        on_school_day: days.ends_with('s'),
        minute: hour.parse::<i64>().ok()? * 60 + minute.parse::<i64>().ok()?,
        lines: lines.to_vec(),
    })
}

fn blocks(text: &'static str) -> StoreResult<Vec<(&'static str, Vec<Line>)>> {
    let mut blocks: Vec<(&str, Vec<Line>)> = Vec::new();
    for line in text
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
    {
        if let Some(header) = line.strip_prefix('=') {
            blocks.push((header.trim(), Vec::new()));
        } else {
            let (_, lines) = blocks.last_mut().ok_or_else(|| unreadable(line))?;
            lines.push(said(line).ok_or_else(|| unreadable(line))?);
        }
    }
    Ok(blocks)
}

fn said(line: &str) -> Option<Line> {
    let (who, rest) = line.split_once(' ')?;
    let (after, text) = rest.split_once(' ')?;
    Some(Line {
        who: who.to_owned(),
        after: after.parse().ok()?,
        text: text.trim().to_owned(),
    })
}

fn unreadable(line: &str) -> StoreError {
    StoreError::broken(format!("the demo school: cannot read `{line}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_can_be_read_and_every_class_talks() {
        let rooms = of_rooms().unwrap();
        for level in Level::ALL {
            let count = rooms.iter().filter(|thread| thread.place == *level).count();
            assert!(count >= 5, "{level}: {count}");
        }
        assert!(of_pairs().unwrap().len() > 20);
        for line in rooms.iter().flat_map(|thread| &thread.lines) {
            assert!(domain::words::message(&line.text, &()).is_ok(), "{}", line.text);
        }
    }

    #[test]
    fn nothing_is_said_after_yesterday() {
        let starts = of_rooms()
            .unwrap()
            .into_iter()
            .map(|thread| (thread.days_ago, thread.minute, thread.lines));
        let pairs = of_pairs()
            .unwrap()
            .into_iter()
            .map(|thread| (thread.days_ago, thread.minute, thread.lines));
        for (days, minute, lines) in starts.chain(pairs) {
            let minutes: i64 = minute + lines.iter().map(|line| line.after).sum::<i64>();
            let end = i64::try_from(days).unwrap() * 24 * 60;
            assert!(minutes < end, "{:?}", lines.first());
            assert!(lines.iter().skip(1).all(|line| line.after > 0), "{:?}", lines.first());
        }
    }
}
