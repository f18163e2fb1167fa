//! What was read, what has arrived, who is typing: told to the server with restraint, heard from it.

use std::{collections::HashMap, sync::Arc};

use domain::{
    id::{AccountId, ConversationId},
    messaging::{
        calls::{MarkDelivered, MarkRead},
        marks::ReadUpTo,
        types::ConversationInfo,
    },
    socket::ClientFrame,
};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::{Live, link::Link, thread::Busy, timeline::Timeline};

/// "Typing" is shown so long after it was last heard, in milliseconds.
const TYPING_STAYS: u32 = 5_000;
/// And told at most so often.
const TYPING_AGAIN: f64 = 3_000.0;
/// Marks wait so long for others to be told with them.
const GATHER: u32 = 400;
/// The marks of a class are asked at most so often.
const MARKS_AGAIN: u32 = 5_000;
/// After connecting, so many conversations at most are told as delivered.
const MOST_DELIVERED: usize = 20;

/// Somebody who is typing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typist {
    /// Where.
    pub conversation: ConversationId,
    /// Who.
    pub account: AccountId,
    /// First name.
    pub name: String,
}

impl Typist {
    pub(super) const fn now(conversation: ConversationId, account: AccountId, name: String) -> Self {
        Self {
            conversation,
            account,
            name,
        }
    }
}

/// What the server was told, or is still to be told.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) catching_up: Busy,
    /// Up to where each conversation has arrived here.
    pub(super) delivered: HashMap<ConversationId, i64>,
    arriving: HashMap<ConversationId, i64>,
    /// Read marks that the server has not confirmed yet.
    reading: HashMap<ConversationId, i64>,
    saying_read: Busy,
    typing: Option<(ConversationId, f64)>,
    asking_marks: Vec<ConversationId>,
    typed: HashMap<AccountId, u32>,
}

impl Live {
    /// The newest message at this place is really on the screen.
    pub fn seen(self, id: ConversationId, seq: i64) {
        let Some(room) = untrack(|| self.room(id)).filter(|room| seq > room.last_read_seq) else {
            return;
        };
        let Some(thread) = self.thread(id) else { return };
        let others = thread
            .timeline
            .with_untracked(|timeline: &Timeline| timeline.others_after(seq));
        let unread = i64::try_from(others).unwrap_or(room.unread_count);
        self.with_roll(|roll| roll.read_by_me(id, seq, unread));
        self.told.update_value(|told| {
            told.reading.insert(id, seq);
        });
        self.tell_read();
    }

    /// Tells the read marks that are not told yet.
    pub(super) fn tell_read(self) {
        let Some(busy) = self.told.try_with_value(|told| told.saying_read.clone()) else {
            return;
        };
        if self.told.with_value(|told| told.reading.is_empty()) || !busy.begin() {
            return;
        }
        spawn_local(async move {
            loop {
                TimeoutFuture::new(GATHER).await;
                let turn = self.turn();
                for (id, seq) in self.told.with_value(|told| told.reading.clone()) {
                    if !self.is_turn(turn) {
                        break;
                    }
                    self.tell_one_read(id, seq).await;
                }
                if !busy.again() {
                    return;
                }
            }
        });
    }

    async fn tell_one_read(self, id: ConversationId, seq: i64) {
        let answer = self.client.tell(MarkRead { conversation: id }, ReadUpTo { seq }).await;
        if answer.as_ref().is_err_and(crate::client::Failure::may_pass) {
            // Told again with the next look at all places.
            return;
        }
        self.told.update_value(|told| {
            if told.reading.get(&id) == Some(&seq) {
                told.reading.remove(&id);
            }
        });
        if let Ok(state) = answer {
            self.with_roll(|roll| roll.read_by_me(id, state.last_read_seq, state.unread_count));
        }
    }

    /// I am not in a conversation any more: nothing is told about it.
    pub(super) fn forget_marks(self, id: ConversationId) {
        self.told.update_value(|told| {
            told.reading.remove(&id);
            told.arriving.remove(&id);
        });
    }

