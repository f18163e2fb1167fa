//! Something short is on its way.

use leptos::prelude::*;

/// A turning circle, inside a button or beside words that say what happens.
#[component]
pub fn Spinner() -> impl IntoView {
    view! { <span class="spinner" aria-hidden="true"></span> }
}
