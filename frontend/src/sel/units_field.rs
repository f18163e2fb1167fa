//! How many minutes: a number to type and a slider for the thumb, one value.

use domain::sel::rules::UNITS_MAX;
use leptos::prelude::*;

use super::words;
use crate::ui::field::{Field, fresh_id};

/// The slider goes by quarters of an hour.
const STEP: i32 = 15;

/// A field for units.
#[component]
pub fn UnitsField(
    /// What to fill in.
    #[prop(into)]
    label: Signal<String>,
    /// The number as it is typed.
    value: RwSignal<String>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let id = fresh_id("units");
    let described = format!("{id}-hint {id}-error");
    let hint = Signal::derive(move || units_of(value).map(words::hours));
    view! {
        <Field id=id.clone() label=label hint=hint error=error>
            <div class="units-field">
                <input
                    class="input numbers"
                    id=id
                    type="number"
                    inputmode="numeric"
                    min="1"
                    max=UNITS_MAX.to_string()
                    step="1"
                    aria-required="true"
                    aria-describedby=described
                    aria-invalid=move || error.get().map(|_| "true")
                    prop:value=value
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <input
                    type="range"
                    min=STEP.to_string()
                    max=UNITS_MAX.to_string()
                    step=STEP.to_string()
                    aria-label=label
                    aria-valuetext=move || units_of(value).map(words::units)
                    prop:value=value
                    on:input=move |event| value.set(event_target_value(&event))
                />
            </div>
        </Field>
    }
}

/// The number that is typed, if it is one.
pub fn units_of(value: RwSignal<String>) -> Option<i32> {
    value.with(|value| read(value))
}

/// The number of a text; nothing beyond what a transfer may carry is a number here.
pub fn read(value: &str) -> Option<i32> {
    value
        .trim()
        .parse::<i32>()
        .ok()
        .filter(|units| (1..=UNITS_MAX).contains(units))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("60", Some(60))]
    #[case(" 600 ", Some(600))]
    #[case("601", None)]
    #[case("0", None)]
    #[case("-5", None)]
    #[case("1.5", None)]
    #[case("", None)]
    fn units_are_whole_and_bounded(#[case] typed: &str, #[case] units: Option<i32>) {
        assert_eq!(read(typed), units);
    }
}
