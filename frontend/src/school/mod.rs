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
pub mod upkeep;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::{
    i18n::{key, say, t},
    lazy,
    school::{
        child::ChildPage,
        children::ChildrenPage,
        classes::ClassesPage,
        member::MemberPage,
        members::MembersPage,
        overview::Overview,
        place::{BackToSchool, Place},
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
    let (place, id) = address();
    let shown = Memo::new(move |_| match (place.get(), staff.get(), is_office.get()) {
        // parents moderate too: the server says whether they do
        (Place::Reports, ..) => Shown::Upkeep,
        (_, false, _) => Shown::NotForYou,
        (place @ (Place::Overview | Place::Children | Place::Nowhere), ..) => Shown::Daily(place),
        (Place::Slips, ..) => Shown::Upkeep,
        (_, _, false) => Shown::NotForYou,
        (place @ (Place::Classes | Place::Members), ..) => Shown::Daily(place),
        _ => Shown::Upkeep,
    });
    view! {
        <div class=Module::Announcements.class()>
            {move || match shown.get() {
                Shown::Upkeep => lazy::upkeep().into_any(),
                Shown::NotForYou => view! { <NotForYou /> }.into_any(),
                Shown::Daily(Place::Overview) => view! { <Overview /> }.into_any(),
                Shown::Daily(Place::Children) => child(id.get()),
                Shown::Daily(Place::Classes) => view! { <ClassesPage /> }.into_any(),
                Shown::Daily(Place::Members) => member(id.get()),
                Shown::Daily(_) => view! { <NotHere /> }.into_any(),
            }}
        </div>
    }
}

/// What is shown at an address of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// What is done every day, and the way to the rest.
    Daily(Place),
    /// The rest, a part of its own.
    Upkeep,
    NotForYou,
}

/// The place, and what follows it.
fn address() -> (Memo<Place>, Memo<String>) {
    let params = use_params_map();
    let place = Memo::new(move |_| Place::of(params.read().get_str("place")));
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    (place, id)
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
