//! More people for a room.

use domain::{
    id::{AccountId, ConversationId},
    messaging::{
        rooms::{calls::AddMembers, types::NewMembers},
        types::Person,
    },
};
use leptos::prelude::*;

use super::everybody;
use crate::{
    client::{SignedIn, Submission},
    i18n::{key, say_with, t},
    messages::new::{
        chosen::Chosen,
        contacts,
        finder::{Choose, Finder},
    },
    state::live::Live,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        form_error::FormError,
        icon::Glyph,
        loaded::Loaded,
        skeleton::SkeletonRows,
    },
};

/// A button, and the dialog where people are chosen.
#[component]
pub fn Adding(
    /// Which room.
    id: ConversationId,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <div>
            <Button look=Look::Second glyph=Glyph::UserPlus on_press=move |()| open.set(true)>{t(key::MESSAGES_ADD)}</Button>
        </div>
        <Dialog open=open title=t(key::MESSAGES_ADD)>
            <Who id=id open=open />
        </Dialog>
    }
}

#[component]
fn Who(id: ConversationId, open: RwSignal<bool>) -> impl IntoView {
    let client = SignedIn::here();
    let (people, inside) = (contacts(client), everybody(client, id));
    view! {
        <Loaded answer=inside waiting=|| view! { <SkeletonRows count=4 /> } let:inside>
            {
                let inside = StoredValue::new(inside);
                view! {
                    <Loaded answer=people waiting=|| view! { <SkeletonRows count=4 /> } let:people>
                        <Choosing id=id open=open people=inside.with_value(|inside| outside(id, people, inside)) />
                    </Loaded>
                }
            }
        </Loaded>
    }
}

/// Those who are not in the room, and could be.
fn outside(id: ConversationId, people: Vec<Person>, inside: &[Person]) -> Vec<Person> {
    let staff_only = untrack(|| Live::here().room(id)).is_some_and(|room| room.staff_only);
    let is_inside = |person: &Person| inside.iter().any(|known| known.id == person.id);
    people
        .into_iter()
        .filter(|person| !is_inside(person) && (!staff_only || person.role.is_staff()))
        .collect()
}

#[component]
fn Choosing(id: ConversationId, open: RwSignal<bool>, people: Vec<Person>) -> impl IntoView {
    let (live, client) = (Live::here(), SignedIn::here());
    let submission = Submission::default();
    let people = StoredValue::new(people);
    let chosen = RwSignal::new(Vec::<AccountId>::new());
    let add = move |()| {
        let members = NewMembers {
            members: chosen.get_untracked(),
        };
        submission.run(client.tell(AddMembers { conversation: id }, members), move |room| {
            live.put(room);
            open.set(false);
        });
    };
    view! {
        <div class="stack">
            <Chosen people=people chosen=chosen />
            <FormError failure=submission.failure() />
            <Show when=move || !chosen.with(Vec::is_empty)>
                <Button busy=submission.busy() on_press=add>
                    {move || say_with(key::MESSAGES_ADD_THESE, [("count", chosen.with(Vec::len).into())])}
                </Button>
            </Show>
            <Finder people=people choose=Choose::Several(chosen) />
        </div>
    }
}
