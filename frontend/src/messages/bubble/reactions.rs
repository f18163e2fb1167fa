//! Reactions on a message.

use leptos::prelude::*;

use crate::messages::here::Shown;

/// Below the bubble.
#[component]
pub fn Reactions(
    /// The message.
    message: Shown,
) -> impl IntoView {
    let _ = message;
}
