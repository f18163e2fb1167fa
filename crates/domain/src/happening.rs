//! What has happened: collected by a write, published after its commit, turned into frames by the hub.

use serde::{Deserialize, Serialize};

use crate::{
    announcements::types::AnnouncementChange,
    id::{AccountId, ConversationId, SchoolId, SessionId},
    messaging::{change::MessageChange, marks::PersonMark, presence::PersonPresence, types::MessageInfo},
    sel::types::SelNews,
};

/// One thing that has happened, with those who are to know it. The recipients were read in the transaction that made it happen,
/// so that nobody who had left before gets it. Somebody may be in several schools: a window hears what happens in the school of its
/// session only. A conversation belongs to one school for ever; everything that is in no conversation names its school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Happening {
    /// A message has taken its place.
    MessageSent {
        /// The message.
        message: Box<MessageInfo>,
        /// The members at that place.
        recipients: Vec<AccountId>,
    },
    /// A message has changed, and the change has taken its place.
    MessageChanged {
        /// The change, with the message as it is now, as nobody's own.
        change: Box<MessageChange>,
        /// The members at that place.
        recipients: Vec<AccountId>,
    },
    /// People have read further.
    Read {
        /// Where.
        conversation: ConversationId,
        /// Who, and up to which place.
        marks: Vec<PersonMark>,
        /// The members who may know.
        recipients: Vec<AccountId>,
    },
    /// Messages have reached people's devices.
    Delivered {
        /// Where.
        conversation: ConversationId,
        /// Whose, and up to which place.
        marks: Vec<PersonMark>,
        /// The members.
        recipients: Vec<AccountId>,
    },
    /// Somebody is typing. Never stored.
    Typing {
        /// Where.
        conversation: ConversationId,
        /// Who.
        account: AccountId,
        /// First name.
        first_name: String,
        /// The other members.
        recipients: Vec<AccountId>,
    },
    /// Somebody has begun to write, or not any more: their other devices read it again.
    DraftChanged {
        /// Where.
        conversation: ConversationId,
        /// Who.
        account: AccountId,
    },
    /// What somebody wants to be sent later has changed, was sent, or could not be.
    ScheduledChanged {
        /// Where.
        conversation: ConversationId,
        /// Who.
        account: AccountId,
    },
    /// Somebody is in a conversation from now on.
    Joined {
        /// Which.
        conversation: ConversationId,
        /// Who.
        account: AccountId,
    },
    /// Somebody is not in a conversation any more.
    Left {
        /// Which.
        conversation: ConversationId,
        /// Who.
        account: AccountId,
    },
    /// What somebody decides about a conversation in their list has changed, or whether and how often they may write in it.
    SettingsChanged {
        /// Which.
        conversation: ConversationId,
        /// Who.
        account: AccountId,
    },
    /// Contact requests, contacts or blocks of these people have changed.
    ContactsChanged {
        /// In which school.
        school: SchoolId,
        /// Who is to know.
        recipients: Vec<AccountId>,
    },
    /// Somebody has come, gone, or says something else about themselves. Never stored.
    Presence {
        /// In which school they are seen.
        school: SchoolId,
        /// How they are seen.
        presence: PersonPresence,
        /// Who sees it.
        recipients: Vec<AccountId>,
    },
    /// The settings of a school have changed, such as its modules: everybody there reads them again.
    SchoolChanged {
        /// Which.
        school: SchoolId,
        /// Its active members.
        recipients: Vec<AccountId>,
    },
    /// Somebody's membership or children have changed.
    FamilyChanged {
        /// Who.
        account: AccountId,
        /// In which school; absent when it concerns the account, wherever it is.
        school: Option<SchoolId>,
    },
    /// Something has happened to an announcement.
    AnnouncementChanged {
        /// Of which school.
        school: SchoolId,
        /// Which, and what.
        change: AnnouncementChange,
        /// Its readers, or whoever looks after it.
        recipients: Vec<AccountId>,
    },
    /// A transfer of somebody's, or what stands on their account of the SEL, has changed.
    SelChanged {
        /// In which school.
        school: SchoolId,
        /// Which transfer, and where it stands.
        news: SelNews,
        /// Who holds one of its two accounts.
        recipients: Vec<AccountId>,
    },
    /// Something was reported or decided: moderators read the reports again, authors what was decided about them.
    Moderated {
        /// In which school.
        school: SchoolId,
        /// Who is to know.
        recipients: Vec<AccountId>,
    },
    /// A session has ended.
    SessionEnded {
        /// Which.
        session: SessionId,
        /// Whose.
        account: AccountId,
    },
}
