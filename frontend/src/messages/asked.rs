//! Dialogs about one message: whom it has reached, what it said before, where it is to go as well.

use std::sync::Arc;

use domain::{
    id::{ConversationId, Id},
    messaging::{
        calls::{ForwardMessage, ListEdits, ShowReceipts},
        edit::{EarlierText, Forwarding, Receipt, Receipts},
        types::MessageInfo,
    },
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    client::{Answer, SignedIn},
    i18n::{Key, dates, key, say_with, t},
    messages::{
        bubble::linked,
        composer::WaysDialog,
        emoji::{EmojiDialog, ReactDialog, ReactionsDialog},
        here::{Asking, Here},
        later::{LaterDialog, WaitingDialog},
        list::SearchField,
        polls::{PollDialog, VotesDialog},
        report::ReportDialog,
    },
    rooms::names,
    state::live::{Live, roll::matches},
    ui::{avatar::Avatar, dialog::Dialog, each::each, loaded::Loaded, skeleton::SkeletonRows, toasts::Toasts},
};

/// The dialog that is asked for, if one is.
#[component]
pub fn AskedDialog() -> impl IntoView {
    let here = Here::now();
    move || {
        here.asking.get().map(|asking| {
            let open = RwSignal::new(true);
            // Closing is an event of the dialog; it tells by this signal.
            Effect::new(move || {
                if !open.get() {
                    here.asking.set(None);
                }
            });
            match asking {
                Asking::Receipts(message) => view! { <ReceiptsDialog open=open message=message /> }.into_any(),
                Asking::Edits(message) => view! { <EditsDialog open=open message=message /> }.into_any(),
                Asking::React(message) => view! { <ReactDialog open=open message=message /> }.into_any(),
                Asking::Reactions(message) => view! { <ReactionsDialog open=open message=message /> }.into_any(),
                Asking::Report(message) => view! { <ReportDialog open=open message=message /> }.into_any(),
                Asking::Votes(message) => view! { <VotesDialog open=open message=message /> }.into_any(),
                Asking::Ways => view! { <WaysDialog open=open /> }.into_any(),
                Asking::Emoji => view! { <EmojiDialog open=open /> }.into_any(),
                Asking::Poll => view! { <PollDialog open=open /> }.into_any(),
                Asking::Later => view! { <LaterDialog open=open /> }.into_any(),
                Asking::Waiting => view! { <WaitingDialog open=open /> }.into_any(),
                Asking::Forward(message) => view! { <ForwardDialog open=open message=message /> }.into_any(),
            }
        })
    }
}

#[component]
fn ReceiptsDialog(open: RwSignal<bool>, message: Arc<MessageInfo>) -> impl IntoView {
    let (client, conversation, message) = (SignedIn::here(), Here::now().id, message.id);
    let reached = Answer::ask(move || async move { client.ask(ShowReceipts { conversation, message }).await });
    view! {
        <Dialog open=open title=t(key::MESSAGES_RECEIPTS)>
            <Loaded answer=reached waiting=|| view! { <SkeletonRows count=3 /> } let:reached>
                <Reached reached=reached />
            </Loaded>
        </Dialog>
    }
}

#[component]
fn Reached(reached: Receipts) -> impl IntoView {
    let Receipts {
        others,
        delivered,
        read,
        people,
    } = reached;
    let words = match (read, delivered) {
        (0, 0) => key::MESSAGES_RECEIPTS_NOBODY,
        (0, _) => key::MESSAGES_RECEIPTS_ARRIVED,
        (read, _) if read == others => key::MESSAGES_RECEIPTS_EVERYBODY,
        _ => key::MESSAGES_RECEIPTS_COUNT,
    };
    let counts = move || {
        say_with(
            words,
            [
                ("read", read.into()),
                ("delivered", delivered.into()),
                ("others", others.into()),
            ],
        )
    };
    let (read, rest): (Vec<Receipt>, Vec<Receipt>) = people.into_iter().partition(|person| person.read);
    let (delivered, waiting): (Vec<Receipt>, Vec<Receipt>) = rest.into_iter().partition(|person| person.delivered);
    view! {
        <p>{counts}</p>
        <Reach title=key::MESSAGES_RECEIPTS_READ people=read />
        <Reach title=key::MESSAGES_RECEIPTS_DELIVERED people=delivered />
        <Reach title=key::MESSAGES_RECEIPTS_WAITING people=waiting />
        <p class="muted">{t(key::MESSAGES_RECEIPTS_HINT)}</p>
    }
}

