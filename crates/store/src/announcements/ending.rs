//! Erasing announcements that are older than their school keeps: those of a school year go together some years after its end, with their
//! texts, files, receipts, signatures and answers. Drafts that were never published go like the others, by the day they were begun.

use diesel::prelude::*;
use domain::{
    announcements::types::AnnouncementNews,
    id::{AnnouncementId, SchoolId},
    messaging::calm::{quiet::day_in_brussels, rules::announcements_before},
    moment::Moment,
    schools::audit::Act,
};

use crate::{
    announcements::audience,
    backend::Db,
    error::StoreResult,
    files::release,
    schema::{announcements, schools},
    schools::audit::{self, Note},
    tx::Tx,
};

/// Announcements erased in one transaction, at most.
pub const BATCH: i64 = 50;

/// A school with announcements to erase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub school: SchoolId,
    /// What was published, or begun and never published, before this moment goes.
    pub before: Moment,
}

/// The schools in which something is too old.
///
/// # Errors
/// When the database does not answer.
pub fn due(db: &mut Db, now: Moment) -> StoreResult<Vec<Due>> {
    let every: Vec<(SchoolId, i32)> = schools::table
        .select((schools::id, schools::keep_announcements_years))
        .order(schools::id)
        .load(db)?;
    let mut found = Vec::new();
    for (school, years) in every {
        let first_kept = announcements_before(day_in_brussels(now), years);
        let before = Moment::from_utc(first_kept.and_time(chrono::NaiveTime::MIN));
        let due = Due { school, before };
        if !old(db, due, 1)?.is_empty() {
            found.push(due);
        }
    }
    Ok(found)
}

fn old(db: &mut Db, due: Due, limit: i64) -> StoreResult<Vec<AnnouncementId>> {
    let never_published = announcements::published_at
        .is_null()
        .and(announcements::created_at.lt(due.before));
    Ok(announcements::table
        .filter(announcements::school_id.eq(due.school))
        .filter(
            announcements::published_at
                .lt(due.before)
                .assume_not_null()
                .or(never_published),
        )
        .select(announcements::id)
        .order(announcements::id)
        .limit(limit)
        .load(db)?)
}

/// Erases some of what is too old in a school; gives how many went. Written down, and told to whoever has it on the screen.
///
/// # Errors
/// When the database does not answer.
pub fn erase(tx: &mut Tx<'_>, due: Due) -> StoreResult<usize> {
    let gone = old(tx.db, due, BATCH)?;
    if gone.is_empty() {
        return Ok(0);
    }
    // held, so that nobody publishes or signs meanwhile
    diesel::update(announcements::table.filter(announcements::id.eq_any(&gone)))
        .set(announcements::version.eq(announcements::version))
        .execute(tx.db)?;
    for announcement in &gone {
        audience::tell_readers(tx, *announcement, AnnouncementNews::Withdrawn)?;
        audience::tell_keepers(tx, *announcement, None)?;
        release::of_announcement(tx, *announcement)?;
    }
    diesel::delete(announcements::table.filter(announcements::id.eq_any(&gone))).execute(tx.db)?;
    let subject = gone.len().to_string();
    audit::note_by_itself(tx, due.school, &Note::of(Act::AnnouncementsErased, subject))?;
    Ok(gone.len())
}
