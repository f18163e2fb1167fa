//! `ecolehub school create`.

use anyhow::{Context, Result};
use domain::schools::modules::{self, Module};
use store::schools::{
    module,
    school::{self, NewSchool},
};

use crate::{cli::CreateSchool, commands::say, config::Config, database};

/// Adds a school and prints what its office must know.
///
/// # Errors
/// When a value cannot be used, or the database does not answer.
pub async fn create(config: &Config, new: CreateSchool) -> Result<()> {
    database::migrate(config)?;
    let new = NewSchool {
        name: new.name,
        locality: new.locality,
        registration_mode: new.registration.into(),
        guardian_mode: new.guardians.into(),
        registration_code: new.code,
        demo: false,
    };
    let stage = config.stage;
    let school = database::open(config)?
        .write(move |tx| {
            let school = school::add(tx, &new)?;
            module::begin(tx, school.id, stage)?;
            Ok(school)
        })
        .await
        .context("the name and the town need 1 to 200 characters, the code 4 to 40 letters and digits")?;
    say(&format!("School: {}, {}", school.name, school.locality));
    say(&format!("Id: {}", school.id));
    say(&format!("Code for parents: {}", school.registration_code));
    say(&format!("Modules: {}", in_words(&modules::at_stage(stage))));
    say("Next: ecolehub user create-admin --help");
    Ok(())
}

fn in_words(modules: &[Module]) -> String {
    let words: Vec<&str> = modules.iter().map(|module| module.as_str()).collect();
    if words.is_empty() {
        "none yet, the office can switch them on".to_owned()
    } else {
        words.join(", ")
    }
}
