//! The rules of the house, checked so that none is only a wish.

use std::{
    fs,
    path::{Path, PathBuf},
};

mod capabilities;
mod contract;
mod crates;
mod files;
mod migrations;
mod proofs;
mod words;

/// The folder of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// Every file under a folder of the repository with this ending, with its text; the path is the one from the root.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let root = root();
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() {
                if !["target", "dist", "node_modules", "generated"].contains(&name) {
                    folders.push(path);
                }
            } else if name.ends_with(ending) {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned(), text));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no {ending} under {folder}");
    found
}

/// Every Rust file of ours.
fn rust() -> Vec<(String, String)> {
    [files("crates", ".rs"), files("frontend", ".rs"), files("bench", ".rs")].concat()
}

/// Fails with every sentence at once.
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}
