//! The secret that every key follows from.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use anyhow::{Context, Result, ensure};

use super::{Config, files};

/// Shortest secret, in bytes.
pub const SHORTEST: usize = 32;
/// Where a development machine keeps its own.
const FILE: &str = "data/secret.key";

/// The secret of this instance. A development machine without one makes it once and keeps it.
///
/// # Errors
/// When it is too short, or its file cannot be read or written.
pub fn secret(config: &Config) -> Result<Vec<u8>> {
    let text = match &config.secret_key {
        Some(key) => key.clone(),
        None => of_file(Path::new(FILE)).with_context(|| format!("the file {FILE} cannot be used"))?,
    };
    ensure!(
        text.len() >= SHORTEST,
        "SECRET_KEY must have at least {SHORTEST} bytes, not {}: openssl rand -base64 48",
        text.len()
    );
    Ok(text.into_bytes())
}

fn of_file(path: &Path) -> Result<String> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    // nobody but us may read it; whoever comes second reads what the first has made
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(mut file) => {
            let text = store::secret::fresh_token()?;
            file.write_all(text.as_bytes())?;
            Ok(text)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            files::refuse_others(path)?;
            Ok(fs::read_to_string(path)?.trim().to_owned())
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_made_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data/secret.key");
        let first = of_file(&path).unwrap();
        assert!(first.len() >= SHORTEST);
        assert_eq!(of_file(&path).unwrap(), first);
    }

    #[test]
    fn a_secret_that_everybody_may_read_is_none() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        of_file(&path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(of_file(&path).unwrap_err().to_string().contains("chmod 600"));
    }
}
