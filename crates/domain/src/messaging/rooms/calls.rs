//! The calls about making and keeping rooms.

use crate::{
    access::{InConversation, Member, Participant},
    endpoint,
    id::{AccountId, ConversationId},
    messaging::{
        rooms::{
            rules::Slug,
            types::{NewConversation, NewMembers, PublicRoom, RoomForm, RoomPicture, RoomRoleForm},
        },
        types::{ConversationInfo, Person},
    },
    page::{NoBody, NoQuery, NoReply, Page, PageQuery},
};

endpoint! { "messaging":
    /// Make a conversation.
    ///
    /// A direct one that exists already is given back. Groups are made by parents with people whom they may write to, by staff with
    /// everybody; announcement rooms, public rooms and rooms of the staff by staff.
    Post "/conversations" CreateConversation {}
        ? NoQuery, (NewConversation) -> 201 ConversationInfo, by Member, scope MessagesWrite, fails [MayNotWrite, NotFound, LimitReached]
}

endpoint! { "messaging":
    /// Open the inbox of my family at the office.
    ///
    /// One for each household, shared by its adults; direction and admins answer. It is made when it is first opened.
    Post "/conversations/support" OpenSupport {}
        ? NoQuery, (NoBody) -> 200 ConversationInfo, by Member, scope MessagesWrite, fails [MayNotWrite]
}

endpoint! { "messaging":
    /// Change a room.
    ///
    /// Name, description, address, who may write, closed or open. For its owner and moderators; in rooms of classes and between two people
    /// there is nothing to change.
    Patch "/conversations/{conversation}" ChangeRoom { conversation: ConversationId }
        ? NoQuery, (RoomForm) -> 200 ConversationInfo, by Participant, scope MessagesWrite, fails [Forbidden, Conflict], versioned true
}

endpoint! { "messaging":
    /// Give a room a picture.
    ///
    /// One that I have uploaded and not used yet; the one before is erased. For its owner and moderators; rooms of classes and between two
    /// people have none. Everybody in the room sees it, of a public room everybody of the school.
    Put "/conversations/{conversation}/picture" SetRoomPicture { conversation: ConversationId }
        ? NoQuery, (RoomPicture) -> 200 ConversationInfo, by Participant, scope MessagesWrite, fails [Forbidden]
}

endpoint! { "messaging":
    /// Take the picture of a room away.
    ///
    /// For its owner and moderators. The picture is erased.
    Delete "/conversations/{conversation}/picture" RemoveRoomPicture { conversation: ConversationId }
        ? NoQuery, (NoBody) -> 200 ConversationInfo, by Participant, scope MessagesWrite, fails [Forbidden]
}

endpoint! { "messaging":
    /// Add people to a room.
    ///
    /// For its owner and moderators, with people whom they may write to; in a room of the staff nobody else.
    Post "/conversations/{conversation}/members" AddMembers { conversation: ConversationId }
        ? NoQuery, (NewMembers) -> 200 ConversationInfo, by Participant, scope MessagesWrite, fails [Forbidden, MayNotWrite, LimitReached]
}

endpoint! { "messaging":
    /// Say what somebody is in a room.
    ///
    /// For its owner. Making somebody else the owner hands the room over.
    Put "/conversations/{conversation}/members/{account}" ChangeMember { conversation: ConversationId, account: AccountId }
        ? NoQuery, (RoomRoleForm) -> 200 Person, by Participant, scope MessagesWrite, fails [Forbidden]
}

endpoint! { "messaging":
    /// Take somebody out of a room.
    ///
    /// From then on nothing of it reaches them. The owner takes out everybody, moderators take out members.
    Delete "/conversations/{conversation}/members/{account}" RemoveMember { conversation: ConversationId, account: AccountId }
        ? NoQuery, (NoBody) -> 204 NoReply, by Participant, scope MessagesWrite, fails [Forbidden]
}

endpoint! { "messaging":
    /// Leave a room.
    ///
    /// When its owner leaves, the moderator who has been in it longest follows, else the member. Rooms of classes are left with the class.
    Post "/conversations/{conversation}/leave" LeaveConversation { conversation: ConversationId }
        ? NoQuery, (NoBody) -> 204 NoReply, by Participant, scope MessagesWrite, fails [Forbidden]
}

endpoint! { "messaging":
    /// List the public rooms of the school.
    ///
    /// By name; closed ones only when I am in them.
    Get "/rooms" ListRooms {} ? PageQuery, (NoBody) -> 200 Page<PublicRoom>, by Member, scope MessagesRead, fails []
}

endpoint! { "messaging":
    /// Show a public room.
    ///
    /// By the word in its address.
    Get "/rooms/{slug}" ShowRoom { slug: Slug }
        ? NoQuery, (NoBody) -> 200 PublicRoom, by Member, scope MessagesRead, fails [NotFound]
}

endpoint! { "messaging":
    /// Join a public room.
    ///
    /// Joining twice is joining once.
    Post "/rooms/{slug}/join" JoinRoom { slug: Slug }
        ? NoQuery, (NoBody) -> 200 ConversationInfo, by Member, scope MessagesWrite, fails [NotFound, LimitReached]
}

macro_rules! in_conversation {
    ($($call:ident),*) => {$(
        impl InConversation for $call {
            fn conversation(&self) -> ConversationId { self.conversation }
        }
    )*};
}

in_conversation!(
    ChangeRoom,
    SetRoomPicture,
    RemoveRoomPicture,
    AddMembers,
    ChangeMember,
    RemoveMember,
    LeaveConversation
);
