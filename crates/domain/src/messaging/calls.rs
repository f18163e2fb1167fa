//! The calls about conversations and messages.

use crate::{
    access::{InConversation, Member, Participant},
    endpoint,
    id::{ConversationId, MessageId},
    messaging::{
        edit::{EarlierText, Forwarding, MessageEdit, Receipts},
        history::{History, HistoryQuery},
        marks::{ReadState, ReadUpTo},
        new_message::NewMessage,
        presence::Presence,
        types::{ConversationInfo, MessageInfo, NewDirect, Person},
    },
    page::{NoBody, NoQuery, NoReply, Page, PageQuery},
};

endpoint! { "messaging":
    /// List my conversations.
    ///
    /// The one with the newest message first; conversations without a message come last.
    Get "/conversations" ListConversations {} ? PageQuery, (NoBody) -> 200 Page<ConversationInfo>, by Member, scope MessagesRead, fails []
}

endpoint! { "messaging":
    /// Open a direct conversation.
    ///
    /// There is one for each pair of people: when it exists already, it is given back.
    Post "/conversations/direct" OpenDirect {} ? NoQuery, (NewDirect) -> 200 ConversationInfo, by Member, scope MessagesWrite, fails [MayNotWrite, NotFound]
}

endpoint! { "messaging":
    /// Show a conversation.
    ///
    /// With its last message and my marks. The version is that of its name, its description and its rules.
    Get "/conversations/{conversation}" ShowConversation { conversation: ConversationId }
        ? NoQuery, (NoBody) -> 200 ConversationInfo, by Participant, scope MessagesRead, fails [], versioned true
}

endpoint! { "messaging":
    /// List the members of a conversation.
    ///
    /// By last name, then first name.
    Get "/conversations/{conversation}/members" ListMembers { conversation: ConversationId }
        ? PageQuery, (NoBody) -> 200 Page<Person>, by Participant, scope MessagesRead, fails []
}

endpoint! { "messaging":
    /// Show who is online in a conversation.
    ///
    /// Members with an open socket; `unknown` when the server cannot tell.
    Get "/conversations/{conversation}/presence" ShowPresence { conversation: ConversationId }
        ? NoQuery, (NoBody) -> 200 Presence, by Participant, scope MessagesRead, fails []
}

endpoint! { "messaging":
    /// Read messages.
    ///
    /// Without a parameter the newest; with `before_seq` further back; with `after_seq` what came since, the oldest first. Always by
    /// ascending place.
    Get "/conversations/{conversation}/messages" ListMessages { conversation: ConversationId }
        ? HistoryQuery, (NoBody) -> 200 History, by Participant, scope MessagesRead, fails []
}

endpoint! { "messaging":
    /// Send a message.
    ///
    /// Answered when it is safely stored. The same `client_msg_id` sent again answers the same message.
    Post "/conversations/{conversation}/messages" SendMessage { conversation: ConversationId }
        ? NoQuery, (NewMessage) -> 201 MessageInfo, by Participant, scope MessagesWrite, fails [MayNotWrite, Forbidden, TooLate, Muted, SlowMode]
}

endpoint! { "messaging":
    /// Show a message.
    ///
    /// As I see it now.
    Get "/conversations/{conversation}/messages/{message}" ShowMessage { conversation: ConversationId, message: MessageId }
        ? NoQuery, (NoBody) -> 200 MessageInfo, by Participant, scope MessagesRead, fails []
}

endpoint! { "messaging":
    /// Edit a message.
    ///
    /// My own, within 15 minutes. Everybody sees that it was edited; moderators can read what it said before.
    Patch "/conversations/{conversation}/messages/{message}" EditMessage { conversation: ConversationId, message: MessageId }
        ? NoQuery, (MessageEdit) -> 200 MessageInfo, by Participant, scope MessagesWrite, fails [Forbidden, MayNotWrite, TooLate, Muted]
}

endpoint! { "messaging":
    /// Delete a message.
    ///
    /// My own at any time, and as a moderator of the room those of others. Its place stays, what it said is gone everywhere.
    Delete "/conversations/{conversation}/messages/{message}" DeleteMessage { conversation: ConversationId, message: MessageId }
        ? NoQuery, (NoBody) -> 200 MessageInfo, by Participant, scope MessagesWrite, fails [Forbidden]
}

endpoint! { "messaging":
    /// List what a message said before.
    ///
    /// The oldest text first, for its author and the moderators of the room; empty when it was never edited.
    Get "/conversations/{conversation}/messages/{message}/edits" ListEdits { conversation: ConversationId, message: MessageId }
        ? PageQuery, (NoBody) -> 200 Page<EarlierText>, by Participant, scope MessagesRead, fails [Forbidden]
}

endpoint! { "messaging":
    /// Show whom a message has reached.
    ///
    /// Only its author may know. Whoever does not show what they read counts as not having read.
    Get "/conversations/{conversation}/messages/{message}/receipts" ShowReceipts { conversation: ConversationId, message: MessageId }
        ? NoQuery, (NoBody) -> 200 Receipts, by Participant, scope MessagesRead, fails [Forbidden]
}

endpoint! { "messaging":
    /// Forward a message.
    ///
    /// To another conversation in which I may write, as a message of mine; answers that message. Its files count towards my space.
    Post "/conversations/{conversation}/messages/{message}/forward" ForwardMessage { conversation: ConversationId, message: MessageId }
        ? NoQuery, (Forwarding) -> 201 MessageInfo, by Participant, scope MessagesWrite, fails [MayNotWrite, Muted, SlowMode, SpaceUsed]
}

endpoint! { "messaging":
    /// Move my read mark.
    ///
    /// It only grows; a place after the last message means the last message.
    Put "/conversations/{conversation}/read" MarkRead { conversation: ConversationId }
        ? NoQuery, (ReadUpTo) -> 200 ReadState, by Participant, scope MessagesWrite, fails []
}

endpoint! { "messaging":
    /// Say up to where messages have reached this device.
    ///
    /// For whoever has no socket to say `message_delivered` over. It is written a moment later, together with what others say. Like the read mark it
    /// only grows.
    Put "/conversations/{conversation}/delivered" MarkDelivered { conversation: ConversationId }
        ? NoQuery, (ReadUpTo) -> 204 NoReply, by Participant, scope MessagesWrite, fails []
}

endpoint! { "messaging":
    /// List people to write to.
    ///
    /// Those to whom the policy of the school lets me write, by last name, then first name.
    Get "/users/list" ListContacts {} ? PageQuery, (NoBody) -> 200 Page<Person>, by Member, scope MessagesRead, fails []
}

macro_rules! in_conversation {
    ($($call:ident),*) => {$(
        impl InConversation for $call {
            fn conversation(&self) -> ConversationId { self.conversation }
        }
    )*};
}

in_conversation!(
    ShowConversation,
    ListMembers,
    ShowPresence,
    ListMessages,
    SendMessage,
    ShowMessage,
    EditMessage,
    DeleteMessage,
    ListEdits,
    ShowReceipts,
    ForwardMessage,
    MarkRead,
    MarkDelivered
);
