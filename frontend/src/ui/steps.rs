//! Where one is in a row of steps.

use leptos::prelude::*;

use crate::i18n::{key, say_with};

/// Dots, one per step; read out as "step 2 of 3".
#[component]
pub fn Steps(
    /// The step, from 1.
    #[prop(into)]
    now: Signal<u32>,
    /// How many there are.
    count: u32,
) -> impl IntoView {
    let words = move || say_with(key::STEPS_LABEL, [("now", now.get().into()), ("count", count.into())]);
    let dots = (1..=count)
        .map(|step| {
            let state = move || match step.cmp(&now.get()) {
                std::cmp::Ordering::Less => "done",
                std::cmp::Ordering::Equal => "now",
                std::cmp::Ordering::Greater => "next",
            };
            view! { <li data-state=state></li> }
        })
        .collect_view();
    view! {
        <p class="visually-hidden">{words}</p>
        <ol class="steps" aria-hidden="true">{dots}</ol>
    }
}
