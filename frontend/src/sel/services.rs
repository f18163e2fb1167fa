//! Offers or requests: looked for by words, category, class and favourites; written to, or asked for.

use domain::{
    id::ClassId,
    page::PageQuery,
    schools::calls::ListClasses,
    sel::{
        category::CategoryInfo,
        service::{ServiceInfo, ServiceKind, ServiceSort},
        service_calls::{ListCategories, ListServices},
        service_forms::ServiceQuery,
    },
};
use leptos::prelude::*;

use super::{
    place::Head,
    service_draft::Editing,
    service_form::{ServiceSheet, Writing},
    service_row::ServiceRow,
    transfer_sheet::{Deal, TransferSheet},
};
use crate::{
    client::{Answer, SignedIn},
    i18n::{key, say, t},
    school::paged::{Paged, PagedList},
    ui::{
        button::{Button, Look},
        checkbox::Checkbox,
        chip_picker::ChipPicker,
        divider_card::DividerCard,
        empty_state::EmptyState,
        icon::Glyph,
        link_button::LinkButton,
        module::Module,
        select::Select,
        text_field::{TextField, TextKind},
    },
};

/// What is looked for; `Copy`.
#[derive(Clone, Copy)]
struct Wanted {
    q: RwSignal<String>,
    category: RwSignal<Option<String>>,
    class: RwSignal<String>,
    favourite: RwSignal<bool>,
    sort: RwSignal<String>,
}

impl Wanted {
    fn new() -> Self {
        Self {
            q: RwSignal::new(String::new()),
            category: RwSignal::new(Some(String::new())),
            class: RwSignal::new(String::new()),
            favourite: RwSignal::new(false),
            sort: RwSignal::new(ServiceSort::Newest.as_str().to_owned()),
        }
    }

    fn query(self, kind: ServiceKind, cursor: Option<String>) -> ServiceQuery {
        let words = self.q.with(|q| q.trim().to_owned());
        ServiceQuery {
            kind: Some(kind),
            q: Some(words).filter(|words| !words.is_empty()),
            category: self.category.get().filter(|category| !category.is_empty()),
            class_id: self.class.get().parse::<ClassId>().ok(),
            favourite: self.favourite.get().then_some(true),
            sort: self.sort.get().parse().ok(),
            limit: Some(30),
            cursor,
            ..ServiceQuery::default()
        }
    }

    fn is_narrow(self) -> bool {
        self.q.with(|q| !q.trim().is_empty())
            || self
                .category
                .with(|category| category.as_ref().is_some_and(|category| !category.is_empty()))
            || self.class.with(|class| !class.is_empty())
            || self.favourite.get()
    }
}

/// The categories of the school, asked once for a page.
pub fn categories() -> Answer<Vec<CategoryInfo>> {
    let client = SignedIn::here();
    Answer::ask(move || async move { client.ask(ListCategories {}).await.map(|list| list.items) })
}

/// The name of a category in the reader's language.
pub fn category_name(categories: Answer<Vec<CategoryInfo>>, wanted: String) -> Signal<String> {
    Signal::derive(move || {
        let known = categories.get().and_then(Result::ok).unwrap_or_default();
        let found = known.into_iter().find(|category| category.key == wanted);
        found.map(|category| category.name).unwrap_or_default()
    })
}

