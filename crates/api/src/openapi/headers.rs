//! The headers of answers, explained once for all operations.

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
    ];
    all.into_iter()
        .map(|(name, header)| (name.to_owned(), header))
        .collect()
}

/// The headers of an answer with this status.
pub(super) fn of(status: u16) -> Value {
    let mut names = vec!["X-Request-Id"];
    match status {
        401 => names.push("WWW-Authenticate"),
        429 | 503 => names.push("Retry-After"),
        _ => {}
    }
    let reference = |name: &str| json!({ "$ref": format!("#/components/headers/{name}") });
    names
        .into_iter()
        .map(|name| (name.to_owned(), reference(name)))
        .collect::<Map<_, _>>()
        .into()
}
