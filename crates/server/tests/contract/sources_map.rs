//! `docs/sources-map.md` promises calls and frames: each of them exists.

use std::{collections::BTreeSet, fs};

use api::{asyncapi, openapi};

use super::repository;

/// What stands between backticks in the column *here* of every row.
fn promised() -> Vec<String> {
    let map = fs::read_to_string(repository("docs/sources-map.md")).unwrap();
    let rows = map.lines().filter(|line| line.starts_with("| S"));
    let here = rows.map(|row| {
        row.split(" | ")
            .nth(2)
            .unwrap_or_else(|| panic!("no third column: {row}"))
    });
    here.flat_map(|cell| {
        cell.split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    })
    .collect()
}

#[test]
fn every_call_of_the_map_exists() {
    let document = openapi::document();
    let calls: BTreeSet<String> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().keys();
            methods.map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .collect();
    let promised: Vec<String> = promised().into_iter().filter(|word| word.contains(" /")).collect();
    assert!(promised.len() > 15, "the map is not read: {promised:?}");
    for call in promised {
        assert!(calls.contains(&call), "docs/sources-map.md: there is no `{call}`");
    }
}

#[test]
fn every_frame_of_the_map_exists() {
    let document = asyncapi::document();
    let messages = document["components"]["messages"].as_object().unwrap();
    let promised: Vec<String> = promised()
        .into_iter()
        .filter(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        .collect();
    assert!(promised.len() > 4, "the map is not read: {promised:?}");
    for frame in promised {
        let named = [format!("client_{frame}"), format!("server_{frame}")];
        assert!(
            named.iter().any(|name| messages.contains_key(name)),
            "docs/sources-map.md: there is no frame `{frame}`"
        );
    }
}
