//! Something that comes from the server: its shape while waiting, then itself, or why not.

use leptos::prelude::*;

use crate::{client::Answer, ui::error_state::ErrorState};

/// Shows an answer of the server in its three states. While it is asked again the old answer stays.
#[component]
pub fn Loaded<T, F, V>(
    /// The answer.
    answer: Answer<T>,
    /// The shape of what will come.
    #[prop(into)]
    waiting: ViewFn,
    /// The answer as a view.
    children: F,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    F: Fn(T) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    move || match answer.get() {
        None => view! { <div aria-busy="true">{waiting.run()}</div> }.into_any(),
        Some(Ok(value)) => children(value).into_any(),
        Some(Err(failure)) => view! { <ErrorState failure=failure on_retry=move |()| answer.refetch() /> }.into_any(),
    }
}
