//! Pictures and documents to send.

use leptos::prelude::*;

use crate::messages::{
    composer::Writing,
    files::{
        choosing::{ChooseButtons, DropPlace},
        tray::Tray,
    },
};

/// Chooses files. A message that is edited keeps those that it has.
#[component]
pub fn AttachButton(
    /// What is being written.
    writing: Writing,
) -> impl IntoView {
    view! {
        <Show when=move || writing.editing.with(Option::is_none)>
            <ChooseButtons uploads=writing.uploads />
        </Show>
    }
}

/// The files that will be sent, above the field.
#[component]
pub fn AttachTray(
    /// What is being written.
    writing: Writing,
) -> impl IntoView {
    view! {
        <div class="composer-tray">
            <Show when=move || writing.editing.with(Option::is_none)>
                <Tray uploads=writing.uploads />
            </Show>
        </div>
        <DropPlace uploads=writing.uploads />
    }
}
