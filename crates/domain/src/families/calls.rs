//! The calls about children and guardians.

use crate::{
    access::{Fresh, Guardian, Member, OfChild, Office, Staff},
    endpoint,
    families::{
        households::{
            ChildAccess, CoGuardian, GuardianInvitation, GuardianInvited, GuardianOfChild, HouseholdChange,
            HouseholdInfo, LinkReason, RightsChange, SentInvitation,
        },
        imports::{ClassListFile, ImportReport},
        records::{ChildChange, ChildMerge, ChildRecord, ChildSlips, DuplicateChildren, SlipOrder},
        types::{
            Confirmation, FreshChildCode, GuardianLinkInfo, LinkQuery, MyChild, NewChild, NewSchoolChild, SchoolChild,
            SchoolChildQuery,
        },
    },
    id::{ChildId, GuardianLinkId, InvitationId, MembershipId},
    page::{CsvFile, NoBody, NoQuery, NoReply, Page, PageQuery},
};

endpoint! { "families":
    /// List my children.
    ///
    /// Also those whose link still waits for the school.
    Get "/children" ListMyChildren {} ? PageQuery, (NoBody) -> 200 Page<MyChild>, by Member, scope ChildrenRead, fails []
}

endpoint! { "families":
    /// Add a child.
    ///
    /// With the child's one-time code the link is confirmed at once and the class conversation appears. Without it the link waits until
    /// staff confirms, and opens nothing before.
    Post "/children" AddChild {} ? NoQuery, (NewChild) -> 201 MyChild, by Member, scope ChildrenWrite, fails [WrongCode, AlreadyLinked, NotFound, LimitReached]
}

endpoint! { "families":
    /// End my link to a child.
    ///
    /// Only mine: the child and the links of others stay. The class conversation disappears at once. Not while the direction restricts it.
    Delete "/children/{child}" RemoveChild { child: ChildId } ? NoQuery, (NoBody) -> 204 NoReply, by Guardian, scope ChildrenWrite, fails [Forbidden]
}

endpoint! { "families":
    /// List the guardians of my child.
    ///
    /// Myself and whoever lives with me, with what each may do. Another household stays invisible.
    Get "/children/{child}/guardians" ListGuardians { child: ChildId }
        ? NoQuery, (NoBody) -> 200 Page<CoGuardian>, by Guardian, scope ChildrenRead, fails []
}

endpoint! { "families":
    /// Invite another guardian of my child.
    ///
    /// They get a mail with a link that works for 14 days; the school confirms the link to the child, unless it trusts everybody. Answers the
    /// same whether or not the address has an account.
    Post "/children/{child}/guardians" InviteGuardian { child: ChildId }
        ? NoQuery, (GuardianInvitation) -> 201 GuardianInvited, by Guardian, scope ChildrenWrite, fails [Forbidden, LimitReached]
}

endpoint! { "families":
    /// List my invitations of other guardians.
    ///
    /// Those that I wrote for this child and that can still be accepted, the newest first. What others wrote is theirs.
    Get "/children/{child}/invitations" ListGuardianInvitations { child: ChildId }
        ? NoQuery, (NoBody) -> 200 Page<SentInvitation>, by Guardian, scope ChildrenRead, fails []
}

endpoint! { "families":
    /// Take an invitation of another guardian back.
    ///
    /// One that I wrote: its link is dead at once. One that was accepted stays.
    Delete "/children/{child}/invitations/{invitation}" RevokeGuardianInvitation { child: ChildId, invitation: InvitationId }
        ? NoQuery, (NoBody) -> 204 NoReply, by Guardian, scope ChildrenWrite, fails [NotFound]
}

endpoint! { "families":
    /// List who opened my child's record.
    ///
    /// Each time that somebody who works at the school did, the latest first.
    Get "/children/{child}/accesses" ListChildAccesses { child: ChildId }
        ? PageQuery, (NoBody) -> 200 Page<ChildAccess>, by Guardian, scope ChildrenRead, fails [Forbidden]
}

