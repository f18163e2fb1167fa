//! The calls about children and guardians.

use crate::{
    access::{Guardian, Member, OfChild, Staff},
    endpoint,
    families::types::{
        Confirmation, FreshChildCode, GuardianLinkInfo, LinkQuery, MyChild, NewChild, NewSchoolChild, SchoolChild,
        SchoolChildQuery,
    },
    id::{ChildId, GuardianLinkId},
    page::{NoBody, NoQuery, NoReply, Page, PageQuery},
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
    Post "/children" AddChild {} ? NoQuery, (NewChild) -> 201 MyChild, by Member, scope ChildrenWrite, fails [WrongCode, AlreadyLinked, NotFound]
}

endpoint! { "families":
    /// End my link to a child.
    ///
    /// Only mine: the child and the links of others stay. The class conversation disappears at once.
    Delete "/children/{child}" RemoveChild { child: ChildId } ? NoQuery, (NoBody) -> 204 NoReply, by Guardian, scope ChildrenWrite, fails []
}

impl OfChild for RemoveChild {
    fn child(&self) -> ChildId {
        self.child
    }
}

endpoint! { "families":
    /// List links between adults and children.
    ///
    /// The oldest first; with `status=pending` those that wait, each with the children of the school's list it may be about.
    Get "/guardian-links" ListGuardianLinks {} ? LinkQuery, (NoBody) -> 200 Page<GuardianLinkInfo>, by Staff, scope AdminRead, fails []
}

endpoint! { "families":
    /// Confirm a link.
    ///
    /// The adult is in the class conversation at once. `child_id` says that the declared child is one of the school's list.
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
    /// By last name, then first name.
    Get "/school/children" ListSchoolChildren {} ? SchoolChildQuery, (NoBody) -> 200 Page<SchoolChild>, by Staff, scope AdminRead, fails []
}

endpoint! { "families":
    /// Add a child to the school's list.
    ///
    /// The child is enrolled in the class from today.
    Post "/school/children" EnrolChild {} ? NoQuery, (NewSchoolChild) -> 201 SchoolChild, by Staff, scope AdminWrite, fails [NotFound]
}

endpoint! { "families":
    /// Make a one-time code for a child.
    ///
    /// One code for one guardian; works once, for 90 days. Shown in this answer only.
    Post "/school/children/{child}/codes" MakeChildCode { child: ChildId }
        ? NoQuery, (NoBody) -> 201 FreshChildCode, by Staff, scope AdminWrite, fails []
}
