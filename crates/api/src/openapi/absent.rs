//! What may be absent and is never `null`: parameters, and the optional fields of replies.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::references;

/// Optional fields of what is only ever answered are absent when there is nothing to say; `null` is for the fields that are always
/// there. Generated clients then have one way of saying "none" instead of two.
pub(super) fn in_replies(operations: &Map<String, Value>, schemas: &mut Map<String, Value>) {
    let paths = operations.values().filter_map(Value::as_object);
    let bodies = paths
        .flat_map(Map::values)
        .filter_map(|operation| operation.get("requestBody"));
    let bodies = Value::Array(bodies.cloned().collect());
    let asked: BTreeSet<String> = references::reachable(&bodies, schemas);
    for (name, schema) in schemas.iter_mut() {
        if !asked.contains(name) {
            optional_fields(schema);
        }
    }
}

fn optional_fields(schema: &mut Value) {
    let required = schema
        .get("required")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let fields = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (name, field) in fields.into_iter().flatten() {
        if !required.iter().any(|known| known == name) {
            without_null(field);
        }
    }
}

/// Takes `null` out of what a schema allows.
pub(super) fn without_null(schema: &mut Value) {
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|word| word != "null");
        if let [one] = types.as_slice() {
            let one = one.clone();
            object.insert("type".to_owned(), one);
        }
    }
    for choice in ["oneOf", "anyOf"] {
        let Some(Value::Array(choices)) = object.get_mut(choice) else {
            continue;
        };
        choices.retain(|one| one.get("type").is_none_or(|word| word != "null"));
        if let [one] = choices.as_slice() {
            let one = one.clone();
            object.remove(choice);
            object.extend(one.as_object().cloned().unwrap_or_default());
        }
    }
}
