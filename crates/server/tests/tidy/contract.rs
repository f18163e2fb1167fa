//! The contract: every endpoint is served and described, and every code of a problem is explained.

use std::{collections::BTreeSet, fs};

use domain::problem::Code;
use serde_json::Value;
use testkit::app::TestApp;

use super::{files, root};

/// The names of the endpoints, as `endpoint!` is given them.
fn declared() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (path, text) in files("crates/domain/src", ".rs") {
        if path.ends_with("src/endpoint.rs") {
            continue;
        }
        for line in text.lines().map(str::trim) {
            let mut words = line.split_whitespace();
            let is_method = words
                .next()
                .is_some_and(|word| ["Get", "Post", "Put", "Patch", "Delete"].contains(&word));
            if is_method && words.next().is_some_and(|word| word.starts_with("\"/")) {
                names.insert(snake_case(words.next().unwrap()));
            }
        }
    }
    names
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

fn operations(document: &Value) -> BTreeSet<String> {
    let paths = document["paths"].as_object().unwrap();
    paths
        .values()
        .flat_map(|path| path.as_object().unwrap().values())
        .filter_map(|operation| operation["operationId"].as_str().map(str::to_owned))
        .collect()
}

#[test]
fn every_endpoint_is_described() {
    let text = fs::read_to_string(root().join("openapi/openapi.json")).unwrap();
    let described = operations(&serde_json::from_str(&text).unwrap());
    let missing: Vec<String> = declared().difference(&described).cloned().collect();
    assert!(missing.is_empty(), "not in openapi/openapi.json: {missing:?}");
}

#[tokio::test]
async fn every_endpoint_is_served() {
    let app = TestApp::start().await;
    let served = operations(&app.guest().get("/api/openapi.json").await.json());
    let missing: Vec<String> = declared().difference(&served).cloned().collect();
    assert!(
        missing.is_empty(),
        "declared in `domain` and answered by nobody: {missing:?}"
    );
}

#[tokio::test]
async fn every_code_is_explained() {
    let app = TestApp::start().await;
    for code in Code::ALL {
        let answer = app.guest().get(&format!("/api/problems/{}", code.as_str())).await;
        assert_eq!(answer.status, 200, "{}", code.as_str());
        assert!(answer.body.contains(code.as_str()), "{}", answer.body);
    }
}
