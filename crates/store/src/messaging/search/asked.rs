//! What somebody looks for: words, some of them in a row, the last one perhaps only begun. No other sign means anything.

use std::collections::BTreeSet;

use domain::messaging::search::QUERY_MIN;

use super::{stems, words};

/// Most words that are looked for at once.
const MOST: usize = 12;

/// A word that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Its plain letters.
    pub key: String,
    /// The stems of its other forms.
    stems: BTreeSet<String>,
}

impl Wanted {
    /// Whether a word of a text is this one, or another form of it.
    pub fn is(&self, text: &str, word: &words::Word) -> bool {
        let has = |form: &String| *form == self.key || self.stems.contains(form);
        has(&word.key) || stems::of_word(text, word).iter().any(has)
    }

    /// Whether a word of a text begins so, or is another form of it.
    pub fn begins(&self, text: &str, word: &words::Word) -> bool {
        word.key.starts_with(self.key.as_str()) || self.is(text, word)
    }
}

/// Words that must all be there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// One word, or several that stand in a row.
    pub terms: Vec<Vec<Wanted>>,
    /// The beginning of a word: the last one, while it is being typed.
    pub begun: Option<Wanted>,
}

impl Asked {
    /// From what was typed. What is too short to tell anything apart is left out: the `l` of `l'école`.
    pub fn parse(typed: &str) -> Self {
        let mut asked = Self::default();
        let mut room = MOST;
        // every second part stands between quotation marks; one that was never closed reaches to the end
        let typed = typed.replace(['«', '»', '“', '”', '„'], "\"");
        let parts: Vec<&str> = typed.split('"').collect();
        for (position, part) in parts.iter().enumerate() {
            let mut wanted: Vec<Wanted> = words::of(part)
                .into_iter()
                .take(room)
                .map(|word| read(part, word))
                .collect();
            room -= wanted.len();
            if position % 2 == 1 {
                if wanted.iter().any(is_enough) {
                    asked.terms.push(wanted);
                }
                continue;
            }
            let is_last = position + 1 == parts.len() && part.ends_with(char::is_alphanumeric) && room > 0;
            if is_last && wanted.last().is_some_and(is_enough) {
                asked.begun = wanted.pop();
            }
            asked
                .terms
                .extend(wanted.into_iter().filter(is_enough).map(|one| vec![one]));
        }
        asked
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.begun.is_none()
    }

    /// All words that are looked for, in plain letters.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let all = self.terms.iter().flatten().chain(&self.begun);
        all.map(|word| word.key.as_str())
    }

    /// As SQLite's index asks: every word in quotation marks, so that none is an operator. What stands in a row, or is a beginning, is
    /// looked for among the words as written; other forms among the stems too.
    pub fn for_sqlite(&self) -> String {
        let forms = |first: String, word: &Wanted| {
            let stems = word.stems.iter().map(|stem| format!("\"{stem}\""));
            one_of(std::iter::once(first).chain(stems), " OR ")
        };
        let rows = self.terms.iter().map(|row| match row.as_slice() {
            [word] => forms(format!("\"{}\"", word.key), word),
            words => format!("words : \"{}\"", keys(words).join(" ")),
        });
        let begun = self
            .begun
            .iter()
            .map(|word| forms(format!("words : \"{}\" *", word.key), word));
        rows.chain(begun).collect::<Vec<_>>().join(" AND ")
    }

    /// As PostgreSQL's index asks. Words hold only letters and digits, so that none is an operator; the letter after the colon says that
    /// words as written are meant (A), and not stems (B).
    pub fn for_postgres(&self) -> String {
        let forms = |first: String, word: &Wanted| {
            let stems = word.stems.iter().map(|stem| format!("'{stem}'"));
            one_of(std::iter::once(first).chain(stems), " | ")
        };
        let rows = self.terms.iter().map(|row| match row.as_slice() {
            [word] => forms(format!("'{}'", word.key), word),
            words => {
                let words: Vec<String> = keys(words).iter().map(|key| format!("'{key}':A")).collect();
                format!("({})", words.join(" <-> "))
            }
        });
        let begun = self.begun.iter().map(|word| forms(format!("'{}':*A", word.key), word));
        rows.chain(begun).collect::<Vec<_>>().join(" & ")
    }
}

