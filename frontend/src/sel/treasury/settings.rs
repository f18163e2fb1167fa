//! What the school decides about its time bank: shared accounts, and who looks after the books.

use domain::sel::{
    calls::{ChangeSelSettings, ListSelPeople, ShowSelSettings},
    forms::{SelPeopleQuery, SelSettings, SelSettingsForm},
    rules::TREASURERS_MAX,
    types::SelPerson,
};
use leptos::{ev, prelude::*};

use super::picking::{Chosen, PeopleField, accounts};
use crate::{
    client::{Answer, Failure, SignedIn, Submission},
    i18n::{key, say, t},
    state::session::Session,
    ui::{
        button::Button, checkbox::Checkbox, divider_card::DividerCard, form_error::FormError, icon::Glyph,
        loaded::Loaded, module::Module, skeleton::SkeletonText, toasts::Toasts,
    },
};

/// The decisions, and the names of the people in them.
#[derive(Clone)]
struct Known {
    settings: SelSettings,
    people: Vec<SelPerson>,
}

async fn ask(client: SignedIn) -> Result<Known, Failure> {
    let settings = client.ask(ShowSelSettings {}).await?;
    let mut known = Known {
        settings,
        people: Vec::new(),
    };
    let mut cursor = None;
    // names are needed only where somebody was named
    while !known.settings.treasurer_ids.is_empty() {
        let query = SelPeopleQuery {
            limit: Some(100),
            cursor,
            ..SelPeopleQuery::default()
        };
        let page = client.ask_with(ListSelPeople {}, query).await?;
        known.people.extend(page.items);
        if page.next.is_none() {
            break;
        }
        cursor = page.next;
    }
    Ok(known)
}

/// The card of the office.
#[component]
pub fn Settings() -> impl IntoView {
    let client = SignedIn::here();
    let known = Answer::ask(move || ask(client));
    view! {
        <DividerCard module=Module::Announcements glyph=Glyph::Settings title=t(key::SEL_SETTINGS)>
            <Loaded answer=known waiting=|| view! { <SkeletonText lines=3 /> } let:now>
                <Form now=now known=known />
            </Loaded>
        </DividerCard>
    }
}

#[component]
fn Form(now: Known, known: Answer<Known>) -> impl IntoView {
    let (client, toasts) = (SignedIn::here(), Toasts::here());
    let submission = Submission::default();
    let version = now.settings.version;
    let shared = RwSignal::new(now.settings.shared_household);
    let treasurers = RwSignal::new(named(&now));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = SelSettingsForm {
            shared_household: shared.get_untracked(),
            treasurer_ids: accounts(treasurers),
        };
        submission.run(
            async move { client.change(ChangeSelSettings {}, version, body).await },
            move |_| {
                toasts.say(say(key::SEL_SAVED));
                known.refetch();
            },
        );
    };
    view! {
        <form class="card-body" on:submit=submit novalidate>
            <Checkbox checked=shared label=t(key::SEL_SETTINGS_SHARED) hint=t(key::SEL_SETTINGS_SHARED_HINT) />
            <PeopleField
                label=t(key::SEL_SETTINGS_TREASURERS)
                people=treasurers
                most=TREASURERS_MAX
                error=submission.error_of("/treasurer_ids")
            />
            <FormError failure=submission.failure() />
            <div>
                <Button busy=submission.busy()>{t(key::ACTION_SAVE)}</Button>
            </div>
        </form>
    }
}

fn named(known: &Known) -> Vec<Chosen> {
    let me = Session::here().me().get_untracked();
    let ids = known.settings.treasurer_ids.iter();
    ids.map(|id| {
        let other = known.people.iter().find(|person| person.id == *id);
        let name = match (other, &me) {
            (Some(person), _) => format!("{} {}", person.first_name, person.last_name),
            (None, Some(me)) if me.id == *id => format!("{} {}", me.first_name, me.last_name),
            _ => say(key::SEL_SETTINGS_SOMEBODY),
        };
        (*id, name)
    })
    .collect()
}
