//! How long a school keeps messages.

use diesel::prelude::*;
use domain::{id::SchoolId, messaging::calm::types::Retention, schools::audit::Act};

use crate::{
    accounts::standing::OfficeMember,
    backend::Db,
    error::StoreResult,
    schema::schools,
    schools::{
        audit::{self, Note},
        deciding::hold_school,
    },
    tx::Tx,
};

/// As it is.
///
/// # Errors
/// When the database does not answer.
pub fn of_school(db: &mut Db, school: SchoolId) -> StoreResult<Retention> {
    let (chat_days, announcement_years): (i32, i32) = schools::table
        .find(school)
        .select((schools::keep_chat_days, schools::keep_announcements_years))
        .first(db)?;
    Ok(Retention {
        chat_days,
        announcement_years,
    })
}

/// As it shall be. The same again changes nothing.
///
/// # Errors
/// When the database does not answer.
pub fn set(tx: &mut Tx<'_>, by: &OfficeMember, new: Retention) -> StoreResult<Retention> {
    let school = by.member().school();
    hold_school(tx, school)?;
    let before = of_school(tx.db, school)?;
    if before == new {
        return Ok(before);
    }
    diesel::update(schools::table.find(school))
        .set((
            schools::keep_chat_days.eq(new.chat_days),
            schools::keep_announcements_years.eq(new.announcement_years),
        ))
        .execute(tx.db)?;
    let subject = format!(
        "keep_chat_days: {} → {}, keep_announcements_years: {} → {}",
        before.chat_days, new.chat_days, before.announcement_years, new.announcement_years
    );
    audit::note(tx, by.member(), &Note::of(Act::SchoolChanged, subject))?;
    Ok(new)
}