fn read(part: &str, word: words::Word) -> Wanted {
    Wanted {
        stems: stems::of_word(part, &word),
        key: word.key,
    }
}

fn keys(words: &[Wanted]) -> Vec<&str> {
    words.iter().map(|word| word.key.as_str()).collect()
}

fn one_of(several: impl Iterator<Item = String>, or: &str) -> String {
    let several: Vec<String> = several.collect();
    match several.as_slice() {
        [one] => one.clone(),
        _ => format!("({})", several.join(or)),
    }
}

fn is_enough(word: &Wanted) -> bool {
    word.key.chars().count() >= QUERY_MIN || word.key.chars().all(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use diesel::{
        Connection, QueryableByName, RunQueryDsl, SqliteConnection,
        connection::SimpleConnection,
        sql_types::{BigInt, Text},
    };
    use proptest::{
        prop_assert, prop_assert_eq,
        test_runner::{Config, TestRunner},
    };
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Réunion parents ", r#""reunion" AND ("parents" OR "parent")"#)]
    #[case("P3 de P4", r#""p3" AND "de" AND words : "p4" *"#)]
    #[case(r#""fancy fair" 50"#, r#"words : "fancy fair" AND words : "50" *"#)]
    #[case(r#"P3 "à la ferme"#, r#""p3" AND words : "a la ferme""#)]
    #[case("a OR b* NEAR(x) -y:z ^", r#""or" AND "near""#)]
    #[case("50% _a", r#""50""#)]
    #[case("é \" ", "")]
    fn what_is_typed_is_words(#[case] typed: &str, #[case] asked: &str) {
        assert_eq!(Asked::parse(typed).for_sqlite(), asked);
    }

    #[test]
    fn a_long_question_is_cut() {
        assert_eq!(Asked::parse(&"mot ".repeat(50)).words().count(), MOST);
    }

    #[derive(QueryableByName)]
    struct Counted {
        #[diesel(sql_type = BigInt)]
        count: i64,
    }

    /// Whatever is typed, SQLite understands the question and PostgreSQL sees nothing but words and our own signs.
    #[test]
    fn a_hundred_thousand_people_type_anything() {
        let mut db = SqliteConnection::establish(":memory:").unwrap();
        db.batch_execute("CREATE VIRTUAL TABLE finder USING fts5(words, stems, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');")
            .unwrap();
        let db = RefCell::new(db);
        let words = proptest::prop_oneof![
            "\\PC{1,40}",
            "[a-zé0-9\"'*():&|!<>^{}\\\\%_ -]{1,40}",
            "((AND|OR|NOT|NEAR|œ|\u{FDFA}|\u{345}|\"|«| ){1,9})",
        ];
        let config = Config {
            cases: 100_000,
            ..Config::default()
        };
        let judged = TestRunner::new(config).run(&words, |typed| {
            let asked = Asked::parse(&typed);
            if asked.is_empty() {
                return Ok(());
            }
            let found = diesel::sql_query("SELECT count(*) AS count FROM finder WHERE finder MATCH ?")
                .bind::<Text, _>(asked.for_sqlite())
                .get_result::<Counted>(&mut *db.borrow_mut());
            prop_assert_eq!(found.map(|found| found.count).map_err(|error| error.to_string()), Ok(0));
            let question = asked.for_postgres();
            for (position, part) in question.split('\'').enumerate() {
                let is_word = position % 2 == 1;
                let is_ours = |sign: char| " ():*A|&<->".contains(sign);
                prop_assert!(
                    part.chars()
                        .all(|sign| if is_word { sign.is_alphanumeric() } else { is_ours(sign) }),
                    "{}",
                    question
                );
            }
            Ok(())
        });
        assert!(judged.is_ok(), "{judged:?}");
    }
}
