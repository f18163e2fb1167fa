//! docs/proofs.md: every test that it names is one.

use std::{collections::BTreeSet, fs};

use super::{none, root, rust};

#[test]
fn every_test_that_proves_a_promise_exists() {
    let page = fs::read_to_string(root().join("docs/proofs.md")).unwrap();
    let names: BTreeSet<&str> = page
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| is_a_test(name))
        .collect();
    assert!(names.len() > 80, "{} tests are named", names.len());
    let mut known = BTreeSet::new();
    for (_, text) in rust() {
        let defined = text.match_indices("fn ").filter_map(|(at, _)| {
            let rest = text.get(at + 3..)?;
            rest.split(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '_'))
                .next()
        });
        known.extend(defined.map(str::to_owned));
    }
    let faults: Vec<String> = names
        .into_iter()
        .filter(|name| !known.contains(*name))
        .map(|name| format!("docs/proofs.md names {name}, which is no test"))
        .collect();
    none(&faults);
}

/// Recipes, calls and variables stand between the same signs.
fn is_a_test(name: &str) -> bool {
    name.matches('_').count() > 1
        && name
            .chars()
            .all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_')
}
