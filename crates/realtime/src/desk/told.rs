//! What the desk is told: by its own node, and by the others.

use std::time::Duration;

use domain::{
    happening::Happening,
    id::{AccountId, ConversationId},
    messaging::change::Place,
    socket::ServerFrame,
};

use crate::{
    desk::{Desk, Input},
    hub::{About, Weight, wire},
    news::News,
};

/// How long a message of this node waits for the one before it, whose commit was announced by another thread, before the database
/// is asked.
const OVERTAKING: Duration = Duration::from_millis(25);

/// How long read marks of a busy room wait to be told together: nobody sees the difference.
const GLANCE: Duration = Duration::from_millis(250);

impl Desk {
    pub(super) fn here(&mut self, happening: Happening) {
        match happening {
            Happening::MessageSent { message, recipients } => self.place(Place::Message(message), recipients),
            Happening::MessageChanged { change, recipients } => self.place(Place::Change(change), recipients),
            Happening::Typing {
                conversation,
                account,
                first_name,
                recipients,
            } => {
                if self.schools.of(conversation).is_some() {
                    return self.typing(conversation, account, first_name, &recipients);
                }
                if self.hub.has_any(&recipients) {
                    let typing = Input::Typing {
                        conversation,
                        account,
                        first_name,
                        recipients,
                    };
                    self.ask_school(conversation, Some(typing));
                }
            }
            Happening::Read {
                conversation,
                marks,
                recipients,
            } => {
                if let Some(told) = self.marks.moved(conversation, marks, recipients) {
                    self.tell_marks(&told);
                    self.later(GLANCE, Input::Marks(conversation));
                }
            }
            other => self.elsewhere(News::from(&other)),
        }
    }

    /// Tells the read marks that have waited, here and to the other nodes.
    pub(super) fn tell_waiting_marks(&mut self, conversation: ConversationId) {
        let told = self.marks.take(conversation);
        if !told.is_empty() {
            self.later(GLANCE, Input::Marks(conversation));
        }
        for marks in &told {
            self.tell_marks(marks);
        }
    }

    fn tell_marks(&mut self, marks: &Happening) {
        self.outbox.tell(marks);
        self.elsewhere(News::from(marks));
    }

    /// A place taken on this node: its frame is at hand.
    fn place(&mut self, place: Place, recipients: Vec<AccountId>) {
        let (conversation, seq) = (place.conversation(), place.seq());
        if !self.hub.has_any(&recipients) {
            self.ledger.skip(conversation, seq);
            return self.advance(conversation);
        }
        let frame = wire(&ServerFrame::of_place(self.epoch, place));
        self.ledger.offer(conversation, seq, recipients, Some(frame));
        self.release(conversation);
        if self.ledger.is_waiting(conversation) {
            self.later(OVERTAKING, Input::Look(conversation));
        }
    }

    pub(super) fn elsewhere(&mut self, news: News) {
        match news {
            News::Sent {
                conversation,
                seq,
                recipients,
            } => {
                if self.hub.has_any(&recipients) {
                    self.ledger.offer(conversation, seq, recipients, None);
                } else {
                    self.ledger.skip(conversation, seq);
                }
                return self.advance(conversation);
            }
            News::Left { conversation, account } => self.marks.left(conversation, account),
            News::SessionEnded { session } => return self.hub.close_session(session),
            News::Farewell => return,
            News::Joined { conversation, account } if self.hub.has_any(&[account]) => {
                self.ledger.expect(conversation);
                self.advance(conversation);
            }
            _ => {}
        }
        self.tell(news);
    }

