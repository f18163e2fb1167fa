//! Sending later.

use leptos::prelude::*;

use crate::messages::composer::Writing;

/// Asks when.
#[component]
pub fn ScheduleButton(
    /// What is being written.
    writing: Writing,
) -> impl IntoView {
    let _ = writing;
}
