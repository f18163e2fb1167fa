//! My exchanges: the balance, what waits for me and for others, my statement, and everything that was ever proposed.

use domain::sel::{
    calls::{ListSelPeople, ShowSelDashboard},
    forms::SelPeopleQuery,
    types::{SelDashboard, SelPerson},
};
use leptos::prelude::*;
use leptos_router::components::A;

use super::{
    pending_list::{Proposed, ToDecide},
    place::Head,
    statement::Statement,
    transfer_sheet::{Deal, TransferSheet},
    transfers::Transfers,
};
use crate::{
    client::{Answer, SignedIn},
    i18n::{Key, key, say, say_with, t},
    school::paged::{Paged, PagedList},
    state::exchange::Exchange,
    ui::{
        avatar::Avatar,
        balance_meter::BalanceMeter,
        button::Button,
        dialog::Dialog,
        divider_card::DividerCard,
        empty_state::EmptyState,
        icon::{Glyph, Icon},
        link_button::LinkButton,
        loaded::Loaded,
        module::Module,
        segmented::{Choice, Segmented},
        skeleton::SkeletonText,
        text_field::{TextField, TextKind},
    },
};

/// What is listed below the balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Listed {
    Statement,
    Transfers,
}

/// The page.
#[component]
pub fn ExchangesPage() -> impl IntoView {
    let (client, exchange) = (SignedIn::here(), Exchange::here());
    let dashboard = Answer::ask(move || {
        exchange.moved().track();
        async move { client.ask(ShowSelDashboard {}).await }
    });
    let choosing = RwSignal::new(false);
    let listed = RwSignal::new(Listed::Statement);
    let of = |one, words: Key| Choice::new(one, Signal::derive(t(words)));
    let options = vec![
        of(Listed::Statement, key::SEL_STATEMENT),
        of(Listed::Transfers, key::SEL_TRANSFERS),
    ];
    let choose = Callback::new(move |one| listed.set(one));
    view! {
        <Head>
            <Button glyph=Glyph::Plus on_press=move |()| choosing.set(true)>{t(key::SEL_NEW_TRANSFER)}</Button>
        </Head>
        <div class="columns exchanges">
            <div>
                <DividerCard module=Module::Entraide glyph=Glyph::HandHeart title=t(key::SEL_BALANCE_TAB)>
                    <Loaded answer=dashboard waiting=|| view! { <SkeletonText lines=3 /> } let:dashboard>
                        <Balance dashboard=dashboard />
                    </Loaded>
                </DividerCard>
            </div>
            <div class="stack">
                <Segmented label=t(key::SEL_SHOW) hide_label=true options=options chosen=listed on_choice=choose />
                {move || match listed.get() {
                    Listed::Statement => view! { <Statement /> }.into_any(),
                    Listed::Transfers => view! { <Transfers /> }.into_any(),
                }}
            </div>
        </div>
        <NewTransfer open=choosing />
    }
}

/// The meter, what waits, and the way to what is seldom done.
#[component]
fn Balance(dashboard: SelDashboard) -> impl IntoView {
    let SelDashboard {
        balance,
        to_decide,
        proposed,
        audit,
        treasurer,
        ..
    } = dashboard;
    let shared = balance.shared_with.join(", ");
    let checked = audit.map(|audit| super::words::checked(&audit));
    view! {
        <div class="card-body">
            <BalanceMeter balance=balance.clone() />
            {(!shared.is_empty())
                .then(|| {
                    let words = move || say_with(key::SEL_SHARED_WITH, [("names", shared.clone().into())]);
                    view! { <p class="muted small">{words}</p> }
                })}
        </div>
        <ToDecide transfers=to_decide balance=balance />
        <Proposed transfers=proposed />
        <ul class="row-list">
            <li><Way href="/entraide/transactions/groupe" glyph=Glyph::Users words=key::SEL_GROUP detail=move || say(key::SEL_GROUP_DETAIL) /></li>
            <li>
                <Way
                    href="/entraide/statistiques"
                    glyph=Glyph::ChartColumn
                    words=key::SEL_STATISTICS
                    detail=move || checked.as_ref().map_or_else(|| say(key::SEL_STATISTICS_DETAIL), |checked| checked())
                />
            </li>
            {treasurer
                .then(|| {
                    view! { <li><Way href="/entraide/gestion" glyph=Glyph::ShieldCheck words=key::SEL_DESK detail=move || say(key::SEL_DESK_DETAIL) /></li> }
                })}
        </ul>
    }
}

