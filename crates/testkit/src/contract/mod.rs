//! The judge: every answer that a test hears is held against the committed OpenAPI document, and every frame against the AsyncAPI one.
//!
//! An answer must have a status, a content type and headers that its operation documents, and a body that its schema describes. A
//! schema is taken as closed: a field that nobody documented is a fault. A request that was accepted is judged too, so that the
//! document is not stricter than the server.

#![expect(clippy::indexing_slicing, reason = "what a JSON value does not hold is null")]

use std::sync::OnceLock;

use reqwest::header::HeaderMap;

mod answer;
mod document;

pub use document::Document;

/// What was asked and answered.
#[derive(Debug, Clone, Copy)]
pub struct Exchange<'a> {
    /// The method.
    pub method: &'a str,
    /// The path, with `/api/v1`.
    pub path: &'a str,
    /// The names of the query parameters.
    pub query: &'a [String],
    /// The body that was sent, if it is known.
    pub sent: Option<&'a [u8]>,
    /// The status.
    pub status: u16,
    /// The headers of the answer.
    pub headers: &'a HeaderMap,
    /// The body of the answer.
    pub body: &'a str,
}

/// Judges an answer by the committed document.
///
/// # Errors
/// What is wrong with it: operation, status and pointer.
///
/// # Panics
/// When the committed document cannot be read.
pub fn judge(exchange: &Exchange<'_>) -> Result<(), String> {
    let Some(path) = exchange.path.strip_prefix("/api/v1") else {
        return Ok(());
    };
    answer::judge(openapi(), path, exchange).map_err(|why| {
        let Exchange {
            method, path, status, ..
        } = exchange;
        format!("{method} {path} answers {status}, and {why}\n(has openapi/openapi.json been written anew by `just openapi`?)")
    })
}

/// Judges a frame of the server by the committed document.
///
/// # Errors
/// What is wrong with it.
///
/// # Panics
/// When the committed document cannot be read.
pub fn judge_frame(text: &str) -> Result<(), String> {
    static ASYNCAPI: OnceLock<Document> = OnceLock::new();
    let document = ASYNCAPI.get_or_init(|| Document::read("openapi/asyncapi.json"));
    let frame = answer::parsed(text)?;
    let word = frame["type"].as_str().unwrap_or_default();
    let pointer = format!("/components/messages/server_{word}/payload");
    if document.at(&pointer).is_none() {
        return Err(format!("openapi/asyncapi.json knows no frame `{word}`"));
    }
    document
        .fits(&pointer, &frame)
        .map_err(|why| format!("the frame `{word}` is not what openapi/asyncapi.json says: {why} in {text}"))
}

fn openapi() -> &'static Document {
    static OPENAPI: OnceLock<Document> = OnceLock::new();
    OPENAPI.get_or_init(|| Document::read("openapi/openapi.json"))
}
