//! Reported messages: those that wait, what was decided, and who moderates. Teachers and parent moderators come here too.

mod case;
mod decide;
mod log;
mod queue;
mod said;
mod terms;
mod words;

use domain::id::CaseId;
use leptos::prelude::*;

pub use self::terms::TermsPage;
use self::{case::CasePage, queue::QueuePage};

/// The list of reported messages, or one of them.
#[component]
pub fn ReportsPage(
    /// The last part of the address; empty for the list.
    id: String,
) -> impl IntoView {
    match id.parse::<CaseId>() {
        Ok(case) => view! { <CasePage case=case /> }.into_any(),
        Err(_) => view! { <QueuePage /> }.into_any(),
    }
}
