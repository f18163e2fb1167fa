//! The schools of the instance.

use diesel::prelude::*;
use domain::{
    id::SchoolId,
    instance::SchoolInfo,
    problem::Code,
    schools::types::{GuardianMode, Level, RegistrationMode, school_year_of},
    words,
};

use crate::{
    backend::Db,
    error::{StoreError, StoreResult},
    schema::schools,
    schools::class,
    secret,
    tx::Tx,
};

/// Shortest registration code, in letters and digits.
const CODE_MIN: usize = 4;
/// Longest registration code, in characters.
const CODE_MAX: usize = 40;
/// Longest name of a school or a town, in characters.
const NAME_MAX: usize = 200;

/// A school to be added to the instance.
#[derive(Debug, Clone)]
pub struct NewSchool {
    /// Its name.
    pub name: String,
    /// The town.
    pub locality: String,
    /// How parents register.
    pub registration_mode: RegistrationMode,
    /// How a guardian's link is confirmed.
    pub guardian_mode: GuardianMode,
    /// The code for parents; made when absent.
    pub registration_code: Option<String>,
    /// Whether its accounts are for everybody to try.
    pub demo: bool,
}

/// A school with what only the server knows of it.
#[derive(Debug, Clone, Queryable)]
pub struct School {
    /// Which.
    pub id: SchoolId,
    /// Its name.
    pub name: String,
    /// The town.
    pub locality: String,
    /// How parents register.
    pub registration_mode: RegistrationMode,
    /// How a guardian's link is confirmed.
    pub guardian_mode: GuardianMode,
    /// The code for parents, as it is printed.
    pub registration_code: String,
    /// Whether it is the demo school.
    pub demo: bool,
}

impl School {
    /// As a visitor sees it.
    #[must_use]
    pub fn info(&self) -> SchoolInfo {
        SchoolInfo {
            id: self.id,
            name: self.name.clone(),
            locality: self.locality.clone(),
            registration_mode: self.registration_mode,
            demo: self.demo,
        }
    }

    /// Whether somebody who typed this code may register; everybody may where no code is asked for.
    #[must_use]
    pub fn admits(&self, code: Option<&str>) -> bool {
        match self.registration_mode {
            RegistrationMode::Open | RegistrationMode::Approval => true,
            RegistrationMode::Code => {
                code.is_some_and(|typed| words::code_key(typed) == words::code_key(&self.registration_code))
            }
        }
    }
}

/// Adds a school with its nine classes of the current school year, each with its conversation.
///
/// # Errors
/// `invalid` when a name is empty or too long, or the code is not 4 to 40 letters and digits.
pub fn add(tx: &mut Tx<'_>, new: &NewSchool) -> StoreResult<School> {
    let school = School {
        id: SchoolId::fresh(),
        name: checked_name(&new.name)?,
        locality: checked_name(&new.locality)?,
        registration_mode: new.registration_mode,
        guardian_mode: new.guardian_mode,
        registration_code: match &new.registration_code {
            Some(code) => checked_code(code)?,
            None => domain::families::rules::printed_code(&secret::fresh_code()?),
        },
        demo: new.demo,
    };
    diesel::insert_into(schools::table)
        .values((
            schools::id.eq(school.id),
            schools::name.eq(&school.name),
            schools::locality.eq(&school.locality),
            schools::registration_mode.eq(school.registration_mode),
            schools::guardian_mode.eq(school.guardian_mode),
            schools::registration_code.eq(&school.registration_code),
            schools::demo.eq(school.demo),
            schools::created_at.eq(tx.now),
        ))
        .execute(tx.db)?;
    let year = school_year_of(tx.now.date());
    for level in Level::ALL {
        class::add(tx, school.id, (*level, None), year)?;
    }
    Ok(school)
}

/// Every school of the instance, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub fn list(db: &mut Db) -> StoreResult<Vec<School>> {
    Ok(schools::table
        .order(schools::id)
        .select((
            schools::id,
            schools::name,
            schools::locality,
            schools::registration_mode,
            schools::guardian_mode,
            schools::registration_code,
            schools::demo,
        ))
        .load(db)?)
}

/// One school.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such school.
pub fn get(db: &mut Db, school: SchoolId) -> StoreResult<School> {
    list(db)?
        .into_iter()
        .find(|candidate| candidate.id == school)
        .ok_or(StoreError::NotFound)
}

/// The school that somebody registers in: the one named, or the only one. `None` when that does not say which.
///
/// # Errors
/// When the database does not answer.
pub fn find_for_registration(db: &mut Db, named: Option<SchoolId>) -> StoreResult<Option<School>> {
    let mut all = list(db)?;
    match named {
        Some(id) => Ok(all.into_iter().find(|school| school.id == id)),
        None if all.len() == 1 => Ok(all.pop()),
        None => Ok(None),
    }
}

/// Changes how parents register and how links are confirmed, from now on.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such school.
pub fn set_modes(
    tx: &mut Tx<'_>,
    school: SchoolId,
    registration: RegistrationMode,
    guardian: GuardianMode,
) -> StoreResult<()> {
    let changed = diesel::update(schools::table.find(school))
        .set((
            schools::registration_mode.eq(registration),
            schools::guardian_mode.eq(guardian),
        ))
        .execute(tx.db)?;
    if changed == 1 {
        Ok(())
    } else {
        Err(StoreError::NotFound)
    }
}

fn checked_name(typed: &str) -> StoreResult<String> {
    let name = words::clean_line(typed);
    let length = name.chars().count();
    if length == 0 || length > NAME_MAX || name.chars().any(char::is_control) {
        return Err(StoreError::Refused(Code::Invalid));
    }
    Ok(name)
}

fn checked_code(typed: &str) -> StoreResult<String> {
    let code = typed.trim().to_uppercase();
    if words::code_key(&code).len() < CODE_MIN || code.chars().count() > CODE_MAX || !code.is_ascii() {
        return Err(StoreError::Refused(Code::Invalid));
    }
    Ok(code)
}
