//! The built pages: inside the binary, or in a folder.

use std::borrow::Cow;

use anyhow::{Context, Result};
use api::spa::Spa;
use rust_embed::RustEmbed;

use crate::config::Config;

/// `frontend/dist` as it was when the binary was built; empty when the pages had not been built.
#[derive(RustEmbed)]
#[folder = "../../frontend/dist"]
#[allow_missing = true]
struct Embedded;

/// The pages that this process serves.
///
/// # Errors
/// When the folder SPA_DIR cannot be read.
pub fn load(config: &Config) -> Result<Spa> {
    if let Some(folder) = &config.spa_dir {
        return Spa::of_folder(folder)
            .with_context(|| format!("the folder {} (SPA_DIR) cannot be read", folder.display()));
    }
    let files = Embedded::iter().filter_map(|name| {
        let file = Embedded::get(&name)?;
        let content: Cow<'static, [u8]> = file.data;
        Some((name.into_owned(), content))
    });
    Ok(Spa::new(files))
}
