//! Capabilities use each other in one direction: accounts, then schools and families, then messaging.

use super::{files, none};

/// A layer, a capability, and what it does not use of the capabilities of the same layer; what follows the colon is the exception.
const NOT_USED: [(&str, &str, &str, &[&str]); 16] = [
    ("crates/domain/src", "accounts", "families", &[]),
    ("crates/domain/src", "accounts", "messaging", &[]),
    ("crates/domain/src", "schools", "messaging", &[]),
    ("crates/domain/src", "families", "messaging", &[]),
    ("crates/store/src", "accounts", "messaging", &[]),
    // a change of who is in a class locks its rooms (M7, Z4), and the inbox of a family follows its household
    // what was decided, read and begun goes over when two accounts become one
    ("crates/store/src", "schools", "messaging", &["carry", "room", "rooms"]),
    ("crates/store/src", "families", "messaging", &["room", "rooms"]),
    // what was read and signed goes over when two become one
    ("crates/store/src", "schools", "announcements", &["carry"]),
    ("crates/store/src", "families", "announcements", &["carry"]),
    ("crates/store/src", "messaging", "announcements", &[]),
    // a message may quote an offer or a request
    ("crates/domain/src", "messaging", "sel", &["service"]),
    // whoever leaves, or turns out to be two, is settled in the books; offers and requests go over
    ("crates/store/src", "schools", "sel", &["leaving", "services"]),
    ("crates/store/src", "families", "sel", &[]),
    ("crates/store/src", "messaging", "sel", &[]),
    ("crates/store/src", "announcements", "sel", &[]),
    ("crates/api/src", "accounts", "messaging", &[]),
];

#[test]
fn they_look_in_one_direction() {
    let mut faults = Vec::new();
    for (layer, capability, other, but) in NOT_USED {
        for (path, text) in files(&format!("{layer}/{capability}"), ".rs") {
            for used in used_of_own_crate(&text, other) {
                if !but.contains(&used.as_str()) {
                    faults.push(format!("{path} uses {other}::{used}"));
                }
            }
        }
    }
    none(&faults);
}

#[test]
fn the_rows_of_the_store_stay_in_the_store() {
    let faults: Vec<String> = files("crates/store/src", ".rs")
        .iter()
        .flat_map(|(path, text)| text.lines().map(move |line| (path, line.trim())))
        .filter(|(_, line)| line.starts_with("pub struct") && line.contains("Row "))
        .map(|(path, line)| format!("{path}: {line}"))
        .collect();
    none(&faults);
}

/// What a file uses of a capability of its own crate: the words after `crate::other::`, also inside `use crate::{...}`.
fn used_of_own_crate(text: &str, other: &str) -> Vec<String> {
    let mut used = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let scope = if rest.starts_with('{') {
            braces(rest)
        } else {
            rest.lines().next().unwrap_or_default()
        };
        for (at, _) in scope.match_indices(&format!("{other}::")) {
            let before = scope[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let after = &scope[at + other.len() + 2..];
            let words = if after.starts_with('{') {
                braces(after)
            } else {
                after.split([',', ';', '\n', ' ', '(', '<']).next().unwrap_or_default()
            };
            used.extend(
                words
                    .trim_matches(['{', '}'])
                    .split(',')
                    .map(|word| word.trim().split("::").next().unwrap_or_default().to_owned())
                    .filter(|word| !word.is_empty()),
            );
        }
    }
    used
}

/// The text from a brace to the one that closes it.
fn braces(text: &str) -> &str {
    let mut depth = 0;
    for (at, letter) in text.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..=at];
        }
    }
    text
}

#[test]
fn the_reader_of_uses_reads() {
    let text = "use crate::{\n    accounts::standing,\n    messaging::{room, direct::open},\n};\nfn f() { crate::messaging::people::named() }";
    assert_eq!(used_of_own_crate(text, "messaging"), ["room", "direct", "people"]);
    assert!(used_of_own_crate("use domain::messaging::types;", "messaging").is_empty());
}
