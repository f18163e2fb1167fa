//! People to whom one may not write yet: found by name when one shares a room with them, or named by an address or a code; asked for contact.

use std::time::Duration;

use domain::{
    id::AccountId,
    messaging::{
        contact_requests::NewContactRequest,
        people_calls::{ListContactRequests, RequestContact},
        search::{Search, SearchHit, SearchKind, SearchQuery},
        types::Person,
    },
};
use leptos::{ev, prelude::*};

use crate::{
    client::{Answer, Failure, SignedIn, Submission},
    i18n::{key, say, say_with, t},
    messages::circle::requests::Ask,
    rooms::names,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        each::each,
        form_error::FormError,
        icon::Glyph,
        person_row::PersonRow,
        tag::Tag,
        text_area::TextArea,
        toasts::Toasts,
    },
};

/// So long nothing is typed before it is looked for.
const PAUSE: Duration = Duration::from_millis(250);
/// Fewer letters find nobody.
const FEWEST: usize = 2;

/// Who was found, and whether they have been asked.
type Found = Vec<(Person, bool)>;

/// People of other classes with these words in their names.
#[component]
pub fn Beyond(
    /// The words.
    wanted: RwSignal<String>,
    /// Those to whom I may write.
    people: StoredValue<Vec<Person>>,
) -> impl IntoView {
    let client = SignedIn::here();
    let settled = settled(wanted);
    let found = Answer::ask(move || {
        let words = settled.get();
        async move {
            if words.chars().count() < FEWEST {
                return Ok(Vec::new());
            }
            look_for(client, words, people).await
        }
    });
    let list = Memo::new(move |_| found.get().and_then(Result::ok).unwrap_or_default());
    let about = RwSignal::new(None::<Person>);
    let open = RwSignal::new(false);
    let ask = move |person: Person| {
        about.set(Some(person));
        open.set(true);
    };
    let done = move |()| {
        open.set(false);
        found.refetch();
    };
    let title = Signal::derive(move || {
        let name = about.get().map(|person| names::full_name(&person)).unwrap_or_default();
        say_with(key::MESSAGES_BEYOND_ASK_WHO, [("name", name.into())])
    });
    view! {
        <div role="status">
            <Show when=move || !list.with(Vec::is_empty)>
                <h2 class="people-beyond">{t(key::MESSAGES_BEYOND)}</h2>
            </Show>
        </div>
        <ul class="row-list people-list">
            {each(move || list.get(), |(person, asked)| (person.id, *asked), move |(person, asked)| view! {
                <li><Stranger person=person asked=asked on_ask=ask /></li>
            })}
        </ul>
        <Dialog open=open title=title>
            {move || about.get().map(|person| view! { <AskForm account=person.id on_done=done /> })}
        </Dialog>
    }
}

#[component]
fn Stranger(person: Person, asked: bool, #[prop(into)] on_ask: Callback<Person>) -> impl IntoView {
    let name = names::full_name(&person);
    let (initials, module) = names::person_face(&person);
    let (what, whom, label) = (person.clone(), person, name.clone());
    let label = Signal::derive(move || Some(say_with(key::MESSAGES_BEYOND_ASK_WHO, [("name", label.clone().into())])));
    let end = if asked {
        view! { <Tag glyph=Glyph::Hourglass words=t(key::MESSAGES_BEYOND_WAITS) /> }.into_any()
    } else {
        view! {
            <Button look=Look::Second label=label on_press=move |()| on_ask.run(whom.clone())>{t(key::MESSAGES_BEYOND_ASK)}</Button>
        }
        .into_any()
    };
    view! {
        <PersonRow
            initials=initials
            module=module
            title=name
            detail=Signal::derive(move || Some(names::what_they_are(&what)))
        >
            {end}
        </PersonRow>
    }
}

/// A word about who I am, and the question.
#[component]
fn AskForm(account: AccountId, #[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let note = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let new = NewContactRequest {
            account_id: Some(account),
            note: Some(note.get_untracked()).filter(|note| !note.trim().is_empty()),
            ..NewContactRequest::default()
        };
        submission.run(client.tell(RequestContact {}, new), move |_| {
            toasts.say(say(key::MESSAGES_BEYOND_ASKED));
            on_done.run(());
        });
    };
    view! {
        <form class="stack" novalidate=true on:submit=submit>
            <p>{t(key::MESSAGES_BEYOND_DETAIL)}</p>
            <TextArea label=t(key::CIRCLE_ASK_NOTE) value=note error=submission.error_of("/note") />
            <FormError failure=submission.failure() />
            <div class="dialog-actions">
                <Button glyph=Glyph::Send busy=submission.busy()>{t(key::CIRCLE_ASK_SEND)}</Button>
            </div>
        </form>
    }
}

/// Somebody who is in no room of mine: by what they have given me.
#[component]
pub fn ByAddress() -> impl IntoView {
    view! {
        <details class="disclosure people-by-address">
            <summary>{t(key::MESSAGES_BEYOND_ADDRESS)}</summary>
            <Ask />
        </details>
    }
}

/// The words when nothing was typed for a moment.
fn settled(wanted: RwSignal<String>) -> RwSignal<String> {
    let settled = RwSignal::new(String::new());
    // Waits for a moment: that is what effects are for.
    Effect::new(move || {
        let words = wanted.with(|wanted| wanted.trim().to_owned());
        let later = set_timeout_with_handle(
            move || {
                // The page may be gone.
                let _gone = settled.try_set(words);
            },
            PAUSE,
        );
        if let Ok(later) = later {
            on_cleanup(move || later.clear());
        }
    });
    settled
}

async fn look_for(client: SignedIn, q: String, people: StoredValue<Vec<Person>>) -> Result<Found, Failure> {
    let query = SearchQuery {
        q,
        kind: Some(SearchKind::People),
        ..SearchQuery::default()
    };
    let page = client.ask_with(Search {}, query).await?;
    let strangers: Vec<Person> = page
        .items
        .into_iter()
        .filter_map(|hit| match hit {
            SearchHit::Person { person, .. } => Some(person),
            _ => None,
        })
        .filter(|person| {
            let known = people.try_with_value(|people| people.iter().any(|one| one.id == person.id));
            known == Some(false)
        })
        .collect();
    if strangers.is_empty() {
        return Ok(Vec::new());
    }
    let waiting = client.ask_all(ListContactRequests {}).await?;
    let is_asked = |person: &Person| {
        let mut whom = waiting.iter().filter_map(|request| request.person.as_ref());
        whom.any(|one| one.id == person.id)
    };
    Ok(strangers
        .into_iter()
        .map(|person| {
            let asked = is_asked(&person);
            (person, asked)
        })
        .collect())
}
