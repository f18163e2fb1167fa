//! The AsyncAPI document of the socket, written from the frames themselves.

use domain::socket::{ClientFrame, FRAME_MAX, ServerFrame, close};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Map, Value, json};

const ABOUT: &str = "Messages live: one JSON object per text frame, each with a `type`.\n\n\
    **Who.** The cookie of a browser, the `Authorization: Bearer` header of the handshake, or `?ticket=` with a one-use ticket of \
    `POST /api/v1/ws-tickets`; it is answered 401 when the \
    session has ended or the ticket is used up and 403 when another site opens the socket; a client that has none of them sends \
    `authentication` first, within five seconds. The server answers `authenticated`.\n\n\
    **Nothing is lost.** Every message has its place `seq` in its conversation, without holes. A client that sees a hole, reconnects or is told \
    `resync` reads what it misses from `GET /api/v1/conversations/{conversation}/messages?after_seq=`. When `epoch` changes, the database \
    was restored: forget every place and read again.\n\n\
    **One room.** `/ws/conversation/{conversation}` and `/ws/chat/{slug}` carry the frames of one room and are refused with 404 to whoever is \
    not in it.\n\n\
    **Without a socket.** `GET /api/v1/stream` gives the same frames as server-sent events, `GET /api/v1/sync` as answers to a question that \
    waits.\n\n\
    **Nothing is doubled.** `client_msg_id` makes a repeated `message` act once.";

const CLOSE_CODES: [(u16, &str); 12] = [
    (1002, "A frame that no WebSocket client sends."),
    (1003, "A binary frame."),
    (1007, "A frame that is not UTF-8, or not a JSON object."),
    (1009, "A frame was larger than 16 KiB."),
    (close::RESTART, "The server restarts; reconnect in a moment."),
    (1013, "The database cannot answer just now; try again later."),
    (
        close::SLOW,
        "The client did not read; reconnect and read what was missed.",
    ),
    (close::UNAUTHENTICATED, "There is no session, or it has ended."),
    (close::FORBIDDEN, "The token may not read messages."),
    (
        close::NOT_FOUND,
        "The room of this socket is none of the account's, or not any more.",
    ),
    (close::NO_AUTHENTICATION, "No `authentication` within five seconds."),
    (
        close::TOO_MANY,
        "Too many connections of this account, or too many frames.",
    ),
];

/// The whole document, the same every time.
#[must_use]
pub fn document() -> Value {
    let mut schemas = Map::new();
    let mut messages = Map::new();
    let client = frames::<ClientFrame>("client", &mut messages, &mut schemas);
    let server = frames::<ServerFrame>("server", &mut messages, &mut schemas);
    let names: Vec<&String> = client.iter().chain(&server).collect();
    let in_channel: Map<String, Value> = names
        .into_iter()
        .map(|name| (name.clone(), json!({ "$ref": format!("#/components/messages/{name}") })))
        .collect();
    let of_channel = |names: &[String]| -> Vec<Value> {
        let reference = |name: &String| json!({ "$ref": format!("#/channels/socket/messages/{name}") });
        names.iter().map(reference).collect()
    };
    let close_codes: Map<String, Value> = CLOSE_CODES
        .iter()
        .map(|(code, words)| (code.to_string(), json!(words)))
        .collect();
    json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "EcoleHub live",
            "version": env!("CARGO_PKG_VERSION"),
            "description": ABOUT,
            "contact": { "name": "EcoleHub", "url": env!("CARGO_PKG_REPOSITORY") },
            "license": { "name": "EUPL-1.2" },
            "tags": [{ "name": "messaging", "description": "Conversations, live." }],
        },
        "defaultContentType": "application/json",
        "servers": {
            "local": {
                "host": "localhost:8000",
                "protocol": "ws",
                "description": "A server on this machine; `wss` on a server with TLS.",
            },
        },
        "channels": {
            "socket": {
                "address": "/ws",
                "title": "The socket",
                "description": format!("One for each window. Frames have at most {FRAME_MAX} bytes."),
                "messages": in_channel,
                "x-close-codes": close_codes,
            },
            "conversation": {
                "address": "/ws/conversation/{conversation}",
                "title": "The socket of one conversation",
                "description": "The frames of one conversation that the account is in; everything else is as on `/ws`.",
                "parameters": { "conversation": { "description": "The id of the conversation." } },
                "messages": in_channel,
            },
            "public_room": {
                "address": "/ws/chat/{slug}",
                "title": "The socket of one public room",
                "description": "The same for a public room, by the word in its address.",
                "parameters": { "slug": { "description": "The word in the address of the room." } },
                "messages": in_channel,
            },
        },
        "operations": {
            "client_says": {
                "action": "receive",
                "title": "What a client says",
                "summary": "Frames from a client to the server.",
                "description": "What is not understood is answered with `error`; the socket stays open.",
                "channel": { "$ref": "#/channels/socket" },
                "messages": of_channel(&client),
            },
            "server_says": {
                "action": "send",
                "title": "What the server says",
                "summary": "Frames from the server to a client.",
                "description": "What has been stored already: each of them can be read by a call as well.",
                "channel": { "$ref": "#/channels/socket" },
                "messages": of_channel(&server),
            },
        },
        "components": { "messages": messages, "schemas": schemas },
    })
}

/// One message for each variant of a frame; gives their names.
fn frames<T: JsonSchema>(
    side: &str,
    messages: &mut Map<String, Value>,
    schemas: &mut Map<String, Value>,
) -> Vec<String> {
    let settings = SchemaSettings::draft07().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut generator = settings.into_generator();
    let root = generator.subschema_for::<T>();
    let mut definitions = generator.take_definitions(true);
    // the enum itself is spelled out as its variants
    let name = T::schema_name().into_owned();
    let root = definitions.remove(&name).unwrap_or_else(|| root.to_value());
    schemas.extend(definitions);
    let variants = root.get("oneOf").and_then(Value::as_array).cloned().unwrap_or_default();
    variants
        .into_iter()
        .filter_map(|mut payload| {
            let word = payload.pointer("/properties/type/const")?.as_str()?.to_owned();
            let summary = payload.as_object_mut()?.remove("description")?;
            let name = format!("{side}_{word}");
            let message = json!({ "name": word, "title": word, "summary": summary, "payload": payload });
            messages.insert(name.clone(), message);
            Some(name)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_is_in_the_document() {
        let document = document();
        let messages = document
            .pointer("/components/messages")
            .and_then(Value::as_object)
            .unwrap();
        assert!(messages.contains_key("client_message") && messages.contains_key("server_message"));
        assert_eq!(messages.len(), 7 + 20, "{:?}", messages.keys().collect::<Vec<_>>());
    }
}
