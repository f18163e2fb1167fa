//! École: what staff does for families, place by place: requests, children, members, classes, settings, the audit log.

pub mod audit;
pub mod children;
pub mod links;
pub mod memberships;
pub mod modules;
pub mod overview;
pub mod paged;
pub mod place;
pub mod requests;
pub mod settings;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::{
    i18n::{key, say, t},
    school::{
        audit::AuditPage, children::ChildrenPage, overview::Overview, place::Place, settings::SchoolSettingsPage,
    },
    shell::{navigation::is_staff, not_found::NotFoundPage},
    state::session::Session,
    ui::{card::Card, empty_state::EmptyState, icon::Glyph, link_button::LinkButton, module::Module, page_head::PageHead},
};

/// The pages of the school's office by their address `/ecole/{place}/{id}`; others are told kindly that they are not for them.
#[component]
pub fn SchoolPage() -> impl IntoView {
    let session = Session::here();
    let (me, staff) = (session.me(), is_staff(session));
    let is_office = Memo::new(move |_| me.get().is_some_and(|me| me.membership.role.is_office()));
    let params = use_params_map();
    let place = Memo::new(move |_| Place::of(params.read().get_str("place")));
    view! {
        <div class=Module::Announcements.class()>
            {move || match (place.get(), staff.get(), is_office.get()) {
                (_, false, _) => view! { <NotForYou /> }.into_any(),
                (Place::Overview, ..) => view! { <Overview /> }.into_any(),
                (Place::Children, ..) => view! { <ChildrenPage /> }.into_any(),
                (Place::Nowhere, ..) => view! { <NotFoundPage /> }.into_any(),
                (_, _, false) => view! { <NotForYou /> }.into_any(),
                (Place::Settings, ..) => view! { <SchoolSettingsPage /> }.into_any(),
                (Place::Audit, ..) => view! { <AuditPage /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn NotForYou() -> impl IntoView {
    view! {
        <PageHead title=t(key::NAV_SCHOOL) />
        <div class="reading">
            <Card>
                <EmptyState
                    glyph=Glyph::Lock
                    module=Module::Announcements
                    title=move || say(key::SCHOOL_NOT_FOR_YOU)
                    detail=t(key::SCHOOL_NOT_FOR_YOU_DETAIL)
                >
                    <LinkButton href="/">{t(key::NOT_FOUND_HOME)}</LinkButton>
                </EmptyState>
            </Card>
        </div>
    }
}
