//! Answers that many operations give, written once: a document a third as long, and the same to whoever resolves references.

use serde_json::{Map, Value, json};

/// Takes the problems (and "not modified") out of the operations, leaves references, and gives what was taken out, by name.
pub(super) fn responses(document: &mut Value) -> Map<String, Value> {
    let mut shared = Map::new();
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    let operations = paths
        .into_iter()
        .flat_map(Map::values_mut)
        .filter_map(Value::as_object_mut);
    for operation in operations.flat_map(Map::values_mut) {
        let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
        for (status, response) in responses.into_iter().flatten() {
            if status.starts_with('2') {
                continue;
            }
            let name = name(status, response);
            let known = shared.entry(name.clone()).or_insert_with(|| response.clone());
            if known == response {
                *response = json!({ "$ref": format!("#/components/responses/{name}") });
            }
        }
    }
    shared
}

/// The status and the codes: `403-foreign_origin`.
fn name(status: &str, response: &Value) -> String {
    let codes = response.get("x-codes").and_then(Value::as_array);
    let codes = codes.into_iter().flatten().filter_map(Value::as_str);
    codes.fold(status.to_owned(), |name, code| name + "-" + code)
}
