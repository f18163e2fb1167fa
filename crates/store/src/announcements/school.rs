//! What the school asks of announcements.

use diesel::prelude::*;
use domain::{
    announcements::forms::{AnnouncementRules, AnnouncementRulesForm},
    id::SchoolId,
    schools::audit::Act,
    version::{Expected, Versioned},
};

use crate::{
    accounts::standing::{OfficeMember, StaffMember},
    backend::Db,
    error::StoreResult,
    schema::schools,
    schools::audit::{self, Note},
    tx::Tx,
    version,
};

/// What it asks.
///
/// # Errors
/// When the database does not answer.
pub fn show(db: &mut Db, by: &StaffMember) -> StoreResult<Versioned<AnnouncementRules>> {
    let rules = get(db, by.member().school())?;
    Ok(Versioned::new(rules, rules.version))
}

/// Replaces it. The same again changes nothing.
///
/// # Errors
/// `stale`.
pub fn change(
    tx: &mut Tx<'_>,
    by: &OfficeMember,
    (expected, form): (Expected, &AnnouncementRulesForm),
) -> StoreResult<Versioned<AnnouncementRules>> {
    let school = by.member().school();
    // an UPDATE that changes nothing is the lock that both databases have
    diesel::update(schools::table.find(school))
        .set(schools::version.eq(schools::version))
        .execute(tx.db)?;
    let before = get(tx.db, school)?;
    version::check(expected, before.version)?;
    if (before.approval, before.both_languages) != (form.approval, form.both_languages) {
        diesel::update(schools::table.find(school))
            .set((
                schools::announcement_approval.eq(form.approval),
                schools::announcement_languages.eq(form.both_languages),
                schools::version.eq(schools::version + 1),
            ))
            .execute(tx.db)?;
        let subject = format!(
            "announcement_approval: {} → {}, announcement_languages: {} → {}",
            before.approval, form.approval, before.both_languages, form.both_languages
        );
        audit::note(tx, by.member(), &Note::of(Act::SchoolChanged, subject))?;
    }
    let after = get(tx.db, school)?;
    Ok(Versioned::new(after, after.version))
}

pub(super) fn get(db: &mut Db, school: SchoolId) -> StoreResult<AnnouncementRules> {
    let (approval, both_languages, version) = schools::table
        .find(school)
        .select((
            schools::announcement_approval,
            schools::announcement_languages,
            schools::version,
        ))
        .first(db)?;
    Ok(AnnouncementRules {
        approval,
        both_languages,
        version,
    })
}
