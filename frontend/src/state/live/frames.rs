//! What each frame of the server does: it patches what is known, or makes something be asked again; never both.

use domain::{
    accounts::calls::ShowMe,
    id::{ConversationId, Epoch},
    messaging::{change::MessageChange, types::MessageInfo},
    socket::ServerFrame,
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    Listing, Live,
    asides::Aside,
    marks::Typist,
    present::Present,
    roll::{Outcome, Roll},
    timeline::{Next, Timeline},
};

impl Live {
    /// A frame came.
    pub(super) fn hear(self, frame: ServerFrame) {
        match frame {
            ServerFrame::Authenticated { .. } => self.authenticated(),
            ServerFrame::AnnouncementChanged { news, .. } => self.announced.heard(news),
            ServerFrame::SelChanged { transfer_id, status } => self.exchange.heard(transfer_id, status),
            ServerFrame::Message { epoch, message } => self.hear_message(epoch, message),
            ServerFrame::MessageTyping {
                conversation_id,
                account_id,
                first_name,
            } => {
                self.somebody_types(Typist::now(conversation_id, account_id, first_name));
            }
            ServerFrame::MessageRead { conversation_id, marks } => {
                for mark in marks {
                    self.with_roll(|roll| roll.read(conversation_id, mark));
                }
            }
            ServerFrame::MessageDelivered { conversation_id, marks } => {
                for mark in marks {
                    self.with_roll(|roll| roll.delivered(conversation_id, mark));
                }
            }
            ServerFrame::ConversationJoined { conversation_id } => self.ask_room(conversation_id),
            ServerFrame::ConversationSettings { conversation_id } => self.settings_changed(conversation_id),
            ServerFrame::ContactsChanged {} => self.asides.tell(Aside::Contacts),
            ServerFrame::Presence {
                account_id,
                state,
                last_seen_at,
            } => self.sees(account_id, Present { state, last_seen_at }),
            ServerFrame::ConversationLeft { conversation_id } => self.leave(conversation_id),
            ServerFrame::FamilyChanged {} | ServerFrame::SchoolChanged {} => self.family_changed(),
            ServerFrame::MessageChanged { epoch, change } => self.hear_change(epoch, change),
            ServerFrame::ModerationChanged {} => self.moderated.update(|count| *count = count.wrapping_add(1)),
            ServerFrame::DraftChanged { conversation_id } => self.asides.tell(Aside::Draft(conversation_id)),
            ServerFrame::ScheduledChanged { conversation_id } => self.asides.tell(Aside::Scheduled(conversation_id)),
            ServerFrame::Resync {} => {
                self.catch_up();
                self.regain();
            }
            // Messages are sent as calls, which have their own answers.
            ServerFrame::Pong { .. } | ServerFrame::Error { .. } => {}
        }
    }

    fn hear_message(self, epoch: Epoch, message: MessageInfo) {
        let id = message.conversation_id;
        if let Some(author) = message.sender_id {
            self.nobody_types(id, author);
        }
        self.with_roll(|roll| roll.hear(epoch, &message));
        if message.sender_id != self.me() {
            self.arrived(id, message.seq);
        }
        self.take_message(id, |timeline| timeline.receive(epoch, message));
    }

    fn settings_changed(self, id: ConversationId) {
        self.ask_room(id);
        self.asides.tell(Aside::Calm(id));
    }

    fn hear_change(self, epoch: Epoch, change: MessageChange) {
        let id = change.conversation_id;
        self.with_roll(|roll| roll.change(epoch, &change));
        self.take_message(id, |timeline| timeline.change(epoch, change));
        self.ask_unsure(id);
    }

    /// Puts a message into its timeline, if the conversation was opened.
    pub(super) fn take_message(self, id: ConversationId, change: impl FnOnce(&mut Timeline) -> Next) {
        let thread = self.threads.with_value(|threads| threads.get(&id).cloned());
        if let Some(thread) = thread {
            let next = thread.change(change);
            self.pursue(id, next);
        }
    }

    /// Changes the list; while it is not here yet, it is asked once more when it comes.
    pub(super) fn with_roll(self, change: impl FnOnce(&mut Roll) -> Outcome) {
        let mut outcome = Outcome::AskAll;
        let known = self
            .listing
            .with_untracked(|listing| matches!(listing, Listing::Known(_)));
        if known {
            self.change_list(|listing| {
                if let Listing::Known(roll) = listing {
                    outcome = change(roll);
                }
            });
        }
        self.follow_up(outcome);
    }

    fn family_changed(self) {
        self.catch_up();
        self.read_family();
    }

    /// This device hears again, and may have missed anything but messages, which have their own way: whatever is on the screen is read again.
    pub(super) fn regain(self) {
        for count in [self.regained, self.moderated] {
            count.update(|count| *count = count.wrapping_add(1));
        }
        self.asides.tell_all();
        self.announced.read_again();
        self.exchange.moves();
        self.read_family();
    }

    fn read_family(self) {
        let session = self.session;
        self.family.update(|family| *family = family.wrapping_add(1));
        spawn_local(async move {
            // Without an answer the page shows what it knows; every call is checked by the server anyway.
            if let Ok(me) = self.client.ask(ShowMe {}).await {
                session.is_now(me);
            }
        });
    }
}
