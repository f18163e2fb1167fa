//! The calls about announcements.

use crate::{
    access::{AnnouncementKeeper, AnnouncementReader, Fresh, Member, OfAnnouncement, Office, Staff},
    announcements::{
        forms::{
            AnnouncementAnswer, AnnouncementForm, AnnouncementQuery, AnnouncementRefusal, AnnouncementRules,
            AnnouncementRulesForm, AnnouncementSignature, ArrivedAnnouncements,
        },
        receipts::{
            AnnouncementReceipt, AnnouncementReceiptQuery, AnnouncementReceipts, PaperOrder, PaperSlips, Reminded,
            ReturnedSlip, SlipReturn,
        },
        types::{AnnouncementDetail, AnnouncementInfo, UnreadAnnouncements},
    },
    endpoint,
    id::AnnouncementId,
    page::{CsvFile, NoBody, NoQuery, NoReply, Page},
};

endpoint! { "announcements":
    /// List announcements.
    ///
    /// Those that are for me, the pinned ones first, then the latest; the direction sees all, a teacher also those of the classes they teach
    /// and their own. Drafts, texts that wait and those taken back only for whoever looks after them.
    Get "/announcements" ListAnnouncements {} ? AnnouncementQuery, (NoBody) -> 200 Page<AnnouncementInfo>, by Member,
        scope AnnouncementsRead, fails [Forbidden]
}

endpoint! { "announcements":
    /// Show what waits for me.
    ///
    /// How many announcements I have not said to have read, and the one to show first.
    Get "/announcements/unread" ShowUnreadAnnouncements {} ? NoQuery, (NoBody) -> 200 UnreadAnnouncements, by Member,
        scope AnnouncementsRead, fails []
}

endpoint! { "announcements":
    /// Write an announcement.
    ///
    /// A draft, which nobody else sees but the direction. A teacher writes for the classes they teach.
    Post "/announcements" DraftAnnouncement {} ? NoQuery, (AnnouncementForm) -> 201 AnnouncementDetail, by Staff,
        scope AnnouncementsWrite, fails [NotFound], up to 262_144
}

endpoint! { "announcements":
    /// Note what has reached my device.
    ///
    /// What is not for me is left out. Doing it twice does nothing more.
    Post "/announcements/reached" NoteArrivedAnnouncements {} ? NoQuery, (ArrivedAnnouncements) -> 204 NoReply, by Member,
        scope AnnouncementsRead, fails []
}

endpoint! { "announcements":
    /// Tick off a slip that came back.
    ///
    /// By its code, for whoever looks after the announcement. The first time counts; answers can be put right later.
    Post "/announcements/slips/return" ReturnSlip {} ? NoQuery, (SlipReturn) -> 200 ReturnedSlip, by Staff,
        scope AnnouncementsWrite, fails [WrongCode]
}

endpoint! { "announcements":
    /// Show an announcement.
    ///
    /// In all its languages, with my children whom it is about and what was changed since it was published.
    Get "/announcements/{announcement}" ShowAnnouncement { announcement: AnnouncementId }
        ? NoQuery, (NoBody) -> 200 AnnouncementDetail, by AnnouncementReader, scope AnnouncementsRead, fails [], versioned true
}

endpoint! { "announcements":
    /// Change an announcement.
    ///
    /// Once it is published its readers see what was changed; another language reaches them as one quiet update. Audience, questions and
    /// signature stay as they are then.
    Put "/announcements/{announcement}" ChangeAnnouncement { announcement: AnnouncementId }
        ? NoQuery, (AnnouncementForm) -> 200 AnnouncementDetail, by AnnouncementKeeper, scope AnnouncementsWrite,
        fails [Conflict, VersionMissing], versioned true, up to 262_144
}

endpoint! { "announcements":
    /// Remove a draft.
    ///
    /// What was published is withdrawn instead.
    Delete "/announcements/{announcement}" RemoveAnnouncement { announcement: AnnouncementId }
        ? NoQuery, (NoBody) -> 204 NoReply, by AnnouncementKeeper, scope AnnouncementsWrite, fails [Conflict]
}

endpoint! { "announcements":
    /// Publish an announcement.
    ///
    /// Its readers have it at once. Where the school asks for it, the text of a teacher waits for the direction, who publishes it by the same
    /// call.
    Post "/announcements/{announcement}/publish" PublishAnnouncement { announcement: AnnouncementId }
        ? NoQuery, (NoBody) -> 200 AnnouncementDetail, by AnnouncementKeeper, scope AnnouncementsWrite,
        fails [AlreadyDecided, VersionMissing, Stale], versioned true
}

endpoint! { "announcements":
    /// Give a text back to its author.
    ///
    /// It is a draft again, with the reason.
    Post "/announcements/{announcement}/refuse" RefuseAnnouncement { announcement: AnnouncementId }
        ? NoQuery, (AnnouncementRefusal) -> 200 AnnouncementDetail, by AnnouncementKeeper, scope AnnouncementsWrite, fails [AlreadyDecided]
}

