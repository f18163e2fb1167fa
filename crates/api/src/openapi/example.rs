//! An example of a body, made from the examples of its fields; and one of each problem.

use domain::problem::{Code, Problem};
use serde_json::{Map, Value, json};

use super::references::name_of;

/// An example of what this schema describes: every field that must be there, and those that have an example.
pub(super) fn of(schema: &Value, schemas: &Map<String, Value>) -> Value {
    if let Some(stated) = stated(schema) {
        return stated;
    }
    if let Some(target) = name_of(schema).and_then(|name| schemas.get(name)) {
        return of(target, schemas);
    }
    if let Some(word) = schema.pointer("/enum/0") {
        return word.clone();
    }
    for choice in ["oneOf", "anyOf", "allOf"] {
        let choices = schema.get(choice).and_then(Value::as_array);
        let chosen = choices.and_then(|all| all.iter().find(|one| kind(one) != "null"));
        if let Some(chosen) = chosen {
            return of(chosen, schemas);
        }
    }
    match kind(schema) {
        "object" => object(schema, schemas),
        "array" => json!(
            schema
                .get("items")
                .map(|items| of(items, schemas))
                .into_iter()
                .collect::<Vec<_>>()
        ),
        "integer" | "number" => schema.get("minimum").cloned().unwrap_or(json!(1)),
        "boolean" => json!(true),
        _ => text(schema),
    }
}

/// One problem of each code, under its code.
pub(super) fn problems() -> Map<String, Value> {
    let one = |code: &Code| {
        let mut problem = Problem::new(*code);
        problem.instance = Some("01932f6e-4b7a-7c1e-9a35-2d0f6c1b8e42".to_owned());
        if *code == Code::Invalid {
            problem = problem.at("/email", "not_an_email");
        }
        (
            code.as_str().to_owned(),
            json!({ "summary": code.as_str(), "value": problem }),
        )
    };
    Code::ALL.iter().map(one).collect()
}

/// Points at the example of this code.
pub(super) fn reference(code: Code) -> Value {
    json!({ "$ref": format!("#/components/examples/{}", code.as_str()) })
}

fn object(schema: &Value, schemas: &Map<String, Value>) -> Value {
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = |name: &str| required.is_some_and(|names| names.iter().any(|known| known == name));
    let fields = schema.get("properties").and_then(Value::as_object);
    let fields = fields.into_iter().flatten();
    fields
        .filter(|(name, field)| is_required(name) || stated(field).is_some())
        .map(|(name, field)| (name.clone(), of(field, schemas)))
        .collect::<Map<_, _>>()
        .into()
}

fn text(schema: &Value) -> Value {
    json!(match schema.get("format").and_then(Value::as_str) {
        Some("date-time") => "2026-11-20T08:00:00Z",
        Some("date") => "2026-11-20",
        Some("uuid") => "01932f6e-4b7a-7c1e-9a35-2d0f6c1b8e42",
        _ => "A2C4E6G8",
    })
}

fn stated(schema: &Value) -> Option<Value> {
    schema.get("example").or_else(|| schema.pointer("/examples/0")).cloned()
}

/// The type of a schema; the first one that is not `null`.
fn kind(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(word)) => word,
        Some(Value::Array(words)) => words
            .iter()
            .filter_map(Value::as_str)
            .find(|word| *word != "null")
            .unwrap_or_default(),
        _ => "",
    }
}
