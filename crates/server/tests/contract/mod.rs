//! What every call has in common: the documents, the problems, the headers, the pages.

mod asyncapi;
mod bodies;
mod browsers;
mod command_line;
mod examples;
mod headers;
mod judge;
mod openapi;
mod pages;
mod paths;
mod process;
mod sources_map;
mod stopping;
mod swagger;

use std::{fs, path::PathBuf};

/// A file of the repository.
fn repository(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// A committed document must be what the code writes today.
fn assert_fresh(path: &str, document: &serde_json::Value) {
    let committed = fs::read_to_string(repository(path)).unwrap_or_default();
    let written = serde_json::to_string_pretty(document).unwrap();
    assert!(
        committed.trim() == written.trim(),
        "{path} is stale: run `just openapi` and commit it"
    );
}
