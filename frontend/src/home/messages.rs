//! The three conversations that matter most now.

use domain::id::ConversationId;
use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    i18n::{key, say, t},
    rooms::row::ConversationRow,
    state::live::{Live, Shape},
    ui::{
        divider_card::DividerCard, each::each, empty_state::EmptyState, error_state::ErrorState, icon::Glyph,
        module::Module, skeleton::SkeletonRows,
    },
};

const SHOWN: usize = 3;

/// The latest unread conversations, or the latest ones when everything is read.
#[component]
pub fn LatestMessages() -> impl IntoView {
    let live = Live::here();
    let shape = live.shape();
    let body = move || match shape.get() {
        Shape::Waiting => view! { <SkeletonRows count=3 /> }.into_any(),
        Shape::Failed(failure) => {
            view! { <ErrorState failure=failure on_retry=move |()| live.catch_up() /> }.into_any()
        }
        Shape::Empty => view! {
            <EmptyState
                glyph=Glyph::MessageCircle
                module=Module::Messages
                title=t(key::HOME_NO_MESSAGES)
                detail=Signal::derive(move || Some(say(key::HOME_NO_MESSAGES_DETAIL)))
            />
        }
        .into_any(),
        Shape::Rooms => view! { <Latest /> }.into_any(),
    };
    view! {
        <DividerCard module=Module::Messages glyph=Glyph::MessageCircle title=t(key::NAV_MESSAGES)>
            {body}
        </DividerCard>
    }
}

#[component]
fn Latest() -> impl IntoView {
    let live = Live::here();
    let latest = Memo::new(move |_| {
        let (unread, read): (Vec<_>, Vec<_>) = live.rooms().into_iter().partition(|room| room.unread_count > 0);
        unread
            .into_iter()
            .chain(read)
            .take(SHOWN)
            .map(|room| room.id)
            .collect::<Vec<ConversationId>>()
    });
    view! {
        <ul class="row-list">
            {each(move || latest.get(), |id| *id, |id| view! { <li><ConversationRow id=id /></li> })}
        </ul>
        <div class="card-body">
            <A href="/messages">{t(key::HOME_ALL_MESSAGES)}</A>
        </div>
    }
}
