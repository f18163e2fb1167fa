//! The words of mails, in the language of whoever gets them.

use domain::accounts::types::Locale;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::runner::Failure;

const FRENCH: &str = include_str!("../../../locales/fr/mail.ftl");
const DUTCH: &str = include_str!("../../../locales/nl/mail.ftl");
const ENGLISH: &str = include_str!("../../../locales/en/mail.ftl");

/// The message of this key with these words filled in.
///
/// # Errors
/// When the catalogue has no such message or a word is missing: tests see to it that this does not happen.
pub fn say(locale: Locale, key: &str, words: &[(&str, &str)]) -> Result<String, Failure> {
    let (language, text) = match locale {
        Locale::Fr => ("fr-BE", FRENCH),
        Locale::Nl => ("nl-BE", DUTCH),
        Locale::En => ("en", ENGLISH),
    };
    let language: LanguageIdentifier = language
        .parse()
        .map_err(|_| Failure::because("a language has no name"))?;
    let resource =
        FluentResource::try_new(text.to_owned()).map_err(|_| Failure::because("the catalogue of mails is broken"))?;
    let mut bundle = FluentBundle::new(vec![language]);
    // the marks around filled-in words would show up in subjects
    bundle.set_use_isolating(false);
    bundle
        .add_resource(&resource)
        .map_err(|_| Failure::because("the catalogue of mails says something twice"))?;
    let pattern = bundle
        .get_message(key)
        .and_then(|message| message.value())
        .ok_or_else(|| Failure::because(format!("the catalogue of mails has no `{key}`")))?;
    let mut args = FluentArgs::new();
    for (name, word) in words {
        args.set(*name, *word);
    }
    let mut errors = Vec::new();
    let said = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
    if errors.is_empty() {
        Ok(said)
    } else {
        Err(Failure::because(format!("`{key}` lacks a word")))
    }
}
