//! Yes or no.

use leptos::prelude::*;

/// A check box with its words; the whole line can be pressed.
#[component]
pub fn Checkbox(
    /// Whether it is checked.
    checked: RwSignal<bool>,
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// More about it, smaller.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=checked on:change=move |event| checked.set(event_target_checked(&event)) />
            <span>{label} {move || hint.get().map(|hint| view! { <small>{hint}</small> })}</span>
        </label>
    }
}
