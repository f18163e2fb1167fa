//! What an operation has because of the mechanics of calls: headers of requests, what they may be answered, and headers of good answers.

use std::any::TypeId;

use domain::{
    access::{Access, Reach},
    endpoint::{Endpoint, Method},
    files::content::{FileBody, FileReply, MEDIA_TYPES},
    messaging::live::EventStream,
    page::CsvFile,
    problem::Code,
};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

/// The headers that a request may or must have.
pub(super) fn parameters<E: Endpoint>() -> Vec<Value> {
    let mut names = Vec::new();
    if E::METHOD == Method::Post && E::Access::NEEDS_SESSION {
        names.push("Idempotency-Key");
    }
    if needs_version::<E>() {
        names.push("If-Match");
    }
    names
        .into_iter()
        .map(|name| match name {
            "Idempotency-Key" if E::FAILS.contains(&Code::KeyRequired) => needed(name),
            _ => json!({ "$ref": format!("#/components/parameters/{name}") }),
        })
        .collect()
}

/// A header that other calls may have, and this one must.
fn needed(name: &str) -> Value {
    let mut parameter = explained().remove(name).unwrap_or_default();
    if let Some(fields) = parameter.as_object_mut() {
        fields.insert("required".to_owned(), json!(true));
    }
    parameter
}

/// The headers of requests, explained once for all operations.
pub(super) fn explained() -> Map<String, Value> {
    let all = [
        (
            "Idempotency-Key",
            json!({
                "name": "Idempotency-Key",
                "in": "header",
                "description": "Makes the call safe to repeat, for instance after a lost answer: with the same key and the same content it is done once, and every \
                    repetition within 24 hours gets the answer of the first, with `Idempotency-Replayed: true`. A fresh UUID is a good key. Nothing is kept \
                    of a call that was refused.",
                "required": false,
                "schema": { "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$" },
                "example": "5a4f0c1e-6b0e-4a51-9d3e-0a8f7c2b6d11",
            }),
        ),
        (
            "If-Match",
            json!({
                "name": "If-Match",
                "in": "header",
                "description": "Which version is changed: the `ETag` of what was read, or `\"v\"` and its `version`, in quotation marks; `*` for whatever is there now.",
                "required": true,
                "schema": { "type": "string", "minLength": 1, "maxLength": 100 },
                "example": "\"v7\"",
            }),
        ),
    ];
    all.map(|(name, explained)| (name.to_owned(), explained))
        .into_iter()
        .collect()
}

/// What the mechanics may answer.
pub(super) fn codes<E: Endpoint>() -> Vec<Code> {
    let mut codes = vec![Code::TooMany];
    if E::METHOD == Method::Post && E::Access::NEEDS_SESSION {
        codes.extend([Code::KeyReused, Code::InProgress]);
    }
    if E::VERSIONED && E::METHOD != Method::Get {
        codes.push(Code::Stale);
    }
    if needs_version::<E>() {
        codes.push(Code::PreconditionRequired);
    }
    codes
}

/// The names of the headers of a good answer, beside those of every answer.
pub(super) fn headers<E: Endpoint>() -> Vec<&'static str> {
    let mut names = Vec::new();
    if E::VERSIONED || has_tag::<E>() {
        names.push("ETag");
    }
    if E::Reply::name().starts_with("Page_") {
        names.push("Link");
    }
    if E::METHOD == Method::Post && E::Access::NEEDS_SESSION {
        names.push("Idempotency-Replayed");
    }
    names
}

/// Whether what is read may be asked for again with its tag.
pub(super) fn has_tag<E: Endpoint>() -> bool {
    E::METHOD == Method::Get && !is_table::<E>() && !is_stream::<E>()
}

/// The media types that the good answer may have.
pub(super) fn media<E: Endpoint>() -> &'static [&'static str] {
    if is_stream::<E>() {
        &["text/event-stream"]
    } else if gives_file::<E>() {
        &MEDIA_TYPES
    } else if is_table::<E>() {
        &["text/csv"]
    } else {
        &["application/json"]
    }
}

/// The media type of the body. Of a file it does not count: the bytes tell.
pub(super) fn body_media<E: Endpoint>() -> &'static str {
    if takes_file::<E>() {
        "application/octet-stream"
    } else {
        "application/json"
    }
}

/// Whether the body is the bytes of a file.
pub(super) fn takes_file<E: Endpoint>() -> bool {
    TypeId::of::<E::Body>() == TypeId::of::<FileBody>()
}

/// Whether the reply is the bytes of a file, whole or in part.
pub(super) fn gives_file<E: Endpoint>() -> bool {
    TypeId::of::<E::Reply>() == TypeId::of::<FileReply>()
}

/// What a personal access token needs, as a sentence.
pub(super) fn scope_says(reach: Reach) -> String {
    match (reach, reach.scope()) {
        (_, Some(scope)) => format!(" Needs the scope `{}`.", scope.as_str()),
        (Reach::Public, None) => String::new(),
        (_, None) => " No personal access token may make it.".to_owned(),
    }
}

/// Whether the reply goes on for as long as somebody listens.
pub(super) fn is_stream<E: Endpoint>() -> bool {
    TypeId::of::<E::Reply>() == TypeId::of::<EventStream>()
}

fn is_table<E: Endpoint>() -> bool {
    TypeId::of::<E::Reply>() == TypeId::of::<CsvFile>()
}

fn needs_version<E: Endpoint>() -> bool {
    E::VERSIONED && matches!(E::METHOD, Method::Put | Method::Patch | Method::Delete)
}
