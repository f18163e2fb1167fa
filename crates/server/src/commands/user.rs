//! `ecolehub user create-admin`.

use std::io::{BufRead, IsTerminal, stdin};

use anyhow::{Context, Result, bail, ensure};
use api::{guessable, keys::Keys, password::Hasher};
use domain::{accounts::types::Locale, problem::Code, schools::types::Role, words};
use store::{
    Store,
    accounts::registration::Registration,
    error::StoreError,
    schools::{
        school::{self, School},
        staff,
    },
    secret::fresh_token,
};

use crate::{
    cli::CreateAdmin,
    commands::say,
    config::{self, Config},
    database,
};

/// Adds an administrator and prints how to sign in.
///
/// # Errors
/// When a value cannot be used, the address has an account, or the database does not answer.
pub async fn create_admin(config: &Config, new: CreateAdmin) -> Result<()> {
    is_good(words::email(&new.email, &()), "the e-mail address")?;
    is_good(words::name(&new.first_name, &()), "the first name")?;
    is_good(words::name(&new.last_name, &()), "the last name")?;
    let typed = typed_password()?;
    let password = match &typed {
        Some(typed) => typed.clone(),
        None => fresh_token()?.chars().take(20).collect(),
    };
    is_good(words::new_password(&password, &()), "the password")?;
    ensure!(
        !guessable::is_guessable(&password),
        "the password cannot be used: everybody tries it; take three words that have nothing to do with each other"
    );

    database::migrate(config)?;
    let store = database::open(config)?;
    let school = named(&store, new.school.as_deref()).await?;
    let hasher = Hasher::new(Keys::derive(&config::secret(config)?).pepper())?;
    let registration = Registration {
        school: school.id,
        email: new.email.trim().to_owned(),
        password_hash: hasher.hash(password.clone()).await?,
        first_name: words::clean_line(&new.first_name),
        last_name: words::clean_line(&new.last_name),
        locale: Locale::Fr,
    };
    let added = store
        .write(move |tx| staff::add_person(tx, &registration, Role::Admin))
        .await;
    match added {
        Ok(_) => {}
        Err(StoreError::Refused(Code::Conflict)) => bail!("{} has an account already", new.email),
        Err(error) => return Err(error).context("the administrator cannot be added"),
    }
    say(&format!("Administrator of {}: {}", school.name, new.email.trim()));
    if typed.is_none() {
        say(&format!("Password (shown once): {password}"));
    }
    Ok(())
}

fn is_good<E: std::fmt::Display>(checked: Result<(), E>, what: &str) -> Result<()> {
    checked.map_err(|error| anyhow::anyhow!("{what} cannot be used: {error}"))
}

/// The first line of standard input, when somebody has piped one in.
fn typed_password() -> Result<Option<String>> {
    if stdin().is_terminal() {
        return Ok(None);
    }
    let mut line = String::new();
    stdin().lock().read_line(&mut line)?;
    let line = line.trim_end_matches(['\r', '\n']).to_owned();
    Ok(Some(line).filter(|line| !line.is_empty()))
}

async fn named(store: &Store, school: Option<&str>) -> Result<School> {
    let schools = store.read(school::list).await?;
    ensure!(
        !schools.is_empty(),
        "there is no school yet: ecolehub school create --help"
    );
    let Some(name) = school else {
        let mut schools = schools.into_iter();
        return match (schools.next(), schools.next()) {
            (Some(only), None) => Ok(only),
            _ => bail!("there are several schools: say which one with --school and its id or name"),
        };
    };
    schools
        .into_iter()
        .find(|school| school.id.to_string() == name || school.name == name)
        .with_context(|| format!("there is no school {name:?}"))
}
