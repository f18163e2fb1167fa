//! Which language: this device's choice, else the browser's, else French; the account's own once signed in.

use std::str::FromStr;

use domain::accounts::types::Locale;
use gloo_net::http::Request;
use leptos::prelude::*;

use super::catalogue;
use crate::device;

const STORED: &str = "ecolehub.language";

/// Loads the language to start with. Without its texts nothing can be shown, so this is waited for.
pub async fn start() -> Result<(), gloo_net::Error> {
    load(wished()).await
}

/// The language in use; follows changes inside a reactive closure.
pub fn current() -> Locale {
    catalogue::follow_language();
    catalogue::language_signal().get_untracked()
}

/// Takes another language, keeps the choice on this device, and answers whether its texts could be loaded.
pub async fn choose(language: Locale) -> bool {
    device::remember(STORED, language.as_str());
    if catalogue::language_signal().get_untracked() == language {
        return true;
    }
    load(language).await.is_ok()
}

/// Follows the account's language after signing in, unless another one was chosen on this device.
pub async fn follow(language: Locale) {
    let chosen_here = device::recall(STORED).is_some();
    if !chosen_here && catalogue::language_signal().get_untracked() != language {
        // When its texts cannot be loaded the page stays in the language that it has.
        drop(load(language).await);
    }
}

async fn load(language: Locale) -> Result<(), gloo_net::Error> {
    let response = Request::get(&format!("/locales/{}.ftl", language.as_str()))
        .send()
        .await?;
    if !response.ok() {
        return Err(gloo_net::Error::GlooError(format!("status {}", response.status())));
    }
    catalogue::install(language, &response.text().await?);
    if let Some(root) = document().document_element() {
        // Written for the browser and screen readers; nothing of ours reads it.
        drop(root.set_attribute("lang", language.as_str()));
    }
    Ok(())
}

fn wished() -> Locale {
    let stored = device::recall(STORED);
    let browser = window().navigator().languages();
    stored
        .into_iter()
        .chain(browser.iter().filter_map(|language| language.as_string()))
        .find_map(|language| Locale::from_str(language.get(..2)?.to_lowercase().as_str()).ok())
        .unwrap_or(Locale::Fr)
}
