//! A day, in the browser's own calendar; days are days of Brussels, whatever the phone says.

use domain::moment::Moment;
use leptos::prelude::*;

use crate::{
    i18n::dates,
    ui::field::{Field, fresh_id},
};

/// A field for a day, as `2026-11-20`; empty for none.
#[component]
pub fn DateField(
    /// What to choose.
    #[prop(into)]
    label: Signal<String>,
    /// The day.
    value: RwSignal<String>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// May stay empty.
    #[prop(default = true)]
    optional: bool,
) -> impl IntoView {
    let id = fresh_id("date");
    let described = format!("{id}-error");
    view! {
        <Field id=id.clone() label=label error=error optional=optional>
            <input
                class="input"
                id=id
                type="date"
                aria-describedby=described
                aria-invalid=move || error.get().map(|_| "true")
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        </Field>
    }
}

/// The day of a moment, as `2026-11-20`.
pub fn day_of(at: Moment) -> String {
    dates::iso_day(at)
}

/// When a day begins in Brussels, so many days later; `None` for no day.
pub fn day_start(day: &str, later: i64) -> Option<Moment> {
    let midnight: Moment = format!("{day}T00:00:00Z").parse().ok()?;
    let wanted = midnight.plus_seconds(later * 86_400 + 43_200);
    let wanted = dates::iso_day(wanted);
    // Brussels is one hour ahead in winter, and two in summer
    [2, 1]
        .into_iter()
        .map(|hours| midnight.plus_seconds(later * 86_400 - hours * 3_600))
        .find(|start| dates::iso_day(*start) == wanted && dates::iso_day(start.plus_seconds(-1)) != wanted)
}
