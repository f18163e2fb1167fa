//! One operation: what its endpoint states, and what every call may answer besides.

use std::{any::TypeId, collections::BTreeMap};

use domain::{
    access::Access,
    endpoint::{Endpoint, Method},
    page::{NoBody, NoReply},
    problem::Code,
    schools::modules::Module,
};
use garde::Validate;
use serde_json::{Map, Value, json};
use utoipa::{IntoParams, ToSchema, openapi::path::ParameterIn};

use super::{Described, absent::without_null, headers, mechanics, named, reply_of, snake};
use crate::policy::Policy;

/// Describes one endpoint.
#[must_use]
pub fn describe<E: Endpoint>() -> Described
where
    E::Access: Policy<E>,
{
    let has_body = TypeId::of::<E::Body>() != TypeId::of::<NoBody>();
    let has_reply = TypeId::of::<E::Reply>() != TypeId::of::<NoReply>();
    let (summary, description) = E::DOC.trim().split_once("\n\n").unwrap_or((E::DOC.trim(), ""));
    let mut parameters = params::<E>(ParameterIn::Path);
    parameters.extend(params::<E::Query>(ParameterIn::Query));
    parameters.extend(mechanics::parameters::<E>());
    let mut operation = json!({
        "operationId": snake(E::NAME),
        "tags": [E::TAG],
        "summary": summary.trim().trim_end_matches('.'),
        "description": format!("{}\n\nFor {}.{}", unwrapped(description), E::Access::SAYS, mechanics::scope_says(E::REACH)),
        "x-access": E::Access::SAYS,
        "security": security::<E>(),
        "parameters": parameters,
        "responses": responses::<E>(has_reply, &codes::<E>(has_body)),
    });
    if let Some(scope) = E::REACH.scope() {
        super::put(&mut operation, "x-scope", json!(scope.as_str()));
    }
    if E::Access::NEEDS_PROOF {
        super::put(&mut operation, "x-proof", json!(true));
    }
    let mut schemas = Vec::new();
    let mut body = None;
    let mut reply = None;
    if has_body {
        let name = E::Body::name().into_owned();
        let media = json!({ "schema": reference(&name) });
        let content = json!({ "required": true, "content": { mechanics::body_media::<E>(): media } });
        super::put(&mut operation, "requestBody", content);
        schemas.extend(named::<E::Body>());
        // bytes have no example
        body = Some(name).filter(|_| !mechanics::takes_file::<E>());
    }
    if has_reply {
        schemas.extend(reply_of::<E>());
        reply = Some((E::STATUS, E::Reply::name().into_owned())).filter(|_| !mechanics::gives_file::<E>());
    }
    Described {
        name: E::NAME,
        path: E::PATH,
        method: E::METHOD,
        operation,
        schemas,
        body,
        reply,
        accepts: accepts::<E>,
    }
}

/// The method as a key of the document.
pub(super) const fn method(method: Method) -> &'static str {
    match method {
        Method::Get => "get",
        Method::Post => "post",
        Method::Put => "put",
        Method::Patch => "patch",
        Method::Delete => "delete",
    }
}

fn accepts<E: Endpoint>(body: &Value) -> Result<(), String> {
    let body: E::Body = serde_json::from_value(body.clone()).map_err(|error| error.to_string())?;
    body.validate().map_err(|report| report.to_string())
}

