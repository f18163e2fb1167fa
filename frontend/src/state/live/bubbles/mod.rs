//! How a conversation is laid out: days, the line above what is new, bubbles grouped by who wrote them.

use std::sync::Arc;

use domain::{
    id::{AccountId, ClientMessageId},
    messaging::types::{MessageInfo, MessageKind},
    moment::Moment,
};

use super::timeline::{
    Timeline,
    echo::{Echo, EchoState},
};

/// After this many seconds a sender's next message starts a new group with its own time.
const PAUSE: i64 = 300;

/// One thing in the column of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// The messages below are of this day.
    Day(Moment),
    /// The messages of others below are new; so many.
    New(usize),
    /// A message.
    Bubble(Bubble),
}

/// A message with its place in its group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bubble {
    /// What it says.
    pub body: Body,
    /// The first of its group: the sender's name stands above it.
    pub opens: bool,
    /// The last of its group: the time stands below it.
    pub closes: bool,
}

/// A message, confirmed or on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// It has its place.
    Confirmed(Arc<MessageInfo>),
    /// Mine, without a place yet.
    Echo(Echo),
}

impl Body {
    fn author(&self, me: AccountId) -> Option<AccountId> {
        match self {
            // what has happened in the room is nobody's group
            Self::Confirmed(message) => message
                .sender_id
                .filter(|_| message.message_type != MessageKind::System),
            Self::Echo(_) => Some(me),
        }
    }

    /// When it was written.
    pub fn at(&self) -> Moment {
        match self {
            Self::Confirmed(message) => message.created_at,
            Self::Echo(echo) => echo.at,
        }
    }

    /// Groups end where what is said below them changes.
    fn state(&self) -> Option<EchoState> {
        match self {
            Self::Confirmed(_) => None,
            Self::Echo(echo) => Some(echo.state),
        }
    }
}

/// What makes an item another one than before: its view is made anew only then.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ItemKey {
    /// A day, by its first message.
    Day(Moment),
    /// The line, with its number.
    New(usize),
    /// A message.
    Bubble {
        /// Who wrote it.
        author: Option<AccountId>,
        /// The writer's number of it.
        id: ClientMessageId,
        /// Its place, once it has one.
        seq: Option<i64>,
        /// How far it has come, before.
        state: Option<EchoState>,
        /// The first of its group.
        opens: bool,
        /// The last of its group.
        closes: bool,
    },
}

impl Item {
    /// What makes it another one than before.
    pub fn key(&self, me: AccountId) -> ItemKey {
        match self {
            Self::Day(at) => ItemKey::Day(*at),
            Self::New(count) => ItemKey::New(*count),
            Self::Bubble(Bubble { body, opens, closes }) => {
                let (id, seq) = match body {
                    Body::Confirmed(message) => (message.client_msg_id, Some(message.seq)),
                    Body::Echo(echo) => (echo.id, None),
                };
                ItemKey::Bubble {
                    author: body.author(me),
                    id,
                    seq,
                    state: body.state(),
                    opens: *opens,
                    closes: *closes,
                }
            }
        }
    }
}

/// How far a confirmed message of mine has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tick {
    /// It is safely stored.
    Sent,
    /// It has reached everybody's device.
    Delivered,
    /// Everybody has read it.
    Read,
}

impl Tick {
    /// Of the message at a place, from the marks of the others.
    pub const fn of(seq: i64, others_delivered: i64, others_read: i64) -> Self {
        if seq <= others_read {
            Self::Read
        } else if seq <= others_delivered {
            Self::Delivered
        } else {
            Self::Sent
        }
    }
}

/// Where the line of what is new stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewLine {
    /// Below this place.
    pub after: i64,
    /// What comes after this place is not new: the reader saw it coming.
    pub until: Option<i64>,
}

/// The part of a conversation that is in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Part {
    /// From this place.
    pub from: i64,
    /// Up to this place; to the newest, and on to what I have written since, when absent.
    pub until: Option<i64>,
    /// Where the line of what is new stands, if anywhere.
    pub line: Option<NewLine>,
}

/// The column of a part of a conversation.
pub fn lay_out<D: PartialEq>(timeline: &Timeline, part: Part, day: impl Fn(Moment) -> D) -> Vec<Item> {
    let (me, mut line) = (timeline.me(), part.line);
    let confirmed = timeline.between(part.from, part.until.unwrap_or(i64::MAX));
    let goes_on = part.until.is_none() && !timeline.is_away();
    let echoes = timeline.echoes().iter().filter(|_| goes_on);
    let bodies: Vec<Body> = confirmed
        .cloned()
        .map(Body::Confirmed)
        .chain(echoes.cloned().map(Body::Echo))
        .collect();
    let mut items = Vec::with_capacity(bodies.len() + 8);
    let mut today: Option<D> = None;
    let mut bodies = bodies.into_iter().peekable();
    let mut opens = true;
    while let Some(body) = bodies.next() {
        let (author, at, day_now) = (body.author(me), body.at(), day(body.at()));
        if today.as_ref() != Some(&day_now) {
            items.push(Item::Day(at));
        }
        if let Some(NewLine { after, until }) = line.filter(|line| is_new(&body, me, line.after)) {
            let seen_coming = until.map_or(0, |until| timeline.others_after(until));
            items.push(Item::New(timeline.others_after(after).saturating_sub(seen_coming)));
            line = None;
        }
        let closes = bodies.peek().is_none_or(|next| {
            next.author(me) != author
                || next.state() != body.state()
                || matches!(body.state(), Some(EchoState::Refused(_)))
                || next.at().seconds_since(at) > PAUSE
                || day(next.at()) != day_now
                || line.is_some_and(|line| is_new(next, me, line.after))
        });
        today = Some(day_now);
        items.push(Item::Bubble(Bubble { body, opens, closes }));
        opens = closes;
    }
    items
}

fn is_new(body: &Body, me: AccountId, after: i64) -> bool {
    matches!(body, Body::Confirmed(message)
        if message.seq > after && message.sender_id != Some(me) && message.message_type != MessageKind::System)
}

#[cfg(test)]
mod tests;
