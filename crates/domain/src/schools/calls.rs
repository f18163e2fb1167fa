//! The calls about the school: its classes, and who asks to be a member.

use crate::{
    access::{Member, Office},
    endpoint,
    id::MembershipId,
    page::{NoBody, NoQuery, Page, PageQuery},
    schools::types::{ClassInfo, MembershipInfo, MembershipQuery},
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
    /// The oldest first; with `status=pending` those who wait for an answer.
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
