//! The catalogue in use, and the functions that read it.

use std::cell::RefCell;

use domain::accounts::types::Locale;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use leptos::{prelude::*, reactive::graph::Observer};
use unic_langid::LanguageIdentifier;

/// The name of one text; the constants are in [`super::key`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(pub(super) &'static str);

struct Catalogue {
    bundle: Option<FluentBundle<FluentResource>>,
    language: ArcRwSignal<Locale>,
}

thread_local! {
    static CATALOGUE: RefCell<Catalogue> =
        RefCell::new(Catalogue { bundle: None, language: ArcRwSignal::new(Locale::Fr) });
}

/// The text in the language of now, for a place in a view that follows the language.
pub fn t(key: Key) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    move || say(key)
}

/// The text now. Inside a reactive closure it is read again when the language changes.
pub fn say(key: Key) -> String {
    say_with(key, Vec::new())
}

/// The text now, with its values.
pub fn say_with(key: Key, values: impl IntoIterator<Item = (&'static str, FluentValue<'static>)>) -> String {
    let args: FluentArgs<'static> = values.into_iter().collect();
    follow_language();
    CATALOGUE.with_borrow(|catalogue| {
        let pattern = catalogue
            .bundle
            .as_ref()
            .and_then(|bundle| Some((bundle, bundle.get_message(key.0)?.value()?)));
        let Some((bundle, pattern)) = pattern else {
            return key.0.to_owned();
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        for error in errors {
            leptos::logging::error!("{}: {error}", key.0);
        }
        text
    })
}

/// The text whose key is made from a word of the API, such as a problem's code; `None` when there is no such text.
pub fn find(name: &str) -> Option<String> {
    follow_language();
    CATALOGUE.with_borrow(|catalogue| {
        let bundle = catalogue.bundle.as_ref()?;
        let pattern = bundle.get_message(name)?.value()?;
        Some(bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned())
    })
}

/// Lets a reactive closure run again when the language changes. Elsewhere, as in an event's handler, there is nothing to follow.
pub(super) fn follow_language() {
    if Observer::get().is_some() {
        language_signal().track();
    }
}

/// The language of the catalogue in use, as a signal.
pub(super) fn language_signal() -> ArcRwSignal<Locale> {
    CATALOGUE.with_borrow(|catalogue| catalogue.language.clone())
}

/// Puts the texts of a language in use. Texts that do not parse are left out and logged.
pub(super) fn install(language: Locale, source: String) {
    // Decides the plural rules. A tag of this shape always parses.
    let identifier: LanguageIdentifier = language.as_str().parse().unwrap_or_default();
    let resource = FluentResource::try_new(source).unwrap_or_else(|(usable, errors)| {
        leptos::logging::error!("locales/{}: {} errors", language.as_str(), errors.len());
        usable
    });
    let mut bundle = FluentBundle::new(vec![identifier]);
    // Isolation marks around values would show as boxes in some fonts, and all our languages run left to right.
    bundle.set_use_isolating(false);
    if bundle.add_resource(resource).is_err() {
        leptos::logging::error!("locales/{}: a key stands there twice", language.as_str());
    }
    let signal = CATALOGUE.with_borrow_mut(|catalogue| {
        catalogue.bundle = Some(bundle);
        catalogue.language.clone()
    });
    signal.set(language);
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::i18n::key;

    fn source(language: Locale) -> String {
        let folder = format!("{}/../locales/{}", env!("CARGO_MANIFEST_DIR"), language.as_str());
        let mut files: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        files
            .iter()
            .filter(|path| path.extension().is_some_and(|end| end == "ftl"))
            .filter(|path| path.file_name().is_some_and(|name| name != "mail.ftl"))
            .map(|path| fs::read_to_string(path).unwrap() + "\n")
            .collect()
    }

    #[test]
    fn every_text_exists_once_in_every_language() {
        for language in [Locale::Fr, Locale::Nl, Locale::En] {
            let resource = FluentResource::try_new(source(language))
                .map_err(|(_, errors)| errors)
                .unwrap_or_else(|errors| panic!("{}: {errors:?}", language.as_str()));
            let mut bundle = FluentBundle::new(vec![LanguageIdentifier::default()]);
            bundle.add_resource(resource).unwrap();
            for key in key::ALL {
                assert!(bundle.has_message(key.0), "{} lacks {}", language.as_str(), key.0);
            }
        }
    }

    #[test]
    fn a_plural_follows_the_language() {
        let owner = Owner::new();
        owner.set();
        let unread = |count: i32| say_with(key::NAV_UNREAD, [("count", count.into())]);
        install(Locale::Fr, source(Locale::Fr));
        assert_eq!(unread(1), "1 message non lu");
        assert_eq!(unread(3), "3 messages non lus");
        install(Locale::Nl, source(Locale::Nl));
        assert_eq!(unread(1), "1 ongelezen bericht");
        assert_eq!(unread(3), "3 ongelezen berichten");
    }
}
