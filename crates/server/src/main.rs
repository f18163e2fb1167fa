//! The `ecolehub` binary: settings, wiring, command line.

use std::process::ExitCode;

use clap::Parser;

mod cli;
mod commands;
mod config;
mod database;
mod logging;
mod pages;
mod serve;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match commands::run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // one sentence on one line, with its causes: `{:#}` writes them behind colons
            let words = format!("{error:#}");
            eprintln!("ecolehub: {}", words.split_whitespace().collect::<Vec<_>>().join(" "));
            ExitCode::FAILURE
        }
    }
}
