//! Pictures and documents of a message.

use leptos::prelude::*;

use crate::messages::here::Shown;

/// Above its words.
#[component]
pub fn Attachments(
    /// The message.
    message: Shown,
) -> impl IntoView {
    let _ = message;
}
