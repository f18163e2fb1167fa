//! What only staff does with announcements: writing them, proving who has read them, slips on paper. A part of its own.

use leptos::prelude::*;

use super::{Place, form::FormPage, receipts::ReceiptsPage, slip_return::SlipReturnPage, slips::PaperSlipsPage};

/// The page of the address; nothing while another part shows it.
#[component]
pub fn AuthoringPage() -> impl IntoView {
    let place = Place::now();
    move || match place.get() {
        Place::New => view! { <FormPage id=None /> }.into_any(),
        Place::Edit(id) => view! { <FormPage id=Some(id) /> }.into_any(),
        Place::Return => view! { <SlipReturnPage /> }.into_any(),
        Place::Receipts(id) => view! { <ReceiptsPage id=id /> }.into_any(),
        Place::Slips(id) => view! { <PaperSlipsPage id=id /> }.into_any(),
        Place::Feed | Place::One(_) | Place::Nowhere => ().into_any(),
    }
}
