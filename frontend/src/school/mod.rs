//! École: what staff does for families: answering requests, the list of children, their codes.

pub mod children;
pub mod links;
pub mod memberships;
pub mod requests;

use leptos::prelude::*;

use crate::{
    i18n::{key, say, t},
    school::{children::SchoolChildren, links::PendingLinks, memberships::PendingMemberships, requests::Requests},
    shell::navigation::is_staff,
    state::session::Session,
    ui::{
        card::Card, empty_state::EmptyState, icon::Glyph, link_button::LinkButton, loaded::Loaded, module::Module,
        page_head::PageHead, skeleton::SkeletonRows, tabs::Tabs,
    },
};

/// The page of the school's office; others are told kindly that it is not for them.
#[component]
pub fn SchoolPage() -> impl IntoView {
    let session = Session::here();
    let (me, staff) = (session.me(), is_staff(session));
    let school = move || me.get().map(|me| me.membership.school_name).unwrap_or_default();
    view! {
        <PageHead title=t(key::NAV_SCHOOL) detail=school />
        {move || if staff.get() {
            view! { <Office /> }.into_any()
        } else {
            view! { <NotForYou /> }.into_any()
        }}
    }
}

#[component]
fn Office() -> impl IntoView {
    let open = RwSignal::new(0_usize);
    let requests = Requests::load();
    let tabs = vec![
        Signal::derive(t(key::SCHOOL_REQUESTS)),
        Signal::derive(t(key::SCHOOL_CHILDREN)),
    ];
    view! {
        <div class=Module::Announcements.class()>
            <Tabs label=t(key::NAV_SCHOOL) tabs=tabs chosen=open>
                {move || if open.get() == 0 {
                    view! { <RequestsSheet requests=requests /> }.into_any()
                } else {
                    view! { <SchoolChildren /> }.into_any()
                }}
            </Tabs>
        </div>
    }
}

#[component]
fn RequestsSheet(requests: Requests) -> impl IntoView {
    view! {
        <div class="reading">
            <Loaded answer=requests.answer() waiting=|| view! { <SkeletonRows /> } let:waiting>
                {if waiting.count() == 0 {
                    view! {
                        <EmptyState
                            glyph=Glyph::CircleCheck
                            module=Module::Education
                            title=t(key::REQUESTS_NONE)
                            detail=t(key::REQUESTS_NONE_DETAIL)
                        />
                    }
                    .into_any()
                } else {
                    view! {
                        <PendingLinks links=waiting.links requests=requests />
                        <PendingMemberships memberships=waiting.memberships requests=requests />
                    }
                    .into_any()
                }}
            </Loaded>
        </div>
    }
}

#[component]
fn NotForYou() -> impl IntoView {
    view! {
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
