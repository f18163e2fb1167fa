//! Messages for the tests of this folder.

use domain::{
    id::{AccountId, ClientMessageId, ConversationId, Epoch, Id},
    messaging::{
        history::History,
        room_settings::NotificationLevel,
        types::{ConversationInfo, ConversationKind, MessageInfo, MessageKind, Posting},
    },
    moment::Moment,
    schools::types::Role,
};

use super::timeline::echo::{Echo, EchoState, Written};

/// Monday 16 November 2026, 08:00 UTC, and so many seconds.
pub fn at(seconds: i64) -> Moment {
    Moment::from_micros(1_794_816_000_000_000)
        .unwrap()
        .plus_seconds(seconds)
}

/// The message at a place, one each ten seconds.
pub fn message(conversation: ConversationId, seq: i64, sender: AccountId) -> MessageInfo {
    MessageInfo {
        id: Id::fresh(),
        conversation_id: conversation,
        seq,
        changed_seq: seq,
        sender_id: Some(sender),
        sender_name: "Jean Dubois".to_owned(),
        sender_role: Role::Parent,
        message_type: MessageKind::Text,
        content: format!("message {seq}"),
        reply_to: None,
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
        created_at: at(seq * 10),
    }
}

/// A page of a conversation whose last place is `last_seq`.
pub fn page(epoch: Epoch, items: Vec<MessageInfo>, more: bool, last_seq: i64) -> History {
    History {
        from_seq: items.first().filter(|_| more).map_or(1, |message| message.seq),
        to_seq: last_seq,
        changes: Vec::new(),
        items,
        more,
        epoch,
        last_seq,
    }
}

/// An echo on its way.
pub fn echo(id: ClientMessageId) -> Echo {
    Echo {
        id,
        written: Written {
            content: "coucou".to_owned(),
            ..Written::default()
        },
        at: at(0),
        state: EchoState::Sending,
    }
}

/// A direct conversation without messages.
pub fn room(epoch: Epoch) -> ConversationInfo {
    ConversationInfo {
        id: Id::fresh(),
        kind: ConversationKind::Direct,
        class: None,
        other: None,
        title: None,
        slug: None,
        description: None,
        picture_url: None,
        staff_only: false,
        member_count: 2,
        posting: Posting::Everyone,
        may_write: true,
        my_role: None,
        moderates: false,
        version: 1,
        closed_at: None,
        active_at: None,
        epoch,
        last_seq: 0,
        last_message: None,
        last_read_seq: 0,
        unread_count: 0,
        mention_count: 0,
        blocked: false,
        muted_until: None,
        archived: false,
        pinned: false,
        marked_unread: false,
        level: NotificationLevel::All,
        others_read_seq: 0,
        others_delivered_seq: 0,
    }
}
