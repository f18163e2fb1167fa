//! What this device knows of one conversation: confirmed messages by their place, and its own ones still on their way.
//!
//! Pure: frames, pages and clicks come in, the next question to the server comes out. A message is shown once, in the one
//! order of the conversation; what arrives beyond a hole waits until the hole is filled.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    id::{AccountId, ClientMessageId, Epoch},
    messaging::types::{History, MessageInfo},
    moment::Moment,
    problem::Code,
};
use serde::{Deserialize, Serialize};

/// What to ask the server next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Next {
    /// Nothing: everything up to the newest is here.
    Nothing,
    /// The messages after this place.
    Ask {
        /// The last place known without a hole.
        after: i64,
    },
    /// Everything: the database has begun another life.
    Reload,
}

/// One of my own messages that has no place yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Echo {
    /// My number of it, the same at every attempt.
    pub id: ClientMessageId,
    /// The text.
    pub content: String,
    /// When I pressed "send", by this device's clock.
    pub at: Moment,
    /// How far it has come.
    pub state: EchoState,
}

/// How far an echo has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EchoState {
    /// Waits for its turn or for the answer.
    Sending,
    /// The server has it; messages before it are still missing here.
    Taken,
    /// It was refused, with this code; the reader decides.
    Refused(Code),
}

/// The messages of one conversation.
#[derive(Debug, Clone)]
pub struct Timeline {
    me: AccountId,
    epoch: Option<Epoch>,
    /// By place. From `floor` to `top` without a hole; what lies beyond is not shown yet.
    messages: BTreeMap<i64, Arc<MessageInfo>>,
    floor: i64,
    top: i64,
    echoes: Vec<Echo>,
}

impl Timeline {
    /// Nothing known yet.
    pub const fn new(me: AccountId) -> Self {
        Self {
            me,
            epoch: None,
            messages: BTreeMap::new(),
            floor: 1,
            top: 0,
            echoes: Vec::new(),
        }
    }

    /// Whether a first page has come.
    pub const fn is_loaded(&self) -> bool {
        self.epoch.is_some()
    }

    /// Whose device this is.
    pub const fn me(&self) -> AccountId {
        self.me
    }

    /// The last place known without a hole, 0 when there is none.
    pub const fn top(&self) -> i64 {
        self.top
    }

    /// The life of the database that the places belong to.
    pub const fn epoch(&self) -> Option<Epoch> {
        self.epoch
    }

    /// What is missing now.
    pub fn hole(&self) -> Next {
        let beyond = self.is_loaded() && self.messages.range(self.top + 1..).next().is_some();
        if beyond {
            Next::Ask { after: self.top }
        } else {
            Next::Nothing
        }
    }

    /// From where older messages are to be asked, `None` when the first one is here.
    pub fn older_before(&self) -> Option<i64> {
        (self.is_loaded() && self.floor > 1).then_some(self.floor)
    }

    /// The messages to show, in order.
    pub fn shown(&self) -> impl DoubleEndedIterator<Item = &Arc<MessageInfo>> {
        let loaded = self.is_loaded() && self.floor <= self.top;
        loaded
            .then(|| self.messages.range(self.floor..=self.top))
            .into_iter()
            .flatten()
            .map(|(_, message)| message)
    }

    /// My own messages without a place, in the order in which they were written.
    pub fn echoes(&self) -> &[Echo] {
        &self.echoes
    }

    /// How many messages of others lie after a place.
    pub fn others_after(&self, seq: i64) -> usize {
        self.shown()
            .rev()
            .take_while(|message| message.seq > seq)
            .filter(|m| m.sender_id != Some(self.me))
            .count()
    }

    /// Starts from a page, which goes on to the newest when it was asked without `after`. What came before it over the socket is kept.
    pub fn open(&mut self, asked_after: Option<i64>, page: History) -> Next {
        if self.epoch.is_some_and(|epoch| epoch != page.epoch) {
            self.messages.clear();
        }
        let last = page.items.last().map(|message| message.seq);
        let first = page.items.first().map(|message| message.seq);
        self.floor = match asked_after {
            Some(after) => after + 1,
            None if page.more => first.unwrap_or(1),
            None => 1,
        };
        let newest_here = asked_after.is_none() || !page.more;
        self.top = if newest_here {
            last.unwrap_or(page.last_seq).max(self.floor - 1)
        } else {
            last.unwrap_or(self.floor - 1)
        };
        self.epoch = Some(page.epoch);
        let kept = self.messages.split_off(&self.floor);
        let older = std::mem::replace(&mut self.messages, kept);
        self.echoes
            .retain(|echo| !older.values().any(|message| is_of(message, echo, self.me)));
        self.keep(page.items);
        let next = self.settle();
        if next == Next::Nothing && page.last_seq > self.top {
            Next::Ask { after: self.top }
        } else {
            next
        }
    }

