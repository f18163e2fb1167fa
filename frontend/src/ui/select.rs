//! One of many things, in the browser's own list.

use leptos::prelude::*;

use crate::ui::field::{Field, fresh_id};

/// A list to choose from; values are words, such as those of the API.
#[component]
pub fn Select(
    /// What to choose.
    #[prop(into)]
    label: Signal<String>,
    /// Values with their words.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// The chosen value.
    value: RwSignal<String>,
    /// Help below the list.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let id = fresh_id("select");
    let described = format!("{id}-hint {id}-error");
    let entries = move || {
        let chosen = value.get();
        options
            .get()
            .into_iter()
            .map(|(value, words)| {
                let selected = value == chosen;
                view! { <option value=value prop:selected=selected>{words}</option> }
            })
            .collect_view()
    };
    view! {
        <Field id=id.clone() label=label hint=hint error=error>
            <select
                class="input"
                id=id
                aria-describedby=described
                aria-invalid=move || error.get().map(|_| "true")
                on:change=move |event| value.set(event_target_value(&event))
            >
                {entries}
            </select>
        </Field>
    }
}
