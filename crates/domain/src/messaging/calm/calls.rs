//! The calls about calm.

use crate::{
    access::{InConversation, Member, Office, Participant},
    endpoint,
    id::{ConversationId, MessageId},
    messaging::{
        calm::types::{Answered, QuietHours, Recap, Retention, RoomCalm, SlowMode},
        types::MessageInfo,
    },
    page::{NoBody, NoQuery, Page},
};

endpoint! { "messaging":
    /// Show how calm a conversation is kept.
    ///
    /// Slow mode, when I may write, when the other one will be notified, and when messages are erased.
    Get "/conversations/{conversation}/calm" ShowCalm { conversation: ConversationId }
        ? NoQuery, (NoBody) -> 200 RoomCalm, by Participant, scope MessagesRead, fails []
}

endpoint! { "messaging":
    /// List pinned messages.
    ///
    /// At most five; the newest pin first.
    Get "/conversations/{conversation}/pins" ListPins { conversation: ConversationId }
        ? NoQuery, (NoBody) -> 200 Page<MessageInfo>, by Participant, scope MessagesRead, fails []
}

endpoint! { "messaging":
    /// Pin a message.
    ///
    /// To the head of the conversation: by staff, moderators and the owner of a group, in a direct conversation by both.
    Put "/conversations/{conversation}/messages/{message}/pin" PinMessage { conversation: ConversationId, message: MessageId }
        ? NoQuery, (NoBody) -> 200 MessageInfo, by Participant, scope MessagesWrite, fails [Forbidden, LimitReached]
}

endpoint! { "messaging":
    /// Unpin a message.
    Delete "/conversations/{conversation}/messages/{message}/pin" UnpinMessage { conversation: ConversationId, message: MessageId }
        ? NoQuery, (NoBody) -> 200 MessageInfo, by Participant, scope MessagesWrite, fails [Forbidden]
}

endpoint! { "messaging":
    /// Mark a question as answered.
    ///
    /// By a later message; by whoever asked, or a moderator. The answers in between are folded.
    Put "/conversations/{conversation}/messages/{message}/answer" MarkAnswered { conversation: ConversationId, message: MessageId }
        ? NoQuery, (Answered) -> 200 MessageInfo, by Participant, scope MessagesWrite, fails [Forbidden, Invalid]
}

endpoint! { "messaging":
    /// Open a question again.
    Delete "/conversations/{conversation}/messages/{message}/answer" ReopenQuestion { conversation: ConversationId, message: MessageId }
        ? NoQuery, (NoBody) -> 200 MessageInfo, by Participant, scope MessagesWrite, fails [Forbidden]
}

endpoint! { "messaging":
    /// Set slow mode.
    ///
    /// By staff, moderators and the owner of a group.
    Put "/conversations/{conversation}/slow-mode" SetSlowMode { conversation: ConversationId }
        ? NoQuery, (SlowMode) -> 200 RoomCalm, by Participant, scope MessagesWrite, fails [Forbidden]
}

endpoint! { "messaging":
    /// Recap a week.
    ///
    /// The last seven days: how much was written, what is pinned, which questions were answered and which still wait.
    Get "/conversations/{conversation}/recap" ShowRecap { conversation: ConversationId }
        ? NoQuery, (NoBody) -> 200 Recap, by Participant, scope MessagesRead, fails []
}

endpoint! { "messaging":
    /// Show my quiet hours.
    Get "/me/quiet-hours" ShowQuietHours {} ? NoQuery, (NoBody) -> 200 QuietHours, by Member, scope ProfileRead, fails []
}

endpoint! { "messaging":
    /// Set my quiet hours.
    ///
    /// Whoever writes to me in these hours sees when I will be notified.
    Put "/me/quiet-hours" SetQuietHours {} ? NoQuery, (QuietHours) -> 200 QuietHours, by Member, scope ProfileWrite, fails []
}

endpoint! { "messaging":
    /// Show how long messages are kept.
    Get "/school/retention" ShowRetention {} ? NoQuery, (NoBody) -> 200 Retention, by Member, scope MessagesRead, fails []
}

endpoint! { "messaging":
    /// Set how long messages are kept.
    ///
    /// What is older is erased within a day, and cannot be brought back.
    Put "/school/retention" SetRetention {} ? NoQuery, (Retention) -> 200 Retention, by Office, scope AdminWrite, fails []
}

macro_rules! in_conversation {
    ($($call:ident),*) => {$(
        impl InConversation for $call {
            fn conversation(&self) -> ConversationId { self.conversation }
        }
    )*};
}

in_conversation!(
    ShowCalm,
    ListPins,
    PinMessage,
    UnpinMessage,
    MarkAnswered,
    ReopenQuestion,
    SetSlowMode,
    ShowRecap
);
