//! Reads a frame of the socket, or several of those that were asked for.
//!
//! [`ServerFrame`] can read itself, but not knowing its kind before the end it keeps every field aside first, and the code for that
//! would be a fortieth of all that a phone downloads. Here all fields are read in one go, and the kind decides which are looked at.

use domain::{
    announcements::types::AnnouncementNews,
    id::{AccountId, AnnouncementId, ClientMessageId, ConnectionId, ConversationId, Epoch, SelTransferId},
    messaging::{change::MessageChange, marks::PersonMark, presence::SeenState, types::MessageInfo},
    moment::Moment,
    problem::Code,
    sel::states::SelStatus,
    socket::ServerFrame,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Fields {
    r#type: String,
    account_id: Option<AccountId>,
    connection_id: Option<ConnectionId>,
    conversation_id: Option<ConversationId>,
    epoch: Option<Epoch>,
    message: Option<MessageInfo>,
    change: Option<MessageChange>,
    first_name: Option<String>,
    marks: Option<Vec<PersonMark>>,
    announcement_id: Option<AnnouncementId>,
    news: Option<AnnouncementNews>,
    transfer_id: Option<SelTransferId>,
    status: Option<SelStatus>,
    server_time: Option<Moment>,
    state: Option<SeenState>,
    last_seen_at: Option<Moment>,
    code: Option<Code>,
    detail: Option<String>,
    client_msg_id: Option<ClientMessageId>,
}

/// What was asked for with a question that waits.
#[derive(Debug, PartialEq)]
pub struct News {
    /// The frames that a socket would have carried, in their order.
    pub frames: Vec<ServerFrame>,
    /// Where the next question goes on.
    pub next: String,
}

#[derive(Deserialize)]
struct Page {
    frames: Vec<Fields>,
    next: String,
}

/// The frame, or `None` for one of a newer server that this version does not know.
pub fn read(text: &str) -> Option<ServerFrame> {
    frame(serde_json::from_str(text).ok()?)
}

/// The frames of an answer.
pub fn read_page(text: &str) -> Option<News> {
    let page: Page = serde_json::from_str(text).ok()?;
    Some(News {
        frames: page.frames.into_iter().filter_map(frame).collect(),
        next: page.next,
    })
}

fn frame(fields: Fields) -> Option<ServerFrame> {
    Some(match fields.r#type.as_str() {
        "authenticated" => ServerFrame::Authenticated {
            account_id: fields.account_id?,
            connection_id: fields.connection_id?,
            epoch: fields.epoch?,
        },
        "message" => ServerFrame::Message {
            epoch: fields.epoch?,
            message: fields.message?,
        },
        "message_changed" => ServerFrame::MessageChanged {
            epoch: fields.epoch?,
            change: fields.change?,
        },
        "message_typing" => ServerFrame::MessageTyping {
            conversation_id: fields.conversation_id?,
            account_id: fields.account_id?,
            first_name: fields.first_name?,
        },
        "message_read" => ServerFrame::MessageRead {
            conversation_id: fields.conversation_id?,
            marks: fields.marks?,
        },
        "message_delivered" => ServerFrame::MessageDelivered {
            conversation_id: fields.conversation_id?,
            marks: fields.marks?,
        },
        "conversation_joined" => ServerFrame::ConversationJoined {
            conversation_id: fields.conversation_id?,
        },
        "conversation_left" => ServerFrame::ConversationLeft {
            conversation_id: fields.conversation_id?,
        },
        "conversation_settings" => ServerFrame::ConversationSettings {
            conversation_id: fields.conversation_id?,
        },
        "contacts_changed" => ServerFrame::ContactsChanged {},
        "presence" => ServerFrame::Presence {
            account_id: fields.account_id?,
            state: fields.state?,
            last_seen_at: fields.last_seen_at,
        },
        "draft_changed" => ServerFrame::DraftChanged {
            conversation_id: fields.conversation_id?,
        },
        "scheduled_changed" => ServerFrame::ScheduledChanged {
            conversation_id: fields.conversation_id?,
        },
        "family_changed" => ServerFrame::FamilyChanged {},
        "school_changed" => ServerFrame::SchoolChanged {},
        "moderation_changed" => ServerFrame::ModerationChanged {},
        "announcement_changed" => ServerFrame::AnnouncementChanged {
            announcement_id: fields.announcement_id?,
            news: fields.news?,
        },
        "sel_changed" => ServerFrame::SelChanged {
            transfer_id: fields.transfer_id?,
            status: fields.status?,
        },
        "resync" => ServerFrame::Resync {},
        // Our own pings carry no timestamp.
        "pong" => ServerFrame::Pong {
            timestamp: None,
            server_time: fields.server_time?,
        },
        "error" => ServerFrame::Error {
            code: fields.code?,
            detail: fields.detail,
            client_msg_id: fields.client_msg_id,
        },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use domain::{
        id::Id,
        messaging::{change::ChangeKind, types::MessageKind},
        schools::types::Role,
    };

    use super::*;

    fn message() -> MessageInfo {
        MessageInfo {
            id: Id::fresh(),
            conversation_id: Id::fresh(),
            seq: 42,
            changed_seq: 42,
            sender_id: None,
            sender_name: "Marie Dupont".into(),
            sender_role: Role::Parent,
            message_type: MessageKind::Text,
            content: "Qui peut prêter des bottes ?".into(),
            reply_to: Some(Id::fresh()),
            quote: None,
            service: None,
            forwarded: false,
            blocks: Vec::new(),
            mentions: Vec::new(),
            reactions: Vec::new(),
            attachments: Vec::new(),
            poll: None,
            note: None,
            edited_at: None,
            deleted_at: None,
            hidden_at: None,
            pinned_at: None,
            answered_at: None,
            answer_id: None,
            answer_seq: None,
            client_msg_id: Id::fresh(),
            created_at: "2026-11-20T08:31:00.000000Z".parse().unwrap(),
        }
    }

    #[test]
    fn every_frame_is_read_as_it_was_written() {
        let (account_id, conversation_id, epoch) = (Id::fresh(), Id::fresh(), Id::fresh());
        let frames = [
            ServerFrame::Authenticated {
                account_id,
                connection_id: Id::fresh(),
                epoch,
            },
            ServerFrame::Message {
                epoch,
                message: message(),
            },
            ServerFrame::MessageChanged {
                epoch,
                change: MessageChange {
                    conversation_id,
                    seq: 43,
                    change: ChangeKind::Edited,
                    by: Some(account_id),
                    at: message().created_at,
                    message: message(),
                },
            },
            ServerFrame::MessageTyping {
                conversation_id,
                account_id,
                first_name: "Jean".into(),
            },
            ServerFrame::MessageRead {
                conversation_id,
                marks: vec![
                    PersonMark { account_id, seq: 7 },
                    PersonMark {
                        account_id: Id::fresh(),
                        seq: 5,
                    },
                ],
            },
            ServerFrame::MessageDelivered {
                conversation_id,
                marks: vec![PersonMark { account_id, seq: 8 }],
            },
            ServerFrame::ConversationJoined { conversation_id },
            ServerFrame::ConversationLeft { conversation_id },
            ServerFrame::FamilyChanged {},
            ServerFrame::SchoolChanged {},
            ServerFrame::AnnouncementChanged {
                announcement_id: Id::fresh(),
                news: AnnouncementNews::Published,
            },
            ServerFrame::SelChanged {
                transfer_id: Id::fresh(),
                status: SelStatus::Accepted,
            },
            ServerFrame::Resync {},
            ServerFrame::Pong {
                timestamp: None,
                server_time: message().created_at,
            },
            ServerFrame::Error {
                code: Code::TooMany,
                detail: None,
                client_msg_id: Some(Id::fresh()),
            },
        ];
        for frame in frames {
            assert_eq!(read(&serde_json::to_string(&frame).unwrap()), Some(frame));
        }
    }

    #[test]
    fn what_was_asked_for_is_read_as_it_was_written() {
        let page = domain::messaging::live::SyncPage {
            frames: vec![
                ServerFrame::Resync {},
                ServerFrame::Message {
                    epoch: Id::fresh(),
                    message: message(),
                },
            ],
            next: "01932f6e-4b7a-7c1e-9a35-2d0f6c1b8e42.7".to_owned(),
        };
        let text = serde_json::to_string(&page).unwrap();
        let (frames, next) = (page.frames, page.next);
        assert_eq!(read_page(&text), Some(News { frames, next }));
        let newer = r#"{"frames":[{"type":"fireworks"},{"type":"resync"}],"next":"a.2"}"#;
        assert_eq!(read_page(newer).unwrap().frames, [ServerFrame::Resync {}]);
    }

    #[test]
    fn an_unknown_frame_is_left_alone() {
        assert_eq!(read(r#"{"type":"fireworks","colour":"blue"}"#), None);
        assert_eq!(read(r#"{"type":"message","epoch":null}"#), None);
        assert_eq!(read("not a frame"), None);
    }
}
