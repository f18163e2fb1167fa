//! The database of this process: its folder, its migrations, its store.

use std::{fs, path::Path, time::Duration};

use anyhow::{Context, Result};
use store::{
    Options, Store,
    backend::{Backend, sqlite_path},
    migrate,
};

use crate::config::{Config, make_ours, without_password};

/// How long a call waits for a connection before it is told to come back.
const PATIENCE: Duration = Duration::from_millis(900);

/// Creates the database or brings it up to date; gives the names of the migrations that were missing.
///
/// # Errors
/// A sentence about the folder that cannot be written, or the database that does not answer.
pub fn migrate(config: &Config) -> Result<Vec<String>> {
    let url = &config.database_url;
    if Backend::of(url) == Some(Backend::Sqlite) {
        let file = Path::new(sqlite_path(url));
        let folder = file
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        fs::create_dir_all(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
        check_writable(folder).with_context(|| format!("the folder {} cannot be written", folder.display()))?;
        make_ours(file).with_context(|| format!("the file {} cannot be made", file.display()))?;
    }
    migrate::up(url).with_context(|| format!("the database {} cannot be used", without_password(url)))
}

/// The store of this process.
///
/// # Errors
/// When the URL is of no kind that we know.
pub fn open(config: &Config) -> Result<Store> {
    Ok(Store::open(&Options {
        url: config.database_url.clone(),
        pool_size: config.database_pool_size,
        patience: PATIENCE,
    })?)
}

// SQLite writes its journal beside the file: a writable file in a folder that is not writable does not help
fn check_writable(folder: &Path) -> std::io::Result<()> {
    let probe = folder.join(format!(".ecolehub-{}", std::process::id()));
    fs::write(&probe, b"")?;
    fs::remove_file(&probe)
}
