//! The examples of the OpenAPI document are what it describes.

use api::openapi::document;
use serde_json::Value;
use testkit::contract::Document;

use super::openapi::resolved;

/// Every media type of the document: what it belongs to, and the pointer to it.
fn media() -> Vec<(String, String)> {
    let document = document();
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap();
            let at = format!("/paths/{}/{method}", path.replace('/', "~1"));
            let mut collect = |part: &Value, place: String| {
                let shared = part["$ref"].as_str().and_then(|target| target.strip_prefix('#'));
                let pointer = shared.map_or_else(|| format!("{at}{place}"), str::to_owned);
                let part = resolved(&document, part);
                for kind in part["content"].as_object().into_iter().flatten().map(|(kind, _)| kind) {
                    let pointer = format!("{pointer}/content/{}", kind.replace('/', "~1"));
                    all.push((format!("{name}{place} {kind}"), pointer));
                }
            };
            collect(&operation["requestBody"], "/requestBody".to_owned());
            for (status, response) in operation["responses"].as_object().unwrap() {
                collect(response, format!("/responses/{status}"));
            }
        }
    }
    all
}

#[test]
fn every_body_and_every_answer_has_an_example_that_its_schema_describes() {
    let document = document();
    let schemas = Document::of(document.clone());
    let media = media();
    assert!(media.len() > 200, "the document is not read: {}", media.len());
    for (what, pointer) in media {
        let media = document.pointer(&pointer).unwrap();
        // the bytes of a file have no example in JSON
        let schema = media["schema"]["$ref"].as_str().unwrap_or_default();
        if schema.ends_with("/FileBody") || schema.ends_with("/FileReply") {
            continue;
        }
        let one = media
            .get("example")
            .map(|example| ("example".to_owned(), example.clone()));
        let several = media["examples"].as_object().into_iter().flatten();
        let several = several.map(|(name, example)| (name.clone(), valued(&document, example)));
        let examples: Vec<(String, Value)> = one.into_iter().chain(several).collect();
        assert!(!examples.is_empty(), "{what}: no example");
        for (name, example) in examples {
            if let Err(why) = schemas.fits(&format!("{pointer}/schema"), &example) {
                panic!("{what}, {name}: {why} in {example}");
            }
        }
    }
}

/// The value of an example that stands in `components`.
fn valued(document: &Value, example: &Value) -> Value {
    let target = example["$ref"].as_str().and_then(|target| target.strip_prefix('#'));
    document.pointer(target.unwrap()).unwrap()["value"].clone()
}

#[test]
fn the_example_of_a_problem_has_the_status_that_it_stands_under() {
    let document = document();
    for (what, pointer) in media() {
        let media = document.pointer(&pointer).unwrap();
        for (_, example) in media["examples"].as_object().into_iter().flatten() {
            let status = valued(&document, example)["status"].to_string();
            assert!(what.contains(&format!("/responses/{status} ")), "{what}: {status}");
        }
    }
}
