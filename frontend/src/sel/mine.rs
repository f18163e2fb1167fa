//! What I offer and ask for, and what others have written that goes with it.

use domain::sel::{
    service::{ServiceInfo, ServiceKind, ServiceMatch, ServiceState},
    service_calls::{ListMatches, ListMyServices},
    service_forms::MyServiceQuery,
};
use leptos::prelude::*;

use super::{
    kinds,
    place::Head,
    service_draft::Editing,
    service_form::{ServiceSheet, Writing},
    service_row::ServiceRow,
    services::{categories, category_name, new_words},
    transfer_sheet::{Deal, TransferSheet},
};
use crate::{
    client::{Answer, SignedIn},
    i18n::{key, say, say_with, t},
    school::paged::{Paged, PagedList},
    ui::{
        button::{Button, Look},
        checkbox::Checkbox,
        divider_card::DividerCard,
        empty_state::EmptyState,
        icon::Glyph,
        module::Module,
    },
};

/// The page.
#[component]
pub fn MinePage() -> impl IntoView {
    let client = SignedIn::here();
    let (archived, writing) = (RwSignal::new(false), Writing::default());
    let categories = categories();
    let list = Paged::ask(move |cursor| {
        let query = MyServiceQuery {
            state: archived.get().then_some(ServiceState::Archived),
            limit: Some(50),
            cursor,
        };
        async move { client.ask_with(ListMyServices {}, query).await }
    });
    let row = move |service: ServiceInfo| {
        let kind = service.kind;
        let category = category_name(categories, service.category.clone());
        let category = Signal::derive(move || format!("{} · {}", say(kinds::kind(kind)), category.get()));
        view! { <ServiceRow service=service category=category on_deal=|_| () /> }
    };
    let new = move |kind| {
        view! {
            <Button look=look_of(kind) glyph=Glyph::Plus on_press=move |()| writing.begin(Editing::New(kind))>
                {t(new_words(kind))}
            </Button>
        }
    };
    view! {
        <Head>{new(ServiceKind::Request)} {new(ServiceKind::Offer)}</Head>
        <div class="reading stack">
            <DividerCard module=Module::Entraide glyph=Glyph::HandHeart title=t(key::SEL_MINE)>
                <div class="card-body">
                    <Checkbox checked=archived label=t(key::SEL_SHOW_ARCHIVED) />
                </div>
                <PagedList list=list row=row empty=|| view! { <Nothing /> }.into_any() />
            </DividerCard>
            <Matches />
        </div>
        <ServiceSheet writing=writing on_saved=move |_| list.reload() />
    }
}

const fn look_of(kind: ServiceKind) -> Look {
    match kind {
        ServiceKind::Offer => Look::First,
        ServiceKind::Request => Look::Second,
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <EmptyState
            glyph=Glyph::HandHeart
            module=Module::Entraide
            title=t(key::SEL_NONE_MINE)
            detail=t(key::SEL_NONE_MINE_DETAIL)
        />
    }
}

/// Offers for my requests and requests for my offers; nothing when there is none.
#[component]
fn Matches() -> impl IntoView {
    let client = SignedIn::here();
    let categories = categories();
    let matches = Answer::ask(move || async move { client.ask(ListMatches {}).await.map(|page| page.items) });
    let (asking, deal) = (RwSignal::new(false), RwSignal::new(None::<Deal>));
    let on_deal = Callback::new(move |wanted| {
        deal.set(Some(wanted));
        asking.set(true);
    });
    let row = move |one: ServiceMatch| {
        let title = one.mine_title;
        let about = move || say_with(key::SEL_MATCHES_FOR, [("title", title.clone().into())]);
        let category = category_name(categories, one.service.category.clone());
        view! {
            <li>
                <p class="muted small service-match">{about}</p>
                <ServiceRow service=one.service category=category on_deal=on_deal />
            </li>
        }
    };
    let card = move || {
        // Without an answer nothing is suggested; the page works without it.
        let found = matches.get()?.ok().filter(|found| !found.is_empty())?;
        Some(view! {
            <DividerCard module=Module::Entraide glyph=Glyph::Search title=t(key::SEL_MATCHES)>
                <ul class="row-list">{found.into_iter().map(row).collect_view()}</ul>
            </DividerCard>
        })
    };
    view! {
        {card}
        <TransferSheet open=asking deal=deal />
    }
}
