//! What stands around the messages: the way back to the newest, who is typing, and what is read out.

use domain::id::ConversationId;
use leptos::prelude::*;

use crate::{
    i18n::{key, say, say_with, t},
    messages::reading::Reading,
    state::live::{Live, timeline::Timeline},
    ui::icon::{Glyph, Icon},
};

/// Leads back to the newest message when the reader is further up, and says how many have come meanwhile.
#[component]
pub fn ToNewest(
    /// Which conversation.
    id: ConversationId,
    /// Its messages.
    timeline: ArcRwSignal<Timeline>,
    /// How it is read.
    reading: Reading,
) -> impl IntoView {
    let live = Live::here();
    let below = Memo::new(move |_| {
        let read = live.room(id).map_or(0, |room| room.last_read_seq);
        timeline.with(|timeline| timeline.others_after(read))
    });
    let words = move || match below.get() {
        0 => say(key::MESSAGES_TO_NEWEST),
        count => say_with(key::MESSAGES_TO_NEW, [("count", count.into())]),
    };
    let hidden = move || reading.scroller.at_end().get();
    view! {
        <button
            type="button"
            class="to-newest"
            hidden=hidden
            title=t(key::MESSAGES_TO_NEWEST)
            on:click=move |_| reading.to_newest(live)
        >
            <Icon glyph=Glyph::ArrowDown />
            <span class=move || if below.get() == 0 { "visually-hidden" } else { "" }>{words}</span>
        </button>
    }
}

/// Who is typing.
#[component]
pub fn Typing(
    /// Which conversation.
    id: ConversationId,
) -> impl IntoView {
    let live = Live::here();
    let typists = Memo::new(move |_| live.typists(id));
    let words = move || match typists.get().as_slice() {
        [] => String::new(),
        [name] => say_with(key::MESSAGES_TYPING_ONE, [("name", name.clone().into())]),
        [first, second] => say_with(
            key::MESSAGES_TYPING_TWO,
            [("first", first.clone().into()), ("second", second.clone().into())],
        ),
        _ => say(key::MESSAGES_TYPING_MORE),
    };
    view! { <p class="typing" hidden=move || typists.with(Vec::is_empty)>{words}</p> }
}

/// The place at which the conversation was opened, and the newest message since then: who, and what.
type Heard = (Option<i64>, Option<(String, String)>);

/// Says what arrives to whoever does not see it.
#[component]
pub fn News(
    /// The messages.
    timeline: ArcRwSignal<Timeline>,
) -> impl IntoView {
    let newest = Memo::new(move |before: Option<&Heard>| {
        timeline.with(|timeline| {
            // What was there when the conversation was opened is no news.
            let opened = before
                .and_then(|(opened, _)| *opened)
                .or_else(|| timeline.is_loaded().then(|| timeline.newest()));
            let news = timeline.shown().next_back().filter(|message| {
                opened.is_some_and(|opened| message.seq > opened) && message.sender_id != Some(timeline.me())
            });
            (
                opened,
                news.map(|message| (message.sender_name.clone(), message.in_short())),
            )
        })
    });
    let words = move || {
        newest
            .get()
            .1
            .map(|(name, text)| say_with(key::MESSAGES_THEY, [("name", name.into()), ("text", text.into())]))
    };
    view! { <p class="visually-hidden" aria-live="polite">{words}</p> }
}
