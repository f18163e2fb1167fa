//! What each command does.

use std::io::Write;

use anyhow::{Context, Result};

use crate::{
    cli::{Cli, Command, School, Serve, User},
    config::Config,
    database, logging, serve,
};

mod demo;
mod school;
mod user;

/// Runs the command.
///
/// # Errors
/// One sentence for the person at the terminal.
pub fn run(cli: Cli) -> Result<()> {
    match cli.command {
        Command::Openapi => print(&api::openapi::document()),
        Command::Asyncapi => print(&api::asyncapi::document()),
        Command::Config => {
            say(Config::from_environment()?.to_string().trim_end());
            Ok(())
        }
        Command::Serve(options) => {
            let config = with(Config::from_environment()?, options)?;
            logging::start(&config)?;
            runtime()?.block_on(serve::serve(config))
        }
        Command::Migrate => {
            let config = ready()?;
            let names = database::migrate(&config)?;
            match names.as_slice() {
                [] => say("The database is up to date."),
                names => say(&format!("Migrated: {}", names.join(", "))),
            }
            Ok(())
        }
        Command::Demo(options) => {
            let config = ready()?;
            runtime()?.block_on(demo::demo(&config, options))
        }
        Command::School(School::Create(new)) => {
            let config = ready()?;
            runtime()?.block_on(school::create(&config, new))
        }
        Command::User(User::CreateAdmin(new)) => {
            let config = ready()?;
            runtime()?.block_on(user::create_admin(&config, new))
        }
    }
}

/// The settings, with logging started.
fn ready() -> Result<Config> {
    let config = Config::from_environment()?;
    logging::start(&config)?;
    Ok(config)
}

fn with(mut config: Config, options: Serve) -> Result<Config> {
    if let Some(host) = options.host {
        config.host = host
            .parse()
            .context("--host must be an IP address such as 127.0.0.1 or 0.0.0.0")?;
    }
    if let Some(port) = options.port {
        config.listens_on(port);
    }
    Ok(config)
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

fn print(document: &serde_json::Value) -> Result<()> {
    writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(document)?)?;
    Ok(())
}

/// Prints a line. Nobody may be listening any more, as in `ecolehub serve | head -1`; that is no reason to stop.
pub fn say(line: &str) {
    drop(writeln!(std::io::stdout(), "{line}"));
}
