//! The catalogue in use, and the functions that read it.

use std::cell::RefCell;

use domain::accounts::types::Locale;
use js_sys::{Array, Intl::PluralRules, Object};
use leptos::{prelude::*, reactive::graph::Observer};

use super::fluent::{Filling, Texts, Value};

/// The name of one text; the constants are in [`super::key`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(pub(super) &'static str);

struct Catalogue {
    texts: Texts,
    plurals: Option<PluralRules>,
    language: ArcRwSignal<Locale>,
}

thread_local! {
    static CATALOGUE: RefCell<Catalogue> = RefCell::new(Catalogue {
        texts: Texts::default(),
        plurals: None,
        language: ArcRwSignal::new(Locale::Fr),
    });
}

/// The text in the language of now, for a place in a view that follows the language.
pub fn t(key: Key) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    move || say(key)
}

/// The text now. Inside a reactive closure it is read again when the language changes.
pub fn say(key: Key) -> String {
    say_with(key, [])
}

/// The text now, with its values.
pub fn say_with<const N: usize>(key: Key, values: [(&'static str, Value); N]) -> String {
    text(key.0, &values).unwrap_or_else(|| key.0.to_owned())
}

/// The text whose key is made from a word of the API, such as a problem's code; `None` when there is no such text.
pub fn find(name: &str) -> Option<String> {
    text(name, &[])
}

fn text(key: &str, values: &[(&'static str, Value)]) -> Option<String> {
    follow_language();
    CATALOGUE.with_borrow(|catalogue| {
        let plural = |number: i64| {
            // Plurals look at small numbers; beyond these all languages say `other`.
            let number = u32::try_from(number).map_or(f64::from(u32::MAX), f64::from);
            let rules = catalogue.plurals.as_ref();
            rules.map_or_else(String::new, |rules| String::from(rules.select(number)))
        };
        Some(
            Filling {
                values,
                plural: &plural,
            }
            .fill(catalogue.texts.get(key)?),
        )
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

/// Adds texts in the language in use.
pub(super) fn add(source: &str) {
    CATALOGUE.with_borrow_mut(|catalogue| catalogue.texts.add(source));
}

/// Puts the texts of a language in use.
pub(super) fn install(language: Locale, source: &str) {
    let tags = Array::of1(&language.as_str().into());
    let signal = CATALOGUE.with_borrow_mut(|catalogue| {
        catalogue.texts = Texts::read(source);
        catalogue.plurals = Some(PluralRules::new(&tags, &Object::new()));
        catalogue.language.clone()
    });
    signal.set(language);
}
