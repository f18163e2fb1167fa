//! What is not sent yet, kept on this device: drafts and messages on their way survive a reload and an expired session. And what was looked for.
//! Signing out forgets them.

use std::collections::HashMap;

use domain::{
    id::{AccountId, ConversationId},
    sel::service::ServiceQuote,
};
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use super::{
    Live,
    timeline::echo::{Echo, EchoState},
};
use crate::device;

type Drafts = HashMap<ConversationId, String>;
type Outbox = HashMap<ConversationId, Vec<Echo>>;

impl Live {
    /// What I had begun to write, empty when nothing.
    pub fn draft(self, id: ConversationId) -> String {
        self.drafts.with(|drafts| drafts.get(&id).cloned().unwrap_or_default())
    }

    /// Keeps what I am writing.
    pub fn keep_draft(self, id: ConversationId, text: String) {
        self.drafts.update(|drafts| {
            if text.trim().is_empty() {
                drafts.remove(&id)
            } else {
                drafts.insert(id, text)
            };
        });
        if let Some(me) = self.me() {
            self.drafts
                .with_untracked(|drafts| keep(&drafts_name(me), drafts, drafts.is_empty()));
        }
    }

    /// The offer or request that my next message is about.
    pub fn about(self, id: ConversationId) -> Option<ServiceQuote> {
        self.abouts.with(|abouts| abouts.get(&id).cloned())
    }

    /// My next message is about this offer or request, or about none.
    pub fn is_about(self, id: ConversationId, service: Option<ServiceQuote>) {
        self.abouts.update(|abouts| {
            match service {
                Some(service) => abouts.insert(id, service),
                None => abouts.remove(&id),
            };
        });
    }

    /// Takes up what this account had begun on this device.
    pub(super) fn restore(self) {
        let Some(me) = self.me() else { return };
        self.drafts.set(recall::<Drafts>(&drafts_name(me)));
        for (id, echoes) in recall::<Outbox>(&outbox_name(me)) {
            let Some(thread) = self.thread(id) else { continue };
            thread.timeline.update(|timeline| {
                for mut echo in echoes {
                    if echo.state == EchoState::Taken {
                        echo.state = EchoState::Sending;
                    }
                    timeline.write(echo);
                }
            });
        }
    }

    /// Keeps the messages on their way.
    pub(super) fn keep_outbox(self) {
        let Some(me) = self.me() else { return };
        let outbox: Outbox = self.threads.with_value(|threads| {
            let waiting = threads.iter().map(|(id, thread)| {
                (
                    *id,
                    thread.timeline.with_untracked(|timeline| timeline.echoes().to_vec()),
                )
            });
            waiting.filter(|(_, echoes)| !echoes.is_empty()).collect()
        });
        keep(&outbox_name(me), &outbox, outbox.is_empty());
    }
}

/// Forgets what an account had begun on this device.
pub(super) fn forget(account: AccountId) {
    device::forget(&drafts_name(account));
    device::forget(&outbox_name(account));
    device::forget(&searches_name(account));
    device::forget(&told_drafts_name(account));
}

/// Where it is kept what an account looked for.
pub fn searches_name(account: AccountId) -> String {
    format!("ecolehub.searches.{account}")
}

/// Where it is kept which drafts the server had at last.
pub fn told_drafts_name(account: AccountId) -> String {
    format!("ecolehub.drafts.told.{account}")
}

fn drafts_name(account: AccountId) -> String {
    format!("ecolehub.drafts.{account}")
}

fn outbox_name(account: AccountId) -> String {
    format!("ecolehub.outbox.{account}")
}

fn keep<T: Serialize>(name: &str, value: &T, nothing: bool) {
    match serde_json::to_string(value) {
        Ok(text) if !nothing => device::remember(name, &text),
        _ => device::forget(name),
    }
}

fn recall<T: DeserializeOwned + Default>(name: &str) -> T {
    device::recall(name)
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}