/// The page.
#[component]
pub fn ServicesPage(
    /// Offers, or requests.
    kind: ServiceKind,
) -> impl IntoView {
    let client = SignedIn::here();
    let wanted = Wanted::new();
    let categories = categories();
    let list = Paged::ask(move |cursor| {
        let query = wanted.query(kind, cursor);
        async move { client.ask_with(ListServices {}, query).await }
    });
    let (writing, asking) = (Writing::default(), RwSignal::new(false));
    let deal = RwSignal::new(None::<Deal>);
    let on_deal = Callback::new(move |wanted| {
        deal.set(Some(wanted));
        asking.set(true);
    });
    let row = move |service: ServiceInfo| {
        let category = category_name(categories, service.category.clone());
        view! { <ServiceRow service=service category=category on_deal=on_deal /> }
    };
    let title = if kind == ServiceKind::Offer {
        key::SEL_OFFERS
    } else {
        key::SEL_REQUESTS
    };
    view! {
        <Head>
            <LinkButton href="/entraide/liste" look=Look::Quiet glyph=Glyph::Printer>{t(key::ACTION_PRINT)}</LinkButton>
            <Button glyph=Glyph::Plus on_press=move |()| writing.begin(Editing::New(kind))>{t(new_words(kind))}</Button>
        </Head>
        <div class="reading stack">
            <Filters wanted=wanted categories=categories />
            <DividerCard module=Module::Entraide glyph=Glyph::HandHeart title=t(title)>
                <PagedList list=list row=row empty=move || view! { <Nothing kind=kind narrow=wanted.is_narrow() /> }.into_any() />
            </DividerCard>
        </div>
        <TransferSheet open=asking deal=deal />
        <ServiceSheet writing=writing on_saved=move |_| list.reload() />
    }
}

/// What the button of a new one says.
pub const fn new_words(kind: ServiceKind) -> crate::i18n::Key {
    match kind {
        ServiceKind::Offer => key::SEL_NEW_OFFER,
        ServiceKind::Request => key::SEL_NEW_REQUEST,
    }
}

#[component]
fn Nothing(kind: ServiceKind, narrow: bool) -> impl IntoView {
    let (title, detail) = match (narrow, kind) {
        (true, _) => (key::SEL_NOTHING_FOUND, key::SEL_NOTHING_FOUND_DETAIL),
        (false, ServiceKind::Offer) => (key::SEL_NO_OFFERS, key::SEL_NO_OFFERS_DETAIL),
        (false, ServiceKind::Request) => (key::SEL_NO_REQUESTS, key::SEL_NO_REQUESTS_DETAIL),
    };
    view! { <EmptyState glyph=Glyph::HandHeart module=Module::Entraide title=t(title) detail=t(detail) /> }
}

#[component]
fn Filters(wanted: Wanted, categories: Answer<Vec<CategoryInfo>>) -> impl IntoView {
    let client = SignedIn::here();
    let classes = Answer::ask(move || async move {
        let query = PageQuery {
            limit: Some(100),
            cursor: None,
        };
        client.ask_with(ListClasses {}, query).await.map(|page| page.items)
    });
    let classes = Signal::derive(move || {
        let known = classes.get().and_then(Result::ok).unwrap_or_default();
        let known = known.into_iter().map(|class| (class.id.to_string(), class.name));
        std::iter::once((String::new(), say(key::SEL_ALL_CLASSES)))
            .chain(known)
            .collect::<Vec<_>>()
    });
    let chips = Signal::derive(move || {
        let known = categories.get().and_then(Result::ok).unwrap_or_default();
        let known = known.into_iter().filter(|category| !category.hidden);
        let known = known.map(|category| (category.key, category.name));
        std::iter::once((String::new(), say(key::SEL_ALL_CATEGORIES)))
            .chain(known)
            .collect::<Vec<_>>()
    });
    let sorts = Signal::derive(|| {
        [
            (ServiceSort::Newest, key::SEL_SORT_NEWEST),
            (ServiceSort::Near, key::SEL_SORT_NEAR),
            (ServiceSort::Title, key::SEL_SORT_TITLE),
        ]
        .into_iter()
        .map(|(sort, words)| (sort.as_str().to_owned(), say(words)))
        .collect::<Vec<_>>()
    });
    view! {
        <div class="stack" role="search">
            <TextField label=t(key::SEL_SEARCH) value=wanted.q kind=TextKind::Search optional=true />
            <div class="scrolling-chips">
                <ChipPicker label=t(key::SEL_CATEGORY) options=chips chosen=wanted.category />
            </div>
            <details class="search-filters">
                <summary>{t(key::SEL_FILTERS)}</summary>
                <div class="search-fields">
                    <Select label=t(key::SEL_CLASS) options=classes value=wanted.class />
                    <Select label=t(key::SEL_SORT) options=sorts value=wanted.sort />
                    <Checkbox checked=wanted.favourite label=t(key::SEL_ONLY_FAVOURITES) />
                </div>
            </details>
        </div>
    }
}