    /// Tells it to those whom it is for; as soon as it is known of which school it is.
    fn tell(&mut self, news: News) {
        if !self.hub.has_any(news.recipients()) {
            return;
        }
        let conversation = news.conversation();
        let school = conversation.and_then(|conversation| self.schools.of(conversation));
        if let (Some(conversation), None) = (conversation, school) {
            return self.ask_school(conversation, Some(Input::Elsewhere(news)));
        }
        if let News::Typing {
            conversation,
            account,
            recipients,
        } = news
        {
            return self.ask_name(conversation, account, recipients);
        }
        let Some(about) = news.about(school) else { return };
        let Some((frame, recipients)) = frame_of(news) else {
            return;
        };
        let weight = match frame {
            ServerFrame::Presence { .. } => Weight::Fleeting,
            _ => Weight::Lasting,
        };
        self.hub.deliver(&recipients, &wire(&frame), (about, weight));
        if let ServerFrame::ConversationLeft { conversation_id } = frame {
            for account in recipients {
                self.hub.close_room(account, conversation_id);
            }
        }
    }

    pub(super) fn typing(
        &self,
        conversation: ConversationId,
        account: AccountId,
        first_name: String,
        recipients: &[AccountId],
    ) {
        let Some(school) = self.schools.of(conversation) else {
            return;
        };
        let frame = wire(&ServerFrame::MessageTyping {
            conversation_id: conversation,
            account_id: account,
            first_name,
        });
        let about = About::Room(conversation, school);
        self.hub.deliver(recipients, &frame, (about, Weight::Fleeting));
    }

    fn ask_name(&self, conversation: ConversationId, account: AccountId, recipients: Vec<AccountId>) {
        let (answer, sender) = (self.truth.first_name(account), self.sender.clone());
        self.beside(async move {
            if let Ok(first_name) = answer.await {
                drop(sender.send(Input::Typing {
                    conversation,
                    account,
                    first_name,
                    recipients,
                }));
            }
        });
    }
}

/// News that is a frame as it stands, and who gets it.
fn frame_of(news: News) -> Option<(ServerFrame, Vec<AccountId>)> {
    let told = match news {
        News::Read {
            conversation: conversation_id,
            marks,
            recipients,
        } => (ServerFrame::MessageRead { conversation_id, marks }, recipients),
        News::Delivered {
            conversation: conversation_id,
            marks,
            recipients,
        } => (ServerFrame::MessageDelivered { conversation_id, marks }, recipients),
        News::DraftChanged {
            conversation: conversation_id,
            account,
        } => (ServerFrame::DraftChanged { conversation_id }, vec![account]),
        News::ScheduledChanged {
            conversation: conversation_id,
            account,
        } => (ServerFrame::ScheduledChanged { conversation_id }, vec![account]),
        News::Joined {
            conversation: conversation_id,
            account,
        } => (ServerFrame::ConversationJoined { conversation_id }, vec![account]),
        News::Left {
            conversation: conversation_id,
            account,
        } => (ServerFrame::ConversationLeft { conversation_id }, vec![account]),
        News::SettingsChanged {
            conversation: conversation_id,
            account,
        } => (ServerFrame::ConversationSettings { conversation_id }, vec![account]),
        News::ContactsChanged { recipients, .. } => (ServerFrame::ContactsChanged {}, recipients),
        News::Presence {
            presence, recipients, ..
        } => {
            let frame = ServerFrame::Presence {
                account_id: presence.account_id,
                state: presence.state,
                last_seen_at: presence.last_seen_at,
            };
            (frame, recipients)
        }
        News::FamilyChanged { account, .. } => (ServerFrame::FamilyChanged {}, vec![account]),
        News::Moderated { recipients, .. } => (ServerFrame::ModerationChanged {}, recipients),
        News::SchoolChanged { recipients, .. } => (ServerFrame::SchoolChanged {}, recipients),
        News::Announcement { change, recipients, .. } => {
            let frame = ServerFrame::AnnouncementChanged {
                announcement_id: change.announcement_id,
                news: change.news,
            };
            (frame, recipients)
        }
        News::Sel { news, recipients, .. } => {
            let frame = ServerFrame::SelChanged {
                transfer_id: news.transfer,
                status: news.status,
            };
            (frame, recipients)
        }
        News::Sent { .. } | News::Typing { .. } | News::SessionEnded { .. } | News::Farewell => return None,
    };
    Some(told)
}
