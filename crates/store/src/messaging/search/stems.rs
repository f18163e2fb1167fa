//! Words that are one word in another form, on PostgreSQL: its own French and Dutch stems of our plain letters.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl,
    sql_types::{Array, Text},
};

use super::asked::Asked;
use crate::{backend::Db, error::StoreResult};

/// The stems of some words; on SQLite none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Stems(BTreeMap<String, (String, String)>);

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    word: String,
    #[diesel(sql_type = Text)]
    french: String,
    #[diesel(sql_type = Text)]
    dutch: String,
}

const STEMS: &str = "SELECT word, coalesce((ts_lexize('ecolehub_french', word))[1], word) AS french, \
     coalesce((ts_lexize('ecolehub_dutch', word))[1], word) AS dutch FROM unnest($1) AS word";

impl Stems {
    /// Of these words.
    pub fn load<'a>(db: &mut Db, words: impl Iterator<Item = &'a String>) -> StoreResult<Self> {
        match db {
            Db::Postgres(connection) => Self::of(connection, words.cloned().collect()),
            Db::Sqlite(_) => Ok(Self::default()),
        }
    }

    fn of(connection: &mut PgConnection, words: BTreeSet<String>) -> StoreResult<Self> {
        if words.is_empty() {
            return Ok(Self::default());
        }
        let words: Vec<String> = words.into_iter().collect();
        let rows: Vec<Row> = diesel::sql_query(STEMS)
            .bind::<Array<Text>, _>(words)
            .load(connection)?;
        Ok(Self(
            rows.into_iter()
                .map(|row| (row.word, (row.french, row.dutch)))
                .collect(),
        ))
    }

    /// The stems of more words.
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Whether two words are forms of one.
    pub fn are_one(&self, one: &str, other: &str) -> bool {
        one == other
            || match (self.0.get(one), self.0.get(other)) {
                (Some((french, dutch)), Some((as_french, as_dutch))) => french == as_french || dutch == as_dutch,
                _ => false,
            }
    }

    /// As PostgreSQL's index asks. Words hold only letters and digits, so that none is an operator; the letters after the colon say which
    /// forms are meant: as written (A), French (B), Dutch (C).
    pub fn question(&self, asked: &Asked) -> String {
        let one = |word: &String| match self.0.get(word) {
            Some((french, dutch)) => format!("('{word}':A | '{french}':B | '{dutch}':C)"),
            None => format!("'{word}':A"),
        };
        let in_a_row = |row: &Vec<String>| match row.as_slice() {
            [word] => one(word),
            words => {
                let words: Vec<String> = words.iter().map(|word| format!("'{word}':A")).collect();
                format!("({})", words.join(" <-> "))
            }
        };
        let begun = asked.begun.iter().map(|word| match self.0.get(word) {
            Some((french, dutch)) => format!("('{word}':*A | '{french}':B | '{dutch}':C)"),
            None => format!("'{word}':*A"),
        });
        let terms: Vec<String> = asked.terms.iter().map(in_a_row).chain(begun).collect();
        terms.join(" & ")
    }
}
