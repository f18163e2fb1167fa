//! How far a message of mine has come, as an icon with its word.

use domain::{id::ConversationId, messaging::types::ConversationKind};
use leptos::prelude::*;

use crate::{
    i18n::{Key, key, t},
    state::live::{Link, Live, bubbles::Tick},
    ui::icon::{Glyph, Icon},
};

/// Of a confirmed message.
#[component]
pub fn ConfirmedTick(
    /// Where.
    id: ConversationId,
    /// Its place.
    seq: i64,
) -> impl IntoView {
    let live = Live::here();
    let tick = Memo::new(move |_| {
        let room = live.room(id);
        let direct = room.as_ref().is_none_or(|room| room.kind == ConversationKind::Direct);
        (
            room.map_or(Tick::Sent, |room| {
                Tick::of(seq, room.others_delivered_seq, room.others_read_seq)
            }),
            direct,
        )
    });
    move || {
        let (glyph, words) = match tick.get() {
            (Tick::Sent, _) => (Glyph::Check, key::MESSAGES_SENT),
            (Tick::Delivered, _) => (Glyph::CheckCheck, key::MESSAGES_DELIVERED),
            (Tick::Read, true) => (Glyph::CheckCheck, key::MESSAGES_READ),
            (Tick::Read, false) => (Glyph::CheckCheck, key::MESSAGES_READ_BY_ALL),
        };
        view! { <TickWords glyph=glyph words=words read=matches!(tick.get(), (Tick::Read, _)) /> }
    }
}

/// Of a message on its way.
#[component]
pub fn EchoTick() -> impl IntoView {
    let (link, online) = (Live::here().link(), Live::here().online());
    move || {
        let waits = matches!(link.get(), Link::Unreachable | Link::Expired) || !online.get();
        let words = if waits {
            key::MESSAGES_WAITING
        } else {
            key::MESSAGES_SENDING
        };
        view! { <TickWords glyph=Glyph::Clock words=words read=false /> }
    }
}

#[component]
fn TickWords(glyph: Glyph, words: Key, read: bool) -> impl IntoView {
    view! {
        <span class="tick" data-read=read.to_string()>
            <Icon glyph=glyph />
            <span>{t(words)}</span>
        </span>
    }
}
