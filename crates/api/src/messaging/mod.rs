//! The calls about messaging.

pub mod conversation;
pub mod message;
pub mod truth;

use domain::messaging::calls::{
    ListContacts, ListConversations, ListMembers, ListMessages, MarkRead, OpenDirect, SendMessage, ShowConversation,
    ShowPresence,
};

use crate::routes::Routes;

/// Answers them.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    routes
        .on::<ListConversations, _, _>(conversation::list)
        .on::<OpenDirect, _, _>(conversation::open_direct)
        .on::<ShowConversation, _, _>(conversation::show)
        .on::<ListMembers, _, _>(conversation::members)
        .on::<ShowPresence, _, _>(conversation::presence)
        .on::<ListContacts, _, _>(conversation::contacts)
        .on::<ListMessages, _, _>(message::list)
        .on::<SendMessage, _, _>(message::send)
        .on::<MarkRead, _, _>(message::mark_read)
}
