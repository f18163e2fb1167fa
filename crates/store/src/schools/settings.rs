//! The settings of the school, as the office changes them. In force at once, and written down.

use diesel::prelude::*;
use domain::{
    families::rules::printed_code,
    happening::Happening,
    id::{AccountId, SchoolId},
    problem::Code,
    schools::{
        audit::Act,
        settings::{SchoolForm, SchoolSettings},
        types::{GuardianMode, MembershipStatus, RegistrationMode},
    },
    version::{Expected, Versioned},
    words,
};

use crate::{
    accounts::{second_factor, standing::OfficeMember},
    backend::Db,
    error::{StoreError, StoreResult},
    schema::{memberships, schools},
    schools::{
        audit::{self, Note},
        deciding::hold_school,
    },
    secret,
    tx::Tx,
    version,
};

#[derive(Queryable)]
struct SettingsRow {
    id: SchoolId,
    name: String,
    locality: String,
    registration_mode: RegistrationMode,
    guardian_mode: GuardianMode,
    registration_code: String,
    staff_second_factor: bool,
    demo: bool,
    version: i64,
}

impl From<SettingsRow> for SchoolSettings {
    fn from(row: SettingsRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            locality: row.locality,
            registration_mode: row.registration_mode,
            guardian_mode: row.guardian_mode,
            registration_code: row.registration_code,
            staff_second_factor: row.staff_second_factor,
            demo: row.demo,
            version: row.version,
        }
    }
}

/// The settings of the school.
///
/// # Errors
/// When the database does not answer.
pub fn show(db: &mut Db, by: &OfficeMember) -> StoreResult<Versioned<SchoolSettings>> {
    let row: SettingsRow = schools::table
        .find(by.member().school())
        .select((
            schools::id,
            schools::name,
            schools::locality,
            schools::registration_mode,
            schools::guardian_mode,
            schools::registration_code,
            schools::staff_second_factor,
            schools::demo,
            schools::version,
        ))
        .first(db)?;
    let version = row.version;
    Ok(Versioned::new(row.into(), version))
}

/// Replaces the settings. The same settings again change nothing.
///
/// # Errors
/// `stale`; `second_factor_required` when the staff is asked for a second factor by somebody without one.
pub fn change(
    tx: &mut Tx<'_>,
    by: &OfficeMember,
    (expected, form): (Expected, &SchoolForm),
) -> StoreResult<Versioned<SchoolSettings>> {
    let school = by.member().school();
    hold_school(tx, school)?;
    let before = show(tx.db, by)?;
    version::check(expected, before.version)?;
    let asks = form.staff_second_factor && !before.value.staff_second_factor;
    if asks && !second_factor::is_on(tx.db, by.member().account())? {
        return Err(StoreError::Refused(Code::SecondFactorRequired));
    }
    let (name, locality) = (words::clean_line(&form.name), words::clean_line(&form.locality));
    let changes = changes(&before.value, form, (&name, &locality));
    if changes.is_empty() {
        return Ok(before);
    }
    diesel::update(schools::table.find(school))
        .set((
            schools::name.eq(&name),
            schools::locality.eq(&locality),
            schools::registration_mode.eq(form.registration_mode),
            schools::guardian_mode.eq(form.guardian_mode),
            schools::staff_second_factor.eq(form.staff_second_factor),
            schools::version.eq(schools::version + 1),
        ))
        .execute(tx.db)?;
    audit::note(tx, by.member(), &Note::of(Act::SchoolChanged, changes.join(", ")))?;
    everybody_reads_again(tx, school)?;
    show(tx.db, by)
}

/// Makes another registration code; the one before is dead.
///
/// # Errors
/// When the database does not answer.
pub fn renew_code(tx: &mut Tx<'_>, by: &OfficeMember) -> StoreResult<SchoolSettings> {
    let school = by.member().school();
    diesel::update(schools::table.find(school))
        .set((
            schools::registration_code.eq(printed_code(&secret::fresh_code()?)),
            schools::version.eq(schools::version + 1),
        ))
        .execute(tx.db)?;
    // the code itself opens a door: it is not for the log
    audit::note(tx, by.member(), &Note::of(Act::SchoolChanged, "registration_code"))?;
    Ok(show(tx.db, by)?.value)
}

/// Tells every member that the school has changed.
pub(crate) fn everybody_reads_again(tx: &mut Tx<'_>, school: SchoolId) -> StoreResult<()> {
    let recipients: Vec<AccountId> = memberships::table
        .filter(memberships::school_id.eq(school))
        .filter(memberships::status.eq(MembershipStatus::Active))
        .select(memberships::account_id)
        .order(memberships::account_id)
        .load(tx.db)?;
    tx.happens(Happening::SchoolChanged { school, recipients });
    Ok(())
}

/// What is different, in words for the log.
fn changes(before: &SchoolSettings, form: &SchoolForm, (name, locality): (&str, &str)) -> Vec<String> {
    let pairs = [
        ("name", before.name.clone(), name.to_owned()),
        ("locality", before.locality.clone(), locality.to_owned()),
        (
            "registration_mode",
            before.registration_mode.to_string(),
            form.registration_mode.to_string(),
        ),
        (
            "guardian_mode",
            before.guardian_mode.to_string(),
            form.guardian_mode.to_string(),
        ),
        (
            "staff_second_factor",
            before.staff_second_factor.to_string(),
            form.staff_second_factor.to_string(),
        ),
    ];
    pairs
        .into_iter()
        .filter(|(_, old, new)| old != new)
        .map(|(what, old, new)| format!("{what}: {old} → {new}"))
        .collect()
}
