//! What separates messages: a day, or what is new.

use leptos::prelude::*;

/// The heading above the messages of one day.
#[component]
pub fn DayDivider(
    /// "Today", or a date.
    #[prop(into)]
    day: Signal<String>,
) -> impl IntoView {
    view! { <h3 class="day-divider">{day}</h3> }
}

/// The line above the first message that has not been read.
#[component]
pub fn NewDivider(
    /// "2 new messages".
    #[prop(into)]
    words: Signal<String>,
) -> impl IntoView {
    view! { <p class="new-divider">{words}</p> }
}
