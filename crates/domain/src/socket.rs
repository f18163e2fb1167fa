//! The frames of the socket `/ws`: JSON objects with a `type` (S1-62..66), one enum for each direction.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    announcements::types::AnnouncementNews,
    id::{AccountId, AnnouncementId, ClientMessageId, ConnectionId, ConversationId, Epoch, MessageId, SelTransferId},
    messaging::{
        change::{MessageChange, Place},
        marks::PersonMark,
        presence::{DeviceState, SeenState},
        types::{MessageInfo, MessageKind},
    },
    moment::Moment,
    problem::Code,
    sel::states::SelStatus,
};

/// Largest frame, in bytes.
pub const FRAME_MAX: usize = 16 * 1024;

/// What a client says.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientFrame {
    /// Who I am; only for clients without a cookie or `Authorization` header, and then first, within five seconds.
    Authentication {
        /// An access token of `POST /api/v1/login`.
        token: String,
    },
    /// Send a message; the same as `POST /api/v1/conversations/{id}/messages`.
    Message {
        /// Where.
        conversation_id: ConversationId,
        /// The text, 1 to 2,000 characters.
        content: String,
        /// The client's own number, so that a retry acts once.
        client_msg_id: ClientMessageId,
        /// Always `text`, which may be left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message_type: Option<MessageKind>,
        /// The message it answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_to: Option<MessageId>,
    },
    /// I am typing; to be repeated every three seconds at most.
    MessageTyping {
        /// Where.
        conversation_id: ConversationId,
    },
    /// I have read up to here.
    MessageRead {
        /// Where.
        conversation_id: ConversationId,
        /// The place of the last message seen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seq: Option<i64>,
        /// Or the message itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message_id: Option<MessageId>,
    },
    /// The messages have reached this device.
    MessageDelivered {
        /// Where.
        conversation_id: ConversationId,
        /// The place of the last message received.
        seq: i64,
    },
    /// Whether somebody sits before this device; for whoever shows presence, and of no effect for others.
    Presence {
        /// There, or away for ten minutes.
        state: DeviceState,
    },
    /// Are you there?
    Ping {
        /// Given back in `pong`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        timestamp: Option<f64>,
    },
}

/// What the server says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerFrame {
    /// The connection is open for this account.
    Authenticated {
        /// Who.
        account_id: AccountId,
        /// This connection.
        connection_id: ConnectionId,
        /// The life of the database; when it changes, read everything again.
        epoch: Epoch,
    },
    /// A message of a conversation that I am in; my own ones too.
    Message {
        /// The life of the database that `seq` belongs to.
        epoch: Epoch,
        /// The message.
        message: MessageInfo,
    },
    /// A message of a conversation that I am in has changed: edited, deleted, reacted to. The change takes a place of its own.
    MessageChanged {
        /// The life of the database that `seq` belongs to.
        epoch: Epoch,
        /// The change, with the message as it is now.
        change: MessageChange,
    },
    /// Somebody is typing.
    MessageTyping {
        /// Where.
        conversation_id: ConversationId,
        /// Who.
        account_id: AccountId,
        /// First name.
        first_name: String,
    },
    /// People have read on, I on another device or others; in a large room told when the lowest may have moved.
    MessageRead {
        /// Where.
        conversation_id: ConversationId,
        /// Who, and up to which place; each once.
        marks: Vec<PersonMark>,
    },
    /// Messages have reached people's devices; in a large room told when the lowest may have moved.
    MessageDelivered {
        /// Where.
        conversation_id: ConversationId,
        /// Whose, and up to which place; each once.
        marks: Vec<PersonMark>,
    },
    /// I am in a conversation from now on.
    ConversationJoined {
        /// Which.
        conversation_id: ConversationId,
    },
    /// I am not in a conversation any more; forget it. A message that had its place before I left may still follow, none that came after.
    ConversationLeft {
        /// Which.
        conversation_id: ConversationId,
    },
    /// On another device of mine I have muted, archived, pinned or marked a conversation, or whether or how often I may write in it has
    /// changed: read it and its calm again.
    ConversationSettings {
        /// Which.
        conversation_id: ConversationId,
    },
    /// Contact requests, contacts, or whom I have blocked have changed: read them again.
    ContactsChanged {},
    /// Somebody who shows it to me has come, gone, or says something else about themselves.
    Presence {
        /// Who.
        account_id: AccountId,
        /// How they are seen now.
        state: SeenState,
        /// When they were last there, unless they are now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last_seen_at: Option<Moment>,
    },
    /// What I have begun to write has changed on one of my devices: read `/conversations/{conversation}/draft` again.
    DraftChanged {
        /// Which conversation.
        conversation_id: ConversationId,
    },
    /// A message that I had scheduled was sent, could not be sent, or was changed: read `/conversations/{conversation}/scheduled` again.
    ScheduledChanged {
        /// Which conversation.
        conversation_id: ConversationId,
    },
    /// My membership or my children have changed: read `/me` and `/children` again.
    FamilyChanged {},
    /// The settings of my school have changed, such as its modules: read `/me` again.
    SchoolChanged {},
    /// Something has happened to an announcement that is for me, or that I look after: read it again. Only `published` asks for attention.
    AnnouncementChanged {
        /// Which.
        announcement_id: AnnouncementId,
        /// What has happened.
        news: AnnouncementNews,
    },
    /// A transfer of mine has changed, and with it what stands on my account of the SEL: read `/sel/balance` again.
    SelChanged {
        /// Which transfer.
        transfer_id: SelTransferId,
        /// Where it stands now.
        status: SelStatus,
    },
    /// Something was reported to me as a moderator, or decided about a message of mine: read reports and notices again.
    ModerationChanged {},
    /// Something may have been missed: read conversations and messages again from where you are.
    Resync {},
    /// The answer to `ping`.
    Pong {
        /// What the ping carried.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        timestamp: Option<f64>,
        /// The server's clock.
        server_time: Moment,
    },
    /// A frame was not accepted.
    Error {
        /// Why.
        code: Code,
        /// In words, for developers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        detail: Option<String>,
        /// The message it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        client_msg_id: Option<ClientMessageId>,
    },
}

