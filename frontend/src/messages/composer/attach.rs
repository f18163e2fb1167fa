//! Pictures and documents to send.

use leptos::prelude::*;

use crate::messages::composer::Writing;

/// Chooses files.
#[component]
pub fn AttachButton(
    /// What is being written.
    writing: Writing,
) -> impl IntoView {
    let _ = writing;
}

/// The files that will be sent, above the field.
#[component]
pub fn AttachTray(
    /// What is being written.
    writing: Writing,
) -> impl IntoView {
    let _ = writing;
}
