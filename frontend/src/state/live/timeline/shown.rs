//! What there is to show.

use std::sync::Arc;

use domain::messaging::types::{MessageInfo, MessageKind};

use super::{NOWHERE, Span, Timeline, echo::Echo};

impl Timeline {
    /// The place of the newest message known without a hole, 0 when there is none.
    pub fn newest(&self) -> i64 {
        let Span { floor, top } = self.live;
        self.known
            .range(floor..=top)
            .next_back()
            .map_or(0, |message| message.seq)
    }

    /// The messages to show, in order.
    pub fn shown(&self) -> impl DoubleEndedIterator<Item = &Arc<MessageInfo>> {
        let Span { floor, top } = if self.is_loaded() { self.span() } else { NOWHERE };
        self.known.range(floor..=top)
    }

    /// Those of them between two places, both included.
    pub fn between(&self, from: i64, until: i64) -> impl DoubleEndedIterator<Item = &Arc<MessageInfo>> {
        let Span { floor, top } = if self.is_loaded() { self.span() } else { NOWHERE };
        self.known.range(floor.max(from)..=top.min(until))
    }

    /// The message at a place, if it is known.
    pub fn find(&self, seq: i64) -> Option<&Arc<MessageInfo>> {
        self.known.find(seq)
    }

    /// My own messages without a place, in the order in which they were written.
    pub fn echoes(&self) -> &[Echo] {
        &self.echoes
    }

    /// How many messages of others lie after a place, of those that go on to the newest.
    pub fn others_after(&self, seq: i64) -> usize {
        let Span { floor, top } = self.live;
        self.known
            .range(floor.max(seq + 1)..=top)
            .filter(|message| message.sender_id != Some(self.me) && message.message_type != MessageKind::System)
            .count()
    }
}
