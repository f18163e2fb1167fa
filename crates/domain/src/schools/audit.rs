//! The audit log: every administrative act, and every time staff opened a child's record (G8).

use crate::text_enum;

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
        /// The audit log was downloaded.
        AuditExported = "audit_exported",
    }
}
