//! The calls about what hangs on messages, and about messages that are not sent yet.

use crate::{
    access::{InConversation, Participant},
    endpoint,
    id::{ConversationId, MessageId, ScheduledId},
    messaging::{
        draft::Draft,
        poll::{Ballot, Vote},
        reaction::Reaction,
        scheduled::{NewScheduled, ScheduledInfo},
        types::MessageInfo,
    },
    page::{NoBody, NoQuery, NoReply, Page, PageQuery},
};

endpoint! { "messaging":
    /// React to a message.
    ///
    /// With one emoji; one may use several, and a message has at most 12 different ones. Nobody has more to read because of it.
    Put "/conversations/{conversation}/messages/{message}/reactions/{emoji}" React
        { conversation: ConversationId, message: MessageId, emoji: String }
        ? NoQuery, (NoBody) -> 200 MessageInfo, by Participant, scope MessagesWrite, fails [MayNotWrite, Muted, LimitReached, Invalid]
}

endpoint! { "messaging":
    /// Take a reaction back.
    Delete "/conversations/{conversation}/messages/{message}/reactions/{emoji}" TakeReactionBack
        { conversation: ConversationId, message: MessageId, emoji: String }
        ? NoQuery, (NoBody) -> 200 MessageInfo, by Participant, scope MessagesWrite, fails [MayNotWrite, Muted, Invalid]
}

endpoint! { "messaging":
    /// List who reacted to a message.
    ///
    /// The first reaction first.
    Get "/conversations/{conversation}/messages/{message}/reactions" ListReactions
        { conversation: ConversationId, message: MessageId }
        ? PageQuery, (NoBody) -> 200 Page<Reaction>, by Participant, scope MessagesRead, fails []
}

endpoint! { "messaging":
    /// Vote in a poll.
    ///
    /// Instead of what I chose before; no answer at all takes my vote back.
    Put "/conversations/{conversation}/messages/{poll}/vote" CastVote { conversation: ConversationId, poll: MessageId }
        ? NoQuery, (Ballot) -> 200 MessageInfo, by Participant, scope MessagesWrite, fails [MayNotWrite, TooLate]
}

endpoint! { "messaging":
    /// Close a poll.
    ///
    /// My own, or as a moderator of the room any.
    Post "/conversations/{conversation}/messages/{poll}/close" ClosePoll { conversation: ConversationId, poll: MessageId }
        ? NoQuery, (NoBody) -> 200 MessageInfo, by Participant, scope MessagesWrite, fails [Forbidden]
}

endpoint! { "messaging":
    /// List the votes of a poll.
    ///
    /// The first vote first; not of an anonymous poll.
    Get "/conversations/{conversation}/messages/{poll}/votes" ListVotes { conversation: ConversationId, poll: MessageId }
        ? PageQuery, (NoBody) -> 200 Page<Vote>, by Participant, scope MessagesRead, fails [Forbidden]
}

endpoint! { "messaging":
    /// Schedule a message.
    ///
    /// It is sent at its time as if I sent it then: whether I may is decided then. If I may not, I am told and it stays here.
    Post "/conversations/{conversation}/scheduled" ScheduleMessage { conversation: ConversationId }
        ? NoQuery, (NewScheduled) -> 201 ScheduledInfo, by Participant, scope MessagesWrite, fails [MayNotWrite, TooLate, LimitReached]
}

endpoint! { "messaging":
    /// List my scheduled messages of a conversation.
    ///
    /// The next one first.
    Get "/conversations/{conversation}/scheduled" ListScheduled { conversation: ConversationId }
        ? PageQuery, (NoBody) -> 200 Page<ScheduledInfo>, by Participant, scope MessagesRead, fails []
}

endpoint! { "messaging":
    /// Change a scheduled message.
    ///
    /// What it says, or when it is sent.
    Put "/conversations/{conversation}/scheduled/{scheduled}" ChangeScheduled
        { conversation: ConversationId, scheduled: ScheduledId }
        ? NoQuery, (NewScheduled) -> 200 ScheduledInfo, by Participant, scope MessagesWrite, fails [MayNotWrite, TooLate]
}

endpoint! { "messaging":
    /// Take a scheduled message back.
    Delete "/conversations/{conversation}/scheduled/{scheduled}" CancelScheduled
        { conversation: ConversationId, scheduled: ScheduledId }
        ? NoQuery, (NoBody) -> 204 NoReply, by Participant, scope MessagesWrite, fails []
}

endpoint! { "messaging":
    /// Show my draft.
    ///
    /// What I have begun to write in this conversation, on any device; empty when there is nothing.
    Get "/conversations/{conversation}/draft" ShowDraft { conversation: ConversationId }
        ? NoQuery, (NoBody) -> 200 Draft, by Participant, scope MessagesRead, fails []
}

endpoint! { "messaging":
    /// Keep my draft.
    ///
    /// Of two the one that was written later stays; it is answered.
    Put "/conversations/{conversation}/draft" KeepDraft { conversation: ConversationId }
        ? NoQuery, (Draft) -> 200 Draft, by Participant, scope MessagesWrite, fails []
}

endpoint! { "messaging":
    /// Forget my draft.
    Delete "/conversations/{conversation}/draft" ForgetDraft { conversation: ConversationId }
        ? NoQuery, (NoBody) -> 204 NoReply, by Participant, scope MessagesWrite, fails []
}

macro_rules! in_conversation {
    ($($call:ident),*) => {$(
        impl InConversation for $call {
            fn conversation(&self) -> ConversationId { self.conversation }
        }
    )*};
}

in_conversation!(
    React,
    TakeReactionBack,
    ListReactions,
    CastVote,
    ClosePoll,
    ListVotes,
    ScheduleMessage,
    ListScheduled,
    ChangeScheduled,
    CancelScheduled,
    ShowDraft,
    KeepDraft,
    ForgetDraft
);
