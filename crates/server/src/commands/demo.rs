//! `ecolehub demo`.

use anyhow::{Context, Result};
use api::{files::shelf, keys::Keys, password::Hasher};
use store::{
    clock,
    demo::{PASSWORD, Secrets, load, pictures, reset},
};

use crate::{
    cli::Demo,
    commands::say,
    config::{self, Config},
    database,
};

/// What hangs in the group of the stand.
const POSTER: &[u8] = include_bytes!("affiche.jpg");

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
    // each file hangs on one thing: the poster is there twice
    let [on_message, on_room] = [(); 2].map(|()| shelf::ready_picture("affiche.jpg", POSTER, config.storage.limits));
    let (on_message, on_room) = (on_message?, on_room?);
    let files = (on_message.new.clone(), on_room.new.clone());
    let is_loaded = store
        .write(move |tx| {
            if options.reset {
                reset::reset(tx)?;
            }
            let is_loaded = load::load(tx, &secrets, clock::now().date())?;
            if is_loaded {
                pictures::hang(tx, &files.0, &files.1)?;
            }
            Ok(is_loaded)
        })
        .await
        .context("the demo school cannot be loaded")?;
    if is_loaded {
        let shelf = config.storage.open()?;
        shelf.put_away(on_message).await?;
        shelf.put_away(on_room).await?;
        say("The demo school is loaded.");
    } else {
        say("The demo school is there already; `ecolehub demo --reset` starts over.");
    }
    Ok(())
}
