//! A conversation in a list.

use domain::id::ConversationId;
use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    i18n::{dates, key, say, say_with},
    rooms::names,
    state::live::Live,
    ui::{
        avatar::Avatar,
        badge::Badge,
        icon::{Glyph, Icon},
    },
};

/// A row with the circle, the name, the last message or what I had begun to write, and the number of unread messages.
#[component]
pub fn ConversationRow(
    /// Which conversation.
    id: ConversationId,
) -> impl IntoView {
    let live = Live::here();
    let room = Memo::new(move |_| live.room(id));
    let of_room = move |words: fn(&domain::messaging::types::ConversationInfo) -> String| {
        room.get().map(|room| words(&room)).unwrap_or_default()
    };
    let (initials, module) = room.get_untracked().map(|room| names::face(&room)).unwrap_or_default();
    let picture = Signal::derive(move || room.with(|room| room.as_ref()?.picture_url.clone()));
    let unread = Memo::new(move |_| {
        room.get().map_or(0, |room| {
            u32::try_from(room.unread_count.max(i64::from(room.marked_unread))).unwrap_or_default()
        })
    });
    let unread_words = move || say_with(key::NAV_UNREAD, [("count", unread.get().into())]);
    let at = move || {
        room.get().and_then(|room| {
            let last = room.last_message.as_ref().map(|message| message.created_at);
            last.or(room.active_at).map(dates::in_list)
        })
    };
    let settled = Memo::new(move |_| {
        room.get()
            .map_or((false, false), |room| (room.pinned, room.is_muted(dates::now())))
    });
    let mark = |glyph, words| {
        view! {
            <span class="row-mark"><Icon glyph=glyph /><span class="visually-hidden">{move || say(words)}</span></span>
        }
    };
    let marks = move || {
        let (pinned, muted) = settled.get();
        (
            pinned.then(|| mark(Glyph::Pin, key::MESSAGES_IS_PINNED)),
            muted.then(|| mark(Glyph::BellOff, key::MESSAGES_IS_MUTED)),
        )
    };
    let draft = Memo::new(move |_| live.draft(id));
    let preview = move || {
        let draft = draft.get();
        if !draft.is_empty() {
            return say_with(key::MESSAGES_DRAFT, [("text", names::one_line(&draft).into())]);
        }
        let Some(room) = room.get() else { return String::new() };
        match &room.last_message {
            None => say(key::MESSAGES_EMPTY),
            Some(message) => names::preview(&room, message, message.sender_id == live.me()),
        }
    };
    view! {
        <A href=format!("/messages/{id}") attr:class="row conversation-row" attr:data-unread=move || (unread.get() > 0).to_string()>
            <Avatar text=initials module=module picture=picture />
            <div class="row-body">
                <p class="row-line">
                    <span class="row-title">{move || of_room(names::title)}</span>
                    {marks}
                    <span class="row-detail numbers">{at}</span>
                </p>
                <p class="row-line">
                    <span class="row-detail row-detail-one-line">{preview}</span>
                    <Show when=move || room.with(|room| room.as_ref().is_some_and(|room| room.mention_count > 0))>
                        <span class="badge badge-mention">
                            <span aria-hidden="true">"@"</span>
                            <span class="visually-hidden">{move || say(key::MESSAGES_MENTIONED)}</span>
                        </span>
                    </Show>
                    <Badge count=unread label=unread_words />
                </p>
            </div>
        </A>
    }
}
