//! What the school has decided about its SEL.

use diesel::prelude::*;
use domain::{
    id::{AccountId, SchoolId},
    schools::audit::Act,
    sel::forms::{SelSettings, SelSettingsForm},
    version::{Expected, Versioned},
};

use crate::{
    accounts::standing::OfficeMember,
    backend::Db,
    error::StoreResult,
    schema::{schools, sel_treasurers},
    schools::audit::{self, Note},
    sel::people,
    tx::Tx,
    version,
};

/// As it is.
///
/// # Errors
/// When the database does not answer.
pub fn show(db: &mut Db, by: &OfficeMember) -> StoreResult<Versioned<SelSettings>> {
    let settings = get(db, by.member().school())?;
    let version = settings.version;
    Ok(Versioned::new(settings, version))
}

/// Replaces it. The same again changes nothing.
///
/// # Errors
/// `stale`; [`crate::error::StoreError::NotFound`] when a treasurer is no active member.
pub fn change(
    tx: &mut Tx<'_>,
    by: &OfficeMember,
    (expected, form): (Expected, &SelSettingsForm),
) -> StoreResult<Versioned<SelSettings>> {
    let school = by.member().school();
    // an UPDATE that changes nothing is the lock that both databases have
    diesel::update(schools::table.find(school))
        .set(schools::version.eq(schools::version))
        .execute(tx.db)?;
    let before = get(tx.db, school)?;
    version::check(expected, before.version)?;
    let mut wanted = form.treasurer_ids.clone();
    wanted.sort_unstable();
    if (before.shared_household, &before.treasurer_ids) != (form.shared_household, &wanted) {
        write(tx, by, (form.shared_household, &wanted))?;
        let subject = format!(
            "sel_shared_household: {} → {}, treasurers: {} → {}",
            before.shared_household,
            form.shared_household,
            before.treasurer_ids.len(),
            wanted.len()
        );
        audit::note(tx, by.member(), &Note::of(Act::SelSettingsChanged, subject))?;
    }
    show(tx.db, by)
}

/// Whether the adults of a household share an account that is opened.
pub(crate) fn is_shared(db: &mut Db, school: SchoolId) -> StoreResult<bool> {
    Ok(schools::table
        .find(school)
        .select(schools::sel_shared_household)
        .first(db)?)
}

fn write(tx: &mut Tx<'_>, by: &OfficeMember, (shared, treasurers): (bool, &[AccountId])) -> StoreResult<()> {
    let school = by.member().school();
    diesel::delete(sel_treasurers::table.filter(sel_treasurers::school_id.eq(school))).execute(tx.db)?;
    for treasurer in treasurers {
        people::member(tx.db, by.member(), *treasurer)?;
        diesel::insert_into(sel_treasurers::table)
            .values((
                sel_treasurers::school_id.eq(school),
                sel_treasurers::account_id.eq(treasurer),
            ))
            .execute(tx.db)?;
    }
    diesel::update(schools::table.find(school))
        .set((
            schools::sel_shared_household.eq(shared),
            schools::version.eq(schools::version + 1),
        ))
        .execute(tx.db)?;
    Ok(())
}

fn get(db: &mut Db, school: SchoolId) -> StoreResult<SelSettings> {
    let (shared_household, version) = schools::table
        .find(school)
        .select((schools::sel_shared_household, schools::version))
        .first(db)?;
    let treasurer_ids = sel_treasurers::table
        .filter(sel_treasurers::school_id.eq(school))
        .order(sel_treasurers::account_id)
        .select(sel_treasurers::account_id)
        .load(db)?;
    Ok(SelSettings {
        shared_household,
        treasurer_ids,
        version,
    })
}
