//! Files that hold everybody's data, or the secret: nobody else on the machine may read them.

use std::{
    fs::{self, OpenOptions},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
};

use anyhow::{Result, ensure};
use store::backend::{Backend, sqlite_path};

/// What a group and everybody may do with a file, as bits of its mode.
const OTHERS: u32 = 0o007;

/// Refuses a SQLite file that everybody on the machine may read or write. One that is not there yet is made by us.
pub(super) fn only_ours(database_url: &str) -> Result<()> {
    if Backend::of(database_url) != Some(Backend::Sqlite) {
        return Ok(());
    }
    refuse_others(Path::new(sqlite_path(database_url)))
}

/// Refuses a file that everybody on the machine may read or write.
pub(super) fn refuse_others(path: &Path) -> Result<()> {
    let Ok(file) = fs::metadata(path) else {
        return Ok(());
    };
    ensure!(
        file.permissions().mode() & OTHERS == 0,
        "everybody on this machine may read {path}: chmod 600 {path}",
        path = path.display()
    );
    Ok(())
}

/// Makes an empty file that only we may read, unless it is there: SQLite gives its journals the same mode.
///
/// # Errors
/// When it cannot be made.
pub fn make_ours(path: &Path) -> std::io::Result<()> {
    let made = OpenOptions::new().append(true).create(true).mode(0o600).open(path);
    made.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_we_make_is_ours_and_what_others_may_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("school.db");
        let url = format!("sqlite://{}", file.display());
        assert!(only_ours(&url).is_ok(), "not there yet");
        make_ours(&file).unwrap();
        make_ours(&file).unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(only_ours(&url).is_ok());
        for mode in [0o644, 0o604, 0o602] {
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            let says = only_ours(&url).unwrap_err().to_string();
            assert!(says.contains("chmod 600"), "{says}");
        }
        assert!(only_ours("postgres://school@db/school").is_ok());
    }
}
