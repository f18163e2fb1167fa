//! The OpenAPI document is fresh, complete, and says what the server does.

use std::collections::BTreeSet;

use api::openapi::{self, Described};
use serde_json::Value;
use testkit::app::TestApp;

use super::{assert_fresh, repository};

fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            all.push((method.clone(), path.clone(), operation.clone()));
        }
    }
    all
}

/// The value itself, or what it refers to.
pub fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let target = value["$ref"].as_str().and_then(|target| target.strip_prefix('#'));
    target.map_or(value, |pointer| document.pointer(pointer).unwrap())
}

fn described() -> Vec<Described> {
    api::routes().described()
}

fn files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![repository(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }
    found
}

#[test]
fn the_committed_document_is_fresh() {
    assert_fresh("openapi/openapi.json", &openapi::document());
}

#[test]
fn every_operation_says_what_it_is() {
    let document = openapi::document();
    let tags: BTreeSet<&str> = document["tags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tag| tag["name"].as_str().unwrap())
        .collect();
    let mut ids = BTreeSet::new();
    for (method, path, operation) in operations(&document) {
        let at = format!("{method} {path}");
        let text = |name: &str| operation[name].as_str().unwrap_or_default().to_owned();
        assert!((3..=60).contains(&text("summary").len()), "{at}: summary");
        assert!(text("description").len() > 10, "{at}: description");
        assert!(!text("x-access").is_empty(), "{at}: x-access");
        assert!(!text("operationId").is_empty(), "{at}: operationId");
        assert!(ids.insert(text("operationId")), "{at}: operationId twice");
        assert!(operation["security"].is_array(), "{at}: security");
        let tag = operation["tags"][0].as_str().unwrap();
        assert!(tags.contains(tag), "{at}: tag {tag} is not explained");
        for parameter in operation["parameters"].as_array().unwrap() {
            let parameter = resolved(&document, parameter);
            assert!(parameter["description"].is_string(), "{at}: {parameter}");
            assert!(!parameter["schema"].to_string().contains("null"), "{at}: {parameter}");
        }
        for (status, response) in operation["responses"].as_object().unwrap() {
            let response = resolved(&document, response);
            assert!(response["description"].is_string(), "{at}: {status}");
            assert!(response["headers"]["X-Request-Id"].is_object(), "{at}: {status}");
            let problem = &response["content"]["application/problem+json"]["schema"]["$ref"];
            let is_error = status.as_str() >= "400";
            assert_eq!(problem == "#/components/schemas/Problem", is_error, "{at}: {status}");
        }
    }
}

#[test]
fn every_property_is_described() {
    let document = openapi::document();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        assert!(schema["description"].is_string(), "{name}");
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            assert!(property["description"].is_string(), "{name}.{field}");
        }
        // the judge of answers takes each schema as closed, which cannot be done with two that are laid over each other
        let parts = schema["allOf"].as_array().map_or(0, Vec::len);
        assert!(parts < 2, "{name} is put together with allOf");
    }
}

#[test]
fn every_reference_leads_somewhere_and_no_schema_is_left_over() {
    let document = openapi::document();
    let text = document.to_string();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for name in schemas.keys() {
        let reference = format!("\"#/components/schemas/{name}\"");
        assert!(text.contains(&reference), "{name} is spoken of nowhere");
    }
    for rest in text.split("\"#/components/schemas/").skip(1) {
        let name = rest.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name} is nowhere");
    }
}

#[test]
fn every_body_has_an_example_that_its_call_accepts() {
    let document = openapi::document();
    for call in described() {
        let Some(schema) = &call.body else { continue };
        let method = format!("{:?}", call.method).to_lowercase();
        let media = &document["paths"][call.path][&method]["requestBody"]["content"]["application/json"];
        let example = media
            .get("example")
            .unwrap_or_else(|| panic!("{}: no example of {schema}", call.name));
        if let Err(why) = (call.accepts)(example) {
            panic!("{}: {example} is not accepted: {why}", call.name);
        }
    }
}

