//! A new message: to one person, or a room for several. `finder` looks for people, `beyond` asks those to whom one may not write yet, `chosen` shows who was chosen, `group` makes the room.

mod beyond;
pub mod chosen;
pub mod finder;
mod group;

use domain::{
    id::AccountId,
    messaging::{calls::ListContacts, rooms::calls::OpenSupport, types::Person},
    schools::modules::Module as SchoolModule,
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_navigate};

use self::{
    beyond::ByAddress,
    finder::{Choose, Finder},
    group::GroupForm,
};
use crate::{
    client::{Answer, SignedIn, Submission},
    i18n::{key, say, t},
    messages::members::begin_direct,
    shell::navigation::{has_module, is_staff},
    state::{live::Live, session::Session},
    ui::{
        empty_state::EmptyState,
        form_error::FormError,
        icon::{Glyph, Icon},
        loaded::Loaded,
        module::Module,
        page_head::PageTitle,
        segmented::{Choice, Segmented},
        skeleton::SkeletonRows,
    },
};

/// Everybody to whom I may write, asked page by page.
pub fn contacts(client: SignedIn) -> Answer<Vec<Person>> {
    Answer::ask(move || client.ask_all(ListContacts {}))
}

/// The top of what stands beside the list without being a conversation; on phones it leads back.
#[component]
pub fn PaneHead(
    /// The heading.
    title: Signal<String>,
) -> impl IntoView {
    view! {
        <header class="thread-head">
            <A href="/messages" exact=true attr:class="icon-button thread-back" attr:aria-label=t(key::MESSAGES_BACK)>
                <Icon glyph=Glyph::ArrowLeft />
            </A>
            <div class="thread-who">
                <h1 tabindex="-1">{title}</h1>
            </div>
        </header>
    }
}

/// Everybody to whom I may write, by name and class.
#[component]
pub fn NewPane() -> impl IntoView {
    let people = contacts(SignedIn::here());
    view! {
        <PageTitle text=t(key::MESSAGES_PEOPLE_TITLE) />
        <section class="people">
            <PaneHead title=Signal::derive(t(key::MESSAGES_PEOPLE_TITLE)) />
            <div class="people-body">
                <Loaded answer=people waiting=|| view! { <SkeletonRows count=6 /> } let:people>
                    <Chooser people=people />
                </Loaded>
            </div>
        </section>
    }
}

#[component]
fn Chooser(people: Vec<Person>) -> impl IntoView {
    if people.is_empty() {
        return view! {
            <EmptyState
                glyph=Glyph::Users
                module=Module::Messages
                title=t(key::MESSAGES_PEOPLE_NONE)
                detail=Signal::derive(move || Some(say(key::MESSAGES_PEOPLE_NONE_DETAIL)))
            />
            <ByAddress />
        }
        .into_any();
    }
    let session = Session::here();
    let is_staff = is_staff(session).get_untracked();
    let me = session.me().get_untracked();
    let is_office = me.is_some_and(|me| me.membership.role.is_office());
    // A school may switch off the conversations of two people; then only staff puts people together.
    let direct = has_module(session, SchoolModule::DirectMessages).get_untracked();
    let several = RwSignal::new(!direct);
    let chosen = RwSignal::new(Vec::<AccountId>::new());
    let people = StoredValue::new(people);
    let begin = begin_direct();
    let choice = (direct).then(|| {
        let options = vec![
            Choice {
                glyph: Some(Glyph::User),
                ..Choice::new(false, Signal::derive(t(key::MESSAGES_NEW_ONE)))
            },
            Choice {
                glyph: Some(Glyph::Users),
                ..Choice::new(true, Signal::derive(t(key::MESSAGES_NEW_SEVERAL)))
            },
        ];
        view! {
            <div class="people-choice">
                <Segmented
                    label=t(key::MESSAGES_NEW_TO)
                    hide_label=true
                    options=options
                    chosen=several
                    on_choice=move |choice: bool| several.set(choice)
                />
            </div>
        }
    });
    view! {
        {choice}
        {move || {
            if several.get() {
                view! {
                    <GroupForm people=people chosen=chosen is_staff=is_staff>
                        <Finder people=people choose=Choose::Several(chosen) />
                    </GroupForm>
                }
                .into_any()
            } else {
                view! {
                    {(!is_office).then(|| view! { <ToOffice /> })}
                    <Finder people=people choose=Choose::One(begin) />
                    <ByAddress />
                }
                .into_any()
            }
        }}
    }
    .into_any()
}

/// The inbox of my family at the office.
#[component]
fn ToOffice() -> impl IntoView {
    let (live, client) = (Live::here(), SignedIn::here());
    let navigate = StoredValue::new_local(use_navigate());
    let submission = Submission::default();
    let open = move |_| {
        submission.run(client.ask(OpenSupport {}), move |room| {
            let address = format!("/messages/{}", room.id);
            live.put(room);
            navigate.with_value(|navigate| navigate(&address, leptos_router::NavigateOptions::default()));
        });
    };
    view! {
        <button type="button" class="row person-button people-office" on:click=open>
            <Icon glyph=Glyph::School />
            <span class="row-body">
                <span class="row-title">{t(key::MESSAGES_OFFICE_WRITE)}</span>
                <span class="row-detail">{t(key::MESSAGES_OFFICE_DETAIL)}</span>
            </span>
            <Icon glyph=Glyph::ChevronRight />
        </button>
        <FormError failure=submission.failure() />
    }
}
