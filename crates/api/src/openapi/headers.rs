//! The headers of answers, explained once for all operations.

use domain::problem::Code;
use serde_json::{Map, Value, json};

/// Every header that an answer of the API may carry and a client may build upon.
pub(super) fn explained() -> Map<String, Value> {
    let all = [
        (
            "X-Request-Id",
            json!({
                "description": "The id of the request: the one that the client sent in `X-Request-Id`, or a fresh one. Problems carry it as `instance`.",
                "required": true,
                "schema": { "type": "string", "minLength": 1, "maxLength": 64 },
                "example": "01932f6e-4b7a-7c1e-9a35-2d0f6c1b8e42",
            }),
        ),
        (
            "WWW-Authenticate",
            json!({
                "description": "How to sign in.",
                "required": true,
                "schema": { "type": "string" },
                "example": "Bearer error=\"invalid_token\"",
            }),
        ),
        (
            "Retry-After",
            json!({
                "description": "Seconds to wait before the next try.",
                "required": true,
                "schema": { "type": "integer", "minimum": 1 },
                "example": 1,
            }),
        ),
        (
            "ETag",
            json!({
                "description": "The tag of what is shown, for `If-None-Match`; of something with a version also for `If-Match`.",
                "required": true,
                "schema": { "type": "string" },
                "example": "\"v7-c2NoYWFw\"",
            }),
        ),
        (
            "Link",
            json!({
                "description": "Where the following page is, when there is one (RFC 8288).",
                "schema": { "type": "string" },
                "example": "</api/v1/children?limit=50&cursor=WzFd>; rel=\"next\"",
            }),
        ),
        (
            "Idempotency-Replayed",
            json!({
                "description": "`true` when this is the answer that was given before to the same `Idempotency-Key`.",
                "schema": { "type": "string", "enum": ["true"] },
                "example": "true",
            }),
        ),
        (
            "RateLimit-Policy",
            json!({
                "description": "How many calls are taken in how many seconds, as `\"name\";q=calls;w=seconds`.",
                "schema": { "type": "string" },
                "example": "\"default\";q=300;w=60",
            }),
        ),
        (
            "RateLimit",
            json!({
                "description": "How many calls are left, and after how many seconds there are more. The same numbers are in `X-RateLimit-Limit`, \
                    `X-RateLimit-Remaining` and `X-RateLimit-Reset`.",
                "schema": { "type": "string" },
                "example": "\"default\";r=299;t=1",
            }),
        ),
    ];
    all.into_iter()
        .map(|(name, header)| (name.to_owned(), header))
        .collect()
}

/// The headers of an answer with this status, and these.
pub(super) fn of(status: u16, more: &[&str]) -> Value {
    let mut names = vec!["X-Request-Id"];
    match status {
        401 => names.push("WWW-Authenticate"),
        429 | 503 => names.push("Retry-After"),
        _ => {}
    }
    names.extend(more);
    names.extend(["RateLimit-Policy", "RateLimit"]);
    let reference = |name: &str| json!({ "$ref": format!("#/components/headers/{name}") });
    names
        .into_iter()
        .map(|name| (name.to_owned(), reference(name)))
        .collect::<Map<_, _>>()
        .into()
}

/// Headers that come with one of several problems of a status.
pub(super) fn sometimes(codes: &[Code]) -> Map<String, Value> {
    let mut names = Vec::new();
    if codes.contains(&Code::InsufficientScope) {
        names.push("WWW-Authenticate");
    }
    if codes.contains(&Code::InProgress) {
        names.push("Retry-After");
    }
    let mut all = explained();
    all.retain(|name, _| names.contains(&name.as_str()));
    for header in all.values_mut().filter_map(Value::as_object_mut) {
        header.remove("required");
    }
    all
}
