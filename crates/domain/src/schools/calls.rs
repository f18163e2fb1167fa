//! The calls about the school: its members, invitations, classes, settings, modules and audit log.

use crate::{
    access::{Fresh, Member, Office},
    endpoint,
    id::{ClassId, InvitationId, MembershipId},
    page::{CsvFile, NoBody, NoQuery, NoReply, Page, PageQuery},
    schools::{
        audit::{AuditEntry, AuditFilter, AuditQuery},
        invitations::{InvitationInfo, InvitationQuery, NewInvitations},
        members::{MembershipDetail, MembershipFilter, MembershipReason, MergeInto, RoleChange, SeveralMemberships},
        modules::{Module, ModuleInfo, ModuleSwitch},
        settings::{ClassDetail, ClassForm, ClassQuery, ClassStaff, NewClass, SchoolForm, SchoolSettings},
        types::{ClassInfo, MembershipInfo, MembershipQuery},
    },
};

endpoint! { "schools":
    /// List the classes of this school year.
    ///
    /// From M1 to P6, then by section. Names only: who is in a class is seen by those who are in it.
    Get "/classes" ListClasses {} ? PageQuery, (NoBody) -> 200 Page<ClassInfo>, by Member, scope ProfileRead, fails []
}

endpoint! { "schools":
    /// List memberships.
    ///
    /// The oldest first, or by name; with `status=pending` those who wait for an answer. Names and addresses are found without accents.
    Get "/memberships" ListMemberships {} ? MembershipQuery, (NoBody) -> 200 Page<MembershipInfo>, by Office, scope AdminRead, fails []
}

endpoint! { "schools":
    /// Approve a membership.
    ///
    /// The person is a member at once, in every open window.
    Post "/memberships/{membership}/approve" ApproveMembership { membership: MembershipId }
        ? NoQuery, (NoBody) -> 200 MembershipInfo, by Office, scope AdminWrite, fails [AlreadyDecided]
}

endpoint! { "schools":
    /// Refuse a membership.
    ///
    /// The person keeps the account, and sees nothing of the school.
    Post "/memberships/{membership}/refuse" RefuseMembership { membership: MembershipId }
        ? NoQuery, (NoBody) -> 200 MembershipInfo, by Office, scope AdminWrite, fails [AlreadyDecided]
}

endpoint! { "schools":
    /// Approve several memberships.
    ///
    /// Those that still wait are approved, all of them or none; the answer has these. Somebody who was decided on meanwhile is left as
    /// they are.
    Post "/memberships/approve" ApproveMemberships {}
        ? NoQuery, (SeveralMemberships) -> 200 Page<MembershipInfo>, by Office, scope AdminWrite, fails [NotFound]
}

endpoint! { "schools":
    /// Download the list of members.
    ///
    /// Name, address, role and classes; the download is written into the audit log.
    Get "/memberships/export" ExportMemberships {}
        ? MembershipFilter, (NoBody) -> 200 CsvFile, by Fresh<Office>, scope Session, fails []
}

endpoint! { "schools":
    /// Show a membership.
    ///
    /// With contact data, children, classes and the last decision.
    Get "/memberships/{membership}" ShowMembership { membership: MembershipId }
        ? NoQuery, (NoBody) -> 200 MembershipDetail, by Office, scope AdminRead, fails [NotFound], versioned true
}

endpoint! { "schools":
    /// Give a member another role.
    ///
    /// In force at once. Only an admin makes or changes an admin. Whoever does not work at the school any more leaves the rooms of their
    /// classes. Somebody must stay who can run the school.
    Put "/memberships/{membership}" ChangeMembership { membership: MembershipId }
        ? NoQuery, (RoleChange) -> 200 MembershipDetail, by Fresh<Office>, scope Session, fails [NotFound, LastOne, Conflict], versioned true
}

