//! The place under a conversation where one writes, or why one cannot.

use domain::{id::ConversationId, messaging::types::ConversationKind, schools::modules::Module as SchoolModule};
use leptos::prelude::*;

use crate::{
    i18n::{key, t},
    shell::navigation::has_module,
    state::{live::Live, session::Session},
};

/// The composer, or a quiet line: a school may switch off the conversations of two people, and keeps what was written.
#[component]
pub fn WritingPlace(
    /// Which conversation.
    id: ConversationId,
    /// The composer.
    children: ChildrenFn,
) -> impl IntoView {
    let live = Live::here();
    let direct = has_module(Session::here(), SchoolModule::DirectMessages);
    let is_direct = Memo::new(move |_| live.room(id).is_some_and(|room| room.kind == ConversationKind::Direct));
    let is_off = Memo::new(move |_| is_direct.get() && !direct.get());
    move || {
        if is_off.get() {
            view! { <p class="composer-off" role="status">{t(key::MESSAGES_DIRECT_OFF)}</p> }.into_any()
        } else {
            children()
        }
    }
}
