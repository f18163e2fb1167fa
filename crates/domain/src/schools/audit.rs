//! The audit log: every administrative act, and every time staff opened a child's record (G8).

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    accounts::types::Locale,
    id::{AccountId, AuditEntryId, ChildId},
    moment::Moment,
    schools::types::Role,
    text_enum,
};

text_enum! {
    /// What was done.
    pub enum Act {
        /// Staff opened the record of a child.
        ChildOpened = "child_opened",
        /// A child was put on the school's list.
        ChildEnrolled = "child_enrolled",
        /// Name, class or number of a child were changed.
        ChildChanged = "child_changed",
        /// A child has left the school.
        ChildLeft = "child_left",
        /// Two records of one child became one.
        ChildrenMerged = "children_merged",
        /// A class list was imported.
        ListImported = "list_imported",
        /// One-time codes of children were made.
        CodesMade = "codes_made",
        /// The list of children was downloaded.
        ChildrenExported = "children_exported",
        /// A link between an adult and a child was confirmed.
        LinkConfirmed = "link_confirmed",
        /// A link between an adult and a child was refused.
        LinkRefused = "link_refused",
        /// A link between an adult and a child was ended.
        LinkEnded = "link_ended",
        /// The rights or the dates of a guardian were changed.
        RightsChanged = "rights_changed",
        /// A guardian was kept from everything about a child.
        LinkRestricted = "link_restricted",
        /// That was lifted again.
        RestrictionLifted = "restriction_lifted",
        /// The household of an adult was changed.
        HouseholdChanged = "household_changed",
        /// A membership was approved.
        MemberApproved = "member_approved",
        /// A membership was refused.
        MemberRefused = "member_refused",
        /// A membership was suspended.
        MemberSuspended = "member_suspended",
        /// A suspended member was let in again.
        MemberReadmitted = "member_readmitted",
        /// A membership was ended.
        MemberEnded = "member_ended",
        /// A member got another role.
        RoleChanged = "role_changed",
        /// Two accounts of one person became one.
        MembersMerged = "members_merged",
        /// The list of members was downloaded.
        MembersExported = "members_exported",
        /// Somebody was invited.
        InvitationSent = "invitation_sent",
        /// An invitation was taken back.
        InvitationRevoked = "invitation_revoked",
        /// A class was made.
        ClassMade = "class_made",
        /// A class was changed.
        ClassChanged = "class_changed",
        /// A class was removed.
        ClassRemoved = "class_removed",
        /// A staff member was put into a class.
        StaffAssigned = "staff_assigned",
        /// A staff member was taken out of a class.
        StaffUnassigned = "staff_unassigned",
        /// A module was switched on or off.
        ModuleSwitched = "module_switched",
        /// The settings of the school were changed.
        SchoolChanged = "school_changed",
        /// An announcement was published.
        AnnouncementPublished = "announcement_published",
        /// An announcement was given back to its author.
        AnnouncementRefused = "announcement_refused",
        /// An announcement was changed after it was published.
        AnnouncementChanged = "announcement_changed",
        /// An announcement was taken back.
        AnnouncementWithdrawn = "announcement_withdrawn",
        /// Readers of an announcement were reminded.
        ReadersReminded = "readers_reminded",
        /// Slips of an announcement were printed.
        SlipsPrinted = "slips_printed",
        /// A slip of an announcement came back.
        SlipReturned = "slip_returned",
        /// Who was reached by an announcement was downloaded.
        ReceiptsExported = "receipts_exported",
        /// A parent was appointed moderator of a class.
        ModeratorAppointed = "moderator_appointed",
        /// The term of a parent moderator was ended.
        ModeratorEnded = "moderator_ended",
        /// Whoever judges a report opened a file of what was reported.
        ReportedFileOpened = "reported_file_opened",
        /// Old messages were erased.
        MessagesErased = "messages_erased",
        /// Old announcements were erased.
        AnnouncementsErased = "announcements_erased",
        /// The treasurer opened a transfer of others.
        SelTransferOpened = "sel_transfer_opened",
        /// The treasurer listed the transfers of the school.
        SelBooksOpened = "sel_books_opened",
        /// The treasurer put something right in the books of the SEL.
        SelCorrected = "sel_corrected",
        /// Helpers were thanked from the community account.
        SelCredited = "sel_credited",
        /// The treasurer decided on a dispute.
        SelResolved = "sel_resolved",
        /// What the school has decided about its SEL was changed.
        SelSettingsChanged = "sel_settings_changed",
        /// The categories of offers and requests were changed.
        SelCategoriesChanged = "sel_categories_changed",
        /// Somebody's offer or request was removed.
        SelServiceRemoved = "sel_service_removed",
        /// A thank-you was hidden.
        SelReviewHidden = "sel_review_hidden",
        /// The audit log was downloaded.
        AuditExported = "audit_exported",
    }
}

/// The headings of the audit log as a file, in a language: when, what, by whom, in which role, about what, why.
#[must_use]
pub const fn headings(locale: Locale) -> [&'static str; 6] {
    match locale {
        Locale::Fr => ["Date", "Acte", "Par", "Rôle", "Sujet", "Raison"],
        Locale::Nl => ["Datum", "Handeling", "Door", "Rol", "Onderwerp", "Reden"],
        Locale::En => ["Date", "Act", "By", "Role", "Subject", "Reason"],
    }
}

/// One line of the audit log. It stays as it was written, whatever becomes of those whom it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuditEntry {
    /// Entry.
    pub id: AuditEntryId,
    /// What was done.
    pub act: Act,
    /// Who did it; absent when nobody signed in did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor_id: Option<AccountId>,
    /// The name of who did it, as it was then.
    #[schema(example = "Anne Lambert")]
    pub actor_name: String,
    /// The role of who did it, as it was then.
    pub actor_role: Role,
    /// The adult whom it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
    /// The child whom it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child_id: Option<ChildId>,
    /// Whom or what it is about, in words as they were then.
    #[schema(example = "Louis Dubois")]
    pub subject: String,
    /// Why, where a reason was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When.
    pub created_at: Moment,
}

macro_rules! queries {
    ($($(#[doc = $doc:literal])* $name:ident { $($more:tt)* })*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, Validate)]
        #[serde(deny_unknown_fields)]
        #[into_params(parameter_in = Query)]
        pub struct $name {
            /// Only this act.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[param(inline)]
            #[garde(skip)]
            pub act: Option<Act>,
            /// Only what this person did.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[garde(skip)]
            pub actor: Option<AccountId>,
            /// Only what is about this adult.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[garde(skip)]
            pub account: Option<AccountId>,
            /// Only what is about this child.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[garde(skip)]
            pub child: Option<ChildId>,
            /// Not before this moment.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[garde(skip)]
            pub from: Option<Moment>,
            /// Before this moment.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[garde(skip)]
            pub to: Option<Moment>,
            $($more)*
        }
    )*};
}

queries! {
    /// Which lines of the audit log.
    AuditQuery {
        /// How many at most, 1 to 100; 50 when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[param(minimum = 1, maximum = 100)]
        #[garde(range(min = 1, max = 100))]
        pub limit: Option<u32>,
        /// `next` of the page before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[param(max_length = 200)]
        #[garde(length(chars, max = 200))]
        pub cursor: Option<String>,
    }
    /// Which lines of the audit log to download.
    AuditFilter {}
}

impl From<&AuditQuery> for AuditFilter {
    fn from(query: &AuditQuery) -> Self {
        Self {
            act: query.act,
            actor: query.actor,
            account: query.account,
            child: query.child,
            from: query.from,
            to: query.to,
        }
    }
}
