//! Identifiers: UUIDv7, one type per kind of thing, so that a child's id cannot be passed where a class is asked.

use std::{borrow::Cow, cmp::Ordering, fmt, hash, marker::PhantomData, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, schema::Type},
};
use uuid::Uuid;

/// The identifier of one `K`: a UUIDv7, in JSON a plain string.
#[derive(Serialize)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)
)]
#[cfg_attr(feature = "sql", diesel(sql_type = crate::id::DbId))]
#[serde(transparent)]
pub struct Id<K: 'static>(Uuid, #[serde(skip)] PhantomData<fn() -> K>);

#[cfg(feature = "sql")]
pub use crate::sql::DbId;

impl<K: 'static> Id<K> {
    /// A new identifier, later than every one made before in this process.
    #[must_use]
    pub fn fresh() -> Self {
        Self(Uuid::now_v7(), PhantomData)
    }

    /// The identifier with these bits.
    #[must_use]
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }

    /// The bits of the identifier.
    #[must_use]
    pub const fn as_uuid(&self) -> &Uuid {
        &self.0
    }
}

// By hand, because a derived one is compiled once for each kind, and the browser downloads them all.
impl<'de, K: 'static> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Uuid::deserialize(deserializer).map(Self::from_uuid)
    }
}

impl<K: 'static> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K: 'static> Copy for Id<K> {}
impl<K: 'static> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<K: 'static> Eq for Id<K> {}
impl<K: 'static> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<K: 'static> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<K: 'static> hash::Hash for Id<K> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<K: 'static> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
impl<K: 'static> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
impl<K: 'static> FromStr for Id<K> {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self::from_uuid)
    }
}
impl<K: 'static> PartialSchema for Id<K> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("An identifier: a UUID of version 7, which sorts by time."))
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))
            .examples([serde_json::json!("01932f6e-4b7a-7c1e-9a35-2d0f6c1b8e42")])
            .into()
    }
}
impl<K: 'static> ToSchema for Id<K> {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Id")
    }
}
impl<K: 'static> schemars::JsonSchema for Id<K> {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Id")
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "uuid" })
    }
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $kind:ident => $id:ident),* $(,)?) => {$(
        $(#[doc = $doc])*
        #[derive(Debug)]
        pub enum $kind {}
        #[doc = concat!("The id of one [`", stringify!($kind), "`].")]
        pub type $id = Id<$kind>;
    )*};
}

kinds! {
    /// One person with an e-mail address.
    Account => AccountId,
    /// One school of the instance.
    School => SchoolId,
    /// What an account is in one school.
    Membership => MembershipId,
    /// One sign-in on one device.
    Session => SessionId,
    /// One refresh token of an API session.
    RefreshToken => RefreshTokenId,
    /// One link sent by e-mail.
    EmailToken => EmailTokenId,
    /// One class of one school year.
    Class => ClassId,
    /// One pupil.
    Child => ChildId,
    /// A child's place in a class, with dates.
    Enrolment => EnrolmentId,
    /// The edge between an adult and a child.
    GuardianLink => GuardianLinkId,
    /// Adults who live together.
    Household => HouseholdId,
    /// A link in a mail to somebody who has an account.
    AccountLink => AccountLinkId,
    /// A code that stands in for a lost second factor.
    RecoveryCode => RecoveryCodeId,
    /// Somebody who was asked to come.
    Invitation => InvitationId,
    /// One line of the audit log.
    AuditEntry => AuditEntryId,
    /// A printed one-time code for one child.
    ChildCode => ChildCodeId,
    /// A staff member's place in a class, with dates.
    StaffAssignment => StaffAssignmentId,
    /// A room of messages.
    Conversation => ConversationId,
    /// One message.
    Message => MessageId,
    /// A reported message, with everything that becomes of it.
    Case => CaseId,
    /// The term of a parent moderator.
    Term => TermId,
    /// One answer of a poll.
    PollOption => PollOptionId,
    /// One message to be sent later.
    Scheduled => ScheduledId,
    /// One stored file.
    File => FileId,
    /// Something that the school makes known.
    Announcement => AnnouncementId,
    /// A question of an announcement.
    AnnouncementQuestion => AnnouncementQuestionId,
    /// A change of an announcement that readers may see.
    AnnouncementEdit => AnnouncementEditId,
    /// A printed slip of an announcement for one child.
    AnnouncementSlip => AnnouncementSlipId,
    /// An offer or a request of the time bank.
    Service => ServiceId,
    /// A thank-you for an exchange about an offer or a request.
    Review => ReviewId,
    /// An account of the time bank.
    SelAccount => SelAccountId,
    /// Units that go from one account of the time bank to another.
    SelTransfer => SelTransferId,
    /// One side of a transfer in the books.
    SelPosting => SelPostingId,
    /// A step of a transfer.
    SelEvent => SelEventId,
    /// Transfers that were asked or given together.
    SelGroup => SelGroupId,
    /// A check of the books.
    SelCheck => SelCheckId,
    /// One queued job.
    Job => JobId,
    /// One life of the database: changes when it is restored from a backup.
    EpochKind => Epoch,
    /// A client's own number of a message, so that a retry acts once.
    ClientMessage => ClientMessageId,
    /// Somebody's wish to write to somebody.
    ContactRequest => ContactRequestId,
    /// One open socket.
    Connection => ConnectionId,
}
