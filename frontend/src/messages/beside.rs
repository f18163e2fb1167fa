//! What stands beside the list now and then: a new conversation, the rooms of the school, who is in a room, a conversation on paper.

use leptos::prelude::*;

use super::Place;
use crate::messages::{info::InfoPane, new::NewPane, paper::PaperPane, public};

/// The one of the address; nothing while another part shows it.
#[component]
pub fn Beside() -> impl IntoView {
    let place = Place::now();
    move || match place.get() {
        Place::New => view! { <NewPane /> }.into_any(),
        Place::Rooms => view! { <public::RoomsPane /> }.into_any(),
        Place::Room(slug) => view! { <public::RoomPane slug=slug /> }.into_any(),
        Place::Info(id) => view! { <InfoPane id=id /> }.into_any(),
        Place::Paper(id) => view! { <PaperPane id=id /> }.into_any(),
        Place::Nothing | Place::Thread(_) | Place::Nowhere => ().into_any(),
    }
}
