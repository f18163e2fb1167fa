//! Messages that have changed, and looks far back: asked one by one, put into their place.

use std::collections::HashSet;

use domain::{
    id::{ConversationId, MessageId},
    messaging::{
        calls::{DeleteMessage, ListMessages, ShowMessage},
        history::HistoryQuery,
        types::MessageInfo,
    },
};
use leptos::{prelude::*, task::spawn_local};

use super::{Live, timeline::Timeline};
use crate::{client::Failure, ui::toasts::Toasts};

/// How many messages around a place are read.
const AROUND: u32 = 60;
/// And how many when going on from there.
const ON: u32 = 50;

impl Live {
    /// The server has answered with a message as I see it: after I have changed it, or because it was asked for.
    pub fn answered(self, message: MessageInfo) {
        let id = message.conversation_id;
        self.with_roll(|roll| roll.answered(&message));
        let thread = self.threads.with_value(|threads| threads.get(&id).cloned());
        if let Some(thread) = thread {
            thread.timeline.update(|timeline| timeline.answered(message));
        }
    }

    /// Reads the messages again of which it is not known what is mine.
    pub(super) fn ask_unsure(self, id: ConversationId) {
        let thread = self.threads.with_value(|threads| threads.get(&id).cloned());
        let unsure = thread.map(|thread| thread.timeline.with_untracked(Timeline::unsure));
        for message in unsure.unwrap_or_default() {
            self.ask_message(id, message);
        }
    }

    fn ask_message(self, conversation: ConversationId, message: MessageId) {
        let turn = self.turn();
        spawn_local(async move {
            let answer = self.client.ask(ShowMessage { conversation, message }).await;
            // Without an answer it is asked for with the next look at all places.
            if let Ok(message) = answer
                && self.is_turn(turn)
            {
                self.answered(message);
            }
        });
    }

    /// Messages that will be deleted unless that is taken back in time.
    pub fn removing(self) -> Signal<HashSet<MessageId>> {
        self.removing.into()
    }

    /// A message is to be deleted in a moment.
    pub fn begin_to_remove(self, message: MessageId) {
        self.removing.update(|removing| {
            removing.insert(message);
        });
    }

    /// It is not to be deleted after all.
    pub fn keep_after_all(self, message: MessageId) {
        self.removing.update(|removing| {
            removing.remove(&message);
        });
    }

    /// Deletes it.
    pub fn remove(self, conversation: ConversationId, message: MessageId, toasts: Toasts) {
        spawn_local(async move {
            match self.client.ask(DeleteMessage { conversation, message }).await {
                Ok(gone) => self.answered(gone),
                Err(failure) => toasts.failed(&failure),
            }
            self.keep_after_all(message);
        });
    }

    /// Shows the messages around a place, reading them when they are not here. Whether that went well.
    pub async fn look_around(self, id: ConversationId, seq: i64) -> Result<(), Failure> {
        let Some(thread) = self.thread(id) else { return Ok(()) };
        if thread.timeline.with_untracked(|timeline| timeline.shows(seq)) {
            return Ok(());
        }
        let query = HistoryQuery {
            around_seq: Some(seq),
            limit: Some(AROUND),
            ..HistoryQuery::default()
        };
        let page = self.client.ask_with(ListMessages { conversation: id }, query).await?;
        thread.timeline.update(|timeline| timeline.look_around(page));
        Ok(())
    }

    /// Shows the newest messages again.
    pub fn come_back(self, id: ConversationId) {
        let Some(thread) = self.thread(id) else { return };
        if thread.timeline.with_untracked(Timeline::is_away) {
            thread.timeline.update(Timeline::come_back);
        }
    }

    /// Reads newer messages than those shown, far back.
    pub fn go_on(self, id: ConversationId) {
        let Some(thread) = self.thread(id) else { return };
        let after = thread.timeline.with_untracked(Timeline::newer_after);
        let Some(after) = after.filter(|_| !thread.going_on.get_untracked()) else {
            return;
        };
        thread.going_on.set(true);
        spawn_local(async move {
            let query = HistoryQuery {
                after_seq: Some(after),
                limit: Some(ON),
                ..HistoryQuery::default()
            };
            // Scrolling down once more asks again.
            if let Ok(page) = self.client.ask_with(ListMessages { conversation: id }, query).await {
                thread.timeline.update(|timeline| timeline.go_on(after, page));
            }
            thread.going_on.set(false);
        });
    }
}
