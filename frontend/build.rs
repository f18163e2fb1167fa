//! Turns the keys of `locales/fr/*.ftl` into constants, so that a key that does not exist does not compile.
//!
//! French is the source; a key that Dutch or English lacks is a warning here and a failure of the tidy test.

use std::{
    collections::BTreeMap,
    env,
    error::Error,
    ffi::OsString,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

fn main() -> Result<(), Box<dyn Error>> {
    let locales = PathBuf::from(variable("CARGO_MANIFEST_DIR")?).join("../locales");
    println!("cargo::rerun-if-changed={}", locales.display());
    println!("cargo::rerun-if-changed=build.rs");
    let french = keys(&locales.join("fr"))?;
    for language in ["nl", "en"] {
        let other = keys(&locales.join(language))?;
        for missing in french.keys().filter(|key| !other.contains_key(*key)) {
            println!("cargo::warning=locales/{language} lacks `{missing}`");
        }
        for extra in other.keys().filter(|key| !french.contains_key(*key)) {
            println!("cargo::warning=locales/{language} has `{extra}`, which locales/fr has not");
        }
    }
    let mut code = String::new();
    for (key, text) in &french {
        let constant = key.replace('-', "_").to_uppercase();
        writeln!(
            code,
            "/// {}\npub const {constant}: Key = Key(\"{key}\");",
            text.replace('\\', "")
        )?;
    }
    writeln!(code, "#[cfg(test)]\npub(super) const ALL: &[Key] = &[")?;
    for key in french.keys() {
        writeln!(code, "Key(\"{key}\"),")?;
    }
    writeln!(code, "];")?;
    fs::write(PathBuf::from(variable("OUT_DIR")?).join("keys.rs"), code)?;
    Ok(())
}

fn variable(name: &str) -> io::Result<OsString> {
    env::var_os(name).ok_or_else(|| io::Error::other(format!("cargo did not set {name}")))
}

/// Every message of the folder's files with the first line of its text.
fn keys(folder: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        // Mails are for the server only.
        let for_the_browser = path.file_name().is_some_and(|name| name != "mail.ftl");
        if path.extension().is_none_or(|end| end != "ftl") || !for_the_browser {
            continue;
        }
        println!("cargo::rerun-if-changed={}", path.display());
        for line in fs::read_to_string(&path)?.lines() {
            let Some((key, text)) = line.split_once('=') else {
                continue;
            };
            let key = key.trim_end();
            // These are looked up by the words of the API, see `client::failure`.
            let is_put_together = ["problem-", "field-", "act-", "line-"]
                .iter()
                .any(|prefix| key.starts_with(prefix));
            if is_put_together {
                continue;
            }
            if key.starts_with(|c: char| c.is_ascii_lowercase())
                && key
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            {
                let text = text.trim();
                found.insert(
                    key.to_owned(),
                    if text.is_empty() {
                        key.to_owned()
                    } else {
                        format!("`{text}`")
                    },
                );
            }
        }
    }
    Ok(found)
}
