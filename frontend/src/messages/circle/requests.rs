//! Contact requests: those that wait for me, those of mine, and a new one.

use domain::{
    messaging::{
        contact_requests::{ContactRequestInfo, NewContactRequest, RequestSide},
        people_calls::{AcceptContact, DeclineContact, ListContactRequests, RequestContact, WithdrawContact},
    },
    page::{NoReply, PageQuery},
};
use leptos::{ev, prelude::*};

use crate::{
    client::{Answer, Failure, SignedIn, Submission},
    i18n::{Key, dates, key, say_with, t},
    rooms::names,
    state::live::{Live, asides::Aside},
    ui::{
        button::{Button, Look},
        divider_card::DividerCard,
        form_error::FormError,
        icon::Glyph,
        loaded::Loaded,
        module::Module,
        person_row::PersonRow,
        skeleton::SkeletonRows,
        text_area::TextArea,
        text_field::TextField,
        toasts::Toasts,
    },
};

/// The card.
#[component]
pub fn Requests() -> impl IntoView {
    let client = SignedIn::here();
    let changed = Live::here().asides().of(Aside::Contacts);
    let waiting = Answer::ask(move || {
        changed.track();
        async move {
            let query = PageQuery {
                limit: Some(100),
                cursor: None,
            };
            Ok(client.ask_with(ListContactRequests {}, query).await?.items)
        }
    });
    view! {
        <DividerCard module=Module::Entraide glyph=Glyph::UserPlus title=t(key::CIRCLE_REQUESTS)>
            <Loaded answer=waiting waiting=|| view! { <SkeletonRows count=2 /> } let:all>
                <ul class="row-list">
                    {all.into_iter().map(|one| view! { <li><One one=one /></li> }).collect_view()}
                </ul>
            </Loaded>
            <Ask />
        </DividerCard>
    }
}

#[component]
fn One(one: ContactRequestInfo) -> impl IntoView {
    let client = SignedIn::here();
    let submission = Submission::default();
    let (request, until) = (one.id, one.expires_at);
    let name = match (&one.person, &one.asked) {
        (Some(person), _) => names::full_name(person),
        (None, asked) => asked.clone().unwrap_or_default(),
    };
    let (initials, module) = match &one.person {
        Some(person) => names::person_face(person),
        None => ("@".to_owned(), Module::Plain),
    };
    let note = one.note.clone();
    let detail = move || {
        let waits = say_with(key::CIRCLE_REQUEST_UNTIL, [("day", dates::full_day(until).into())]);
        Some(note.clone().unwrap_or(waits))
    };
    let accept = move |()| submission.run(client.ask(AcceptContact { request }), |_: NoReply| {});
    let decline = move |()| submission.run(client.ask(DeclineContact { request }), |_: NoReply| {});
    let withdraw = move |()| submission.run(client.ask(WithdrawContact { request }), |_: NoReply| {});
    let busy = submission.busy();
    let named = move |words: Key| {
        let name = name.clone();
        Signal::derive(move || Some(say_with(words, [("name", name.clone().into())])))
    };
    let title = named(key::CIRCLE_REQUEST_FROM);
    let title = Signal::derive(move || title.get().unwrap_or_default());
    let actions = match one.side {
        RequestSide::Received => view! {
            <Button busy=busy label=named(key::CIRCLE_ACCEPT_WHO) on_press=accept>{t(key::CIRCLE_ACCEPT)}</Button>
            <Button look=Look::Quiet label=named(key::CIRCLE_DECLINE_WHO) on_press=decline>{t(key::CIRCLE_DECLINE)}</Button>
        }
        .into_any(),
        RequestSide::Sent => view! {
            <Button look=Look::Quiet busy=busy label=named(key::CIRCLE_WITHDRAW_WHO) on_press=withdraw>{t(key::CIRCLE_WITHDRAW)}</Button>
        }
        .into_any(),
    };
    view! {
        <PersonRow initials=initials module=module title=title detail=Signal::derive(detail)>{actions}</PersonRow>
        <FormError failure=submission.failure() />
    }
}

/// Asks by an e-mail address or a code.
#[component]
pub fn Ask() -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let (whom, note) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let call = ask(client, whom.get_untracked(), note.get_untracked());
        submission.run(call, move |_| {
            whom.set(String::new());
            note.set(String::new());
            toasts.say(t(key::CIRCLE_ASKED)());
        });
    };
    view! {
        <form class="card-body stack" on:submit=submit novalidate=true>
            <h3>{t(key::CIRCLE_ASK)}</h3>
            <p class="field-hint">{t(key::CIRCLE_ASK_HINT)}</p>
            <TextField label=t(key::CIRCLE_ASK_WHOM) name="whom" value=whom error=submission.error_of("/email") />
            <TextArea label=t(key::CIRCLE_ASK_NOTE) value=note error=submission.error_of("/note") />
            <FormError failure=submission.failure() />
            <div>
                <Button busy=submission.busy() glyph=Glyph::Send>{t(key::CIRCLE_ASK_SEND)}</Button>
            </div>
        </form>
    }
}

async fn ask(client: SignedIn, whom: String, note: String) -> Result<NoReply, Failure> {
    let is_address = whom.contains('@');
    let whom = Some(whom);
    let (email, code) = if is_address { (whom, None) } else { (None, whom) };
    let new = NewContactRequest {
        account_id: None,
        email,
        code,
        note: Some(note).filter(|note| !note.trim().is_empty()),
    };
    client.tell(RequestContact {}, new).await
}
