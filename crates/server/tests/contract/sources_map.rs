//! `docs/sources-map.md` says where each item of the sources is served: all of them stand there, and what it names exists.

use std::{collections::BTreeSet, fs, sync::LazyLock};

use api::{asyncapi, openapi};
use rstest::rstest;
use serde_json::Value;

use super::repository;

/// What has to be in the map: source, first and last item.
const ITEMS: [(&str, u32, u32); 5] = [
    ("S0", 2, 15),
    ("S1", 1, 110),
    ("S3", 1, 17),
    ("S3", 32, 44),
    ("S4", 1, 45),
];

/// What a row may say instead of naming something that serves its items.
const EXCUSES: [&str; 3] = ["later", "not built", "replaced"];

/// One row: the items of the sources, and the column *here*.
struct Row {
    items: Vec<String>,
    here: String,
}

impl Row {
    fn read(line: &str) -> Self {
        let columns: Vec<&str> = line.trim_matches('|').split(" | ").collect();
        let [items, _, here] = columns.as_slice() else {
            panic!("not three columns: {line}");
        };
        Self {
            items: items.split(',').flat_map(|word| several(word.trim())).collect(),
            here: here.trim().to_owned(),
        }
    }

    /// What stands between backticks.
    fn promised(&self) -> impl Iterator<Item = &str> {
        self.here.split('`').skip(1).step_by(2)
    }
}

/// `S1-18..20` is three items.
fn several(words: &str) -> Vec<String> {
    let (source, numbers) = words.split_once('-').unwrap();
    let (first, last) = numbers.split_once("..").unwrap_or((numbers, numbers));
    let numbers = first.parse::<u32>().unwrap()..=last.parse::<u32>().unwrap();
    numbers.map(|number| format!("{source}-{number:02}")).collect()
}

fn rows() -> Vec<Row> {
    let map = fs::read_to_string(repository("docs/sources-map.md")).unwrap();
    map.lines()
        .filter(|line| line.starts_with("| S"))
        .map(Row::read)
        .collect()
}

/// What there is.
struct House {
    calls: BTreeSet<String>,
    schemas: Value,
    frames: BTreeSet<String>,
    sockets: BTreeSet<String>,
    screens: BTreeSet<String>,
    settings: String,
    recipes: String,
    commands: String,
    served: String,
}

static HOUSE: LazyLock<House> = LazyLock::new(|| {
    let read = |path: &str| fs::read_to_string(repository(path)).unwrap();
    let (calls, socket) = (openapi::document(), asyncapi::document());
    let of_path = |(path, methods): (&String, &Value)| -> Vec<String> {
        let methods = methods.as_object().unwrap().keys();
        methods
            .map(|method| format!("{} {path}", method.to_uppercase()))
            .collect()
    };
    let frame = |name: &String| name.split_once('_').unwrap().1.to_owned();
    let address = |channel: &Value| channel["address"].as_str().unwrap().to_owned();
    House {
        calls: calls["paths"].as_object().unwrap().iter().flat_map(of_path).collect(),
        schemas: calls["components"]["schemas"].clone(),
        frames: socket["components"]["messages"]
            .as_object()
            .unwrap()
            .keys()
            .map(frame)
            .collect(),
        sockets: socket["channels"].as_object().unwrap().values().map(address).collect(),
        screens: screens(&read("e2e/screens.mjs")),
        settings: read("docs/configuration.md"),
        recipes: read("justfile"),
        commands: read("crates/server/src/cli.rs"),
        served: read("crates/api/src/lib.rs") + &read("crates/api/src/documents.rs"),
    }
});

/// The addresses that the browser tests open, `{}` for what differs.
fn screens(list: &str) -> BTreeSet<String> {
    let paths = list
        .lines()
        .filter_map(|line| line.split_once(" path: ").map(|(_, path)| path));
    let quoted = paths.filter_map(|path| path.split(['\'', '`']).nth(1));
    quoted
        .map(|path| nameless(&path.split('?').next().unwrap().replace("${", "{")))
        .collect()
}

/// The address with `{}` for each `{name}`.
fn nameless(path: &str) -> String {
    let mut pieces = path.split('{');
    let first = pieces.next().unwrap().to_owned();
    pieces.fold(first, |all, piece| all + "{}" + piece.split_once('}').unwrap().1)
}

impl House {
    fn has(&self, promise: &str) -> bool {
        let word = |text: &str, word: &str| {
            let mut words = text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'));
            words.any(|one| one == word)
        };
        match promise.split_once(' ') {
            Some(("just", recipe)) => {
                let mut lines = self.recipes.lines();
                return lines.any(|line| line.split([' ', ':']).next() == Some(recipe) && line.contains(':'));
            }
            Some(("ecolehub", command)) => return word(&self.commands.to_lowercase(), command),
            Some(_) => return self.calls.contains(promise),
            None => {}
        }
        if promise.starts_with("/ws") {
            return self.sockets.contains(promise);
        }
        if promise.starts_with('/') {
            return self.screens.contains(&nameless(promise)) || self.served.contains(&format!("page(\"{promise}\""));
        }
        if repository(promise).exists() {
            return true;
        }
        if let Some((schema, name)) = promise.split_once('.') {
            let schema = &self.schemas[schema];
            let values = schema["enum"].as_array();
            return schema["properties"].get(name).is_some() || values.is_some_and(|all| all.contains(&name.into()));
        }
        if promise.chars().all(|c| c.is_ascii_uppercase() || c == '_') {
            return word(&self.settings, promise);
        }
        self.frames.contains(promise)
    }
}

#[test]
fn every_item_of_the_sources_has_a_row() {
    let there: BTreeSet<String> = rows().into_iter().flat_map(|row| row.items).collect();
    let missing: Vec<String> = ITEMS
        .iter()
        .flat_map(|(source, first, last)| (*first..=*last).map(move |number| format!("{source}-{number:02}")))
        .filter(|item| !there.contains(item))
        .collect();
    assert!(missing.is_empty(), "docs/sources-map.md lacks {missing:?}");
}

#[test]
fn every_row_names_what_serves_it_or_says_why_nothing_does() {
    for row in rows() {
        let excused = EXCUSES.iter().any(|excuse| row.here.starts_with(excuse));
        assert!(
            excused || row.promised().next().is_some(),
            "docs/sources-map.md: {:?} says only \"{}\"",
            row.items,
            row.here
        );
    }
}

#[test]
fn everything_that_the_map_names_exists() {
    for row in rows() {
        for promise in row.promised() {
            assert!(
                HOUSE.has(promise),
                "docs/sources-map.md, {:?}: there is no `{promise}`",
                row.items
            );
        }
    }
}

#[rstest]
#[case("GET /conversations", "GET /conversation")]
#[case("POST /files", "PATCH /files")]
#[case("MessageInfo.content", "MessageInfo.contents")]
#[case("Role.student", "Role.pupil")]
#[case("message_typing", "message_types")]
#[case("/ws/chat/{slug}", "/ws/chat/{room}")]
#[case("/messages/{id}/infos", "/messages/{id}/info")]
#[case("/metrics", "/metric")]
#[case("REDIS_URL", "REDIS_HOST")]
#[case("just test", "just tests")]
#[case("ecolehub demo", "ecolehub seed")]
#[case("docs/api.md", "docs/apis.md")]
fn what_does_not_exist_is_found_out(#[case] real: &str, #[case] invented: &str) {
    assert!(HOUSE.has(real), "{real}");
    assert!(!HOUSE.has(invented), "{invented}");
}