    /// A message arrived, over the socket or as the answer to my own.
    pub fn receive(&mut self, epoch: Epoch, message: MessageInfo) -> Next {
        let Some(known) = self.epoch else {
            // Kept until the first page comes: it may have been read just before this message was written.
            self.messages.insert(message.seq, Arc::new(message));
            return Next::Nothing;
        };
        if known != epoch {
            self.forget();
            return Next::Reload;
        }
        if message.seq > self.top {
            self.keep(vec![message]);
        }
        self.settle()
    }

    /// The answer to a question for what lies after a place.
    pub fn catch_up(&mut self, after: i64, page: History) -> Next {
        match self.epoch {
            None => return Next::Nothing,
            Some(epoch) if epoch != page.epoch => {
                self.forget();
                return Next::Reload;
            }
            Some(_) => {}
        }
        if after > self.top {
            // Asked before everything was forgotten; the page that begins again is on its way.
            return Next::Nothing;
        }
        let last = page.items.last().map(|message| message.seq);
        // Whatever the page does not hold between its ends does not exist.
        let covered = if page.more {
            last
        } else {
            Some(last.unwrap_or(0).max(page.last_seq))
        };
        self.keep(page.items);
        self.top = self.top.max(covered.unwrap_or(self.top));
        let next = self.settle();
        let got_further = last.is_some();
        if next == Next::Nothing && page.more && got_further {
            Next::Ask { after: self.top }
        } else {
            next
        }
    }

    /// The answer to a question for older messages.
    pub fn go_back(&mut self, before: i64, page: History) {
        if self.epoch != Some(page.epoch) || before != self.floor {
            return;
        }
        self.floor = if page.more {
            page.items.first().map_or(1, |message| message.seq)
        } else {
            1
        };
        self.keep(page.items);
        self.drop_echoes();
    }

    /// Forgets all that the server said; what I have written stays.
    pub fn forget(&mut self) {
        self.epoch = None;
        self.messages.clear();
        self.floor = 1;
        self.top = 0;
        for echo in &mut self.echoes {
            if echo.state == EchoState::Taken {
                echo.state = EchoState::Sending;
            }
        }
    }

    /// I have written something.
    pub fn write(&mut self, echo: Echo) {
        if !self.echoes.iter().any(|known| known.id == echo.id) {
            self.echoes.push(echo);
        }
    }

    /// The echo whose turn it is: one at a time, in order.
    pub fn next_to_send(&self) -> Option<&Echo> {
        self.echoes.iter().find(|echo| echo.state == EchoState::Sending)
    }

    /// The server has taken an echo. Its place may lie beyond a hole, so that it is shown as an echo until then.
    pub fn taken(&mut self, message: MessageInfo) -> Next {
        if self.is_loaded() && message.seq < self.floor {
            // Sent before a reload of the page, and older than what is shown now.
            self.discard(message.client_msg_id);
        }
        if let Some(echo) = self.echo(message.client_msg_id) {
            echo.state = EchoState::Taken;
        }
        // An answer belongs to the life of now; when that has just changed, the next frame or page tells.
        let Some(epoch) = self.epoch else {
            self.messages.insert(message.seq, Arc::new(message));
            return Next::Nothing;
        };
        self.receive(epoch, message)
    }

    /// The server has refused an echo.
    pub fn refused(&mut self, id: ClientMessageId, code: Code) {
        if let Some(echo) = self.echo(id) {
            echo.state = EchoState::Refused(code);
        }
    }

    /// The reader wants to try again; it goes behind what was written since.
    pub fn retry(&mut self, id: ClientMessageId) {
        let Some(place) = self.echoes.iter().position(|echo| echo.id == id) else {
            return;
        };
        let mut echo = self.echoes.remove(place);
        echo.state = EchoState::Sending;
        self.echoes.push(echo);
    }

    /// The reader gives an echo up.
    pub fn discard(&mut self, id: ClientMessageId) {
        self.echoes.retain(|echo| echo.id != id);
    }

    fn echo(&mut self, id: ClientMessageId) -> Option<&mut Echo> {
        self.echoes.iter_mut().find(|echo| echo.id == id)
    }

    fn keep(&mut self, messages: Vec<MessageInfo>) {
        for message in messages {
            self.messages.entry(message.seq).or_insert_with(|| Arc::new(message));
        }
    }

    /// Moves the top over what lies right above it, drops the echoes of what is shown, and finds the next hole.
    fn settle(&mut self) -> Next {
        while self.messages.contains_key(&(self.top + 1)) {
            self.top += 1;
        }
        self.drop_echoes();
        self.hole()
    }

    fn drop_echoes(&mut self) {
        let (me, shown) = (self.me, self.messages.range(..=self.top));
        self.echoes
            .retain(|echo| !shown.clone().rev().any(|(_, message)| is_of(message, echo, me)));
    }
}

/// Whether a message is what became of an echo.
fn is_of(message: &MessageInfo, echo: &Echo, me: AccountId) -> bool {
    message.client_msg_id == echo.id && message.sender_id == Some(me)
}

#[cfg(test)]
mod tests;
