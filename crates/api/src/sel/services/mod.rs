//! The calls about categories, offers, requests and thanks.

use domain::sel::service_calls::{
    AddFavourite, ArchiveService, ChangeCategories, ChangeService, HideReview, ListCategories, ListMatches,
    ListMyServices, ListReviews, ListServices, ListSimilarServices, OfferService, PauseService, RemoveFavourite,
    RemoveService, RenewService, ResumeService, ShowService, ThankForService,
};

use crate::routes::Routes;

pub mod category;
pub mod favourite;
pub mod owning;
pub mod review;
pub mod service;

/// Answers them.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    let routes = routes
        .on::<ListCategories, _, _>(category::list)
        .on::<ChangeCategories, _, _>(category::change)
        .on::<ListServices, _, _>(service::list)
        .on::<ListMyServices, _, _>(service::mine)
        .on::<OfferService, _, _>(owning::offer)
        .on::<ShowService, _, _>(service::show)
        .on::<ChangeService, _, _>(owning::change)
        .on::<RemoveService, _, _>(owning::remove);
    routes
        .on::<PauseService, _, _>(owning::pause)
        .on::<ResumeService, _, _>(owning::resume)
        .on::<ArchiveService, _, _>(owning::archive)
        .on::<RenewService, _, _>(owning::renew)
        .on::<AddFavourite, _, _>(favourite::add)
        .on::<RemoveFavourite, _, _>(favourite::remove)
        .on::<ListSimilarServices, _, _>(service::similar)
        .on::<ListMatches, _, _>(service::matches)
        .on::<ListReviews, _, _>(review::list)
        .on::<ThankForService, _, _>(review::thank)
        .on::<HideReview, _, _>(review::hide)
}
