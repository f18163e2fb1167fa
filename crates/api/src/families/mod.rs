//! The calls about children and guardians.

use domain::families::calls::{
    AddChild, ChangeSchoolChild, ConfirmGuardianLink, EndGuardianLink, EnrolChild, ExportChildren, ImportClassList,
    InviteGuardian, LeaveSchool, LiftRestriction, ListChildAccesses, ListDuplicateChildren, ListGuardianInvitations,
    ListGuardianLinks, ListGuardians, ListMyChildren, ListSchoolChildren, MakeChildCode, MakeChildSlips, MergeChildren,
    RefuseGuardianLink, RemoveChild, RestrictGuardian, RevokeGuardianInvitation, SetGuardianRights, SetHousehold,
    ShowSchoolChild,
};

use crate::routes::Routes;

pub mod guardian;
pub mod import;
pub mod link;
pub mod mine;
pub mod record;
pub mod rights;
pub mod school_child;

/// Answers them.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    routes
        .on::<ListMyChildren, _, _>(mine::list)
        .on::<AddChild, _, _>(mine::add)
        .on::<RemoveChild, _, _>(mine::remove)
        .on::<ListGuardians, _, _>(guardian::list)
        .on::<InviteGuardian, _, _>(guardian::invite)
        .on::<ListGuardianInvitations, _, _>(guardian::invitations)
        .on::<RevokeGuardianInvitation, _, _>(guardian::take_back)
        .on::<ListChildAccesses, _, _>(guardian::accesses)
        .on::<ListGuardianLinks, _, _>(link::list)
        .on::<ConfirmGuardianLink, _, _>(link::confirm)
        .on::<RefuseGuardianLink, _, _>(link::refuse)
        .on::<SetGuardianRights, _, _>(rights::set)
        .on::<RestrictGuardian, _, _>(rights::restrict)
        .on::<LiftRestriction, _, _>(rights::lift)
        .on::<EndGuardianLink, _, _>(rights::end)
        .on::<SetHousehold, _, _>(rights::household)
        .on::<ListSchoolChildren, _, _>(school_child::list)
        .on::<EnrolChild, _, _>(school_child::enrol)
        .on::<MakeChildSlips, _, _>(school_child::make_slips)
        .on::<ImportClassList, _, _>(import::import)
        .on::<ListDuplicateChildren, _, _>(record::duplicates)
        .on::<ExportChildren, _, _>(record::export)
        .on::<ShowSchoolChild, _, _>(record::show)
        .on::<ChangeSchoolChild, _, _>(record::change)
        .on::<LeaveSchool, _, _>(record::leave)
        .on::<MergeChildren, _, _>(record::merge)
        .on::<MakeChildCode, _, _>(school_child::make_code)
}
