//! Messages: the list of conversations and the thread.

use domain::{messaging::calls::ListConversations, page::PageQuery};
use leptos::prelude::*;
use leptos_router::{MatchNestedRoutes, components::Route, path};

use crate::{
    client::SignedIn,
    home::conversation_row::ConversationRow,
    i18n::{key, t},
    ui::{card::Card, loaded::Loaded, page_head::PageHead, skeleton::SkeletonRows},
};

/// The addresses of this capability, inside the frame.
#[component(transparent)]
pub fn MessagesRoutes() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("/messages") view=MessagesPage /> }.into_inner()
}

#[component]
fn MessagesPage() -> impl IntoView {
    let client = SignedIn::here();
    let conversations = LocalResource::new(move || async move {
        let query = PageQuery { limit: Some(100), cursor: None };
        client.ask_with(ListConversations {}, query).await.map(|page| page.items)
    });
    view! {
        <PageHead title=t(key::NAV_MESSAGES) />
        <Card>
            <Loaded answer=conversations waiting=|| view! { <SkeletonRows count=5 /> } let:conversations>
                <ul class="row-list">
                    {conversations.into_iter().map(|one| view! { <li><ConversationRow conversation=one /></li> }).collect_view()}
                </ul>
            </Loaded>
        </Card>
    }
}