macro_rules! of_child {
    ($($call:ident),+) => {$(
        impl OfChild for $call {
            fn child(&self) -> ChildId {
                self.child
            }
        }
    )+};
}
of_child!(
    RemoveChild,
    ListGuardians,
    InviteGuardian,
    ListGuardianInvitations,
    RevokeGuardianInvitation,
    ListChildAccesses
);

endpoint! { "families":
    /// List links between adults and children.
    ///
    /// For the office all, for a teacher those of the classes they teach. The oldest first; with `status=pending` those that wait, each with
    /// the children of the school's list it may be about.
    Get "/guardian-links" ListGuardianLinks {} ? LinkQuery, (NoBody) -> 200 Page<GuardianLinkInfo>, by Staff, scope AdminRead, fails []
}

endpoint! { "families":
    /// Confirm a link.
    ///
    /// The adult is in the class conversation at once. `child_id` says that the declared child is one of the school's list. A teacher decides
    /// for the classes they teach.
    Post "/guardian-links/{link}/confirm" ConfirmGuardianLink { link: GuardianLinkId }
        ? NoQuery, (Confirmation) -> 200 GuardianLinkInfo, by Staff, scope AdminWrite, fails [AlreadyDecided, AlreadyLinked]
}

endpoint! { "families":
    /// Refuse a link.
    ///
    /// The adult sees that the school refused, and nothing of the child's class.
    Post "/guardian-links/{link}/refuse" RefuseGuardianLink { link: GuardianLinkId }
        ? NoQuery, (NoBody) -> 200 GuardianLinkInfo, by Staff, scope AdminWrite, fails [AlreadyDecided]
}

endpoint! { "families":
    /// List the children of the school.
    ///
    /// By last name, then first name. Those who have left only when asked for.
    Get "/school/children" ListSchoolChildren {} ? SchoolChildQuery, (NoBody) -> 200 Page<SchoolChild>, by Staff, scope AdminRead, fails []
}

endpoint! { "families":
    /// Add a child to the school's list.
    ///
    /// The child is enrolled in the class from today. A teacher enrols in the classes they teach.
    Post "/school/children" EnrolChild {} ? NoQuery, (NewSchoolChild) -> 201 SchoolChild, by Staff, scope AdminWrite, fails [NotFound]
}

endpoint! { "families":
    /// Make a one-time code for a child.
    ///
    /// One code for one guardian; works once, for 90 days. Shown in this answer only. A teacher makes them for the classes they teach.
    Post "/school/children/{child}/codes" MakeChildCode { child: ChildId }
        ? NoQuery, (NoBody) -> 201 FreshChildCode, by Staff, scope AdminWrite, fails []
}

endpoint! { "families":
    /// Make slips with one-time codes.
    ///
    /// For a class or some children, one to four slips a child, to be printed from this answer: the codes are shown here only. A teacher makes
    /// them for the classes they teach.
    Post "/school/children/codes" MakeChildSlips {} ? NoQuery, (SlipOrder) -> 201 ChildSlips, by Staff, scope AdminWrite, fails [NotFound]
}

endpoint! { "families":
    /// Import a class list.
    ///
    /// First with `apply: false`: the report says what each line would do. Then with `apply: true` and the `version` of that report:
    /// exactly this is done, all of it; 409 when something has changed in between. A file with an unreadable line changes nothing. The
    /// same file a second time changes nothing.
    Post "/school/children/import" ImportClassList {} ? NoQuery, (ClassListFile) -> 200 ImportReport, by Office, scope AdminWrite,
        fails [Conflict], up to 1_048_576
}

endpoint! { "families":
    /// List children who may be on the list twice.
    ///
    /// Pairs with the same or nearly the same name; twins are told apart by their register numbers.
    Get "/school/children/duplicates" ListDuplicateChildren {}
        ? NoQuery, (NoBody) -> 200 Page<DuplicateChildren>, by Office, scope AdminRead, fails []
}

