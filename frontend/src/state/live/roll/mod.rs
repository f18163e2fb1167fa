//! The list of conversations as this device knows it. Pure: a frame either patches it or says what to ask again.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    id::{AccountId, ConversationId, Epoch},
    messaging::{
        change::MessageChange,
        marks::PersonMark,
        types::{ConversationInfo, ConversationKind, MessageInfo, MessageKind},
    },
    moment::Moment,
    words::search_key,
};

/// What a frame did to the list: it patched it, or something must be asked again; never both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Outcome {
    /// Nothing changed.
    Nothing,
    /// The list has changed.
    Patched,
    /// This conversation must be asked again.
    Ask(ConversationId),
    /// This conversation's marks must be asked again, when there is time.
    AskLater(ConversationId),
    /// The whole list must be asked again.
    AskAll,
}

/// The conversations that I am in.
#[derive(Debug, Clone)]
pub struct Roll {
    me: AccountId,
    rooms: BTreeMap<ConversationId, Arc<ConversationInfo>>,
}

impl Roll {
    /// The list as the server gave it.
    pub fn new(me: AccountId, conversations: Vec<ConversationInfo>) -> Self {
        Self {
            me,
            rooms: conversations
                .into_iter()
                .map(|room| (room.id, Arc::new(room)))
                .collect(),
        }
    }

    /// Whether I am in no conversation.
    pub fn is_empty(&self) -> bool {
        self.rooms.is_empty()
    }

    /// One conversation.
    pub fn find(&self, id: ConversationId) -> Option<&Arc<ConversationInfo>> {
        self.rooms.get(&id)
    }

    /// Those that I keep at the head first; then the newest first, those without a message last.
    pub fn in_order(&self) -> Vec<Arc<ConversationInfo>> {
        let mut rooms: Vec<_> = self.rooms.values().cloned().collect();
        rooms.sort_unstable_by_key(|room| {
            let newest = room.last_message.as_ref();
            // a room that was just made stands where its first message would
            let at = newest.map(|message| message.created_at).max(room.active_at);
            std::cmp::Reverse((room.pinned, at, newest.map(|message| message.id), room.id))
        });
        rooms
    }

    /// How many messages I have not read, in all conversations about which I want to hear now.
    pub fn unread(&self, now: Moment) -> u32 {
        let unread: i64 = self.rooms.values().map(|room| room.counted(now).max(0)).sum();
        u32::try_from(unread).unwrap_or(u32::MAX)
    }

    /// The conversation as the server gave it just now. Marks of mine that the server has not heard of yet stay.
    pub fn put(&mut self, mut room: ConversationInfo) {
        if let Some(known) = self.rooms.get(&room.id).filter(|known| known.epoch == room.epoch) {
            if known.last_read_seq > room.last_read_seq {
                room.last_read_seq = known.last_read_seq;
                if known.last_read_seq >= room.last_seq {
                    room.unread_count = 0;
                    room.mention_count = 0;
                }
            }
            room.others_read_seq = room.others_read_seq.max(known.others_read_seq);
            room.others_delivered_seq = room.others_delivered_seq.max(known.others_delivered_seq);
            if known.last_seq > room.last_seq {
                room.last_seq = known.last_seq;
                room.last_message.clone_from(&known.last_message);
                room.unread_count = known.unread_count;
                room.mention_count = known.mention_count;
            }
        }
        self.rooms.insert(room.id, Arc::new(room));
    }

    /// The whole list as the server gave it just now.
    pub fn replace(&mut self, conversations: Vec<ConversationInfo>) {
        let mut before = std::mem::take(&mut self.rooms);
        for room in conversations {
            if let Some(known) = before.remove(&room.id) {
                self.rooms.insert(known.id, known);
            }
            self.put(room);
        }
    }

    /// I am not in a conversation any more.
    pub fn remove(&mut self, id: ConversationId) {
        self.rooms.remove(&id);
    }

    /// A message has taken its place.
    pub fn hear(&mut self, epoch: Epoch, message: &MessageInfo) -> Outcome {
        let id = message.conversation_id;
        let Some(room) = self.rooms.get(&id) else {
            return Outcome::Ask(id);
        };
        if room.epoch != epoch {
            return Outcome::AskAll;
        }
        if message.seq <= room.last_seq {
            return Outcome::Nothing;
        }
        if message.seq > room.last_seq + 1 {
            return Outcome::Ask(id);
        }
        if message.message_type == MessageKind::System {
            // somebody has come or gone, or the room has another name
            return Outcome::Ask(id);
        }
        let me = self.me;
        let mine = message.sender_id == Some(me);
        let mut mentions = message.mentions.iter();
        let to_me = mentions.any(|mention| mention.account_id.is_none_or(|account| account == me));
        self.patch(id, |room| {
            room.last_seq = message.seq;
            room.last_message = Some(message.clone());
            // as the server does: a message brings it back, unless it is muted
            room.archived &= room.muted_until.is_some();
            if !mine && message.seq > room.last_read_seq {
                room.unread_count += 1;
                room.mention_count += i64::from(to_me);
            }
        })
    }

