//! The log of moderation, for the direction.

use domain::{
    messaging::moderation::{calls::ListActs, types::LogEntry},
    page::PageQuery,
};
use leptos::prelude::*;

use crate::{
    client::SignedIn,
    i18n::{key, t},
    school::{
        moderation::case::ActRow,
        paged::{Paged, PagedList},
    },
    state::live::Live,
    ui::{divider_card::DividerCard, empty_state::EmptyState, icon::Glyph, module::Module},
};

/// What moderators did, the newest first.
#[component]
pub fn LogCard() -> impl IntoView {
    let (client, live) = (SignedIn::here(), Live::here());
    let acts = Paged::ask(move |cursor| {
        live.moderated().track();
        async move {
            client
                .ask_with(
                    ListActs {},
                    PageQuery {
                        limit: Some(20),
                        cursor,
                    },
                )
                .await
        }
    });
    let row = |entry: LogEntry| view! { <ActRow act=entry.act about=entry.author_name /> };
    view! {
        <DividerCard module=Module::Education glyph=Glyph::History title=t(key::CASES_LOG)>
            <PagedList list=acts row=row empty=|| view! { <Nothing /> }.into_any() />
        </DividerCard>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <EmptyState
            glyph=Glyph::History
            module=Module::Education
            title=t(key::CASES_LOG_NONE)
            detail=t(key::CASES_LOG_NONE_DETAIL)
        />
    }
}
