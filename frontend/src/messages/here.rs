//! The open conversation, for whatever stands in it.

use std::sync::Arc;

use domain::{
    id::ConversationId,
    messaging::{
        moderation::rules,
        types::{ConversationKind, MessageInfo},
    },
};
use leptos::prelude::*;

use crate::{
    messages::{composer::Writing, menu::Opened},
    state::{
        live::{Live, timeline::Timeline},
        session::Session,
    },
};

/// A message of the open conversation as it is now: follows its changes.
pub type Shown = Memo<Arc<MessageInfo>>;

/// The open conversation; `Copy`, provided to the column and the composer.
#[derive(Debug, Clone, Copy)]
pub struct Here {
    /// Which.
    pub id: ConversationId,
    /// Its kind: in a direct conversation nobody has to say who wrote.
    pub kind: ConversationKind,
    /// Its messages.
    pub timeline: RwSignal<Timeline>,
    /// What is being written.
    pub writing: Writing,
    /// Leads to the message at a place, and shows it.
    pub jump: Callback<i64>,
    /// The place that somebody was led to a moment ago.
    pub aimed: RwSignal<Option<i64>>,
    /// The place of the message that the keyboard is on.
    pub current: RwSignal<Option<i64>>,
    /// The open menu of a message.
    pub menu: RwSignal<Option<Opened>>,
    /// What is shown of a message in a dialog.
    pub asking: RwSignal<Option<Asking>>,
}

/// What can be shown of a message in a dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asking {
    /// Whom it has reached.
    Receipts(Arc<MessageInfo>),
    /// What it said before.
    Edits(Arc<MessageInfo>),
    /// Where it is to go as well.
    Forward(Arc<MessageInfo>),
    /// Why moderators should look at it.
    Report(Arc<MessageInfo>),
    /// Which emoji it gets from me.
    React(Arc<MessageInfo>),
    /// Who reacted to it.
    Reactions(Arc<MessageInfo>),
    /// Who voted what in its poll.
    Votes(Arc<MessageInfo>),
    /// Of none: other ways to write.
    Ways,
    /// An emoji for the text.
    Emoji,
    /// A poll to send.
    Poll,
    /// When what is being written leaves.
    Later,
    /// What leaves later.
    Waiting,
}

impl Here {
    /// The open one.
    pub fn now() -> Self {
        expect_context::<Self>()
    }

    /// Whether I look after the room, as far as this device knows; the server asks again.
    pub fn looks_after(self) -> bool {
        let me = untrack(|| Session::here().me().get());
        let room = untrack(|| Live::here().room(self.id));
        me.zip(room)
            .is_some_and(|(me, room)| rules::looks_after(me.membership.role, &room))
    }

    /// A message as it is now.
    pub fn shown(self, message: Arc<MessageInfo>) -> Shown {
        let (seq, id) = (message.seq, message.id);
        let removing = Live::here().removing();
        Memo::new(move |before: Option<&Arc<MessageInfo>>| {
            let found = self.timeline.try_with(|timeline| timeline.find(seq).cloned()).flatten();
            let now = found.unwrap_or_else(|| before.unwrap_or(&message).clone());
            // What is about to be deleted looks deleted, as long as that can be taken back.
            if now.deleted_at.is_none() && removing.with(|removing| removing.contains(&id)) {
                return Arc::new(MessageInfo {
                    deleted_at: Some(now.created_at),
                    content: String::new(),
                    ..(*now).clone()
                });
            }
            now
        })
    }
}
