//! A sheet of paper.

use leptos::prelude::*;

/// A card; its content is one or more of `.card-body`, `.row` and `.row-list`.
#[component]
pub fn Card(
    /// What stands on it.
    children: Children,
) -> impl IntoView {
    view! { <div class="card">{children()}</div> }
}