/// Doc comments break lines where the source does; the document does not.
fn unwrapped(text: &str) -> String {
    text.split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join("\n\n")
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn security<E: Endpoint>() -> Value {
    if E::Access::NEEDS_SESSION {
        json!([{ "bearerAuth": [] }, { "cookieAuth": [] }])
    } else {
        json!([])
    }
}

/// Parameters are absent or there, never `null`: generators of clients stumble over that.
fn params<P: IntoParams>(place: ParameterIn) -> Vec<Value> {
    P::into_params(|| Some(place.clone()))
        .into_iter()
        .map(|parameter| {
            let mut value = serde_json::to_value(parameter).unwrap_or_default();
            // utoipa does not see a sentence that is put together by `concat!`, as those of `endpoint!` are
            if value.get("description").is_none() {
                let description = format!(
                    "Which {}.",
                    value.get("name").and_then(Value::as_str).unwrap_or_default()
                );
                super::put(&mut value, "description", Value::String(description));
            }
            if let Some(schema) = value.get_mut("schema") {
                without_null(schema);
            }
            value
        })
        .collect()
}

/// Everything that may go wrong with `E`.
fn codes<E: Endpoint>(has_body: bool) -> Vec<Code>
where
    E::Access: Policy<E>,
{
    let mut codes = vec![Code::BadQuery, Code::Internal, Code::Unavailable];
    codes.extend(E::FAILS);
    codes.extend(E::Access::FAILS);
    // a call of a module that the school has switched off is not there either
    if E::PATH.contains('{') || Module::of::<E>().is_some() {
        codes.push(Code::NotFound);
    }
    if E::Access::NEEDS_SESSION {
        codes.extend([Code::Unauthenticated, Code::InsufficientScope]);
    }
    if E::Access::NEEDS_PROOF {
        codes.push(Code::Reauth);
    }
    if E::METHOD != Method::Get {
        codes.push(Code::ForeignOrigin);
        codes.extend([Code::BadRequest, Code::TooLarge, Code::UnsupportedMediaType]);
    }
    if has_body {
        codes.push(Code::Invalid);
    }
    codes.extend(mechanics::codes::<E>());
    codes
}

fn responses<E: Endpoint>(has_reply: bool, codes: &[Code]) -> Value {
    let mut responses = Map::new();
    let mut good =
        json!({ "description": said(E::STATUS), "headers": headers::of(E::STATUS, &mechanics::headers::<E>()) });
    if has_reply {
        let schema = json!({ "schema": reference(&E::Reply::name()) });
        let kinds = mechanics::media::<E>().iter();
        let content: Map<String, Value> = kinds.map(|kind| ((*kind).to_owned(), schema.clone())).collect();
        super::put(&mut good, "content", Value::Object(content));
    }
    if mechanics::gives_file::<E>() {
        let mut part = good.clone();
        super::put(
            &mut part,
            "description",
            json!("The part that `Range` asks for; `Content-Range` says which."),
        );
        responses.insert("206".to_owned(), part);
    }
    responses.insert(E::STATUS.to_string(), good);
    if mechanics::has_tag::<E>() {
        let known = json!({ "description": "You have it already: it still has the tag of `If-None-Match`.", "headers": headers::of(304, &["ETag"]) });
        responses.insert("304".to_owned(), known);
    }
    let mut by_status: BTreeMap<u16, Vec<Code>> = BTreeMap::new();
    for code in Code::ALL.iter().filter(|code| codes.contains(code)) {
        by_status.entry(code.status()).or_default().push(*code);
    }
    for (status, codes) in by_status {
        responses.insert(status.to_string(), problem(status, &codes));
    }
    Value::Object(responses)
}

fn problem(status: u16, codes: &[Code]) -> Value {
    let says = |code: &Code| format!("`{}`: {}", code.as_str(), code.says().trim());
    let examples: Map<String, Value> = codes
        .iter()
        .map(|code| (code.as_str().to_owned(), super::example::reference(*code)))
        .collect();
    let mut headers = headers::of(status, &[]);
    for (name, header) in headers::sometimes(codes) {
        super::put(&mut headers, &name, header);
    }
    json!({
        "description": codes.iter().map(says).collect::<Vec<_>>().join("\n\n"),
        "x-codes": codes.iter().map(|code| code.as_str()).collect::<Vec<_>>(),
        "headers": headers,
        "content": { "application/problem+json": { "schema": reference("Problem"), "examples": examples } },
    })
}

const fn said(status: u16) -> &'static str {
    match status {
        201 => "Created.",
        202 => "Accepted.",
        204 => "Done; there is nothing to say.",
        _ => "The answer.",
    }
}

#[cfg(test)]
mod tests {
    use domain::page::PageQuery;

    use super::*;

    #[test]
    fn parameters_are_never_null() {
        let params = params::<PageQuery>(ParameterIn::Query);
        assert_eq!(params.len(), 2);
        for param in params {
            assert!(!param.to_string().contains("null"), "{param}");
        }
    }
}
