//! Profil: my names, my phone number, my children.

use domain::accounts::{
    calls::ChangeMe,
    types::{Me, Profile},
};
use leptos::{ev, prelude::*};

use crate::{
    accounts::{demo::role_words, settings::profile_of},
    client::{SignedIn, Submission},
    families::{
        add_child::AddChild,
        my_children::{ChildList, MyChildren},
    },
    i18n::{key, say, t},
    shell::navigation::is_member,
    state::session::Session,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
        divider_card::DividerCard,
        form_error::FormError,
        icon::Glyph,
        module::Module,
        page_head::PageHead,
        text_field::{TextField, TextKind},
        toasts::Toasts,
    },
};

/// The page about me.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let session = Session::here();
    let member = is_member(session);
    let me = session.me();
    let who = move || {
        me.get().map_or_else(String::new, |me| {
            format!("{}, {}", say(role_words(me.membership.role)), me.membership.school_name)
        })
    };
    // The fields are filled once: what is being typed must survive an answer of the server.
    let form = me.get_untracked().map(|me| view! { <MyData me=me /> });
    view! {
        <PageHead title=t(key::NAV_PROFILE) detail=who />
        <div class="columns">
            <div>{form}</div>
            <Show when=move || member.get()>
                <Children />
            </Show>
        </div>
    }
}

#[component]
fn MyData(me: Me) -> impl IntoView {
    let (client, session, toasts) = (SignedIn::here(), Session::here(), Toasts::here());
    let submission = Submission::default();
    let email = RwSignal::new(me.email.clone());
    let first_name = RwSignal::new(me.first_name.clone());
    let last_name = RwSignal::new(me.last_name.clone());
    let phone = RwSignal::new(me.phone.clone().unwrap_or_default());
    let now = session.me();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(me) = now.get_untracked() else { return };
        let phone = phone.get_untracked().trim().to_owned();
        let version = me.version;
        let body = Profile {
            first_name: first_name.get_untracked(),
            last_name: last_name.get_untracked(),
            phone: Some(phone).filter(|phone| !phone.is_empty()),
            ..profile_of(me)
        };
        submission.run(
            async move { client.change(ChangeMe {}, version, body).await },
            move |me| {
                session.is_now(me);
                toasts.say(say(key::PROFILE_SAVED));
            },
        );
    };
    view! {
        <DividerCard module=Module::Messages glyph=Glyph::User title=t(key::PROFILE_ME_TAB)>
            <form class="card-body" on:submit=submit novalidate>
                <div class="two-fields">
                    <TextField
                        label=t(key::FORM_FIRST_NAME)
                        name="first_name"
                        kind=TextKind::FirstName
                        value=first_name
                        error=submission.error_of("/first_name")
                    />
                    <TextField
                        label=t(key::FORM_LAST_NAME)
                        name="last_name"
                        kind=TextKind::LastName
                        value=last_name
                        error=submission.error_of("/last_name")
                    />
                </div>
                <TextField
                    label=t(key::FORM_PHONE)
                    name="phone"
                    kind=TextKind::Phone
                    optional=true
                    hint=t(key::PROFILE_PHONE_HINT)
                    value=phone
                    error=submission.error_of("/phone")
                />
                <TextField label=t(key::FORM_EMAIL) kind=TextKind::Email hint=t(key::PROFILE_EMAIL_HINT) value=email disabled=true />
                <FormError failure=submission.failure() />
                <div>
                    <Button busy=submission.busy()>{t(key::ACTION_SAVE)}</Button>
                </div>
            </form>
        </DividerCard>
    }
}

#[component]
fn Children() -> impl IntoView {
    let children = MyChildren::load();
    let adding = RwSignal::new(false);
    let added = move |_| {
        adding.set(false);
        children.reload();
    };
    view! {
        <div>
            <DividerCard module=Module::Education glyph=Glyph::Baby title=t(key::CHILDREN_TAB)>
                <ChildList children=children />
                <div class="card-body">
                    <div>
                        <Button look=Look::Second glyph=Glyph::Plus on_press=move |()| adding.set(true)>
                            {t(key::CHILDREN_ADD)}
                        </Button>
                    </div>
                </div>
            </DividerCard>
            <Dialog open=adding title=t(key::CHILDREN_ADD)>
                <AddChild on_added=added />
            </Dialog>
        </div>
    }
}
