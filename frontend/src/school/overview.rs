//! The first page of the office: what waits for an answer, and the way to the rest.

use domain::schools::modules::Module as SchoolModule;
use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    i18n::{key, t},
    school::{
        links::PendingLinks,
        memberships::PendingMemberships,
        place::{SIGNS, Sign},
        requests::Requests,
        statistics::Statistics,
    },
    shell::navigation::has_module,
    state::session::Session,
    ui::{
        card::Card,
        divider_card::DividerCard,
        empty_state::EmptyState,
        icon::{Glyph, Icon},
        loaded::Loaded,
        module::Module,
        page_head::PageHead,
        skeleton::SkeletonRows,
    },
};

/// What waits, and the signs.
#[component]
pub fn Overview() -> impl IntoView {
    let session = Session::here();
    let (me, messaging) = (session.me(), has_module(session, SchoolModule::Messaging));
    let school = move || me.get().map(|me| me.membership.school_name).unwrap_or_default();
    let is_office = move || me.get().is_some_and(|me| me.membership.role.is_office());
    let requests = Requests::load();
    view! {
        <PageHead title=t(key::NAV_SCHOOL) detail=school />
        <div class="columns">
            <div>
                <RequestsSheet requests=requests />
                <Show when=move || is_office() && messaging.get()>
                    <Statistics />
                </Show>
            </div>
            <DividerCard module=Module::Announcements glyph=Glyph::ShieldCheck title=t(key::NAV_OFFICE)>
                <ul class="row-list">
                    {move || {
                        SIGNS
                            .iter()
                            .filter(|sign| is_office() || !sign.office)
                            .map(|sign| view! { <SignRow sign=*sign /> })
                            .collect_view()
                    }}
                </ul>
            </DividerCard>
        </div>
    }
}

#[component]
fn SignRow(sign: Sign) -> impl IntoView {
    view! {
        <li>
            <A href=sign.place.href() attr:class="row">
                <span class=format!("avatar {}", Module::Announcements.class()) aria-hidden="true">
                    <Icon glyph=sign.glyph />
                </span>
                <div class="row-body">
                    <p class="row-title">{t(sign.title)}</p>
                    <p class="row-detail">{t(sign.detail)}</p>
                </div>
                <Icon glyph=Glyph::ChevronRight />
            </A>
        </li>
    }
}

#[component]
fn RequestsSheet(requests: Requests) -> impl IntoView {
    view! {
        <Loaded answer=requests.answer() waiting=|| view! { <SkeletonRows /> } let:waiting>
            {if waiting.count() == 0 {
                view! {
                    <Card>
                        <EmptyState
                            glyph=Glyph::CircleCheck
                            module=Module::Education
                            title=t(key::REQUESTS_NONE)
                            detail=t(key::REQUESTS_NONE_DETAIL)
                        />
                    </Card>
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
    }
}
