//! Log lines: what was asked for, on standard error, never with personal data.

use std::io::IsTerminal;

use anyhow::{Context, Result};
use tracing_subscriber::EnvFilter;

use crate::config::{Config, LogFormat};

/// What others log about themselves, unless LOG asks for it.
const QUIET: &str = "actix_server=warn";

/// Starts logging.
///
/// # Errors
/// When LOG cannot be understood.
pub fn start(config: &Config) -> Result<()> {
    let filter = EnvFilter::try_new(format!("{QUIET},{}", config.log))
        .with_context(|| format!("LOG must be like info or api=debug, not {:?}", config.log))?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match config.log_format {
        LogFormat::Text => lines.with_target(false).init(),
        LogFormat::Json => lines.json().init(),
    }
    Ok(())
}
