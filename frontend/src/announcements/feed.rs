//! The feed: pinned first, then the latest. Whoever writes sees drafts and what waits as well.

use domain::{
    announcements::{
        calls::ListAnnouncements,
        forms::AnnouncementQuery,
        types::{AnnouncementInfo, AnnouncementState, VersionStatus},
    },
    schools::types::Role,
};
use leptos::prelude::*;
use leptos_router::components::A;

use super::words;
use crate::{
    client::SignedIn,
    i18n::{dates, key, say, say_with, t},
    school::paged::{Paged, PagedList},
    shell::navigation::is_staff,
    state::{announced::Announced, session::Session},
    ui::{
        divider_card::DividerCard,
        empty_state::EmptyState,
        icon::Glyph,
        link_button::LinkButton,
        module::Module,
        page_head::PageHead,
        segmented::{Choice, Segmented},
        spaces::tied,
        tag::Tag,
    },
};

/// In the order in which staff looks for them.
const STATES: [AnnouncementState; 4] = [
    AnnouncementState::Published,
    AnnouncementState::Waiting,
    AnnouncementState::Draft,
    AnnouncementState::Withdrawn,
];

/// The page.
#[component]
pub fn FeedPage() -> impl IntoView {
    let (client, session, announced) = (SignedIn::here(), Session::here(), Announced::here());
    let staff = is_staff(session);
    let me = session.me();
    let is_office = Memo::new(move |_| me.get().is_some_and(|me| me.membership.role.is_office()));
    let state = RwSignal::new(AnnouncementState::Published);
    let list = Paged::ask(move |cursor| {
        announced.moved().track();
        let query = AnnouncementQuery {
            state: Some(state.get()),
            limit: Some(20),
            cursor,
        };
        async move { client.ask_with(ListAnnouncements {}, query).await }
    });
    let states = || {
        STATES
            .map(|state| Choice::new(state, Signal::derive(move || say(words::state(state)))))
            .to_vec()
    };
    let choose = Callback::new(move |wanted| state.set(wanted));
    view! {
        <PageHead title=t(key::NAV_ANNOUNCEMENTS) detail=t(key::ANNOUNCEMENTS_DETAIL)>
            <Show when=move || staff.get()>
                <LinkButton href="/annonces/nouvelle">{t(key::ANNOUNCEMENT_NEW_ONE)}</LinkButton>
            </Show>
        </PageHead>
        <div class="reading stack">
            <Show when=move || staff.get()>
                <Segmented label=t(key::ANNOUNCEMENTS_SHOW) hide_label=true options=states() chosen=state on_choice=choose />
            </Show>
            <DividerCard module=Module::Announcements glyph=Glyph::Megaphone title=t(key::NAV_ANNOUNCEMENTS)>
                <PagedList list=list row=|one| view! { <Row announcement=one /> } empty=|| view! { <Nothing /> }.into_any() />
            </DividerCard>
            <Show when=move || staff.get()>
                <p>
                    <A href="/annonces/talon">{t(key::SLIP_RETURN_TITLE)}</A>
                </p>
            </Show>
            <Show when=move || is_office.get()>
                <super::rules::Rules />
            </Show>
        </div>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <EmptyState
            glyph=Glyph::Megaphone
            module=Module::Announcements
            title=t(key::ANNOUNCEMENTS_NONE)
            detail=t(key::ANNOUNCEMENTS_NONE_DETAIL)
        />
    }
}

#[component]
fn Row(announcement: AnnouncementInfo) -> impl IntoView {
    let one = StoredValue::new(announcement.clone());
    let is_new = announcement.my.is_some_and(|my| my.read_at.is_none());
    let open = announcement.my.map_or(0, |my| my.open);
    let is_staff = announcement.author_role != Role::Parent;
    let byline = move || one.with_value(words::byline_of_list);
    let audience = move || one.with_value(|one| words::audience(&one.audience));
    let missing = announcement.mine == VersionStatus::Missing;
    let machine = announcement.mine == VersionStatus::Machine;
    let until = announcement.answer_by.filter(|_| open > 0);
    view! {
        <A href=format!("/annonces/{}", announcement.id) attr:class="row announcement-row" attr:data-new=is_new.to_string()>
            <div class="row-body">
                <p class="row-title" lang=announcement.locale.as_str()>{announcement.title}</p>
                <p class="row-text" lang=announcement.locale.as_str()>{tied(&announcement.excerpt)}</p>
                <p class="row-detail">{byline}</p>
                {is_staff.then(|| view! { <p class="row-detail">{audience}</p> })}
                <div class="cluster">
                    {is_new.then(|| view! { <Tag glyph=Glyph::CircleAlert module=Module::Announcements words=t(key::ANNOUNCEMENT_UNREAD) /> })}
                    {announcement.pinned.then(|| view! { <Tag glyph=Glyph::Pin words=t(key::ANNOUNCEMENT_PINNED) /> })}
                    {(open > 0)
                        .then(|| {
                            let words = move || say_with(key::ANNOUNCEMENT_OPEN, [("count", open.into())]);
                            view! { <Tag glyph=Glyph::Pencil module=Module::Entraide words=words /> }
                        })}
                    {until
                        .map(|at| {
                            let words = move || say_with(key::ANNOUNCEMENT_UNTIL, [("when", dates::full_day(at.plus_seconds(-1)).into())]);
                            view! { <Tag glyph=Glyph::Clock words=words /> }
                        })}
                    {missing.then(|| view! { <Tag glyph=Glyph::Languages words=t(key::VERSION_MISSING) /> })}
                    {machine.then(|| view! { <Tag glyph=Glyph::Languages words=t(key::VERSION_MACHINE) /> })}
                </div>
            </div>
        </A>
    }
}
