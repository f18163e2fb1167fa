//! What is offered and asked for, as a list to print for those who read it on paper.

use domain::sel::{
    service::{ServiceInfo, ServiceKind, ServiceSort},
    service_calls::ListServices,
    service_forms::ServiceQuery,
};
use leptos::prelude::*;

use super::paper::{Letterhead, PrintButton};
use crate::{
    client::{Answer, Failure, SignedIn},
    i18n::{Key, key, t},
    sel::{kinds, place::BackToList},
    ui::{loaded::Loaded, page_head::PageHead, skeleton::SkeletonText},
};

async fn ask(client: SignedIn) -> Result<Vec<ServiceInfo>, Failure> {
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let query = ServiceQuery {
            sort: Some(ServiceSort::Title),
            limit: Some(100),
            cursor,
            ..ServiceQuery::default()
        };
        let page = client.ask_with(ListServices {}, query).await?;
        all.extend(page.items);
        if page.next.is_none() {
            return Ok(all);
        }
        cursor = page.next;
    }
}

/// The page.
#[component]
pub fn PaperListPage() -> impl IntoView {
    let client = SignedIn::here();
    let services = Answer::ask(move || ask(client));
    view! {
        <BackToList />
        <PageHead title=t(key::SEL_PAPER_LIST)>
            <PrintButton />
        </PageHead>
        <Loaded answer=services waiting=|| view! { <SkeletonText lines=6 /> } let:services>
            <div class="sel-paper">
                <Letterhead />
                <Listed kind=ServiceKind::Offer title=key::SEL_OFFERS services=services.clone() />
                <Listed kind=ServiceKind::Request title=key::SEL_REQUESTS services=services />
            </div>
        </Loaded>
    }
}

#[component]
fn Listed(kind: ServiceKind, title: Key, services: Vec<ServiceInfo>) -> impl IntoView {
    let rows = services
        .into_iter()
        .filter(|service| service.kind == kind)
        .map(|service| {
            let (name, place) = (kinds::owner(&service), service.place.clone().unwrap_or_default());
            let when = service.availability.clone().unwrap_or_default();
            let classes = service.owner.classes.join(", ");
            let title = service.title.clone();
            let price = move || kinds::price(&service);
            view! {
                <tr>
                    <td>{title}</td>
                    <td>{name} " " <span class="muted">{classes}</span></td>
                    <td>{price}</td>
                    <td>{when}</td>
                    <td>{place}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <h2>{t(title)}</h2>
        <table class="statement">
            <thead>
                <tr>
                    <th scope="col">{t(key::SEL_FIELD_TITLE)}</th>
                    <th scope="col">{t(key::SEL_COLUMN_WITH)}</th>
                    <th scope="col">{t(key::SEL_PRICE)}</th>
                    <th scope="col">{t(key::SEL_FIELD_AVAILABILITY)}</th>
                    <th scope="col">{t(key::SEL_FIELD_PLACE)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
