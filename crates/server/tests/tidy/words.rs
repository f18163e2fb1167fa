//! Words: the three languages have the same keys with the same variables, every key that is used exists, and none is left over.

use std::collections::{BTreeMap, BTreeSet};

use domain::{accounts::types::Locale, problem::Code};

use super::{files, none};

/// Key => the variables that its text mentions.
type Keys = BTreeMap<String, BTreeSet<String>>;

fn keys(locale: Locale) -> Keys {
    let mut keys = Keys::new();
    for (path, text) in files(&format!("locales/{locale}"), ".ftl") {
        let mut key = None;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                let (name, _) = line.split_once('=').unwrap_or_else(|| panic!("{path}: {line}"));
                let name = name.trim().to_owned();
                assert!(!keys.contains_key(&name), "{path}: `{name}` is there twice");
                keys.insert(name.clone(), BTreeSet::new());
                key = Some(name);
            }
            if let Some(key) = &key {
                let variables = line.split('$').skip(1).map(|rest| {
                    rest.chars()
                        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '-')
                        .collect::<String>()
                });
                keys.get_mut(key).unwrap().extend(variables);
            }
        }
    }
    keys
}

#[test]
fn the_three_languages_say_the_same() {
    let french = keys(Locale::Fr);
    let mut faults = Vec::new();
    for locale in [Locale::Nl, Locale::En] {
        let other = keys(locale);
        for (key, variables) in &french {
            match other.get(key) {
                None => faults.push(format!("{locale} lacks {key}")),
                Some(found) if found != variables => {
                    faults.push(format!("{locale}: {key} mentions {found:?} and fr {variables:?}"));
                }
                Some(_) => {}
            }
        }
        faults.extend(
            other
                .keys()
                .filter(|key| !french.contains_key(*key))
                .map(|key| format!("fr lacks {key}")),
        );
    }
    none(&faults);
}

#[test]
fn every_problem_has_a_sentence() {
    let french = keys(Locale::Fr);
    let faults: Vec<String> = Code::ALL
        .iter()
        .map(|code| format!("problem-{}", code.as_str().replace('_', "-")))
        .filter(|key| !french.contains_key(key))
        .collect();
    none(&faults);
}

/// Keys that are put together from words of the API.
const PUT_TOGETHER: [&str; 4] = ["problem-", "field-", "act-", "line-"];

#[test]
fn every_word_is_used_somewhere() {
    let mails: String = files("crates/jobs/src", ".rs")
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    let pages: String = files("frontend/src", ".rs").into_iter().map(|(_, text)| text).collect();
    let faults: Vec<String> = keys(Locale::Fr)
        .into_keys()
        .filter(|key| !PUT_TOGETHER.iter().any(|prefix| key.starts_with(prefix)))
        .filter(|key| {
            // the front end's constants are made from the keys by its build script, so those that are used exist
            let constant = key.replace('-', "_").to_uppercase();
            let is_in_mails = mails.contains(&format!("\"{key}\""));
            let is_in_pages = pages.match_indices(&constant).any(|(at, _)| {
                !pages[at + constant.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
            });
            !is_in_mails && !is_in_pages
        })
        .map(|key| format!("nobody says {key}"))
        .collect();
    none(&faults);
}

#[test]
fn every_mail_has_its_words() {
    let french = keys(Locale::Fr);
    let mails = files("crates/jobs/src", ".rs");
    let used: BTreeSet<&str> = mails
        .iter()
        .flat_map(|(_, text)| text.split('"'))
        .filter(|word| word.starts_with("mail-"))
        .collect();
    assert!(!used.is_empty());
    let faults: Vec<String> = used
        .into_iter()
        .filter(|key| !french.contains_key(*key))
        .map(|key| format!("there are no words for {key}"))
        .collect();
    none(&faults);
}
