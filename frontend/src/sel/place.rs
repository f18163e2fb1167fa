//! The places of the time bank by address: `/entraide/{place}/{more}`.

use domain::{
    id::{SelTransferId, ServiceId},
    sel::service::ServiceKind,
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_params_map};

use crate::{
    i18n::{Key, key, t},
    ui::{back_link::BackLink, page_head::PageHead},
};

/// A place of the time bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Offers, or requests.
    List(ServiceKind),
    /// What I offer and ask for.
    Mine,
    /// An offer or a request.
    Service(ServiceId),
    /// My balance, what waits, my statement.
    Exchanges,
    /// A transfer.
    Transfer(SelTransferId),
    /// My statement on paper.
    Paper,
    /// The list of offers and requests on paper.
    PaperList,
    /// Several people at once.
    Group,
    /// What the school exchanges.
    Statistics,
    /// The treasurer's desk.
    Desk,
    /// There is no such place.
    Nowhere,
}

impl Place {
    /// That of the address.
    pub fn now() -> Memo<Self> {
        let params = use_params_map();
        Memo::new(move |_| {
            let params = params.read();
            Self::of(
                params.get_str("place").unwrap_or_default(),
                params.get_str("more").unwrap_or_default(),
            )
        })
    }

    fn of(place: &str, more: &str) -> Self {
        match (place, more) {
            ("", "") => Self::List(ServiceKind::Offer),
            ("demandes", "") => Self::List(ServiceKind::Request),
            ("miens", "") => Self::Mine,
            ("liste", "") => Self::PaperList,
            ("transactions", "") => Self::Exchanges,
            ("transactions", "releve") => Self::Paper,
            ("transactions", "groupe") => Self::Group,
            ("transactions", id) => id.parse().map_or(Self::Nowhere, Self::Transfer),
            ("statistiques", "") => Self::Statistics,
            ("gestion", "") => Self::Desk,
            (id, "") => id.parse().map_or(Self::Nowhere, Self::Service),
            _ => Self::Nowhere,
        }
    }

    /// Whether it is opened now and then only, and so in a part of its own.
    pub const fn is_rare(self) -> bool {
        matches!(
            self,
            Self::Paper | Self::PaperList | Self::Group | Self::Statistics | Self::Desk
        )
    }
}

const TABS: &[(&str, Key)] = &[
    ("/entraide", key::SEL_OFFERS),
    ("/entraide/demandes", key::SEL_REQUESTS),
    ("/entraide/miens", key::SEL_MINE),
    ("/entraide/transactions", key::SEL_EXCHANGES),
];

/// The heading of the four places that one goes between, with its tabs; actions beside it as children.
#[component]
pub fn Head(
    /// Actions of the whole page.
    children: Children,
) -> impl IntoView {
    let tabs = TABS
        .iter()
        .map(|(href, words)| view! { <A href=*href exact=true>{t(*words)}</A> })
        .collect_view();
    view! {
        <PageHead title=t(key::NAV_EXCHANGE) detail=t(key::SEL_DETAIL)>{children()}</PageHead>
        <nav class="tabs" aria-label=t(key::NAV_EXCHANGE)>
            {tabs}
        </nav>
    }
}

/// The way back to offers and requests.
#[component]
pub fn BackToList() -> impl IntoView {
    view! { <BackLink href="/entraide" words=t(key::NAV_EXCHANGE) /> }
}

/// The way back to my exchanges.
#[component]
pub fn BackToExchanges() -> impl IntoView {
    view! { <BackLink href="/entraide/transactions" words=t(key::SEL_EXCHANGES) /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_place() {
        let (service, transfer) = (ServiceId::fresh(), SelTransferId::fresh());
        assert_eq!(Place::of("", ""), Place::List(ServiceKind::Offer));
        assert_eq!(Place::of("demandes", ""), Place::List(ServiceKind::Request));
        assert_eq!(Place::of(&service.to_string(), ""), Place::Service(service));
        assert_eq!(Place::of("transactions", ""), Place::Exchanges);
        assert_eq!(
            Place::of("transactions", &transfer.to_string()),
            Place::Transfer(transfer)
        );
        assert_eq!(Place::of("transactions", "ailleurs"), Place::Nowhere);
        assert_eq!(Place::of("ailleurs", ""), Place::Nowhere);
        assert_eq!(Place::of(&service.to_string(), "ailleurs"), Place::Nowhere);
    }

    #[test]
    fn every_tab_leads_to_a_place_that_is_opened_every_day() {
        for (href, _) in TABS {
            let mut words = href.trim_start_matches("/entraide").trim_start_matches('/').split('/');
            let place = Place::of(words.next().unwrap_or_default(), words.next().unwrap_or_default());
            assert!(place != Place::Nowhere && !place.is_rare(), "{href}");
        }
    }
}