endpoint! { "announcements":
    /// Take an announcement back.
    ///
    /// Its readers see that it was withdrawn, and its text no more. Signatures and answers stay for whoever looks after it.
    Post "/announcements/{announcement}/withdraw" WithdrawAnnouncement { announcement: AnnouncementId }
        ? NoQuery, (NoBody) -> 200 AnnouncementDetail, by AnnouncementKeeper, scope AnnouncementsWrite, fails [AlreadyDecided]
}

endpoint! { "announcements":
    /// Say that I have read it.
    ///
    /// Once and for all my children. Doing it twice does nothing more.
    Post "/announcements/{announcement}/read" ReadAnnouncement { announcement: AnnouncementId }
        ? NoQuery, (NoBody) -> 200 AnnouncementDetail, by AnnouncementReader, scope AnnouncementsWrite, fails [Forbidden]
}

endpoint! { "announcements":
    /// Sign for a child.
    ///
    /// By a guardian who may sign; each for themselves. Whoever signs has read. Doing it twice does nothing more.
    Post "/announcements/{announcement}/sign" SignAnnouncement { announcement: AnnouncementId }
        ? NoQuery, (AnnouncementSignature) -> 200 AnnouncementDetail, by AnnouncementReader, scope AnnouncementsWrite,
        fails [Forbidden, Conflict, TooLate]
}

endpoint! { "announcements":
    /// Answer a question about a child.
    ///
    /// One answer for each child; it can be changed until the end of the time for it, by each guardian who may sign.
    Put "/announcements/{announcement}/answers" AnswerAnnouncement { announcement: AnnouncementId }
        ? NoQuery, (AnnouncementAnswer) -> 200 AnnouncementDetail, by AnnouncementReader, scope AnnouncementsWrite,
        fails [Forbidden, Conflict, TooLate]
}

endpoint! { "announcements":
    /// Show who was reached.
    ///
    /// By class; of a draft: who will read it.
    Get "/announcements/{announcement}/receipts" ShowAnnouncementReceipts { announcement: AnnouncementId }
        ? NoQuery, (NoBody) -> 200 AnnouncementReceipts, by AnnouncementKeeper, scope AnnouncementsRead, fails []
}

endpoint! { "announcements":
    /// List receipts.
    ///
    /// One for each guardian and child, by the name of the child.
    Get "/announcements/{announcement}/receipts/people" ListAnnouncementReceipts { announcement: AnnouncementId }
        ? AnnouncementReceiptQuery, (NoBody) -> 200 Page<AnnouncementReceipt>, by AnnouncementKeeper, scope AnnouncementsRead, fails []
}

endpoint! { "announcements":
    /// Download the receipts.
    ///
    /// The same list as a table.
    Get "/announcements/{announcement}/receipts/export" ExportAnnouncementReceipts { announcement: AnnouncementId }
        ? NoQuery, (NoBody) -> 200 CsvFile, by Fresh<AnnouncementKeeper>, scope Session, fails []
}

endpoint! { "announcements":
    /// Remind whoever has not read it.
    ///
    /// Or has not signed or answered where that is asked. By mail, in the language of each; once a day at most.
    Post "/announcements/{announcement}/remind" RemindReaders { announcement: AnnouncementId }
        ? NoQuery, (NoBody) -> 200 Reminded, by AnnouncementKeeper, scope AnnouncementsWrite, fails [Conflict, LimitReached]
}

endpoint! { "announcements":
    /// Make slips of paper.
    ///
    /// One for each child whom nobody was reached for, with a code that ticks it off when it comes back.
    Post "/announcements/{announcement}/slips" MakePaperSlips { announcement: AnnouncementId }
        ? NoQuery, (PaperOrder) -> 200 PaperSlips, by AnnouncementKeeper, scope AnnouncementsWrite, fails [Conflict]
}

macro_rules! of_announcement {
    ($($call:ident),+ $(,)?) => {$(
        impl OfAnnouncement for $call {
            fn announcement(&self) -> AnnouncementId {
                self.announcement
            }
        }
    )+};
}
of_announcement!(
    ShowAnnouncement,
    ChangeAnnouncement,
    RemoveAnnouncement,
    PublishAnnouncement,
    RefuseAnnouncement,
    WithdrawAnnouncement,
    ReadAnnouncement,
    SignAnnouncement,
    AnswerAnnouncement,
    ShowAnnouncementReceipts,
    ListAnnouncementReceipts,
    ExportAnnouncementReceipts,
    RemindReaders,
    MakePaperSlips,
);

endpoint! { "announcements":
    /// Show what the school asks of announcements.
    Get "/school/announcements" ShowAnnouncementRules {} ? NoQuery, (NoBody) -> 200 AnnouncementRules, by Staff,
        scope AdminRead, fails [], versioned true
}

endpoint! { "announcements":
    /// Set what the school asks of announcements.
    Put "/school/announcements" ChangeAnnouncementRules {} ? NoQuery, (AnnouncementRulesForm) -> 200 AnnouncementRules, by Office,
        scope AdminWrite, fails [], versioned true
}
