//! Who is in the conversation of a class.

use domain::{
    id::AccountId,
    messaging::{
        calls::OpenDirect,
        types::{ConversationInfo, ConversationKind, NewDirect, Person},
    },
    schools::modules::Module as SchoolModule,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

use crate::{
    client::{Answer, SignedIn},
    i18n::{key, say_with, t},
    messages::circle::dot::PresenceDot,
    rooms::names,
    shell::navigation::has_module,
    state::{
        live::{Listing, Live},
        session::Session,
    },
    ui::{
        dialog::Dialog, icon::Glyph, icon_button::IconButton, loaded::Loaded, person_row::PersonRow,
        skeleton::SkeletonRows, toasts::Toasts,
    },
};

/// The members with what they are; from here one can write to one of them.
#[component]
pub fn MembersDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The members.
    members: Answer<Vec<Person>>,
) -> impl IntoView {
    let me = Live::here().me();
    let begin = begin_direct();
    let direct = has_module(Session::here(), SchoolModule::DirectMessages);
    let row = move |person: Person| {
        let (initials, module) = names::person_face(&person);
        let mine = Some(person.id) == me;
        let (account, name) = (person.id, names::full_name(&person));
        let shown = name.clone();
        let title = Signal::derive(move || {
            if mine {
                say_with(key::MESSAGES_MEMBER_YOU, [("name", shown.clone().into())])
            } else {
                shown.clone()
            }
        });
        let what = person.clone();
        let write = (!mine && direct.get()).then(|| {
            let label = move || say_with(key::MESSAGES_WRITE_TO, [("name", name.clone().into())]);
            let press = move |()| {
                open.set(false);
                begin.run(account);
            };
            view! { <IconButton glyph=Glyph::MessageCircle label=Signal::derive(label) on_press=press /> }
        });
        view! {
            <li>
                <PersonRow
                    initials=initials
                    module=module
                    title=title
                    detail=Signal::derive(move || Some(names::what_they_are(&what)))
                >
                    <PresenceDot account=account />
                    {write}
                </PersonRow>
            </li>
        }
    };
    view! {
        <Dialog open=open title=t(key::MESSAGES_MEMBERS_TITLE)>
            <Loaded answer=members waiting=|| view! { <SkeletonRows count=4 /> } let:members>
                <ul class="row-list members">{members.into_iter().map(row).collect_view()}</ul>
            </Loaded>
        </Dialog>
    }
}

/// Opens the conversation with one person, the existing one if there is one; says why when that cannot be.
pub fn begin_direct() -> Callback<AccountId> {
    let (live, client, toasts) = (Live::here(), SignedIn::here(), Toasts::here());
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |room: &ConversationInfo| {
        let address = format!("/messages/{}", room.id);
        navigate.with_value(|navigate| navigate(&address, leptos_router::NavigateOptions::default()));
    };
    Callback::new(move |account: AccountId| {
        let known = live.listing().with_untracked(|listing| match listing {
            Listing::Known(roll) => roll.in_order().into_iter().find(|room| {
                room.kind == ConversationKind::Direct && room.other.as_ref().is_some_and(|other| other.id == account)
            }),
            Listing::Waiting | Listing::Failed(_) => None,
        });
        if let Some(room) = known {
            go(&room);
            return;
        }
        spawn_local(async move {
            match client.tell(OpenDirect {}, NewDirect { account_id: account }).await {
                Ok(room) => {
                    live.put(room.clone());
                    go(&room);
                }
                Err(failure) => toasts.failed(&failure),
            }
        });
    })
}
