//! The AsyncAPI document is fresh, complete and served.

use api::asyncapi;
use testkit::app::TestApp;

use super::assert_fresh;

#[test]
fn the_committed_document_is_fresh() {
    assert_fresh("openapi/asyncapi.json", &asyncapi::document());
}

#[test]
fn every_message_says_what_it_is_and_every_reference_leads_somewhere() {
    let document = asyncapi::document();
    for (name, message) in document["components"]["messages"].as_object().unwrap() {
        assert!(
            message["summary"].as_str().is_some_and(|summary| summary.len() > 10),
            "{name}"
        );
        assert!(message["payload"]["properties"]["type"]["const"].is_string(), "{name}");
    }
    let text = document.to_string();
    for rest in text.split("\"$ref\":\"#").skip(1) {
        let pointer = rest.split('"').next().unwrap();
        assert!(document.pointer(pointer).is_some(), "{pointer} leads nowhere");
    }
}

#[test]
fn every_close_code_is_explained() {
    use domain::socket::close;
    let document = asyncapi::document();
    let codes = document["channels"]["socket"]["x-close-codes"].as_object().unwrap();
    for code in [
        close::SLOW,
        close::UNAUTHENTICATED,
        close::FORBIDDEN,
        close::NO_AUTHENTICATION,
        close::TOO_MANY,
        close::RESTART,
        1009,
    ] {
        assert!(codes.contains_key(&code.to_string()), "{code}");
    }
}

#[tokio::test]
async fn the_document_is_served() {
    let app = TestApp::start().await;
    let served = app.guest().get("/api/asyncapi.json").await;
    assert_eq!(served.json(), asyncapi::document());
}
