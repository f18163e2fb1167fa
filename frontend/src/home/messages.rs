//! The three conversations that matter most now.

use domain::{
    messaging::{calls::ListConversations, types::ConversationInfo},
    page::PageQuery,
};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    client::{Failure, SignedIn},
    i18n::{key, t},
    home::conversation_row::ConversationRow,
    ui::{
        divider_card::DividerCard,
        empty_state::EmptyState,
        icon::Glyph,
        loaded::Loaded,
        module::Module,
        skeleton::SkeletonRows,
    },
};

const SHOWN: usize = 3;

/// My conversations as the server knows them; `Copy`, like a signal.
#[derive(Clone, Copy)]
pub struct MyConversations {
    answer: LocalResource<Result<Vec<ConversationInfo>, Failure>>,
}

impl MyConversations {
    /// Asks for them.
    pub fn load() -> Self {
        let client = SignedIn::here();
        Self {
            answer: LocalResource::new(move || async move {
                let query = PageQuery { limit: Some(50), cursor: None };
                client.ask_with(ListConversations {}, query).await.map(|page| page.items)
            }),
        }
    }

    /// The answer; `None` while it is on its way.
    pub const fn answer(self) -> LocalResource<Result<Vec<ConversationInfo>, Failure>> {
        self.answer
    }
}

/// The latest unread conversations, or the latest ones when everything is read.
#[component]
pub fn LatestMessages(
    /// My conversations.
    conversations: MyConversations,
) -> impl IntoView {
    view! {
        <DividerCard module=Module::Messages glyph=Glyph::MessageCircle title=t(key::NAV_MESSAGES)>
            <Loaded answer=conversations.answer() waiting=|| view! { <SkeletonRows count=3 /> } let:conversations>
                {if conversations.is_empty() {
                    view! { <NoConversation /> }.into_any()
                } else {
                    view! { <Latest conversations=conversations /> }.into_any()
                }}
            </Loaded>
        </DividerCard>
    }
}

#[component]
fn Latest(mut conversations: Vec<ConversationInfo>) -> impl IntoView {
    // The sort keeps the order of the server, newest first, inside each half.
    conversations.sort_by_key(|conversation| conversation.unread_count == 0);
    let rows = conversations
        .into_iter()
        .take(SHOWN)
        .map(|conversation| view! { <li><ConversationRow conversation=conversation /></li> })
        .collect_view();
    view! {
        <ul class="row-list">{rows}</ul>
        <div class="card-body">
            <A href="/messages">{t(key::HOME_ALL_MESSAGES)}</A>
        </div>
    }
}

#[component]
fn NoConversation() -> impl IntoView {
    view! {
        <EmptyState
            glyph=Glyph::MessageCircle
            module=Module::Messages
            title=t(key::HOME_NO_MESSAGES)
            detail=t(key::HOME_NO_MESSAGES_DETAIL)
        />
    }
}
