//! The number of things that wait for me.

use leptos::prelude::*;

use crate::i18n::dates;

/// A number on a spot of colour; nothing at zero, `99+` beyond 99.
#[component]
pub fn Badge(
    /// How many.
    #[prop(into)]
    count: Signal<u32>,
    /// What they are, for screen readers: "3 unread messages".
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let shown = move || {
        let count = count.get();
        if count > 99 {
            "99+".to_owned()
        } else {
            dates::number(count)
        }
    };
    view! {
        <Show when=move || count.get() != 0>
            <span class="badge">
                <span aria-hidden="true">{shown}</span>
                <span class="visually-hidden">{label}</span>
            </span>
        </Show>
    }
}
