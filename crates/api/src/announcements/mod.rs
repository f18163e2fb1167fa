//! The calls about announcements.

use domain::announcements::calls::{
    AnswerAnnouncement, ChangeAnnouncement, ChangeAnnouncementRules, DraftAnnouncement, ExportAnnouncementReceipts,
    ListAnnouncementReceipts, ListAnnouncements, MakePaperSlips, NoteArrivedAnnouncements, PublishAnnouncement,
    ReadAnnouncement, RefuseAnnouncement, RemindReaders, RemoveAnnouncement, ReturnSlip, ShowAnnouncement,
    ShowAnnouncementReceipts, ShowAnnouncementRules, ShowUnreadAnnouncements, SignAnnouncement, WithdrawAnnouncement,
};

use crate::routes::Routes;

pub mod announcement;
pub mod answer;
pub mod keeping;
pub mod receipt;

/// Answers them.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    let routes = routes
        .on::<ListAnnouncements, _, _>(announcement::list)
        .on::<ShowUnreadAnnouncements, _, _>(announcement::unread)
        .on::<DraftAnnouncement, _, _>(announcement::draft)
        .on::<ShowAnnouncement, _, _>(announcement::show)
        .on::<ChangeAnnouncement, _, _>(announcement::change)
        .on::<RemoveAnnouncement, _, _>(announcement::remove)
        .on::<PublishAnnouncement, _, _>(keeping::publish)
        .on::<RefuseAnnouncement, _, _>(keeping::refuse)
        .on::<WithdrawAnnouncement, _, _>(keeping::withdraw)
        .on::<RemindReaders, _, _>(keeping::remind)
        .on::<ShowAnnouncementRules, _, _>(keeping::rules)
        .on::<ChangeAnnouncementRules, _, _>(keeping::change_rules);
    routes
        .on::<NoteArrivedAnnouncements, _, _>(answer::arrived)
        .on::<ReadAnnouncement, _, _>(answer::read)
        .on::<SignAnnouncement, _, _>(answer::sign)
        .on::<AnswerAnnouncement, _, _>(answer::answer)
        .on::<ShowAnnouncementReceipts, _, _>(receipt::count)
        .on::<ListAnnouncementReceipts, _, _>(receipt::list)
        .on::<ExportAnnouncementReceipts, _, _>(receipt::export)
        .on::<MakePaperSlips, _, _>(receipt::make_slips)
        .on::<ReturnSlip, _, _>(receipt::return_slip)
}
