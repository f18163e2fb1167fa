//! The calls about the school: its classes, and who asks to be a member.

use domain::schools::calls::{ApproveMembership, ListClasses, ListMemberships, RefuseMembership};

use crate::routes::Routes;

pub mod class;
pub mod membership;

/// Answers them.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    routes
        .on::<ListClasses, _, _>(class::list)
        .on::<ListMemberships, _, _>(membership::list)
        .on::<ApproveMembership, _, _>(membership::approve)
        .on::<RefuseMembership, _, _>(membership::refuse)
}