endpoint! { "families":
    /// Download the list of children.
    ///
    /// The children who are at the school, in a table that can be imported again.
    Get "/school/children/export" ExportChildren {} ? NoQuery, (NoBody) -> 200 CsvFile, by Fresh<Office>, scope Session, fails []
}

endpoint! { "families":
    /// Show the record of a child.
    ///
    /// For the office, and for the teachers of the child's class. Each time is written down, and the child's guardians can see it.
    Get "/school/children/{child}" ShowSchoolChild { child: ChildId }
        ? NoQuery, (NoBody) -> 200 ChildRecord, by Staff, scope AdminRead, fails [], versioned true
}

endpoint! { "families":
    /// Change the record of a child.
    ///
    /// With another class the guardians are in its conversation at once, and no longer in the one before.
    Put "/school/children/{child}" ChangeSchoolChild { child: ChildId }
        ? NoQuery, (ChildChange) -> 200 ChildRecord, by Office, scope AdminWrite, fails [NumberTaken], versioned true
}

endpoint! { "families":
    /// Note that a child has left the school.
    ///
    /// The child is in no class any more, and its codes stop working. Its guardians stay linked to it, and see no class.
    Post "/school/children/{child}/leave" LeaveSchool { child: ChildId }
        ? NoQuery, (NoBody) -> 200 SchoolChild, by Office, scope AdminWrite, fails [AlreadyDecided]
}

endpoint! { "families":
    /// Make one child of two records.
    ///
    /// Links, codes and classes of this one go over to `into`; nobody is linked twice, and a restriction stays a restriction.
    Post "/school/children/{child}/merge" MergeChildren { child: ChildId }
        ? NoQuery, (ChildMerge) -> 200 SchoolChild, by Fresh<Office>, scope Session, fails []
}

endpoint! { "families":
    /// Set the rights of a guardian.
    ///
    /// What the guardian may do for the child, and from when until when. Takes effect at once, and at those moments. Nobody changes a link to
    /// a child of their own.
    Put "/guardian-links/{link}/rights" SetGuardianRights { link: GuardianLinkId }
        ? NoQuery, (RightsChange) -> 200 GuardianOfChild, by Fresh<Office>, scope Session, fails [AlreadyDecided], versioned true
}

endpoint! { "families":
    /// Keep a guardian from everything about a child.
    ///
    /// One switch, by the direction, with a reason: the adult is out of the class conversation at once, in every window.
    Post "/guardian-links/{link}/restrict" RestrictGuardian { link: GuardianLinkId }
        ? NoQuery, (LinkReason) -> 200 GuardianOfChild, by Fresh<Office>, scope Session, fails [AlreadyDecided]
}

endpoint! { "families":
    /// Lift a restriction.
    ///
    /// The guardian has the rights from before, at once.
    Post "/guardian-links/{link}/lift" LiftRestriction { link: GuardianLinkId }
        ? NoQuery, (LinkReason) -> 200 GuardianOfChild, by Fresh<Office>, scope Session, fails [AlreadyDecided]
}

endpoint! { "families":
    /// End a confirmed link.
    ///
    /// For good: a new code or a new request makes a new link.
    Post "/guardian-links/{link}/end" EndGuardianLink { link: GuardianLinkId }
        ? NoQuery, (LinkReason) -> 200 GuardianOfChild, by Fresh<Office>, scope Session, fails [AlreadyDecided]
}

endpoint! { "families":
    /// Say with whom somebody lives.
    ///
    /// Adults of one household see each other's rights for their children; two households stay invisible to each other.
    Put "/memberships/{membership}/household" SetHousehold { membership: MembershipId }
        ? NoQuery, (HouseholdChange) -> 200 HouseholdInfo, by Fresh<Office>, scope Session, fails []
}
