//! Fields that say something about a person stand in the answers that need them, and nowhere else (Z2).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// Words that make a field personal, or secret.
const PERSONAL: [&str; 9] = [
    "password", "hash", "secret", "token", "birth", "phone", "email", "address", "reason",
];

/// Who may get a field of such a name, by the sentence of the call's permission; nobody gets those that are missing here.
const ALLOWED: [(&str, &[&str]); 9] = [
    // one's own, and that of people whom the office has to reach
    (
        "email",
        &[
            "anyone who is signed in",
            "the direction or an admin of the school",
            "a teacher, the direction or an admin of the school",
        ],
    ),
    // why somebody was suspended, restricted, ended: to those who decide about it
    ("reason", &["the direction or an admin of the school"]),
    ("restriction_reason", &["the direction or an admin of the school"]),
    (
        "phone",
        &["anyone who is signed in", "the direction or an admin of the school"],
    ),
    // the session that the caller has just opened
    ("access_token", &["anyone, without signing in"]),
    ("refresh_token", &["anyone, without signing in"]),
    ("token_type", &["anyone, without signing in"]),
    // shown once, to the person who has just made it
    ("token", &["anyone who is signed in"]),
    ("secret", &["anyone who is signed in"]),
];

/// Exceptions, each with its reason.
const EXCEPTIONS: [(&str, &str); 10] = [
    // whoever holds the invitation has the mailbox it was sent to
    ("preview_invitation", "email"),
    // the accounts of the demo school are for everybody to try
    ("show_demo", "email"),
    // the address that the guardian has just typed, and those that they have typed before
    ("invite_guardian", "email"),
    ("list_guardian_invitations", "email"),
    // a teacher of the class must know that somebody may not come for the child, and why
    ("show_school_child", "restriction_reason"),
    // what oneself has just reported
    ("report_message", "reason"),
    // why others reported, and why was decided: to those who judge
    ("show_report", "reason"),
    ("decide_report", "reason"),
    // why was decided about a message of one's own
    ("list_notices", "reason"),
    ("appeal_decision", "reason"),
];

/// The names of all fields of a schema, however deep.
fn fields(document: &Value, schema: &Value, seen: &mut BTreeSet<String>, found: &mut BTreeSet<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        if seen.insert(reference.to_owned())
            && let Some(target) = document.pointer(reference.trim_start_matches('#'))
        {
            fields(document, target, seen, found);
        }
        return;
    }
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        found.insert(name.clone());
        fields(document, field, seen, found);
    }
    for choice in ["oneOf", "anyOf", "allOf"] {
        for one in schema[choice].as_array().into_iter().flatten() {
            fields(document, one, seen, found);
        }
    }
    if schema["items"].is_object() {
        fields(document, &schema["items"], seen, found);
    }
}

#[test]
fn personal_fields_are_told_to_those_who_need_them() {
    let document = api::openapi::document();
    let mut wrong: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for methods in document["paths"].as_object().unwrap().values() {
        for operation in methods.as_object().unwrap().values() {
            let (name, access) = (
                operation["operationId"].as_str().unwrap(),
                operation["x-access"].as_str().unwrap(),
            );
            let replies = operation["responses"].as_object().unwrap();
            let good = replies.iter().filter(|(status, _)| status.starts_with('2'));
            let mut found = BTreeSet::new();
            for schema in good.filter_map(|(_, reply)| reply.pointer("/content/application~1json/schema")) {
                fields(&document, schema, &mut BTreeSet::new(), &mut found);
            }
            for field in found
                .iter()
                .filter(|field| PERSONAL.iter().any(|word| field.contains(word)))
            {
                let rule = ALLOWED.iter().find(|(known, _)| known == field);
                let is_allowed =
                    rule.is_some_and(|(_, who)| who.contains(&access)) || EXCEPTIONS.contains(&(name, field.as_str()));
                if !is_allowed {
                    wrong
                        .entry(name.to_owned())
                        .or_default()
                        .push(format!("{field} ({access})"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "these calls tell what they should not: {wrong:#?}");
}
