//! How far something is.

use leptos::prelude::*;

/// A bar from 0 to `of`.
#[component]
pub fn Progress(
    /// What is on its way.
    #[prop(into)]
    label: Signal<String>,
    /// How far.
    #[prop(into)]
    done: Signal<u32>,
    /// The whole.
    #[prop(into)]
    of: Signal<u32>,
) -> impl IntoView {
    view! {
        <progress class="progress" aria-label=label max=move || of.get().to_string() prop:value=move || f64::from(done.get())></progress>
    }
}
