//! Words that are one word in another form: their French and Dutch stems. Made by us, not by the databases, so that both find the same.

use std::collections::BTreeSet;

use domain::words::composed;
use rust_stemmers::{Algorithm, Stemmer};

use super::words::{self, Word};

/// The languages of the school, side by side: nobody says in which one a message is written.
const LANGUAGES: [Algorithm; 2] = [Algorithm::French, Algorithm::Dutch];

/// Shortest and longest word that has forms, in letters.
const FORMS: std::ops::RangeInclusive<usize> = 3..=30;

/// The stems of a word, without accents; not the word itself.
///
/// Stemmed as it is written, because accents tell endings apart (`activité` has one, `activite` has none), and as plain letters, because
/// people leave accents out: each of the two finds the other.
fn of(written: &str, key: &str) -> BTreeSet<String> {
    let written = composed(written).to_lowercase();
    let mut stems = BTreeSet::new();
    for spelling in [written.as_str(), key] {
        if !has_forms(spelling) {
            continue;
        }
        for language in LANGUAGES {
            stems.insert(words::plain(&Stemmer::create(language).stem(spelling)));
        }
    }
    stems.retain(|stem| stem != key && stem.chars().count() >= 2);
    stems
}

/// The stems of all words of a text, one space between them: what is kept to be found.
pub(crate) fn of_text(text: &str) -> String {
    let stems: BTreeSet<String> = words::of(text).iter().flat_map(|word| of_word(text, word)).collect();
    stems.into_iter().collect::<Vec<_>>().join(" ")
}

/// The stems of a word of a text.
pub(crate) fn of_word(text: &str, word: &Word) -> BTreeSet<String> {
    of(text.get(word.at.clone()).unwrap_or_default(), &word.key)
}

/// Letters of our languages only: numbers, and words in other alphabets, have no forms that we know.
fn has_forms(word: &str) -> bool {
    FORMS.contains(&word.chars().count()) && word.chars().all(|sign| sign.is_alphabetic() && sign < '\u{180}')
}

#[cfg(test)]
mod tests {
    use proptest::{
        prop_assert,
        test_runner::{Config, TestRunner},
    };
    use rstest::rstest;

    use super::*;

    fn are_one(one: &str, other: &str) -> bool {
        let forms = |word: &str| -> BTreeSet<String> {
            words::of(word)
                .into_iter()
                .flat_map(|found| {
                    let mut forms = of_word(word, &found);
                    forms.insert(found.key);
                    forms
                })
                .collect()
        };
        !forms(one).is_disjoint(&forms(other))
    }

    #[rstest]
    #[case("réunion", "reunions")]
    #[case("Réunions", "reunion")]
    #[case("activité", "activites")]
    #[case("ACTIVITÉS", "activite")]
    #[case("élève", "eleves")]
    #[case("cheval", "chevaux")]
    #[case("manger", "mangera")]
    #[case("école", "ÉCOLES")]
    #[case("bâtiment", "batiments")]
    #[case("événement", "evenements")]
    #[case("gâteau", "gateaux")]
    #[case("vergadering", "vergaderingen")]
    #[case("school", "scholen")]
    #[case("coördinatie", "coordinaties")]
    #[case("feesten", "feest")]
    fn forms_of_a_word_are_one(#[case] one: &str, #[case] other: &str) {
        assert!(are_one(one, other), "{one} {other}");
        assert!(are_one(other, one), "{other} {one}");
    }

    #[rstest]
    #[case("école", "écouter")]
    #[case("piscine", "pique")]
    #[case("P3", "P4")]
    #[case("2026", "2027")]
    #[case("sortie", "sorcier")]
    fn other_words_are_others(#[case] one: &str, #[case] other: &str) {
        assert!(!are_one(one, other), "{one} {other}");
    }

    /// Whatever is written has stems of plain letters, none of them longer than we index.
    #[test]
    fn no_word_breaks_the_stemmers() {
        let config = Config {
            cases: 20_000,
            ..Config::default()
        };
        let written = proptest::prop_oneof![
            "[a-zA-Zà-ÿÀ-ÿœŒ]{1,40}",
            "\\PC{1,40}",
            "(é|è|ë|y|i|u|qu|eux|issement|heden|lijk){1,9}"
        ];
        let judged = TestRunner::new(config).run(&written, |written| {
            for stem in of_text(&written).split_whitespace() {
                prop_assert!(stem.chars().all(char::is_alphanumeric), "{stem}");
            }
            Ok(())
        });
        assert!(judged.is_ok(), "{judged:?}");
    }
}
