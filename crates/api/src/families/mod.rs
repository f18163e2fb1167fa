//! The calls about children and guardians.

use domain::families::calls::{
    AddChild, ConfirmGuardianLink, EnrolChild, ListGuardianLinks, ListMyChildren, ListSchoolChildren, MakeChildCode,
    RefuseGuardianLink, RemoveChild,
};

use crate::routes::Routes;

pub mod link;
pub mod mine;
pub mod school_child;

/// Answers them.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    routes
        .on::<ListMyChildren, _, _>(mine::list)
        .on::<AddChild, _, _>(mine::add)
        .on::<RemoveChild, _, _>(mine::remove)
        .on::<ListGuardianLinks, _, _>(link::list)
        .on::<ConfirmGuardianLink, _, _>(link::confirm)
        .on::<RefuseGuardianLink, _, _>(link::refuse)
        .on::<ListSchoolChildren, _, _>(school_child::list)
        .on::<EnrolChild, _, _>(school_child::enrol)
        .on::<MakeChildCode, _, _>(school_child::make_code)
}
