//! Which language: this device's choice, else the browser's, else French; the account's own once signed in.

use std::{cell::RefCell, str::FromStr};

use domain::accounts::types::Locale;
use gloo_net::http::Request;
use leptos::prelude::*;

use super::catalogue;
use crate::device;

const STORED: &str = "ecolehub.language";

thread_local! {
    /// The parts of the application whose words are in use besides those of the start.
    static PARTS: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

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

/// Adds the words of a part of the application, in the language of now and in each that is chosen later.
pub async fn also(part: &'static str) -> Result<(), gloo_net::Error> {
    let is_there = || PARTS.with_borrow(|parts| parts.contains(&part));
    while !is_there() {
        let language = catalogue::language_signal().get_untracked();
        let words = fetch(&file_of(language, part)).await?;
        // Another language may have been chosen in the meantime, or the same part asked for twice.
        if catalogue::language_signal().get_untracked() == language && !is_there() {
            catalogue::add(&words);
            PARTS.with_borrow_mut(|parts| parts.push(part));
        }
    }
    Ok(())
}

async fn load(language: Locale) -> Result<(), gloo_net::Error> {
    let mut words = fetch(&format!("/locales/{}.ftl", language.as_str())).await?;
    let mut added = 0;
    // A part may come while its words are on their way.
    while let Some(part) = PARTS.with_borrow(|parts| parts.get(added).copied()) {
        words.push('\n');
        words.push_str(&fetch(&file_of(language, part)).await?);
        added += 1;
    }
    catalogue::install(language, &words);
    if let Some(root) = document().document_element() {
        // Written for the browser and screen readers; nothing of ours reads it.
        drop(root.set_attribute("lang", language.as_str()));
    }
    Ok(())
}

fn file_of(language: Locale, part: &str) -> String {
    format!("/locales/{}-{part}.ftl", language.as_str())
}

async fn fetch(path: &str) -> Result<String, gloo_net::Error> {
    let response = Request::get(path).send().await?;
    if !response.ok() {
        return Err(gloo_net::Error::GlooError(format!("status {}", response.status())));
    }
    response.text().await
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
