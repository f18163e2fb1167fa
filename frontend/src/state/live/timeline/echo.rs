//! My own messages that have no place yet.

use domain::{
    id::{AccountId, ClientMessageId, MessageId, ServiceId},
    messaging::{attachment::Attachment, poll::NewPoll, types::MessageInfo},
    moment::Moment,
    problem::Code,
};
use serde::{Deserialize, Deserializer, Serialize};

use super::{Next, Timeline};

/// One of my own messages that has no place yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Echo {
    /// My number of it, the same at every attempt.
    pub id: ClientMessageId,
    /// What it says.
    #[serde(flatten)]
    pub written: Written,
    /// When I pressed "send", by this device's clock.
    pub at: Moment,
    /// How far it has come.
    pub state: EchoState,
}

/// What I have written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Written {
    /// The text.
    pub content: String,
    /// The message that it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// The pictures and documents that go with it: uploaded already.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// Who is spoken to in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<AccountId>,
    /// Whether everybody in the room is.
    pub mentions_everyone: bool,
    /// The answers to choose from, when it is the question of a poll.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poll: Option<NewPoll>,
    /// The offer or request that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_id: Option<ServiceId>,
}

/// An echo as it is kept on the device. Read by a derived `flatten` every field would be kept aside first, with much more code.
#[derive(Deserialize)]
struct Kept {
    id: ClientMessageId,
    #[serde(default)]
    content: String,
    reply_to: Option<MessageId>,
    #[serde(default)]
    attachments: Vec<Attachment>,
    #[serde(default)]
    mentions: Vec<AccountId>,
    #[serde(default)]
    mentions_everyone: bool,
    poll: Option<NewPoll>,
    service_id: Option<ServiceId>,
    at: Moment,
    state: EchoState,
}

impl<'de> Deserialize<'de> for Echo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let kept = Kept::deserialize(deserializer)?;
        Ok(Self {
            id: kept.id,
            written: Written {
                content: kept.content,
                reply_to: kept.reply_to,
                attachments: kept.attachments,
                mentions: kept.mentions,
                mentions_everyone: kept.mentions_everyone,
                poll: kept.poll,
                service_id: kept.service_id,
            },
            at: kept.at,
            state: kept.state,
        })
    }
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

impl Timeline {
    /// I have written something.
    pub fn write(&mut self, echo: Echo) {
        if !self.echoes.iter().any(|known| known.id == echo.id) {
            self.echoes.push(echo);
        }
    }

    /// Another tab of this device has written something, or something has become of it there.
    pub fn adopt(&mut self, theirs: Echo) {
        match self.echo(theirs.id) {
            // what the server has it keeps
            Some(mine) if mine.state == EchoState::Taken => {}
            Some(mine) => mine.state = theirs.state,
            None => self.echoes.push(theirs),
        }
        self.drop_echoes();
    }

    /// The echo whose turn it is: one at a time, in order.
    pub fn next_to_send(&self) -> Option<&Echo> {
        self.echoes.iter().find(|echo| echo.state == EchoState::Sending)
    }

    /// The server has taken an echo. Its place may lie beyond a hole, so that it is shown as an echo until then.
    pub fn taken(&mut self, message: MessageInfo) -> Next {
        if self.is_loaded() && message.seq < self.live.floor {
            // Sent before a reload of the page, and older than what is shown now.
            self.discard(message.client_msg_id);
        }
        if let Some(echo) = self.echo(message.client_msg_id) {
            echo.state = EchoState::Taken;
        }
        // An answer belongs to the life of now; when that has just changed, the next frame or page tells.
        let Some(epoch) = self.epoch else {
            self.known.read(message);
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

    /// Drops the echoes of what is known by its place.
    pub(super) fn drop_echoes(&mut self) {
        if self.echoes.is_empty() {
            return;
        }
        let (me, top, known) = (self.me, self.live.top, &self.known);
        self.echoes
            .retain(|echo| !known.range(1..=top).rev().any(|message| is_of(message, echo, me)));
    }
}

/// Whether a message is what became of an echo.
pub(super) fn is_of(message: &MessageInfo, echo: &Echo, me: AccountId) -> bool {
    message.client_msg_id == echo.id && message.sender_id == Some(me)
}