    /// A message has changed. What I have not read is messages: a change adds nothing to it.
    pub fn change(&mut self, epoch: Epoch, change: &MessageChange) -> Outcome {
        let id = change.conversation_id;
        let Some(room) = self.rooms.get(&id) else {
            return Outcome::Ask(id);
        };
        if room.epoch != epoch {
            return Outcome::AskAll;
        }
        if change.seq > room.last_seq + 1 {
            return Outcome::Ask(id);
        }
        let is_news = change.seq > room.last_seq;
        let is_newer = is_newer(room.last_message.as_ref(), &change.message);
        if !is_news && !is_newer {
            return Outcome::Nothing;
        }
        self.patch(id, |room| {
            room.last_seq = room.last_seq.max(change.seq);
            if is_newer {
                room.last_message = Some(change.message.clone());
            }
        })
    }

    /// A message as the server has just shown it to me.
    pub fn answered(&mut self, message: &MessageInfo) -> Outcome {
        let id = message.conversation_id;
        let known = self.rooms.get(&id).and_then(|room| room.last_message.as_ref());
        if !is_newer(known, message) {
            return Outcome::Nothing;
        }
        self.patch(id, |room| room.last_message = Some(message.clone()))
    }

    /// Somebody has read, I on another device or somebody else.
    pub fn read(&mut self, id: ConversationId, mark: PersonMark) -> Outcome {
        let Some(room) = self.rooms.get(&id) else {
            return Outcome::Nothing;
        };
        if mark.account_id == self.me {
            return match mark.seq {
                seq if seq <= room.last_read_seq => Outcome::Nothing,
                seq if seq < room.last_seq => Outcome::Ask(id),
                _ => self.read_by_me(id, mark.seq, 0),
            };
        }
        if mark.seq <= room.others_read_seq {
            return Outcome::Nothing;
        }
        // Among many the mark is the lowest, which one of them cannot tell.
        if room.kind != ConversationKind::Direct {
            return Outcome::AskLater(id);
        }
        self.patch(id, |room| {
            room.others_read_seq = mark.seq;
            room.others_delivered_seq = room.others_delivered_seq.max(mark.seq);
        })
    }

    /// Messages have reached somebody's device.
    pub fn delivered(&mut self, id: ConversationId, mark: PersonMark) -> Outcome {
        let Some(room) = self.rooms.get(&id) else {
            return Outcome::Nothing;
        };
        if mark.account_id == self.me || mark.seq <= room.others_delivered_seq {
            return Outcome::Nothing;
        }
        if room.kind != ConversationKind::Direct {
            return Outcome::AskLater(id);
        }
        self.patch(id, |room| room.others_delivered_seq = mark.seq)
    }

    /// I have read up to a place, after which there are so many messages of others. A mark never goes back.
    pub fn read_by_me(&mut self, id: ConversationId, seq: i64, unread_count: i64) -> Outcome {
        match self.rooms.get(&id) {
            Some(room) if seq >= room.last_read_seq => self.patch(id, |room| {
                room.last_read_seq = seq;
                room.unread_count = unread_count;
                room.mention_count = room.mention_count.min(unread_count);
            }),
            _ => Outcome::Nothing,
        }
    }

    fn patch(&mut self, id: ConversationId, change: impl FnOnce(&mut ConversationInfo)) -> Outcome {
        let Some(room) = self.rooms.get_mut(&id) else {
            return Outcome::Nothing;
        };
        change(Arc::make_mut(room));
        Outcome::Patched
    }
}

/// Whether this is the same message in a newer state.
fn is_newer(known: Option<&MessageInfo>, message: &MessageInfo) -> bool {
    known.is_some_and(|known| known.id == message.id && known.changed_seq < message.changed_seq)
}

/// Whether every word looked for stands in one of the texts; accents and capitals do not count.
pub fn matches(wanted: &str, texts: &[&str]) -> bool {
    let texts: Vec<String> = texts.iter().map(|text| search_key(text)).collect();
    search_key(wanted)
        .split_whitespace()
        .all(|word| texts.iter().any(|text| text.contains(word)))
}

#[cfg(test)]
mod tests;