#[test]
fn every_endpoint_is_registered() {
    let registered = openapi::registered();
    let methods = ["Get", "Post", "Put", "Patch", "Delete"];
    let mut declared = 0;
    for file in files("crates/domain/src") {
        // the example in the documentation of the macro is not a call of ours
        for line in file.lines().map(str::trim).filter(|line| !line.starts_with("///")) {
            let mut words = line.split_whitespace();
            let (Some(method), Some(path), Some(name)) = (words.next(), words.next(), words.next()) else {
                continue;
            };
            if methods.contains(&method) && path.starts_with("\"/") {
                declared += 1;
                assert!(registered.contains(name), "{name} is declared, but answered by nobody");
            }
        }
    }
    assert_eq!(declared, registered.len());
}

#[test]
fn every_code_is_documented() {
    let document = openapi::document();
    let mut spoken_of = BTreeSet::new();
    for (_, _, operation) in operations(&document) {
        for response in operation["responses"].as_object().unwrap().values() {
            let codes = resolved(&document, response)["x-codes"]
                .as_array()
                .into_iter()
                .flatten();
            spoken_of.extend(codes.map(|code| code.as_str().unwrap().to_owned()));
        }
    }
    let words = document["components"]["schemas"]["Code"]["enum"].as_array().unwrap();
    for code in domain::problem::Code::ALL {
        assert!(words.iter().any(|word| word == code.as_str()), "{}", code.as_str());
        assert!(code.says().trim().len() > 10, "{}", code.as_str());
    }
    // these are answered beside the calls (wrong method), by the socket, or not yet
    let elsewhere = ["method_not_allowed", "conflict", "too_many"];
    for code in domain::problem::Code::ALL.iter().map(|code| code.as_str()) {
        assert!(
            spoken_of.contains(code) != elsewhere.contains(&code) || spoken_of.contains(code),
            "no call speaks of {code}"
        );
    }
}

#[tokio::test]
async fn the_server_serves_the_document_and_explains_every_code() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let served = guest.get("/api/openapi.json").await;
    assert_eq!(served.status, 200);
    assert_eq!(served.json(), openapi::document());
    for code in domain::problem::Code::ALL {
        let page = guest.get(&format!("/api/problems/{}", code.as_str())).await;
        assert_eq!(page.json()["status"], code.status(), "{}", code.as_str());
    }
    assert_eq!(guest.get("/api/problems/no_such_code").await.problem().status, 404);
}

#[tokio::test]
async fn a_call_that_needs_a_session_says_so_and_asks_for_one() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let document = openapi::document();
    for (method, path, operation) in operations(&document) {
        let path = path
            .split('/')
            .map(
                |part| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
                    Some(name) => possible(&document, &operation, name),
                    None => part,
                },
            )
            .collect::<Vec<_>>()
            .join("/");
        let answer = guest.raw(&method.to_uppercase(), &format!("/api/v1{path}"), "{}").await;
        let is_open = operation["security"].as_array().unwrap().is_empty();
        if is_open {
            assert_ne!(answer.status, 401, "{method} {path} {}", answer.body);
        } else {
            assert_eq!(
                answer.problem().code,
                domain::problem::Code::Unauthenticated,
                "{method} {path}"
            );
            assert!(answer.header("www-authenticate").is_some());
        }
        let said = &operation["responses"][answer.status.as_str()];
        assert!(
            said.is_object(),
            "{method} {path} answers {}, which it does not say",
            answer.status
        );
    }
}

/// Something that a parameter of the path may be: one of its words, or else an id.
fn possible<'a>(document: &'a Value, operation: &'a Value, name: &str) -> &'a str {
    let parameters = operation["parameters"].as_array().unwrap();
    let meant = parameters.iter().find(|parameter| parameter["name"] == name).unwrap();
    let schema = resolved(document, &meant["schema"]);
    schema["enum"][0].as_str().unwrap_or(ID)
}

const ID: &str = "01932f6e-4b7a-7c1e-9a35-2d0f6c1b8e42";
