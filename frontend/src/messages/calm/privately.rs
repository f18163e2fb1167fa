//! An answer that only its reader has to read: from the room of a class into the conversation of two, with the words that it answers.

use std::sync::Arc;

use domain::messaging::{
    calls::OpenDirect,
    types::{ConversationKind, MessageInfo, NewDirect},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

use crate::{
    client::SignedIn,
    i18n::key,
    messages::{calm::entries::Line, here::Here},
    state::live::Live,
    ui::{icon::Glyph, toasts::Toasts},
};

/// Longest excerpt of what is answered, in characters.
const EXCERPT: usize = 140;

/// Opens the conversation with the author, the message begun with a quote. Offered where many would read the answer.
pub fn privately(here: Here, message: &Arc<MessageInfo>) -> Option<Line> {
    let author = message.sender_id?;
    let is_crowd = !matches!(here.kind, ConversationKind::Direct | ConversationKind::Support);
    let stands = message.deleted_at.is_none() && message.hidden_at.is_none();
    let (client, live, toasts) = (SignedIn::here(), Live::here(), Toasts::here());
    if !is_crowd || !stands || live.me() == Some(author) {
        return None;
    }
    let go = use_navigate();
    let excerpt: String = message.in_short().chars().take(EXCERPT).collect();
    let open = move |()| {
        let (go, excerpt) = (go.clone(), excerpt.clone());
        spawn_local(async move {
            match client.tell(OpenDirect {}, NewDirect { account_id: author }).await {
                Ok(room) => {
                    if live.draft(room.id).is_empty() && !excerpt.is_empty() {
                        live.keep_draft(room.id, format!("« {excerpt} »\n"));
                    }
                    go(&format!("/messages/{}", room.id), Default::default());
                }
                Err(failure) => toasts.failed(&failure),
            }
        });
    };
    Some((Glyph::User, key::CALM_PRIVATELY, Callback::new(open)))
}
