//! One answer against its operation.

use reqwest::header::HeaderMap;
use serde_json::{Map, Value};

use super::{Document, Exchange};

/// Headers that clients build upon: an answer has them only where the document says so.
const PROMISES: [&str; 12] = [
    "allow",
    "deprecation",
    "etag",
    "idempotency-replayed",
    "link",
    "location",
    "ratelimit",
    "ratelimit-policy",
    "retry-after",
    "sunset",
    "www-authenticate",
    "x-request-id",
];

/// Judges an answer to this path under `/api/v1`.
pub(super) fn judge(document: &Document, path: &str, exchange: &Exchange<'_>) -> Result<(), String> {
    let Some((template, operations)) = document.operations(path) else {
        return is_problem(document, exchange, &[404]);
    };
    let method = match exchange.method {
        "HEAD" => "get".to_owned(),
        other => other.to_lowercase(),
    };
    let Some(operation) = operations.get(&method) else {
        return match exchange.method {
            "OPTIONS" if exchange.status == 204 => Ok(()),
            _ => is_problem(document, exchange, &[405]),
        };
    };
    let escaped = template.replace('~', "~0").replace('/', "~1");
    let at = format!("/paths/{escaped}/{method}");
    let status = exchange.status;
    let (response, at_response) = document.followed(format!("{at}/responses/{status}"));
    let Some(response) = response else {
        return Err(format!("`{}` does not document that", name(operation)));
    };
    headers(document, operation, response, exchange)?;
    let content = content(document, response, &at_response, exchange);
    content.map_err(|why| format!("for `{}` {why}", name(operation)))?;
    if (200..300).contains(&status) {
        accepted(document, operation, &at, exchange).map_err(|why| format!("`{}` accepted {why}", name(operation)))?;
    }
    Ok(())
}

/// The content type is documented, and the body is what the schema says.
fn content(document: &Document, response: &Value, at: &str, exchange: &Exchange<'_>) -> Result<(), String> {
    let documented = response["content"].as_object();
    let Some(documented) = documented.filter(|content| !content.is_empty()) else {
        return if exchange.body.is_empty() {
            Ok(())
        } else {
            Err(format!("no body is documented, and this is one: {}", exchange.body))
        };
    };
    let kind = essence(exchange.headers);
    if !documented.contains_key(&kind) {
        let known: Vec<_> = documented.keys().collect();
        return Err(format!("the content type is `{kind}`, documented is {known:?}"));
    }
    if exchange.method == "HEAD" || !kind.ends_with("json") {
        return Ok(());
    }
    let body = parsed(exchange.body)?;
    let pointer = format!("{at}/content/{}/schema", kind.replace('/', "~1"));
    document
        .fits(&pointer, &body)
        .map_err(|why| format!("the body is not what is documented: {why} in {body}"))?;
    match body["code"].as_str() {
        Some(code) if kind == "application/problem+json" => is_listed(response, code),
        _ => Ok(()),
    }
}

/// What the server took must be allowed by the document as well.
fn accepted(document: &Document, operation: &Value, at: &str, exchange: &Exchange<'_>) -> Result<(), String> {
    let parameters = operation["parameters"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let is_known = |name: &String| {
        let mut known = parameters.iter().map(|parameter| document.resolved(parameter));
        known.any(|known| known["in"] == "query" && known["name"] == *name)
    };
    if let Some(name) = exchange.query.iter().find(|name| !is_known(name)) {
        return Err(format!("the query parameter `{name}`, which is not documented"));
    }
    let Some(Ok(sent)) = exchange.sent.map(serde_json::from_slice::<Value>) else {
        return Ok(());
    };
    let kinds = operation["requestBody"]["content"].as_object();
    match kinds.and_then(|kinds| kinds.keys().find(|kind| kind.ends_with("json"))) {
        Some(kind) => {
            let pointer = format!("{at}/requestBody/content/{}/schema", kind.replace('/', "~1"));
            document
                .fits(&pointer, &sent)
                .map_err(|why| format!("a body that is not what is documented: {why} in {sent}"))
        }
        None if sent == Value::Object(Map::new()) => Ok(()),
        None => Err(format!("a body, and documents none: {sent}")),
    }
}

/// Beside the documented operations there are only problems, with one of these statuses.
fn is_problem(document: &Document, exchange: &Exchange<'_>, statuses: &[u16]) -> Result<(), String> {
    if !statuses.contains(&exchange.status) {
        return Err(format!("no operation is documented here: expected is {statuses:?}"));
    }
    if exchange.method == "HEAD" {
        return Ok(());
    }
    let kind = essence(exchange.headers);
    if kind != "application/problem+json" {
        return Err(format!("the content type is `{kind}` instead of a problem"));
    }
    document
        .fits("/components/schemas/Problem", &parsed(exchange.body)?)
        .map_err(|why| format!("the problem is none: {why} in {}", exchange.body))
}

/// Every header that is documented as required is there, every one that is there is valid, and none is a promise of nobody.
fn headers(document: &Document, operation: &Value, response: &Value, exchange: &Exchange<'_>) -> Result<(), String> {
    let documented = response["headers"].as_object();
    let find = |name: &str| documented?.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    for name in PROMISES {
        if exchange.headers.contains_key(name) && find(name).is_none() {
            return Err(format!(
                "`{}` does not document the header `{name}`",
                self::name(operation)
            ));
        }
    }
    for (name, header) in documented.into_iter().flatten() {
        let header = document.resolved(header);
        let value = exchange
            .headers
            .get(name)
            .map(|value| value.to_str().unwrap_or_default());
        match value {
            None if header["required"] == true => return Err(format!("the header `{name}` is missing")),
            Some(value) if header["schema"]["type"] == "integer" && value.parse::<i64>().is_err() => {
                return Err(format!("the header `{name}` is no number: {value}"));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The codes of a status are listed beside its description.
fn is_listed(response: &Value, code: &str) -> Result<(), String> {
    let listed = response["x-codes"].as_array();
    if listed.is_none_or(|listed| listed.iter().any(|known| known == code)) {
        return Ok(());
    }
    Err(format!("the code `{code}` is not documented with this status"))
}

fn name(operation: &Value) -> &str {
    operation["operationId"]
        .as_str()
        .unwrap_or("an operation without a name")
}

fn essence(headers: &HeaderMap) -> String {
    let kind = headers.get("content-type").and_then(|value| value.to_str().ok());
    let essence = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default();
    essence.trim().to_owned()
}

pub(super) fn parsed(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("{error} in {text}"))
}
