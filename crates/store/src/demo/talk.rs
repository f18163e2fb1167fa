//! What is said in the demo school, read from `data/`.

use domain::{accounts::types::Locale, messaging::types::ConversationKind, schools::types::Level};

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
    /// Not said yet: it will be tomorrow, so many minutes after midnight.
    pub tomorrow: Option<i64>,
    /// The text.
    pub text: String,
    /// What hangs on it.
    pub marks: Vec<Mark>,
}

/// What hangs on a message. People are named by their first names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// An emoji, and whose it is.
    Reaction(String, Vec<String>),
    /// An answer of the poll that the message is, and whose it is.
    Choice(String, Vec<String>),
    /// It replies to the message so many lines above.
    Reply(usize),
    /// It replies to the question so many lines above, and is the answer.
    Answer(usize),
    /// It is pinned.
    Pinned,
}

/// Two people, by name.
pub type Pair = (String, String);

/// A room that people have made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gathering {
    /// Which kind.
    pub kind: ConversationKind,
    /// Whether it is for those who work at the school.
    pub staff_only: bool,
    /// Its name.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// Who is in it, by name; the first one made it.
    pub members: Vec<String>,
}

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

    /// Whether it is the question of a poll.
    #[must_use]
    pub fn is_poll(&self) -> bool {
        self.marks.iter().any(|mark| matches!(mark, Mark::Choice(..)))
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

/// The threads of the rooms that people have made.
///
/// # Errors
/// When the file is not written as it says: tests see to it that this does not happen.
pub fn of_gatherings() -> StoreResult<Vec<Thread<Gathering>>> {
    let mut threads = Vec::new();
    for (header, lines) in blocks(include_str!("data/gatherings.txt"))? {
        let fields: Vec<&str> = header.split(';').map(str::trim).collect();
        let [kind, title, description, members, days, time] = fields.as_slice() else {
            return Err(unreadable(header));
        };
        let gathering = Gathering {
            kind: if *kind == "public" {
                ConversationKind::Public
            } else {
                ConversationKind::Group
            },
            staff_only: *kind == "staff",
            title: (*title).to_owned(),
            description: (*description).to_owned(),
            members: members.split(',').map(|name| name.trim().to_owned()).collect(),
        };
        threads.push(thread(gathering, days, time, &lines).ok_or_else(|| unreadable(header))?);
    }
    Ok(threads)
}

fn thread<W>(place: W, days: &str, time: &str, lines: &[Line]) -> Option<Thread<W>> {
    Some(Thread {
        place,
        days_ago: days.trim_end_matches('s').parse().ok()?,
        on_school_day: days.ends_with('s'),
        minute: minute_of_day(time)?,
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
            if line.starts_with(['+', '*', '^', '!']) {
                let last = lines.last_mut().ok_or_else(|| unreadable(line))?;
                last.marks.push(mark(line).ok_or_else(|| unreadable(line))?);
            } else {
                lines.push(said(line).ok_or_else(|| unreadable(line))?);
            }
        }
    }
    Ok(blocks)
}

fn said(line: &str) -> Option<Line> {
    let (who, rest) = line.split_once(' ')?;
    let (when, text) = rest.split_once(' ')?;
    let tomorrow = match when.strip_prefix('@') {
        Some(time) => Some(minute_of_day(time)?),
        None => None,
    };
    Some(Line {
        who: who.to_owned(),
        after: if tomorrow.is_some() { 0 } else { when.parse().ok()? },
        tomorrow,
        text: text.trim().to_owned(),
        marks: Vec::new(),
    })
}

fn mark(line: &str) -> Option<Mark> {
    let (sign, rest) = line.split_once(' ').unwrap_or((line, ""));
    let names = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    match sign {
        "+" => {
            let (emoji, by) = rest.split_once(' ')?;
            Some(Mark::Reaction(emoji.to_owned(), names(by)))
        }
        "*" => {
            let (text, by) = rest.rsplit_once(':')?;
            Some(Mark::Choice(text.trim().to_owned(), names(by)))
        }
        "^" => Some(Mark::Reply(rest.parse().ok()?)),
        "^!" => Some(Mark::Answer(rest.parse().ok()?)),
        "!" => Some(Mark::Pinned),
        _ => None,
    }
}

fn minute_of_day(time: &str) -> Option<i64> {
    let (hour, minute) = time.split_once(':')?;
    Some(hour.parse::<i64>().ok()? * 60 + minute.parse::<i64>().ok()?)
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
    fn there_is_something_of_everything_to_see() {
        let rooms = of_rooms().unwrap().into_iter().map(|thread| thread.lines);
        let pairs = of_pairs().unwrap().into_iter().map(|thread| thread.lines);
        let gatherings = of_gatherings().unwrap().into_iter().map(|thread| thread.lines);
        let lines: Vec<Line> = rooms.chain(pairs).chain(gatherings).flatten().collect();
        assert!(lines.iter().any(Line::is_poll));
        assert!(lines.iter().any(|line| line.tomorrow.is_some()));
        let marks: Vec<&Mark> = lines.iter().flat_map(|line| &line.marks).collect();
        assert!(marks.contains(&&Mark::Pinned));
        assert!(marks.iter().any(|mark| matches!(mark, Mark::Reaction(..))));
        assert!(marks.iter().any(|mark| matches!(mark, Mark::Answer(_))));
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
        let gatherings = of_gatherings()
            .unwrap()
            .into_iter()
            .map(|thread| (thread.days_ago, thread.minute, thread.lines));
        for (days, minute, lines) in starts.chain(pairs).chain(gatherings) {
            let lines: Vec<Line> = lines.into_iter().filter(|line| line.tomorrow.is_none()).collect();
            let minutes: i64 = minute + lines.iter().map(|line| line.after).sum::<i64>();
            let end = i64::try_from(days).unwrap() * 24 * 60;
            assert!(minutes < end, "{:?}", lines.first());
            assert!(lines.iter().skip(1).all(|line| line.after > 0), "{:?}", lines.first());
        }
    }
}
