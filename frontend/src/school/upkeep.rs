//! What the office does now and then: lists, slips and invitations, settings, moderation, the log. A part of its own.

use leptos::prelude::*;

use super::{
    address,
    audit::AuditPage,
    import::ImportPage,
    invitations::InvitationsPage,
    moderation::{ReportsPage, TermsPage},
    place::Place,
    settings::SchoolSettingsPage,
    slips::SlipsPage,
};

/// The page of the address; nothing while another part shows it. Whoever leads here has looked who may see it.
#[component]
pub fn UpkeepPage() -> impl IntoView {
    let (place, id) = address();
    move || match place.get() {
        Place::Reports => view! { <ReportsPage id=id.get() /> }.into_any(),
        Place::Slips => view! { <SlipsPage /> }.into_any(),
        Place::Import => view! { <ImportPage /> }.into_any(),
        Place::Invitations => view! { <InvitationsPage /> }.into_any(),
        Place::Settings => view! { <SchoolSettingsPage /> }.into_any(),
        Place::Moderators => view! { <TermsPage /> }.into_any(),
        Place::Audit => view! { <AuditPage /> }.into_any(),
        Place::Overview | Place::Children | Place::Members | Place::Classes | Place::Nowhere => ().into_any(),
    }
}
