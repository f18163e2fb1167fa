//! What is tried: every operation that the server has registered, with the body of its own example.

use serde_json::Value;

use super::{identity::Target, world::World};

/// One operation.
#[derive(Debug, Clone)]
pub struct Row {
    /// `operationId`.
    pub name: String,
    /// In capitals.
    pub method: String,
    /// Under `/api/v1`, with `{name}` for each parameter.
    pub path: String,
    /// The capability.
    pub tag: String,
    /// The permission in words.
    pub access: String,
    /// The scope that a token needs; empty where none is enough or none is needed.
    pub scope: String,
    /// Whether it asks for a fresh proof of who this is.
    pub needs_proof: bool,
    /// The example of the body.
    pub body: Option<Value>,
}

impl Row {
    /// Whether it only reads.
    pub fn reads(&self) -> bool {
        self.method == "GET"
    }

    /// The names of its parameters.
    pub fn parameters(&self) -> Vec<&str> {
        self.path
            .split('/')
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
            .collect()
    }

    /// Those of them that are things; an emoji comes last and is nobody's.
    fn things(&self) -> Vec<&str> {
        let mut names = self.parameters();
        names.retain(|name| *name != "emoji");
        names
    }

    /// What it can be about: words that everybody may know, such as the name of a module, belong to nobody.
    pub fn targets(&self) -> &'static [Target] {
        match self.things().last() {
            None => &[Target::Own],
            Some(&"module") => &[Target::Own, Target::Missing],
            Some(_) => &Target::ALL,
        }
    }

    /// The path about this target.
    pub fn path_to(&self, world: &World, target: Target, who: super::identity::Identity) -> String {
        let mut path = format!("/api/v1{}", self.path);
        let tried = self.things().len().saturating_sub(1);
        for (index, name) in self.parameters().iter().enumerate() {
            // of several parameters the last one is tried, the others are one's own
            let target = if index == tried { target } else { Target::Own };
            path = path.replace(&format!("{{{name}}}"), &world.id(name, target, who));
        }
        path
    }

    /// The body, in which every id is one of the world.
    pub fn body_in(&self, world: &World, who: super::identity::Identity) -> Option<Value> {
        let mut body = self.body.clone()?;
        fill(&mut body, world, who);
        // what is merged goes into another thing of the same kind
        if body.get("into").is_some()
            && let Some(kind) = self.parameters().last()
        {
            // the other school has one family only
            let into = if who.is_foreign() { Target::Own } else { Target::Other };
            body["into"] = Value::String(world.id(kind, into, who));
        }
        Some(body)
    }
}

fn fill(value: &mut Value, world: &World, who: super::identity::Identity) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                if name == "members"
                    && let Value::Array(people) = field
                {
                    *people = vec![Value::String(world.id("account", Target::Own, who))];
                } else if name == "send_at" {
                    *field = Value::String(store::clock::now().plus_seconds(24 * 3600).to_string());
                } else if let Some(kind) = name.strip_suffix("_id").filter(|_| field.is_string()) {
                    *field = Value::String(world.id(kind, Target::Own, who));
                } else {
                    fill(field, world, who);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| fill(item, world, who)),
        _ => {}
    }
}

/// Every operation of the server, by path and method.
pub fn all() -> Vec<Row> {
    let document = api::openapi::document();
    let mut rows = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let word = |name: &str| operation[name].as_str().unwrap_or_default().to_owned();
            rows.push(Row {
                name: word("operationId"),
                method: method.to_uppercase(),
                path: path.clone(),
                tag: operation["tags"][0].as_str().unwrap().to_owned(),
                access: word("x-access"),
                scope: word("x-scope"),
                needs_proof: operation["x-proof"] == true,
                body: operation
                    .pointer("/requestBody/content/application~1json/example")
                    .cloned(),
            });
        }
    }
    rows.sort_by(|a, b| (&a.tag, &a.path, &a.method).cmp(&(&b.tag, &b.path, &b.method)));
    rows
}
