//! Reactions on a message: a chip for each emoji. Pressing one adds mine, or takes it back.

use domain::{
    id::MessageId,
    messaging::{
        reaction::ReactionCount,
        rich_calls::{React, TakeReactionBack},
        types::{ConversationKind, MessageInfo},
    },
    page::NoBody,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    client::SignedIn,
    i18n::{key, say, say_with, t},
    messages::here::{Asking, Here, Shown},
    state::live::Live,
    ui::{each::each, toasts::Toasts},
};

/// Below the bubble.
#[component]
pub fn Reactions(
    /// The message.
    message: Shown,
) -> impl IntoView {
    let here = Here::now();
    let counts = Memo::new(move |_| message.with(|message| message.reactions.clone()));
    let hand = Hand::here();
    let chip = move |emoji: String| {
        let known = emoji.clone();
        let count = Memo::new(move |_| {
            let find = |counts: &Vec<ReactionCount>| counts.iter().find(|count| count.emoji == known).cloned();
            counts
                .with(find)
                .map(|count| (count.count, count.mine))
                .unwrap_or_default()
        });
        let named = emoji.clone();
        let label = move || {
            let (count, mine) = count.get();
            let words = if mine {
                key::MESSAGES_REACTION_WITH_ME
            } else {
                key::MESSAGES_REACTION
            };
            say_with(words, [("emoji", named.clone().into()), ("count", count.into())])
        };
        let pressed = emoji.clone();
        view! {
            <button
                type="button"
                class="reaction"
                tabindex=move || if message.with(|message| here.current.get() == Some(message.seq)) { "0" } else { "-1" }
                aria-pressed=move || count.get().1.to_string()
                aria-label=label
                on:click=move |_| hand.press(&message.get_untracked(), pressed.clone())
            >
                <span aria-hidden="true">{emoji}</span>
                <span aria-hidden="true" class="numbers">{move || count.get().0}</span>
            </button>
        }
    };
    let who = move |_| here.asking.set(Some(Asking::Reactions(message.get_untracked())));
    view! {
        <Show when=move || counts.with(|counts| !counts.is_empty())>
            <div class="reactions" role="group" aria-label=t(key::MESSAGES_REACTIONS)>
                {each(move || counts.get(), |count| count.emoji.clone(), move |count| chip(count.emoji))}
                <button type="button" class="link-button reactions-who" tabindex="-1" on:click=who>
                    {move || say(key::MESSAGES_REACTIONS_WHO)}
                </button>
            </div>
        </Show>
    }
}

/// What reacting needs; `Copy`.
#[derive(Debug, Clone, Copy)]
pub struct Hand {
    live: Live,
    client: SignedIn,
    toasts: Toasts,
}

impl Hand {
    /// In the signed-in part of the application.
    pub fn here() -> Self {
        Self {
            live: Live::here(),
            client: SignedIn::here(),
            toasts: Toasts::here(),
        }
    }

    /// Adds my emoji to a message, or takes it back.
    pub fn press(self, message: &MessageInfo, emoji: String) {
        let (conversation, id): (_, MessageId) = (message.conversation_id, message.id);
        let mine = message.reactions.iter().any(|count| count.emoji == emoji && count.mine);
        spawn_local(async move {
            let message = id;
            let answer = if mine {
                let call = TakeReactionBack {
                    conversation,
                    message,
                    emoji,
                };
                self.client.tell(call, NoBody {}).await
            } else {
                let call = React {
                    conversation,
                    message,
                    emoji,
                };
                self.client.tell(call, NoBody {}).await
            };
            match answer {
                Ok(message) => self.live.answered(message),
                Err(failure) => self.toasts.failed(&failure),
            }
        });
    }
}

/// Whether I may react in the open conversation, as far as this device knows.
pub fn may_react(here: Here) -> bool {
    untrack(|| Live::here().room(here.id))
        .is_some_and(|room| room.closed_at.is_none() && (room.kind != ConversationKind::Announcement || room.may_write))
}
