//! The place under a conversation where one writes, or why one cannot.

use domain::{id::ConversationId, messaging::types::ConversationKind, schools::modules::Module as SchoolModule};
use leptos::prelude::*;

use crate::{
    i18n::{key, t},
    shell::navigation::has_module,
    state::{live::Live, session::Session},
};

/// Why nothing can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    /// The school has switched the conversations of two people off.
    Off,
    /// The room is closed.
    Closed,
    /// Only staff writes here.
    ReadOnly,
}

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
    let why = Memo::new(move |_| {
        let room = live.room(id)?;
        match (room.closed_at.is_some(), room.may_write) {
            _ if is_direct.get() && !direct.get() => Some(Why::Off),
            (true, _) => Some(Why::Closed),
            (false, false) => Some(Why::ReadOnly),
            (false, true) => None,
        }
    });
    move || {
        let words = match why.get() {
            None => return children(),
            Some(Why::Off) => key::MESSAGES_DIRECT_OFF,
            Some(Why::Closed) => key::MESSAGES_CLOSED_DETAIL,
            Some(Why::ReadOnly) => key::MESSAGES_READ_ONLY,
        };
        view! { <p class="composer-off" role="status">{t(words)}</p> }.into_any()
    }
}