endpoint! { "schools":
    /// Suspend a membership.
    ///
    /// The person stays signed in but sees nothing more of the school, in no open window. Nobody suspends themselves.
    Post "/memberships/{membership}/suspend" SuspendMembership { membership: MembershipId }
        ? NoQuery, (MembershipReason) -> 200 MembershipInfo, by Fresh<Office>, scope Session, fails [NotFound, LastOne, Conflict]
}

endpoint! { "schools":
    /// Let somebody in again.
    ///
    /// Somebody who was suspended, refused, or whose membership had ended. Children and classes come back with those who were suspended.
    Post "/memberships/{membership}/readmit" ReadmitMembership { membership: MembershipId }
        ? NoQuery, (NoBody) -> 200 MembershipInfo, by Fresh<Office>, scope Session, fails [NotFound, Conflict]
}

endpoint! { "schools":
    /// End a membership.
    ///
    /// The person is signed out of the school everywhere; links to children and places in classes end with it. Nobody ends their own.
    Post "/memberships/{membership}/end" EndMembership { membership: MembershipId }
        ? NoQuery, (MembershipReason) -> 200 MembershipInfo, by Fresh<Office>, scope Session, fails [NotFound, LastOne, Conflict]
}

endpoint! { "schools":
    /// Merge two accounts of one person.
    ///
    /// Children, classes, conversations and household go to the membership that stays, which keeps its role; the other one ends and is
    /// signed out. Messages keep the name they were sent under.
    Post "/memberships/{membership}/merge" MergeMemberships { membership: MembershipId }
        ? NoQuery, (MergeInto) -> 200 MembershipDetail, by Fresh<Office>, scope Session, fails [NotFound, LastOne, Conflict]
}

endpoint! { "schools":
    /// List invitations.
    ///
    /// Those of the school office, the newest first. One that was taken back is not listed.
    Get "/invitations" ListInvitations {}
        ? InvitationQuery, (NoBody) -> 200 Page<InvitationInfo>, by Office, scope AdminRead, fails []
}

endpoint! { "schools":
    /// Invite people.
    ///
    /// Each gets a mail with a link that works for 14 days, whether or not the address has an account. An open invitation of the same
    /// address is replaced. Only an admin invites an admin.
    Post "/invitations" InvitePeople {}
        ? NoQuery, (NewInvitations) -> 201 Page<InvitationInfo>, by Fresh<Office>, scope Session, fails []
}

endpoint! { "schools":
    /// Send an invitation again.
    ///
    /// With a new link and 14 more days; the old link is dead.
    Post "/invitations/{invitation}/resend" ResendInvitation { invitation: InvitationId }
        ? NoQuery, (NoBody) -> 200 InvitationInfo, by Office, scope AdminWrite, fails [NotFound, Conflict]
}

endpoint! { "schools":
    /// Take an invitation back.
    ///
    /// Its link is dead at once. One that was accepted stays.
    Delete "/invitations/{invitation}" RevokeInvitation { invitation: InvitationId }
        ? NoQuery, (NoBody) -> 204 NoReply, by Office, scope AdminWrite, fails [NotFound, Conflict]
}

endpoint! { "schools":
    /// List the classes of a school year for the office.
    ///
    /// From M1 to P6, then by section, with the number of children and those who work there.
    Get "/school/classes" ListSchoolClasses {}
        ? ClassQuery, (NoBody) -> 200 Page<ClassDetail>, by Office, scope AdminRead, fails []
}

endpoint! { "schools":
    /// Make a class.
    ///
    /// With its conversation. A school has a level and section once a year.
    Post "/classes" AddClass {} ? NoQuery, (NewClass) -> 201 ClassDetail, by Office, scope AdminWrite, fails [Conflict]
}

endpoint! { "schools":
    /// Show a class.
    ///
    /// With the number of children and those who work there.
    Get "/classes/{class}" ShowClass { class: ClassId }
        ? NoQuery, (NoBody) -> 200 ClassDetail, by Office, scope AdminRead, fails [NotFound], versioned true
}

