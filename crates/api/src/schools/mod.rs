//! The calls about the school: its members, invitations, classes, settings, modules and audit log.

use domain::schools::calls::{
    AddClass, ApproveMembership, ApproveMemberships, AssignStaff, ChangeClass, ChangeMembership, ChangeSchool,
    EndMembership, ExportAudit, ExportMemberships, InvitePeople, ListAudit, ListClasses, ListInvitations,
    ListMemberships, ListModules, ListSchoolClasses, ListStaff, MergeMemberships, ReadmitMembership, RefuseMembership,
    RemoveClass, RenewRegistrationCode, ResendInvitation, RevokeInvitation, ShowClass, ShowMembership, ShowSchool,
    SuspendMembership, SwitchModule, UnassignStaff,
};

use crate::routes::Routes;

pub mod audit;
pub mod class;
pub mod invitation;
pub mod membership;
pub mod settings;

/// Answers them.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    let routes = routes
        .on::<ListMemberships, _, _>(membership::list)
        .on::<ExportMemberships, _, _>(membership::export)
        .on::<ShowMembership, _, _>(membership::show)
        .on::<ApproveMembership, _, _>(membership::approve)
        .on::<ApproveMemberships, _, _>(membership::approve_several)
        .on::<RefuseMembership, _, _>(membership::refuse)
        .on::<ChangeMembership, _, _>(membership::change)
        .on::<SuspendMembership, _, _>(membership::suspend)
        .on::<ReadmitMembership, _, _>(membership::readmit)
        .on::<EndMembership, _, _>(membership::end)
        .on::<MergeMemberships, _, _>(membership::merge)
        .on::<ListInvitations, _, _>(invitation::list)
        .on::<InvitePeople, _, _>(invitation::invite)
        .on::<ResendInvitation, _, _>(invitation::resend)
        .on::<RevokeInvitation, _, _>(invitation::revoke);
    routes
        .on::<ListClasses, _, _>(class::list)
        .on::<ListSchoolClasses, _, _>(class::list_of_year)
        .on::<AddClass, _, _>(class::add)
        .on::<ShowClass, _, _>(class::show)
        .on::<ChangeClass, _, _>(class::change)
        .on::<RemoveClass, _, _>(class::remove)
        .on::<ListStaff, _, _>(class::staff)
        .on::<AssignStaff, _, _>(class::assign)
        .on::<UnassignStaff, _, _>(class::unassign)
        .on::<ShowSchool, _, _>(settings::show)
        .on::<ChangeSchool, _, _>(settings::change)
        .on::<RenewRegistrationCode, _, _>(settings::renew_code)
        .on::<ListModules, _, _>(settings::modules)
        .on::<SwitchModule, _, _>(settings::switch)
        .on::<ListAudit, _, _>(audit::list)
        .on::<ExportAudit, _, _>(audit::export)
}
