//! Several lines of text.

use leptos::prelude::*;

use crate::ui::field::{Field, fresh_id};

/// A field for several lines.
#[component]
pub fn TextArea(
    /// What to fill in.
    #[prop(into)]
    label: Signal<String>,
    /// The text.
    value: RwSignal<String>,
    /// Help below the field.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// May stay empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let id = fresh_id("area");
    let described = format!("{id}-hint {id}-error");
    view! {
        <Field id=id.clone() label=label hint=hint error=error optional=optional>
            <textarea
                class="input"
                id=id
                rows="4"
                spellcheck="false"
                aria-required=(!optional).to_string()
                aria-describedby=described
                aria-invalid=move || error.get().map(|_| "true")
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        </Field>
    }
}
