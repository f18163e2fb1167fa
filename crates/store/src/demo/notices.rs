//! The announcements of the demo school, as they stand in `data/`.

use chrono::{Days, NaiveDate};
use domain::{accounts::types::Locale, announcements::forms::WrittenBy, moment::Moment, schools::types::Level};

use crate::{
    demo::calendar::brussels,
    error::{StoreError, StoreResult},
};

/// One announcement of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) days_ago: u64,
    pub(super) on_school_day: bool,
    pub(super) minute: i64,
    pub(super) author: String,
    pub(super) levels: Vec<Level>,
    pub(super) words: Vec<String>,
    pub(super) texts: Vec<Text>,
}

/// One text of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) locale: Locale,
    pub(super) by: WrittenBy,
    pub(super) title: String,
    pub(super) body: Vec<String>,
    pub(super) questions: Vec<String>,
}

impl Told {
    /// Whether this word stands in its heading.
    pub(super) fn says(&self, word: &str) -> bool {
        self.words.iter().any(|said| said == word)
    }

    /// Until when it can be answered.
    pub(super) fn until(&self, today: NaiveDate) -> Option<Moment> {
        let days = self.words.iter().find_map(|word| word.strip_prefix("until:"))?;
        let day = today.checked_add_days(Days::new(days.parse().ok()?))?;
        Some(brussels(day, 0))
    }
}

/// Reads the file, in the order in which it stands there.
pub(super) fn read() -> StoreResult<Vec<Told>> {
    let mut all: Vec<Told> = Vec::new();
    let lines = include_str!("data/announcements.txt").lines();
    for line in lines.filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        let unreadable = || StoreError::broken(format!("the demo school: cannot read `{line}`"));
        if let Some(header) = line.strip_prefix('=') {
            all.push(head(header).ok_or_else(unreadable)?);
            continue;
        }
        let told = all.last_mut().ok_or_else(unreadable)?;
        if let Some(text) = line.strip_prefix('>') {
            let last = told.texts.last_mut().ok_or_else(unreadable)?;
            last.body.push(text.trim().to_owned());
        } else if let Some(question) = line.strip_prefix('?') {
            let last = told.texts.last_mut().ok_or_else(unreadable)?;
            last.questions.push(question.trim().to_owned());
        } else {
            told.texts.push(title(line).ok_or_else(unreadable)?);
        }
    }
    Ok(all)
}

fn head(header: &str) -> Option<Told> {
    let fields: Vec<&str> = header.split(';').map(str::trim).collect();
    let [days, time, author, place, words] = fields.as_slice() else {
        return None;
    };
    let (hour, minute) = time.split_once(':')?;
    let levels: Option<Vec<Level>> = match *place {
        "school" => Some(Vec::new()),
        named => named.split_whitespace().map(|level| level.parse().ok()).collect(),
    };
    Some(Told {
        days_ago: days.trim_end_matches('s').parse().ok()?,
        on_school_day: days.ends_with('s'),
        minute: hour.parse::<i64>().ok()? * 60 + minute.parse::<i64>().ok()?,
        author: (*author).to_owned(),
        levels: levels?,
        words: words.split_whitespace().map(str::to_owned).collect(),
        texts: Vec::new(),
    })
}

fn title(line: &str) -> Option<Text> {
    let (locale, title) = line.split_once(':')?;
    let by = if locale.ends_with('*') {
        WrittenBy::Machine
    } else {
        WrittenBy::Human
    };
    Some(Text {
        locale: locale.trim_end_matches('*').parse().ok()?,
        by,
        title: title.trim().to_owned(),
        body: Vec::new(),
        questions: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_six_and_each_asks_the_same_in_all_languages() {
        let all = read().unwrap();
        assert_eq!(all.len(), 6);
        for told in &all {
            let asked: Vec<usize> = told.texts.iter().map(|text| text.questions.len()).collect();
            assert!(asked.windows(2).all(|pair| pair.first() == pair.last()), "{told:?}");
            for text in &told.texts {
                assert!(
                    domain::announcements::rules::title(&text.title, &()).is_ok(),
                    "{text:?}"
                );
                assert!(
                    domain::announcements::rules::body(&text.body.join("\n"), &()).is_ok(),
                    "{text:?}"
                );
            }
        }
        assert!(
            all.iter()
                .any(|told| told.texts.iter().any(|text| text.by == WrittenBy::Machine))
        );
    }
}
