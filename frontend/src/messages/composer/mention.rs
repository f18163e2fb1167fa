//! Speaking to somebody: a list while one types a name after an at sign.

use leptos::prelude::*;

use crate::messages::composer::Writing;

/// People to choose from, above the field.
#[component]
pub fn MentionList(
    /// What is being written.
    writing: Writing,
) -> impl IntoView {
    let _ = writing;
}
