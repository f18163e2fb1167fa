//! Sends what I have written: one conversation's messages one after the other, each with one number at every attempt, so that
//! an answer that got lost makes no second message.

use domain::{
    id::{ClientMessageId, ConversationId, Id},
    messaging::{calls::SendMessage, new_message::NewMessage},
    problem::Code,
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    Live, Thread,
    pause::Pause,
    timeline::echo::{Echo, EchoState, Written},
};
use crate::{client::Failure, i18n::dates};

/// A message that the server breaks on is given back to the reader after so many attempts.
const MOST_BREAKS: u32 = 5;

impl Live {
    /// Writes a message: it stands in the conversation at once, and is sent as soon as it can be.
    pub fn write(self, id: ConversationId, written: Written) {
        let Some(thread) = self.thread(id) else { return };
        let echo = Echo {
            id: Id::fresh(),
            written,
            at: dates::now(),
            state: EchoState::Sending,
        };
        thread.timeline.update(|timeline| timeline.write(echo));
        self.keep_outbox();
        self.flush(id);
    }

    /// Sends a refused message again.
    pub fn retry(self, id: ConversationId, message: ClientMessageId) {
        let Some(thread) = self.thread(id) else { return };
        thread.timeline.update(|timeline| timeline.retry(message));
        self.keep_outbox();
        self.flush(id);
    }

    /// Gives a refused message up.
    pub fn discard(self, id: ConversationId, message: ClientMessageId) {
        let Some(thread) = self.thread(id) else { return };
        thread.timeline.update(|timeline| timeline.discard(message));
        self.keep_outbox();
    }

    /// Sends what waits in a conversation.
    pub(super) fn flush(self, id: ConversationId) {
        let Some(thread) = self.thread(id) else { return };
        let waits = thread
            .timeline
            .with_untracked(|timeline| timeline.next_to_send().is_some());
        if !waits || !thread.sending.begin() {
            return;
        }
        spawn_local(async move {
            loop {
                // Read anew: signing in again begins another turn.
                let turn = self.turn();
                if self.is_turn(turn) {
                    self.send_all(id, &thread, turn).await;
                }
                if !thread.sending.again() {
                    return;
                }
            }
        });
    }

    async fn send_all(self, id: ConversationId, thread: &Thread, turn: u32) {
        let mut pause = Pause::default();
        loop {
            let next = thread
                .timeline
                .with_untracked(|timeline| timeline.next_to_send().cloned());
            let Some(echo) = next.filter(|_| self.is_turn(turn)) else {
                return;
            };
            let body = NewMessage {
                reply_to: echo.written.reply_to,
                mentions: echo.written.mentions,
                mentions_everyone: echo.written.mentions_everyone,
                poll: echo.written.poll,
                service_id: echo.written.service_id,
                attachments: echo.written.attachments.iter().map(|file| file.id).collect(),
                ..NewMessage::text(echo.written.content, echo.id)
            };
            let answer = self.client.tell(SendMessage { conversation: id }, body).await;
            if !self.is_turn(turn) {
                return;
            }
            match answer {
                Ok(message) => {
                    pause.reset();
                    let epoch = untrack(|| self.room(id)).map(|room| room.epoch);
                    if let Some(epoch) = epoch {
                        self.with_roll(|roll| roll.hear(epoch, &message));
                    }
                    self.take_message(id, |timeline| timeline.taken(message));
                    self.keep_outbox();
                }
                Err(failure) if failure.is(Code::Unauthenticated) => {
                    self.expire();
                    return;
                }
                Err(failure) if failure.may_pass() && !(broke(&failure) && pause.failed() >= MOST_BREAKS) => {
                    self.calls_get_through(failure != Failure::NoAnswer);
                    self.rest(pause.next(js_sys::Math::random())).await;
                }
                Err(failure) => {
                    let code = if let Failure::Problem(problem) = &failure {
                        problem.code
                    } else {
                        Code::Internal
                    };
                    thread.timeline.update(|timeline| timeline.refused(echo.id, code));
                    self.keep_outbox();
                }
            }
        }
    }
}

/// Whether the fault may be in the message itself.
fn broke(failure: &Failure) -> bool {
    failure.is(Code::Internal) || matches!(failure, Failure::Unreadable { .. })
}
