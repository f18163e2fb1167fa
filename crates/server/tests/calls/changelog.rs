//! `docs/changelog.md` says what came with which level of the API.

use std::fs;

use domain::instance::API_LEVEL;

#[test]
fn every_level_has_its_place_in_the_changelog() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/changelog.md");
    let text = fs::read_to_string(path).unwrap();
    let headings = text.lines().filter_map(|line| line.strip_prefix("## "));
    let levels: Vec<u32> = headings.map(|level| level.parse().unwrap()).collect();
    let expected: Vec<u32> = (1..=API_LEVEL).rev().collect();
    assert_eq!(levels, expected, "the newest level first, and none left out");
}