/// A row that leads somewhere.
#[component]
fn Way(href: &'static str, glyph: Glyph, words: Key, #[prop(into)] detail: Signal<String>) -> impl IntoView {
    view! {
        <A href=href attr:class="row">
            <span class=format!("avatar {}", Module::Entraide.class()) aria-hidden="true">
                <Icon glyph=glyph />
            </span>
            <div class="row-body">
                <p class="row-title">{t(words)}</p>
                <p class="row-detail">{detail}</p>
            </div>
            <Icon glyph=Glyph::ChevronRight />
        </A>
    }
}

/// Chooses the other one, then opens the sheet.
#[component]
fn NewTransfer(open: RwSignal<bool>) -> impl IntoView {
    let (asking, deal) = (RwSignal::new(false), RwSignal::new(None::<Deal>));
    let on_person = Callback::new(move |person: SelPerson| {
        deal.set(Some(Deal {
            with: person.id,
            first_name: person.first_name,
            way: None,
            service: None,
            units: domain::sel::rules::HOUR,
            what: String::new(),
        }));
        open.set(false);
        asking.set(true);
    });
    view! {
        <Dialog open=open title=t(key::SEL_NEW_TRANSFER)>
            <People on_person=on_person />
        </Dialog>
        <TransferSheet open=asking deal=deal />
    }
}

/// Everybody with whom I can exchange, by name.
#[component]
pub fn People(
    /// One was chosen.
    on_person: Callback<SelPerson>,
) -> impl IntoView {
    let client = SignedIn::here();
    let q = RwSignal::new(String::new());
    let list = Paged::ask(move |cursor| {
        let words = q.with(|q| q.trim().to_owned());
        let query = SelPeopleQuery {
            q: Some(words).filter(|words| !words.is_empty()),
            limit: Some(30),
            cursor,
        };
        async move { client.ask_with(ListSelPeople {}, query).await }
    });
    let row = move |person: SelPerson| {
        let initials = domain::words::initials(&person.first_name, &person.last_name);
        let module = Module::of_id(person.id.as_uuid().as_bytes());
        let name = format!("{} {}", person.first_name, person.last_name);
        let classes = person.classes.join(", ");
        view! {
            <button type="button" class="row person-button" on:click=move |_| on_person.run(person.clone())>
                <Avatar text=initials module=module />
                <span class="row-body">
                    <span class="row-title">{name}</span>
                    " "
                    <span class="row-detail">{classes}</span>
                </span>
            </button>
        }
    };
    view! {
        <div class="stack sel-people">
            <TextField label=t(key::SEL_WITH_WHOM) value=q kind=TextKind::Search optional=true />
            <PagedList list=list row=row empty=|| view! { <Nobody /> }.into_any() />
        </div>
    }
}

#[component]
fn Nobody() -> impl IntoView {
    view! { <EmptyState glyph=Glyph::Users module=Module::Entraide title=t(key::SEL_NOBODY) detail=t(key::SEL_NOBODY_DETAIL) /> }
}

/// The statement as a file and on paper.
#[component]
pub fn Keep() -> impl IntoView {
    view! { <LinkButton href="/entraide/transactions/releve" look=crate::ui::button::Look::Quiet glyph=Glyph::Printer>{t(key::ACTION_PRINT)}</LinkButton> }
}
