//! What somebody looks for: words, some of them in a row, the last one perhaps only begun. No other sign means anything.

use domain::messaging::search::QUERY_MIN;

use super::words;

/// Most words that are looked for at once.
const MOST: usize = 12;

/// Words that must all be there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// One word, or several that stand in a row.
    pub terms: Vec<Vec<String>>,
    /// The beginning of a word: the last one, while it is being typed.
    pub begun: Option<String>,
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
            let keys: Vec<String> = words::of(part).into_iter().map(|word| word.key).take(room).collect();
            room -= keys.len();
            if position % 2 == 1 {
                if keys.iter().any(|key| is_enough(key)) {
                    asked.terms.push(keys);
                }
                continue;
            }
            let is_last = position + 1 == parts.len() && part.ends_with(char::is_alphanumeric) && room > 0;
            let mut keys = keys;
            if is_last && keys.last().is_some_and(|key| is_enough(key)) {
                asked.begun = keys.pop();
            }
            let whole = keys.into_iter().filter(|key| is_enough(key));
            asked.terms.extend(whole.map(|key| vec![key]));
        }
        asked
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.begun.is_none()
    }

    /// All words that are looked for.
    pub fn words(&self) -> impl Iterator<Item = &String> {
        self.terms.iter().flatten().chain(&self.begun)
    }

    /// As SQLite's index asks: every word in quotation marks, so that none is an operator.
    pub fn for_sqlite(&self) -> String {
        let rows = self.terms.iter().map(|row| format!("\"{}\"", row.join(" ")));
        let begun = self.begun.iter().map(|word| format!("\"{word}\"*"));
        rows.chain(begun).collect::<Vec<_>>().join(" AND ")
    }
}

fn is_enough(key: &str) -> bool {
    key.chars().count() >= QUERY_MIN || key.chars().all(char::is_numeric)
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
    use crate::messaging::search::stems::Stems;

    #[rstest]
    #[case("événement", r#""evenement"*"#)]
    #[case("Réunion parents ", r#""reunion" AND "parents""#)]
    #[case("l'école de P3", r#""ecole" AND "de" AND "p3"*"#)]
    #[case(r#""fancy fair" samedi"#, r#""fancy fair" AND "samedi"*"#)]
    #[case(r#"bottes "à la ferme"#, r#""bottes" AND "a la ferme""#)]
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
        db.batch_execute("CREATE VIRTUAL TABLE finder USING fts5(words, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');")
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
            let question = Stems::default().question(&asked);
            for (position, part) in question.split('\'').enumerate() {
                let is_word = position % 2 == 1;
                let is_ours = |sign: char| " ():*A&<->".contains(sign);
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
