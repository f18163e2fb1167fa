//! The calls about categories, offers, requests and thanks.

use crate::{
    access::{
        Member, OfSelTransfer, OfService, Office, SelParties, ServiceKeeper, ServiceOwner, ServiceReader, Treasurer,
    },
    endpoint,
    id::{ReviewId, SelTransferId, ServiceId},
    page::{NoBody, NoQuery, NoReply, Page, PageQuery},
    sel::{
        category::{CategoriesForm, CategoryList},
        service::{ReviewInfo, ServiceInfo, ServiceMatch},
        service_forms::{MyServiceQuery, ReviewForm, ReviewHiding, ServiceForm, ServiceQuery},
    },
};

endpoint! { "sel":
    /// List the categories.
    ///
    /// In the order of the school, with the number of offers and requests in each. Hidden ones only for the office.
    Get "/sel/categories" ListCategories {} ? NoQuery, (NoBody) -> 200 CategoryList, by Member, scope SelRead, fails [], versioned true
}

endpoint! { "sel":
    /// Set the categories.
    ///
    /// The whole list is replaced. What is used can be hidden, not left out.
    Put "/sel/categories" ChangeCategories {} ? NoQuery, (CategoriesForm) -> 200 CategoryList, by Office, scope AdminWrite,
        fails [InUse], versioned true
}

endpoint! { "sel":
    /// List offers and requests.
    ///
    /// What is shown now, without those of people whom I block or who block me. Words are compared without accents and capitals, and by their
    /// French and Dutch stems, as in the search of messages.
    Get "/sel/services" ListServices {} ? ServiceQuery, (NoBody) -> 200 Page<ServiceInfo>, by Member, scope SelRead, fails [BadQuery]
}

endpoint! { "sel":
    /// List my offers and requests.
    ///
    /// The newest first, whether they are shown, paused or over; those that are put away when asked for.
    Get "/sel/services/mine" ListMyServices {} ? MyServiceQuery, (NoBody) -> 200 Page<ServiceInfo>, by Member, scope SelRead, fails []
}

endpoint! { "sel":
    /// Offer or ask for something.
    ///
    /// It is shown for 90 days, then renewed or gone. Fifty at most for each person.
    Post "/sel/services" OfferService {} ? NoQuery, (ServiceForm) -> 201 ServiceInfo, by Member, scope SelWrite,
        fails [LimitReached, NotFound]
}

endpoint! { "sel":
    /// Show an offer or a request.
    ///
    /// What is paused or over only to its owner and to the office.
    Get "/sel/services/{service}" ShowService { service: ServiceId } ? NoQuery, (NoBody) -> 200 ServiceInfo, by ServiceReader,
        scope SelRead, fails [], versioned true
}

endpoint! { "sel":
    /// Change an offer or a request.
    ///
    /// The whole is replaced; its time goes on as it was, and an offer stays an offer.
    Put "/sel/services/{service}" ChangeService { service: ServiceId } ? NoQuery, (ServiceForm) -> 200 ServiceInfo, by ServiceOwner,
        scope SelWrite, fails [Conflict], versioned true
}

endpoint! { "sel":
    /// Remove an offer or a request.
    ///
    /// For good, with its picture and its thanks; what was exchanged stays. By the office too, which is written down.
    Delete "/sel/services/{service}" RemoveService { service: ServiceId } ? NoQuery, (NoBody) -> 204 NoReply, by ServiceKeeper,
        scope SelWrite, fails []
}

endpoint! { "sel":
    /// Put an offer or a request aside.
    ///
    /// Nobody else sees it until it is resumed.
    Put "/sel/services/{service}/pause" PauseService { service: ServiceId } ? NoQuery, (NoBody) -> 200 ServiceInfo, by ServiceOwner,
        scope SelWrite, fails [Conflict]
}

endpoint! { "sel":
    /// Show an offer or a request again.
    Put "/sel/services/{service}/resume" ResumeService { service: ServiceId } ? NoQuery, (NoBody) -> 200 ServiceInfo, by ServiceOwner,
        scope SelWrite, fails [Conflict]
}

endpoint! { "sel":
    /// Put an offer or a request away.
    ///
    /// It can be renewed later.
    Put "/sel/services/{service}/archive" ArchiveService { service: ServiceId } ? NoQuery, (NoBody) -> 200 ServiceInfo, by ServiceOwner,
        scope SelWrite, fails [Conflict]
}

endpoint! { "sel":
    /// Renew an offer or a request.
    ///
    /// Its 90 days begin anew, and it is shown again.
    Put "/sel/services/{service}/renew" RenewService { service: ServiceId } ? NoQuery, (NoBody) -> 200 ServiceInfo, by ServiceOwner,
        scope SelWrite, fails [LimitReached]
}

endpoint! { "sel":
    /// Keep among my favourites.
    ///
    /// Doing it twice does nothing more.
    Put "/sel/services/{service}/favourite" AddFavourite { service: ServiceId } ? NoQuery, (NoBody) -> 204 NoReply, by ServiceReader,
        scope SelWrite, fails []
}

endpoint! { "sel":
    /// Take from my favourites.
    Delete "/sel/services/{service}/favourite" RemoveFavourite { service: ServiceId } ? NoQuery, (NoBody) -> 204 NoReply,
        by ServiceReader, scope SelWrite, fails []
}

endpoint! { "sel":
    /// List similar ones.
    ///
    /// Of the same kind and category, those with most words in common first; six at most.
    Get "/sel/services/{service}/similar" ListSimilarServices { service: ServiceId } ? NoQuery, (NoBody) -> 200 Page<ServiceInfo>,
        by ServiceReader, scope SelRead, fails []
}

endpoint! { "sel":
    /// List thanks.
    ///
    /// What people said after an exchange, the newest first.
    Get "/sel/services/{service}/reviews" ListReviews { service: ServiceId } ? PageQuery, (NoBody) -> 200 Page<ReviewInfo>,
        by ServiceReader, scope SelRead, fails []
}

endpoint! { "sel":
    /// Say thank you.
    ///
    /// By whoever paid, once they have confirmed that it was done; once for each transfer about an offer or a request.
    Post "/sel/transactions/{transfer}/review" ThankForService { transfer: SelTransferId } ? NoQuery, (ReviewForm) -> 201 ReviewInfo,
        by SelParties, scope SelWrite, fails [Forbidden, Conflict, AlreadyDecided]
}

impl OfSelTransfer for ThankForService {
    fn transfer(&self) -> SelTransferId {
        self.transfer
    }
}

endpoint! { "sel":
    /// Hide a thank-you.
    ///
    /// For everybody but its author, who reads the reason. It is written down.
    Put "/sel/reviews/{review}/hide" HideReview { review: ReviewId } ? NoQuery, (ReviewHiding) -> 200 ReviewInfo, by Treasurer,
        scope SelWrite, fails [NotFound]
}

endpoint! { "sel":
    /// Show what goes with mine.
    ///
    /// Offers for my requests and requests for my offers: of the same category, those with most words in common first.
    Get "/sel/matches" ListMatches {} ? NoQuery, (NoBody) -> 200 Page<ServiceMatch>, by Member, scope SelRead, fails []
}

macro_rules! of_service {
    ($($call:ident),+ $(,)?) => {$(
        impl OfService for $call {
            fn service(&self) -> ServiceId {
                self.service
            }
        }
    )+};
}
of_service!(
    ShowService,
    ChangeService,
    RemoveService,
    PauseService,
    ResumeService,
    ArchiveService,
    RenewService,
    AddFavourite,
    RemoveFavourite,
    ListSimilarServices,
    ListReviews,
);
