//! The modules that a school has switched on and off. One without a row is on.

use diesel::prelude::*;
use domain::{
    id::SchoolId,
    schools::{
        audit::Act,
        modules::{Module, ModuleInfo, at_stage, switched},
    },
};

use crate::{
    accounts::standing::OfficeMember,
    backend::Db,
    error::StoreResult,
    schema::school_modules,
    schools::{
        audit::{self, Note},
        deciding::hold_school,
        settings::everybody_reads_again,
    },
    tx::Tx,
};

/// The modules that are on in a school.
///
/// # Errors
/// When the database does not answer.
pub fn on(db: &mut Db, school: SchoolId) -> StoreResult<Vec<Module>> {
    // words and not modules: a younger version of us may have known one that we do not
    let off: Vec<String> = school_modules::table
        .filter(school_modules::school_id.eq(school))
        .filter(school_modules::is_on.eq(false))
        .select(school_modules::module)
        .load(db)?;
    let all = Module::ALL.iter().copied();
    Ok(all
        .filter(|module| !off.iter().any(|word| word == module.as_str()))
        .collect())
}

/// Every module, with what goes on and off together.
///
/// # Errors
/// When the database does not answer.
pub fn list(db: &mut Db, by: &OfficeMember) -> StoreResult<Vec<ModuleInfo>> {
    let on = on(db, by.member().school())?;
    let all = Module::ALL.iter().copied();
    Ok(all
        .map(|module| ModuleInfo {
            module,
            on: on.contains(&module),
            needs: module.needs().to_vec(),
            carries: module.carries(),
        })
        .collect())
}

/// Switches a module, on with what it needs, off with what needs it. Doing it twice does nothing more.
///
/// # Errors
/// When the database does not answer.
pub fn switch(tx: &mut Tx<'_>, by: &OfficeMember, module: Module, to: bool) -> StoreResult<Vec<ModuleInfo>> {
    let school = by.member().school();
    hold_school(tx, school)?;
    let before = on(tx.db, school)?;
    let after = switched(&before, module, to);
    let all = Module::ALL.iter().copied();
    let moved: Vec<Module> = all
        .filter(|module| before.contains(module) != after.contains(module))
        .collect();
    for module in &moved {
        diesel::delete(school_modules::table.find((school, module.as_str()))).execute(tx.db)?;
        set(tx, school, *module, to)?;
    }
    if !moved.is_empty() {
        let words: Vec<&str> = moved.iter().map(|module| module.as_str()).collect();
        let subject = format!("{} → {}", words.join(", "), if to { "on" } else { "off" });
        audit::note(tx, by.member(), &Note::of(Act::ModuleSwitched, subject))?;
        everybody_reads_again(tx, school)?;
    }
    list(tx.db, by)
}

/// Leaves a school that has just been added with what it begins with at this stage: everything else is switched off.
///
/// # Errors
/// When the database does not answer.
pub fn begin(tx: &mut Tx<'_>, school: SchoolId, stage: u8) -> StoreResult<()> {
    let with = at_stage(stage);
    let all = Module::ALL.iter().copied();
    for module in all.filter(|module| !with.contains(module)) {
        set(tx, school, module, false)?;
    }
    Ok(())
}

fn set(tx: &mut Tx<'_>, school: SchoolId, module: Module, to: bool) -> StoreResult<()> {
    diesel::insert_into(school_modules::table)
        .values((
            school_modules::school_id.eq(school),
            school_modules::module.eq(module.as_str()),
            school_modules::is_on.eq(to),
        ))
        .execute(tx.db)?;
    Ok(())
}
