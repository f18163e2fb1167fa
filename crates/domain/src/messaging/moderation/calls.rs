//! The calls about moderation.

use crate::{
    access::{InConversation, Moderator, Office, Participant, SignedIn},
    endpoint,
    id::{CaseId, ConversationId, MessageId, TermId},
    messaging::moderation::{
        receipt::ReportReceipt,
        terms::{ModeratorTerm, NewTerm},
        types::{AppealAnswer, CaseDetail, CaseInfo, CaseQuery, Decision, LogEntry, NewAppeal, NewReport, Notice},
    },
    page::{NoBody, NoQuery, NoReply, Page, PageQuery},
};

endpoint! { "messaging":
    /// Report a message.
    ///
    /// To the moderators of the school, with up to five messages before and after it as they stand now. Its author never learns who
    /// reported it. Several reports of one message are one case; a second one of mine changes nothing. Ten a day at most.
    Post "/conversations/{conversation}/messages/{message}/reports" ReportMessage { conversation: ConversationId, message: MessageId }
        ? NoQuery, (NewReport) -> 201 ReportReceipt, by Participant, scope MessagesWrite, fails [Forbidden, TooMany]
}

impl InConversation for ReportMessage {
    fn conversation(&self) -> ConversationId {
        self.conversation
    }
}

endpoint! { "messaging":
    /// List reported messages.
    ///
    /// Those that I may judge: the direction of the whole school, teachers and parent moderators of the rooms of their classes; never a
    /// message of my own. The oldest first.
    Get "/moderation/reports" ListReports {} ? CaseQuery, (NoBody) -> 200 Page<CaseInfo>, by Moderator, scope MessagesRead, fails []
}

endpoint! { "messaging":
    /// Show a reported message.
    ///
    /// With its context, the reports and what was done. Who reported is told to the direction only.
    Get "/moderation/reports/{case}" ShowReport { case: CaseId }
        ? NoQuery, (NoBody) -> 200 CaseDetail, by Moderator, scope MessagesRead, fails [NotFound]
}

endpoint! { "messaging":
    /// Decide about a reported message.
    ///
    /// Of several moderators at once the first one decides. The author is told what was done and why, and may appeal once.
    Post "/moderation/reports/{case}/acts" DecideReport { case: CaseId }
        ? NoQuery, (Decision) -> 200 CaseDetail, by Moderator, scope MessagesWrite, fails [NotFound, Forbidden, AlreadyDecided, Conflict, LastOne]
}

endpoint! { "messaging":
    /// Answer an appeal.
    ///
    /// The direction says whether the decision stays; undone, the message is shown again and the author may write.
    Post "/moderation/reports/{case}/answer" AnswerAppeal { case: CaseId }
        ? NoQuery, (AppealAnswer) -> 200 CaseDetail, by Office, scope AdminWrite, fails [NotFound, Forbidden, AlreadyDecided, Conflict]
}

endpoint! { "messaging":
    /// List what moderators did.
    ///
    /// The newest first; nobody changes or removes a line.
    Get "/moderation/acts" ListActs {} ? PageQuery, (NoBody) -> 200 Page<LogEntry>, by Office, scope AdminRead, fails []
}

endpoint! { "messaging":
    /// List what was decided about messages of mine.
    ///
    /// The newest first. Somebody who is suspended reads it too.
    Get "/moderation/notices" ListNotices {} ? PageQuery, (NoBody) -> 200 Page<Notice>, by SignedIn, scope MessagesRead, fails []
}

endpoint! { "messaging":
    /// Note that I have seen a decision.
    Put "/moderation/notices/{case}/seen" SeeNotice { case: CaseId }
        ? NoQuery, (NoBody) -> 204 NoReply, by SignedIn, scope MessagesWrite, fails [NotFound]
}

endpoint! { "messaging":
    /// Appeal against a decision.
    ///
    /// Once; the direction answers.
    Post "/moderation/notices/{case}/appeal" AppealDecision { case: CaseId }
        ? NoQuery, (NewAppeal) -> 201 Notice, by SignedIn, scope MessagesWrite, fails [NotFound, AlreadyDecided]
}

endpoint! { "messaging":
    /// List parent moderators.
    ///
    /// Those whose term runs or is to come, by class, then name.
    Get "/moderation/terms" ListTerms {} ? NoQuery, (NoBody) -> 200 Page<ModeratorTerm>, by Office, scope AdminRead, fails []
}

endpoint! { "messaging":
    /// Appoint a parent moderator.
    ///
    /// A parent of the class, from one moment to another; afterwards there are no rights left.
    Post "/moderation/terms" AddTerm {}
        ? NoQuery, (NewTerm) -> 201 ModeratorTerm, by Office, scope AdminWrite, fails [NotFound, Invalid]
}

endpoint! { "messaging":
    /// End the term of a parent moderator.
    ///
    /// At once.
    Delete "/moderation/terms/{term}" EndTerm { term: TermId }
        ? NoQuery, (NoBody) -> 204 NoReply, by Office, scope AdminWrite, fails [NotFound]
}
