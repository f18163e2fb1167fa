//! The poll of a message.

use leptos::prelude::*;

use crate::messages::here::Shown;

/// Below its question.
#[component]
pub fn Poll(
    /// The message.
    message: Shown,
) -> impl IntoView {
    let _ = message;
}
