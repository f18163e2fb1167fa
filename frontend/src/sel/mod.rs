//! The time bank: offers and requests, transfers of units, and the books. A part of its own.

mod exchanges;
mod kinds;
pub mod limits;
mod mine;
pub mod pending;
mod pending_list;
mod photo;
mod place;
mod service;
mod service_acts;
mod service_draft;
mod service_form;
mod service_row;
mod services;
mod statement;
mod thanks;
mod thanks_hiding;
mod transfer;
mod transfer_acts;
mod transfer_sheet;
mod transfers;
pub mod treasury;
mod units_field;
pub mod words;
mod write_to;

use leptos::prelude::*;

use self::{
    exchanges::ExchangesPage,
    mine::MinePage,
    place::{BackToList, Place},
    service::ServicePage,
    services::ServicesPage,
    transfer::TransferPage,
};
use crate::{
    i18n::{key, t},
    lazy,
    ui::{
        card::Card, empty_state::EmptyState, icon::Glyph, link_button::LinkButton, module::Module, page_head::PageHead,
    },
};

/// The pages of the time bank by their address.
#[component]
pub fn SelPage() -> impl IntoView {
    let place = Place::now();
    // What is opened now and then is a part of its own, which reads the address by itself.
    let daily = Memo::new(move |_| Some(place.get()).filter(|place| !place.is_rare()));
    view! {
        <div class=Module::Entraide.class()>
            {move || match daily.get() {
                None => lazy::treasury().into_any(),
                Some(Place::List(kind)) => view! { <ServicesPage kind=kind /> }.into_any(),
                Some(Place::Mine) => view! { <MinePage /> }.into_any(),
                Some(Place::Service(id)) => view! { <ServicePage id=id /> }.into_any(),
                Some(Place::Exchanges) => view! { <ExchangesPage /> }.into_any(),
                Some(Place::Transfer(id)) => view! { <TransferPage id=id /> }.into_any(),
                Some(_) => view! { <NotHere /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn NotHere() -> impl IntoView {
    view! {
        <BackToList />
        <PageHead title=t(key::NOT_FOUND_TITLE) />
        <div class="reading">
            <Card>
                <EmptyState
                    glyph=Glyph::HandHeart
                    module=Module::Entraide
                    title=t(key::NOT_FOUND_TITLE)
                    detail=t(key::NOT_FOUND_DETAIL)
                >
                    <LinkButton href="/entraide">{t(key::NAV_EXCHANGE)}</LinkButton>
                </EmptyState>
            </Card>
        </div>
    }
}
