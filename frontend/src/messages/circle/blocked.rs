//! Whom I have blocked.

use domain::{
    id::AccountId,
    messaging::{
        blocks::BlockedPerson,
        people_calls::{ListBlocks, UnblockPerson},
    },
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    client::{Answer, SignedIn},
    i18n::{key, say_with, t},
    rooms::names,
    state::live::{Live, asides::Aside},
    ui::{
        button::{Button, Look},
        divider_card::DividerCard,
        icon::Glyph,
        loaded::Loaded,
        module::Module,
        person_row::PersonRow,
        skeleton::SkeletonRows,
        toasts::Toasts,
    },
};

/// The card.
#[component]
pub fn Blocked() -> impl IntoView {
    let client = SignedIn::here();
    let changed = Live::here().asides().of(Aside::Contacts);
    let blocked = Answer::ask(move || {
        changed.track();
        client.ask_all(ListBlocks {})
    });
    view! {
        <DividerCard module=Module::Plain glyph=Glyph::Ban title=t(key::CIRCLE_BLOCKED)>
            <Loaded answer=blocked waiting=|| view! { <SkeletonRows count=2 /> } let:blocked>
                {blocked.is_empty().then(|| view! { <div class="card-body"><p class="field-hint">{t(key::CIRCLE_BLOCKED_NONE)}</p></div> })}
                <ul class="row-list">
                    {blocked.into_iter().map(|one| view! { <li><One one=one /></li> }).collect_view()}
                </ul>
            </Loaded>
        </DividerCard>
    }
}

#[component]
fn One(one: BlockedPerson) -> impl IntoView {
    let (live, client, toasts) = (Live::here(), SignedIn::here(), Toasts::here());
    let (initials, module) = names::person_face(&one.person);
    let (account, name) = (one.person.id, names::full_name(&one.person));
    let label = name.clone();
    view! {
        <PersonRow initials=initials module=module title=name detail=Signal::derive(move || Some(names::what_they_are(&one.person)))>
            <Button
                look=Look::Second
                label=Signal::derive(move || Some(say_with(key::CIRCLE_UNBLOCK_WHO, [("name", label.clone().into())])))
                on_press=move |()| unblock(live, client, toasts, account)
            >
                {t(key::CIRCLE_UNBLOCK)}
            </Button>
        </PersonRow>
    }
}

/// Takes a block back; what hangs on it is told by the server. The list is asked again even while the socket is not there yet.
pub fn unblock(live: Live, client: SignedIn, toasts: Toasts, account: AccountId) {
    spawn_local(async move {
        match client.ask(UnblockPerson { account }).await {
            Ok(_) => {
                live.asides().tell(Aside::Contacts);
                toasts.say(t(key::CIRCLE_UNBLOCKED)());
            }
            Err(failure) => toasts.failed(&failure),
        }
    });
}
