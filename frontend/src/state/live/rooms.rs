//! Conversations that come and go: asked one by one, taken into the list, forgotten.

use std::sync::Arc;

use domain::{
    id::ConversationId,
    messaging::{calls::ShowConversation, types::ConversationInfo},
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    Listing, Live,
    catch_up::is_not_mine,
    roll::Outcome,
    timeline::{Next, Timeline},
};

impl Live {
    /// Asks for one conversation again; it may be new, or not be mine.
    pub fn ask_room(self, id: ConversationId) {
        let turn = self.turn();
        spawn_local(async move {
            let answer = self.client.ask(ShowConversation { conversation: id }).await;
            if !self.is_turn(turn) {
                return;
            }
            match answer {
                Ok(room) => self.put(room),
                Err(failure) if is_not_mine(&failure) => self.leave(id),
                // The next look at all places brings it.
                Err(_) => {}
            }
        });
    }

    /// Takes a conversation into the list, for instance one that was just opened.
    pub fn put(self, room: ConversationInfo) {
        let known = self.change_list(|listing| match listing {
            Listing::Known(roll) => {
                roll.put(room.clone());
                true
            }
            Listing::Waiting | Listing::Failed(_) => false,
        });
        if known != Some(true) {
            self.catch_up();
            return;
        }
        let thread = self.threads.with_value(|threads| threads.get(&room.id).cloned());
        if let Some(thread) = thread {
            if thread.gone.get_untracked() {
                thread.gone.set(false);
                self.pursue(room.id, Next::Reload);
            }
            self.compare(&Arc::new(room), &thread);
        }
    }

    /// I am not in a conversation any more: everything about it is forgotten at once.
    pub fn leave(self, id: ConversationId) {
        let thread = self.threads.with_value(|threads| threads.get(&id).cloned());
        if let Some(thread) = &thread {
            if thread.gone.get_untracked() {
                return;
            }
            thread.gone.set(true);
            thread
                .timeline
                .update(|timeline| *timeline = Timeline::new(timeline.me()));
        }
        self.change_list(|listing| {
            if let Listing::Known(roll) = listing {
                roll.remove(id);
            }
        });
        self.forget_marks(id);
        self.keep_draft(id, String::new());
        self.keep_outbox();
    }

    /// Does what a frame asks for about the list.
    pub(super) fn follow_up(self, outcome: Outcome) {
        match outcome {
            Outcome::Nothing | Outcome::Patched => {}
            Outcome::Ask(id) => self.ask_room(id),
            Outcome::AskLater(id) => self.ask_marks(id),
            Outcome::AskAll => self.catch_up(),
        }
    }
}
