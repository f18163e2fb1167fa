//! The treasurer's desk: disputes, corrections, thanks to helpers; and for the office what the school decides.

use domain::sel::{calls::ShowSelDashboard, forms::SelWhose, states::SelStatus};
use leptos::prelude::*;

use super::{categories::Categories, correction::Correction, credit::Credit, settings::Settings};
use crate::{
    client::{Answer, SignedIn},
    i18n::{key, t},
    sel::{place::BackToExchanges, transfers::TransferList},
    state::session::Session,
    ui::{
        card::Card, empty_state::EmptyState, icon::Glyph, loaded::Loaded, module::Module, page_head::PageHead,
        skeleton::SkeletonText,
    },
};

/// The page.
#[component]
pub fn DeskPage() -> impl IntoView {
    let client = SignedIn::here();
    let me = Session::here().me();
    let is_office = Memo::new(move |_| me.get().is_some_and(|me| me.membership.role.is_office()));
    let treasurer = Answer::ask(move || async move {
        client
            .ask(ShowSelDashboard {})
            .await
            .map(|dashboard| dashboard.treasurer)
    });
    view! {
        <BackToExchanges />
        <PageHead title=t(key::SEL_DESK) detail=t(key::SEL_DESK_DETAIL) />
        <div class="reading stack">
            <Loaded answer=treasurer waiting=|| view! { <SkeletonText lines=4 /> } let:treasurer>
                {if treasurer {
                    view! {
                        <TransferList whose=SelWhose::School status=Some(SelStatus::Disputed) />
                        <Credit />
                        <Correction />
                    }
                        .into_any()
                } else {
                    view! { <NotForYou /> }.into_any()
                }}
            </Loaded>
            <Show when=move || is_office.get()>
                <Settings />
                <Categories />
            </Show>
        </div>
    }
}

#[component]
fn NotForYou() -> impl IntoView {
    view! {
        <Card>
            <EmptyState glyph=Glyph::Lock module=Module::Entraide title=t(key::SEL_NOT_FOR_YOU) detail=t(key::SEL_NOT_FOR_YOU_DETAIL) />
        </Card>
    }
}
