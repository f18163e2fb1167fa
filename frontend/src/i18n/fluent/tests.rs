//! Our reader and the whole of Fluent say the same of every text.

use std::fs;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::{Filling, Texts, Value};
use crate::i18n::key;

fn source(language: &str) -> String {
    let folder = format!("{}/../locales/{language}", env!("CARGO_MANIFEST_DIR"));
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

fn bundle(language: &str) -> FluentBundle<FluentResource> {
    let resource = FluentResource::try_new(source(language))
        .map_err(|(_, errors)| errors)
        .unwrap();
    let identifier: LanguageIdentifier = language.parse().unwrap();
    let mut bundle = FluentBundle::new(vec![identifier]);
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).unwrap();
    bundle
}

/// The rules that the browser has for our three languages and small numbers.
fn plural(language: &'static str) -> impl Fn(i64) -> String {
    move |number| {
        if number == 1 || number == 0 && language == "fr" {
            "one"
        } else {
            "other"
        }
        .to_owned()
    }
}

/// Every name that a text mentions as `$name`.
fn names(text: &str) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = text
        .split('$')
        .skip(1)
        .filter_map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next())
        .map(|name| &*name.to_owned().leak())
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[test]
fn every_text_comes_out_as_with_the_whole_of_fluent() {
    for language in ["fr", "nl", "en"] {
        let (texts, bundle) = (Texts::read(&source(language)), bundle(language));
        for key in key::ALL {
            let text = texts.get(key.0).unwrap_or_else(|| panic!("{language} lacks {}", key.0));
            let names = names(text);
            for number in [0, 1, 2, 7, 21] {
                let value = |name: &str| match name {
                    "count" | "now" => Value::Number(number),
                    other => Value::Words(format!("«{other}»")),
                };
                let ours: Vec<_> = names.iter().map(|name| (*name, value(name))).collect();
                let theirs: FluentArgs<'_> = ours
                    .iter()
                    .map(|(name, value)| match value {
                        Value::Number(number) => (*name, FluentValue::from(*number)),
                        Value::Words(words) => (*name, FluentValue::from(words.clone())),
                    })
                    .collect();
                let mut errors = Vec::new();
                let message = bundle.get_message(key.0).unwrap().value().unwrap();
                let wanted = bundle.format_pattern(message, Some(&theirs), &mut errors);
                assert!(errors.is_empty(), "{language} {}: {errors:?}", key.0);
                let filled = Filling {
                    values: &ours,
                    plural: &plural(language),
                }
                .fill(text);
                assert_eq!(filled, wanted, "{language} {} with {number}", key.0);
            }
        }
    }
}

#[test]
fn every_language_mentions_the_same_values() {
    let [french, dutch, english] = ["fr", "nl", "en"].map(|language| Texts::read(&source(language)));
    for key in key::ALL {
        let wanted = names(french.get(key.0).unwrap());
        assert_eq!(names(dutch.get(key.0).unwrap()), wanted, "nl {}", key.0);
        assert_eq!(names(english.get(key.0).unwrap()), wanted, "en {}", key.0);
    }
}

#[test]
fn a_number_itself_comes_before_its_plural() {
    let texts = Texts::read(
        "left = { $count ->\n    [0] Nothing\n    [one] One\n   *[other] { $count } left\n}\nnext = Next\n",
    );
    let say = |count: i64| {
        let values = [("count", Value::Number(count))];
        Filling {
            values: &values,
            plural: &plural("en"),
        }
        .fill(texts.get("left").unwrap())
    };
    assert_eq!([say(0), say(1), say(2)], ["Nothing", "One", "2 left"]);
    assert_eq!(texts.get("next"), Some("Next"));
}

#[test]
fn braces_in_a_value_stay_as_they_are() {
    let values = [("text", Value::from("{ $count }"))];
    assert_eq!(
        Filling {
            values: &values,
            plural: &plural("fr")
        }
        .fill("Vous : { $text }"),
        "Vous : { $count }"
    );
}
