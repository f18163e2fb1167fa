//! Buttons that are only an icon.

use leptos::prelude::*;

use crate::ui::icon::{Glyph, Icon};

/// A round button of 44 px; its name is read out and shown as a tooltip.
#[component]
pub fn IconButton(
    /// The icon.
    #[prop(into)]
    glyph: Signal<Glyph>,
    /// What it does.
    #[prop(into)]
    label: Signal<String>,
    /// What pressing does.
    #[prop(into)]
    on_press: Callback<()>,
    /// Whether it is pressed, for a button that stays down.
    #[prop(optional, into)]
    pressed: Signal<Option<bool>>,
    /// Cannot be pressed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=label
            title=label
            aria-pressed=move || pressed.get().map(|pressed| pressed.to_string())
            disabled=disabled
            on:click=move |_| on_press.run(())
        >
            <Icon glyph=glyph />
        </button>
    }
}
