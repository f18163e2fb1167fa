//! My balance of the time bank, and what waits there for my decision.

use domain::sel::{calls::ShowSelDashboard, types::SelDashboard};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    client::{Answer, SignedIn},
    i18n::{key, say_with, t},
    sel::pending::Pending,
    state::exchange::Exchange,
    ui::{
        balance_meter::BalanceMeter, divider_card::DividerCard, icon::Glyph, loaded::Loaded, module::Module,
        skeleton::SkeletonText,
    },
};

/// So many proposals are shown here; the others wait on their page.
const SHOWN: usize = 2;

/// The card of the dashboard.
#[component]
pub fn MyExchange() -> impl IntoView {
    let (client, exchange) = (SignedIn::here(), Exchange::here());
    let dashboard = Answer::ask(move || {
        exchange.moved().track();
        async move { client.ask(ShowSelDashboard {}).await }
    });
    view! {
        <DividerCard module=Module::Entraide glyph=Glyph::HandHeart title=t(key::SEL_BALANCE_TAB)>
            <Loaded answer=dashboard waiting=|| view! { <SkeletonText lines=2 /> } let:dashboard>
                <Body dashboard=dashboard />
            </Loaded>
        </DividerCard>
    }
}

#[component]
fn Body(dashboard: SelDashboard) -> impl IntoView {
    let SelDashboard { balance, to_decide, .. } = dashboard;
    let others = to_decide.len().saturating_sub(SHOWN);
    let first = to_decide.into_iter().take(SHOWN);
    let mine = balance.clone();
    let rows = first
        .map(|transfer| view! { <li><Pending transfer=transfer balance=mine.clone() /></li> })
        .collect_view();
    view! {
        <div class="card-body">
            <BalanceMeter balance=balance />
        </div>
        <ul class="row-list">{rows}</ul>
        <div class="card-body">
            <A href="/entraide/transactions">
                {t(key::SEL_HOME_ALL)}
                {(others > 0)
                    .then(|| view! { <span class="muted">" (" {move || say_with(key::SEL_HOME_MORE, [("count", others.into())])} ")"</span> })}
            </A>
        </div>
    }
}
