//! Who is in a room, as what, and what its owner and moderators do about it.

use domain::{
    id::ConversationId,
    messaging::{
        rooms::{
            calls::{ChangeMember, RemoveMember},
            types::{RoomRole, RoomRoleForm},
        },
        types::Person,
    },
    schools::modules::Module as SchoolModule,
};
use leptos::prelude::*;

use crate::{
    client::{SignedIn, Submission},
    i18n::{Key, key, say_with, t},
    messages::members::begin_direct,
    rooms::names,
    shell::navigation::has_module,
    state::{live::Live, session::Session},
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        form_error::FormError,
        icon::Glyph,
        icon_button::IconButton,
        person_row::PersonRow,
        tag::Tag,
        toasts::Toasts,
    },
};

/// The list, and the dialog about one of them.
#[component]
pub fn Members(
    /// Which room.
    id: ConversationId,
    /// Who is in it.
    people: Vec<Person>,
) -> impl IntoView {
    let live = Live::here();
    let mine = Memo::new(move |_| live.room(id).and_then(|room| room.my_role));
    let about = RwSignal::new(None::<Person>);
    let open = RwSignal::new(false);
    let ask = move |person| {
        about.set(Some(person));
        open.set(true);
    };
    let row = move |person: Person| view! { <Member person=person mine=mine on_more=ask /> };
    let title = Signal::derive(move || about.get().map(|person| names::full_name(&person)).unwrap_or_default());
    view! {
        <section class="info-members">
            <h2>{t(key::MESSAGES_MEMBERS_TITLE)}</h2>
            <ul class="row-list">{people.into_iter().map(row).collect_view()}</ul>
        </section>
        <Dialog open=open title=title>
            {move || about.get().map(|person| view! { <Acts id=id person=person mine=mine open=open /> })}
        </Dialog>
    }
}

/// One of them: what they are, the way to write to them, and for whoever keeps the room a button for more.
#[component]
fn Member(person: Person, mine: Memo<Option<RoomRole>>, #[prop(into)] on_more: Callback<Person>) -> impl IntoView {
    let (account, role) = (person.id, person.room_role);
    let is_me = Live::here().me() == Some(account);
    let begin = begin_direct();
    let direct = has_module(Session::here(), SchoolModule::DirectMessages);
    let (initials, module) = names::person_face(&person);
    let name = names::full_name(&person);
    let what = StoredValue::new((person, name));
    let named = move |words: Key| what.with_value(|(_, name)| say_with(words, [("name", name.clone().into())]));
    let title = move || {
        if is_me {
            named(key::MESSAGES_MEMBER_YOU)
        } else {
            what.with_value(|(_, name)| name.clone())
        }
    };
    let detail = move || what.with_value(|(person, _)| Some(names::what_they_are(person)));
    let may = move || {
        let roles = mine.get().zip(role);
        !is_me && roles.is_some_and(|(mine, theirs)| mine.may_remove(theirs))
    };
    view! {
        <li>
            <PersonRow initials=initials module=module title=Signal::derive(title) detail=Signal::derive(detail)>
                {role.and_then(role_words).map(|words| view! { <Tag glyph=Glyph::ShieldCheck words=t(words) /> })}
                {(!is_me && direct.get_untracked()).then(|| view! {
                    <IconButton
                        glyph=Glyph::MessageCircle
                        label=Signal::derive(move || named(key::MESSAGES_WRITE_TO))
                        on_press=move |()| begin.run(account)
                    />
                })}
                <Show when=may>
                    <IconButton
                        glyph=Glyph::Ellipsis
                        label=Signal::derive(move || named(key::MESSAGES_MEMBER_MORE))
                        on_press=move |()| on_more.run(what.with_value(|(person, _)| person.clone()))
                    />
                </Show>
            </PersonRow>
        </li>
    }
}

/// What its owner and moderators are called; a plain member needs no word.
pub const fn role_words(role: RoomRole) -> Option<Key> {
    match role {
        RoomRole::Owner => Some(key::MESSAGES_ROLE_OWNER),
        RoomRole::Moderator => Some(key::MESSAGES_ROLE_MODERATOR),
        RoomRole::Member => None,
    }
}

/// What can be done about one member.
#[component]
fn Acts(id: ConversationId, person: Person, mine: Memo<Option<RoomRole>>, open: RwSignal<bool>) -> impl IntoView {
    let (live, client, toasts) = (Live::here(), SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let (account, role) = (person.id, person.room_role);
    let name = StoredValue::new(names::full_name(&person));
    let done = move |words: Key| {
        toasts.say(name.with_value(|name| say_with(words, [("name", name.clone().into())])));
        open.set(false);
        live.ask_room(id);
    };
    let appoint = move |role: RoomRole| {
        let call = client.tell(
            ChangeMember {
                conversation: id,
                account,
            },
            RoomRoleForm { role },
        );
        submission.run(call, move |_| done(key::MESSAGES_MEMBER_CHANGED));
    };
    let remove = move |()| {
        let call = client.ask(RemoveMember {
            conversation: id,
            account,
        });
        submission.run(call, move |_| done(key::MESSAGES_MEMBER_REMOVED));
    };
    let is_owner = move || mine.get() == Some(RoomRole::Owner);
    let other = if role == Some(RoomRole::Moderator) {
        (RoomRole::Member, key::MESSAGES_MAKE_MEMBER)
    } else {
        (RoomRole::Moderator, key::MESSAGES_MAKE_MODERATOR)
    };
    view! {
        <div class="stack">
            <Show when=is_owner>
                <Button look=Look::Second wide=true busy=submission.busy() on_press=move |()| appoint(other.0)>{t(other.1)}</Button>
                <Button look=Look::Second wide=true busy=submission.busy() on_press=move |()| appoint(RoomRole::Owner)>
                    {t(key::MESSAGES_MAKE_OWNER)}
                </Button>
            </Show>
            <Button look=Look::Danger wide=true busy=submission.busy() on_press=remove>{t(key::MESSAGES_MEMBER_REMOVE)}</Button>
            <FormError failure=submission.failure() />
        </div>
    }
}
