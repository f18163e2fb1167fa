//! What this device knows of one conversation: confirmed messages by their place, and its own ones still on their way.
//!
//! Pure: frames, pages and clicks come in, the next question to the server comes out. A message is shown once, in the one
//! order of the conversation, as it is after all changes up to the place that is known without a hole; what arrives beyond a hole waits
//! until the hole is filled.

mod away;
pub mod echo;
mod known;
mod shown;

use std::collections::BTreeMap;

use domain::{
    id::{AccountId, Epoch, MessageId},
    messaging::{change::MessageChange, history::History, types::MessageInfo},
};

use self::{echo::Echo, known::Known};

/// What to ask the server next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Next {
    /// Nothing: everything up to the newest is here.
    Nothing,
    /// What came after this place.
    Ask {
        /// The last place known without a hole.
        after: i64,
    },
    /// Everything: the database has begun another life.
    Reload,
}

/// Places without a hole, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    floor: i64,
    top: i64,
}

/// Nothing known.
const NOWHERE: Span = Span { floor: 1, top: 0 };

/// The messages of one conversation.
#[derive(Debug, Clone)]
pub struct Timeline {
    me: AccountId,
    epoch: Option<Epoch>,
    known: Known,
    /// Changes beyond a hole, by their place.
    waiting: BTreeMap<i64, MessageChange>,
    /// What goes on to the newest.
    live: Span,
    /// What is shown instead, far back.
    away: Option<Span>,
    echoes: Vec<Echo>,
}

impl Timeline {
    /// Nothing known yet.
    pub fn new(me: AccountId) -> Self {
        Self {
            me,
            epoch: None,
            known: Known::default(),
            waiting: BTreeMap::new(),
            live: NOWHERE,
            away: None,
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

    /// The last place known without a hole, of a message or a change; 0 when there is none.
    pub const fn top(&self) -> i64 {
        self.live.top
    }

    /// The life of the database that the places belong to.
    pub const fn epoch(&self) -> Option<Epoch> {
        self.epoch
    }

    /// What is missing now.
    pub fn hole(&self) -> Next {
        let last = self.known.last().max(self.waiting.keys().next_back().copied());
        if self.is_loaded() && last > Some(self.live.top) {
            Next::Ask { after: self.live.top }
        } else {
            Next::Nothing
        }
    }

    /// From where older messages are to be asked, `None` when the first one is here.
    pub fn older_before(&self) -> Option<i64> {
        let floor = self.span().floor;
        (self.is_loaded() && floor > 1).then_some(floor)
    }

    /// Messages that I have changed on another device: they must be read again.
    pub fn unsure(&self) -> Vec<MessageId> {
        self.known.unsure()
    }

    /// Starts from a page, which goes on to the newest when it was asked without `after`. What came before it over the socket is kept.
    pub fn open(&mut self, page: History) -> Next {
        if self.epoch.is_some_and(|epoch| epoch != page.epoch) {
            self.known.clear();
            self.waiting.clear();
        }
        self.epoch = Some(page.epoch);
        self.away = None;
        self.live = Span {
            floor: page.from_seq.max(1),
            top: page.to_seq,
        };
        let older = self.known.forget_before(self.live.floor);
        let me = self.me;
        self.echoes
            .retain(|echo| !older.values().any(|message| echo::is_of(message, echo, me)));
        let last = page.last_seq;
        self.keep(page);
        match self.settle() {
            Next::Nothing if last > self.live.top => Next::Ask { after: self.live.top },
            next => next,
        }
    }

    /// A message arrived, over the socket or as the answer to my own.
    pub fn receive(&mut self, epoch: Epoch, message: MessageInfo) -> Next {
        if self.is_another(epoch) {
            return Next::Reload;
        }
        // Before the first page it is kept: the page may have been read just before this message was written.
        if !self.is_loaded() || message.seq > self.live.top {
            self.known.arrived(message);
        }
        self.settle()
    }

    /// A message has changed, as everybody hears it.
    pub fn change(&mut self, epoch: Epoch, change: MessageChange) -> Next {
        if self.is_another(epoch) {
            return Next::Reload;
        }
        if self.is_loaded() && change.seq <= self.live.top {
            self.known.changed(change, self.me);
        } else {
            self.waiting.insert(change.seq, change);
        }
        self.settle()
    }

    /// A message as the server shows it to me, after I have changed it or asked for it.
    pub fn answered(&mut self, message: MessageInfo) {
        self.known.read_again(message);
    }

    /// The answer to a question for what lies after a place.
    pub fn catch_up(&mut self, after: i64, page: History) -> Next {
        if !self.is_loaded() {
            return Next::Nothing;
        }
        if self.is_another(page.epoch) {
            return Next::Reload;
        }
        if after > self.live.top {
            // Asked before everything was forgotten; the page that begins again is on its way.
            return Next::Nothing;
        }
        let (before, more) = (self.live.top, page.more);
        self.live.top = before.max(page.to_seq);
        self.keep(page);
        match self.settle() {
            Next::Nothing if more && self.live.top > before => Next::Ask { after: self.live.top },
            next => next,
        }
    }

    /// The answer to a question for older messages.
    pub fn go_back(&mut self, before: i64, page: History) {
        if self.epoch != Some(page.epoch) || before != self.span().floor {
            return;
        }
        let floor = page.from_seq.max(1);
        self.keep(page);
        match &mut self.away {
            Some(away) => away.floor = floor,
            None => self.live.floor = floor,
        }
        self.drop_echoes();
    }

    /// Forgets all that the server said; what I have written stays.
    pub fn forget(&mut self) {
        self.epoch = None;
        self.known.clear();
        self.waiting.clear();
        self.live = NOWHERE;
        self.away = None;
        for echo in &mut self.echoes {
            if echo.state == echo::EchoState::Taken {
                echo.state = echo::EchoState::Sending;
            }
        }
    }

    /// What is shown.
    fn span(&self) -> Span {
        self.away.unwrap_or(self.live)
    }

    /// Whether the database has begun another life; then all that is known is forgotten.
    fn is_another(&mut self, epoch: Epoch) -> bool {
        let is_another = self.epoch.is_some_and(|known| known != epoch);
        if is_another {
            self.forget();
        }
        is_another
    }

    /// Whatever a page does not hold between its ends does not exist.
    fn keep(&mut self, page: History) {
        for message in page.items {
            self.known.read(message);
        }
        for change in page.changes {
            self.known.shown_changed(change, self.me);
        }
    }

    /// Moves the top over what lies right above it, changes what has changed up to there, drops the echoes of what is shown, and finds the
    /// next hole.
    fn settle(&mut self) -> Next {
        if !self.is_loaded() {
            return Next::Nothing;
        }
        loop {
            let next = self.live.top + 1;
            if self.known.find(next).is_none() && !self.waiting.contains_key(&next) {
                break;
            }
            self.live.top = next;
        }
        let beyond = self.waiting.split_off(&(self.live.top + 1));
        for change in std::mem::replace(&mut self.waiting, beyond).into_values() {
            self.known.changed(change, self.me);
        }
        self.drop_echoes();
        self.hole()
    }
}

#[cfg(test)]
mod tests;
