//! The calls about what one person decides: about a conversation in their list, whom they hear from, and what others see of them.

use crate::{
    access::{InConversation, Member, Participant},
    endpoint,
    id::{AccountId, ContactRequestId, ConversationId},
    messaging::{
        blocks::BlockedPerson,
        contact_requests::{ContactRequestInfo, NewContactRequest},
        live::{EventStream, StreamQuery, SyncPage, SyncQuery, Ticket},
        presence::{MessagingSettings, MessagingSettingsForm},
        room_settings::RoomSettingsForm,
        types::ConversationInfo,
    },
    page::{NoBody, NoQuery, NoReply, Page, PageQuery},
};

endpoint! { "messaging":
    /// Change my settings in a conversation.
    ///
    /// Mute, archive, pin, mark as unread, and about which messages I want to hear. Nobody else sees it; my other devices do.
    Patch "/conversations/{conversation}/settings" ChangeRoomSettings { conversation: ConversationId }
        ? NoQuery, (RoomSettingsForm) -> 200 ConversationInfo, by Participant, scope MessagesWrite, fails []
}

endpoint! { "messaging":
    /// List whom I have blocked.
    ///
    /// The newest first.
    Get "/blocks" ListBlocks {} ? PageQuery, (NoBody) -> 200 Page<BlockedPerson>, by Member, scope MessagesRead, fails []
}

endpoint! { "messaging":
    /// Block somebody.
    ///
    /// Neither can write to the other, add or mention them, or see whether they are there. They are not told. Rooms that both are in stay
    /// as they are. Blocking twice is blocking once.
    Put "/blocks/{account}" BlockPerson { account: AccountId }
        ? NoQuery, (NoBody) -> 204 NoReply, by Member, scope MessagesWrite, fails [NotFound, Conflict, LimitReached]
}

endpoint! { "messaging":
    /// Unblock somebody.
    Delete "/blocks/{account}" UnblockPerson { account: AccountId }
        ? NoQuery, (NoBody) -> 204 NoReply, by Member, scope MessagesWrite, fails [NotFound]
}

endpoint! { "messaging":
    /// List contact requests.
    ///
    /// Those that wait, to me and from me, the newest first.
    Get "/contacts/requests" ListContactRequests {}
        ? PageQuery, (NoBody) -> 200 Page<ContactRequestInfo>, by Member, scope MessagesRead, fails []
}

endpoint! { "messaging":
    /// Ask somebody for contact.
    ///
    /// Somebody from a room, an e-mail address, or a code that its owner has given me. The answer is the same whether or not the address
    /// or the code is somebody's. At most ten a day; a request waits thirty days.
    Post "/contacts/requests" RequestContact {}
        ? NoQuery, (NewContactRequest) -> 204 NoReply, by Member, scope MessagesWrite, fails [NotFound, LimitReached]
}

endpoint! { "messaging":
    /// Accept a contact request.
    ///
    /// From now on the two may write to each other.
    Post "/contacts/requests/{request}/accept" AcceptContact { request: ContactRequestId }
        ? NoQuery, (NoBody) -> 204 NoReply, by Member, scope MessagesWrite, fails [NotFound]
}

endpoint! { "messaging":
    /// Decline a contact request.
    ///
    /// Who asked is not told.
    Post "/contacts/requests/{request}/decline" DeclineContact { request: ContactRequestId }
        ? NoQuery, (NoBody) -> 204 NoReply, by Member, scope MessagesWrite, fails [NotFound]
}

endpoint! { "messaging":
    /// Withdraw a contact request.
    ///
    /// One of mine that waits.
    Delete "/contacts/requests/{request}" WithdrawContact { request: ContactRequestId }
        ? NoQuery, (NoBody) -> 204 NoReply, by Member, scope MessagesWrite, fails [NotFound]
}

endpoint! { "messaging":
    /// Show what others see of me.
    ///
    /// Presence is off until I switch it on.
    Get "/me/messaging" ShowMessagingSettings {} ? NoQuery, (NoBody) -> 200 MessagingSettings, by Member, scope ProfileRead, fails []
}

endpoint! { "messaging":
    /// Change what others see of me.
    Patch "/me/messaging" ChangeMessagingSettings {}
        ? NoQuery, (MessagingSettingsForm) -> 200 MessagingSettings, by Member, scope ProfileWrite, fails []
}

endpoint! { "messaging":
    /// Make a contact code.
    ///
    /// A new one for whoever is to find me; the one before finds nobody any more.
    Post "/me/messaging/code" MakeContactCode {}
        ? NoQuery, (NoBody) -> 200 MessagingSettings, by Member, scope ProfileWrite, fails []
}

endpoint! { "messaging":
    /// Get a ticket for a socket.
    ///
    /// For clients that can show no header when they open one: `/ws?ticket=`, once, within thirty seconds. Not kept by retries.
    Post "/ws-tickets" MakeTicket {} ? NoQuery, (NoBody) -> 201 Ticket, by Member, scope MessagesRead, fails []
}

endpoint! { "messaging":
    /// Ask what has happened.
    ///
    /// The frames of the socket for clients that cannot open one. Waits up to 25 seconds while there is nothing. The first call begins;
    /// each following one names the `next` of the one before. It counts as one of the open sockets of the account until half a minute after
    /// the last call.
    Get "/sync" Sync {} ? SyncQuery, (NoBody) -> 200 SyncPage, by Member, scope MessagesRead, fails []
}

endpoint! { "messaging":
    /// Follow what happens.
    ///
    /// The frames of the socket as server-sent events. With `Last-Event-ID` it goes on after that event, if it is known here and not older
    /// than half a minute; if not, it begins with `resync`.
    Get "/stream" Follow {} ? StreamQuery, (NoBody) -> 200 EventStream, by Member, scope MessagesRead, fails []
}

impl InConversation for ChangeRoomSettings {
    fn conversation(&self) -> ConversationId {
        self.conversation
    }
}
