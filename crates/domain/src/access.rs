//! The permission vocabulary: one type per row of the permission table, with its sentence.
//!
//! `api::policy` enforces a row; the front end asks the same rows whether to show a button.

use crate::{
    id::{AnnouncementId, ChildId, ClassId, ConversationId, SelTransferId, ServiceId},
    schools::types::Role,
    text_enum,
};

/// Who may make a call; a row of the permission table.
pub trait Access: 'static {
    /// The row in words, as it stands in the documents.
    const SAYS: &'static str;
    /// Whether a session is needed at all.
    const NEEDS_SESSION: bool = true;
    /// Whether the person must have shown password or second factor lately, see [`Fresh`].
    const NEEDS_PROOF: bool = false;
}

/// The same people, when they have shown their password or second factor in this session less than an hour ago (A10). For what cannot be
/// undone, and for what would let a thief stay.
#[derive(Debug, Clone, Copy)]
pub struct Fresh<A>(std::marker::PhantomData<A>);

impl<A: Access> Access for Fresh<A> {
    const SAYS: &'static str = A::SAYS;
    const NEEDS_SESSION: bool = A::NEEDS_SESSION;
    const NEEDS_PROOF: bool = true;
}

macro_rules! scopes {
    ($($(#[doc = $doc:literal])* $name:ident = $word:literal),+ $(,)?) => {
        text_enum! {
            /// What a personal access token may do.
            pub enum Scope { $($(#[doc = $doc])* $name = $word),+ }
        }

        /// What a call asks of a personal access token. A session of a person's own may make every call that the person may.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Reach {
            /// Nothing: the call needs no session.
            Public,
            /// No token may make it: only the person, signed in.
            Session,
            $($(#[doc = $doc])* $name),+
        }

        impl Reach {
            /// The scope that a token needs; `None` where scopes do not count.
            #[must_use]
            pub const fn scope(self) -> Option<Scope> {
                match self {
                    Self::Public | Self::Session => None,
                    $(Self::$name => Some(Scope::$name)),+
                }
            }
        }
    };
}

scopes! {
    /// Read my data and my memberships.
    ProfileRead = "profile:read",
    /// Change my data.
    ProfileWrite = "profile:write",
    /// Read my children and what I may do for them.
    ChildrenRead = "children:read",
    /// Add children, and end my links to them.
    ChildrenWrite = "children:write",
    /// Read my conversations.
    MessagesRead = "messages:read",
    /// Write messages, and move my marks.
    MessagesWrite = "messages:write",
    /// Read what the school makes known to me.
    AnnouncementsRead = "announcements:read",
    /// Say that I have read, sign and answer; write announcements, for those who work at the school.
    AnnouncementsWrite = "announcements:write",
    /// Read my account of the SEL and what moves on it.
    SelRead = "sel:read",
    /// Propose and decide transfers of the SEL.
    SelWrite = "sel:write",
    /// Read what the school office sees; only for those who work there.
    AdminRead = "admin:read",
    /// Act for the school office; only for those who work there.
    AdminWrite = "admin:write",
}

macro_rules! rows {
    ($($(#[doc = $doc:literal])* $name:ident says $says:literal $(, session $needs:literal)?;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name;
        impl Access for $name {
            const SAYS: &'static str = $says;
            $(const NEEDS_SESSION: bool = $needs;)?
        }
    )*};
}

rows! {
    /// Anyone on the network.
    Anyone says "anyone, without signing in", session false;
    /// Whoever has a session, even when the membership is still pending.
    SignedIn says "anyone who is signed in";
    /// An active member of the session's school, whatever the role.
    Member says "an active member of the school";
    /// Somebody who is in the conversation now.
    Participant says "someone who is in the conversation";
    /// Somebody who moderates: the direction and admins the school, teachers and parent moderators the rooms of their classes.
    Moderator says "a moderator: the direction, an admin, a teacher of a class, a parent moderator during their term";
    /// A guardian with a link to the child that is not over: confirmed, pending, or refused and not yet put away.
    Guardian says "a guardian of the child, for their own link";
    /// Somebody whom the announcement is for, and whoever looks after it.
    AnnouncementReader says "someone whom the announcement is for, or who looks after it";
    /// The author of the announcement while they teach all its classes, direction or admin.
    AnnouncementKeeper says "the author of the announcement who teaches its classes, the direction or an admin of the school";
    /// Somebody who may see the offer or the request: any member while it is shown and nobody of the two blocks the other; its owner and the
    /// office always.
    ServiceReader says "a member who may see the offer or request";
    /// Whose offer or request it is.
    ServiceOwner says "whose offer or request it is";
    /// Whose offer or request it is, direction or admin.
    ServiceKeeper says "whose offer or request it is, the direction or an admin of the school";
    /// One of the two parties of a transfer of the SEL, and whoever looks after the books.
    SelParties says "one of the two parties of the transfer, or a treasurer of the SEL";
    /// Who looks after the books of the SEL.
    Treasurer says "a treasurer of the SEL: the direction, an admin, or somebody whom the school named";
    /// Teacher, direction or admin of the session's school.
    Staff says "a teacher, the direction or an admin of the school";
    /// Direction or admin of the session's school.
    Office says "the direction or an admin of the school";
}

/// A call about one conversation.
pub trait InConversation {
    /// Which one.
    fn conversation(&self) -> ConversationId;
}

/// A call about one child.
pub trait OfChild {
    /// Which one.
    fn child(&self) -> ChildId;
}

/// A call about one announcement.
pub trait OfAnnouncement {
    /// Which one.
    fn announcement(&self) -> AnnouncementId;
}

/// A call about one offer or request.
pub trait OfService {
    /// Which one.
    fn service(&self) -> ServiceId;
}

/// A call about one transfer of the SEL.
pub trait OfSelTransfer {
    /// Which one.
    fn transfer(&self) -> SelTransferId;
}

/// A call about one class.
pub trait OfClass {
    /// Which one.
    fn class(&self) -> ClassId;
}

impl Role {
    /// Whether the role works at the school: teacher, direction, admin.
    #[must_use]
    pub const fn is_staff(self) -> bool {
        matches!(self, Self::Teacher | Self::Direction | Self::Admin)
    }

    /// Whether the role runs the school office: direction, admin.
    #[must_use]
    pub const fn is_office(self) -> bool {
        matches!(self, Self::Direction | Self::Admin)
    }
}