#[component]
fn Reach(title: Key, people: Vec<Receipt>) -> impl IntoView {
    let person = |person: Receipt| view! { <li>{format!("{} {}", person.first_name, person.last_name)}</li> };
    (!people.is_empty()).then(|| {
        view! {
            <h3>{t(title)}</h3>
            <ul class="receipts">{people.into_iter().map(person).collect_view()}</ul>
        }
    })
}

#[component]
fn EditsDialog(open: RwSignal<bool>, message: Arc<MessageInfo>) -> impl IntoView {
    let (client, conversation, id) = (SignedIn::here(), Here::now().id, message.id);
    let earlier = Answer::ask(move || {
        let call = ListEdits {
            conversation,
            message: id,
        };
        client.ask_all(call)
    });
    let now = StoredValue::new(EarlierText {
        content: message.content.clone(),
        written_at: message.edited_at.unwrap_or(message.created_at),
    });
    let text = |text: EarlierText| {
        let at = text.written_at;
        view! {
            <li>
                <time class="muted numbers" datetime=at.to_string()>{move || dates::full(at)}</time>
                <p>{linked(&text.content)}</p>
            </li>
        }
    };
    view! {
        <Dialog open=open title=t(key::MESSAGES_EDITS)>
            <Loaded answer=earlier waiting=|| view! { <SkeletonRows count=2 /> } let:texts>
                <ol class="edits">{texts.into_iter().chain([now.get_value()]).map(text).collect_view()}</ol>
            </Loaded>
        </Dialog>
    }
}

#[component]
fn ForwardDialog(open: RwSignal<bool>, message: Arc<MessageInfo>) -> impl IntoView {
    let (live, client, toasts, here) = (Live::here(), SignedIn::here(), Toasts::here(), Here::now());
    let wanted = RwSignal::new(String::new());
    let id = message.id;
    let found = Memo::new(move |_| {
        let wanted = wanted.get();
        let rooms = live.rooms().into_iter().filter(|room| room.may_write);
        rooms
            .filter(|room| matches(&wanted, &[&names::title(room)]))
            .map(|room| room.id)
            .collect::<Vec<_>>()
    });
    let send = move |to: ConversationId| {
        open.set(false);
        let name = untrack(|| live.room(to))
            .map(|room| names::title(&room))
            .unwrap_or_default();
        let call = ForwardMessage {
            conversation: here.id,
            message: id,
        };
        let body = Forwarding {
            to,
            client_msg_id: Id::fresh(),
        };
        spawn_local(async move {
            match client.tell(call, body).await {
                Ok(_) => toasts.say(say_with(key::MESSAGES_FORWARDED_TO, [("name", name.into())])),
                Err(failure) => toasts.failed(&failure),
            }
        });
    };
    let row = move |to: ConversationId| {
        let room = untrack(|| live.room(to));
        let (initials, module) = room.as_deref().map(names::face).unwrap_or_default();
        let title = move || live.room(to).map(|room| names::title(&room)).unwrap_or_default();
        view! {
            <li>
                <button type="button" class="row person-button" on:click=move |_| send(to)>
                    <Avatar text=initials module=module />
                    <span class="row-body"><span class="row-title">{title}</span></span>
                </button>
            </li>
        }
    };
    view! {
        <Dialog open=open title=t(key::MESSAGES_FORWARD)>
            <SearchField value=wanted label=t(key::MESSAGES_SEARCH) />
            <ul class="row-list members">
                {each(move || found.get(), |to| *to, row)}
            </ul>
            <p role="status" class="messages-note">
                {move || found.with(Vec::is_empty).then(|| say_with(key::MESSAGES_FOUND_NOTHING, [("words", wanted.get().into())]))}
            </p>
        </Dialog>
    }
}
