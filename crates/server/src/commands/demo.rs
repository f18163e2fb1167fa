//! `ecolehub demo`.

use anyhow::{Context, Result};
use api::{keys::Keys, password::Hasher};
use store::{
    clock,
    demo::{PASSWORD, Secrets, load, reset},
};

use crate::{
    cli::Demo,
    commands::say,
    config::{self, Config},
    database,
};

/// Loads the demo school unless it is there; with `--reset` it starts over.
///
/// # Errors
/// When the database does not answer.
pub async fn demo(config: &Config, options: Demo) -> Result<()> {
    database::migrate(config)?;
    let store = database::open(config)?;
    let keys = Keys::derive(&config::secret(config)?);
    let secrets = Secrets {
        password_hash: Hasher::new(keys.pepper())?.hash(PASSWORD.to_owned()).await?,
        code_key: keys.child_codes().to_vec(),
    };
    let is_loaded = store
        .write(move |tx| {
            if options.reset {
                reset::reset(tx)?;
            }
            load::load(tx, &secrets, clock::now().date())
        })
        .await
        .context("the demo school cannot be loaded")?;
    if is_loaded {
        say("The demo school is loaded.");
    } else {
        say("The demo school is there already; `ecolehub demo --reset` starts over.");
    }
    Ok(())
}
