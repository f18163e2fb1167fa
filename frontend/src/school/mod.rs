//! École: what staff does for families, place by place: requests, children, members, classes, settings, the audit log.

pub mod audit;
pub mod child;
pub mod children;
pub mod class_staff;
pub mod classes;
pub mod download;
pub mod duplicates;
pub mod guardians;
pub mod import;
pub mod invitations;
pub mod keeping;
pub mod links;
pub mod member;
pub mod member_ends;
pub mod members;
pub mod memberships;
pub mod moderation;
pub mod modules;
pub mod overview;
pub mod paged;
pub mod place;
pub mod requests;
pub mod rights;
pub mod settings;
pub mod slips;
mod statistics;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::{
    i18n::{key, say, t},
    school::{
        audit::AuditPage,
        child::ChildPage,
        children::ChildrenPage,
        classes::ClassesPage,
        import::ImportPage,
        invitations::InvitationsPage,
        member::MemberPage,
        members::MembersPage,
        moderation::{ReportsPage, TermsPage},
        overview::Overview,
        place::{BackToSchool, Place},
        settings::SchoolSettingsPage,
        slips::SlipsPage,
    },
    shell::navigation::is_staff,
    state::session::Session,
    ui::{
        card::Card, empty_state::EmptyState, icon::Glyph, link_button::LinkButton, module::Module, page_head::PageHead,
    },
};

/// The pages of the school's office by their address `/ecole/{place}/{id}`; others are told kindly that they are not for them.
#[component]
pub fn SchoolPage() -> impl IntoView {
    let session = Session::here();
    let (me, staff) = (session.me(), is_staff(session));
    let is_office = Memo::new(move |_| me.get().is_some_and(|me| me.membership.role.is_office()));
    let params = use_params_map();
    let place = Memo::new(move |_| Place::of(params.read().get_str("place")));
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    view! {
        <div class=Module::Announcements.class()>
            {move || match (place.get(), staff.get(), is_office.get()) {
                // parents moderate too: the server says whether they do
                (Place::Reports, ..) => view! { <ReportsPage id=id.get() /> }.into_any(),
                (_, false, _) => view! { <NotForYou /> }.into_any(),
                (Place::Overview, ..) => view! { <Overview /> }.into_any(),
                (Place::Children, ..) => child(id.get()),
                (Place::Slips, ..) => view! { <SlipsPage /> }.into_any(),
                (Place::Nowhere, ..) => view! { <NotHere /> }.into_any(),
                (_, _, false) => view! { <NotForYou /> }.into_any(),
                (Place::Import, ..) => view! { <ImportPage /> }.into_any(),
                (Place::Classes, ..) => view! { <ClassesPage /> }.into_any(),
                (Place::Members, ..) => member(id.get()),
                (Place::Invitations, ..) => view! { <InvitationsPage /> }.into_any(),
                (Place::Settings, ..) => view! { <SchoolSettingsPage /> }.into_any(),
                (Place::Moderators, ..) => view! { <TermsPage /> }.into_any(),
                (Place::Audit, ..) => view! { <AuditPage /> }.into_any(),
            }}
        </div>
    }
}

/// The list of children, or the record of one.
fn child(id: String) -> AnyView {
    match (id.is_empty(), id.parse()) {
        (true, _) => view! { <ChildrenPage /> }.into_any(),
        (false, Ok(id)) => view! { <ChildPage id=id /> }.into_any(),
        (false, Err(_)) => view! { <NotHere /> }.into_any(),
    }
}

/// The list of members, or one of them.
fn member(id: String) -> AnyView {
    match (id.is_empty(), id.parse()) {
        (true, _) => view! { <MembersPage /> }.into_any(),
        (false, Ok(id)) => view! { <MemberPage id=id /> }.into_any(),
        (false, Err(_)) => view! { <NotHere /> }.into_any(),
    }
}

/// No such place in the office; the frame around it stays.
#[component]
fn NotHere() -> impl IntoView {
    view! {
        <BackToSchool />
        <PageHead title=t(key::NOT_FOUND_TITLE) />
        <div class="reading">
            <Card>
                <EmptyState glyph=Glyph::School module=Module::Entraide title=t(key::NOT_FOUND_TITLE) detail=t(key::NOT_FOUND_DETAIL)>
                    <LinkButton href="/">{t(key::NOT_FOUND_HOME)}</LinkButton>
                </EmptyState>
            </Card>
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
