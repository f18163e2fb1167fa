//! What nodes tell each other: ids, places and recipients. Never a text or a name, so that a stolen Redis holds nobody's data.

use domain::{
    announcements::types::AnnouncementChange,
    happening::Happening,
    id::{AccountId, ConversationId, SchoolId, SessionId},
    messaging::{marks::PersonMark, presence::PersonPresence},
    sel::types::SelNews,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::hub::About;

/// One message between nodes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Envelope {
    /// The node that sent it.
    pub origin: Uuid,
    /// 1, 2, 3, ... by origin: a hole means that something got lost.
    pub number: u64,
    /// What has happened; nothing is a sign of life.
    pub news: Option<News>,
}

impl Envelope {
    /// Whether a text is an envelope of this node, told by its beginning: of those of a busy room only the first bytes are looked at.
    pub fn is_from(origin: Uuid, text: &[u8]) -> bool {
        let rest = text.strip_prefix(br#"{"origin":""#);
        let mut buffer = Uuid::encode_buffer();
        rest.is_some_and(|rest| rest.starts_with(origin.hyphenated().encode_lower(&mut buffer).as_bytes()))
    }
}

/// What has happened on another node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum News {
    /// A message or a change has taken this place.
    Sent {
        conversation: ConversationId,
        seq: i64,
        recipients: Vec<AccountId>,
    },
    Read {
        conversation: ConversationId,
        marks: Vec<PersonMark>,
        recipients: Vec<AccountId>,
    },
    Delivered {
        conversation: ConversationId,
        marks: Vec<PersonMark>,
        recipients: Vec<AccountId>,
    },
    Typing {
        conversation: ConversationId,
        account: AccountId,
        recipients: Vec<AccountId>,
    },
    DraftChanged {
        conversation: ConversationId,
        account: AccountId,
    },
    ScheduledChanged {
        conversation: ConversationId,
        account: AccountId,
    },
    Joined {
        conversation: ConversationId,
        account: AccountId,
    },
    Left {
        conversation: ConversationId,
        account: AccountId,
    },
    SettingsChanged {
        conversation: ConversationId,
        account: AccountId,
    },
    ContactsChanged {
        school: SchoolId,
        recipients: Vec<AccountId>,
    },
    Presence {
        school: SchoolId,
        presence: PersonPresence,
        recipients: Vec<AccountId>,
    },
    FamilyChanged {
        account: AccountId,
        school: Option<SchoolId>,
    },
    SchoolChanged {
        school: SchoolId,
        recipients: Vec<AccountId>,
    },
    Announcement {
        school: SchoolId,
        change: AnnouncementChange,
        recipients: Vec<AccountId>,
    },
    Sel {
        school: SchoolId,
        news: SelNews,
        recipients: Vec<AccountId>,
    },
    Moderated {
        school: SchoolId,
        recipients: Vec<AccountId>,
    },
    SessionEnded {
        session: SessionId,
    },
    /// The node stops.
    Farewell,
}

impl From<&Happening> for News {
    fn from(happening: &Happening) -> Self {
        match happening {
            Happening::MessageSent { message, recipients } => Self::Sent {
                conversation: message.conversation_id,
                seq: message.seq,
                recipients: recipients.clone(),
            },
            Happening::MessageChanged { change, recipients } => Self::Sent {
                conversation: change.conversation_id,
                seq: change.seq,
                recipients: recipients.clone(),
            },
            Happening::Read {
                conversation,
                marks,
                recipients,
            } => Self::Read {
                conversation: *conversation,
                marks: marks.clone(),
                recipients: recipients.clone(),
            },
            Happening::Delivered {
                conversation,
                marks,
                recipients,
            } => Self::Delivered {
                conversation: *conversation,
                marks: marks.clone(),
                recipients: recipients.clone(),
            },
            Happening::Typing {
                conversation,
                account,
                recipients,
                ..
            } => Self::Typing {
                conversation: *conversation,
                account: *account,
                recipients: recipients.clone(),
            },
            Happening::DraftChanged { conversation, account } => Self::DraftChanged {
                conversation: *conversation,
                account: *account,
            },
            Happening::ScheduledChanged { conversation, account } => Self::ScheduledChanged {
                conversation: *conversation,
                account: *account,
            },
            Happening::Joined { conversation, account } => Self::Joined {
                conversation: *conversation,
                account: *account,
            },
            Happening::Left { conversation, account } => Self::Left {
                conversation: *conversation,
                account: *account,
            },
            Happening::SettingsChanged { conversation, account } => Self::SettingsChanged {
                conversation: *conversation,
                account: *account,
            },
            Happening::ContactsChanged { school, recipients } => Self::ContactsChanged {
                school: *school,
                recipients: recipients.clone(),
            },
            Happening::Presence {
                school,
                presence,
                recipients,
            } => Self::Presence {
                school: *school,
                presence: *presence,
                recipients: recipients.clone(),
            },
            Happening::FamilyChanged { account, school } => Self::FamilyChanged {
                account: *account,
                school: *school,
            },
            Happening::SchoolChanged { school, recipients } => Self::SchoolChanged {
                school: *school,
                recipients: recipients.clone(),
            },
            Happening::AnnouncementChanged {
                school,
                change,
                recipients,
            } => Self::Announcement {
                school: *school,
                change: *change,
                recipients: recipients.clone(),
            },
            Happening::SelChanged {
                school,
                news,
                recipients,
            } => Self::Sel {
                school: *school,
                news: *news,
                recipients: recipients.clone(),
            },
            Happening::Moderated { school, recipients } => Self::Moderated {
                school: *school,
                recipients: recipients.clone(),
            },
            Happening::SessionEnded { session, .. } => Self::SessionEnded { session: *session },
        }
    }
}

