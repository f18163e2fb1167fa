//! The OpenAPI document, written from the endpoints themselves.

use std::collections::BTreeSet;

use domain::{
    endpoint::{Endpoint, Method},
    problem::Problem,
};
use serde_json::{Map, Value, json};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};

use crate::routes::Routes;

mod absent;
mod example;
mod headers;
mod mechanics;
mod operation;
mod references;
mod shared;

pub use operation::describe;

/// One operation and the schemas it speaks of.
pub struct Described {
    /// The name of the endpoint's type.
    pub name: &'static str,
    /// The path under `/api/v1`.
    pub path: &'static str,
    /// The method.
    pub method: Method,
    /// The operation, as it stands in the document, but for the examples of its body and its reply.
    pub operation: Value,
    /// The schemas by name.
    pub schemas: Vec<(String, Value)>,
    /// The name of the schema of the body.
    pub body: Option<String>,
    /// The status of the good answer and the name of the schema of its body.
    pub reply: Option<(u16, String)>,
    /// Whether a body would be accepted by the endpoint.
    pub accepts: fn(&Value) -> Result<(), String>,
}

const ABOUT: &str = "The API of EcoleHub, the whole of it: our own pages use nothing else.\n\n\
    **Signing in.** `POST /login` gives an access token for `Authorization: Bearer`, which lives ten minutes, and a refresh token for the \
    next pair (`POST /refresh`). Browsers ask for a cookie instead (`\"session\": \"cookie\"`); calls that change something then need the \
    header `x-ecolehub-client`.\n\n\
    **Problems** are `application/problem+json` (RFC 9457) with a stable `code`; `GET /api/problems` lists them.\n\n\
    **Lists** are `{ \"items\": [...], \"next\": cursor | null }`. **Times** are RFC 3339 in UTC. **Ids** are UUIDs. Unknown fields and query \
    parameters are refused.\n\n\
    **Live**: the socket `/ws` is described in `/api/asyncapi.json`.";

const TAGS: [(&str, &str); 8] = [
    ("instance", "What runs here, how it is, and the demo school."),
    ("accounts", "Registration, sign-in, sessions and my own data."),
    ("schools", "The school: its classes, and who is a member."),
    (
        "families",
        "Children and their guardians; nothing of a class is seen before the school has confirmed a link.",
    ),
    (
        "files",
        "Pictures and documents: uploaded first, then sent with a message; read by whoever may read the message.",
    ),
    (
        "messaging",
        "Rooms and what is said in them, live and for later: messages and their changes, people, search, moderation.",
    ),
    (
        "announcements",
        "What the school tells its families, in their languages: who has read it, signed it, answered it.",
    ),
    (
        "sel",
        "The time bank: 60 units are an hour. Accounts, transfers that the other one approves, and books whose sum is always 0. What moves units \
            needs an `Idempotency-Key`.",
    ),
];

/// The whole document, the same every time.
#[must_use]
pub fn document() -> Value {
    written(&crate::routes())
}

fn written(routes: &Routes) -> Value {
    let described = routes.described();
    let mut schemas = Map::new();
    insert(&mut schemas, named::<Problem>());
    for call in &described {
        insert(&mut schemas, call.schemas.clone());
    }
    let mut paths = Map::new();
    for call in described {
        let mut operation = call.operation;
        if let Some(body) = call.body.and_then(|name| schemas.get(&name)) {
            illustrate(&mut operation, "/requestBody", example::of(body, &schemas));
        }
        if let Some((status, name)) = call.reply
            && let Some(reply) = schemas.get(&name)
        {
            illustrate(
                &mut operation,
                &format!("/responses/{status}"),
                example::of(reply, &schemas),
            );
        }
        let path = paths.entry(call.path).or_insert_with(|| json!({}));
        put(path, operation::method(call.method), operation);
    }
    absent::in_replies(&paths, &mut schemas);
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "EcoleHub",
            "summary": "The life of a school, between parents and teachers",
            "description": ABOUT,
            "version": env!("CARGO_PKG_VERSION"),
            "contact": { "name": "EcoleHub", "url": env!("CARGO_PKG_REPOSITORY") },
            "license": { "name": "EUPL-1.2", "identifier": "EUPL-1.2" },
        },
        "servers": [{ "url": "/api/v1", "description": "This server" }],
        "tags": TAGS.map(|(name, description)| json!({ "name": name, "description": description })),
        "paths": paths,
    });
    let used = references::reachable(&document, &schemas);
    schemas.retain(|name, _| used.contains(name));
    let examples = references::spoken_of(&document, "examples", example::problems());
    let headers = references::spoken_of(&document, "headers", headers::explained());
    let parameters = references::spoken_of(&document, "parameters", mechanics::explained());
    let responses = shared::responses(&mut document);
    put(
        &mut document,
        "components",
        json!({
            "schemas": schemas,
            "responses": responses,
            "headers": headers,
            "parameters": parameters,
            "examples": examples,
            "securitySchemes": {
                "bearerAuth": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "`access_token` of `POST /login`, or a personal access token (`ehp_...`) with the scope that the operation names in `x-scope`.",
                },
                "cookieAuth": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "ecolehub_session",
                    "description": "The session of a browser; `__Host-ecolehub_session` over TLS.",
                },
            },
        }),
    );
    document
}

/// Puts an example beside the schema of a body.
fn illustrate(operation: &mut Value, at: &str, example: Value) {
    let content = operation
        .pointer_mut(&format!("{at}/content"))
        .and_then(Value::as_object_mut);
    if let Some(media) = content.and_then(|content| content.values_mut().next()) {
        put(media, "example", example);
    }
}

/// The schemas of `T` and of all it is made of.
fn named<T: ToSchema + PartialSchema>() -> Vec<(String, Value)> {
    let mut schemas: Vec<(String, RefOr<Schema>)> = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut schemas);
    schemas
        .into_iter()
        .map(|(name, schema)| (name, tidied(serde_json::to_value(schema).unwrap_or_default())))
        .collect()
}

/// A field that may be `null` is described where it stands, and not inside its first alternative.
fn tidied(mut schema: Value) -> Value {
    let fields = schema.get_mut("properties").and_then(Value::as_object_mut);
    for field in fields.into_iter().flat_map(Map::values_mut) {
        let first = field.pointer_mut("/oneOf/0").and_then(Value::as_object_mut);
        if let Some(description) = first.and_then(|first| first.remove("description")) {
            put(field, "description", description);
        }
    }
    schema
}

fn insert(all: &mut Map<String, Value>, schemas: Vec<(String, Value)>) {
    for (name, schema) in schemas {
        all.entry(name).or_insert(schema);
    }
}

fn put(object: &mut Value, name: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(name.to_owned(), value);
    }
}

/// The names of the endpoints that are registered, for the test that none is forgotten.
#[must_use]
pub fn registered() -> BTreeSet<&'static str> {
    crate::routes().described().iter().map(|call| call.name).collect()
}

/// Snake case of a type's name: `list_my_children`.
fn snake(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push('_');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

/// The reply of `E` may be described by itself.
fn reply_of<E: Endpoint>() -> Vec<(String, Value)> {
    named::<E::Reply>()
}
