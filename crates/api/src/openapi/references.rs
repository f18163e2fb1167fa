//! Which schemas are spoken of.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

const PREFIX: &str = "#/components/schemas/";

/// The name that a `$ref` points at.
pub(super) fn name_of(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix(PREFIX)
}

/// The schemas that are reached from `root`, directly or through others.
pub(super) fn reachable(root: &Value, schemas: &Map<String, Value>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![root];
    while let Some(value) = open.pop() {
        if let Some(name) = name_of(value)
            && found.insert(name.to_owned())
        {
            open.extend(schemas.get(name));
        }
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(fields) => open.extend(fields.values()),
            _ => {}
        }
    }
    found
}

/// Of the components of a kind, those that the document refers to.
pub(super) fn spoken_of(document: &Value, kind: &str, mut components: Map<String, Value>) -> Map<String, Value> {
    let text = document.to_string();
    components.retain(|name, _| text.contains(&format!("\"#/components/{kind}/{name}\"")));
    components
}