impl ServerFrame {
    /// The frame that tells what stands at a place.
    #[must_use]
    pub fn of_place(epoch: Epoch, place: Place) -> Self {
        match place {
            Place::Message(message) => Self::Message {
                epoch,
                message: *message,
            },
            Place::Change(change) => Self::MessageChanged { epoch, change: *change },
        }
    }
}

/// Why a socket was closed, in the close frame.
pub mod close {
    /// A client that does not read is let go; reconnect and read what you missed.
    pub const SLOW: u16 = 4008;
    /// The session has ended.
    pub const UNAUTHENTICATED: u16 = 4401;
    /// The token may not read messages.
    pub const FORBIDDEN: u16 = 4403;
    /// The room of this socket is none of mine, or not any more.
    pub const NOT_FOUND: u16 = 4404;
    /// No `authentication` frame in time.
    pub const NO_AUTHENTICATION: u16 = 4408;
    /// Too many connections of one account, or too many frames.
    pub const TOO_MANY: u16 = 4429;
    /// The server restarts; reconnect in a moment.
    pub const RESTART: u16 = 1012;
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::*;

    const ID: &str = "\"01932f6e-4b7a-7c1e-9a35-2d0f6c1b8e42\"";

    /// Frames, what is nearly one, and what is none; none larger than the socket lets in.
    fn nearly() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "null",
            "-0",
            "1e400",
            "9223372036854775808",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"type\":",
            "\"message\"",
            "\"message_read\"",
            "\"presence\"",
            "\"ping\"",
            "\"timestamp\":",
            "\"conversation_id\":",
            "\"content\":",
            "\"client_msg_id\":",
            "\"seq\":",
            "\"state\":\"away\"",
            ID,
            "é",
            "👨‍👩‍👧",
        ]);
        let whole = prop::sample::select(vec![
            r#"{"type":"ping","timestamp":7.5}"#.to_owned(),
            format!(r#"{{"type":"message_typing","conversation_id":{ID}}}"#),
            format!(r#"{{"type":"message_read","conversation_id":{ID},"seq":3}}"#),
            format!(r#"{{"type":"message","conversation_id":{ID},"content":"Bonjour","client_msg_id":{ID}}}"#),
        ]);
        let one = prop_oneof![
            (word.clone(), 1_usize..9_000).prop_map(|(word, times)| word.repeat(times)),
            prop::collection::vec(word.clone(), 0..300).prop_map(|words| words.concat()),
            ".{0,400}",
            // a good one with something put in
            (whole, word, any::<prop::sample::Index>()).prop_map(|(mut frame, word, place)| {
                let places: Vec<usize> = frame.char_indices().map(|(at, _)| at).collect();
                frame.insert_str(*place.get(&places), word);
                frame
            }),
        ];
        one.prop_map(|mut text| {
            let end = (0..=FRAME_MAX.min(text.len()))
                .rev()
                .find(|end| text.is_char_boundary(*end));
            text.truncate(end.unwrap_or(0));
            text
        })
    }

    /// What reading one may take; on a busy machine the best of three counts.
    const LIMIT: Duration = Duration::from_millis(if cfg!(debug_assertions) { 50 } else { 10 });

    proptest! {
        /// D10: whatever comes is a frame or is none, at once; and a frame is read again as what it is.
        #[test]
        fn no_text_breaks_the_reading_of_a_frame(text in nearly()) {
            let mut best = Duration::MAX;
            for _ in 0..3 {
                let begun = Instant::now();
                let read = serde_json::from_str::<ClientFrame>(&text);
                best = best.min(begun.elapsed());
                if let Ok(frame) = read {
                    let written = serde_json::to_string(&frame).unwrap();
                    let again = serde_json::from_str::<ClientFrame>(&written).map(|frame| serde_json::to_string(&frame).unwrap());
                    prop_assert_eq!(again.ok(), Some(written));
                }
            }
            prop_assert!(best <= LIMIT, "{:?} for {} bytes", best, text.len());
        }
    }

    /// A parser that calls itself for every bracket would end the process.
    #[test]
    fn a_frame_as_deep_as_it_may_be_large_is_refused() {
        for (open, close) in [("[", "]"), ("{\"type\":", "}")] {
            let depth = FRAME_MAX / (open.len() + close.len());
            let inside = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            assert!(serde_json::from_str::<ClientFrame>(&inside).is_err());
            let frame = format!(r#"{{"type":"message_typing","conversation_id":{inside}}}"#);
            assert!(serde_json::from_str::<ClientFrame>(&frame).is_err());
        }
    }
}
