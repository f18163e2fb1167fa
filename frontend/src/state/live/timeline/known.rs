//! Messages by their place, each in the newest state that this device has heard of.

use std::{collections::BTreeMap, ops::RangeInclusive, sync::Arc};

use domain::{
    id::{AccountId, MessageId},
    messaging::{change::MessageChange, types::MessageInfo},
};

/// What is known. States come in two ways: read, as the server shows the message to me, and told, as everybody hears it, without what of
/// its reactions and votes is mine.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    messages: BTreeMap<i64, Arc<MessageInfo>>,
    /// States told of messages that are not here: a page that was read before they changed may still bring them.
    elsewhere: BTreeMap<i64, MessageInfo>,
    /// Messages that I have changed on another device, at this place: what is mine of them must be read.
    unsure: BTreeMap<MessageId, i64>,
}

impl Known {
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    pub(super) fn find(&self, seq: i64) -> Option<&Arc<MessageInfo>> {
        self.messages.get(&seq)
    }

    pub(super) fn range(&self, places: RangeInclusive<i64>) -> impl DoubleEndedIterator<Item = &Arc<MessageInfo>> {
        // An empty span ends before it begins.
        let holds_any = places.start() <= places.end();
        holds_any
            .then(|| self.messages.range(places))
            .into_iter()
            .flatten()
            .map(|(_, message)| message)
    }

    /// The last place that holds a message.
    pub(super) fn last(&self) -> Option<i64> {
        self.messages.last_key_value().map(|(seq, _)| *seq)
    }

    /// Forgets the messages before a place, and gives them back.
    pub(super) fn forget_before(&mut self, seq: i64) -> BTreeMap<i64, Arc<MessageInfo>> {
        let kept = self.messages.split_off(&seq);
        std::mem::replace(&mut self.messages, kept)
    }

    /// A message as the server shows it to me.
    pub(super) fn read(&mut self, mut message: MessageInfo) {
        if let Some(known) = self.messages.get(&message.seq)
            && known.changed_seq > message.changed_seq
        {
            return;
        }
        if self
            .unsure
            .get(&message.id)
            .is_some_and(|at| *at <= message.changed_seq)
        {
            self.unsure.remove(&message.id);
        }
        if let Some(newer) = self.elsewhere.remove(&message.seq)
            && newer.changed_seq > message.changed_seq
        {
            message = with_mine_of(newer, &message);
        }
        self.messages.insert(message.seq, Arc::new(message));
    }

    /// A message that is perhaps here, as the server shows it to me.
    pub(super) fn read_again(&mut self, message: MessageInfo) {
        if self.messages.contains_key(&message.seq) {
            self.read(message);
        } else {
            self.told(message);
        }
    }

    /// A message that has just taken its place.
    pub(super) fn arrived(&mut self, message: MessageInfo) {
        if self.messages.contains_key(&message.seq) {
            self.told(message);
        } else {
            self.read(message);
        }
    }

    /// A message as everybody hears it.
    pub(super) fn told(&mut self, message: MessageInfo) {
        let seq = message.seq;
        match self.messages.get_mut(&seq) {
            Some(known) if known.changed_seq < message.changed_seq => {
                *known = Arc::new(with_mine_of(message, known));
            }
            Some(_) => {}
            None => {
                let known = self.elsewhere.get(&seq).map_or(0, |known| known.changed_seq);
                if known < message.changed_seq {
                    self.elsewhere.insert(seq, message);
                }
            }
        }
    }

    /// A message has changed, as everybody hears it.
    pub(super) fn changed(&mut self, change: MessageChange, me: AccountId) {
        let message = change.message;
        let heard = self.messages.get(&message.seq);
        let is_news = heard.is_none_or(|known| known.changed_seq < message.changed_seq);
        if change.by == Some(me) && is_news {
            self.unsure.insert(message.id, message.changed_seq);
        }
        self.told(message);
    }

    /// A message has changed, as the server shows it to me.
    pub(super) fn shown_changed(&mut self, change: MessageChange, me: AccountId) {
        if self.messages.contains_key(&change.message.seq) {
            self.read(change.message);
        } else {
            self.changed(change, me);
        }
    }

    /// What must be read again, of the messages that are here.
    pub(super) fn unsure(&self) -> Vec<MessageId> {
        if self.unsure.is_empty() {
            return Vec::new();
        }
        let here = self.messages.values().map(|message| message.id);
        here.filter(|id| self.unsure.contains_key(id)).collect()
    }
}

/// A newer state, with what was mine of the older one.
fn with_mine_of(mut newer: MessageInfo, older: &MessageInfo) -> MessageInfo {
    for reaction in &mut newer.reactions {
        let same = older.reactions.iter().find(|known| known.emoji == reaction.emoji);
        reaction.mine = same.is_some_and(|known| known.mine);
    }
    if let (Some(poll), Some(known)) = (&mut newer.poll, &older.poll) {
        for option in &mut poll.options {
            let same = known.options.iter().find(|known| known.id == option.id);
            option.mine = same.is_some_and(|known| known.mine);
        }
    }
    newer
}
