//! One of several short things, such as a class.

use leptos::prelude::*;

use crate::ui::field::{FieldError, fresh_id};

/// Chips of which one is chosen. They are radio buttons: arrows move between them.
#[component]
pub fn ChipPicker<T>(
    /// The question.
    #[prop(into)]
    label: Signal<String>,
    /// The answers with their words.
    #[prop(into)]
    options: Signal<Vec<(T, String)>>,
    /// The answer.
    chosen: RwSignal<Option<T>>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let name = fresh_id("chips");
    let error_id = format!("{name}-error");
    let (group, described) = (name.clone(), error_id.clone());
    let chips = move || {
        let name = name.clone();
        options
            .get()
            .into_iter()
            .map(move |(value, words)| {
                let (mine, on_choice) = (value.clone(), value);
                let checked = move || chosen.with(|chosen| chosen.as_ref() == Some(&mine));
                view! {
                    <label class="chip">
                        <input
                            type="radio"
                            name=name.clone()
                            prop:checked=checked
                            aria-invalid=move || error.get().map(|_| "true")
                            on:change=move |_| chosen.set(Some(on_choice.clone()))
                        />
                        {words}
                    </label>
                }
            })
            .collect_view()
    };
    view! {
        <fieldset class="field" id=group aria-describedby=described>
            <legend class="field-label">{label}</legend>
            <div class="choices">{chips}</div>
            <FieldError id=error_id error=error />
        </fieldset>
    }
}
