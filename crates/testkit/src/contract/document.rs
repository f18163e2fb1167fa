//! A committed document with its schemas, compiled when they are first needed.

use std::{collections::HashMap, fs, path::Path, sync::Arc};

use jsonschema::{Draft, Validator};
use parking_lot::Mutex;
use serde_json::{Map, Value};

/// An OpenAPI or AsyncAPI document, its object schemas closed.
pub struct Document {
    closed: Value,
    // compiled when they are first needed: a process of nextest needs few
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

impl Document {
    /// A document of the repository.
    ///
    /// # Panics
    /// When it cannot be read.
    #[must_use]
    pub fn read(path: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Self::of(serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
    }

    /// A document that the code has written just now.
    #[must_use]
    pub fn of(mut document: Value) -> Self {
        close(&mut document);
        Self {
            closed: document,
            validators: Mutex::default(),
        }
    }

    /// What stands at this pointer.
    #[must_use]
    pub fn at(&self, pointer: &str) -> Option<&Value> {
        self.closed.pointer(pointer)
    }

    /// Whether the schema at this pointer describes the value.
    ///
    /// # Errors
    /// What is wrong with it, each fault with its pointer.
    ///
    /// # Panics
    /// When there is no usable schema at the pointer.
    pub fn fits(&self, pointer: &str, value: &Value) -> Result<(), String> {
        let validator = self.validator(pointer);
        let faults: Vec<String> = validator
            .iter_errors(value)
            .map(|error| format!("`{}`: {error}", error.instance_path()))
            .collect();
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults.join("; "))
        }
    }

    /// The operations of the path that is meant by this one; a fixed segment is nearer than a parameter.
    pub(super) fn operations(&self, path: &str) -> Option<(&String, &Map<String, Value>)> {
        let paths = self.closed["paths"].as_object()?;
        let meant = paths.iter().filter(|(template, _)| is_meant(template, path));
        let (template, operations) = meant.min_by_key(|(template, _)| template.replace('{', "~"))?;
        Some((template, operations.as_object()?))
    }

    /// What stands at a pointer, or what a reference there leads to; with the pointer to it.
    pub(super) fn followed(&self, pointer: String) -> (Option<&Value>, String) {
        let target = self
            .at(&pointer)
            .and_then(|value| value["$ref"].as_str()?.strip_prefix('#'));
        let pointer = target.map_or(pointer, str::to_owned);
        (self.at(&pointer), pointer)
    }

    /// The value itself, or what it refers to.
    pub(super) fn resolved<'a>(&'a self, value: &'a Value) -> &'a Value {
        let target = value["$ref"].as_str().and_then(|target| target.strip_prefix('#'));
        target.and_then(|pointer| self.closed.pointer(pointer)).unwrap_or(value)
    }

    fn validator(&self, pointer: &str) -> Arc<Validator> {
        let mut validators = self.validators.lock();
        let compiled = validators.entry(pointer.to_owned()).or_insert_with(|| {
            let mut schema = self
                .closed
                .pointer(pointer)
                .unwrap_or_else(|| panic!("no schema at {pointer}"))
                .clone();
            if let Some(schema) = schema.as_object_mut() {
                // references lead into the document, which is put beside the schema
                schema.insert("components".to_owned(), self.closed["components"].clone());
            }
            let options = jsonschema::options()
                .with_draft(Draft::Draft202012)
                .should_validate_formats(true);
            let validator = options.build(&schema);
            Arc::new(validator.unwrap_or_else(|error| panic!("the schema at {pointer}: {error}")))
        });
        Arc::clone(compiled)
    }
}

fn is_meant(template: &str, path: &str) -> bool {
    let mut wanted = template.split('/');
    let mut given = path.split('/');
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(wanted), Some(given)) if wanted == given || (wanted.starts_with('{') && !given.is_empty()) => {}
            _ => return false,
        }
    }
}

/// Takes every object schema as closed, unless it says otherwise itself.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            let has_fields = fields.get("properties").is_some_and(Value::is_object);
            if has_fields && !fields.contains_key("additionalProperties") {
                fields.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
            fields.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}
