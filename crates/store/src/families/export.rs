//! The list of children as a file.

use diesel::prelude::*;
use domain::{
    accounts::types::Locale,
    families::{imports::headings, types::SchoolChild},
    schools::audit::Act,
};

use crate::{
    accounts::standing::OfficeMember,
    error::StoreResult,
    families::child::{self, COLUMNS, ChildRow},
    schema::{accounts, children},
    schools::audit::{self, Note},
    tx::Tx,
};

/// A line of headings, and the children.
pub type Table = ([&'static str; 4], Vec<SchoolChild>);

/// The children who are at the school for a file, with its headings in the language of whoever asks. Written down.
///
/// # Errors
/// When the database does not answer.
pub fn table(tx: &mut Tx<'_>, by: &OfficeMember) -> StoreResult<Table> {
    let locale: Locale = accounts::table
        .find(by.member().account())
        .select(accounts::locale)
        .first(tx.db)?;
    let rows: Vec<ChildRow> = children::table
        .filter(children::school_id.eq(by.member().school()))
        .filter(children::left_at.is_null())
        .filter(children::declared.eq(false))
        .order((children::search_key, children::id))
        .select(COLUMNS)
        .load(tx.db)?;
    let note = Note::of(Act::ChildrenExported, rows.len().to_string());
    audit::note(tx, by.member(), &note)?;
    Ok((headings(locale), child::describe(tx.db, &rows)?))
}
