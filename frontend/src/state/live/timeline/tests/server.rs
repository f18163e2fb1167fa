//! A conversation on the server, as it was at any time.

use domain::{
    id::{AccountId, ConversationId, Epoch, Id},
    messaging::{
        change::{ChangeKind, MessageChange},
        history::History,
        reaction::ReactionCount,
        types::MessageInfo,
    },
};

use crate::state::live::{
    samples::{at, message},
    timeline::{Next, Timeline},
};

/// What was done at a place.
#[derive(Debug, Clone, Copy)]
pub enum Deed {
    /// A message was written, by me or not.
    Said(bool),
    /// The message at this place was edited.
    Edited(i64),
    /// I, or somebody else, put a reaction on the message at this place, or took it off.
    Reacted(i64, bool),
}

/// A conversation on the server, at any time of its life: after so many places.
pub struct Server {
    pub me: AccountId,
    pub other: AccountId,
    pub epoch: Epoch,
    pub blank: Vec<MessageInfo>,
    pub deeds: Vec<Deed>,
}

impl Server {
    /// Messages only.
    pub fn with(count: i64, me: AccountId) -> Self {
        Self::living((1..=count).map(|seq| Deed::Said(seq % 3 == 0)).collect(), me)
    }

    pub fn living(deeds: Vec<Deed>, me: AccountId) -> Self {
        let (room, other): (ConversationId, AccountId) = (Id::fresh(), Id::fresh());
        let blank = (1..).zip(&deeds).map(|(seq, deed)| {
            let mine = matches!(deed, Deed::Said(true));
            message(room, seq, if mine { me } else { other })
        });
        Self {
            me,
            other,
            epoch: Id::fresh(),
            blank: blank.collect(),
            deeds,
        }
    }

    pub fn last(&self) -> i64 {
        i64::try_from(self.deeds.len()).unwrap()
    }

    pub fn deed(&self, seq: i64) -> Deed {
        self.deeds[usize::try_from(seq - 1).unwrap()]
    }

    /// A message as it was after `now` places, as I see it.
    pub fn read(&self, seq: i64, now: i64) -> MessageInfo {
        let mut message = self.blank[usize::try_from(seq - 1).unwrap()].clone();
        let (mut reactions, mut mine) = (0, false);
        for at in seq + 1..=now {
            match self.deed(at) {
                Deed::Edited(target) if target == seq => message.content = format!("message {seq}, at {at}"),
                Deed::Reacted(target, by_me) if target == seq => {
                    reactions += 1;
                    mine ^= by_me;
                }
                _ => continue,
            }
            message.changed_seq = at;
        }
        if reactions > 0 {
            message.reactions = vec![ReactionCount {
                emoji: "👍".to_owned(),
                count: reactions,
                mine,
            }];
        }
        message
    }

    /// The same as everybody hears it.
    pub fn told(&self, seq: i64, now: i64) -> MessageInfo {
        let mut message = self.read(seq, now);
        for reaction in &mut message.reactions {
            reaction.mine = false;
        }
        message
    }

    pub fn is_said(&self, seq: i64) -> bool {
        matches!(self.deed(seq), Deed::Said(_))
    }

    pub fn message(&self, seq: i64) -> MessageInfo {
        self.read(seq, seq)
    }

    pub fn change(&self, seq: i64) -> Option<MessageChange> {
        let (target, change, by_me) = match self.deed(seq) {
            Deed::Said(_) => return None,
            Deed::Edited(target) => (target, ChangeKind::Edited, false),
            Deed::Reacted(target, by_me) => (target, ChangeKind::Reacted, by_me),
        };
        Some(MessageChange {
            conversation_id: self.blank[0].conversation_id,
            seq,
            change,
            by: Some(if by_me { self.me } else { self.other }),
            at: at(seq * 10),
            message: self.told(target, seq),
        })
    }

    pub fn said(&self, place: usize) -> Option<MessageInfo> {
        let seq = i64::try_from(place).unwrap() + 1;
        (seq <= self.last()).then(|| self.message(seq))
    }

    /// The frame of a place.
    pub fn frame(&self, timeline: &mut Timeline, seq: i64) -> Next {
        match self.change(seq) {
            Some(change) => timeline.change(self.epoch, change),
            None => timeline.receive(self.epoch, self.message(seq)),
        }
    }

    pub fn history(&self, now: i64, (from_seq, to_seq): (i64, i64), more: bool) -> History {
        let said = (from_seq..=to_seq).filter(|seq| self.is_said(*seq));
        History {
            items: said.map(|seq| self.read(seq, now)).collect(),
            changes: Vec::new(),
            from_seq,
            to_seq,
            more,
            epoch: self.epoch,
            last_seq: now,
        }
    }

    pub fn newest(&self, limit: usize, now: i64) -> History {
        self.back(now + 1, limit, now)
    }

    pub fn before(&self, seq: i64, limit: usize, now: i64) -> History {
        self.back(seq, limit, now)
    }

    pub fn back(&self, before: i64, limit: usize, now: i64) -> History {
        let said: Vec<i64> = (1..before).filter(|seq| self.is_said(*seq)).collect();
        let start = said.len().saturating_sub(limit);
        let from = if start > 0 { said[start] } else { 1 };
        self.history(now, (from, before - 1), start > 0)
    }

    pub fn after(&self, seq: i64, limit: usize, now: i64) -> History {
        let limit = i64::try_from(limit).unwrap();
        let to = (seq + limit).min(now).max(seq);
        let mut page = self.history(now, (seq + 1, to), to < now);
        page.changes = (seq + 1..=to).filter_map(|seq| self.change(seq)).collect();
        for change in &mut page.changes {
            change.message = self.read(change.message.seq, now);
        }
        page
    }

    pub fn around(&self, seq: i64, half: usize, now: i64) -> History {
        let before = self.back(seq + 1, half, now);
        let after: Vec<i64> = (seq + 1..=now).filter(|seq| self.is_said(*seq)).collect();
        let to = if after.len() > half { after[half - 1] } else { now };
        self.history(now, (before.from_seq, to), before.more)
    }

    pub fn follow(&self, timeline: &mut Timeline, mut next: Next) {
        let now = self.last();
        for _ in 0..=self.deeds.len() + 1 {
            next = match next {
                Next::Nothing => return,
                Next::Ask { after } => timeline.catch_up(after, self.after(after, 7, now)),
                Next::Reload => timeline.open(self.newest(7, now)),
            };
        }
        panic!("asks without end");
    }

    /// Everything, read at once.
    pub fn fresh(&self) -> Vec<MessageInfo> {
        let said = (1..=self.last()).filter(|seq| self.is_said(*seq));
        said.map(|seq| self.read(seq, self.last())).collect()
    }
}
