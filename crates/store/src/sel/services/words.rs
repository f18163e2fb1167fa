//! What offers and requests are found by: their words folded as those of messages are, one row each, written in the transaction of the change.

use diesel::{
    dsl::sql,
    prelude::*,
    sql_types::{Bool, Text},
};
use domain::id::ServiceId;

use crate::{
    backend::{Db, MultiBackend},
    error::StoreResult,
    messaging::search::{asked::Asked, stems, words},
    schema::{sel_service_words, sel_services},
    tx::Tx,
};

/// So much of a title sorts the list, in bytes: the cursor holds it.
const SORTED_BY: usize = 48;

/// A condition on offers and requests.
pub(super) type Condition = Box<dyn BoxableExpression<sel_services::table, MultiBackend, SqlType = Bool>>;

/// What a title is sorted by.
pub(super) fn sort_key(title: &str) -> String {
    let mut key = words::folded(title);
    let mut end = key.len().min(SORTED_BY);
    while !key.is_char_boundary(end) {
        end -= 1;
    }
    key.truncate(end);
    key
}

/// Makes it findable by what it says now.
pub(super) fn write(tx: &mut Tx<'_>, service: ServiceId, said: &[&str]) -> StoreResult<()> {
    let said = said.join(" ");
    let (words, stems) = (words::folded(&said), stems::of_text(&said));
    let there = sel_service_words::table.filter(sel_service_words::service_id.eq(service));
    let changed = diesel::update(there)
        .set((sel_service_words::words.eq(&words), sel_service_words::stems.eq(&stems)))
        .execute(tx.db)?;
    if changed == 0 {
        diesel::insert_into(sel_service_words::table)
            .values((
                sel_service_words::service_id.eq(service),
                sel_service_words::words.eq(&words),
                sel_service_words::stems.eq(&stems),
            ))
            .execute(tx.db)?;
    }
    Ok(())
}

/// Those that hold what is asked for; each database has an index of its own kind.
pub(super) fn holding(db: &Db, asked: &Asked) -> Condition {
    match db {
        Db::Postgres(_) => Box::new(
            sql::<Bool>("sel_services.id IN (SELECT service_id FROM sel_service_words WHERE found @@ ")
                .bind::<Text, _>(asked.for_postgres())
                .sql("::tsquery)"),
        ),
        Db::Sqlite(_) => Box::new(
            sql::<Bool>(
                "sel_services.id IN (SELECT service_id FROM sel_service_words WHERE id IN \
                 (SELECT rowid FROM sel_service_finder WHERE sel_service_finder MATCH ",
            )
            .bind::<Text, _>(asked.for_sqlite())
            .sql("))"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_sorted_by_its_first_letters_whatever_they_are() {
        assert_eq!(sort_key("Été : vélo !"), "ete velo");
        assert!(sort_key(&"ش".repeat(200)).len() <= SORTED_BY);
    }
}
