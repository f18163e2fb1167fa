//! An offer or a request with all there is to know, what people said about it, and what is like it.

use domain::{
    id::ServiceId,
    sel::{
        service::{ServiceInfo, ServiceState},
        service_calls::{AddFavourite, ListSimilarServices, RemoveFavourite, ShowService},
    },
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    kinds::{self, StateTag},
    photo::Photo,
    place::BackToList,
    service_acts::{OwnerActs, Remove},
    service_draft::Editing,
    service_form::{ServiceSheet, Writing},
    service_row::{ServiceRow, class_tags, deal_of},
    services::{categories, category_name},
    thanks::Thanks,
    transfer_sheet::{Deal, TransferSheet},
    write_to::WriteTo,
};
use crate::{
    client::{Answer, SignedIn},
    i18n::{dates, key, say, say_with, t},
    state::session::Session,
    ui::{
        banner::Banner,
        button::{Button, Look},
        divider_card::DividerCard,
        icon::Glyph,
        loaded::Loaded,
        module::Module,
        page_head::PageHead,
        skeleton::SkeletonText,
        spaces::tied,
        toasts::Toasts,
    },
};

/// The page.
#[component]
pub fn ServicePage(
    /// Which.
    id: ServiceId,
) -> impl IntoView {
    let client = SignedIn::here();
    let known = Answer::ask(move || async move { client.ask(ShowService { service: id }).await });
    view! {
        <BackToList />
        <Loaded answer=known waiting=|| view! { <SkeletonText lines=4 /> } let:service>
            <Whole service=service known=known />
        </Loaded>
    }
}

#[component]
fn Whole(service: ServiceInfo, known: Answer<ServiceInfo>) -> impl IntoView {
    let (id, mine, state, kind) = (service.id, service.mine, service.state, service.kind);
    let (deal, asking) = (RwSignal::new(None::<Deal>), RwSignal::new(false));
    let on_deal = Callback::new(move |wanted| {
        deal.set(Some(wanted));
        asking.set(true);
    });
    let writing = Writing::default();
    let me = Session::here().me();
    let is_office = Memo::new(move |_| me.get().is_some_and(|me| me.membership.role.is_office()));
    let shown = StoredValue::new(service.clone());
    let byline = move || {
        let words = shown.with_value(|service| [("name", kinds::owner(service).into())]);
        Some(say_with(key::SEL_BY, words))
    };
    let is_shown = state == ServiceState::Active;
    let title = tied(&service.title);
    let favourite = (!mine).then(|| view! { <Favourite service=service.clone() /> });
    view! {
        <PageHead title=title detail=Signal::derive(byline)>
            {favourite}
            {mine
                .then(|| {
                    let edit = move |()| writing.begin(Editing::Change(Box::new(shown.get_value())));
                    view! { <Button look=Look::Second glyph=Glyph::Pencil on_press=edit>{t(key::ACTION_CHANGE)}</Button> }
                })}
        </PageHead>
        <div class="reading stack">
            {(!is_shown).then(|| view! { <Banner glyph=Glyph::Info module=Module::Entraide><StateTag state=state /></Banner> })}
            <DividerCard module=Module::Entraide glyph=Glyph::HandHeart title=t(kinds::kind(kind))>
                <Facts service=service.clone() />
                <div class="card-body">
                    {if mine {
                        view! { <OwnerActs service=service on_change=move |()| known.refetch() /> }.into_any()
                    } else {
                        view! {
                            <div class="cluster">
                                <Button glyph=Glyph::ArrowLeftRight on_press=move |()| on_deal.run(shown.with_value(deal_of))>
                                    {t(kinds::proposing(kind))}
                                </Button>
                                <WriteTo service=service />
                                <Show when=move || is_office.get()>
                                    <Remove id=id />
                                </Show>
                            </div>
                        }
                            .into_any()
                    }}
                </div>
            </DividerCard>
            <Thanks service=id />
            <Similar id=id on_deal=on_deal />
        </div>
        <TransferSheet open=asking deal=deal />
        <ServiceSheet writing=writing on_saved=move |_| known.refetch() />
    }
}

#[component]
fn Facts(service: ServiceInfo) -> impl IntoView {
    let categories = categories();
    let category = category_name(categories, service.category.clone());
    let shown = StoredValue::new(service.clone());
    let price = move || shown.with_value(kinds::price);
    let until = service.expires_at;
    let languages = service.languages.join(", ").to_uppercase();
    let fact = |words, value: String| {
        (!value.is_empty()).then(|| {
            view! {
                <dt>{t(words)}</dt>
                <dd>{value}</dd>
            }
        })
    };
    let description = tied(&service.description);
    view! {
        {service.photo.map(|photo| view! { <Photo photo=photo /> })}
        {(!description.is_empty()).then(|| view! { <p class="card-body service-text" dir="auto">{description}</p> })}
        <dl class="facts">
            <dt>{t(key::SEL_PRICE)}</dt>
            <dd>{price}</dd>
            <dt>{t(key::SEL_CATEGORY)}</dt>
            <dd>{category}</dd>
            {fact(key::SEL_FIELD_AVAILABILITY, service.availability.unwrap_or_default())}
            {fact(key::SEL_FIELD_PLACE, service.place.unwrap_or_default())}
            {fact(key::SEL_FIELD_LANGUAGES, languages)}
            {(!service.owner.classes.is_empty())
                .then(|| {
                    view! {
                        <dt>{t(key::SEL_CLASSES)}</dt>
                        <dd>{class_tags(service.owner.classes)}</dd>
                    }
                })}
            <dt>{t(key::SEL_UNTIL)}</dt>
            <dd>{move || dates::full_day(until)}</dd>
        </dl>
    }
}

/// Kept among my favourites, or not: shown at once, taken back when the server does not agree.
#[component]
fn Favourite(service: ServiceInfo) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let kept = RwSignal::new(service.favourite);
    let id = service.id;
    let switch = move |()| {
        let now = !kept.get_untracked();
        kept.set(now);
        spawn_local(async move {
            let answer = if now {
                client.ask(AddFavourite { service: id }).await
            } else {
                client.ask(RemoveFavourite { service: id }).await
            };
            if let Err(failure) = answer {
                kept.try_set(!now);
                toasts.failed(&failure);
            }
        });
    };
    view! {
        <Button look=Look::Quiet glyph=Glyph::Heart on_press=switch>
            {move || say(if kept.get() { key::SEL_FAVOURITE_OFF } else { key::SEL_FAVOURITE_ON })}
        </Button>
    }
}

/// Nothing when nothing is like it.
#[component]
fn Similar(id: ServiceId, on_deal: Callback<Deal>) -> impl IntoView {
    let client = SignedIn::here();
    let categories = categories();
    let similar = Answer::ask(move || async move {
        client
            .ask(ListSimilarServices { service: id })
            .await
            .map(|page| page.items)
    });
    move || {
        // Without an answer nothing is suggested; the page works without it.
        let found = similar.get()?.ok().filter(|found| !found.is_empty())?;
        let rows = found
            .into_iter()
            .take(3)
            .map(|service| {
                let category = category_name(categories, service.category.clone());
                view! { <li><ServiceRow service=service category=category on_deal=on_deal /></li> }
            })
            .collect_view();
        Some(view! {
            <DividerCard module=Module::Entraide glyph=Glyph::Search title=t(key::SEL_SIMILAR)>
                <ul class="row-list">{rows}</ul>
            </DividerCard>
        })
    }
}