impl News {
    /// The conversation that it is about, if it is about one.
    pub fn conversation(&self) -> Option<ConversationId> {
        match self {
            Self::Sent { conversation, .. }
            | Self::Read { conversation, .. }
            | Self::Delivered { conversation, .. }
            | Self::Typing { conversation, .. }
            | Self::DraftChanged { conversation, .. }
            | Self::ScheduledChanged { conversation, .. }
            | Self::Joined { conversation, .. }
            | Self::Left { conversation, .. }
            | Self::SettingsChanged { conversation, .. } => Some(*conversation),
            Self::ContactsChanged { .. }
            | Self::Presence { .. }
            | Self::FamilyChanged { .. }
            | Self::SchoolChanged { .. }
            | Self::Announcement { .. }
            | Self::Sel { .. }
            | Self::Moderated { .. }
            | Self::SessionEnded { .. }
            | Self::Farewell => None,
        }
    }

    /// Which sockets it is for; `of_room` is the school of the conversation that it is about. Nothing for what is no frame by itself.
    pub fn about(&self, of_room: Option<SchoolId>) -> Option<About> {
        match self {
            Self::Read { conversation, .. }
            | Self::Delivered { conversation, .. }
            | Self::Joined { conversation, .. }
            | Self::Left { conversation, .. }
            | Self::SettingsChanged { conversation, .. } => of_room.map(|school| About::Room(*conversation, school)),
            // whoever follows one room is not told what they have begun to write
            Self::DraftChanged { .. } | Self::ScheduledChanged { .. } => of_room.map(About::School),
            Self::ContactsChanged { school, .. }
            | Self::Presence { school, .. }
            | Self::SchoolChanged { school, .. }
            | Self::Announcement { school, .. }
            | Self::Sel { school, .. }
            | Self::Moderated { school, .. } => Some(About::School(*school)),
            Self::FamilyChanged { school, .. } => Some(school.map_or(About::Account, About::School)),
            Self::Sent { .. } | Self::Typing { .. } | Self::SessionEnded { .. } | Self::Farewell => None,
        }
    }

    /// Whom it is for.
    pub fn recipients(&self) -> &[AccountId] {
        match self {
            Self::Sent { recipients, .. }
            | Self::Read { recipients, .. }
            | Self::Delivered { recipients, .. }
            | Self::Typing { recipients, .. }
            | Self::ContactsChanged { recipients, .. }
            | Self::Presence { recipients, .. }
            | Self::SchoolChanged { recipients, .. }
            | Self::Announcement { recipients, .. }
            | Self::Sel { recipients, .. }
            | Self::Moderated { recipients, .. } => recipients,
            Self::DraftChanged { account, .. }
            | Self::ScheduledChanged { account, .. }
            | Self::Joined { account, .. }
            | Self::Left { account, .. }
            | Self::SettingsChanged { account, .. }
            | Self::FamilyChanged { account, .. } => std::slice::from_ref(account),
            Self::SessionEnded { .. } | Self::Farewell => &[],
        }
    }
}
