//! Files: their length, their first line, their names, and what is written in none of them.

use super::{files, none, root, rust};

/// What style.md says is 300; nothing gets beyond this.
const LONGEST: usize = 350;

/// One list that is read as one: the tables, which diesel wants to know of each other.
const LIST: &str = "crates/store/src/schema.rs";

#[test]
fn no_file_is_longer_than_350_lines() {
    let faults: Vec<String> = rust()
        .iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(path, lines)| *lines > LONGEST && *path != LIST)
        .map(|(path, lines)| format!("{path} has {lines} lines: split it by noun"))
        .collect();
    none(&faults);
}

#[test]
fn every_module_says_what_it_is_for() {
    let faults: Vec<String> = rust()
        .iter()
        .filter(|(_, text)| !text.trim_start().starts_with("//! "))
        .map(|(path, _)| format!("{path} does not begin with `//!`"))
        .collect();
    none(&faults);
}

#[test]
fn no_module_is_a_drawer_for_everything() {
    let faults: Vec<String> = rust()
        .iter()
        .filter(|(path, _)| {
            path.split(['/', '.'])
                .any(|part| ["utils", "util", "helpers", "helper", "common", "misc"].contains(&part))
        })
        .map(|(path, _)| format!("{path}: name it after what it is"))
        .collect();
    none(&faults);
}

#[test]
fn a_module_with_parts_is_a_folder_with_mod_rs() {
    let root = root();
    let faults: Vec<String> = rust()
        .iter()
        .filter_map(|(path, _)| path.strip_suffix(".rs"))
        .filter(|path| root.join(path).is_dir())
        .map(|path| format!("{path}.rs belongs to {path}/mod.rs"))
        .collect();
    none(&faults);
}

/// What is written in no Rust file, and why. In two pieces, so that this file does not find itself.
const NOWHERE: [((&str, &str), &str); 7] = [
    (("#[", "allow("), "use #[expect(lint, reason)]"),
    (("#![", "allow("), "use #![expect(lint, reason)]"),
    (("#[", "ignore"), "a test runs or does not exist"),
    (("#[", "should_panic"), "assert what is wrong"),
    (("inner_", "html"), "text is text; build views"),
    (("unwrap_or_else(|_| panic", "!(\"TODO"), "finish it"),
    (("todo", "!("), "finish it"),
];

#[test]
fn some_things_are_written_nowhere() {
    let mut faults = Vec::new();
    for (path, text) in rust() {
        for ((one, other), instead) in NOWHERE {
            let words = format!("{one}{other}");
            if text.contains(&words) {
                faults.push(format!("{path}: `{words}`: {instead}"));
            }
        }
    }
    none(&faults);
}

#[test]
fn tests_wait_for_events_and_not_for_time() {
    let faults: Vec<String> = files("crates/server/tests", ".rs")
        .iter()
        .filter(|(_, text)| text.contains("time::sleep") || text.contains("thread::sleep"))
        .map(|(path, _)| format!("{path} sleeps"))
        .collect();
    // this file has the two words in it
    none(
        &faults
            .into_iter()
            .filter(|fault| !fault.contains("tidy/files.rs"))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn pages_have_no_styles_of_their_own() {
    // the content policy forbids them: they would only work on the developer's machine
    let pages = [files("frontend/src", ".rs"), files("frontend", ".html")].concat();
    let faults: Vec<String> = pages
        .iter()
        .flat_map(|(path, text)| text.lines().map(move |line| (path, line.trim())))
        .filter(|(_, line)| !line.starts_with("//"))
        .filter(|(_, line)| line.contains(" style=") || line.starts_with("style=") || line.contains("<style"))
        .map(|(path, line)| format!("{path}: {line}"))
        .collect();
    none(&faults);
}

#[test]
fn only_the_client_of_the_front_end_knows_paths_of_the_api() {
    let faults: Vec<String> = files("frontend/src", ".rs")
        .iter()
        .filter(|(path, _)| !path.starts_with("frontend/src/client/"))
        // the documents are a page to read
        .filter(|(_, text)| text.replace("\"/api/docs\"", "").contains("\"/api/"))
        .map(|(path, _)| format!("{path}: an endpoint is a type, see `domain`"))
        .collect();
    none(&faults);
}
