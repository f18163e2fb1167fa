//! The calls about messaging.

pub mod calm;
pub mod change;
pub mod circle;
pub mod conversation;
pub mod drafts;
pub mod lines;
pub mod message;
pub mod moderation;
pub mod polls;
pub mod post;
pub mod presence;
pub mod reactions;
pub mod rooms;
pub mod scheduled;
pub mod search;
pub mod truth;

use domain::messaging::calls::{
    DeleteMessage, EditMessage, ForwardMessage, ListContacts, ListConversations, ListEdits, ListMembers, ListMessages,
    MarkDelivered, MarkRead, OpenDirect, SendMessage, ShowConversation, ShowMessage, ShowPresence, ShowReceipts,
};
use domain::messaging::rich_calls::{
    CancelScheduled, CastVote, ChangeScheduled, ClosePoll, ForgetDraft, KeepDraft, ListReactions, ListScheduled,
    ListVotes, React, ScheduleMessage, ShowDraft, TakeReactionBack,
};

use crate::routes::Routes;

/// Answers them.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    circle::routes(rich_routes(search::routes(moderation::routes(calm::routes(
        rooms::routes(routes),
    )))))
    .on::<ListConversations, _, _>(conversation::list)
    .on::<OpenDirect, _, _>(conversation::open_direct)
    .on::<ShowConversation, _, _>(conversation::show)
    .on::<ListMembers, _, _>(conversation::members)
    .on::<ShowPresence, _, _>(conversation::presence)
    .on::<ListContacts, _, _>(conversation::contacts)
    .on::<ListMessages, _, _>(message::list)
    .on::<SendMessage, _, _>(message::send)
    .on::<ShowMessage, _, _>(change::show)
    .on::<EditMessage, _, _>(change::edit)
    .on::<DeleteMessage, _, _>(change::delete)
    .on::<ListEdits, _, _>(change::edits)
    .on::<ShowReceipts, _, _>(change::receipts)
    .on::<ForwardMessage, _, _>(change::forward)
    .on::<MarkRead, _, _>(message::mark_read)
    .on::<MarkDelivered, _, _>(message::mark_delivered)
}

/// What hangs on messages, and what is not sent yet.
fn rich_routes(routes: Routes) -> Routes {
    routes
        .on::<React, _, _>(reactions::add)
        .on::<TakeReactionBack, _, _>(reactions::remove)
        .on::<ListReactions, _, _>(reactions::list)
        .on::<CastVote, _, _>(polls::vote)
        .on::<ClosePoll, _, _>(polls::close)
        .on::<ListVotes, _, _>(polls::list)
        .on::<ScheduleMessage, _, _>(scheduled::add)
        .on::<ListScheduled, _, _>(scheduled::list)
        .on::<ChangeScheduled, _, _>(scheduled::change)
        .on::<CancelScheduled, _, _>(scheduled::cancel)
        .on::<ShowDraft, _, _>(drafts::show)
        .on::<KeepDraft, _, _>(drafts::keep)
        .on::<ForgetDraft, _, _>(drafts::forget)
}
