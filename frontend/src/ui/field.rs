//! What all fields share: a label above, a hint and an error below, tied together for screen readers.

use std::cell::Cell;

use leptos::prelude::*;

use crate::{
    i18n::{key, t},
    ui::icon::{Glyph, Icon},
};

thread_local! {
    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// An id for an element of the page that no other has.
pub fn fresh_id(what: &str) -> String {
    let number = LAST.get().wrapping_add(1);
    LAST.set(number);
    format!("{what}-{number}")
}

/// The frame around one control.
#[component]
pub fn Field(
    /// The id of the control; hint and error are `{id}-hint` and `{id}-error`.
    id: String,
    /// What to fill in.
    #[prop(into)]
    label: Signal<String>,
    /// Help, below the control.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// May stay empty.
    #[prop(optional)]
    optional: bool,
    /// The control.
    children: Children,
) -> impl IntoView {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {label}
                {optional.then(|| view! { " " <span class="field-optional">{t(key::FORM_OPTIONAL)}</span> })}
            </label>
            {children()}
            {move || {
                let id = hint_id.clone();
                hint.get().map(|hint| view! { <p class="field-hint" id=id>{hint}</p> })
            }}
            <FieldError id=error_id error=error />
        </div>
    }
}

/// What is wrong with a control, below it.
#[component]
pub fn FieldError(
    /// The id that the control's `aria-describedby` names.
    id: String,
    /// What is wrong.
    error: Signal<Option<String>>,
) -> impl IntoView {
    move || {
        let id = id.clone();
        error.get().map(|error| {
            view! {
                <p class="field-error" id=id>
                    <Icon glyph=Glyph::CircleAlert />
                    <span>{error}</span>
                </p>
            }
        })
    }
}
