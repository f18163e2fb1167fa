//! What keeps an open conversation calm: pinned messages above it, answered questions folded, slow mode and quiet hours where one writes,
//! and the recap of the week.

mod entries;
mod fold;
pub mod keeping;
mod pace;
mod pins;
mod privately;
mod recap;

use std::collections::HashSet;

use domain::{
    id::MessageId,
    messaging::{
        calm::{calls::ShowCalm, types::RoomCalm},
        types::ConversationKind,
    },
};
use leptos::prelude::*;

pub use self::{
    entries::{Line, answers, pin, reopen},
    fold::{AnsweredLine, is_folded},
    pace::PaceLine,
    pins::PinnedBar,
    privately::privately,
};
use crate::{
    client::{Answer, SignedIn},
    messages::here::Here,
    state::live::{Live, asides::Aside},
};

/// The calm of the open conversation; `Copy`, provided beside [`Here`].
#[derive(Clone, Copy)]
pub struct Calm {
    /// As the server last said.
    pub now: Answer<RoomCalm>,
    /// Answered questions whose answers are shown all the same.
    pub unfolded: RwSignal<HashSet<MessageId>>,
}

impl Calm {
    /// Asks for it, and again when somebody sets slow mode, or something was moderated, refused or sent.
    pub fn provide() {
        let (client, here, live) = (SignedIn::here(), Here::now(), Live::here());
        let conversation = here.id;
        let changed = live.asides().of(Aside::Calm(conversation));
        let now = Answer::ask(move || {
            live.moderated().track();
            changed.track();
            async move { client.ask(ShowCalm { conversation }).await }
        });
        let calm = Self {
            now,
            unfolded: RwSignal::new(HashSet::new()),
        };
        provide_context(calm);
        // A refused message may have met slow mode; in slow mode every message starts the clock anew.
        let echoes = Memo::new(move |_| here.timeline.with(|timeline| timeline.echoes().len()));
        Effect::new(move |before: Option<usize>| {
            let count = echoes.get();
            let slow = untrack(|| calm.known()).is_some_and(|calm| calm.slow_mode_seconds > 0);
            if before.is_some_and(|before| before != count)
                && (slow || count > 0)
                && here.kind != ConversationKind::Direct
            {
                now.refetch();
            }
            count
        });
    }

    /// The one of the open conversation.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// What is known.
    pub fn known(self) -> Option<RoomCalm> {
        self.now.get().and_then(Result::ok)
    }

    /// Whether I keep order here, as far as this device knows; the server asks again.
    pub fn keeps_order(self) -> bool {
        untrack(|| self.known()).is_some_and(|calm| calm.may_moderate)
    }
}