    /// A message of somebody else has arrived on this device.
    pub(super) fn arrived(self, id: ConversationId, seq: i64) {
        let first = self.told.try_update_value(|told| {
            let first = told.arriving.is_empty();
            let known = told.arriving.entry(id).or_default();
            *known = seq.max(*known);
            first
        });
        if first != Some(true) {
            return;
        }
        let turn = self.turn();
        spawn_local(async move {
            TimeoutFuture::new(GATHER).await;
            let arrived = self
                .told
                .try_update_value(|told| std::mem::take(&mut told.arriving))
                .unwrap_or_default();
            for (id, seq) in arrived {
                if self.is_turn(turn) {
                    self.say_delivered(id, seq);
                }
            }
        });
    }

    /// After a look at all places: what has arrived by the list, the newest first.
    pub(super) fn tell_delivered(self, rooms: &[Arc<ConversationInfo>]) {
        for room in rooms.iter().filter(|room| room.unread_count > 0).take(MOST_DELIVERED) {
            self.say_delivered(room.id, room.last_seq);
        }
    }

    /// Over the socket; by a call where messages come without one.
    fn say_delivered(self, id: ConversationId, seq: i64) {
        let is_known = |told: &Told| told.delivered.get(&id).is_some_and(|known| *known >= seq);
        if self.told.with_value(is_known) {
            return;
        }
        let frame = ClientFrame::MessageDelivered {
            conversation_id: id,
            seq,
        };
        let said = self.say(&frame);
        if !said && !matches!(self.link.get_untracked(), Link::Listening | Link::Polling) {
            return;
        }
        self.told.update_value(|told| {
            told.delivered.insert(id, seq);
        });
        if !said {
            // what does not get through is said again when the socket opens
            spawn_local(async move {
                drop(
                    self.client
                        .tell(MarkDelivered { conversation: id }, ReadUpTo { seq })
                        .await,
                );
            });
        }
    }

    /// I am typing.
    pub fn type_in(self, id: ConversationId) {
        let now = js_sys::Date::now();
        let told = self.told.with_value(|told| told.typing);
        if told.is_some_and(|(place, at)| place == id && now - at < TYPING_AGAIN) {
            return;
        }
        if self.say(&ClientFrame::MessageTyping { conversation_id: id }) {
            self.told.update_value(|told| told.typing = Some((id, now)));
        }
    }

    /// Who is typing in a conversation.
    pub fn typists(self, id: ConversationId) -> Vec<String> {
        self.typists.with(|typists| {
            typists
                .iter()
                .filter(|typist| typist.conversation == id)
                .map(|typist| typist.name.clone())
                .collect()
        })
    }

    pub(super) fn somebody_types(self, typist: Typist) {
        if Some(typist.account) == self.me() {
            return;
        }
        let account = typist.account;
        let number = self.told.try_update_value(|told| {
            let number = told.typed.entry(account).or_default();
            *number = number.wrapping_add(1);
            *number
        });
        if !self.typists.with_untracked(|typists| typists.contains(&typist)) {
            self.typists.update(|typists| {
                typists.retain(|known| known.account != account);
                typists.push(typist);
            });
        }
        spawn_local(async move {
            TimeoutFuture::new(TYPING_STAYS).await;
            if self.told.with_value(|told| told.typed.get(&account).copied()) == number {
                self.typists
                    .update(|typists| typists.retain(|known| known.account != account));
            }
        });
    }

    pub(super) fn nobody_types(self, id: ConversationId, account: AccountId) {
        let is_it = |typist: &Typist| typist.account == account && typist.conversation == id;
        if self.typists.with_untracked(|typists| typists.iter().any(is_it)) {
            self.typists.update(|typists| typists.retain(|typist| !is_it(typist)));
        }
    }

    /// Asks for a class's marks after a while; many members read the same message within seconds.
    pub(super) fn ask_marks(self, id: ConversationId) {
        let waiting = self.told.try_update_value(|told| {
            let waiting = told.asking_marks.contains(&id);
            if !waiting {
                told.asking_marks.push(id);
            }
            waiting
        });
        if waiting != Some(false) {
            return;
        }
        let turn = self.turn();
        spawn_local(async move {
            TimeoutFuture::new(MARKS_AGAIN).await;
            self.told
                .update_value(|told| told.asking_marks.retain(|known| *known != id));
            let opened = self.threads.with_value(|threads| threads.contains_key(&id));
            if opened && self.is_turn(turn) {
                self.ask_room(id);
            }
        });
    }
}