endpoint! { "schools":
    /// Change a class.
    ///
    /// Its level and its section; the year stays.
    Put "/classes/{class}" ChangeClass { class: ClassId }
        ? NoQuery, (ClassForm) -> 200 ClassDetail, by Office, scope AdminWrite, fails [NotFound, Conflict], versioned true
}

endpoint! { "schools":
    /// Remove a class.
    ///
    /// One without children, without messages and without anybody who works in it.
    Delete "/classes/{class}" RemoveClass { class: ClassId }
        ? NoQuery, (NoBody) -> 204 NoReply, by Office, scope AdminWrite, fails [NotFound, InUse]
}

endpoint! { "schools":
    /// List those who work in a class.
    ///
    /// By last name, then first name.
    Get "/classes/{class}/staff" ListStaff { class: ClassId }
        ? NoQuery, (NoBody) -> 200 Page<ClassStaff>, by Office, scope AdminRead, fails [NotFound]
}

endpoint! { "schools":
    /// Put somebody who works at the school into a class.
    ///
    /// From now on in its conversation. Doing it twice does nothing more.
    Put "/classes/{class}/staff/{membership}" AssignStaff { class: ClassId, membership: MembershipId }
        ? NoQuery, (NoBody) -> 204 NoReply, by Office, scope AdminWrite, fails [NotFound, Conflict]
}

endpoint! { "schools":
    /// Take somebody out of a class.
    ///
    /// Out of its conversation at once. Doing it twice does nothing more.
    Delete "/classes/{class}/staff/{membership}" UnassignStaff { class: ClassId, membership: MembershipId }
        ? NoQuery, (NoBody) -> 204 NoReply, by Office, scope AdminWrite, fails [NotFound]
}

endpoint! { "schools":
    /// Show the settings of the school.
    ///
    /// With the code that parents register with.
    Get "/school" ShowSchool {}
        ? NoQuery, (NoBody) -> 200 SchoolSettings, by Office, scope AdminRead, fails [], versioned true
}

endpoint! { "schools":
    /// Change the settings of the school.
    ///
    /// In force at once. Whoever asks the staff for a second factor must have one.
    Put "/school" ChangeSchool {}
        ? NoQuery, (SchoolForm) -> 200 SchoolSettings, by Fresh<Office>, scope Session, fails [SecondFactorRequired], versioned true
}

endpoint! { "schools":
    /// Make a new registration code.
    ///
    /// The old one is dead at once.
    Post "/school/registration-code" RenewRegistrationCode {}
        ? NoQuery, (NoBody) -> 200 SchoolSettings, by Fresh<Office>, scope Session, fails []
}

endpoint! { "schools":
    /// List the modules of the school.
    ///
    /// With what is switched on and off together with each.
    Get "/school/modules" ListModules {} ? NoQuery, (NoBody) -> 200 Page<ModuleInfo>, by Office, scope AdminRead, fails []
}

endpoint! { "schools":
    /// Switch a module.
    ///
    /// On with what it needs, off with what needs it; for everybody at once. Nothing is lost: what was written is there again when it is
    /// switched on again.
    Put "/school/modules/{module}" SwitchModule { module: Module }
        ? NoQuery, (ModuleSwitch) -> 200 Page<ModuleInfo>, by Office, scope AdminWrite, fails [NotFound]
}

endpoint! { "schools":
    /// Read the audit log.
    ///
    /// The newest first.
    Get "/audit" ListAudit {} ? AuditQuery, (NoBody) -> 200 Page<AuditEntry>, by Office, scope AdminRead, fails []
}

endpoint! { "schools":
    /// Download the audit log.
    ///
    /// The newest first; the download is itself written into the log.
    Get "/audit/export" ExportAudit {} ? AuditFilter, (NoBody) -> 200 CsvFile, by Fresh<Office>, scope Session, fails []
}
